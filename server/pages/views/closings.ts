import type { Holder, Id, Instant, May } from './basics.js';

/** 本地停止办公日: days on which the offices of a place, and of all places below it, do not work. */
export interface ClosingLine {
  /** Place and number: `qinghe/qhl:2`. */
  readonly closing: string;
  readonly scope: string;
  readonly place: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  /** Those of them that would be worked. */
  readonly days: readonly string[];
  readonly reason: string;
  readonly document: string;
  readonly by: Holder;
  readonly at: Instant;
  /** Null while it stands. */
  readonly withdrawn: { readonly at: Instant; readonly by: Holder; readonly reason: string } | null;
  /** Whether this reader may take it back now. */
  readonly may: May;
}

/** A term in working days that runs and would end later, had it begun after the closing was recorded. It keeps its date. */
export interface TermBeside {
  readonly matter: Id;
  readonly number: string;
  readonly title: string | null;
  /** The task whose term it is; null for a clock of the procedure. */
  readonly task: Id | null;
  readonly name: string;
  readonly due: Instant;
  readonly would: Instant;
  /** The closings that make the difference. */
  readonly closings: readonly string[];
}

export interface ClosingsPage {
  /** The newest first. */
  readonly closings: readonly ClosingLine[];
  /** Places whose offices this reader may close. */
  readonly places: readonly { readonly scope: string; readonly name: string }[];
  /** Those of the reader's matters, the soonest first. */
  readonly terms: readonly TermBeside[];
  /** There are more than are listed. */
  readonly more: boolean;
}

/** What closing these days would do. Nothing is recorded. */
export interface ClosingPreview {
  readonly may: May;
  readonly days: readonly string[];
  /** Three terms in working days that begin on `start`, with the instants they end at; null: 日期待定. */
  readonly start: string;
  readonly examples: readonly { readonly n: number; readonly before: Instant | null; readonly after: Instant | null }[];
  readonly terms: readonly TermBeside[];
  readonly more: boolean;
}

export interface ClosingAsked {
  readonly scope: string;
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly to: string;
}
export interface NewClosing extends ClosingAsked {
  readonly reason: string;
  /** Number or name of the document that announced it. */
  readonly document: string;
}
