import { describe, expect, it } from 'vitest';
import type { CountTest, PollResult } from '#web/port';
import { labelOf, RESIDENT_WORDS, type LabelKey, type LabelValues } from './labels/index.js';
import { requirements } from './result.js';

type Rule = Pick<CountTest, 'of' | 'base' | 'fraction'>;
const test = (rule: Rule, value: number, total: number, met: boolean): CountTest => ({ ...rule, value, total, met });
const rule = (of: CountTest['of'], base: CountTest['base'], num: number, den: number, op: '>=' | '>'): Rule => ({
  of,
  base,
  fraction: { num, den, op },
});
const result = (quorum: CountTest[], threshold: CountTest[]): PollResult => ({
  outcome: 'failed',
  counts: { yes: 0, no: 0, abstain: 0, invalid: 0, notCast: 0 },
  quorum,
  threshold,
  at: 0,
  record: null,
});
const say = (language: 'zh-CN' | 'en') => (key: LabelKey, values?: LabelValues) =>
  labelOf(RESIDENT_WORDS, key, values, language);
const lines = (of: PollResult, language: 'zh-CN' | 'en') =>
  requirements(of, language, say(language)).map(({ text, verdict }) => `${text}${verdict}`);

/** An estate of 279 owners with 25,200 m²: a special matter, where one hundredth is missing. */
const D1 = result(
  [
    test(rule('area', 'electorate', 2, 3, '>='), 1_679_999, 2_520_000, false),
    test(rule('heads', 'electorate', 2, 3, '>='), 186, 279, true),
  ],
  [
    test(rule('area', 'participating', 3, 4, '>='), 1_290_000, 1_750_000, false),
    test(rule('heads', 'participating', 3, 4, '>='), 150, 190, true),
  ],
);

describe('what a result means', () => {
  it('is said requirement by requirement, exactly to a hundredth', () => {
    expect(lines(D1, 'zh-CN')).toEqual([
      '参与：名册上面积25,200.00㎡，参与表决16,799.99㎡（16,799.99/25,200.00）；要三分之二以上，至少16,800.00㎡。未达到，还差0.01㎡',
      '参与：名册上人数279人，参与表决186人（186/279）；要三分之二以上，至少186人。达到',
      '赞成：参与表决面积17,500.00㎡，赞成12,900.00㎡（12,900.00/17,500.00）；要四分之三以上，至少13,125.00㎡。未达到，还差225.00㎡',
      '赞成：参与表决人数190人，赞成150人（150/190）；要四分之三以上，至少143人。达到',
    ]);
  });

  it('is said in English with the same numbers', () => {
    const said = lines(D1, 'en').join('\n');
    for (const part of ['16,799.99/25,200.00', 'at least two thirds', '0.01', '150/190', 'Reached', 'Not reached'])
      expect(said).toContain(part);
    expect(said).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('takes half the heads for not enough, and nobody’s silence for anything', () => {
    // given: half of those who took part, and a roll of whom nobody did
    const half = result([], [test(rule('heads', 'participating', 1, 2, '>'), 93, 186, false)]);
    const nobody = result([test(rule('heads', 'electorate', 1, 2, '>'), 0, 612, false)], []);
    // then
    expect(lines(half, 'zh-CN')).toEqual([
      '赞成：参与表决人数186人，赞成93人（93/186）；要过半数，至少94人。未达到，还差1人',
    ]);
    expect(lines(nobody, 'zh-CN')[0]).toContain('参与表决0人（0/612）；要过半数，至少307人。未达到，还差307人');
    for (const language of ['zh-CN', 'en'] as const)
      expect(JSON.stringify(RESIDENT_WORDS[language])).not.toMatch(/视为同意|默认通过|自动通过|deemed|by default/);
  });
});
