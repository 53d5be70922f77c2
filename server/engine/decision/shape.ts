import {
  Decimal,
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelFunction,
  FeelMonths,
  FeelTime,
  readTyped,
  Sealed,
  type FeelValue,
} from '../expression/index.js';
import type { BaseType, TypeShape } from './types.js';

/**
 * `input`: ISO strings, decimal strings, `true` and `false` are read as the declared type, and components nobody gave are null.
 * `result`: only FEEL's own conversions.
 */
export type Strictness = 'input' | 'result';

/**
 * A value as its declared type (DMN 1.5, 10.3.2.9.4): as it is where it conforms, a list of one as its item and an item
 * as a list of one, a date as a date and time; undefined where it does not conform. Null and sealed values fit.
 */
export function asType(value: FeelValue, shape: TypeShape | null, strictness: Strictness): FeelValue | undefined {
  if (shape === null || value === null || value instanceof Sealed) return value;
  if (shape.kind === 'list') return asList(value, shape.of, strictness);
  const fitting = asOne(value, shape, strictness);
  if (fitting !== undefined) return fitting;
  return isList(value) && value.length === 1 ? asType(value[0] ?? null, shape, strictness) : undefined;
}

function asOne(
  value: FeelValue,
  shape: Exclude<TypeShape, { readonly kind: 'list' }>,
  strictness: Strictness,
): FeelValue | undefined {
  switch (shape.kind) {
    case 'base':
      return asBase(value, shape.type, strictness);
    case 'context':
      return asContext(value, shape.entries, strictness);
    case 'function':
      return value instanceof FeelFunction ? value : undefined;
  }
}

function asList(value: FeelValue, of: TypeShape, strictness: Strictness): FeelValue | undefined {
  const items: FeelValue[] = [];
  for (const item of isList(value) ? value : [value]) {
    const fitting = asType(item, of, strictness);
    if (fitting === undefined) return undefined;
    items.push(fitting);
  }
  return items;
}

function asContext(
  value: FeelValue,
  entries: Readonly<Record<string, TypeShape>>,
  strictness: Strictness,
): FeelValue | undefined {
  if (!(value instanceof FeelContext)) return undefined;
  const fitted = new Map<string, FeelValue>();
  for (const [key, entry] of value.entries) {
    const shape = Object.hasOwn(entries, key) ? (entries[key] ?? null) : null;
    const fitting = asType(entry, shape, strictness);
    if (fitting === undefined) return undefined;
    fitted.set(key, fitting);
  }
  for (const key of Object.keys(entries)) {
    if (fitted.has(key)) continue;
    if (strictness === 'result') return undefined;
    fitted.set(key, null);
  }
  return new FeelContext(fitted);
}

function asBase(value: FeelValue, type: BaseType, strictness: Strictness): FeelValue | undefined {
  if (isOf(value, type)) return value;
  if (value instanceof FeelDate && type === 'date and time') return new FeelDateTime(value, 0, { offset: 0 });
  if (strictness !== 'input' || typeof value !== 'string' || type === 'list') return undefined;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  return readTyped(value, type);
}

function isOf(value: FeelValue, type: BaseType): boolean {
  switch (type) {
    case 'Any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return value instanceof Decimal;
    case 'list':
      return isList(value);
    case 'context':
      return value instanceof FeelContext;
    case 'date':
      return value instanceof FeelDate;
    case 'time':
      return value instanceof FeelTime;
    case 'date and time':
      return value instanceof FeelDateTime;
    case 'days and time duration':
      return value instanceof FeelDuration;
    case 'years and months duration':
      return value instanceof FeelMonths;
  }
}

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}
