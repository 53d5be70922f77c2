import { printDate, printDateTime, printDuration, printMonths, printTime } from '../temporal/print.js';
import { TooDeep, descend, holdsSealed, isList, isNumber } from './kind.js';
import { numeralOf } from './number.js';
import type { FeelRange, FeelValue } from './types.js';

/** The text of FEEL's `string()` (DMN 1.5, 10.3.4.1); null for null, and for what is or holds a sealed value. */
export function display(value: FeelValue): string | null {
  try {
    return displayWithin(value);
  } catch (thrown) {
    if (thrown instanceof TooDeep) return null;
    throw thrown;
  }
}

/** `display` for the evaluator: values nested too deep throw TooDeep. */
export function displayWithin(value: FeelValue): string | null {
  if (value === null || holdsSealed(value)) return null;
  return typeof value === 'string' ? value : print(value, 0);
}

function print(value: FeelValue, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return quote(value);
  if (isNumber(value)) return numeralOf(value);
  if (isList(value)) return `[${value.map((item) => print(item, descend(depth))).join(', ')}]`;
  switch (value.kind) {
    case 'date':
      return printDate(value);
    case 'time':
      return printTime(value);
    case 'date and time':
      return printDateTime(value);
    case 'days and time duration':
      return printDuration(value);
    case 'years and months duration':
      return printMonths(value);
    case 'context':
      return `{${[...value.entries].map(([key, entry]) => `${printKey(key)}: ${print(entry, descend(depth))}`).join(', ')}}`;
    case 'range':
      return printRange(value, descend(depth));
    case 'function':
      return `function(${value.parameters.join(', ')})`;
    case 'sealed':
      return 'null';
  }
}

function printRange(range: FeelRange, depth: number): string {
  const { start, end, startIncluded, endIncluded } = range;
  if (start === undefined && end !== undefined) return `(${endIncluded ? '<=' : '<'}${print(end, depth)})`;
  if (end === undefined && start !== undefined) return `(${startIncluded ? '>=' : '>'}${print(start, depth)})`;
  const from = start === undefined ? '' : print(start, depth);
  const to = end === undefined ? '' : print(end, depth);
  return `${startIncluded ? '[' : '('}${from}..${to}${endIncluded ? ']' : ')'}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function printKey(key: string): string {
  return /^[^\s"'\\,:;.+\-*/^()[\]{}<>=!@#%&|~?0-9][^\s"'\\,:;.+\-*/^()[\]{}<>=!@#%&|~?]*$/u.test(key)
    ? key
    : quote(key);
}
