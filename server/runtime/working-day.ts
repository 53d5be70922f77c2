import type { CalendarYear } from './ports.js';

const DAY = 86_400_000;
/** Shanghai has one offset and no summer time. */
const SHANGHAI = 8 * 3_600_000;

/**
 * The same time of day on the next working day in Shanghai, UTC milliseconds; null where the calendar of a year in between
 * is not loaded.
 */
export function nextWorkingDay(instant: number, calendars: readonly CalendarYear[]): number | null {
  for (let next = instant + DAY; ; next += DAY) {
    const day = new Date(next + SHANGHAI);
    const date = day.toISOString().slice(0, 10);
    const file = calendars.find((one) => one.year === day.getUTCFullYear())?.calendar as YearFile | undefined;
    if (file === undefined) return null;
    if (file.workdays.includes(date)) return next;
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!weekend && !file.holidays.includes(date)) return next;
  }
}

interface YearFile {
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}
