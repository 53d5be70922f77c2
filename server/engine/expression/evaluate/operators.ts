import type { CompareOperator, Span } from '../parse/ast.js';
import { compare, equalWithin } from '../values/compare.js';
import { holdsSealed, isList, kindOf } from '../values/kind.js';
import { FeelRange, type FeelValue } from '../values/types.js';
import type { State } from './state.js';

/** `left operator right` (DMN 1.5, 10.3.2.13); null with a problem where there is no answer. */
export function comparison(
  state: State,
  span: Span,
  operator: CompareOperator,
  left: FeelValue,
  right: FeelValue,
): boolean | null {
  if (operator === '=' || operator === '!=') {
    const same = equalWithin(left, right, () => state.step(span));
    if (same !== null) return same === (operator === '=');
  } else {
    const order = compare(left, right);
    if (order !== null) return accepts(operator, order);
  }
  return incomparable(state, span, left, right);
}

function accepts(operator: '<' | '<=' | '>' | '>=', order: -1 | 0 | 1): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** The problem of two values that cannot be compared. */
export function incomparable(state: State, span: Span, left: FeelValue, right: FeelValue): null {
  if (holdsSealed(left) || holdsSealed(right)) return state.fail('sealed-used', span);
  return state.fail('not-comparable', span, { left: kindOf(left), right: kindOf(right) });
}

/** Whether a range holds a value; null where it cannot be told. */
export function rangeHolds(range: FeelRange, value: FeelValue): boolean | null {
  const lower = range.start === undefined ? true : side(compare(range.start, value), range.startIncluded);
  const upper = range.end === undefined ? true : side(compare(value, range.end), range.endIncluded);
  return both(lower, upper);
}

function side(order: -1 | 0 | 1 | null, included: boolean): boolean | null {
  return order === null ? null : order < 0 || (order === 0 && included);
}

/** Three-valued conjunction. */
export function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

/** Three-valued disjunction. */
export function either(left: boolean | null, right: boolean | null): boolean | null {
  if (left === true || right === true) return true;
  return left === null || right === null ? null : false;
}

/**
 * Whether a value meets what a unary test evaluated to (DMN 1.5, 10.3.2.13, table 54): a range holds it, a list has it among its items or equals it,
 * a true that is not meant as a value decides, anything else must equal it.
 */
export function meets(state: State, span: Span, value: FeelValue, test: FeelValue): boolean | null {
  if (test instanceof FeelRange && !(value instanceof FeelRange)) {
    return rangeHolds(test, value) ?? incomparable(state, span, value, test.start ?? test.end ?? null);
  }
  if (isList(test)) {
    const count = (): void => state.step(span);
    if (isList(value) && equalWithin(value, test, count) === true) return true;
    let found: boolean | null = false;
    for (const item of test) {
      state.step(span);
      const hit =
        item instanceof FeelRange && !(value instanceof FeelRange)
          ? rangeHolds(item, value)
          : equalWithin(value, item, count);
      if (hit === true) return true;
      if (hit === null && (holdsSealed(item) || holdsSealed(value))) found = null;
    }
    return found === null ? state.fail('sealed-used', span) : false;
  }
  if (typeof test === 'boolean' && typeof value !== 'boolean') return test;
  return comparison(state, span, '=', value, test);
}
