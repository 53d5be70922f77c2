import type { Decision, Refusal } from '#engine';
import { dayOf, isWithin } from '../contract/index.js';
import {
  closingsAt,
  daysFrom,
  inForce,
  isWorkedIn,
  MOST_CLOSED_DAYS,
  MOST_CLOSING_TEXT,
  readClosing,
  type ClosingFile,
} from './closing.js';
import { calendarHash, readCalendar } from './file.js';
import type {
  CalendarCommand,
  CalendarEvent,
  CalendarState,
  CloseDays,
  DaysClosed,
  DaysReopened,
  LoadYear,
  ReopenDays,
  YearLoaded,
} from './types.js';

/** What administrators do to the working-day calendar. Refusals: `role-does-not-fit`, `unknown-command`, and those of each command. */
export function decide(state: CalendarState, command: CalendarCommand): Decision<CalendarEvent> {
  switch (command.type) {
    case 'loadYear':
      return refuseRole(command) ?? loadYear(state, command);
    case 'closeDays':
      return refuseRole(command) ?? closeDays(state, command);
    case 'reopenDays':
      return refuseRole(command) ?? reopenDays(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

function refuseRole({ by }: CalendarCommand): Refusal | null {
  if (by.role === 'administrator' || by.role === 'system') return null;
  return { refused: 'role-does-not-fit', values: { role: by.role, needed: 'administrator' } };
}

/**
 * An administrator loads a year. The same file again changes nothing. Refusals: `calendar-hash` (the hash is not the
 * file's), `calendar-invalid` `{fault, field, value}`, `calendar-loaded` (the year is there with other content: terms
 * already rest on it).
 */
function loadYear(state: CalendarState, { year, hash, file, at }: LoadYear): Decision<YearLoaded> {
  if (typeof file !== 'string' || calendarHash(file) !== hash) return { refused: 'calendar-hash', values: { year } };
  const read = readCalendar(file);
  if ('fault' in read)
    return { refused: 'calendar-invalid', values: { fault: read.fault, field: read.field, value: read.value } };
  if (read.year !== year)
    return { refused: 'calendar-invalid', values: { fault: 'other-year', field: 'year', value: String(read.year) } };
  const loaded = state.years[String(year)];
  if (loaded !== undefined && loaded.hash !== hash) return { refused: 'calendar-loaded', values: { year } };
  if (loaded !== undefined) return { events: [], effects: [] };
  return {
    events: [{ type: 'YearLoaded', v: 1, year, hash, holidays: read.holidays, workdays: read.workdays, at }],
    effects: [],
  };
}

/**
 * An administrator of a place, or of one above it, closes its offices on days to come. Refusals: `scope-does-not-fit`,
 * `closing-invalid` (not the file of such a closing), `closing-number` (another was recorded meanwhile), `closing-text-missing`
 * `{field}`, and those of `refuseDays`.
 */
function closeDays(state: CalendarState, { scope, n, hash, file, at, by }: CloseDays): Decision<DaysClosed> {
  if (!isWithin(scope, by.scope)) return { refused: 'scope-does-not-fit', values: { scope } };
  const closing = typeof file === 'string' ? readClosing(file) : undefined;
  if (closing === undefined || closing.scope !== scope || closing.n !== n || scope === '')
    return { refused: 'closing-invalid' };
  if (calendarHash(file) !== hash) return { refused: 'closing-invalid' };
  if (n !== nextClosing(state, scope)) return { refused: 'closing-number' };
  for (const [field, text] of [
    ['reason', closing.reason],
    ['document', closing.document],
  ] as const) {
    if (text.trim() === '') return { refused: 'closing-text-missing', values: { field } };
    if ([...text].length > MOST_CLOSING_TEXT) return { refused: 'closing-invalid' };
  }
  const refusal = refuseDays(state, closing, at);
  return refusal ?? { events: [{ type: 'DaysClosed', v: 1, ...closing, hash, at }], effects: [] };
}

/**
 * Why days cannot be closed, or null: `closing-backwards` (the last lies before the first), `closing-too-long` `{most}`,
 * `closing-past` (it would begin before today), `closing-year` `{year}` (not loaded), `closing-not-worked` (none of them
 * is worked anyway), `closing-overlaps` `{from, to}` (a closing of the place or of one above has some of them already).
 */
export function refuseDays(
  state: CalendarState,
  { scope, from, to }: Pick<ClosingFile, 'scope' | 'from' | 'to'>,
  at: number,
): Refusal | null {
  if (to < from) return { refused: 'closing-backwards' };
  const days = daysFrom(from, to);
  if (days.length > MOST_CLOSED_DAYS) return { refused: 'closing-too-long', values: { most: MOST_CLOSED_DAYS } };
  if (from < dayOf(at)) return { refused: 'closing-past' };
  const worked = days.map((day) => isWorkedIn(state, day));
  const unknown = days.find((_day, place) => worked[place] === undefined);
  if (unknown !== undefined) return { refused: 'closing-year', values: { year: Number(unknown.slice(0, 4)) } };
  if (!worked.includes(true)) return { refused: 'closing-not-worked' };
  const other = closingsAt(inForce(state.closings), scope).find((each) => each.from <= to && from <= each.to);
  return other === undefined ? null : { refused: 'closing-overlaps', values: { from: other.from, to: other.to } };
}

/**
 * A closing is taken back before it begins. Refusals: `scope-does-not-fit`, `closing-unknown`, `closing-withdrawn`,
 * `closing-begun`, `closing-text-missing`.
 */
function reopenDays(state: CalendarState, { scope, n, reason, at, by }: ReopenDays): Decision<DaysReopened> {
  if (!isWithin(scope, by.scope)) return { refused: 'scope-does-not-fit', values: { scope } };
  const refusal = refuseReopening(state, { scope, n }, at);
  if (refusal !== null) return refusal;
  if (typeof reason !== 'string' || reason.trim() === '')
    return { refused: 'closing-text-missing', values: { field: 'reason' } };
  if ([...reason].length > MOST_CLOSING_TEXT) return { refused: 'closing-invalid' };
  const { from, to } = state.closings.find((each) => each.scope === scope && each.n === n)!;
  return { events: [{ type: 'DaysReopened', v: 1, scope, n, from, to, reason, at }], effects: [] };
}

/** Why a closing cannot be taken back now, or null. */
export function refuseReopening(
  state: CalendarState,
  { scope, n }: Pick<ClosingFile, 'scope' | 'n'>,
  at: number,
): Refusal | null {
  const closing = state.closings.find((each) => each.scope === scope && each.n === n);
  if (closing === undefined) return { refused: 'closing-unknown' };
  if (closing.withdrawn !== null) return { refused: 'closing-withdrawn' };
  return closing.from <= dayOf(at) ? { refused: 'closing-begun' } : null;
}

/** The number a place's next closing gets. */
export function nextClosing({ closings }: CalendarState, scope: string): number {
  return closings.filter((each) => each.scope === scope).length + 1;
}
