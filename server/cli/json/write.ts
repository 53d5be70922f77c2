import { numberOf, numeralOf, type StoredValue } from '#engine/expression';

/** Plain JSON for the reader of a command. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Stored values as plain JSON: a decimal is a JSON number where that number prints as the same decimal, else a string
 * of all its digits. Sealed values stay as they are.
 */
export function plainOf(value: StoredValue): Plain {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: StoredValue) => plainOf(item));
  const members = value as { readonly [key: string]: StoredValue };
  const numeral = members['~n'];
  if (typeof numeral === 'string') return isExact(numeral) ? Number(numeral) : numeral;
  const plain: Record<string, Plain> = {};
  for (const [key, member] of Object.entries(members)) define(plain, key, plainOf(member));
  return plain;
}

/** As plain assignment, but `__proto__` is a key like any other. */
function define(target: Record<string, Plain>, key: string, value: Plain): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Integers are exact within ±(2^53−1); a fraction is where the nearest double prints as the very same decimal. */
function isExact(numeral: string): boolean {
  const number = Number(numeral);
  if (Number.isInteger(number)) return Number.isSafeInteger(number) && String(number) === numeral;
  const printed = numberOf(String(number));
  return printed !== undefined && numeralOf(printed) === numeral;
}
