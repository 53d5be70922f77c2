import type { TypeNode } from '../parse/ast.js';
import { type Count, isList, kindOf } from './kind.js';
import { FeelContext, FeelDate, FeelDateTime, FeelFunction, FeelRange, type FeelValue, Sealed } from './types.js';

/**
 * `instance of` (DMN 1.5, 10.3.2.13): null is an instance of Null alone; inside lists, ranges and contexts it fits every type, because
 * Null conforms to all of them (10.3.2.9). Every value looked at is counted.
 */
export function isInstance(value: FeelValue, type: TypeNode, count: Count): boolean {
  count();
  if (value === null) return type.type === 'named' && type.name === 'Null';
  switch (type.type) {
    case 'named':
      return type.name === 'Any' || type.name === kindOf(value);
    case 'list':
      return isList(value) && value.every((item) => conforms(item, type.of, count));
    case 'range': {
      if (!(value instanceof FeelRange)) return false;
      return [value.start, value.end].every((end) => end === undefined || conforms(end, type.of, count));
    }
    case 'context':
      return (
        value instanceof FeelContext &&
        type.entries.every(({ key, of }) => value.entries.has(key) && conforms(value.entries.get(key)!, of, count))
      );
    case 'function':
      return value instanceof FeelFunction && value.parameters.length === type.arity;
  }
}

/** A date where a date and time is asked for is its midnight in UTC (DMN 1.5, 10.3.2.9.4). */
export function midnightOf(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date, 0, { offset: 0 });
}

/** The value as a type takes it, with the implicit conversions of 10.3.2.9.4; undefined where it does not conform. */
export function accepted(value: FeelValue, type: TypeNode, count: Count): FeelValue | undefined {
  // A sealed value passes everywhere: it is only copied.
  if (value instanceof Sealed || conforms(value, type, count)) return value;
  if (isList(value) && value.length === 1 && conforms(value[0]!, type, count)) return value[0];
  if (type.type === 'list' && !isList(value) && conforms([value], type, count)) return [value];
  const wantsDateTime = type.type === 'named' && type.name === 'date and time';
  return wantsDateTime && value instanceof FeelDate ? midnightOf(value) : undefined;
}

/** Whether a value may stand where a type is asked for. */
export function conforms(value: FeelValue, type: TypeNode, count: Count): boolean {
  return value === null || isInstance(value, type, count);
}
