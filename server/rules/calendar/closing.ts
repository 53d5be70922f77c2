import { parseDate, weekday } from '#law';
import { canonicalText } from '#ledger';
import { dayOf, isWithin } from '../contract/index.js';
import type { CalendarState, Closing } from './types.js';

/** What a file of a closing says; its hash is the fact commands name. */
export type ClosingFile = Pick<Closing, 'scope' | 'n' | 'from' | 'to' | 'reason' | 'document'>;

/** A closing by what counting needs of it. */
export type ClosingDays = Pick<Closing, 'scope' | 'n' | 'from' | 'to' | 'hash'>;

/** Longest closing, in days: what lasts longer is no closing but another opening time. */
export const MOST_CLOSED_DAYS = 31;
export const MOST_CLOSING_TEXT = 200;

const DAY = 86_400_000;

/** Exact text of the file of a closing. */
export function closingFile({ scope, n, from, to, reason, document }: ClosingFile): string {
  return canonicalText({ v: 1, scope, n, from, to, reason, document });
}

/** The closing of a file; undefined where it is none. Whether its days may be closed is not asked here. */
export function readClosing(file: string): ClosingFile | undefined {
  let json: unknown;
  try {
    json = JSON.parse(file);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const { v, scope, n, from, to, reason, document } = json as Readonly<Record<string, unknown>>;
  if (v !== 1 || typeof n !== 'number' || !Number.isSafeInteger(n) || n < 1) return undefined;
  if (typeof scope !== 'string' || typeof reason !== 'string' || typeof document !== 'string') return undefined;
  if (parseDate(from) === undefined || parseDate(to) === undefined) return undefined;
  const read = { scope, n, from: from as string, to: to as string, reason, document };
  // one text for one closing, or two hashes could stand for the same days
  return closingFile(read) === file ? read : undefined;
}

/** Every day from the first to the last, ISO dates; those behind the longest closing are left out. */
export function daysFrom(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length <= MOST_CLOSED_DAYS; day = dayAfter(day)) days.push(day);
  return days;
}

function dayAfter(day: string): string {
  const date = parseDate(day);
  if (date === undefined) throw new RangeError(`${day} is no date`);
  for (const [year, month, next] of [
    [date.year, date.month, date.day + 1],
    [date.year, date.month + 1, 1],
    [date.year + 1, 1, 1],
  ] as const) {
    const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(next).padStart(2, '0')}`;
    if (parseDate(text) !== undefined) return text;
  }
  throw new RangeError(`no day after ${day}`);
}

/** Is a day worked by the loaded years? Undefined where its year is not loaded. */
export function isWorkedIn({ years }: Pick<CalendarState, 'years'>, day: string): boolean | undefined {
  const year = years[day.slice(0, 4)];
  const date = parseDate(day);
  if (year === undefined || date === undefined) return undefined;
  if (year.workdays.includes(day)) return true;
  return weekday(date) !== 0 && weekday(date) !== 6 && !year.holidays.includes(day);
}

/** Closings in force: not taken back. */
export function inForce(closings: readonly Closing[]): readonly Closing[] {
  return closings.filter(({ withdrawn }) => withdrawn === null);
}

/** Of these, the closings that hold at a place: its own and those of the places above it. */
export function closingsAt<C extends Pick<Closing, 'scope'>>(closings: readonly C[], place: string): readonly C[] {
  return closings.filter(({ scope }) => scope !== '' && isWithin(place, scope));
}

/** How long before a matter began a closing may have ended and still be among its facts: terms may run from a day before. */
const BEFORE = 366 * DAY;

/**
 * Of these, the closings that a matter's commands may need: all but those that were over a year before it began. So the
 * facts a command names do not grow with the age of the installation.
 */
export function closingsFor<C extends Pick<Closing, 'scope' | 'to'>>(
  closings: readonly C[],
  { scope, startedAt }: { readonly scope: string; readonly startedAt: number },
): readonly C[] {
  const first = dayOf(startedAt - BEFORE);
  return closingsAt(closings, scope).filter(({ to }) => to >= first);
}

/** All days of these closings, each once, ascending. */
export function closedDays(closings: readonly Pick<Closing, 'from' | 'to'>[]): readonly string[] {
  return [...new Set(closings.flatMap(({ from, to }) => daysFrom(from, to)))].sort();
}
