import { base64Encode, fileHash, utf8Encode } from '#ledger';
import { isContext } from '../contract/index.js';

export interface CalendarFile {
  readonly year: number;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

/** Why a file is no calendar; `field` is where, `value` the date that is wrong. */
export interface CalendarFault {
  readonly fault: 'json' | 'year' | 'date' | 'other-year' | 'order' | 'weekday' | 'both';
  readonly field: string;
  readonly value: string;
}

/** Hash of a calendar file, standard base64 SHA-256 of its exact bytes. */
export function calendarHash(file: string): string {
  return base64Encode(fileHash(utf8Encode(file)));
}

/**
 * Reads a calendar file: a year, its holidays (statutory days off, weekends within them included) and the weekend days
 * that are worked. Dates are of the year, ascending, none twice, none in both lists; a worked day is a Saturday or Sunday.
 */
export function readCalendar(file: string): CalendarFile | CalendarFault {
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return { fault: 'json', field: '', value: '' };
  }
  if (!isContext(value)) return { fault: 'json', field: '', value: '' };
  const { year } = value;
  if (typeof year !== 'number' || !Number.isSafeInteger(year) || year < 2000 || year > 9999)
    return { fault: 'year', field: 'year', value: String(year) };
  const holidays = datesOf(value['holidays'], 'holidays', year);
  if ('fault' in holidays) return holidays;
  const workdays = datesOf(value['workdays'], 'workdays', year);
  if ('fault' in workdays) return workdays;
  const off = new Set(holidays.dates);
  const both = workdays.dates.find((day) => off.has(day));
  if (both !== undefined) return { fault: 'both', field: 'workdays', value: both };
  const weekday = workdays.dates.find((day) => !isWeekend(day));
  if (weekday !== undefined) return { fault: 'weekday', field: 'workdays', value: weekday };
  return { year, holidays: holidays.dates, workdays: workdays.dates };
}

function datesOf(value: unknown, field: string, year: number): { readonly dates: readonly string[] } | CalendarFault {
  if (!Array.isArray(value)) return { fault: 'date', field, value: '' };
  const dates: string[] = [];
  for (const day of value as readonly unknown[]) {
    if (typeof day !== 'string' || !isDate(day)) return { fault: 'date', field, value: String(day) };
    if (!day.startsWith(`${year}-`)) return { fault: 'other-year', field, value: day };
    const before = dates.at(-1);
    if (before !== undefined && before >= day) return { fault: 'order', field, value: day };
    dates.push(day);
  }
  return { dates };
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Zeller's congruence for the Gregorian calendar: 0 is Saturday, 1 Sunday. */
function isWeekend(date: string): boolean {
  const [y, m, day] = date.split('-').map(Number) as [number, number, number];
  const month = m < 3 ? m + 12 : m;
  const year = m < 3 ? y - 1 : y;
  const inCentury = year % 100;
  const century = Math.floor(year / 100);
  const h =
    (day +
      Math.floor((13 * (month + 1)) / 5) +
      inCentury +
      Math.floor(inCentury / 4) +
      Math.floor(century / 4) +
      5 * century) %
    7;
  return h <= 1;
}
