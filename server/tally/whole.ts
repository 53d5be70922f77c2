/**
 * Whole numbers of a poll. In files they are JSON integers, or decimal strings beyond 2^53−1; inside they are BigInt, so
 * that no sum and no product is ever rounded.
 */

/** An integer in a file: a safe JSON integer or a decimal string. */
export type Whole = number | string;

/** The value of an integer from a file, or undefined where it is not one. `-0` and leading zeroes are refused. */
export function readWhole(value: unknown): bigint | undefined {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : undefined;
  if (typeof value === 'string' && value.length <= MAX_DIGITS && /^(0|-?[1-9]\d*)$/.test(value)) return BigInt(value);
  return undefined;
}

/** As a file holds it: a JSON integer where it is exact, else a decimal string. */
export function writeWhole(value: bigint): Whole {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** More digits than any electorate or area has; a bound against hostile files. */
const MAX_DIGITS = 60;
