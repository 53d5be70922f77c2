import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDefinitionSet, type ModelFile } from '#bpmn';
import type { DefinitionSet } from '#engine';
import { checkProcedure, differenceOf, durationOf, wordsOf, type Compared, type DraftSaid } from '#pages';
import { readProcedure } from '#procedures';

const WORKFLOWS = join(import.meta.dirname, '../../workflows');
const DAY = '2026-03-02';
const SAID: DraftSaid = {
  name: { zh: '意见—表决—公示', en: 'Opinions' },
  use: { zh: '小事', en: '' },
  roles: ['worker'],
  title: 'title',
  basis: [{ law: '法', article: '第一条' }],
};

async function files(name: string): Promise<readonly ModelFile[]> {
  const read = await readProcedure(WORKFLOWS, name);
  return read.files.map(({ path, bytes }) => ({ path, text: new TextDecoder().decode(bytes) }));
}
async function setOf(all: readonly ModelFile[], main: string): Promise<DefinitionSet> {
  const built = await buildDefinitionSet(all, '', main);
  if (!built.ok) throw new Error(JSON.stringify(built.findings));
  return built.set;
}

/** A procedure told from its model alone. */
describe('a procedure', () => {
  let first: readonly ModelFile[];
  let before: Compared;
  beforeAll(async () => {
    first = await files('first-vote');
    before = { set: await setOf(first, 'first-vote'), files: first, about: SAID };
  });
  /** With a text of any of its files replaced. */
  const changed = async (from: string, to: string, about = SAID): Promise<Compared> => {
    expect(first.some(({ text }) => text.includes(from))).toBe(true);
    const now = first.map(({ path, text }) => ({ path, text: text.replace(from, to) }));
    return { set: await setOf(now, 'first-vote'), files: now, about };
  };

  it('is told row by row, in both languages alike', async () => {
    const words = wordsOf(await setOf(await files('consultation'), 'consultation'), DAY);
    const told = words.map(({ depth, n, name, text, ways, begins }) =>
      [
        `${'  '.repeat(depth)}${n ?? '–'} ${name.zh}`,
        ...[begins?.zh ?? '', text.zh],
        ...ways.map(({ when, to }) => `${when === null ? '' : `${when.zh}：`}${to.zh}`),
      ].join(' | '),
    );
    // a way that ends aside is read where it leaves, one deeper; the way itself goes on below it
    expect(told.slice(0, 6)).toEqual([
      '– 提出议题 | 第1天 | 从这里开始。',
      '1 受理与并案 | 第1天 | 系统自动办。',
      '– 已并案？ | 第1天 | 分情况往下走： | 是：到第2步“封存归档” | 否：往下走',
      '  2 封存归档 | 第1天 | 系统自动办。',
      '  – 已并案 |  | 到此结束。',
      '– 谁提出？ | 第1天 | 分情况往下走： | 居民：往下走 | 街道或居委会：到第5步“公布方案”',
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        '3 联名附议 | 第1天 | 由居民进行，为期30天。',
        '5 公布方案 | 第1天 | 由召集人、居委会工作人员、街道经办人、党组织书记中的一人办，10个工作日内办完。',
        '11 处理申诉 | 第1天 | 由街道经办人办，10个工作日内办完。 | 满10个工作日还没办完：到“告知按期未决定”',
        '– 同时进行 | 第1天 | 下面几步同时进行： | 往下走 | 到第14步“提出专业意见” | 到第16步“说明政策情况”',
        '– 汇合 | 第6天 | 上面几步都办完，再往下走。',
        '23 公示协商结果 | 第6天 | 由召集人进行，为期7个工作日。 | 遇到“异议成立”：到“公布协商材料”',
        // what lies inside a step is read below it, and goes back where it loops
        '  25 落实任务 |  | 由居委会工作人员、召集人、网格员、社会工作者、部门观察员、街道经办人、专家、党组织书记、居民中的一人办，期限在办理时定。 | 到了“逾期”的时间，另外：到“报逾期”',
        '29 按方案整改 | 满5天和7个工作日后 | 由召集人或居委会工作人员办，10个工作日内办完。 | 然后到第28步“监督落实”',
      ]),
    );
    // the end that most of it leads to is read last, and then only what may come at any time
    const end = words.findIndex(({ name }) => name.zh === '办结');
    expect(words.slice(end + 1).map(({ depth }) => depth)).not.toContain(0);
    expect(words.filter(({ n }) => n !== null).map(({ n }) => n)).toEqual(Array.from({ length: 36 }, (_, i) => i + 1));
    expect(words[1]).toMatchObject({ kind: 'intake', text: { en: 'The system does it.' }, begins: { en: 'day 1' } });
    expect(words.every(({ text }) => text.zh !== '' && text.en !== '' && !text.en.includes('，'))).toBe(true);
  });

  it('lasts at least what its steps last that nobody can cut short', async () => {
    expect(durationOf(before.set, DAY)).toMatchObject({
      full: { days: 5, workingDays: 3, hours: 0, text: { zh: '5天和3个工作日', en: '5 days and 3 working days' } },
      ends: [
        {
          element: 'end',
          parts: [{ element: 'consult' }, { element: 'vote' }, { length: { workingDays: 3 } }],
        },
      ],
      open: [],
    });
    // the shorter branch counts
    const shorter = await changed(
      '<zeebe:input source="=3" target="term_days" />\n          <zeebe:input source="=null" target="pack" />',
      '<zeebe:input source="=1" target="term_days" />\n          <zeebe:input source="=null" target="pack" />',
    );
    expect(durationOf(shorter.set, DAY).full).toMatchObject({ workingDays: 1 });
    // a term that depends on the matter is said to be open
    const open = await changed(
      '<zeebe:input source="=2" target="term_days" />',
      '<zeebe:input source="=days" target="term_days" />',
    );
    expect(durationOf(open.set, DAY)).toMatchObject({ full: { days: 3 }, open: [{ element: 'vote' }] });
    const consultation = durationOf(await setOf(await files('consultation'), 'consultation'), DAY);
    expect(consultation.full).toMatchObject({ days: 5, workingDays: 7 });
  });

  it('that differs in nothing but its drawing has no differences', async () => {
    expect(differenceOf(before, before)).toEqual({ lines: [], layout: false });
    const moved = await changed('<dc:Bounds x="', '<dc:Bounds x="1');
    expect(differenceOf(before, moved)).toEqual({ lines: [], layout: true });
  });

  it.each<[string, string, string, string]>([
    ['term', '“征求意见”：期限由3天改为9天', 'source="=3" target="term_days"', 'source="=9" target="term_days"'],
    [
      'condition',
      '“表决通过？”：条件由vote_result.outcome = "passed"改为vote_result.outcome = "no-quorum"',
      '=vote_result.outcome = "passed"',
      '=vote_result.outcome = "no-quorum"',
    ],
    ['form', '“提出事项”：表单由first-vote-start改为没有', '<zeebe:formDefinition formId="first-vote-start" />', ''],
    ['who', '“征求意见”：由谁办，由居民改为业主', 'id="residents" name="居民"', 'id="residents" name="业主"'],
    ['other', '“表决通过？”：其他设置有改动', 'name="通过"', 'name="同意"'],
    ['other', '“表决”：其他设置有改动', 'name="step.return" value="never"', 'name="step.return" value="free"'],
    ['other', '“表决”：selector由"residents"改为"households"', '&#34;residents&#34;', '&#34;households&#34;'],
  ])('tells a difference in %s', async (aspect, text, from, to) => {
    const { lines } = differenceOf(before, await changed(from, to));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.map((line) => line.text.zh)).toContain(text);
    expect(lines.map((line) => line.aspect)).toContain(aspect);
  });

  it('tells what was added, removed, renamed, and what is said about it', async () => {
    const renamed = differenceOf(before, await changed('id="vote" name="表决"', 'id="vote" name="投票"'));
    expect(renamed.lines).toMatchObject([{ element: 'vote', change: 'renamed', text: { zh: '“表决”改名为“投票”' } }]);
    const other = await changed('id="consult" name="征求意见"', 'id="consult" name="征求意见"', {
      ...SAID,
      roles: ['street'],
    });
    expect(differenceOf(before, other).lines.map(({ text }) => text.zh)).toEqual([
      '可以发起的人由居委会工作人员改为街道经办人',
    ]);
    const [added, removed] = await Promise.all(
      [first, first].map(async (all, n) => {
        const now = all.map(({ path, text }) => ({
          path,
          text: path.endsWith('first-vote.bpmn') ? text.replaceAll('joined', 'met') : text,
        }));
        const after: Compared = { set: await setOf(now, 'first-vote'), files: now, about: SAID };
        return (n === 0 ? differenceOf(before, after) : differenceOf(after, before)).lines;
      }),
    );
    expect(added).toContainEqual(expect.objectContaining({ element: 'met', change: 'added' }));
    expect(removed).toContainEqual(expect.objectContaining({ element: 'met', change: 'removed' }));
  });

  it('is compared with the floors of the rule packs its steps name', async () => {
    const short = await changed(
      '<zeebe:input source="=null" target="pack" />\n          <zeebe:input source="=&#34;go-on&#34;" target="on_upheld" />',
      '<zeebe:input source="=&#34;residents.disclosure&#34;" target="pack" />\n          <zeebe:input source="=&#34;go-on&#34;" target="on_upheld" />',
    );
    const found = await checkProcedure(short.files, 'first-vote', DAY);
    expect(found.filter(({ severity }) => severity === 'error')).toMatchObject([
      { element: 'publish_passed', name: '公示通过', rule: 'law.publicity-below-floor', values: { floor: 15 } },
    ]);
    const errors = (await checkProcedure(first, 'first-vote', DAY)).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });
});
