/**
 * Bytes and text: strict UTF-8, standard base64 (RFC 4648 §4, with padding) and lower-case hexadecimal.
 *
 * A pure room has neither `TextEncoder` nor `Buffer`, so the conversions are written out here. All of them are strict:
 * one text has one encoding and every decoder refuses what its encoder would not have written.
 */

/** Text or bytes that are not what the encoding allows. `code` is stable, the message is for developers. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
  constructor(readonly code: 'utf8' | 'surrogate' | 'base64' | 'hex') {
    super(`not valid: ${code}`);
  }
}

/** UTF-8 bytes of a well-formed string. Throws `EncodingError('surrogate')` on a lone surrogate. */
export function utf8Encode(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else {
      const point = 0x10000 + ((unit - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00);
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[at++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes;
}

/** Number of UTF-8 bytes of a well-formed string. Throws `EncodingError('surrogate')` on a lone surrogate. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      length += 1;
    } else if (unit < 0xd800 || unit > 0xdfff) {
      length += 2;
    } else {
      const next = text.charCodeAt(i + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) throw new EncodingError('surrogate');
      length += 2; // two UTF-16 units become four bytes
      i++;
    }
  }
  return length;
}

/**
 * Text of UTF-8 bytes. Throws `EncodingError('utf8')` on truncated or overlong sequences, encoded surrogates and
 * anything above U+10FFFF (RFC 3629 §3). A byte order mark is kept as the character it is.
 */
export function utf8Decode(bytes: Uint8Array): string {
  const units = new Uint16Array(Math.min(bytes.length, CHUNK));
  let text = '';
  let used = 0;
  for (let i = 0; i < bytes.length;) {
    if (used > CHUNK - 2) {
      text += String.fromCharCode.apply(null, units.subarray(0, used) as unknown as number[]);
      used = 0;
    }
    const lead = bytes[i++] as number;
    if (lead < 0x80) {
      units[used++] = lead;
      continue;
    }
    const more =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (more === 0) throw new EncodingError('utf8');
    let point = lead & (0x3f >> more);
    for (let k = 0; k < more; k++) {
      const next = bytes[i++];
      if (next === undefined || (next & 0xc0) !== 0x80) throw new EncodingError('utf8');
      point = (point << 6) | (next & 0x3f);
    }
    const smallest = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000;
    if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new EncodingError('utf8');
    if (point < 0x10000) {
      units[used++] = point;
    } else {
      units[used++] = 0xd800 + ((point - 0x10000) >> 10);
      units[used++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
    }
  }
  return text + String.fromCharCode.apply(null, units.subarray(0, used) as unknown as number[]);
}

/** UTF-16 units turned into text at once: well under what a call may take as arguments. */
const CHUNK = 4096;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTET = new Map(Array.from(ALPHABET, (letter, value) => [letter.charCodeAt(0), value]));

/** Standard base64 with padding. */
export function base64Encode(bytes: Uint8Array): string {
  let text = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text +=
      (ALPHABET[group >> 18] as string) +
      (ALPHABET[(group >> 12) & 63] as string) +
      (ALPHABET[(group >> 6) & 63] as string) +
      (ALPHABET[group & 63] as string);
  }
  const left = bytes.length - i;
  if (left === 1) {
    const last = bytes[i] as number;
    text += (ALPHABET[last >> 2] as string) + (ALPHABET[(last & 3) << 4] as string) + '==';
  } else if (left === 2) {
    const last = ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
    text +=
      (ALPHABET[last >> 10] as string) +
      (ALPHABET[(last >> 4) & 63] as string) +
      (ALPHABET[(last & 15) << 2] as string) +
      '=';
  }
  return text;
}

/** Bytes of standard base64. Throws `EncodingError('base64')` unless the text is exactly what `base64Encode` writes. */
export function base64Decode(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new EncodingError('base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const end = text.length - padding;
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < end; i++) {
    const value = SEXTET.get(text.charCodeAt(i));
    if (value === undefined) throw new EncodingError('base64');
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  if (held !== 0) throw new EncodingError('base64'); // unused bits must be zero: one value, one text
  return bytes;
}

/** Lower-case hexadecimal. */
export function hexEncode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}

/** Bytes of lower-case hexadecimal. Throws `EncodingError('hex')` otherwise. */
export function hexDecode(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new EncodingError('hex');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** True when both hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Order of two byte strings, as `Array.prototype.sort` wants it: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The parts one after another. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
