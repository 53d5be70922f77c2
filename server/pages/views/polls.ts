import type { Due, Fraction, Hash, Id, Instant, May, RecordRef, StepKind } from './basics.js';
import type { MatterLine } from './matters.js';

export type Choice = 'yes' | 'no' | 'abstain';
export type CountOf = 'heads' | 'households' | 'area';

export type CountBase = 'electorate' | 'attending' | 'participating' | 'cast';

export interface CountRule {
  readonly of: CountOf;
  readonly base: CountBase;
  readonly fraction: Fraction;
}

/** The rule applied: `value*den op total*num`. */
export interface CountTest extends CountRule {
  readonly value: number;
  readonly total: number;
  readonly met: boolean;
}

/** As the step says it, and the step that comes next; null where the step does not say, or more than the result decides. */
export interface EitherWay {
  readonly text: string | null;
  readonly next: { readonly kind: StepKind; readonly name: string } | null;
}

export interface PollPage {
  readonly poll: Id;
  readonly matter: Id;
  readonly title: string;
  readonly question: string;
  /** Whether the page of its matter has topic or material to read. */
  readonly topic: boolean;
  /** What follows from each result: null where nothing of it can be said. */
  readonly ifPassed: EitherWay | null;
  readonly ifNot: EitherWay | null;
  readonly secrecy: 'open';
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly opensAt: Instant;
  readonly due: Due;
  readonly options: readonly Choice[];
  readonly roll: { readonly lines: number; readonly heads: number; readonly area: number | null; readonly root: Hash };
  readonly quorum: readonly CountRule[];
  readonly threshold: readonly CountRule[];
  /** A later ballot of the same right replaces the earlier one until close. */
  readonly revote: boolean;
  /** 0: 未设见证方. */
  readonly witnesses: number;
  /** The reader's line on the roll as it names the right (房屋, 户, 本人); null: not on the roll. */
  readonly right: { readonly label: string | null; readonly heads: number; readonly area: number | null } | null;
  /** Where the reader may cast for several lines: each with its place, and its ballot in the box. */
  readonly lines: readonly {
    readonly line: number;
    readonly label: string | null;
    readonly area: number | null;
    readonly mine: Receipt | null;
  }[];
  readonly may: May;
  /** The reader's ballot in the box, never its choice; of several lines only once there is one for each. */
  readonly mine: Receipt | null;
  /** Null before close: nothing is shown or counted until then. */
  readonly result: PollResult | null;
  readonly notice: Id | null;
  /** Once it was counted: the step the matter has come to since, or the end it reached; null before. */
  readonly after: { readonly step: MatterLine['now']; readonly outcome: string | null } | null;
}

export interface Receipt {
  readonly poll: Id;
  /** Only in the answer to casting: the time of a ballot is not kept. */
  readonly at: Instant | null;
  /** 0 for the first ballot, counted up with every change. */
  readonly revision: number;
  readonly leafHash: Hash;
  /** Position in the public log; null until it is sealed. */
  readonly index: number | null;
}

export interface PollResult {
  readonly outcome: 'passed' | 'failed' | 'no-quorum' | 'tie';
  /** Heads by choice; invalid ones apart. `notCast` is not part of any of them. */
  readonly counts: {
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly invalid: number;
    readonly notCast: number;
  };
  readonly quorum: readonly CountTest[];
  readonly threshold: readonly CountTest[];
  readonly at: Instant;
  readonly record: RecordRef | null;
}
