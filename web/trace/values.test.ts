import { describe, expect, it } from 'vitest';
import type { Plain, ValueSet } from '#web/port';
import { valueInWords, valuesRead } from './values.js';

const set = (name: string, notch: number, more: Partial<ValueSet> = {}) => ({
  ...{ scope: 1, where: [], name, label: name.toUpperCase(), chosen: null, value: 1 as Plain, hidden: false, notch },
  ...more,
});

describe('what stands in a matter', () => {
  it('begins with what this record changed, and only counts what is sealed', () => {
    const values = [
      set('a', 0),
      set('b', 0, { hidden: true, value: null }),
      set('n', 3, { label: null }),
      set('c', 3),
      set('d', 1, { hidden: true, value: ['x'] }),
    ];
    const { told, inner, sealed } = valuesRead({ values }, 3);
    expect(told.map(({ name }) => name)).toEqual(['c', 'a', 'd']);
    expect(inner.map(({ name }) => name)).toEqual(['n']);
    expect(sealed).toBe(1);
  });

  it('is never said as it is stored', () => {
    const file = (type: string, size: number) => `${type} ${size}`;
    const words = { yes: '是', no: '否', empty: '空', file, rows: (n: number) => `${n}行` };
    const said = (value: Plain) => valueInWords(value, words);
    expect([said(null), said([]), said(true), said(3), said(['a', 'b'])]).toEqual(['空', '空', '是', '3', 'a；b']);
    expect(said([{ file: 'h', type: 'image/png', size: 9 }])).toBe('image/png 9');
    expect(said([{ name: 'x' }, { name: 'y' }])).toBe('2行');
    expect(said({ seat: 1 })).toBe('1行');
  });
});
