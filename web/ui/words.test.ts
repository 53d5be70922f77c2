import { describe, expect, it } from 'vitest';
import {
  daySpans,
  isKeyPoint,
  leftInWords,
  missing,
  pieces,
  products,
  shortDeadline,
  spanInWords,
  stubNumber,
  together,
  urgency,
} from './words.js';
import { label } from '#text';
import type { CountTest, Due, Holder, TimelineEntry } from '#web/port';
import { holderInWords } from './holder.js';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const test = (more: Partial<CountTest>): CountTest => ({
  of: 'heads',
  base: 'electorate',
  fraction: { num: 2, den: 3, op: '>=' },
  value: 79,
  total: 119,
  met: false,
  ...more,
});

describe('what stays on one line', () => {
  it.each([
    ['参与表决的人数，要占到名册上的三分之二以上', ['三分之二以上']],
    ['3月9日（周一）24:00前，还有2个工作日', ['3月9日（周一）24:00前', '2个工作日']],
    ['面积7,846.32㎡，人数91 / 119人', ['7,846.32㎡', '91 / 119人']],
    ['您代表3号楼2单元502室', ['3号楼', '2单元', '502室']],
    ['没有数字的一句话', []],
  ])('%s', (text, together) => {
    // when
    const cut = pieces(text);
    // then
    expect(cut.filter((_piece, i) => i % 2 === 1)).toEqual(together);
    expect(cut.join('')).toBe(text);
  });
});

describe('who and what, in words', () => {
  const t = (key: string, values: object = {}) => `${key} ${Object.values(values).join('|')}`;
  const of = (role: Holder['role'], place: string | null = '青禾里社区'): Holder => ({
    ...{ role, place, name: null, p: null, you: false },
  });

  it('name a post as everywhere else, with its community only where it is of one', () => {
    expect(holderInWords(of('worker'), {}, 'zh-CN', t)).toBe('holder.post 青禾里社区|居委会工作人员');
    expect(holderInWords(of('street'), {}, 'zh-CN', t)).toBe(label('role', 'street'));
    expect(holderInWords(of('resident', '1号楼101室'), { pseudonym: true }, 'zh-CN', t)).toBe('居民');
  });

  it('take the system for no person: it did something, or nobody has to', () => {
    expect(holderInWords(of('system', null), {}, 'zh-CN', t)).toBe('系统');
    expect(holderInWords(of('system', null), { held: true }, 'zh-CN', t)).toBe('holder.system ');
  });

  it('tell of acts and what came of them, not of each step the procedure took', () => {
    const entry = (code: string, role: string, path: readonly string[] = []) =>
      ({ path, said: { code, values: {} }, by: { role } }) as unknown as TimelineEntry;
    expect(
      [
        entry('event.Passed', 'worker'),
        entry('event.Entered', 'worker'),
        entry('event.Completed', 'system'),
        entry('event.Given', 'resident', ['consult']),
        entry('event.Fired', 'resident'),
        entry('event.RollLocked', 'system'),
        entry('event.IntakeSettled', 'system'),
      ].filter(isKeyPoint),
    ).toEqual([]);
    const told = [
      entry('event.Completed', 'worker'),
      entry('event.Given', 'resident'),
      entry('event.IntakeSettled', 'worker'),
      entry('event.NoticeEnded', 'system'),
      entry('event.Ended', 'system'),
    ];
    expect(told.filter(isKeyPoint)).toEqual(told);
  });
});

describe('dates and terms', () => {
  it('joins days that follow one another', () => {
    expect(daySpans(['2026-04-04', '2026-04-05', '2026-04-06', '2026-05-01'], 'zh-CN')).toEqual([
      { words: '4月4日（周六）至6日（周一）', n: 3 },
      { words: '5月1日（周五）', n: 1 },
    ]);
  });

  it('ends a term at 24:00 of its last day', () => {
    expect(shortDeadline(at('2026-03-10T00:00'), 'zh-CN')).toBe('3月9日24:00');
    expect(shortDeadline(at('2026-03-10T18:00'), 'zh-CN')).toBe('3月10日18:00');
    expect(spanInWords(at('2026-03-02T09:00'), at('2026-03-06T00:00'), 'zh-CN')).toBe('3月2日至5日');
    expect(spanInWords(at('2026-02-27T09:00'), at('2026-03-06T00:00'), 'zh-CN')).toBe('2月27日至3月5日');
    expect(spanInWords(at('2026-03-02T09:00'), at('2026-03-02T09:00'), 'en')).toBe('2 Mar');
  });

  it('says what is left in the unit it is counted in, and that a date is pending', () => {
    // given
    const due = (left: Due['left'], date: number | null = 1): Due => ({
      at: date,
      awaitsYear: date === null ? 2027 : null,
      left,
    });
    // then
    expect(leftInWords(due({ n: 3, unit: 'working_day', late: false }), 'zh-CN')).toBe('还有3个工作日');
    expect(leftInWords(due({ n: 1, unit: 'working_day', late: true }), 'zh-CN')).toBe('逾期1个工作日');
    expect(leftInWords(due({ n: 4, unit: 'hour', late: false }), 'zh-CN')).toBe('还有4小时');
    expect(leftInWords(due(null, null), 'zh-CN')).toBe('日期待定');
    expect(urgency(due({ n: 1, unit: 'day', late: true }))).toBe('late');
    expect(urgency(due({ n: 0, unit: 'day', late: false }))).toBe('today');
    expect(urgency(due({ n: 1, unit: 'day', late: false }))).toBeNull();
  });
});

describe('counting', () => {
  it('says how many are missing, and nothing once a rule is met', () => {
    expect(missing(test({ value: 79 }))).toBe(1);
    expect(missing(test({ value: 80, met: true }))).toBe(0);
    expect(missing(test({ value: 2, total: 4, fraction: { num: 1, den: 2, op: '>' } }))).toBe(1);
  });

  it('compares whole numbers, and equal is not more than', () => {
    expect(products(test({ value: 91 }))).toEqual({ left: '91×3=273', right: '119×2=238', sign: '≥', holds: true });
    expect(products(test({ value: 2, total: 4, fraction: { num: 1, den: 2, op: '>' } }))).toMatchObject({
      sign: '=',
      holds: false,
    });
    expect(products(test({ value: 2, total: 3, fraction: { num: 2, den: 3, op: '>=' } }))).toMatchObject({
      sign: '≥',
      holds: true,
    });
  });

  it('draws area and heads of one rule as one ruler, area above', () => {
    // given
    const rules = [test({}), test({ of: 'area' }), test({ fraction: { num: 3, den: 4, op: '>=' } })];
    // then
    expect(together(rules).map((group) => group.map(({ of }) => of))).toEqual([['area', 'heads'], ['heads']]);
  });
});

describe('the number on a stub', () => {
  it('is the first sixty bits of the hash, without letters that read like digits', () => {
    // given: 0xff 0x00 …
    const hash = btoa(String.fromCharCode(255, 0, 255, 0, 255, 0, 255, 0, 9, 9));
    // then: 11111 11100 00000 01111 11110 00000 00111 11111 00000 00011 11111 10000
    expect(stubNumber(hash)).toBe('ZW0F Y07Z 03ZG');
    expect(stubNumber('')).toBe('');
  });
});
