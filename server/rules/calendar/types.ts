import type { Command, Event } from '#engine';

/**
 * The organisation's calendars: one stream per installation. A year is loaded once and never changed; a place is closed on
 * days of its own (本地停止办公日), which may be taken back until they begin.
 */
export interface CalendarState {
  readonly years: Readonly<Record<string, CalendarYear>>;
  /** As they were recorded, those taken back too: what was decided with one names it for ever. */
  readonly closings: readonly Closing[];
}

/** Days on which the offices of a place and of all places below it do not work. */
export interface Closing {
  /** Path of the place. */
  readonly scope: string;
  /** Counted up per place, from 1: commands name it as `closing:<scope>:<n>`. */
  readonly n: number;
  /** First and last day, ISO dates. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** Number or name of the document that announced it. */
  readonly document: string;
  /** Standard base64 SHA-256 of its file. */
  readonly hash: string;
  /** UTC milliseconds. */
  readonly recordedAt: number;
  readonly withdrawn: { readonly at: number; readonly reason: string } | null;
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

/** `file` is the exact text of the closing (`closingFile`), `hash` of its UTF-8 bytes. */
export interface CloseDays extends Command {
  readonly type: 'closeDays';
  readonly scope: string;
  readonly n: number;
  readonly hash: string;
  readonly file: string;
}

/** Takes a closing back that has not begun. */
export interface ReopenDays extends Command {
  readonly type: 'reopenDays';
  readonly scope: string;
  readonly n: number;
  readonly reason: string;
}

export interface DaysClosed extends Event, Omit<Closing, 'recordedAt' | 'withdrawn'> {
  readonly type: 'DaysClosed';
  readonly at: number;
}

export interface DaysReopened extends Event {
  readonly type: 'DaysReopened';
  readonly scope: string;
  readonly n: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly at: number;
}

export type CalendarCommand = LoadYear | CloseDays | ReopenDays;
export type CalendarEvent = YearLoaded | DaysClosed | DaysReopened;

export const NO_CALENDARS: CalendarState = { years: {}, closings: [] };
