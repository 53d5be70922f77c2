const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 (RFC 4648, 4) of the UTF-8 bytes of a text; a surrogate without its pair is written as U+FFFD. */
export function toBase64(text: string): string {
  const bytes = [...text].flatMap(utf8);
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [one = 0, two, three] = bytes.slice(index, index + 3);
    const triple = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    encoded += LETTERS[triple >> 18]! + LETTERS[(triple >> 12) & 63]!;
    encoded += two === undefined ? '=' : LETTERS[(triple >> 6) & 63]!;
    encoded += three === undefined ? '=' : LETTERS[triple & 63]!;
  }
  return encoded;
}

/** The text of base64; undefined where the letters, the padding or the UTF-8 inside are wrong. */
export function fromBase64(encoded: string): string | undefined {
  if (encoded.length % 4 !== 0) return undefined;
  const letters = encoded.replace(/={1,2}$/u, '');
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 255);
    bits &= (1 << held) - 1;
  }
  return bits === 0 ? textOf(bytes) : undefined;
}

function utf8(character: string): number[] {
  const raw = character.codePointAt(0)!;
  const code = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw;
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}

/** Reads UTF-8 strictly: what does not come out the same when written again is none. */
function textOf(bytes: readonly number[]): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const part = bytes.slice(at, at + length);
    const code = part
      .slice(1)
      .reduce((sum, byte) => (sum << 6) | (byte & 63), length === 1 ? first : first & (0xff >> (length + 1)));
    if (part.length < length || code > 0x10ffff) return undefined;
    const character = String.fromCodePoint(code);
    const again = utf8(character);
    if (again.length !== length || again.some((byte, index) => byte !== part[index])) return undefined;
    text += character;
    at += length;
  }
  return text;
}
