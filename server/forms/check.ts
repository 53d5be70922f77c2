import type { StoredValue } from '#engine';
import { FormExpressions, type FormEnvironment } from './expressions.js';
import { checkValue, isEmpty, type AnswerCode } from './fields.js';
import { isObject, readForm, type Field, type FormSchema } from './schema.js';
import { unknownKeys, valueAt, withValue } from './values.js';

/** Something wrong with an answer, at one field (its dotted key; empty for the answer as a whole). */
export interface AnswerFinding {
  readonly field: string;
  readonly code: AnswerCode;
  readonly values: Readonly<Record<string, StoredValue>>;
}

export type AnswerResult =
  | { readonly ok: true; readonly answer: Readonly<Record<string, StoredValue>> }
  | { readonly ok: false; readonly findings: readonly AnswerFinding[] };

/**
 * Checks an answer against a form-js schema. A good answer comes back typed: numbers as stored numbers, dates and times as
 * FEEL writes them, every field of the form with a value (null where it is empty or hidden), and nothing for fields that
 * are only shown. Fields the form does not have, and values for hidden fields, are refused.
 */
export function checkAnswer(form: FormSchema, answer: StoredValue, environment: FormEnvironment): AnswerResult {
  if (!isObject(answer)) return { ok: false, findings: [{ field: '', code: 'not-an-answer', values: {} }] };
  return checkFields(readForm(form).fields, answer, environment, '');
}

/** `path` goes before the keys of findings: the record of a list that is looked at (`tasks.2.`). */
function checkFields(
  fields: readonly Field[],
  answer: Readonly<Record<string, StoredValue>>,
  environment: FormEnvironment,
  path: string,
): AnswerResult {
  const keys = fields.map((field) => field.key);
  const expressions = new FormExpressions(answer, keys, environment);
  const findings: AnswerFinding[] = unknownKeys(answer, keys).map((field) => ({
    field: path + field,
    code: 'unknown-field',
    values: {},
  }));
  let typed: Readonly<Record<string, StoredValue>> = {};
  for (const field of fields.filter((each) => !each.fixed)) {
    const result =
      takeKnown(field, valueAt(answer, field.key), environment) ??
      checkField(field, valueAt(answer, field.key), expressions, environment.data ?? {});
    if (!result.ok) {
      findings.push({ field: path + field.key, code: result.code, values: result.values });
      continue;
    }
    const records = field.kind === 'list' && Array.isArray(result.value) ? result.value : null;
    const rows = (records ?? []).map((row, index) =>
      isObject(row)
        ? checkFields(field.of, row, within(environment, answer), `${path}${field.key}.${index}.`)
        : wrongRow(`${path}${field.key}.${index}`),
    );
    findings.push(...rows.flatMap((row) => (row.ok ? [] : row.findings)));
    const value = records === null ? result.value : rows.map((row) => (row.ok ? row.answer : null));
    typed = withValue(typed, field.key, value);
  }
  return findings.length === 0 ? { ok: true, answer: typed } : { ok: false, findings };
}

/** A record's expressions also read the answer around it. */
function within(environment: FormEnvironment, answer: Readonly<Record<string, StoredValue>>): FormEnvironment {
  return { ...environment, data: { ...environment.data, ...answer } };
}

function wrongRow(field: string): AnswerResult {
  return { ok: false, findings: [{ field, code: 'not-an-answer', values: {} }] };
}

/** Collect once: what the register holds is taken from there, and not taken from the answer; undefined where it has to be asked. */
function takeKnown(
  { known, hide }: Field,
  value: StoredValue | undefined,
  environment: FormEnvironment,
): ReturnType<typeof checkValue> | undefined {
  const held = known === null || hide.length > 0 ? null : (environment.known?.[known] ?? null);
  if (held === null) return undefined;
  return isEmpty(value) ? { ok: true, value: held } : { ok: false, code: 'known-field', values: {} };
}

function checkField(
  field: Field,
  value: StoredValue | undefined,
  expressions: FormExpressions,
  data: StoredValue,
): ReturnType<typeof checkValue> {
  const empty = isEmpty(value);
  // Only a true hides, as on the page: a condition over fields nobody has filled in yet shows its field.
  if (field.hide.some((condition) => expressions.value(condition) === true)) {
    return empty ? { ok: true, value: null } : { ok: false, code: 'hidden-field', values: {} };
  }
  if (!empty) return checkValue(field, value ?? null, expressions, data);
  if (field.kind === 'list' && field.rules.min !== null) return checkValue(field, [], expressions, data);
  if (field.rules.required) return { ok: false, code: 'required', values: {} };
  return { ok: true, value: field.kind === 'checkbox' ? false : null };
}
