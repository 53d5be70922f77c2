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
