import type { StoredValue } from '#engine';

type Context = Readonly<Record<string, StoredValue>>;

/** The first place where `found` does not match; undefined where it does. */
export interface Mismatch {
  readonly path: string;
  readonly expected: StoredValue;
  readonly found: StoredValue;
}

/**
 * Compares what a scenario expects with what is there: contexts must have the members named, lists the same length and
 * matching items, everything else is equal. `open` shows sealed values.
 */
export function mismatch(
  expected: StoredValue,
  found: StoredValue,
  open: (commitment: string) => StoredValue | undefined,
  path = '',
): Mismatch | undefined {
  const shown = opened(found, open);
  if (isList(expected)) {
    if (!isList(shown) || shown.length !== expected.length) return { path, expected, found: shown };
    return first(expected.map((item, index) => mismatch(item, shown[index] ?? null, open, `${path}[${index}]`)));
  }
  if (isContext(expected)) {
    if (!isContext(shown)) return { path, expected, found: shown };
    return first(
      Object.keys(expected).map((key) => {
        const at = path === '' ? key : `${path}.${key}`;
        return Object.hasOwn(shown, key)
          ? mismatch(expected[key] ?? null, shown[key] ?? null, open, at)
          : { path: at, expected: expected[key] ?? null, found: null };
      }),
    );
  }
  return expected === shown ? undefined : { path, expected, found: shown };
}

/** Do `wanted` come in this order among `found`, others between? The first that does not, else undefined. */
export function firstMissing<W, F>(
  wanted: readonly W[],
  found: readonly F[],
  matches: (wanted: W, found: F) => boolean,
): W | undefined {
  let from = 0;
  for (const want of wanted) {
    const at = found.findIndex((item, index) => index >= from && matches(want, item));
    if (at < 0) return want;
    from = at + 1;
  }
  return undefined;
}

/** Are these the same, in any order? */
export function sameBag(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [[...a].sort(), [...b].sort()];
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** A scenario writes decimals as JSON numbers; records hold their text. */
function opened(value: StoredValue, open: (commitment: string) => StoredValue | undefined): StoredValue {
  if (!isContext(value)) return value;
  if (typeof value['~n'] === 'string') return Number(value['~n']);
  const sealed = value['~'];
  return typeof sealed === 'string' ? (open(sealed) ?? value) : value;
}

function first(found: readonly (Mismatch | undefined)[]): Mismatch | undefined {
  return found.find((each) => each !== undefined);
}

function isList(value: StoredValue): value is readonly StoredValue[] {
  return Array.isArray(value);
}

export function isContext(value: StoredValue | undefined): value is Context {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
