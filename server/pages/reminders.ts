import { dayNumber } from './due.js';
import type { Id, Instant, Said } from './views.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

/** When a person is told of things: whole hours of the day in Shanghai. */
export interface ReminderTimes {
  /** From this hour on the digest of the day is sent. */
  readonly digestHour: number;
  /** Nothing comes from this hour on … */
  readonly quietFrom: number;
  /** … until before this one; the same as `quietFrom`: there are no quiet hours. */
  readonly quietTo: number;
}

/** What holds for everybody who chose nothing. */
export const REMINDER_TIMES: ReminderTimes = { digestHour: 19, quietFrom: 21, quietTo: 8 };

/** A reader's choices, and the matters they follow (关注). */
export interface ReminderPage extends ReminderTimes {
  readonly following: readonly Id[];
}

/** What happened in one followed matter since the digest before. */
export interface DigestMatter {
  readonly matter: Id;
  /** Null where it is out of the reader's reach by now. */
  readonly title: string | null;
  readonly said: readonly Said[];
}

/** Whether this instant lies in the quiet hours: 21:00 does, 08:00 does not. */
export function isQuiet(at: Instant, { quietFrom, quietTo }: ReminderTimes): boolean {
  const hour = ((at + SHANGHAI) % DAY) / HOUR;
  return quietFrom <= quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo;
}

/** When a letter written at `at` comes: at once, or at the end of the quiet hours. */
export function comesAt(at: Instant, times: ReminderTimes): Instant {
  return isQuiet(at, times) ? hourAfter(at, times.quietTo) : at;
}

/** The next instant to send a digest, later than `now` and never on the day of the last one. `last`: when that was sent. */
export function nextDigest(now: Instant, digestHour: number, last: Instant | null): Instant {
  const next = hourAfter(now, digestHour);
  return last !== null && dayNumber(next) === dayNumber(last) ? next + DAY : next;
}

/** A digest is sent outside the quiet hours only. */
export function fitsTogether(times: ReminderTimes): boolean {
  return !isQuiet(times.digestHour * HOUR - SHANGHAI + DAY, times);
}

/** The first instant after `at` at which it is this hour. */
function hourAfter(at: Instant, hour: number): Instant {
  const next = dayNumber(at) * DAY - SHANGHAI + hour * HOUR;
  return next > at ? next : next + DAY;
}
