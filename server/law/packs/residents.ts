/** R02: residents' meeting and residents' representatives' meeting, and R03's rule on how long results are shown. */
import { short, type Rule, type RulePack } from '../pack.js';

const LAW = '中华人民共和国城市居民委员会组织法';

/** A legal minimum of the text in force from 2026, read in the instrument. */
function floor(article: string): Rule {
  return { law: LAW, article, mark: 'V', floor: true };
}

const REVISED = { law: LAW, textVersion: '2025-10-28', mark: 'V' } as const;
const FROM = '2026-01-01';

/** Meeting decisions and results are disclosed for at least 15 days (art. 34). */
const DISCLOSURE = { ...floor('34'), term: { n: 15, unit: 'day' } } as const;

const COUNTED_ALIKE = { snapshot: 'at_notice', abstain: 'in-base', invalid: 'out', silence: 'not-counted' } as const;

export const RESIDENTS_MEETING: RulePack = {
  id: 'residents.meeting',
  rule: 'R02',
  title: { zh: '居民会议', en: 'Residents’ meeting' },
  source: REVISED,
  effectiveFrom: FROM,
  electorate: ['adults', 'household_reps'],
  ...COUNTED_ALIKE,
  quorum: { ...floor('27'), fraction: short('>1/2'), base: 'electorate', of: ['heads', 'households'], counted: 'any' },
  threshold: {
    ...floor('27'),
    fraction: short('>1/2'),
    base: 'attending',
    of: ['heads', 'households'],
    counted: 'any',
  },
  petition: {
    ...floor('26'),
    ways: [
      { of: 'adults', fraction: short('>=1/10') },
      { of: 'household_reps', fraction: short('>=1/10') },
      { of: 'reps', fraction: short('>=1/3') },
    ],
  },
  notice: { ...floor('26'), term: { n: 10, unit: 'day' }, exception: 'special-reason' },
  publicity: DISCLOSURE,
  onNoQuorum: { newCalls: 1, quorumMayFall: false },
};

export const REPRESENTATIVES_MEETING: RulePack = {
  id: 'residents.representatives',
  rule: 'R02',
  title: { zh: '居民代表会议', en: 'Residents’ representatives’ meeting' },
  source: REVISED,
  effectiveFrom: FROM,
  electorate: ['resident_reps_and_committee'],
  ...COUNTED_ALIKE,
  composition: { ...floor('28'), fraction: short('>=4/5') },
  quorum: { ...floor('29'), fraction: short('>=2/3'), base: 'electorate', of: ['heads'], counted: 'any' },
  threshold: { ...floor('29'), fraction: short('>1/2'), base: 'attending', of: ['heads'], counted: 'any' },
  petition: { ...floor('28'), ways: [{ of: 'reps', fraction: short('>=1/5') }] },
  publicity: DISCLOSURE,
  frequency: { ...floor('28'), months: 6 },
  ratio: { law: LAW, article: '13', mark: 'V', floor: false, from: 20, to: 50 },
  onNoQuorum: { newCalls: 1, quorumMayFall: false },
};

/** The text before the revision of 28 October 2025: matters that began under it keep it. */
export const RESIDENTS_MEETING_UNTIL_2025: RulePack = {
  id: 'residents.meeting',
  rule: 'R02',
  title: { zh: '居民会议（2025年底前）', en: 'Residents’ meeting (until the end of 2025)' },
  source: { law: LAW, textVersion: '2018-12-29', mark: 'V' },
  effectiveFrom: '1990-01-01',
  effectiveTo: '2025-12-31',
  electorate: ['adults', 'household_reps'],
  ...COUNTED_ALIKE,
  quorum: { ...floor('10'), fraction: short('>1/2'), base: 'electorate', of: ['heads', 'households'], counted: 'any' },
  threshold: {
    ...floor('10'),
    fraction: short('>1/2'),
    base: 'attending',
    of: ['heads', 'households'],
    counted: 'any',
  },
  petition: {
    ...floor('10'),
    ways: [
      { of: 'adults', fraction: short('>=1/5') },
      { of: 'household_reps', fraction: short('>=1/5') },
      { of: 'groups', fraction: short('>=1/3') },
    ],
  },
};

/** R03: what must be disclosed is shown for at least 15 days, meeting or not. */
export const DISCLOSURE_BOARDS: RulePack = {
  id: 'residents.disclosure',
  rule: 'R03',
  title: { zh: '居务公开', en: 'Disclosure of residents’ affairs' },
  source: REVISED,
  effectiveFrom: FROM,
  publicity: DISCLOSURE,
};
