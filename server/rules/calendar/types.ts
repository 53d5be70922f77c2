import type { Command, Event } from '#engine';

/** The organisation's calendars: one stream per installation; a year is loaded once and never changed. */
export interface CalendarState {
  readonly years: Readonly<Record<string, CalendarYear>>;
}

/** A year by the hash of its file's exact bytes, which is what commands name as `calendar:<year>`. */
export interface CalendarYear {
  readonly year: number;
  /** Standard base64 SHA-256 of the file. */
  readonly hash: string;
  /** ISO dates, ascending. */
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly loadedAt: number;
}

/** `file` is the exact text of the calendar file, `{"year","holidays","workdays"}`; `hash` of its UTF-8 bytes. */
export interface LoadYear extends Command {
  readonly type: 'loadYear';
  readonly year: number;
  readonly hash: string;
  readonly file: string;
}

export interface YearLoaded extends Event {
  readonly type: 'YearLoaded';
  readonly year: number;
  readonly hash: string;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly at: number;
}

export const NO_CALENDARS: CalendarState = { years: {} };
