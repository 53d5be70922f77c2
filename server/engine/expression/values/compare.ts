import { NANOS_PER_SECOND, epochDay, instantOf, offsetOfTime } from '../temporal/civil.js';
import { type Count, TooDeep, descend, holdsSealed, isList, isNumber, kindOf } from './kind.js';
import {
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelMonths,
  FeelRange,
  FeelTime,
  type FeelValue,
  Sealed,
} from './types.js';

/**
 * FEEL equality (DMN 1.5, 10.3.2.13, table 52): null equals only null; values of different kinds give null, and so does a sealed value.
 * Zoned date and times are equal when they are the same instant; a local one never equals a zoned one.
 */
export function equal(left: FeelValue, right: FeelValue): boolean | null {
  try {
    return equalWithin(left, right, () => undefined);
  } catch (thrown) {
    if (thrown instanceof TooDeep) return null;
    throw thrown;
  }
}

/** `equal` for the evaluator: every item and entry looked at is counted, and values nested too deep throw TooDeep. */
export function equalWithin(left: FeelValue, right: FeelValue, count: Count, depth = 0): boolean | null {
  if (left instanceof Sealed || right instanceof Sealed) return null;
  if (left === null || right === null) return left === right;
  if (isNumber(left)) return isNumber(right) ? left.eq(right) : null;
  if (typeof left !== 'object') return typeof left === typeof right ? left === right : null;
  if (depth === 0 && (holdsSealed(left) || holdsSealed(right))) return null;
  if (isList(left)) return isList(right) ? equalLists(left, right, count, depth) : null;
  if (kindOf(left) !== kindOf(right)) return null;
  if (left instanceof FeelContext && right instanceof FeelContext) return equalContexts(left, right, count, depth);
  if (left instanceof FeelRange && right instanceof FeelRange) return equalRanges(left, right, count, depth);
  if (left.kind === 'function') return left === right;
  return compare(left, right) === 0;
}

/** Parts that differ make a whole that differs, whatever their kinds. */
function equalLists(left: readonly FeelValue[], right: readonly FeelValue[], count: Count, depth: number): boolean {
  if (left.length !== right.length) return false;
  const inner = descend(depth);
  return left.every((item, index) => {
    count();
    return equalWithin(item, right[index]!, count, inner) === true;
  });
}

function equalContexts(left: FeelContext, right: FeelContext, count: Count, depth: number): boolean {
  if (left.entries.size !== right.entries.size) return false;
  const inner = descend(depth);
  for (const [key, value] of left.entries) {
    count();
    const other = right.entries.get(key);
    if (other === undefined || equalWithin(value, other, count, inner) !== true) return false;
  }
  return true;
}

function equalRanges(left: FeelRange, right: FeelRange, count: Count, depth: number): boolean {
  if (left.startIncluded !== right.startIncluded || left.endIncluded !== right.endIncluded) return false;
  const inner = descend(depth);
  const same = (one: FeelValue | undefined, other: FeelValue | undefined): boolean =>
    one === undefined || other === undefined ? one === other : equalWithin(one, other, count, inner) === true;
  return same(left.start, right.start) && same(left.end, right.end);
}

/**
 * FEEL order (DMN 1.5, 10.3.2.13, table 53): numbers, strings by code unit, dates, times, date and times and durations, each with its own
 * kind; null where there is no order, as between a local and a zoned time.
 */
export function compare(left: FeelValue, right: FeelValue): -1 | 0 | 1 | null {
  if (left === null || right === null) return null;
  if (isNumber(left)) return isNumber(right) ? sign(left.cmp(right)) : null;
  if (typeof left === 'string') return typeof right === 'string' ? order(left, right) : null;
  if (left instanceof FeelDate) return right instanceof FeelDate ? order(epochDay(left), epochDay(right)) : null;
  if (left instanceof FeelDateTime) return right instanceof FeelDateTime ? compareDateTimes(left, right) : null;
  if (left instanceof FeelTime) return right instanceof FeelTime ? compareTimes(left, right) : null;
  if (left instanceof FeelDuration) return right instanceof FeelDuration ? order(left.nanos, right.nanos) : null;
  if (left instanceof FeelMonths) return right instanceof FeelMonths ? order(left.months, right.months) : null;
  return null;
}

function compareDateTimes(left: FeelDateTime, right: FeelDateTime): -1 | 0 | 1 | null {
  if ((left.zone === undefined) !== (right.zone === undefined)) return null;
  const [one, other] = [instantOf(left), instantOf(right)];
  return one === undefined || other === undefined ? null : order(one, other);
}

function compareTimes(left: FeelTime, right: FeelTime): -1 | 0 | 1 | null {
  if (!left.zone && !right.zone) return order(left.nanos, right.nanos);
  if (!left.zone || !right.zone) return null;
  const [one, other] = [offsetOfTime(left.zone), offsetOfTime(right.zone)];
  if (one === undefined || other === undefined) return null;
  return order(left.nanos - one * NANOS_PER_SECOND, right.nanos - other * NANOS_PER_SECOND);
}

function order<T extends string | number | bigint>(left: T, right: T): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sign(value: number): -1 | 0 | 1 {
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}
