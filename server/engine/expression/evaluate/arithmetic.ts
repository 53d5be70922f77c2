import type { ArithmeticOperator, Span } from '../parse/ast.js';
import {
  NANOS_PER_DAY,
  NANOS_PER_SECOND,
  dateTimeOfInstant,
  instantOf,
  modulo,
  offsetOfTime,
  plusDays,
  plusMonths,
} from '../temporal/civil.js';
import { holdsSealed, isNumber, kindOf } from '../values/kind.js';
import { Decimal, type FeelNumber, unsigned } from '../values/number.js';
import { FeelDate, FeelDateTime, FeelDuration, FeelMonths, FeelTime, type FeelValue, Sealed } from '../values/types.js';
import type { State } from './state.js';

/** `left operator right` (DMN 1.5, 10.3.2.11, tables 55 to 58); null with a problem where the kinds do not go together. */
export function arithmetic(
  state: State,
  span: Span,
  operator: ArithmeticOperator,
  left: FeelValue,
  right: FeelValue,
): FeelValue {
  if (isNumber(left) && isNumber(right)) return ofNumbers(state, span, operator, left, right);
  if (left instanceof Sealed || right instanceof Sealed || holdsSealed(left) || holdsSealed(right)) {
    return state.fail('sealed-used', span);
  }
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') {
    state.items(span, left.length + right.length);
    return left + right;
  }
  const answer = ofTemporal(operator, left, right);
  if (answer !== undefined) return answer;
  if (isNumber(right) && right.isZero() && operator === '/' && isDuration(left))
    return state.fail('division-by-zero', span);
  return state.fail('wrong-operand', span, { operator, left: kindOf(left), right: kindOf(right) });
}

function ofNumbers(
  state: State,
  span: Span,
  operator: ArithmeticOperator,
  left: FeelNumber,
  right: FeelNumber,
): FeelValue {
  switch (operator) {
    case '+':
      return inRange(state, span, left.plus(right));
    case '-':
      return inRange(state, span, left.minus(right));
    case '*':
      return inRange(state, span, left.times(right));
    case '/':
      return right.isZero() ? state.fail('division-by-zero', span) : inRange(state, span, left.div(right));
    case '**':
      if (left.isZero() && right.isNegative()) return state.fail('division-by-zero', span);
      return inRange(state, span, left.pow(right));
  }
}

/** A number of decimal128, or the problem that it is none. */
export function inRange(state: State, span: Span, value: FeelNumber): FeelValue {
  return value.isFinite() ? unsigned(value) : state.fail('number-out-of-range', span);
}

/** `-operand`. */
export function negate(state: State, span: Span, operand: FeelValue): FeelValue {
  if (isNumber(operand)) return unsigned(operand.negated());
  if (operand instanceof FeelDuration) return new FeelDuration(-operand.nanos);
  if (operand instanceof FeelMonths) return new FeelMonths(operand.months === 0 ? 0 : -operand.months);
  if (operand instanceof Sealed) return state.fail('sealed-used', span);
  return state.fail('wrong-operand', span, { operator: '-', right: kindOf(operand) });
}

function isDuration(value: FeelValue): value is FeelDuration | FeelMonths {
  return value instanceof FeelDuration || value instanceof FeelMonths;
}

/** Undefined where the operands do not go together or the result would lie outside of what can be represented. */
function ofTemporal(operator: ArithmeticOperator, left: FeelValue, right: FeelValue): FeelValue | undefined {
  switch (operator) {
    case '+':
      return add(left, right) ?? (isDuration(left) && !isDuration(right) ? add(right, left) : undefined);
    case '-':
      if (right instanceof FeelDuration) return add(left, new FeelDuration(-right.nanos));
      if (right instanceof FeelMonths) return add(left, new FeelMonths(-right.months));
      return difference(left, right);
    case '*':
      if (isDuration(left) && isNumber(right)) return scale(left, right);
      return isNumber(left) && isDuration(right) ? scale(right, left) : undefined;
    case '/':
      return divide(left, right);
    case '**':
      return undefined;
  }
}

function add(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (right instanceof FeelDuration) {
    if (left instanceof FeelDuration) return new FeelDuration(left.nanos + right.nanos);
    if (left instanceof FeelDateTime) return plusNanos(left, right.nanos);
    if (left instanceof FeelDate) return plusNanos(new FeelDateTime(left, 0), right.nanos)?.date;
    if (left instanceof FeelTime) {
      const nanos = modulo(left.nanos + Number(right.nanos % BigInt(NANOS_PER_DAY)), NANOS_PER_DAY);
      return new FeelTime(nanos, left.zone);
    }
  }
  if (right instanceof FeelMonths) {
    if (left instanceof FeelMonths) return monthsOf(left.months + right.months);
    if (left instanceof FeelDate) return plusMonths(left, right.months);
    if (left instanceof FeelDateTime) {
      const date = plusMonths(left.date, right.months);
      return date && new FeelDateTime(date, left.nanos, left.zone);
    }
  }
  return undefined;
}

/** Later by exact time: a named zone may show another offset then. */
export function plusNanos(value: FeelDateTime, nanos: bigint): FeelDateTime | undefined {
  if (value.zone && 'id' in value.zone) {
    const instant = instantOf(value);
    return instant === undefined ? undefined : dateTimeOfInstant(instant + nanos, value.zone);
  }
  const total = BigInt(value.nanos) + nanos;
  const perDay = BigInt(NANOS_PER_DAY);
  let days = total / perDay;
  if (total % perDay < 0n) days -= 1n;
  const date = plusDays(value.date, Number(days));
  return date && new FeelDateTime(date, Number(total - days * perDay), value.zone);
}

/** A date beside a date and time is its midnight: in UTC where the other has a zone (10.3.2.3.6). */
function difference(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (left instanceof FeelTime && right instanceof FeelTime) {
    if ((left.zone === undefined) !== (right.zone === undefined)) return undefined;
    const [one, other] = [left, right].map((time) => (time.zone ? offsetOfTime(time.zone) : 0));
    if (one === undefined || other === undefined) return undefined;
    return new FeelDuration(BigInt(left.nanos - right.nanos) - BigInt(one - other) * BigInt(NANOS_PER_SECOND));
  }
  const zoned = [left, right].some((value) => value instanceof FeelDateTime && value.zone !== undefined);
  const [one, other] = [left, right].map((value) =>
    value instanceof FeelDate ? new FeelDateTime(value, 0, zoned ? { offset: 0 } : undefined) : value,
  );
  if (!(one instanceof FeelDateTime) || !(other instanceof FeelDateTime)) return undefined;
  if ((one.zone === undefined) !== (other.zone === undefined)) return undefined;
  const [from, to] = [instantOf(other), instantOf(one)];
  return from === undefined || to === undefined ? undefined : new FeelDuration(to - from);
}

function monthsOf(months: number): FeelMonths | undefined {
  return Number.isSafeInteger(months) ? new FeelMonths(months === 0 ? 0 : months) : undefined;
}

function decimalOf(nanos: bigint): FeelNumber {
  return new Decimal(nanos.toString());
}

/** Whole nanoseconds, half to even; whole months, towards zero. */
function scale(duration: FeelDuration | FeelMonths, factor: FeelNumber): FeelValue | undefined {
  if (duration instanceof FeelMonths) return wholeMonths(new Decimal(duration.months).times(factor));
  return wholeNanos(decimalOf(duration.nanos).times(factor));
}

function divide(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (left instanceof FeelDuration) {
    if (right instanceof FeelDuration)
      return right.nanos === 0n ? undefined : decimalOf(left.nanos).div(decimalOf(right.nanos));
    return isNumber(right) && !right.isZero() ? wholeNanos(decimalOf(left.nanos).div(right)) : undefined;
  }
  if (left instanceof FeelMonths) {
    if (right instanceof FeelMonths) return right.months === 0 ? undefined : new Decimal(left.months).div(right.months);
    return isNumber(right) && !right.isZero() ? wholeMonths(new Decimal(left.months).div(right)) : undefined;
  }
  return undefined;
}

function wholeNanos(value: FeelNumber): FeelDuration | undefined {
  const whole = value.toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN);
  return whole.isFinite() && whole.e < 40 ? new FeelDuration(BigInt(whole.toFixed())) : undefined;
}

function wholeMonths(value: FeelNumber): FeelMonths | undefined {
  return monthsOf(value.trunc().toNumber());
}
