/**
 * Working calendars: one file a year, loaded as a fact. Days off that are not a weekend's own rest, and weekend days that
 * are worked. A year that is not loaded is never guessed (R01): terms that reach into it wait.
 */
import type { Calendars } from '#engine/expression';
import { parseDate, weekday } from './dates.js';

/** A calendar file. Dates are `YYYY-MM-DD` of `year`. */
export interface CalendarFile {
  readonly v: 1;
  readonly year: number;
  readonly zone: 'Asia/Shanghai';
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  /** Where the days were announced. */
  readonly source: string;
}

export type CalendarFindingCode =
  | 'not-json'
  | 'type'
  | 'required'
  | 'value'
  | 'unknown-field'
  | 'not-a-date'
  | 'other-year'
  | 'repeated'
  | 'both-lists'
  | 'workday-not-weekend'
  | 'statutory-missing';

/** What is wrong where; the sentence belongs to `server/text`. */
export interface CalendarFinding {
  readonly code: CalendarFindingCode;
  /** `holidays[3]`, `year` …; empty for the whole file. */
  readonly field: string;
  readonly value?: string | number;
}

const FIELDS = ['v', 'year', 'zone', 'holidays', 'workdays', 'source'] as const;

/** Statutory holidays with a fixed date (全国年节及纪念日放假办法, revised with effect from 2025-01-01, art. 2). */
const FIXED = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'] as const;
const FIXED_SINCE = 2025;

/**
 * Findings of a parsed calendar file; empty when it may be loaded. Beside form it finds what a typing slip leaves: a day
 * of another year, a day that is both off and worked, a make-up day that is no weekend day, a fixed holiday left out.
 */
export function checkCalendar(json: unknown): readonly CalendarFinding[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [{ code: 'type', field: '' }];
  const file = json as { readonly [field: string]: unknown };
  const findings: CalendarFinding[] = [];
  for (const field of FIELDS) if (file[field] === undefined) findings.push({ code: 'required', field });
  for (const field of Object.keys(file)) {
    if (!(FIELDS as readonly string[]).includes(field)) findings.push({ code: 'unknown-field', field });
  }
  if (file.v !== undefined && file.v !== 1) findings.push({ code: 'value', field: 'v' });
  if (file.zone !== undefined && file.zone !== 'Asia/Shanghai') findings.push({ code: 'value', field: 'zone' });
  if (file.source !== undefined && (typeof file.source !== 'string' || file.source.trim() === '')) {
    findings.push({ code: 'value', field: 'source' });
  }
  const year = file.year;
  if (year === undefined) return findings;
  if (!Number.isSafeInteger(year) || (year as number) < 2000 || (year as number) > 9999) {
    return [...findings, { code: 'value', field: 'year' }];
  }
  const holidays = checkDays(file.holidays, 'holidays', year as number, findings);
  const workdays = checkDays(file.workdays, 'workdays', year as number, findings);
  workdays.forEach((place, day) => {
    const field = `workdays[${place}]`;
    if (holidays.has(day)) findings.push({ code: 'both-lists', field, value: day });
    const date = parseDate(day);
    if (date !== undefined && weekday(date) !== 0 && weekday(date) !== 6) {
      findings.push({ code: 'workday-not-weekend', field, value: day });
    }
  });
  if ((year as number) >= FIXED_SINCE && Array.isArray(file.holidays)) {
    for (const day of FIXED.map((rest) => `${year as number}-${rest}`)) {
      if (!holidays.has(day)) findings.push({ code: 'statutory-missing', field: 'holidays', value: day });
    }
  }
  return findings;
}

/** A calendar file from its text: the checked file, or what is wrong with it. */
export function readCalendar(
  text: string,
): { readonly file: CalendarFile } | { readonly findings: readonly CalendarFinding[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { findings: [{ code: 'not-json', field: '' }] };
  }
  const findings = checkCalendar(json);
  return findings.length === 0 ? { file: json as CalendarFile } : { findings };
}

/**
 * The calendars a term is counted with, from checked files. Throws `RangeError` where a year comes twice: which of two
 * files was meant is not for the code to choose.
 */
export function calendars(files: readonly CalendarFile[]): Calendars {
  const years: Record<string, { holidays: readonly string[]; workdays: readonly string[] }> = {};
  for (const { year, holidays, workdays } of files) {
    if (years[String(year)] !== undefined) throw new RangeError(`calendar of ${year} twice`);
    years[String(year)] = { holidays, workdays };
  }
  return { years };
}

/** The days of a list with their places; what is no day of the year becomes a finding. */
function checkDays(
  list: unknown,
  field: string,
  year: number,
  findings: CalendarFinding[],
): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  if (list === undefined) return days;
  if (!Array.isArray(list)) {
    findings.push({ code: 'type', field });
    return days;
  }
  list.forEach((day: unknown, place) => {
    const at = `${field}[${place}]`;
    const date = parseDate(day);
    const value = typeof day === 'string' ? { value: day } : {};
    if (date === undefined) findings.push({ code: 'not-a-date', field: at, ...value });
    else if (date.year !== year) findings.push({ code: 'other-year', field: at, ...value });
    else if (days.has(day as string)) findings.push({ code: 'repeated', field: at, ...value });
    else days.set(day as string, place);
  });
  return days;
}
