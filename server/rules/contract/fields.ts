import type { StoredValue } from '#engine';
import type { Act, Field, Fields } from './index.js';
import { isContext, isCount } from './input.js';

/** What a person may type into one field unless the field says more, in code points. */
export const MAX_TYPED = 1_000;
/** So many records a list may hold. */
const MAX_RECORDS = 500;

/** What whoever takes an act in has to do with its fields; all of it is at hand before the fields are read. */
export interface Hands {
  /** Commits to a text; it is given trimmed, in NFC. */
  seal(text: string): StoredValue;
  /** The pseudonym of a person in the matter, null for nobody known. */
  person(id: string): string | null;
  /** The pseudonym of what a line of this roll may stand for, null for nothing known. */
  elector(id: string): string | null;
  /** What is known of an uploaded file by the hash of its bytes, null for none. */
  file(hash: string): StoredValue | null;
}

/** The first field that does not fit, by its path (`members.2.p`). */
export interface FieldProblem {
  readonly code:
    | 'field-unknown'
    | 'field-missing'
    | 'field-invalid'
    | 'text-empty'
    | 'text-too-long'
    | 'person-unknown'
    | 'elector-unknown'
    | 'file-unknown'
    | 'list-too-long';
  readonly values: Readonly<Record<string, StoredValue>>;
}

export type FilledFields =
  | { readonly ok: true; readonly values: Readonly<Record<string, StoredValue>> }
  | { readonly ok: false; readonly problem: FieldProblem };

/** The act of a kind of stream by its command type, undefined where people may ask no such thing. */
export function actOf(acts: readonly Act[], kind: string, type: string): Act | undefined {
  return acts.find((act) => act.kind === kind && act.type === type);
}

/** Ids and hashes named in a body, so that they can be looked up before it is filled in. */
export function namedIn(
  fields: Fields,
  body: Readonly<Record<string, StoredValue>>,
  type: 'person' | 'elector' | 'file',
): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = body[name];
    if (field.type === type) return typeof value === 'string' ? [value] : [];
    if (field.of === undefined) return [];
    const inner = field.of;
    if (isContext(value)) return namedIn(inner, value, type);
    if (!Array.isArray(value)) return [];
    return value.flatMap((row: StoredValue) => (isContext(row) ? namedIn(inner, row, type) : []));
  });
}

/** What a person sent as the fields of a command: checked against what the act declares, typed texts sealed. */
export function fillFields(
  fields: Fields,
  body: Readonly<Record<string, StoredValue>>,
  hands: Hands,
  path = '',
): FilledFields {
  const values: Record<string, StoredValue> = {};
  for (const name of Object.keys(body)) {
    if (!Object.hasOwn(fields, name)) return fault('field-unknown', path + name);
  }
  for (const [name, field] of Object.entries(fields)) {
    const given = body[name];
    if (given === undefined || given === null || given === '') {
      if (field.required) return fault(isTyped(field) && given === '' ? 'text-empty' : 'field-missing', path + name);
      continue;
    }
    const filled = fillOne(field, given, hands, path + name);
    if (!filled.ok) return filled;
    values[name] = filled.value;
  }
  return { ok: true, values };
}

type FilledOne = { readonly ok: true; readonly value: StoredValue } | Extract<FilledFields, { ok: false }>;

function fillOne(field: Field, given: StoredValue, hands: Hands, path: string): FilledOne {
  switch (field.type) {
    case 'sealed':
    case 'text': {
      if (typeof given !== 'string') return fault('field-invalid', path);
      const text = given.normalize('NFC').trim();
      const most = field.most ?? MAX_TYPED;
      if (text === '') return fault('text-empty', path);
      if (Array.from(text).length > most) return fault('text-too-long', path, { most });
      return { ok: true, value: hands.seal(text) };
    }
    case 'string':
      return typeof given === 'string' && Array.from(given).length <= (field.most ?? 255)
        ? { ok: true, value: given }
        : fault('field-invalid', path);
    case 'integer':
    case 'instant':
      return isCount(given) ? { ok: true, value: given } : fault('field-invalid', path);
    case 'boolean':
      return typeof given === 'boolean' ? { ok: true, value: given } : fault('field-invalid', path);
    case 'fraction':
    case 'context':
      if (isContext(given) && field.of !== undefined) return fillInner(field.of, given, hands, path);
      return isContext(given) ? { ok: true, value: given } : fault('field-invalid', path);
    case 'person': {
      const p = typeof given === 'string' ? hands.person(given) : null;
      return p === null ? fault('person-unknown', path) : { ok: true, value: p };
    }
    case 'elector': {
      const p = typeof given === 'string' ? hands.elector(given) : null;
      return p === null ? fault('elector-unknown', path) : { ok: true, value: p };
    }
    case 'file': {
      const file = typeof given === 'string' ? hands.file(given) : null;
      return file === null ? fault('file-unknown', path) : { ok: true, value: file };
    }
    case 'list':
      return fillList(field, given, hands, path);
    case 'reference':
      return fault('field-invalid', path);
  }
}

function fillInner(of: Fields, given: Readonly<Record<string, StoredValue>>, hands: Hands, path: string): FilledOne {
  const filled = fillFields(of, given, hands, `${path}.`);
  return filled.ok ? { ok: true, value: filled.values } : filled;
}

function fillList(field: Field, given: StoredValue, hands: Hands, path: string): FilledOne {
  if (!Array.isArray(given)) return fault('field-invalid', path);
  if (given.length > MAX_RECORDS) return fault('list-too-long', path, { most: MAX_RECORDS });
  const rows: StoredValue[] = [];
  for (const [index, row] of (given as readonly StoredValue[]).entries()) {
    if (field.of === undefined) {
      if (typeof row === 'object' && row !== null) return fault('field-invalid', `${path}.${index}`);
      rows.push(row);
      continue;
    }
    if (!isContext(row)) return fault('field-invalid', `${path}.${index}`);
    const filled = fillInner(field.of, row, hands, `${path}.${index}`);
    if (!filled.ok) return filled;
    rows.push(filled.value);
  }
  return { ok: true, value: rows };
}

function isTyped(field: Field): boolean {
  return field.type === 'sealed' || field.type === 'text';
}

function fault(
  code: FieldProblem['code'],
  field: string,
  values: Readonly<Record<string, StoredValue>> = {},
): Extract<FilledFields, { ok: false }> {
  return { ok: false, problem: { code, values: { field, ...values } } };
}
