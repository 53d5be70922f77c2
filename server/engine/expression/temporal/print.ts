import {
  type FeelDate,
  type FeelDateTime,
  type FeelDuration,
  type FeelMonths,
  type FeelTime,
  type Zone,
} from '../values/types.js';
import { NANOS_PER_SECOND, offsetOf } from './civil.js';

const two = (value: number): string => String(value).padStart(2, '0');

export function printDate(date: FeelDate): string {
  const year = String(Math.abs(date.year)).padStart(4, '0');
  return `${date.year < 0 ? '-' : ''}${year}-${two(date.month)}-${two(date.day)}`;
}

function printClock(nanos: number): string {
  const seconds = Math.floor(nanos / NANOS_PER_SECOND);
  const fraction = nanos % NANOS_PER_SECOND;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return text + printFraction(fraction);
}

function printFraction(nanos: number): string {
  return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/u, '')}`;
}

function printOffset(offset: number): string {
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const seconds = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds}`;
}

function printZone(zone: Zone | undefined): string {
  if (!zone) return '';
  return 'offset' in zone ? printOffset(zone.offset) : `@${zone.id}`;
}

export function printTime(time: FeelTime): string {
  return printClock(time.nanos) + printZone(time.zone);
}

/** As FEEL writes it: a named zone stays a name. */
export function printDateTime(value: FeelDateTime): string {
  return `${printDate(value.date)}T${printClock(value.nanos)}${printZone(value.zone)}`;
}

/** As ISO 8601 writes it: a named zone becomes the offset it has then. */
export function printIsoDateTime(value: FeelDateTime): string {
  const offset = offsetOf(value);
  return `${printDate(value.date)}T${printClock(value.nanos)}${offset === undefined ? '' : printOffset(offset)}`;
}

export function printMonths(value: FeelMonths): string {
  const size = Math.abs(value.months);
  if (size === 0) return 'P0M';
  const years = Math.floor(size / 12);
  const months = size % 12;
  return `${value.months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${months > 0 ? `${months}M` : ''}`;
}

export function printDuration(value: FeelDuration): string {
  const negative = value.nanos < 0n;
  const size = negative ? -value.nanos : value.nanos;
  if (size === 0n) return 'PT0S';
  const perSecond = BigInt(NANOS_PER_SECOND);
  const seconds = size / perSecond;
  const days = seconds / 86_400n;
  const hours = (seconds / 3600n) % 24n;
  const minutes = (seconds / 60n) % 60n;
  const rest = seconds % 60n;
  const fraction = printFraction(Number(size % perSecond));
  const clock = [
    hours > 0n ? `${hours}H` : '',
    minutes > 0n ? `${minutes}M` : '',
    rest > 0n || fraction !== '' ? `${rest}${fraction}S` : '',
  ].join('');
  return `${negative ? '-' : ''}P${days > 0n ? `${days}D` : ''}${clock === '' ? '' : `T${clock}`}`;
}
