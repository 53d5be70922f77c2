import type { ObjectionOutcome, WrittenAnswer } from './answers.js';
import type { DayUnit, Due, Hash, Holder, Id, Instant, May, RecordRef } from './basics.js';
import type { PollResult } from './polls.js';

export interface NoticePage {
  readonly notice: Id;
  readonly matter: Id;
  readonly title: string;
  readonly text: string | null;
  /** What its procedure rests on, as that says of itself; none where nobody keeps it (a world in memory). */
  readonly basis: readonly { readonly law: string; readonly article: string }[];
  /** The record that published its text as it stands; null before it is read back. */
  readonly record: RecordRef | null;
  /** Name of the community that publishes it. */
  readonly place: string | null;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly from: Instant;
  readonly due: Due;
  /** The days that count, in order; empty while 日期待定. */
  readonly days: readonly string[];
  /** How many of `days` have begun by the server's clock. */
  readonly day: number;
  /** `working_day` where the term counts working days. */
  readonly unit: DayUnit;
  /** The result this notice publishes, if it publishes one. */
  readonly result: PollResult | null;
  readonly poll: Id | null;
  /** The meeting before it, if its matter had one: what it came to, and minority views without their authors. A text is null where it was erased. */
  readonly meeting: {
    readonly id: Id;
    readonly conclusion: { readonly result: 'consensus' | 'vote' | 'disputed'; readonly text: string | null } | null;
    readonly minority: readonly (string | null)[];
  } | null;
  readonly objections: {
    readonly made: number;
    readonly answered: number;
    /** By when those without an answer are to have one; null where none waits, or none has a date. */
    readonly answersBy: Instant | null;
  };
  readonly may: May;
  /** For those who keep the notice: whether they may add a proof of posting, or change the text and begin anew. */
  readonly mayProve: May;
  readonly mayRestart: May;
  /** Where and when it was posted, with the photo. */
  readonly proofs: readonly { readonly place: string; readonly at: Instant; readonly file: Hash | null }[];
  /** Each change of the text: the period began again. */
  readonly restarts: readonly { readonly at: Instant; readonly reason: string | null }[];
  /** 公示证明, once the notice has ended. */
  readonly certificate: NoticeCertificate | null;
  readonly mine: readonly ObjectionLine[];
  readonly others: readonly ObjectionLine[];
}

export interface NoticeCertificate {
  readonly from: Instant;
  readonly to: Instant;
  readonly days: number;
  readonly objections: number;
  readonly upheld: number;
  readonly proofs: number;
  readonly restarts: number;
  readonly root: Hash;
}

export interface ObjectionLine {
  readonly objection: Id;
  readonly number: number;
  readonly at: Instant;
  readonly text: string | null;
  readonly from: Holder | null;
  readonly answer: WrittenAnswer<ObjectionOutcome> | null;
}
