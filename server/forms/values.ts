import type { StoredValue } from '#engine';
import { isObject } from './schema.js';

/** The value at a dotted key; undefined where nothing stands there. */
export function valueAt(answer: StoredValue, key: string): StoredValue | undefined {
  let at: StoredValue | undefined = answer;
  for (const name of key.split('.')) {
    if (!isObject(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}

/** A copy of the answer with a value at a dotted key. */
export function withValue(
  answer: Readonly<Record<string, StoredValue>>,
  key: string,
  value: StoredValue,
): Readonly<Record<string, StoredValue>> {
  const [name = '', ...rest] = key.split('.');
  if (rest.length === 0) return { ...answer, [name]: value };
  const inner = answer[name];
  return { ...answer, [name]: withValue(isObject(inner) ? inner : {}, rest.join('.'), value) };
}

/** Dotted keys of everything in an answer that `known` does not cover; the value of a known key is not looked into. */
export function unknownKeys(
  answer: Readonly<Record<string, StoredValue>>,
  known: readonly string[],
  path = '',
): readonly string[] {
  return Object.entries(answer).flatMap(([name, value]) => {
    const key = `${path}${name}`;
    if (known.includes(key)) return [];
    const around = known.some((each) => each.startsWith(`${key}.`));
    return around && isObject(value) ? unknownKeys(value, known, `${key}.`) : [key];
  });
}
