import type { StoredValue } from '#engine';
import { readForm, type Field, type FormSchema } from './schema.js';
import { valueAt, withValue } from './values.js';

/** A sealed value as it is stored: the commitment, base64. */
export type SealedValue = { readonly '~': string };

/** Keys of the fields whose text is sealed: typed by people, and not declared open by `heyi.open`. */
export function sealable(form: FormSchema): readonly string[] {
  return readForm(form)
    .fields.filter((field) => isTyped(field) && !field.open && !field.fixed)
    .map((field) => field.key);
}

/** A checked answer with its sealable texts replaced by what `seal` makes of them (key and text in, commitment out). */
export function sealAnswer(
  form: FormSchema,
  answer: Readonly<Record<string, StoredValue>>,
  seal: (key: string, value: string) => SealedValue,
): Readonly<Record<string, StoredValue>> {
  let sealed = answer;
  for (const key of sealable(form)) {
    const value = valueAt(answer, key);
    if (typeof value === 'string') sealed = withValue(sealed, key, { ...seal(key, value) });
  }
  return sealed;
}

function isTyped(field: Field): boolean {
  return field.kind === 'textfield' || field.kind === 'textarea';
}
