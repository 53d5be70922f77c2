import type { FormComponent, FormSchema, Plain } from '#web/port';
import type { LabelKey, LabelValues } from './labels/index.js';

/** Groups are flattened: their label stays as a heading before their fields. */
export function fieldsOf(schema: FormSchema): readonly FormComponent[] {
  const flat = (components: readonly FormComponent[]): FormComponent[] =>
    components.flatMap((component) => [component, ...flat(component.components ?? [])]);
  return flat(schema.components);
}

/** What a form starts with: the task's variables, else the schema's defaults. Dates stay ISO strings, numbers become text. */
export function startValues(schema: FormSchema, variables: Readonly<Record<string, Plain>>): Record<string, Plain> {
  const values: Record<string, Plain> = {};
  for (const { type, key, defaultValue } of fieldsOf(schema)) {
    if (key === undefined) continue;
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
    if (field.key === undefined || field.readonly === true || field.disabled === true) continue;
    const sentence = wrongIn(field, values[field.key] ?? null, t);
    if (sentence !== null) wrong[field.key] = sentence;
  }
  return wrong;
}

function wrongIn(field: FormComponent, value: Plain, t: Say): string | null {
  const rule = (name: string): number | null => {
    const limit = field.validate?.[name];
    return typeof limit === 'number' ? limit : null;
  };
  const empty = value === null || value === false || (typeof value === 'string' && value.trim() === '');
  if (empty) return field.validate?.['required'] === true ? t('form.required') : null;
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
    if (field.key === undefined || field.readonly === true || field.disabled === true) continue;
    const value = values[field.key] ?? null;
    if (value === null || value === '') continue;
    if (field.type === 'number' && typeof value === 'string') {
      const number = Number(value);
      answers[field.key] = Number.isSafeInteger(number) && String(number) === value.trim() ? number : value.trim();
    } else {
      answers[field.key] = typeof value === 'string' && field.type !== 'textarea' ? value.trim() : value;
    }
  }
  return answers;
}
