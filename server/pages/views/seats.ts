import type { Holder, Instant, May } from './basics.js';

/** What somebody who was added to a task says to it. */
export type SeatStance = 'agree' | 'object' | 'note';

/** Somebody who was added to a task (加签), in the order they were added. */
export interface TaskSeat {
  readonly seat: number;
  readonly who: Holder;
  readonly place: 'before' | 'after' | 'beside';
  readonly addedBy: Holder;
  /** `later`: others have to act first. */
  readonly state: 'acted' | 'now' | 'later';
  readonly stance: SeatStance | null;
  /** What they wrote; null where nothing was, or where this reader may not read it. */
  readonly text: string | null;
  readonly at: Instant | null;
  /** Of the reader's own seat: whether they may act now; null for anybody else's. */
  readonly act: May | null;
}

/** What is sent for a seat. A text is asked for unless they agree. */
export interface SeatAct {
  readonly seat: number;
  readonly stance: SeatStance;
  readonly text: string;
}
