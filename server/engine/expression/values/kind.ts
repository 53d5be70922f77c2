import { Decimal, type FeelNumber } from './number.js';
import { FeelContext, type FeelValue, Sealed } from './types.js';

export type Kind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | Exclude<FeelValue, null | boolean | string | FeelNumber | readonly FeelValue[]>['kind'];

/** How deep values may nest where they are walked; deeper ones end the evaluation with `budget-depth`. */
export const MAX_VALUE_DEPTH = 500;

/** Thrown by walks over values that nest too deep; turned into `budget-depth`. */
export class TooDeep extends Error {}

export function descend(depth: number): number {
  if (depth >= MAX_VALUE_DEPTH) throw new TooDeep();
  return depth + 1;
}

export function isNumber(value: FeelValue): value is FeelNumber {
  return value instanceof Decimal;
}

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}

/** The kind of a value, by the names of FEEL's types. */
export function kindOf(value: FeelValue): Kind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    default:
      if (isNumber(value)) return 'number';
      return isList(value) ? 'list' : value.kind;
  }
}

/** Counts one step of a walk over a value. */
export type Count = () => void;

/** Lists and contexts never change, so what was found once holds: a loop over a large list must not walk it every time. */
const sealedWithin = new WeakMap<object, boolean>();

/** Whether a value is sealed or holds a sealed value anywhere. */
export function holdsSealed(value: FeelValue, depth = 0): boolean {
  if (value instanceof Sealed) return true;
  if (!isList(value) && !(value instanceof FeelContext)) return false;
  const known = sealedWithin.get(value);
  if (known !== undefined) return known;
  const inner = descend(depth);
  let found = false;
  for (const item of isList(value) ? value : value.entries.values()) found ||= holdsSealed(item, inner);
  sealedWithin.set(value, found);
  return found;
}

/** A context of plain pairs. */
export function contextOf(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  return new FeelContext(new Map(entries));
}
