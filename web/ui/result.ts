import { areaInWords, atLeast, grouped, inWords } from '#text';
import type { CountOf, CountTest, Language, PollResult } from '#web/port';
import type { LabelKey, LabelValues } from './labels/index.js';
import { missing, together } from './words.js';

type Say = (key: LabelKey, values?: LabelValues) => string;

/** One requirement in words, with what was counted and whether it was reached. */
export interface Requirement {
  readonly text: string;
  readonly verdict: string;
  readonly met: boolean;
}

/** A number of what is counted without its unit: areas are hundredths of a square metre. */
export function amountOf(of: CountOf, n: number, language: Language): string {
  return of === 'area' ? areaInWords(n, language).replace(/ ?(㎡|m²)$/, '') : grouped(n);
}

/**
 * What a result means, requirement by requirement: 名册上612人，参与表决3人（3/612）；要过半数，至少307人. Who did not take part is in no
 * sentence but as missing from the whole.
 */
export function requirements(result: PollResult, language: Language, t: Say): readonly Requirement[] {
  const say = (kind: 'quorum' | 'threshold') => (test: CountTest) => {
    const amount = (n: number): string => `${amountOf(test.of, n, language)}${t(`ruler.unit.${test.of}`)}`;
    const values = {
      base: t(`result.base.${test.base}`),
      of: t(`of.${test.of}`),
      total: amount(test.total),
      value: amount(test.value),
      exact: `${amountOf(test.of, test.value, language)}/${amountOf(test.of, test.total, language)}`,
      rule: inWords(test.fraction, language),
      least: amount(atLeast(test.fraction, test.total)),
    };
    return {
      text: t(`result.${kind}`, values),
      verdict: test.met ? t('result.met') : t('result.short', { n: amount(missing(test)) }),
      met: test.met,
    };
  };
  return [
    ...together(result.quorum)
      .flatMap((group) => group)
      .map(say('quorum')),
    ...together(result.threshold)
      .flatMap((group) => group)
      .map(say('threshold')),
  ];
}
