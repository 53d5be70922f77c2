import { FeelDate, FeelDateTime, FeelTime, type Zone } from '../values/types.js';
import { offsetAt, offsetOfLocal } from '../../zones/index.js';

export const NANOS_PER_SECOND = 1_000_000_000;
export const SECONDS_PER_DAY = 86_400;
export const NANOS_PER_DAY = SECONDS_PER_DAY * NANOS_PER_SECOND;

/** Years DMN allows (10.3.2.3.5, XML Schema): what lies outside is null. */
export const MAX_YEAR = 999_999_999;

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01, by the count of 400-year eras that begin on 1 March. */
export function epochDay(date: FeelDate): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const ofEra = year - era * 400;
  const ofYear = Math.floor((153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The date of a day count since 1970-01-01. */
export function dateOfEpochDay(day: number): FeelDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day1 = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return new FeelDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day1);
}

/** A date where year, month and day make one; undefined otherwise. */
export function dateOf(year: number, month: number, day: number): FeelDate | undefined {
  if (!Number.isInteger(year) || Math.abs(year) > MAX_YEAR) return undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return undefined;
  return new FeelDate(year, month, day);
}

/** The date some months later; a day the month does not have becomes its last. */
export function plusMonths(date: FeelDate, months: number): FeelDate | undefined {
  const count = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return dateOf(year, month, Math.min(date.day, daysInMonth(year, month)));
}

export function plusDays(date: FeelDate, days: number): FeelDate | undefined {
  const later = dateOfEpochDay(epochDay(date) + days);
  return Number.isFinite(days) && Math.abs(later.year) <= MAX_YEAR ? later : undefined;
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekday(date: FeelDate): number {
  return modulo(epochDay(date) + 3, 7) + 1;
}

export function modulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}

/** Offset in seconds of a zone at a local wall clock; undefined for a name the table does not have. */
export function offsetOfWallClock(zone: Zone, localSeconds: number): number | undefined {
  return 'offset' in zone ? zone.offset : offsetOfLocal(zone.id, localSeconds);
}

const REFERENCE = 1_767_225_600;

/** The offset of a time of day that has no date: a named zone takes the one it has on 1 January 2026. */
export function offsetOfTime(zone: Zone): number | undefined {
  return 'offset' in zone ? zone.offset : offsetAt(zone.id, REFERENCE);
}

/** Seconds of the wall clock since 1970 as if it were UTC. */
export function localSeconds(value: FeelDateTime): number {
  return epochDay(value.date) * SECONDS_PER_DAY + Math.floor(value.nanos / NANOS_PER_SECOND);
}

/** Nanoseconds since 1970 UTC; `local` is taken where the value has no zone. Undefined for an unknown zone. */
export function instantOf(value: FeelDateTime, local?: Zone): bigint | undefined {
  const zone = value.zone ?? local;
  const offset = zone ? offsetOfWallClock(zone, localSeconds(value)) : 0;
  if (offset === undefined) return undefined;
  return BigInt(epochDay(value.date) * SECONDS_PER_DAY - offset) * BigInt(NANOS_PER_SECOND) + BigInt(value.nanos);
}

/** The wall clock of an instant in a zone (UTC where there is none); undefined outside the allowed years. */
export function dateTimeOfInstant(nanos: bigint, zone?: Zone): FeelDateTime | undefined {
  const perSecond = BigInt(NANOS_PER_SECOND);
  let seconds = nanos / perSecond;
  let fraction = nanos % perSecond;
  if (fraction < 0n) {
    seconds -= 1n;
    fraction += perSecond;
  }
  const offset = zone ? ('offset' in zone ? zone.offset : offsetAt(zone.id, Number(seconds))) : 0;
  if (offset === undefined) return undefined;
  const local = Number(seconds) + offset;
  const day = Math.floor(local / SECONDS_PER_DAY);
  const date = dateOfEpochDay(day);
  if (!(Math.abs(date.year) <= MAX_YEAR)) return undefined;
  return new FeelDateTime(date, (local - day * SECONDS_PER_DAY) * NANOS_PER_SECOND + Number(fraction), zone);
}

/** The wall clock of UTC milliseconds. */
export function dateTimeOfMillis(millis: number, zone: Zone): FeelDateTime | undefined {
  return dateTimeOfInstant(BigInt(millis) * 1_000_000n, zone);
}

/** UTC milliseconds, rounded up so that nothing due fires early. */
export function millisOf(value: FeelDateTime, local: Zone): number | undefined {
  const nanos = instantOf(value, local);
  if (nanos === undefined) return undefined;
  const whole = nanos / 1_000_000n;
  return Number(nanos % 1_000_000n > 0n ? whole + 1n : whole);
}

/** Offset in seconds a date and time has; undefined when local. */
export function offsetOf(value: FeelDateTime): number | undefined {
  return value.zone && offsetOfWallClock(value.zone, localSeconds(value));
}

export function timeOf(hour: number, minute: number, nanos: number, zone?: Zone): FeelTime | undefined {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) return undefined;
  if (!Number.isInteger(minute) || minute < 0 || minute > 59) return undefined;
  if (!Number.isInteger(nanos) || nanos < 0 || nanos >= 60 * NANOS_PER_SECOND) return undefined;
  return new FeelTime((hour * 3600 + minute * 60) * NANOS_PER_SECOND + nanos, zone);
}
