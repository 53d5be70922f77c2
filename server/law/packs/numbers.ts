/** R01: how numbers and terms are read (Civil Code art. 201 to 204 and 1259). */
import type { Fraction } from '#tally';
import { short, type RulePack } from '../pack.js';

const CIVIL_CODE = '中华人民共和国民法典';

/** The words of statutes and what they compare: 以上 includes the number, 过半数 and 超过 do not (art. 1259). */
export const NUMBER_WORDS: Readonly<Record<NumberWord, { readonly zh: string; readonly fraction: Fraction }>> = {
  two_thirds_or_more: { zh: '三分之二以上', fraction: short('>=2/3') },
  three_quarters_or_more: { zh: '四分之三以上', fraction: short('>=3/4') },
  more_than_half: { zh: '过半数', fraction: short('>1/2') },
  more_than_two_thirds: { zh: '超过三分之二', fraction: short('>2/3') },
};
export type NumberWord = 'two_thirds_or_more' | 'three_quarters_or_more' | 'more_than_half' | 'more_than_two_thirds';

/** How a term runs; the FEEL function `term()` counts by it. */
export const TERM_RULES = {
  /** The day it starts from is not counted; hours run from the moment (art. 201). */
  start: { day: 'next_day', working_day: 'next_day', hour: 'moment', law: CIVIL_CODE, article: '201', mark: 'V' },
  /** A last day that is a statutory holiday moves to the day after it; the last day ends at 24:00 (art. 203). */
  end: { holiday: 'day_after', at: '24:00', law: CIVIL_CODE, article: '203', mark: 'V' },
  /** Beyond the loaded calendars no date is guessed. */
  calendar: { beyond: 'awaiting', zone: 'Asia/Shanghai' },
} as const;

export const NUMBERS: RulePack = {
  id: 'numbers',
  rule: 'R01',
  title: { zh: '期间与数字的计算', en: 'Counting time and numbers' },
  source: { law: CIVIL_CODE, textVersion: '2021-01-01', mark: 'V' },
  effectiveFrom: '2021-01-01',
};
