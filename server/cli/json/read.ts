import { numberOf, numeralOf, type StoredValue } from '#engine/expression';

/** Text that is no JSON we take; `code` is a sentence of `server/text`. */
export class JsonFault extends Error {
  constructor(
    readonly code: 'cli.json' | 'cli.json-key' | 'cli.json-number',
    readonly values: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}

/**
 * JSON from outside as stored values. Numerals keep every digit: integers within ±(2^53−1) stay numbers, any other number
 * becomes `{"~n":"…"}`. Keys starting with `~` are refused, because they would pass for numbers or sealed values.
 * Throws `JsonFault`.
 */
export function readJson(text: string): StoredValue {
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch (error) {
    throw new JsonFault('cli.json', { reason: error instanceof Error ? error.message : '' });
  }
  refuseMarkedKeys(plain);
  // the text is JSON, so every run of characters outside its strings that looks like a numeral is one
  const exact = text.replace(STRING_OR_NUMERAL, (token) => (token.startsWith('"') ? token : numeral(token)));
  return JSON.parse(exact) as StoredValue;
}

const STRING_OR_NUMERAL = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function numeral(token: string): string {
  const number = numberOf(token);
  if (number === undefined) throw new JsonFault('cli.json-number', { number: token });
  const plain = numeralOf(number);
  return Number.isSafeInteger(Number(plain)) && String(Number(plain)) === plain
    ? plain
    : JSON.stringify({ '~n': plain });
}

function refuseMarkedKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value) && key.startsWith('~')) throw new JsonFault('cli.json-key', { key });
    refuseMarkedKeys(member);
  }
}

/** True for a JSON object that stands for a context (a number and a sealed value are objects, too, once read). */
export function isContext(value: StoredValue): value is Readonly<Record<string, StoredValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('~n' in value) && !('~' in value);
}

/** A text as given; numbers and truth values as they are written, anything else as nothing. */
export function text(value: StoredValue | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
