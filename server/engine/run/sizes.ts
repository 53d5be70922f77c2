import type { StoredValue } from '../expression/index.js';

/** The bytes a value takes as JSON in UTF-8 (numbers and escapes by estimate), counted without making the text. */
export function bytesOf(value: StoredValue): number {
  if (value === null || typeof value === 'boolean') return 5;
  if (typeof value === 'number') return 17;
  if (typeof value === 'string') return textBytes(value) + 2;
  let bytes = 2;
  if (isList(value)) for (const item of value) bytes += bytesOf(item) + 1;
  else for (const key of Object.keys(value)) bytes += textBytes(key) + 4 + bytesOf(value[key] ?? null);
  return bytes;
}

function textBytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // half of a surrogate pair counts two: four bytes for the pair
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** Narrows a stored value to a list. */
export function isList(value: StoredValue): value is readonly StoredValue[] {
  return Array.isArray(value);
}

/**
 * Is this a value as it may be stored? Numbers are safe integers; `{"~n"}` and `{"~"}` hold one string; no other key
 * starts with `~`; nothing lies deeper than 100 levels.
 */
export function isStored(value: unknown, depth = 0): value is StoredValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || depth > 100) return false;
  if (Array.isArray(value)) return value.every((item) => isStored(item, depth + 1));
  const keys = Object.keys(value);
  const [only] = keys;
  if (keys.length === 1 && (only === '~' || only === '~n')) {
    return typeof (value as Record<string, unknown>)[only] === 'string';
  }
  return keys.every((key) => isName(key) && isStored((value as Record<string, unknown>)[key], depth + 1));
}

/** May this be the name of a variable or a context entry? */
export function isName(name: string): boolean {
  return name !== '' && !name.startsWith('~') && name !== '__proto__';
}

/** Are these variables as a command may bring them? */
export function areVariables(value: unknown): value is Readonly<Record<string, StoredValue>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((key) => isName(key) && isStored((value as Record<string, unknown>)[key]));
}
