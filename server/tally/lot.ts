/**
 * A lot anybody can repeat: tied options are ordered by SHA-256 of `seed ‖ LF ‖ option id` (UTF-8), lowest first. The seed
 * is drawn in public after the close. The hash is written out because this room imports nothing.
 */

/** The ids in the order of the lot. */
export function drawLot(seed: string, ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => ({ id, ticket: sha256Hex(`${seed}\n${id}`) }))
    .sort((a, b) => (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0))
    .map(({ id }) => id);
}

/** SHA-256 (FIPS 180-4) of the UTF-8 bytes of a text, hexadecimal. Lone surrogates count as U+FFFD. */
export function sha256Hex(text: string): string {
  const message = utf8(text);
  const bitLength = message.length * 8;
  message.push(0x80);
  while (message.length % 64 !== 56) message.push(0);
  for (let shift = 7; shift >= 0; shift--) message.push(Math.floor(bitLength / 2 ** (8 * shift)) % 256);
  const state = ROOTS.slice(0, 8).map(([square]) => square);
  const w = new Array<number>(64);
  for (let block = 0; block < message.length; block += 64) {
    for (let t = 0; t < 64; t++) {
      w[t] =
        t < 16
          ? word(message, block + 4 * t)
          : (small1(at(w, t - 2)) + at(w, t - 7) + small0(at(w, t - 15)) + at(w, t - 16)) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let t = 0; t < 64; t++) {
      const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const first = (h + big1 + ((e & f) ^ (~e & g)) + (ROOTS[t] as [number, number])[1] + at(w, t)) | 0;
      const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = ((state[i] as number) + value) | 0));
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

/** First 32 bits of the fractional parts of the square and cube roots of the first 64 primes (FIPS 180-4 §4.2.2, §5.3.3). */
const ROOTS: readonly (readonly [square: number, cube: number])[] = firstPrimes(64).map((prime) => [
  fractionBits(BigInt(prime), 2n),
  fractionBits(BigInt(prime), 3n),
]);

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

/** floor(n^(1/k) · 2^32) mod 2^32, in whole numbers, as a signed 32-bit value. */
function fractionBits(n: bigint, k: bigint): number {
  const target = n << (32n * k);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** k <= target) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    let point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}

function word(bytes: readonly number[], i: number): number {
  return (at(bytes, i) << 24) | (at(bytes, i + 1) << 16) | (at(bytes, i + 2) << 8) | at(bytes, i + 3);
}

function at(list: readonly number[], i: number): number {
  return list[i] as number;
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

function small0(value: number): number {
  return rotate(value, 7) ^ rotate(value, 18) ^ (value >>> 3);
}

function small1(value: number): number {
  return rotate(value, 17) ^ rotate(value, 19) ^ (value >>> 10);
}
