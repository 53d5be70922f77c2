import { describe, expect, it } from 'vitest';
import { CATALOGUE, PARTS } from './catalogue/index.js';
import { CATALOGUE as RESIDENTS } from './catalogue/residents.js';
import {
  areaInWords,
  atLeast,
  chineseNumber,
  countOf,
  dateInWords,
  bodyOf,
  dayOf,
  daysLeft,
  deadlineInWords,
  hasSentence,
  instantInWords,
  isoDateInWords,
  inWords,
  isoDate,
  label,
  say,
  sentenceCodes,
  termInWords,
  valuesOf,
  workingDaysLeft,
} from './index.js';

/** UTC milliseconds of a Shanghai wall clock; the host's `Date` is the differential here. */
const at = (iso: string): number => new Date(`${iso}+08:00`).getTime();

/** `error`: of rosters alone. */
const STAFF_GROUPS = [
  'audit',
  'calendar',
  'change',
  'check',
  'cli',
  'differs',
  'error',
  'event',
  'explained',
  'feel',
  'figure',
  'finding',
  'flow',
  'import',
  'label.access',
  'label.again',
  'label.channel',
  'label.clock',
  'label.command',
  'label.effect',
  'label.figure',
  'label.figure-list',
  'label.figure-only',
  'label.hit',
  'label.matter-age',
  'label.matter-state',
  'label.opened',
  'label.setting',
  'label.unit',
  'law',
  'length',
  'proposal',
  'refusal',
  'serve',
  'stuck',
  'trace',
];

describe('what residents’ phones load', () => {
  it('leaves out only what is said to staff, to auditors and on the command line', () => {
    // given
    const left = Object.keys(CATALOGUE).filter((code) => !Object.hasOwn(RESIDENTS, code));
    // when
    const groups = new Set(
      left.map((code) =>
        code
          .split('.')
          .slice(0, code.startsWith('label.') ? 2 : 1)
          .join('.'),
      ),
    );
    // then
    expect([...groups].sort()).toEqual(STAFF_GROUPS);
  });
});

describe('dates', () => {
  it.each([
    ['2026-05-22T14:05:00', '5月22日（周五）', 'Fri 22 May'],
    ['2026-03-01T00:00:00', '3月1日（周日）', 'Sun 1 Mar'],
    ['2028-02-29T23:59:59', '2月29日（周二）', 'Tue 29 Feb'],
    ['2026-12-31T23:59:59', '12月31日（周四）', 'Thu 31 Dec'],
  ])('%s', (iso, zh, en) => {
    expect(dateInWords(at(iso), 'zh-CN')).toBe(zh);
    expect(dateInWords(at(iso), 'en')).toBe(en);
  });

  it('agrees with the host on every day of 400 years', () => {
    // given the day numbers of a whole cycle of the calendar
    const first = at('1900-01-01T12:00:00');
    const differing = Array.from({ length: 146_097 }, (_, day) => first + day * 86_400_000).filter((instant) => {
      // when
      const shifted = new Date(instant + 8 * 3_600_000);
      // then
      return isoDate(instant) !== shifted.toISOString().slice(0, 10);
    });
    expect(differing).toEqual([]);
  });

  it('ends a term at 24:00 of its last day, never at 0:00 of the next', () => {
    expect(deadlineInWords(at('2026-05-23T00:00:00'), 'zh-CN')).toBe('5月22日（周五）24:00前');
    expect(deadlineInWords(at('2026-05-23T00:00:00'), 'en')).toBe('before 24:00 on Fri 22 May');
    expect(deadlineInWords(at('2026-05-14T18:00:00'), 'zh-CN')).toBe('5月14日（周四）18:00前');
  });

  it('says a day that is written in figures with its weekday', () => {
    expect(isoDateInWords('2026-03-02', 'zh-CN')).toBe('3月2日（周一）');
    expect(isoDateInWords('2024-02-29', 'en')).toBe('Thu 29 Feb');
    expect(isoDateInWords('2027-01-01', 'zh-CN', at('2026-03-02T09:00:00'))).toBe('2027年1月1日（周五）');
    expect(['2026-02-30', 'soon', ''].map((text) => isoDateInWords(text, 'zh-CN'))).toEqual(['2026-02-30', 'soon', '']);
  });

  it('signs paper with a body, never with a place', () => {
    expect(['青禾里社区', '杨家村', '青禾街道', '青禾里社区居民委员会'].map(bodyOf)).toEqual([
      '青禾里社区居民委员会',
      '杨家村村民委员会',
      '青禾街道办事处',
      '青禾里社区居民委员会',
    ]);
  });

  it('names the year only where it is another', () => {
    expect(instantInWords(at('2027-01-01T09:05:00'), 'zh-CN', at('2026-12-31T09:00:00'))).toBe(
      '2027年1月1日（周五）09:05',
    );
    expect(instantInWords(at('2026-01-01T09:05:00'), 'zh-CN', at('2026-12-31T09:00:00'))).toBe('1月1日（周四）09:05');
  });

  it('counts terms and what is left of them', () => {
    expect([3, 0, -1].map((n) => workingDaysLeft(n, 'zh-CN'))).toEqual(['还有3个工作日', '今天截止', '逾期1个工作日']);
    expect([1, -2].map((n) => daysLeft(n, 'en'))).toEqual(['1 day left', '2 days late']);
    expect(dayOf(4, 7, 'day', 'zh-CN')).toBe('第4天，共7天');
    expect(dayOf(4, 7, 'working_day', 'zh-CN')).toBe('第4个工作日，共7个工作日');
    expect(dayOf(4, 7, 'working_day', 'en')).toBe('working day 4 of 7');
    expect(termInWords(3, 'working_day', 'zh-CN')).toBe('3个工作日');
    expect(termInWords(1, 'month', 'en')).toBe('1 month');
  });
});

describe('fractions and counts', () => {
  it.each([
    [{ num: 1, den: 2, op: '>' }, '过半数', 'more than half'],
    [{ num: 2, den: 3, op: '>=' }, '三分之二以上', 'at least two thirds'],
    [{ num: 2, den: 3, op: '>' }, '超过三分之二', 'more than two thirds'],
    [{ num: 3, den: 4, op: '>=' }, '四分之三以上', 'at least three quarters'],
    [{ num: 11, den: 20, op: '>=' }, '二十分之十一以上', 'at least 11/20'],
    [{ num: 1, den: 1, op: '>=' }, '全部', 'all'],
  ] as const)('%o', (fraction, zh, en) => {
    expect(inWords(fraction, 'zh-CN')).toBe(zh);
    expect(inWords(fraction, 'en')).toBe(en);
  });

  it('knows how many are enough, including and excluding the number itself', () => {
    expect(atLeast({ num: 2, den: 3, op: '>=' }, 119)).toBe(80);
    expect(atLeast({ num: 2, den: 3, op: '>=' }, 279)).toBe(186);
    expect(atLeast({ num: 1, den: 2, op: '>' }, 4)).toBe(3);
    expect(atLeast({ num: 1, den: 2, op: '>' }, 5)).toBe(3);
  });

  it('writes counts, areas and Chinese numbers', () => {
    expect(countOf(91, 119, 'zh-CN')).toBe('91 / 119人');
    expect(areaInWords(784_632, 'zh-CN')).toBe('7,846.32㎡');
    expect(areaInWords(2_520_005, 'en')).toBe('25,200.05 m²');
    expect([0, 10, 12, 20, 105, 110, 1001, 10_010].map(chineseNumber)).toEqual([
      '零',
      '十',
      '十二',
      '二十',
      '一百零五',
      '一百一十',
      '一千零一',
      '一万零一十',
    ]);
  });
});

describe('say', () => {
  it('fills values in their forms', () => {
    expect(say('objections-open', { open: 2, first: 3 })).toBe('还有2条异议没答复，先答复第3条。');
    expect(say('refusal.too-early', { due: at('2026-03-06T00:00:00') })).toBe('还没到时间：3月5日（周四）24:00前。');
    expect(say('refusal.too-early', { due: null })).toBe('还没到时间：日期待定。');
    expect(say('event.Tallied', { outcome: 'no-quorum', electorate: 5, attending: 2 })).toBe(
      '计票：未达到法定人数，名册5人，到会或参与表决2人',
    );
    expect(say('event.ObjectionAnswered', { n: 1, upheld: false })).toBe('第1条异议已答复：异议不成立');
    expect(say('law.quorum-below-floor', { floor: '>=2/3' })).toBe('法定人数低于法定下限，应为三分之二以上。');
  });

  it('tells the cause inside an incident with the cause’s own values', () => {
    const values = { where: 'input title', problem: 'unknown-variable', from: 0, to: 5, values: { name: 'titel' } };
    expect(say('incident.expression-failed', values)).toBe('输入“title”算不出来：没有“titel”这个值。');
    expect(say('incident.no-retries-left', { cause: 'roll-empty' }, 'en')).toBe(
      'The step did not succeed: Nobody is on the roll; register residents first.',
    );
    expect(say('incident.no-retries-left', { cause: 'something else' })).toBe('这一步没有办成：something else');
  });

  it('leaves no place of any sentence as it is written, in either language', () => {
    const left = sentenceCodes().filter((code) =>
      (['zh-CN', 'en'] as const).some((one) => /[{}]/.test(say(code, {}, one))),
    );
    expect(left).toEqual([]);
  });

  it('never shows a sealed value, nor an inherited property', () => {
    expect(say('event.PollOpened', { question: { '~': 'c29tZXRoaW5n' } })).toBe('开始表决：（此处不显示）');
    expect(say('event.PollOpened', {})).toBe('开始表决：无');
    expect(hasSentence('constructor')).toBe(false);
    expect(say('refusal.unknown-scope', { scope: '$& $1' })).toBe('没有单位“$& $1”。');
  });

  it('finds a bare code as a refusal, then as an error, and says what it does not know', () => {
    expect(say('poll-closed')).toBe('表决已截止。');
    expect(say('demo-off')).toBe('这里不是演示，时钟不能调。');
    expect(say('no-words')).toBe('暂无说明（no-words）');
    expect(label('choice', 'none')).toBe('未参与表决');
    expect(label('choice', 'other')).toBe('other');
  });
});

describe('the catalogue', () => {
  it('has every code once', () => {
    const codes = PARTS.flatMap((part) => Object.keys(part));
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  it('names the same values in both languages', () => {
    const differing = sentenceCodes().filter(
      (code) =>
        [...new Set(valuesOf(code, 'zh-CN'))].sort().join() !== [...new Set(valuesOf(code, 'en'))].sort().join(),
    );
    expect(differing).toEqual([]);
  });

  it('keeps to the vocabulary', () => {
    const banned = /群众|视为同意|默认通过|自动通过|！|!|选民|投票率|哈希/;
    expect(sentenceCodes().filter((code) => banned.test(CATALOGUE[code]?.zh ?? ''))).toEqual([]);
    expect(sentenceCodes().filter((code) => (CATALOGUE[code]?.zh.match(/请/g) ?? []).length > 1)).toEqual([]);
  });

  it('has no Chinese in an English sentence and no empty one', () => {
    expect(
      sentenceCodes().filter((code) => /[\u4e00-\u9fff]/.test(CATALOGUE[code]?.en ?? '') || CATALOGUE[code]?.zh === ''),
    ).toEqual([]);
  });
});

describe('places and lists of decisions', () => {
  it.each([
    ['rule:3:input:2', '（第3行条件第2列）', ' (row 3, condition 2)'],
    ['body/rule:1:output:1', '（第1行结果第1列）', ' (row 1, result 1)'],
    ['values:input:2', '（条件第2列）', ' (input column 2)'],
    ['variable:面积', '（“面积”）', ' (“面积”)'],
    ['entry:1/literal', '', ''],
  ])('%s', (where, zh, en) => {
    // given
    const values = { name: '收费', where, problem: 'division-by-zero' };
    // then
    expect(say('incident.decision-failed', values, 'zh-CN')).toBe(`决策表“收费”${zh}算不出来：除数是零。`);
    expect(say('incident.decision-failed', values, 'en')).toBe(
      `Decision “收费”${en} cannot be computed: Division by zero.`,
    );
  });

  it('notes of a row and values no row takes', () => {
    expect(say('explained.matched', { row: 2, annotations: ['第三条', '低'] })).toBe('第2行成立（第三条；低）');
    expect(say('explained.matched', { row: 2, annotations: [] }, 'en')).toBe('Row 2 matches');
    expect(
      say('finding.dmn-gap', {
        values: [
          ['年龄', 17],
          ['本地', true],
        ],
      }),
    ).toBe('没有一行管这种情况：年龄 = 17、本地 = 是。');
  });
});
