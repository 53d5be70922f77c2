import { FeelDate, FeelDateTime } from '../values/types.js';
import { NANOS_PER_SECOND, dateTimeOfMillis, daysInMonth, millisOf, plusDays, weekday } from './civil.js';

/** Days looked at for the next one: a 29 February on one weekday comes back within 40 years. */
const MAX_DAYS = 366 * 41;

type DayRule = (date: FeelDate) => boolean;

/** A cron expression of six fields (second, minute, hour, day of month, month, day of week) as Spring and Zeebe read it. */
export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly matches: DayRule;
}

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Reads a cron expression or one of its macros; undefined where the text is none. */
export function parseCron(text: string): Cron | undefined {
  const trimmed = text.trim();
  const fields = (Object.hasOwn(MACROS, trimmed) ? MACROS[trimmed]! : trimmed).split(/\s+/u);
  if (fields.length !== 6) return undefined;
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const seconds = numbersOf(second, 0, 59);
  const minutes = numbersOf(minute, 0, 59);
  const hours = numbersOf(hour, 0, 23);
  const months = numbersOf(named(month, MONTHS, 1), 1, 12);
  const inMonth = dayOfMonthRule(dayOfMonth);
  const inWeek = dayOfWeekRule(dayOfWeek);
  if (!seconds || !minutes || !hours || !months || !inMonth || !inWeek) return undefined;
  return { seconds, minutes, hours, matches: (date) => months.includes(date.month) && inMonth(date) && inWeek(date) };
}

/** The first instant after `after` (both UTC milliseconds) in a zone; null where there is none. */
export function nextOfCron(cron: Cron, after: number, zone: string): number | null {
  const start = dateTimeOfMillis(after, { id: zone });
  let day: FeelDate | undefined = start?.date;
  for (let looked = 0; day && looked < MAX_DAYS; looked++, day = plusDays(day, 1)) {
    if (!cron.matches(day)) continue;
    const first = looked === 0 ? Math.floor(start!.nanos / NANOS_PER_SECOND) : 0;
    for (const second of timesOf(cron, first)) {
      const at = millisOf(new FeelDateTime(day, second * NANOS_PER_SECOND, { id: zone }), { id: zone });
      if (at !== undefined && at > after) return at;
    }
  }
  return null;
}

/** Seconds of the day the clock fields name, from a second on. */
function* timesOf(cron: Cron, from: number): Iterable<number> {
  for (const hour of cron.hours) {
    if ((hour + 1) * 3600 <= from) continue;
    for (const minute of cron.minutes) {
      if (hour * 3600 + (minute + 1) * 60 <= from) continue;
      for (const second of cron.seconds) yield hour * 3600 + minute * 60 + second;
    }
  }
}

function named(field: string, names: readonly string[], first: number): string {
  return field
    .toUpperCase()
    .replace(/[A-Z]{3}/gu, (name) => (names.includes(name) ? String(names.indexOf(name) + first) : name));
}

/** `*`, `5`, `1-5`, `0/15`, `1-30/2` and lists of them, in ascending order. */
function numbersOf(field: string, least: number, most: number): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/u.exec(part);
    if (!match) return undefined;
    const [, star, first, last, step] = match;
    const from = star ? least : Number(first);
    const to = star ? most : last !== undefined ? Number(last) : step !== undefined ? most : from;
    const by = step === undefined ? 1 : Number(step);
    if (from < least || to > most || from > to || by < 1) return undefined;
    for (let value = from; value <= to; value += by) found.add(value);
  }
  return [...found].sort((left, right) => left - right);
}

function dayOfMonthRule(field: string): DayRule | undefined {
  if (field === '?' || field === '*') return () => true;
  const rules = field.split(',').map(dayOfMonthPart);
  return rules.every((rule) => rule !== undefined) ? (date) => rules.some((rule) => rule(date)) : undefined;
}

/** `L` is the last day, `L-3` three before it, `LW` the last weekday, `15W` the weekday nearest to the 15th within the month. */
function dayOfMonthPart(part: string): DayRule | undefined {
  const last = (date: FeelDate): number => daysInMonth(date.year, date.month);
  if (part === 'L') return (date) => date.day === last(date);
  if (part === 'LW') return (date) => date.day === nearestWeekday(date, last(date));
  const before = /^L-(\d{1,2})$/u.exec(part);
  if (before) return (date) => date.day === last(date) - Number(before[1]);
  const near = /^(\d{1,2})W$/u.exec(part);
  if (near) {
    const wanted = Number(near[1]);
    if (wanted < 1 || wanted > 31) return undefined;
    return (date) => wanted <= last(date) && date.day === nearestWeekday(date, wanted);
  }
  const days = numbersOf(part, 1, 31);
  return days && ((date) => days.includes(date.day));
}

function nearestWeekday({ year, month }: FeelDate, day: number): number {
  const of = weekday(new FeelDate(year, month, day));
  if (of <= 5) return day;
  const moved = of === 6 ? day - 1 : day + 1;
  if (moved < 1) return day + 2;
  return moved > daysInMonth(year, month) ? day - 2 : moved;
}

function dayOfWeekRule(field: string): DayRule | undefined {
  if (field === '?' || field === '*') return () => true;
  const rules = named(field, DAYS, 0).split(',').map(dayOfWeekPart);
  return rules.every((rule) => rule !== undefined) ? (date) => rules.some((rule) => rule(date)) : undefined;
}

/** Sunday is 0 and 7; `5L` is the last Friday, `5#2` the second. */
function dayOfWeekPart(part: string): DayRule | undefined {
  const special = /^([0-7])(?:(L)|#([1-5]))$/u.exec(part);
  if (special) {
    const wanted = isoDay(Number(special[1]));
    if (special[2]) return (date) => weekday(date) === wanted && date.day + 7 > daysInMonth(date.year, date.month);
    return (date) => weekday(date) === wanted && Math.ceil(date.day / 7) === Number(special[3]);
  }
  const days = numbersOf(part.replace(/^\*/u, '0-6'), 0, 7)?.map(isoDay);
  return days && ((date) => days.includes(weekday(date)));
}

const isoDay = (day: number): number => (day === 0 ? 7 : day);
