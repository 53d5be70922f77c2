import { compare } from '../values/compare.js';
import { isNumber } from '../values/kind.js';
import { type FeelNumber, integer, unsigned } from '../values/number.js';
import { FeelDuration, FeelMonths, type FeelValue } from '../values/types.js';

/**
 * Aggregation of the hit policy C (DMN 1.5, 8.2.8): `sum` of numbers or of durations of one kind, `min` and `max` of comparable values, and
 * `count`. Null where there is no answer: an empty list (but for `count`), a null or a value of another kind.
 */
export function aggregate(kind: 'sum' | 'min' | 'max' | 'count', values: readonly FeelValue[]): FeelValue {
  switch (kind) {
    case 'count':
      return integer(values.length);
    case 'sum':
      return sum(values);
    case 'min':
      return extreme(values, -1);
    case 'max':
      return extreme(values, 1);
  }
}

/** Null for an empty list and for lists that are not all numbers, or all durations of one kind. */
export function sum(values: readonly FeelValue[]): FeelValue {
  const [first] = values;
  if (first instanceof FeelDuration) {
    return values.every((value) => value instanceof FeelDuration)
      ? new FeelDuration(values.reduce((total, { nanos }) => total + nanos, 0n))
      : null;
  }
  if (first instanceof FeelMonths) {
    return values.every((value) => value instanceof FeelMonths)
      ? new FeelMonths(values.reduce((total, { months }) => total + months, 0))
      : null;
  }
  const numbers = numbersOf(values);
  if (!numbers || numbers.length === 0) return null;
  const total = numbers.reduce((left, right) => left.plus(right));
  return total.isFinite() ? unsigned(total) : null;
}

/** The values if all of them are numbers. */
export function numbersOf(values: readonly FeelValue[]): FeelNumber[] | undefined {
  return values.every(isNumber) ? [...values] : undefined;
}

function extreme(values: readonly FeelValue[], sign: -1 | 1): FeelValue {
  let best = values[0] ?? null;
  for (const value of values) {
    const order = compare(value, best);
    if (order === null) return null;
    if (order === sign) best = value;
  }
  return best;
}
