import type { StoredValue } from '#engine';
import { isObject, readForm, type Field, type FormSchema } from './schema.js';
import { valueAt, withValue } from './values.js';

/** A sealed value as it is stored: the commitment, base64. */
export type SealedValue = { readonly '~': string };

/** Keys of the fields whose text is sealed: typed by people, and not declared open by `heyi.open`. */
export function sealable(form: FormSchema): readonly string[] {
  return readForm(form)
    .fields.flatMap((field) => [field, ...field.of.map((inner) => ({ ...inner, key: `${field.key}.${inner.key}` }))])
    .filter((field) => isSealed(field) && !field.fixed)
    .map((field) => field.key);
}

/** A checked answer with its sealable texts replaced by what `seal` makes of them (key and text in, commitment out). */
export function sealAnswer(
  form: FormSchema,
  answer: Readonly<Record<string, StoredValue>>,
  seal: (key: string, value: string) => SealedValue,
): Readonly<Record<string, StoredValue>> {
  return replaced(readForm(form).fields, answer, '', isSealed, (key, text) => ({ ...seal(key, text) }));
}

/** A checked answer with each person's id replaced, by key and id. */
export function nameAnswer(
  form: FormSchema,
  answer: Readonly<Record<string, StoredValue>>,
  name: (key: string, id: string) => StoredValue,
): Readonly<Record<string, StoredValue>> {
  return replaced(readForm(form).fields, answer, '', (field) => field.person, name);
}

/** A checked answer with each file's hash replaced by what is known of the file. */
export function attachAnswer(
  form: FormSchema,
  answer: Readonly<Record<string, StoredValue>>,
  attach: (key: string, hash: string) => StoredValue,
): Readonly<Record<string, StoredValue>> {
  return replaced(readForm(form).fields, answer, '', (field) => field.kind === 'file', attach);
}

/** Every text of the chosen fields, and every item of their lists, replaced; records of lists are gone through too. */
function replaced(
  fields: readonly Field[],
  answer: Readonly<Record<string, StoredValue>>,
  path: string,
  chosen: (field: Field) => boolean,
  replace: (key: string, text: string) => StoredValue,
): Readonly<Record<string, StoredValue>> {
  let result = answer;
  for (const field of fields.filter((each) => !each.fixed)) {
    const value = valueAt(answer, field.key);
    const key = path + field.key;
    if (field.kind === 'list' && Array.isArray(value)) {
      const rows = value.map((row: StoredValue, index) =>
        isObject(row) ? replaced(field.of, row, `${key}.${index}.`, chosen, replace) : row,
      );
      result = withValue(result, field.key, rows);
    } else if (chosen(field) && typeof value === 'string') {
      result = withValue(result, field.key, replace(key, value));
    } else if (chosen(field) && Array.isArray(value)) {
      const items = value.map((item: StoredValue) => (typeof item === 'string' ? replace(key, item) : item));
      result = withValue(result, field.key, items);
    }
  }
  return result;
}

function isSealed(field: Field): boolean {
  return isTyped(field) && !field.open;
}

function isTyped(field: Field): boolean {
  return field.kind === 'textfield' || field.kind === 'textarea';
}
