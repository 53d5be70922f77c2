import type { Calendars } from '#engine/expression';
import { closedDays, closingsAt, inForce, type Closing } from '#rules/calendar';
import type { HistoryRecord, Reading } from './data.js';

/** The calendars a reader of a place counts with: the loaded years, and the closings that stand there. */
export function calendarsAt(years: Calendars['years'], closings: readonly Closing[], scope: string | null): Calendars {
  return withClosings(years, scope === null ? [] : closingsAt(inForce(closings), scope));
}

/** The calendars a record was decided with, as far as they were closings: those its command names. */
export function calendarsOfRecord(
  record: HistoryRecord | undefined,
  { calendars, closings = [] }: Pick<Reading, 'calendars' | 'closings'>,
): Calendars {
  const names = record?.command.facts ?? {};
  return withClosings(
    calendars.years,
    closings.filter(({ scope, n }) => names[`closing:${scope}:${n}`] !== undefined),
  );
}

/** The years with these closings, wherever they are. */
export function withClosings(years: Calendars['years'], closings: readonly Pick<Closing, 'from' | 'to'>[]): Calendars {
  return closings.length === 0 ? { years } : { years, closings: closedDays(closings) };
}
