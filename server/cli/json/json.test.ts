import { describe, expect, it } from 'vitest';
import { JsonFault, readJson } from './read.js';
import { plainOf } from './write.js';

describe('JSON of the command line', () => {
  it.each([
    ['0.5', { '~n': '0.5' }],
    ['-1.50', { '~n': '-1.5' }],
    ['1e3', 1000],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', { '~n': '9007199254740993' }],
    ['{"a":[1,2.5,"3.5",null,true]}', { a: [1, { '~n': '2.5' }, '3.5', null, true] }],
    ['"say \\"1.5\\" 2.5"', 'say "1.5" 2.5'],
    ['{"1.5":1.5}', { '1.5': { '~n': '1.5' } }],
  ])('keeps every digit of %s', (text, expected) => {
    // when
    const value = readJson(text);
    // then
    expect(value).toEqual(expected);
  });

  it.each([['{"~n":"1"}'], ['{"a":[{"~":"x"}]}'], ['{'], ['1e99999']])('refuses %s', (text) => {
    // when
    const read = () => readJson(text);
    // then
    expect(read).toThrow(JsonFault);
  });

  it.each([
    [{ '~n': '0.5' }, 0.5],
    [{ '~n': '0.1' }, 0.1],
    [{ '~n': '0.3333333333333333333333333333333333' }, '0.3333333333333333333333333333333333'],
    [{ '~n': '9007199254740993' }, '9007199254740993'],
    [{ '~n': '0.0000001' }, 1e-7],
    [{ '~n': '1152921504606846976' }, '1152921504606846976'],
    [{ '~n': '9007199254740994' }, '9007199254740994'],
    [{ '~n': '9007199254740993.5' }, '9007199254740993.5'],
    [
      { a: [{ '~n': '2.5' }], s: { '~': 'abc' } },
      { a: [2.5], s: { '~': 'abc' } },
    ],
  ])('writes %j as a number where that is exact', (value, expected) => {
    // when
    const plain = plainOf(value);
    // then
    expect(plain).toEqual(expected);
  });
});
