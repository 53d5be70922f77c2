import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RFC8785 } from '../../tests/vectors/rfc8785.js';
import { base64Decode, base64Encode, hexDecode, hexEncode, utf8Decode, utf8Encode } from './bytes.js';
import { canonicalBytes, CanonicalError, canonicalText, MAX_DEPTH, parseCanonical } from './canonical.js';

const recordable = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), tie('value'), { maxKeys: 6 }),
  ),
})).value;

function faultOf(action: () => unknown): { code: string; path: string } | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof CanonicalError) return { code: error.code, path: error.path };
    throw error;
  }
  return undefined;
}

describe('canonical JSON', () => {
  it.each(RFC8785)('RFC 8785: $name', ({ input, canonical }) => {
    // given
    const value: unknown = JSON.parse(input);

    // when
    const text = canonicalText(value);

    // then
    expect(text).toBe(canonical);
  });

  it('writes what the canonicalize package writes, and reads it back', () => {
    fc.assert(
      fc.property(recordable, (value) => {
        // when
        const bytes = canonicalBytes(value);

        // then
        expect(utf8Decode(bytes)).toBe(canonicalize(value));
        expect(canonicalText(parseCanonical(bytes))).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  class Point {
    x = 1;
  }
  const sparse: number[] = [];
  sparse[1] = 1;
  let deep: unknown = 1;
  for (let i = 0; i <= MAX_DEPTH; i++) deep = [deep];

  it.each<[string, unknown, string, string]>([
    ['undefined', undefined, 'undefined', ''],
    ['a member that is undefined', { a: [{ b: undefined }] }, 'undefined', '/a/0/b'],
    ['a hole in an array', sparse, 'undefined', '/0'],
    ['a fraction', { a: 0.5 }, 'number', '/a'],
    ['NaN', [NaN], 'number', '/0'],
    ['infinity', Infinity, 'number', ''],
    ['minus zero', { z: -0 }, 'number', '/z'],
    ['2^53', 2 ** 53, 'number', ''],
    ['a big integer', 1n, 'type', ''],
    ['a function', { toJSON: () => 1 }, 'type', '/toJSON'],
    ['a symbol', Symbol('s'), 'type', ''],
    ['a lone high surrogate', 'a\ud800', 'surrogate', ''],
    ['a lone low surrogate in a key', { 'x\udc00': 1 }, 'surrogate', '/x\udc00'],
    ['a date', { at: new Date(0) }, 'instance', '/at'],
    ['a class instance', [new Point()], 'instance', '/0'],
    ['bytes', new Uint8Array(1), 'instance', ''],
    ['a map', new Map(), 'instance', ''],
    ['keys that need escaping in the path', { 'a/b': { 'c~d': 0.1 } }, 'number', '/a~1b/c~0d'],
  ])('refuses %s', (_name, value, code, path) => {
    expect(faultOf(() => canonicalText(value))).toEqual({ code, path });
  });

  it('refuses nesting beyond its limit instead of overflowing the stack', () => {
    expect(faultOf(() => canonicalText(deep))?.code).toBe('depth');
  });

  it('accepts objects without prototype and the extreme safe integers', () => {
    const bare = Object.assign(Object.create(null) as object, {
      b: Number.MAX_SAFE_INTEGER,
      a: -Number.MAX_SAFE_INTEGER,
    });
    expect(canonicalText(bare)).toBe('{"a":-9007199254740991,"b":9007199254740991}');
  });

  it.each([
    ['a duplicate key', '{"a":1,"a":1}', 'not-canonical'],
    ['white space', '{"a": 1}', 'not-canonical'],
    ['keys out of order', '{"b":1,"a":1}', 'not-canonical'],
    ['a trailing newline', '{}\n', 'not-canonical'],
    ['trailing text', '{}{}', 'json'],
    ['another form of a number', '[1.0]', 'not-canonical'],
    ['an exponent', '[1e2]', 'not-canonical'],
    ['minus zero', '[-0]', 'number'],
    ['a fraction', '[0.5]', 'number'],
    ['an integer beyond 2^53', '[9007199254740993]', 'number'],
    ['an escape that is not needed', '["\\u0041"]', 'not-canonical'],
    ['an upper-case escape', '["\\u000F"]', 'not-canonical'],
    ['an escaped lone surrogate', '["\\ud800"]', 'surrogate'],
    ['nothing', '', 'json'],
    ['a byte order mark', '\ufeff{}', 'json'],
  ])('parseCanonical refuses %s', (_name, text, code) => {
    expect(faultOf(() => parseCanonical(utf8Encode(text)))?.code).toBe(code);
  });

  it('keeps a member called __proto__ as data', () => {
    const bytes = utf8Encode('{"__proto__":{"a":1}}');
    expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
  });
});

describe('bytes and text', () => {
  it('encodes as Node does, both ways', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        expect(Buffer.from(utf8Encode(text))).toEqual(Buffer.from(text, 'utf8'));
        expect(utf8Decode(utf8Encode(text))).toBe(text);
        expect(base64Encode(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(Buffer.from(base64Decode(base64Encode(bytes)))).toEqual(Buffer.from(bytes));
        expect(hexEncode(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(Buffer.from(hexDecode(hexEncode(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('decodes exactly the byte strings a fatal TextDecoder decodes', () => {
    const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const attempt = (decode: () => string): string | undefined => {
      try {
        return decode();
      } catch {
        return undefined;
      }
    };
    const tricky = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xef, 0xbb, 0xf0, 0x90, 0xf4, 0x8f, 0xf5),
    );
    fc.assert(
      fc.property(tricky, (numbers) => {
        const bytes = Uint8Array.from(numbers);
        expect(attempt(() => utf8Decode(bytes))).toBe(attempt(() => fatal.decode(bytes)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['overlong two bytes', [0xc1, 0xbf]],
    ['overlong three bytes', [0xe0, 0x9f, 0xbf]],
    ['overlong four bytes', [0xf0, 0x8f, 0xbf, 0xbf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a lone continuation', [0x80]],
    ['a sequence cut short', [0xe4, 0xb8]],
  ])('refuses %s', (_name, bytes) => expect(() => utf8Decode(Uint8Array.from(bytes))).toThrow('utf8'));

  it('handles text longer than one chunk', () => {
    const text = '议事😀a'.repeat(5000);
    expect(utf8Decode(utf8Encode(text))).toBe(text);
  });

  it.each(['A', 'AA', 'AA=', 'AAA', 'AB==', 'AAB=', 'AA==AA==', '====', 'A===', 'AA-_', 'AA\n=', ' AAAA'])(
    'refuses %j as base64',
    (text) => expect(() => base64Decode(text)).toThrow('base64'),
  );

  it.each(['0', 'AA', '0g', '0x'])('refuses %j as hexadecimal', (text) => expect(() => hexDecode(text)).toThrow('hex'));
});
