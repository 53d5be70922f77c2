import type { Command, Event } from '#engine';
import type { SealedText, TermSetting } from '../contract/index.js';

/**
 * A call-back (回访): three questions to those whom it concerns, after the work. No answer is its own class and raises no
 * rate; who did the work cannot answer.
 */
export interface CallbackState {
  readonly status: 'none' | 'asking' | 'closed' | 'cancelled';
  /** Its own stream, the correlation key of its message. */
  readonly id: string;
  readonly matter: string;
  readonly scope: string;
  /** Pseudonyms of those asked, each once, without those who did the work. */
  readonly asked: readonly string[];
  /** Pseudonyms of those who did the work; null where the procedure does not say. */
  readonly handlers: readonly string[] | null;
  readonly term: TermSetting | null;
  readonly answers: readonly CallbackAnswer[];
  /** UTC milliseconds. */
  readonly askedAt: number;
  readonly closedAt: number;
}

export interface CallbackAnswer {
  readonly p: string;
  /** Who entered it for them, and how they were told. */
  readonly helper?: string;
  readonly way?: string;
  readonly solved: boolean;
  readonly satisfied: boolean;
  /** Did anybody contact you about it? */
  readonly contacted: boolean;
  readonly text: SealedText | null;
  readonly at: number;
}

/** Exactly counted. Rates are of `answered`, never of `asked`. */
export interface CallbackCounts {
  readonly asked: number;
  readonly answered: number;
  readonly solved: number;
  readonly satisfied: number;
  readonly contacted: number;
  readonly unanswered: number;
  readonly outcome: CallbackOutcome;
}

/** 已解决 where more than half of those who answered say so, 未解决 else; 未回应 where nobody answered. */
export type CallbackOutcome = 'solved' | 'not-solved' | 'unanswered';

export const MAX_ASKED = 2_000;
/** Name of the message sent once all have answered; the correlation key is the call-back's stream. */
export const ALL_ANSWERED = 'callback-answered';
/** Milliseconds the message waits for the matter to listen: longer than any term here. */
export const ANSWERED_WAITS = 90 * 86_400_000;

export interface Ask extends Command {
  readonly type: 'ask';
  readonly callback: string;
  readonly matter: string;
  readonly scope: string;
  readonly to: readonly string[];
  readonly handlers: readonly string[] | null;
  readonly term: TermSetting | null;
}
export interface AnswerCallback extends Command {
  readonly type: 'answer';
  readonly solved: boolean;
  readonly satisfied: boolean;
  readonly contacted: boolean;
  readonly text?: SealedText | null;
}
export interface Close extends Command {
  readonly type: 'close';
}
export type CallbackCommand = Ask | AnswerCallback | Close;

export interface Asked extends Event {
  readonly type: 'CallbackAsked';
  readonly callback: string;
  readonly matter: string;
  readonly scope: string;
  readonly asked: readonly string[];
  readonly handlers: readonly string[] | null;
  readonly term: TermSetting | null;
  readonly at: number;
}
export type Replied = Event & CallbackAnswer & { readonly type: 'CallbackAnswered' };
export type Closed = Event & CallbackCounts & { readonly type: 'CallbackClosed'; readonly at: number };
export type CallbackEvent = Asked | Replied | Closed;

export const NO_CALLBACK: CallbackState = {
  status: 'none',
  id: '',
  matter: '',
  scope: '',
  asked: [],
  handlers: null,
  term: null,
  answers: [],
  askedAt: 0,
  closedAt: 0,
};
