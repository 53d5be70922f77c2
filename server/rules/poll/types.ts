import type { Command, Event, StoredValue } from '#engine';
import type { Fraction, Tested } from '#tally';
import type { TermSetting, Text } from '../contract/index.js';
import type { PollLaw, ThresholdBase } from './floors.js';

/** A poll (表决): opened on a frozen roll, ballots beside its stream, closed by naming its board, then counted. */
export interface PollState {
  readonly status: 'none' | 'open' | 'closed' | 'counted' | 'cancelled';
  readonly terms: PollTerms | null;
  /** UTC milliseconds. */
  readonly openedAt: number;
  readonly closedAt: number;
  readonly board: Board | null;
  readonly result: PollResult | null;
}

/** What is fixed at opening and cannot change. */
export interface PollTerms {
  readonly matter: string;
  readonly scope: string;
  readonly title: Text | null;
  /** The question put to the vote: open, since everybody may check what was asked. */
  readonly question: string;
  /** What follows if it passes and if it does not, said before anybody votes; absent where a step of before did not ask for it. */
  readonly consequences?: Consequences;
  readonly roll: PollRoll;
  readonly options: readonly Choice[];
  /** Of all on the roll, in heads. */
  readonly quorum: Fraction;
  /** In heads; abstentions stay in the base. */
  readonly threshold: Fraction;
  /** Heads that came to the meeting that votes; null where nobody meets. Who casts a ballot without having come adds to them. */
  readonly attending: number | null;
  /**
   * `attending` where a meeting votes, or the law says so; without a meeting everybody whose ballot counts takes part and
   * attends.
   */
  readonly thresholdBase: ThresholdBase;
  /** The rule pack it is held under; null for a vote that no law prescribes. */
  readonly law: PollLaw | null;
  /** 记名: each ballot is a leaf with its roll index. */
  readonly ballot: 'open';
  /** A later ballot of the same right replaces the earlier one until close. */
  readonly revote: true;
  readonly term: TermSetting | null;
}

/** Open like the question: everybody may check what was promised. */
export interface Consequences {
  readonly passed: string;
  readonly not: string;
}

export type Choice = 'yes' | 'no' | 'abstain';
export const CHOICES: readonly Choice[] = ['yes', 'no', 'abstain'];

/** The roll a poll stands on: its stream, size and root, and the record that froze it. */
export interface PollRoll {
  readonly stream: string;
  readonly electors: number;
  readonly heads: number;
  readonly root: string;
  readonly reference: Readonly<Record<string, StoredValue>>;
}

/** Head of the board: leaves ordered by roll index, then revision. Root in standard base64. */
export interface Board {
  readonly size: number;
  readonly root: string;
}

export interface PollResult {
  readonly outcome: 'passed' | 'failed' | 'no-quorum';
  /** Heads by choice; who took no part is in none of them. */
  readonly counts: Readonly<Record<Choice, number>>;
  readonly notCast: number;
  readonly electorate: number;
  readonly attending: number;
  /** Each demand with the exact fraction: `value·den op total·num`. */
  readonly quorum: readonly Tested[];
  readonly threshold: readonly Tested[];
}

/** One ballot of the board with what opens it: exact leaf text, opening text, salt in standard base64. */
export interface OpenedBallot {
  readonly leaf: string;
  readonly choice: string;
  readonly salt: string;
}

export type Open = Command &
  Omit<PollTerms, 'options' | 'ballot' | 'revote' | 'law' | 'thresholdBase'> & {
    readonly type: 'open';
    /** Id of the rule pack, e.g. `residents.meeting`; null where no law prescribes the vote. */
    readonly pack: string | null;
  };
/** Names the board as it stands; no ballot is laid on it afterwards. */
export type Close = Command & Board & { readonly type: 'close' };
/** Counts exactly the ballots of the closed board; they come opened, in the board's order. */
export type Tally = Command & { readonly type: 'tally'; readonly ballots: readonly OpenedBallot[] };
export type PollCommand = Open | Close | Tally;

export type Opened = Event & PollTerms & { readonly type: 'PollOpened'; readonly at: number };
export type Closed = Event & Board & { readonly type: 'PollClosed'; readonly at: number };
export type Tallied = Event & PollResult & { readonly type: 'Tallied' };
export type PollEvent = Opened | Closed | Tallied;

export const NO_POLL: PollState = { status: 'none', terms: null, openedAt: 0, closedAt: 0, board: null, result: null };
