import { isoDate } from '#text';
import type { Calendars } from '#engine/expression';
import type { Reading } from './data.js';
import type { Due, Instant, Left } from './views.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

export const NO_DUE: Due = { at: null, awaitsYear: null, left: null };

interface Timed {
  readonly due: Instant | null;
  readonly year: number | null;
}

/** A term as the reader sees it now. Without a date it waits for a calendar (日期待定), or there is none. */
export function dueOf(
  timer: Timed | null,
  unit: 'working_day' | 'day',
  reading: Pick<Reading, 'now' | 'calendars'>,
): Due {
  if (timer === null) return NO_DUE;
  if (timer.due === null) return { at: null, awaitsYear: timer.year, left: null };
  return { at: timer.due, awaitsYear: null, left: leftUntil(timer.due, unit, reading) };
}

/** Within the last 24 hours hours are counted, else the days after today up to and including the last one. */
export function leftUntil(
  due: Instant,
  unit: 'working_day' | 'day',
  { now, calendars }: Pick<Reading, 'now' | 'calendars'>,
): Left {
  if (now >= due) return { n: Math.max(1, countDays(due, now, unit, calendars)), unit, late: true };
  if (due - now <= DAY) return { n: Math.ceil((due - now) / HOUR), unit: 'hour', late: false };
  return { n: countDays(now, due - 1, unit, calendars), unit, late: false };
}

/** Days after the day of `from` up to and including the day of `to`. */
function countDays(from: Instant, to: Instant, unit: 'working_day' | 'day', calendars: Calendars): number {
  let n = 0;
  for (let at = from + DAY; dayNumber(at) <= dayNumber(to); at += DAY)
    if (unit === 'day' || isWorkingDay(at, calendars)) n += 1;
  return n;
}

/** The dates of the days that count in a term that began at `from` and ends at `due` (24:00 of its last day). */
export function daysBetween(
  from: Instant,
  due: Instant,
  unit: 'working_day' | 'day',
  calendars: Calendars,
): readonly string[] {
  const days: string[] = [];
  for (let at = from + DAY; dayNumber(at) <= dayNumber(due - 1); at += DAY)
    if (unit === 'day' || isWorkingDay(at, calendars)) days.push(isoDate(at));
  return days;
}

/** By the loaded years; weekdays count where a year is not loaded, since a past or present day is never unknown. */
export function isWorkingDay(at: Instant, calendars: Calendars): boolean {
  const date = isoDate(at);
  const year = calendars.years[date.slice(0, 4)];
  if (year?.workdays.includes(date)) return true;
  if (year?.holidays.includes(date)) return false;
  const weekday = (dayNumber(at) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** Days since 1970-01-01 on the wall clock of Shanghai. */
export function dayNumber(at: Instant): number {
  return Math.floor((at + 8 * HOUR) / DAY);
}
