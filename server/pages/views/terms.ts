import type { Holder, Instant, May } from './basics.js';

/** A longer term that was asked for and is not decided. */
export interface TaskTerm {
  readonly by: Holder;
  readonly at: Instant;
  /** Until when it is asked for. */
  readonly due: Instant;
  /** Why; null where this reader may not read it. */
  readonly text: string | null;
  /** Whether the reader may decide on it. */
  readonly decide: May;
}
