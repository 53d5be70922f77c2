import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLeaf, buildRecord, PURE } from '#ledger';
import { NATIVE } from './bytes.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('records built with Node’s own primitives', () => {
  it('are those of the ledger to the byte', () => {
    fc.assert(
      fc.property(
        fc.record({
          text: fc.string({ unit: 'grapheme' }),
          seq: fc.nat(),
          salt: bytes(32),
          prev: bytes(32),
          def: bytes(32),
        }),
        ({ text, seq, salt, prev, def }) => {
          // given
          const body = { command: { type: 'start', text }, events: [{ type: 'Started', v: 1, [text]: seq }] };
          const first = seq === 0 ? null : prev;
          const record = { stream: `s${text}`, seq, at: 1, type: 'start', def, prev: first, body, salt };
          // when
          const built = buildRecord(record, NATIVE);
          // then
          expect(plain(built)).toEqual(plain(buildRecord(record)));
        },
      ),
    );
  });

  it('and so are other leaves', () => {
    const leaf = { kind: 'ballot', 字: '表决', rev: 0 };
    expect(plain(buildLeaf(leaf, NATIVE))).toEqual(plain(buildLeaf(leaf)));
  });

  it.each([PURE, NATIVE])('hash, encode and write base64 as the standards say', (by) => {
    // given
    const text = 'heyi 合议 𠀀';
    // then
    expect(hex(by.utf8(text))).toBe(Buffer.from(text).toString('hex'));
    expect(hex(by.sha256(by.utf8(text)))).toBe(createHash('sha256').update(text).digest('hex'));
    expect(by.base64(by.utf8(text))).toBe(Buffer.from(text).toString('base64'));
  });
});

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex');
}

/** Buffers and byte arrays as what they hold. */
function plain(built: object): Record<string, string> {
  return Object.fromEntries(Object.entries(built).map(([name, value]) => [name, hex(value as Uint8Array)]));
}
