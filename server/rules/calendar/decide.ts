import type { Decision } from '#engine';
import { calendarHash, readCalendar } from './file.js';
import type { CalendarState, LoadYear, YearLoaded } from './types.js';

/**
 * An administrator loads a year. The same file again changes nothing. Refusals: `role-does-not-fit`, `calendar-hash` (the
 * hash is not the file's), `calendar-invalid` `{fault, field, value}`, `calendar-loaded` (the year is there with other
 * content: terms already rest on it), `unknown-command`.
 */
export function decide(state: CalendarState, command: LoadYear): Decision<YearLoaded> {
  if (command.type !== 'loadYear') return { refused: 'unknown-command' };
  const { year, hash, file, by, at } = command;
  if (by.role !== 'administrator' && by.role !== 'system')
    return { refused: 'role-does-not-fit', values: { role: by.role, needed: 'administrator' } };
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
