/**
 * Rule packs: what a law or a local rule demands, as dated data with its source. A pack is never code; `check.ts` compares
 * a procedure's parameters with it. A matter keeps the pack that was in force when it started.
 */
import { parseFraction, type Base, type Dimension, type Fraction } from '#tally';

/** V: read in the instrument itself. S: in a secondary source. G: general knowledge, to be confirmed before use. */
export type Mark = 'V' | 'S' | 'G';

/** `day` is a calendar day. Counting starts on the next day (R01). */
export type TermUnit = 'day' | 'working_day' | 'hour';

/** As in the FEEL function `term(now(), n, unit)`. */
export interface Term {
  readonly n: number;
  readonly unit: TermUnit;
}

/** Where a rule stands. */
export interface Source {
  readonly law: string;
  readonly article: string;
  readonly mark: Mark;
}

/** One rule of a pack. With `floor` it is a legal minimum: a procedure may be stricter, never below. */
export interface Rule extends Source {
  readonly floor: boolean;
}

export interface FractionRule extends Rule {
  readonly fraction: Fraction;
  readonly base: Base;
  /** In what it is counted: in one of these (`any`), or in every one of them (`all`). */
  readonly of: readonly Dimension[];
  readonly counted: 'any' | 'all';
}

export interface TermRule extends Rule {
  readonly term: Term;
  /** May be shorter with a recorded reason, shown on the notice. */
  readonly exception?: 'special-reason';
}

/** Who may demand the meeting: any one of the ways is enough. */
export interface PetitionRule extends Rule {
  readonly ways: readonly { readonly of: PetitionGroup; readonly fraction: Fraction }[];
}
export type PetitionGroup = 'adults' | 'household_reps' | 'reps' | 'groups';

/** Representatives as a share of representatives and committee members together. */
export interface CompositionRule extends Rule {
  readonly fraction: Fraction;
}

export type Electorate = 'adults' | 'household_reps' | 'resident_reps_and_committee' | 'residents';

export interface RulePack {
  readonly id: string;
  /** The paragraph of the project's rules this pack carries, for people who look it up. */
  readonly rule: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly source: { readonly law: string; readonly textVersion: string; readonly mark: Mark };
  /** First and last day in force, `YYYY-MM-DD`, both included. */
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly electorate?: readonly Electorate[];
  readonly snapshot?: 'at_notice' | 'at_open' | 'at_close';
  readonly quorum?: FractionRule;
  readonly threshold?: FractionRule;
  readonly abstain?: 'in-base';
  readonly invalid?: 'out';
  readonly silence?: 'not-counted';
  readonly composition?: CompositionRule;
  readonly petition?: PetitionRule;
  readonly notice?: TermRule;
  readonly publicity?: TermRule;
  /** Months between meetings at most. */
  readonly frequency?: Rule & { readonly months: number };
  /** Households per representative, usually. */
  readonly ratio?: Rule & { readonly from: number; readonly to: number };
  readonly onNoQuorum?: { readonly newCalls: number; readonly quorumMayFall: false };
}

/** True when the pack is in force on a day, `YYYY-MM-DD`. */
export function inForce(pack: RulePack, day: string): boolean {
  return pack.effectiveFrom <= day && (pack.effectiveTo === undefined || day <= pack.effectiveTo);
}

/** The pack of an id that is in force on a day; undefined where there is none. */
export function packOf(packs: readonly RulePack[], id: string, day: string): RulePack | undefined {
  return packs.find((pack) => pack.id === id && inForce(pack, day));
}

/** The bytes' text of a pack as a file of a definition set: its identity is the hash of this text. */
export function packText(pack: RulePack): string {
  return `${JSON.stringify(pack, null, 2)}\n`;
}

/** A fraction in the short form of rule packs, e.g. `>=2/3`. Throws `RangeError` for anything else. */
export function short(text: string): Fraction {
  const fraction = parseFraction(text);
  if (fraction === undefined) throw new RangeError(`not a fraction: ${text}`);
  return fraction;
}

/** The short form of a fraction. */
export function shortOf({ num, den, op }: Fraction): string {
  return `${op}${num}/${den}`;
}
