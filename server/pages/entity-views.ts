import type { Due, Fraction, Hash, Holder, Id, Instant, LineChoice, May, RecordRef } from './views.js';

/**
 * Pages of the entities that have no page of their own in `views.ts`: one shape for all around what each shows. `may` says
 * for every act of the kind whether the reader may do it now; the decider decides again.
 */
export type EntityPage = CosignPage | CouncilPage | MeetingPage | CallbackPage | RollPage | IntakePage | ArchivePage;
export type EntityKind = EntityPage['kind'];

interface Entity<Kind extends string, Act extends string> {
  readonly kind: Kind;
  readonly id: Id;
  readonly matter: Id;
  readonly number: string;
  readonly title: string;
  readonly due: Due;
  readonly may: Readonly<Record<Act, May>>;
}

/** 联名附议 */
export interface CosignPage extends Entity<'cosign', 'support' | 'withdraw' | 'leave' | 'continue'> {
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly text: string | null;
  readonly threshold: number;
  readonly supporters: number;
  readonly outcome: 'reached' | 'not-reached' | null;
  /** The reader supports. */
  readonly mine: boolean;
  /** Where the reader may support for several lines: each with its place, whether it has its support, and whether the reader gave it. */
  readonly lines: readonly (LineChoice & { readonly supported: boolean; readonly mine: boolean })[];
  /** Every line of the reader's is supported, by whomever of the household. */
  readonly household: boolean;
  /** The reader raised the topic. */
  readonly proposing: boolean;
  /** Who raised it has withdrawn; a supporter may go on with it. */
  readonly left: boolean;
}

/** 议事会席位 */
export interface CouncilPage extends Entity<'council', 'compose' | 'conflict' | 'replace'> {
  readonly status: 'open' | 'settled' | 'cancelled';
  readonly seats: readonly SeatKind[];
  readonly members: readonly CouncilMember[];
  /** Mandatory kinds left out on purpose. */
  readonly without: readonly string[];
}
export interface SeatKind {
  readonly kind: string;
  readonly side: 'government' | 'residents' | 'organisation' | 'expert';
  readonly min: number;
  readonly max: number;
  readonly mandatory: boolean;
}
export interface CouncilMember {
  readonly n: number;
  readonly kind: string;
  readonly holder: Holder;
  /** A conflict was declared and the seat not filled anew; why, where the reader may know. */
  readonly conflict: { readonly text: string | null } | null;
}

export type MeetingActs =
  | 'signIn'
  | 'present'
  | 'speak'
  | 'pass'
  | 'option'
  | 'minority'
  | 'standAgainst'
  | 'standDown'
  | 'conclude'
  | 'minutes';

/** 协商会议 */
export interface MeetingPage extends Entity<'meeting', MeetingActs> {
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly form: 'council' | 'hearing' | 'talk';
  readonly agenda: readonly (string | null)[];
  readonly members: readonly MeetingMember[];
  readonly rounds: number;
  /** The round now open; null where all are through or nobody came. */
  readonly round: number | null;
  /** Seats whose turn is open. */
  readonly waiting: readonly number[];
  readonly quorum: {
    readonly present: number;
    readonly seats: number;
    readonly met: boolean;
    readonly fraction: Fraction;
  };
  readonly turns: readonly {
    readonly n: number;
    readonly round: number;
    readonly spoke: boolean;
    readonly text: string | null;
  }[];
  readonly options: readonly { readonly n: number; readonly text: string | null }[];
  /** How many objections to a consensus stand. */
  readonly standing: number;
  readonly minority: readonly { readonly text: string | null; readonly mine: boolean }[];
  readonly conclusion: { readonly result: 'consensus' | 'vote' | 'disputed'; readonly text: string | null } | null;
  readonly minutes: { readonly text: string | null; readonly files: readonly FileLine[] } | null;
  readonly hasMinutes: boolean;
  /** What the reader is here; null where they hold no seat. */
  readonly me: { readonly n: number; readonly present: boolean; readonly against: boolean } | null;
  /** Digits members sign in with: only for those who keep the meeting's record. */
  readonly code: string | null;
}
export interface MeetingMember {
  readonly n: number;
  readonly p: string;
  readonly kind: string;
  readonly holder: Holder;
  readonly chair: boolean;
  readonly present: boolean;
}
export interface FileLine {
  readonly file: Hash;
  readonly type: string;
  readonly size: number;
}

/** 回访 */
export interface CallbackPage extends Entity<'callback', 'answer'> {
  readonly status: 'asking' | 'closed' | 'cancelled';
  /** It is over, and fewer than five answered. */
  readonly few: boolean;
  /** Null while it runs: no answer follows another. Null, too, for whoever is not at work on the matter where few answered. */
  readonly counts: {
    readonly asked: number;
    readonly answered: number;
    readonly solved: number;
    readonly satisfied: number;
    readonly contacted: number;
    readonly unanswered: number;
    readonly outcome: 'solved' | 'not-solved' | 'unanswered';
  } | null;
  readonly answers: readonly {
    readonly mine: boolean;
    readonly solved: boolean;
    readonly satisfied: boolean;
    readonly contacted: boolean;
    readonly text: string | null;
  }[];
}

/** 名册 */
export interface RollPage extends Entity<'roll', 'object' | 'decideObjection' | 'change'> {
  readonly status: 'frozen' | 'posted' | 'deciding' | 'settled' | 'cancelled';
  readonly selector: string;
  readonly right: 'person' | 'household' | 'owner-group';
  readonly electors: number;
  readonly heads: number;
  /** Hundredths of a square metre. */
  readonly area: number;
  readonly root: Hash;
  readonly frozenAt: Instant;
  /** A vote stands on it: nothing changes any more. */
  readonly locked: boolean;
  /** The reader's own lines. */
  readonly lines: readonly { readonly heads: number; readonly area: number }[];
  readonly made: number;
  readonly decided: number;
  readonly objections: readonly {
    readonly n: number;
    readonly subject: 'missing' | 'wrong' | 'other';
    readonly text: string | null;
    readonly from: Holder | null;
    readonly mine: boolean;
    readonly decision: { readonly upheld: boolean; readonly reason: string | null } | null;
  }[];
  /** Every change since the freeze: later changes are visible, never silent. */
  readonly changes: readonly {
    readonly do: 'add' | 'remove' | 'correct';
    /** What the line's household or owner group is called, for staff; null where the line is a person's. */
    readonly of: string | null;
    readonly n: number | null;
    readonly reason: string | null;
    readonly at: Instant;
    readonly root: Hash;
    readonly mine: boolean;
  }[];
}

/** 受理与并案 */
export interface IntakePage extends Entity<'intake', 'merge' | 'keepApart'> {
  readonly status: 'registered' | 'settled';
  readonly source: 'resident' | 'hotline' | 'grid' | 'committee' | 'street';
  readonly place: string;
  readonly topic: string;
  readonly similar: readonly {
    readonly matter: Id;
    readonly number: string;
    readonly title: string | null;
    readonly at: Instant;
  }[];
  /** What was decided of a merge; `into` null keeps the matters apart. */
  readonly merging: { readonly into: Id | null; readonly byReporter: boolean } | null;
}

/** 封存归档 */
export interface ArchivePage extends Entity<'archive', never> {
  readonly status: 'sealed';
  readonly at: Instant;
  /** Name of the end the matter reached, as the procedure names it; null while it still goes on. */
  readonly outcome: string | null;
  readonly streams: readonly (RecordRef & { readonly kind: string })[];
}
