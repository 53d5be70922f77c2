import type { Hash, Holder, Id, Instant, Said } from './basics.js';

export interface CalendarLine {
  readonly year: number;
  readonly hash: Hash;
  readonly workingDays: number;
  /** Working days that fall on a weekend, and holidays that fall on a weekday, for the reader's eye. */
  readonly swapped: readonly string[];
  readonly holidays: readonly string[];
  readonly loadedAt: Instant;
  readonly by: Holder;
}

export interface Alarm {
  readonly alarm: Id;
  /** `calendar`: a date awaits a year that is not loaded; `incident`: an element stands still; `lane`: nobody holds the role a task waits for. */
  readonly kind: 'calendar' | 'incident' | 'lane';
  readonly matter: Id | null;
  readonly title: string | null;
  readonly element: string | null;
  readonly name: string | null;
  readonly since: Instant;
  readonly said: Said;
  readonly year: number | null;
}

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

/** What the office sets for the whole installation. */
export interface SettingsPage {
  /** As they hold now; `set` where the office set it, else what the server was started with. */
  readonly settings: readonly {
    readonly field: 'community' | 'street' | 'phone' | 'letterhead' | 'sessionHours';
    readonly value: string | number | null;
    readonly set: boolean;
  }[];
  /** Not to be changed here: the server was started with it. */
  readonly demo: boolean;
  readonly https: boolean;
  /** Whether this reader may change them. */
  readonly may: boolean;
  /** The newest first. */
  readonly changes: readonly {
    readonly field: string;
    readonly before: string | number | null;
    readonly after: string | number | null;
    readonly by: string | null;
    readonly at: Instant;
  }[];
}
