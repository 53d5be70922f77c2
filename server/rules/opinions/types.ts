import type { Command, Event } from '#engine';
import type { SealedText, TermSetting, Text } from '../contract/index.js';

/** A set of opinions (征求意见): collected for a term, each answered, left only when none is open. */
export interface OpinionsState {
  readonly status: 'none' | 'collecting' | 'closed' | 'settled' | 'cancelled';
  readonly matter: string;
  readonly scope: string;
  readonly title: Text | null;
  /** What is put to the residents. */
  readonly text: Text | null;
  readonly term: TermSetting | null;
  /** Item `n` is at `n − 1`. */
  readonly items: readonly Opinion[];
  /** UTC milliseconds. */
  readonly openedAt: number;
  readonly closedAt: number;
}

export interface Opinion {
  /** Counted from 1 in the order of arrival. */
  readonly n: number;
  /** Pseudonym of the author in the matter. */
  readonly p: string;
  /** Pseudonym of who entered it for the author, and how they were told; absent where the author did. */
  readonly helper?: string;
  readonly way?: string;
  readonly stance: Stance;
  readonly text: SealedText;
  readonly at: number;
  readonly answer: OpinionAnswer | null;
}

export interface OpinionAnswer {
  readonly outcome: AnswerOutcome;
  readonly reason: SealedText;
  /** Pseudonym of the worker or convenor who answered. */
  readonly p: string;
  readonly at: number;
  /** How many opinions share this answer; 1 where it is this one's alone. */
  readonly shared: number;
}

export type Stance = 'support' | 'oppose' | 'other';
export const STANCES: readonly Stance[] = ['support', 'oppose', 'other'];
/** 采纳, 部分采纳, 不采纳. */
export type AnswerOutcome = 'adopt' | 'partly' | 'decline';
export const ANSWERS: readonly AnswerOutcome[] = ['adopt', 'partly', 'decline'];

/** Who answers for the community. */
export const ANSWERERS: readonly string[] = ['worker', 'convenor'];

/** So many one person may give, so many a set may hold. */
export const MAX_PER_PERSON = 20;
export const MAX_OPINIONS = 5_000;

export interface Open extends Command {
  readonly type: 'open';
  readonly matter: string;
  readonly scope: string;
  readonly title: Text | null;
  readonly text: Text | null;
  readonly term: TermSetting | null;
}
export interface Give extends Command {
  readonly type: 'give';
  readonly stance: Stance;
  readonly text: SealedText;
}
export interface Answer extends Command {
  readonly type: 'answer';
  readonly n: number;
  readonly outcome: AnswerOutcome;
  readonly reason: SealedText;
}
/** Similar opinions share one answer. */
export interface AnswerAll extends Command {
  readonly type: 'answerAll';
  readonly ns: readonly number[];
  readonly outcome: AnswerOutcome;
  readonly reason: SealedText;
}
/** Collecting ends. */
export interface Close extends Command {
  readonly type: 'close';
}
/** The gate: settles the set where none is open. */
export interface Check extends Command {
  readonly type: 'check';
}
export type OpinionsCommand = Open | Give | Answer | AnswerAll | Close | Check;

export type Opened = Event & Omit<Open, keyof Command> & { readonly type: 'OpinionsOpened'; readonly at: number };
export interface Given extends Event {
  readonly type: 'Given';
  readonly n: number;
  readonly p: string;
  readonly helper?: string;
  readonly way?: string;
  readonly stance: Stance;
  readonly text: SealedText;
  readonly at: number;
}
export interface Answered extends Event {
  readonly type: 'Answered';
  readonly n: number;
  readonly outcome: AnswerOutcome;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}
/** One answer for the opinions `ns`, ascending. */
export interface AnsweredTogether extends Event {
  readonly type: 'AnsweredTogether';
  readonly ns: readonly number[];
  readonly outcome: AnswerOutcome;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}
export interface Closed extends Event {
  readonly type: 'OpinionsClosed';
  readonly total: number;
  readonly at: number;
}
/** Looked at and found `open` without an answer, number `first` before the others. */
export interface Checked extends Event {
  readonly type: 'OpinionsChecked';
  readonly open: number;
  readonly first: number;
}
export interface Settled extends Event {
  readonly type: 'Settled';
  readonly total: number;
}
export type OpinionsEvent = Opened | Given | Answered | AnsweredTogether | Closed | Checked | Settled;

export const NO_OPINIONS: OpinionsState = {
  status: 'none',
  matter: '',
  scope: '',
  title: null,
  text: null,
  term: null,
  items: [],
  openedAt: 0,
  closedAt: 0,
};
