import { Decimal, equal, fromStored, readTyped, toStored, type FeelNumber } from '#engine/expression';
import type { StoredValue } from '#engine';
import type { FormExpressions } from './expressions.js';
import { isExpression, optionValue, sourceOf, type Field } from './schema.js';
import { valueAt } from './values.js';

/** What one value comes to: the value as it is kept, or what is wrong with it. */
export type Checked =
  | { readonly ok: true; readonly value: StoredValue }
  | { readonly ok: false; readonly code: AnswerCode; readonly values: Readonly<Record<string, StoredValue>> };

/** What can be wrong with an answer. */
export const ANSWER_CODES = [
  'not-an-answer', // –: the answer is no object
  'unknown-field', // –
  'hidden-field', // –
  'known-field', // –: the register holds it
  'rule-failed', // { rule }: a bound or list that is computed cannot be said
  'required', // –
  'not-a-text', // –
  'too-short', // { min, length }
  'too-long', // { max, length }
  'pattern', // { pattern }
  'email', // –
  'phone', // –
  'not-a-number', // –
  'too-small', // { min }
  'too-big', // { max }
  'too-many-digits', // { digits }
  'not-a-step', // { step }
  'not-a-boolean', // –
  'not-an-option', // –
  'not-a-list', // –
  'chosen-twice', // –
  'not-a-date', // –
  'not-a-time', // –
  'not-a-date-and-time', // –
  'date-passed', // –
  'not-a-file', // –: no hash of an uploaded file
  'too-many', // { max }
  'too-few', // { min }
] as const;

export type AnswerCode = (typeof ANSWER_CODES)[number];

/** Characters of a text field without a bound of its own. */
export const LONGEST_TEXT = 10_000;

/** Checks one given value (not null, not empty) of a field. */
export function checkValue(field: Field, value: StoredValue, expressions: FormExpressions, data: StoredValue): Checked {
  switch (field.kind) {
    case 'textfield':
    case 'textarea':
      return checkText(field, value, expressions);
    case 'number':
      return checkNumber(field, value, expressions);
    case 'checkbox':
      if (typeof value !== 'boolean') return wrong('not-a-boolean');
      return field.rules.required && !value ? wrong('required') : right(value);
    case 'select':
    case 'radio':
      return checkOption(field, value, expressions, data);
    case 'checklist':
      return checkList(field, value, expressions, data);
    case 'date':
    case 'time':
    case 'datetime':
      return checkTime(field, value, expressions);
    case 'file':
      return checkItems(field, value, MOST_FILES, expressions, (item) =>
        typeof item === 'string' && HASH.test(item) ? null : 'not-a-file',
      );
    case 'list':
      return checkItems(field, value, MOST_RECORDS, expressions, () => null);
  }
}

/** Whether a value stands for an empty field. */
export function isEmpty(value: StoredValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function right(value: StoredValue): Checked {
  return { ok: true, value };
}

function wrong(code: AnswerCode, values: Readonly<Record<string, StoredValue>> = {}): Checked {
  return { ok: false, code, values };
}

function checkText(field: Field, value: StoredValue, expressions: FormExpressions): Checked {
  if (typeof value !== 'string') return wrong('not-a-text');
  const { rules } = field;
  const length = [...value].length;
  const min = bound(rules.minLength, expressions);
  const max = rules.maxLength === null ? new Decimal(LONGEST_TEXT) : bound(rules.maxLength, expressions);
  if (min === undefined) return wrong('rule-failed', { rule: 'minLength' });
  if (max === undefined) return wrong('rule-failed', { rule: 'maxLength' });
  if (min !== null && min.gt(length)) return wrong('too-short', { min: stored(min), length });
  if (max !== null && max.lt(length)) return wrong('too-long', { max: stored(max), length });
  const { pattern, validationType } = rules;
  if (typeof pattern === 'string' && pattern !== '' && !matches(value, pattern, expressions))
    return wrong('pattern', { pattern });
  if (validationType === 'email' && !matches(value, EMAIL, expressions)) return wrong('email');
  if (validationType === 'phone' && !matches(value, PHONE, expressions)) return wrong('phone');
  return right(value);
}

const EMAIL = '^[^@ ]+@[^@ ]+\\.[^@ ]+$';
/** As form-js: a plus and digits, with spaces or dashes between. */
const PHONE = '^\\+?[0-9][0-9 \\-]{4,20}$';

/** XPath's regular expressions on our counted matcher, never the host's. */
function matches(value: string, pattern: string, expressions: FormExpressions): boolean {
  return expressions.value('matches(value, pattern)', { value, pattern }) === true;
}

function checkNumber(field: Field, value: StoredValue, expressions: FormExpressions): Checked {
  const read = typeof value === 'boolean' || Array.isArray(value) ? undefined : readTyped(value, 'number');
  if (!(read instanceof Decimal)) return wrong('not-a-number');
  const { rules } = field;
  const min = bound(rules.min, expressions);
  const max = bound(rules.max, expressions);
  const digits = bound(rules.decimalDigits, expressions);
  const step = bound(rules.increment, expressions);
  if (min === undefined) return wrong('rule-failed', { rule: 'min' });
  if (max === undefined) return wrong('rule-failed', { rule: 'max' });
  if (digits === undefined) return wrong('rule-failed', { rule: 'decimalDigits' });
  if (step === undefined) return wrong('rule-failed', { rule: 'increment' });
  if (min !== null && read.lt(min)) return wrong('too-small', { min: stored(min) });
  if (max !== null && read.gt(max)) return wrong('too-big', { max: stored(max) });
  if (digits !== null && digits.lt(read.decimalPlaces())) return wrong('too-many-digits', { digits: stored(digits) });
  if (step !== null && !step.isZero() && !read.mod(step).isZero()) return wrong('not-a-step', { step: stored(step) });
  return right(stored(read));
}

/** A bound of a rule: null where there is none, undefined where it cannot be computed. */
function bound(rule: StoredValue, expressions: FormExpressions): FeelNumber | null | undefined {
  if (rule === null) return null;
  const value = typeof rule === 'string' && isExpression(rule) ? expressions.stored(sourceOf(rule)) : rule;
  const number = value === undefined ? undefined : readTyped(value, 'number');
  return number instanceof Decimal ? number : undefined;
}

function stored(number: FeelNumber): StoredValue {
  const result = toStored(number);
  return result.ok ? result.value : null;
}

function checkOption(field: Field, value: StoredValue, expressions: FormExpressions, data: StoredValue): Checked {
  const options = optionsOf(field, expressions, data);
  if (options === undefined) return wrong('rule-failed', { rule: 'values' });
  return isOneOf(value, options) ? right(value) : wrong('not-an-option');
}

function checkList(field: Field, value: StoredValue, expressions: FormExpressions, data: StoredValue): Checked {
  if (!Array.isArray(value)) return wrong('not-a-list');
  const items = value as readonly StoredValue[];
  const options = optionsOf(field, expressions, data);
  if (options === undefined) return wrong('rule-failed', { rule: 'values' });
  if (items.some((item) => !isOneOf(item, options))) return wrong('not-an-option');
  if (items.some((item, index) => isOneOf(item, items.slice(0, index)))) return wrong('chosen-twice');
  return right(items);
}

/** Files of one field, and records of one list, unless the form says less. */
const MOST_FILES = 9;
const MOST_RECORDS = 100;
/** Standard base64 of a SHA-256. */
const HASH = /^[A-Za-z0-9+/]{43}=$/;

function checkItems(
  field: Field,
  value: StoredValue,
  most: number,
  expressions: FormExpressions,
  fault: (item: StoredValue) => AnswerCode | null,
): Checked {
  if (!Array.isArray(value)) return wrong('not-a-list');
  const items = value as readonly StoredValue[];
  const min = bound(field.rules.min, expressions);
  const max = bound(field.rules.max, expressions);
  if (min === undefined) return wrong('rule-failed', { rule: 'min' });
  if (max === undefined) return wrong('rule-failed', { rule: 'max' });
  if (min !== null && min.gt(items.length)) return wrong('too-few', { min: stored(min) });
  if (max !== null && max.lt(items.length)) return wrong('too-many', { max: stored(max) });
  if (items.length > most) return wrong('too-many', { max: most });
  const first = items.map(fault).find((code) => code !== null);
  return first === undefined ? right(items) : wrong(first);
}

function optionsOf(field: Field, expressions: FormExpressions, data: StoredValue): readonly StoredValue[] | undefined {
  const { options } = field;
  if (options === null) return undefined;
  if (options.from === 'list') return options.values;
  const found = options.from === 'key' ? valueAt(data, options.key) : expressions.stored(options.source);
  return Array.isArray(found) ? (found as readonly StoredValue[]).map(optionValue) : undefined;
}

function isOneOf(value: StoredValue, options: readonly StoredValue[]): boolean {
  return options.some((option) => equal(fromStored(option), fromStored(value)) === true);
}

const TIMES = {
  date: { type: 'date', code: 'not-a-date' },
  time: { type: 'time', code: 'not-a-time' },
  datetime: { type: 'date and time', code: 'not-a-date-and-time' },
} as const;

/** Dates and times are kept in the form FEEL writes them: form-js leaves seconds out. */
function checkTime(field: Field, value: StoredValue, expressions: FormExpressions): Checked {
  const { type, code } = TIMES[field.kind as keyof typeof TIMES];
  // FEEL reads a date alone as its midnight; a field for both asks for both.
  if (typeof value !== 'string' || (field.kind === 'datetime' && !value.includes('T'))) return wrong(code);
  const whole = value.replace(/(^|T)(\d\d:\d\d)(?=$|Z|[+-])/, '$1$2:00');
  const read = readTyped(whole, type);
  const kept = read === undefined || read === null ? null : toStored(read);
  if (read === undefined || kept === null || !kept.ok) return wrong(code);
  if (field.rules.disallowPassedDates && field.kind !== 'time') {
    const day = field.kind === 'date' ? 'value' : 'date(value)';
    if (expressions.value(`${day} >= today()`, { value: read }) !== true) return wrong('date-passed');
  }
  return right(kept.value);
}
