import { FeelDate, FeelDateTime, FeelDuration, FeelMonths, FeelTime, type Zone } from '../values/types.js';
import { isZone } from '../../zones/index.js';
import { NANOS_PER_SECOND, dateOf, plusDays, timeOf } from './civil.js';

/** Reads the ISO 8601 and XML Schema forms of DMN 1.5, 10.3.4.1: positions only move forward, no part may be missing. */
class Reader {
  position = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.position === this.text.length;
  }

  take(symbol: string): boolean {
    if (!this.text.startsWith(symbol, this.position)) return false;
    this.position += symbol.length;
    return true;
  }

  /** Between `least` and `most` decimal digits. */
  digits(least: number, most: number): string | undefined {
    let end = this.position;
    while (end < this.text.length && end - this.position < most && isDigit(this.text[end]!)) end++;
    if (end - this.position < least) return undefined;
    const found = this.text.slice(this.position, end);
    this.position = end;
    return found;
  }

  rest(): string {
    const rest = this.text.slice(this.position);
    this.position = this.text.length;
    return rest;
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function readDate(reader: Reader): FeelDate | undefined {
  const negative = reader.take('-');
  const year = reader.digits(4, 9);
  if (year === undefined || (year.length > 4 && year[0] === '0') || !reader.take('-')) return undefined;
  const month = reader.digits(2, 2);
  if (month === undefined || !reader.take('-')) return undefined;
  const day = reader.digits(2, 2);
  if (day === undefined) return undefined;
  return dateOf(negative ? -Number(year) : Number(year), Number(month), Number(day));
}

/** Nine digits after the point count; what follows them is cut. */
function readFraction(reader: Reader): number | undefined {
  if (!reader.take('.')) return 0;
  const digits = reader.digits(1, 40);
  return digits === undefined ? undefined : Number(digits.slice(0, 9).padEnd(9, '0'));
}

function readZone(reader: Reader): Zone | undefined | null {
  if (reader.done) return undefined;
  if (reader.take('@')) {
    const id = reader.rest();
    return isZone(id) ? { id } : null;
  }
  if (reader.take('Z') || reader.take('z')) return { offset: 0 };
  const sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
  if (sign === 0) return null;
  const hours = reader.digits(2, 2);
  if (hours === undefined || !reader.take(':')) return null;
  const minutes = reader.digits(2, 2);
  if (minutes === undefined) return null;
  const seconds = reader.take(':') ? reader.digits(2, 2) : '00';
  if (seconds === undefined) return null;
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  if (h > 18 || m > 59 || s > 59) return null;
  const offset = sign * (h * 3600 + m * 60 + s);
  return { offset: offset === 0 ? 0 : offset };
}

/** The end-of-day form 24:00:00 gives the midnight after; `time` alone has no day to move to and refuses it. */
function readTime(reader: Reader): { time: FeelTime; nextDay: boolean } | undefined {
  const hour = reader.digits(2, 2);
  if (hour === undefined || !reader.take(':')) return undefined;
  const minute = reader.digits(2, 2);
  if (minute === undefined) return undefined;
  const second = reader.take(':') ? reader.digits(2, 2) : undefined;
  if (second === undefined) return undefined;
  const fraction = readFraction(reader);
  if (fraction === undefined) return undefined;
  const zone = readZone(reader);
  if (zone === null || !reader.done) return undefined;
  const nextDay = hour === '24' && minute === '00' && second === '00' && fraction === 0;
  const time = timeOf(nextDay ? 0 : Number(hour), Number(minute), Number(second) * NANOS_PER_SECOND + fraction, zone);
  return time && { time, nextDay };
}

/** `2026-01-31`; undefined where the text is no date. */
export function parseDate(text: string): FeelDate | undefined {
  const reader = new Reader(text);
  const date = readDate(reader);
  return date && reader.done ? date : undefined;
}

/** `23:59:00`, with a fraction, an offset or `@Zone/Name`; undefined where the text is no time. */
export function parseTime(text: string): FeelTime | undefined {
  const reader = new Reader(text);
  reader.take('T');
  const read = readTime(reader);
  return read && !read.nextDay ? read.time : undefined;
}

/** A date, `T` and a time; a date alone is its midnight (10.3.4.1). Undefined where the text is neither. */
export function parseDateTime(text: string): FeelDateTime | undefined {
  const reader = new Reader(text);
  const date = readDate(reader);
  if (!date) return undefined;
  if (reader.done) return new FeelDateTime(date, 0);
  if (!reader.take('T')) return undefined;
  const read = readTime(reader);
  if (!read) return undefined;
  const day = read.nextDay ? plusDays(date, 1) : date;
  return day && new FeelDateTime(day, read.time.nanos, read.time.zone);
}

interface Parts {
  readonly negative: boolean;
  readonly amounts: Readonly<Record<string, number>>;
  readonly nanos: number;
  readonly designators: string;
}

function readDuration(text: string): Parts | undefined {
  const reader = new Reader(text);
  const negative = reader.take('-');
  if (!reader.take('P')) return undefined;
  const amounts: Record<string, number> = {};
  let designators = '';
  let nanos = 0;
  let inTime = false;
  while (!reader.done) {
    if (!inTime && reader.take('T')) {
      inTime = true;
      if (reader.done) return undefined;
      continue;
    }
    const digits = reader.digits(1, 15);
    if (digits === undefined) return undefined;
    const pointed = reader.text[reader.position] === '.';
    const fraction = readFraction(reader);
    if (fraction === undefined) return undefined;
    const designator = reader.text[reader.position] ?? '';
    const name = inTime ? `T${designator}` : designator;
    const order = ORDER.indexOf(name);
    if (order < 0 || (pointed && name !== 'TS') || ORDER.indexOf(lastOf(designators)) >= order) return undefined;
    reader.position++;
    designators += `${name} `;
    amounts[name] = Number(digits);
    nanos = pointed ? fraction : nanos;
  }
  return designators === '' ? undefined : { negative, amounts, nanos, designators };
}

const ORDER = ['Y', 'M', 'W', 'D', 'TH', 'TM', 'TS'];

function lastOf(designators: string): string {
  return designators.trimEnd().split(' ').at(-1) ?? '';
}

/** `P2DT20H14M`, `-PT0.5S`: a days and time duration; undefined where the text is none. */
export function parseDaysDuration(text: string): FeelDuration | undefined {
  const parts = readDuration(text);
  if (!parts || parts.designators.includes('Y ') || parts.amounts['M'] !== undefined) return undefined;
  if (parts.amounts['W'] !== undefined) return undefined;
  const nanos = nanosOf(parts);
  return new FeelDuration(parts.negative ? -nanos : nanos);
}

/** `P1Y2M`: a years and months duration; undefined where the text is none. */
export function parseMonthsDuration(text: string): FeelMonths | undefined {
  const parts = readDuration(text);
  if (!parts) return undefined;
  if (Object.keys(parts.amounts).some((name) => name !== 'Y' && name !== 'M')) return undefined;
  const months = monthsOf(parts);
  return Number.isSafeInteger(months) ? new FeelMonths(parts.negative && months !== 0 ? -months : months) : undefined;
}

/** Either kind of duration (10.3.4.1 `duration`). */
export function parseDuration(text: string): FeelDuration | FeelMonths | undefined {
  return parseDaysDuration(text) ?? parseMonthsDuration(text);
}

/** A whole ISO 8601 duration as timers take it: months, days (weeks are seven) and time together, each signed. */
export function parsePeriod(text: string): { months: number; nanos: bigint } | undefined {
  const parts = readDuration(text);
  if (!parts) return undefined;
  const months = monthsOf(parts);
  const nanos = nanosOf(parts);
  if (!Number.isSafeInteger(months)) return undefined;
  return parts.negative ? { months: months === 0 ? 0 : -months, nanos: -nanos } : { months, nanos };
}

function monthsOf({ amounts }: Parts): number {
  return (amounts['Y'] ?? 0) * 12 + (amounts['M'] ?? 0);
}

function nanosOf({ amounts, nanos }: Parts): bigint {
  const of = (name: string): bigint => BigInt(amounts[name] ?? 0);
  const seconds = ((of('W') * 7n + of('D')) * 24n + of('TH')) * 3600n + of('TM') * 60n + of('TS');
  return seconds * BigInt(NANOS_PER_SECOND) + BigInt(nanos);
}

/** What `@"…"` may hold: a date, a time, a date and time or a duration (grammar rule 62). */
export function parseTemporal(
  text: string,
): FeelDate | FeelTime | FeelDateTime | FeelDuration | FeelMonths | undefined {
  return parseDate(text) ?? parseDateTime(text) ?? parseTime(text) ?? parseDuration(text);
}
