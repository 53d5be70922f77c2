/**
 * Canonical JSON: RFC 8785, restricted to the values a record may hold.
 *
 * Allowed: plain objects, arrays, well-formed strings, booleans, null and integers with |n| ≤ 2^53−1. Everything else
 * is refused with its path, because a serialiser that drops `undefined`, calls `toJSON` or writes −0 as 0 would let two
 * different values share their bytes.
 */
import { EncodingError, utf8Decode, utf8Encode } from './bytes.js';

/** What a record can hold. Fractions, big integers and bytes are written as strings by their owners. */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical };

export type CanonicalFault =
  'undefined' | 'number' | 'surrogate' | 'type' | 'instance' | 'depth' | 'utf8' | 'json' | 'not-canonical';

/** A value or bytes outside our subset. `path` is a JSON Pointer (RFC 6901) to the culprit, empty for the whole. */
export class CanonicalError extends Error {
  override readonly name = 'CanonicalError';
  constructor(
    readonly code: CanonicalFault,
    readonly path: string,
  ) {
    super(`${code} at ${path === '' ? 'the root' : path}`);
  }
}

/** Nesting beyond this is refused: it bounds the recursion, here and in every reader. */
export const MAX_DEPTH = 512;

/** What JSON escapes (control characters, quote, backslash), and surrogates, which need a closer look. */
const NOT_PLAIN = /[\u0000-\u001f"\\\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The RFC 8785 text of `value`. Object members with the value `undefined` are refused, not dropped.
 * Throws `CanonicalError`.
 */
export function canonicalText(value: unknown): string {
  return write(value, []);
}

/** The UTF-8 bytes of `canonicalText(value)`: what is hashed, stored and signed. Throws `CanonicalError`. */
export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return utf8Encode(canonicalText(value));
}

/**
 * The value of stored canonical bytes. Parses, encodes again and compares, so duplicate keys, white space, another
 * number or escape form, a byte order mark and trailing bytes are all found. Throws `CanonicalError`.
 */
export function parseCanonical(bytes: Uint8Array): Canonical {
  let text: string;
  try {
    text = utf8Decode(bytes);
  } catch (error) {
    if (error instanceof EncodingError) throw new CanonicalError('utf8', '');
    throw error;
  }
  let value: Canonical;
  try {
    value = JSON.parse(text) as Canonical;
  } catch {
    throw new CanonicalError('json', '');
  }
  // strict UTF-8 has one byte string for one text, so comparing texts compares bytes
  if (canonicalText(value) !== text) throw new CanonicalError('not-canonical', '');
  return value;
}

function write(value: unknown, trail: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, trail);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw fault('number', trail);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (trail.length >= MAX_DEPTH) throw fault('depth', trail);
      return Array.isArray(value) ? writeArray(value, trail) : writeObject(value, trail);
    case 'undefined':
      throw fault('undefined', trail);
    default:
      throw fault('type', trail);
  }
}

/** RFC 8785 §3.2.2.2 is what JSON.stringify does with a well-formed string. */
function writeString(value: string, trail: readonly (string | number)[]): string {
  if (!NOT_PLAIN.test(value)) return `"${value}"`;
  if (LONE_SURROGATE.test(value)) throw fault('surrogate', trail);
  return JSON.stringify(value);
}

function writeArray(value: readonly unknown[], trail: (string | number)[]): string {
  let text = '[';
  // counted, not for-of: a hole must be met as undefined and refused
  for (let i = 0; i < value.length; i++) {
    trail.push(i);
    text += (i === 0 ? '' : ',') + write(value[i], trail);
    trail.pop();
  }
  return text + ']';
}

function writeObject(value: object, trail: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // a plain object of any realm: its prototype, if it has one, is the end of the chain
  if (prototype !== Object.prototype && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw fault('instance', trail);
  }
  const members = value as Readonly<Record<string, unknown>>;
  const keys = sorted(Object.keys(members));
  let text = '{';
  for (const key of keys) {
    trail.push(key);
    text += (text.length === 1 ? '' : ',') + writeString(key, trail) + ':' + write(members[key], trail);
    trail.pop();
  }
  return text + '}';
}

/** In order of UTF-16 code units: RFC 8785 §3.2.3. Few keys are put in their places, which costs less than a sort. */
function sorted(keys: string[]): string[] {
  if (keys.length > 16) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}

function fault(code: CanonicalFault, trail: readonly (string | number)[]): CanonicalError {
  const path = trail.map((step) => '/' + String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('');
  return new CanonicalError(code, path);
}
