import { describe, expect, it } from 'vitest';
import { firstMissing, mismatch, sameBag } from './compare.js';

const open = (commitment: string) => (commitment === 'c' ? '张三' : undefined);

describe('what a scenario expects', () => {
  it.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2, d: 3 }], e: 4 } }],
    [0.5, { '~n': '0.5' }],
    ['张三', { '~': 'c' }],
    [null, null],
  ])('holds: %j in %j', (expected, found) => {
    expect(mismatch(expected, found, open)).toBeUndefined();
  });

  it.each([
    [{ a: 1 }, { a: 2 }, 'a', 1, 2],
    [{ a: { b: 1 } }, { a: {} }, 'a.b', 1, null],
    [[1, 2], [1], '', [1, 2], [1]],
    [{ a: [1, 2] }, { a: [1, 3] }, 'a[1]', 2, 3],
    ['李四', { '~': 'c' }, '', '李四', '张三'],
    [1, '1', '', 1, '1'],
    [{ toString: 1 }, {}, 'toString', 1, null],
  ])('does not hold: %j in %j', (expected, found, path, want, is) => {
    expect(mismatch(expected, found, open)).toEqual({ path, expected: want, found: is });
  });

  it('looks for things in order, others between', () => {
    const matches = (a: string, b: string): boolean => a === b;
    expect(firstMissing(['a', 'c'], ['a', 'b', 'c'], matches)).toBeUndefined();
    expect(firstMissing(['c', 'a'], ['a', 'b', 'c'], matches)).toBe('a');
    expect(firstMissing(['a', 'a'], ['a', 'b'], matches)).toBe('a');
  });

  it('compares bags', () => {
    expect(sameBag(['b', 'a', 'a'], ['a', 'b', 'a'])).toBe(true);
    expect(sameBag(['a', 'a'], ['a', 'b'])).toBe(false);
    expect(sameBag(['a'], ['a', 'a'])).toBe(false);
  });
});
