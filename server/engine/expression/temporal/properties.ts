import { integer } from '../values/number.js';
import {
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelMonths,
  FeelTime,
  type FeelValue,
  type Zone,
} from '../values/types.js';
import { NANOS_PER_SECOND, offsetOf, offsetOfTime, weekday } from './civil.js';

/** A property of a date, time, date and time or duration (DMN 1.5, table 53 and 10.3.2.3.5); undefined where it has none of the name. */
export function propertyOf(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelDate) return ofDate(value, name);
  if (value instanceof FeelTime)
    return ofClock(value.nanos, value.zone, () => value.zone && offsetOfTime(value.zone), name);
  if (value instanceof FeelDateTime) {
    return ofDate(value.date, name) ?? ofClock(value.nanos, value.zone, () => offsetOf(value), name);
  }
  if (value instanceof FeelDuration) return ofDuration(value, name);
  if (value instanceof FeelMonths) {
    if (name === 'years') return integer(Math.trunc(value.months / 12) + 0);
    if (name === 'months') return integer((value.months % 12) + 0);
  }
  return undefined;
}

function ofDate(date: FeelDate, name: string): FeelValue | undefined {
  switch (name) {
    case 'year':
      return integer(date.year);
    case 'month':
      return integer(date.month);
    case 'day':
      return integer(date.day);
    case 'weekday':
      return integer(weekday(date));
    default:
      return undefined;
  }
}

function ofClock(
  nanos: number,
  zone: Zone | undefined,
  offset: () => number | undefined,
  name: string,
): FeelValue | undefined {
  const seconds = Math.floor(nanos / NANOS_PER_SECOND);
  switch (name) {
    case 'hour':
      return integer(Math.floor(seconds / 3600));
    case 'minute':
      return integer(Math.floor(seconds / 60) % 60);
    case 'second':
      return integer(seconds % 60);
    case 'time offset': {
      const east = offset();
      return east === undefined ? null : new FeelDuration(BigInt(east) * BigInt(NANOS_PER_SECOND));
    }
    case 'timezone':
      return zone && 'id' in zone ? zone.id : null;
    default:
      return undefined;
  }
}

/** Parts of a negative duration are negative. */
function ofDuration({ nanos }: FeelDuration, name: string): FeelValue | undefined {
  const seconds = nanos / BigInt(NANOS_PER_SECOND);
  switch (name) {
    case 'days':
      return integer(Number(seconds / 86_400n));
    case 'hours':
      return integer(Number((seconds / 3600n) % 24n));
    case 'minutes':
      return integer(Number((seconds / 60n) % 60n));
    case 'seconds':
      return integer(Number(seconds % 60n));
    default:
      return undefined;
  }
}
