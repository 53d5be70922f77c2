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

  it('is told in sentences, in both languages alike', async () => {
    const words = wordsOf(await setOf(await files('consultation'), 'consultation'));
    expect(words.map(({ text }) => text.zh)).toEqual(
      expect.arrayContaining([
        '召集人办理“初审议题”，10个工作日内办完，然后到“判断是否受理”。',
        '“附议够了？”：不够，到“告知附议不足”；够，到“初审议题”。',
        '居民进行“联名附议”，为期30天，然后到“附议够了？”。',
        '“处理申诉”满10个工作日后还没办完，就到“告知按期未决定”。',
        '同时进行：“征求意见”；“提出专业意见”；“说明政策情况”。',
        '都完成后，到“协商会议”。',
      ]),
    );
    expect(words.map(({ text }) => text.en)).toContain(
      'convenor: “初审议题”, within 10 working days, then “判断是否受理”.',
    );
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
