import type { FormComponent, FormSchema, Plain } from '#web/port';
import type { LabelKey, LabelValues } from './labels/index.js';

/** Groups are flattened: their label stays as a heading before their fields. A list keeps its fields to itself. */
export function fieldsOf(schema: FormSchema): readonly FormComponent[] {
  const flat = (components: readonly FormComponent[]): FormComponent[] =>
    components.flatMap((component) => [component, ...(isList(component) ? [] : flat(component.components ?? []))]);
  return flat(schema.components);
}

/** A list of records, each with the fields of `components`. */
export function isList(component: FormComponent): boolean {
  return component.type === 'dynamiclist';
}

/** Where a field's value stands in the answer; a list stands under its path. */
export function keyOf(field: FormComponent): string | undefined {
  return isList(field) ? field.path : field.key;
}

/** What of the register a field stands for; null for one that is always asked. */
export function knownOf(field: FormComponent): string | null {
  const name = field.properties?.['heyi.known'];
  return typeof name === 'string' && name !== '' ? name : null;
}

/** The records of a list as they stand, or none. */
export function rowsOf(value: Plain | undefined): readonly Readonly<Record<string, Plain>>[] {
  return Array.isArray(value) ? (value as readonly Readonly<Record<string, Plain>>[]) : [];
}

function inner(field: FormComponent): FormSchema {
  return { components: field.components ?? [] };
}

function bound(field: FormComponent, name: 'heyi.min' | 'heyi.max'): number | null {
  const value = field.properties?.[name];
  return value === undefined || value === null || value === '' ? null : Number(value);
}

/** What a form starts with: the task's variables, else the schema's defaults. Dates stay ISO strings, numbers become text. */
export function startValues(schema: FormSchema, variables: Readonly<Record<string, Plain>>): Record<string, Plain> {
  const values: Record<string, Plain> = {};
  for (const field of fieldsOf(schema)) {
    const { type, defaultValue } = field;
    const key = keyOf(field);
    if (key === undefined) continue;
    if (isList(field)) {
      const least = Math.max(bound(field, 'heyi.min') ?? 0, rowsOf(variables[key]).length);
      values[key] = Array.from({ length: least }, (_, i) => startValues(inner(field), rowsOf(variables[key])[i] ?? {}));
      continue;
    }
    if (type === 'filepicker') {
      values[key] = [];
      continue;
    }
    const value = variables[key] ?? defaultValue ?? (type === 'checkbox' ? false : null);
    values[key] = type === 'number' && value !== null ? String(value) : value;
  }
  return values;
}

type Say = (key: LabelKey, values?: LabelValues) => string;

/**
 * What is plainly wrong, by field key, so that it is said before sending; the server decides by the same form. Read-only
 * fields are not looked at.
 */
export function wrongFields(
  schema: FormSchema,
  values: Readonly<Record<string, Plain>>,
  t: Say,
): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const field of fieldsOf(schema)) {
    const key = keyOf(field);
    if (key === undefined || field.readonly === true || field.disabled === true) continue;
    // empty may mean that the register holds it: the server knows
    if (knownOf(field) !== null && (values[key] ?? '') === '') continue;
    const sentence = wrongIn(field, values[key] ?? null, t);
    if (sentence !== null) wrong[key] = sentence;
    if (!isList(field)) continue;
    rowsOf(values[key]).forEach((row, i) => {
      for (const [name, said] of Object.entries(wrongFields(inner(field), row, t))) wrong[`${key}.${i}.${name}`] = said;
    });
  }
  return wrong;
}

function wrongIn(field: FormComponent, value: Plain, t: Say): string | null {
  const rule = (name: string): number | null => {
    const limit = field.validate?.[name];
    return typeof limit === 'number' ? limit : null;
  };
  if (isList(field) || field.type === 'filepicker') {
    const length = Array.isArray(value) ? value.length : 0;
    const least = bound(field, 'heyi.min');
    const most = bound(field, 'heyi.max');
    if (length === 0 && field.validate?.['required'] === true) return t('form.missing');
    if (least !== null && length < least) return t('form.tooFew', { n: least });
    if (most !== null && length > most) return t('form.tooMany', { n: most });
    return null;
  }
  const empty =
    value === null ||
    (value === false && field.type === 'checkbox') ||
    (typeof value === 'string' && value.trim() === '');
  if (empty) return field.validate?.['required'] === true ? t('form.missing') : null;
  if (field.type === 'number') {
    const number = Number(value);
    if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value.trim())) return t('form.wrong');
    const min = rule('min');
    const max = rule('max');
    if (min !== null && number < min) return t('form.tooSmall', { n: min });
    if (max !== null && number > max) return t('form.tooBig', { n: max });
    return null;
  }
  if (typeof value !== 'string') return null;
  const length = Array.from(value).length;
  const shortest = rule('minLength');
  const longest = rule('maxLength');
  if (shortest !== null && length < shortest) return t('form.tooShort', { n: shortest });
  if (longest !== null && length > longest) return t('form.tooLong', { n: longest });
  return null;
}

/** What is sent: read-only fields and empty optional ones left out; numbers as JSON numbers where exact, else as decimal strings. */
export function answersOf(schema: FormSchema, values: Readonly<Record<string, Plain>>): Record<string, Plain> {
  const answers: Record<string, Plain> = {};
  for (const field of fieldsOf(schema)) {
    const key = keyOf(field);
    if (key === undefined || field.readonly === true || field.disabled === true) continue;
    const value = values[key] ?? null;
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    if (isList(field)) {
      answers[key] = rowsOf(value).map((row) => answersOf(inner(field), row));
      continue;
    }
    if (field.type === 'number' && typeof value === 'string') {
      const number = Number(value);
      answers[key] = Number.isSafeInteger(number) && String(number) === value.trim() ? number : value.trim();
    } else {
      answers[key] = typeof value === 'string' && field.type !== 'textarea' ? value.trim() : value;
    }
  }
  return answers;
}

/** An answer as somebody would copy it: a line for each field, choices by their label; files and lists are left out. */
export function inSentences(schema: FormSchema, answers: Readonly<Record<string, Plain>>): string {
  return fieldsOf(schema)
    .flatMap(({ key, label, values }) => {
      const value = key === undefined ? null : (answers[key] ?? null);
      if (typeof value !== 'string' && typeof value !== 'number') return [];
      const option = values?.find((one) => one.value === value);
      return [`${label ?? ''}：${option?.label ?? String(value)}`];
    })
    .join('\n');
}
