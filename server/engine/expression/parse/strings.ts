/**
 * The characters of a FEEL string literal without its quotes (DMN 1.5 grammar rules 35 and 64): `\"`, `\'`, `\\`, `\n`, `\r`, `\t`,
 * `\uXXXX` and `\UXXXXXX`.
 * Any other backslash stays as it is.
 */
export function unescape(literal: string): string {
  if (!literal.includes('\\')) return literal;
  let text = '';
  for (let position = 0; position < literal.length; position++) {
    const character = literal[position]!;
    if (character !== '\\') {
      text += character;
      continue;
    }
    const escape = literal[++position] ?? '';
    const plain = PLAIN[escape];
    if (plain !== undefined) {
      text += plain;
      continue;
    }
    const length = escape === 'u' ? 4 : escape === 'U' ? 6 : 0;
    const code = length === 0 ? null : hexadecimal(literal.slice(position + 1, position + 1 + length), length);
    if (code === null || code > 0x10ffff) {
      // A backslash before anything else stays: patterns such as "\d+" are written so in every published example.
      text += `\\${escape}`;
      continue;
    }
    text += length === 4 ? String.fromCharCode(code) : String.fromCodePoint(code);
    position += length;
  }
  return text;
}

const PLAIN: Readonly<Record<string, string>> = { '"': '"', "'": "'", '\\': '\\', n: '\n', r: '\r', t: '\t' };

function hexadecimal(text: string, length: number): number | null {
  if (text.length !== length) return null;
  let value = 0;
  for (const digit of text) {
    const index = '0123456789abcdef'.indexOf(digit.toLowerCase());
    if (index < 0) return null;
    value = value * 16 + index;
  }
  return value;
}
