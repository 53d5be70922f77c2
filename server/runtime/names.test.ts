import { describe, expect, it } from 'vitest';
import { isName, isUlid } from './names.js';

describe('names', () => {
  it.each(['A1', 'a b', '意见', 'x'.repeat(255)])('take %j', (text) => expect(isName(text)).toBe(true));
  it.each(['', 'A1 ', 'a\tb', 'a\u007f', '\ud800', 'x'.repeat(256)])('refuse %j', (text) =>
    expect(isName(text)).toBe(false),
  );
  it('may be empty where a key may', () => expect(isName('', 255, true)).toBe(true));
});

describe('ids', () => {
  it('are 26 characters of base 32', () => {
    expect(isUlid('01JZZZZZZZZZZZZZZZZZZZZZZZ')).toBe(true);
    expect(isUlid('01JZZZZZZZZZZZZZZZZZZZZZZ')).toBe(false);
    expect(isUlid('01JZZZZZZZZZZZZZZZZZZZZZZI')).toBe(false);
  });
});
