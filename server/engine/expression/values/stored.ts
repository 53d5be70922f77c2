import { parseDate, parseDateTime, parseDaysDuration, parseMonthsDuration, parseTime } from '../temporal/lexical.js';
import { printDate, printDuration, printIsoDateTime, printMonths, printTime } from '../temporal/print.js';
import { typeName } from '../parse/lower-type.js';
import { MAX_VALUE_DEPTH, isList, isNumber } from './kind.js';
import { integer, numberOf, numeralOf, safeInteger } from './number.js';
import { FeelContext, type FeelProblem, type FeelValue, Sealed, type StoredValue } from './types.js';

type Stored =
  { readonly ok: true; readonly value: StoredValue } | { readonly ok: false; readonly problem: FeelProblem };

/**
 * Stored JSON as a FEEL value: ISO strings stay strings (`date()`, `term()` and their siblings read them), `{"~n":"0.5"}` becomes a number
 * and `{"~":"…"}` a sealed value. A JSON number that is no safe integer is read by its shortest decimal.
 */
export function fromStored(value: StoredValue): FeelValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return ofJsonNumber(value);
  if (isStoredList(value)) return value.map(fromStored);
  const keys = Object.keys(value);
  if (keys.length === 1) {
    const only = value[keys[0]!];
    if (keys[0] === '~n' && typeof only === 'string') return numberOf(only) ?? null;
    if (keys[0] === '~' && typeof only === 'string') return new Sealed(only);
  }
  // canonical order: a value must read the same whether it comes from memory or from a record
  return new FeelContext(new Map(keys.sort().map((key) => [key, fromStored(value[key]!)])));
}

/** FEEL value as stored JSON (architecture: Values); functions, ranges, keys beginning with `~` and excessive nesting cannot be stored. */
export function toStored(value: FeelValue): Stored {
  try {
    return { ok: true, value: store(value, 0) };
  } catch (thrown) {
    if (thrown instanceof CannotStore) {
      return { ok: false, problem: { code: 'cannot-store', values: { kind: thrown.what }, from: 0, to: 0 } };
    }
    throw thrown;
  }
}

class CannotStore extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

function store(value: FeelValue, depth: number): StoredValue {
  if (depth > MAX_VALUE_DEPTH) throw new CannotStore('nesting');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumber(value)) return safeInteger(value) ?? { '~n': numeralOf(value) };
  if (isList(value)) return value.map((item) => store(item, depth + 1));
  switch (value.kind) {
    case 'date':
      return printDate(value);
    case 'time':
      return printTime(value);
    case 'date and time':
      return printIsoDateTime(value);
    case 'days and time duration':
      return printDuration(value);
    case 'years and months duration':
      return printMonths(value);
    case 'sealed':
      return { '~': value.commitment };
    case 'context':
      return Object.fromEntries(
        [...value.entries].map(([key, entry]) => {
          if (key.startsWith('~')) throw new CannotStore('key');
          return [key, store(entry, depth + 1)];
        }),
      );
    case 'range':
    case 'function':
      throw new CannotStore(value.kind);
  }
}

/**
 * Stored JSON read as a DMN typeRef (`date`, `time`, `dateTime` or `date and time`, `number`, `string`, `boolean`, `dayTimeDuration` or
 * `days and time duration`, `yearMonthDuration` …, `Any`, `context`, `list`): ISO strings and decimal strings become the declared type.
 * Null and sealed values fit every type; undefined where the value does not fit or the type is unknown.
 */
export function readTyped(value: StoredValue, type: string): FeelValue | undefined {
  const read = fromStored(value);
  if (read === null || read instanceof Sealed) return read;
  switch (typeName(type)) {
    case 'Any':
      return read;
    case 'string':
      return typeof read === 'string' ? read : undefined;
    case 'boolean':
      return typeof read === 'boolean' ? read : undefined;
    case 'number':
      return isNumber(read) ? read : typeof read === 'string' ? numberOf(read.trim()) : undefined;
    case 'date':
      return typeof read === 'string' ? parseDate(read) : undefined;
    case 'time':
      return typeof read === 'string' ? parseTime(read) : undefined;
    case 'date and time':
      return typeof read === 'string' ? parseDateTime(read) : undefined;
    case 'days and time duration':
      return typeof read === 'string' ? parseDaysDuration(read) : undefined;
    case 'years and months duration':
      return typeof read === 'string' ? parseMonthsDuration(read) : undefined;
    case 'list':
      return isList(read) ? read : undefined;
    case 'context':
      return read instanceof FeelContext ? read : undefined;
    default:
      return undefined;
  }
}

function ofJsonNumber(value: number): FeelValue {
  if (Number.isSafeInteger(value)) return integer(value === 0 ? 0 : value);
  return Number.isFinite(value) ? (numberOf(String(value)) ?? null) : null;
}

function isStoredList(value: StoredValue): value is readonly StoredValue[] {
  return Array.isArray(value);
}
