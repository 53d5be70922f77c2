import type { Call } from '../evaluate/state.js';
import {
  NANOS_PER_DAY,
  NANOS_PER_SECOND,
  dateOf,
  dateTimeOfInstant,
  dateTimeOfMillis,
  daysInMonth,
  epochDay,
  instantOf,
  timeOf,
  weekday,
} from '../temporal/civil.js';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../temporal/lexical.js';
import { equalWithin } from '../values/compare.js';
import { display } from '../values/display.js';
import { kindOf } from '../values/kind.js';
import { Decimal, type FeelNumber, integer, safeInteger } from '../values/number.js';
import {
  FeelDate,
  FeelDateTime,
  type FeelDuration,
  FeelMonths,
  FeelTime,
  type FeelValue,
  type Zone,
} from '../values/types.js';
import { isZone } from '../../zones/index.js';
import { form } from './registry.js';

type Dated = FeelDate | FeelDateTime;

const dayOf = (value: Dated): FeelDate => (value instanceof FeelDate ? value : value.date);

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The zone of `now()` and `today()`. */
function zoneOf(call: Call): Zone {
  return { id: call.state.environment.zone ?? 'Asia/Shanghai' };
}

function now(call: Call): FeelDateTime | null {
  const zone = zoneOf(call);
  if (!('id' in zone) || !isZone(zone.id)) return call.fail('unknown-zone');
  return dateTimeOfMillis(call.state.environment.at, zone) ?? call.fail('bad-value');
}

function badValue(call: Call, parameter = 'from'): null {
  return call.fail('bad-value', { parameter });
}

function dateFromParts(call: Call, year: number, month: number, day: number): FeelValue {
  return dateOf(year, month, day) ?? badValue(call, 'day');
}

/** An offset of a whole number of seconds below 18 hours, as a zone. */
function zoneOfOffset(offset: FeelDuration): Zone | undefined {
  const seconds = Number(offset.nanos) / NANOS_PER_SECOND;
  return Number.isInteger(seconds) && Math.abs(seconds) <= 18 * 3600 ? { offset: seconds } : undefined;
}

/** Seconds with their fraction as nanoseconds; what is finer is cut. */
function nanosOfSecond(second: FeelNumber): number {
  return second.times(NANOS_PER_SECOND).trunc().toNumber();
}

function timeFromParts(
  call: Call,
  hour: number,
  minute: number,
  second: FeelNumber,
  offset?: FeelDuration | null,
): FeelValue {
  const zone = offset ? zoneOfOffset(offset) : undefined;
  if (offset && !zone) return badValue(call, 'offset');
  return timeOf(hour, minute, nanosOfSecond(second), zone) ?? badValue(call, 'hour');
}

function timeFrom(call: Call, from: FeelTime | FeelDateTime | FeelDate): FeelValue {
  if (from instanceof FeelDate) return new FeelTime(0, { offset: 0 });
  return from instanceof FeelTime ? from : new FeelTime(from.nanos, from.zone);
}

function dateTimeFromParts(
  call: Call,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: FeelNumber,
  zone?: FeelDuration | string | null,
): FeelValue {
  const date = dateOf(year, month, day);
  const time = timeOf(hour, minute, nanosOfSecond(second));
  if (!date || !time) return badValue(call, date ? 'hour' : 'day');
  if (zone === undefined || zone === null) return new FeelDateTime(date, time.nanos);
  if (typeof zone === 'string')
    return isZone(zone) ? new FeelDateTime(date, time.nanos, { id: zone }) : call.fail('unknown-zone', { zone });
  const offset = zoneOfOffset(zone);
  return offset ? new FeelDateTime(date, time.nanos, offset) : badValue(call, 'offset');
}

/** The same instant in another zone; a local one is taken to be in it (Camunda). */
function inZone(call: Call, value: FeelDateTime, zone: string): FeelValue {
  if (!isZone(zone)) return call.fail('unknown-zone', { zone });
  if (!value.zone) return new FeelDateTime(value.date, value.nanos, { id: zone });
  const instant = instantOf(value);
  const moved = instant === undefined ? undefined : dateTimeOfInstant(instant, { id: zone });
  return moved ?? badValue(call);
}

/** Whole months from one date to another, towards zero (DMN 1.5, table 72); a time of day counts between two date and times. */
function monthsBetween(_: Call, from: Dated, to: Dated): FeelValue {
  const [first, last] = [dayOf(from), dayOf(to)];
  const clock = (value: Dated): number => (value instanceof FeelDate ? 0 : value.nanos);
  let months = (last.year - first.year) * 12 + last.month - first.month;
  const rest = (last.day - first.day) * NANOS_PER_DAY + clock(to) - clock(from);
  if (months > 0 && rest < 0) months--;
  if (months < 0 && rest > 0) months++;
  return new FeelMonths(months);
}

/** ISO 8601: the week with the year's first Thursday is week 1. */
function weekOfYear(_: Call, value: Dated): FeelValue {
  const date = dayOf(value);
  const thursday = epochDay(date) - weekday(date) + 4;
  const yearOf = (year: number): number => epochDay(new FeelDate(year, 1, 1));
  const year =
    thursday < yearOf(date.year) ? date.year - 1 : thursday >= yearOf(date.year + 1) ? date.year + 1 : date.year;
  return integer(Math.floor((thursday - yearOf(year)) / 7) + 1);
}

function dayOfYear(_: Call, value: Dated): FeelValue {
  const date = dayOf(value);
  return integer(epochDay(date) - epochDay(new FeelDate(date.year, 1, 1)) + 1);
}

function lastDayOfMonth(_: Call, value: Dated): FeelValue {
  const { year, month } = dayOf(value);
  return new FeelDate(year, month, daysInMonth(year, month));
}

/** The same kind, value and way of writing the zone (DMN 1.5, 10.3.4.6). */
function is(call: Call, left: FeelValue, right: FeelValue): FeelValue {
  if (kindOf(left) !== kindOf(right)) return false;
  if (left instanceof FeelTime && right instanceof FeelTime)
    return left.nanos === right.nanos && sameZone(left.zone, right.zone);
  if (left instanceof FeelDateTime && right instanceof FeelDateTime) {
    return (
      left.nanos === right.nanos && epochDay(left.date) === epochDay(right.date) && sameZone(left.zone, right.zone)
    );
  }
  return equalWithin(left, right, () => call.step()) === true;
}

function sameZone(left: Zone | undefined, right: Zone | undefined): boolean {
  if (!left || !right) return left === right;
  if ('offset' in left) return 'offset' in right && left.offset === right.offset;
  return 'id' in right && left.id === right.id;
}

/** Milliseconds since 1970 UTC, with the finer part as fraction (Camunda). */
function unixTimestamp(call: Call, value: FeelDateTime): FeelValue {
  const nanos = instantOf(value, zoneOf(call));
  return nanos === undefined ? badValue(call) : new Decimal(nanos.toString()).div(1_000_000);
}

function fromUnixTimestamp(call: Call, millis: FeelNumber): FeelValue {
  const whole = safeInteger(millis);
  return (whole === undefined ? undefined : dateTimeOfMillis(whole, { offset: 0 })) ?? badValue(call);
}

/** `R3/PT1H` of a number of repetitions and an interval, for timers (Camunda). */
function cycle(_: Call, repetitions: number | null, interval: FeelValue): FeelValue {
  return `R${repetitions ?? ''}/${display(interval) ?? ''}`;
}

const DURATION = 'days and time duration|years and months duration';
const DATED = 'date|date and time';

/** Conversions to temporal values (DMN 1.5, table 72), temporal functions (tables 78, 79 and 81) and those Camunda adds. */
export const TEMPORAL_FORMS = [
  form('date', 'from: string', (call, from: string) => parseDate(from) ?? badValue(call)),
  form('date', `from: ${DATED}`, (_, from: Dated) => dayOf(from)),
  form('date', 'year: integer, month: integer, day: integer', dateFromParts),
  form('time', 'from: string', (call, from: string) => parseTime(from) ?? badValue(call)),
  form('time', `from: time|${DATED}`, timeFrom),
  form('time', 'hour: integer, minute: integer, second: number, offset?: days and time duration?', timeFromParts),
  form('date and time', 'from: string', (call, from: string) => parseDateTime(from) ?? badValue(call)),
  form('date and time', 'from: date and time', (_, from: FeelDateTime) => from),
  form('date and time', 'from: date', (_, from: FeelDate) => new FeelDateTime(from, 0)),
  form(
    'date and time',
    `date: ${DATED}, time: time`,
    (_, date: Dated, time: FeelTime) => new FeelDateTime(dayOf(date), time.nanos, time.zone),
  ),
  form('date and time', 'date: date and time, timezone: string', inZone),
  form(
    'date and time',
    'year: integer, month: integer, day: integer, hour: integer, minute: integer, second: number, offset?: days and time duration?',
    dateTimeFromParts,
  ),
  form(
    'date and time',
    'year: integer, month: integer, day: integer, hour: integer, minute: integer, second: number, timezone: string',
    dateTimeFromParts,
  ),
  form('duration', 'from: string', (call, from: string) => parseDuration(from) ?? badValue(call)),
  form('duration', `from: ${DURATION}`, (_, from: FeelValue) => from),
  form('years and months duration', `from: ${DATED}, to: ${DATED}`, monthsBetween),
  form('cycle', `repetitions: integer?, interval: ${DURATION}`, cycle),
  form('cycle', `interval: ${DURATION}`, (call, interval: FeelValue) => cycle(call, null, interval)),
  form('now', '', now),
  form('today', '', (call) => now(call)?.date ?? null),
  form('is', 'value1: any, value2: any', is),
  form('day of year', `date: ${DATED}`, dayOfYear),
  form('day of week', `date: ${DATED}`, (_, date: Dated) => WEEKDAYS[weekday(dayOf(date)) - 1]!),
  form('month of year', `date: ${DATED}`, (_, date: Dated) => MONTHS[dayOf(date).month - 1]!),
  form('week of year', `date: ${DATED}`, weekOfYear),
  form('last day of month', `date: ${DATED}`, lastDayOfMonth),
  form('unix timestamp', 'date and time: date and time', unixTimestamp),
  form('date and time', 'from unix timestamp: number', fromUnixTimestamp),
];
