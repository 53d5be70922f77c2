import type { DayUnit, Due, Id } from './basics.js';
import type { MatterLine } from './matters.js';

export interface Home {
  /** What asks for the reader's own act, soonest first; stays (with `acted`) while it can still be changed. */
  readonly duties: readonly Duty[];
  /** Matters of the reader's community in which the reader takes or may take part, newest first. */
  readonly matters: readonly MatterLine[];
  readonly notices: readonly NoticeLine[];
}

export interface Duty {
  /** `task`: something the matter asks of the reader by name. */
  readonly kind: 'opinions' | 'poll' | 'cosign' | 'meeting' | 'callback' | 'roll' | 'task';
  readonly id: Id;
  readonly matter: Id;
  readonly title: string;
  readonly due: Due;
  readonly acted: boolean;
}

export interface NoticeLine {
  readonly notice: Id;
  readonly matter: Id;
  readonly title: string;
  readonly status: 'open' | 'closed' | 'cancelled';
  /** The day counted now (0 before the first, `days` after the last) and how many are counted; 0 while 日期待定. */
  readonly day: number;
  readonly days: number;
  readonly unit: DayUnit;
  readonly due: Due;
  readonly objections: number;
}
