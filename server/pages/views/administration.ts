import type { Id, Instant, Said } from '../views.js';

/** Something that does not go on by itself, or waits after a failure. */
export interface StuckLine {
  /** `effect.ID`, `job.STREAM.KEY` or `command.ID`. */
  readonly stuck: string;
  /** `effect`: something to be sent; `job`: work of a step; `command`: what one part of a matter asked of another. */
  readonly kind: 'effect' | 'job' | 'command';
  readonly matter: Id | null;
  /** Its number; null where it belongs to no matter. */
  readonly number: string | null;
  /** Name of the step; null where none is meant. */
  readonly name: string | null;
  readonly said: Said;
  readonly why: Said;
  readonly tries: number | null;
  /** When it failed last, and when it is tried again by itself; real time. */
  readonly at: Instant | null;
  readonly next: Instant | null;
  /** The alarm that stands for it, where it is mended there. */
  readonly alarm: string | null;
  /** Whether trying again can help. */
  readonly mendable: boolean;
}
