import { describe, expect, it } from 'vitest';
import { overlapsOf } from './overlap.js';
import type { BaseType, DecisionTable, HitPolicy } from './types.js';

type Column = readonly [expression: string, type: BaseType | null, values?: string];

function table(columns: readonly Column[], rules: readonly (readonly string[])[], hitPolicy: HitPolicy = 'UNIQUE') {
  const made: DecisionTable = {
    kind: 'table',
    hitPolicy,
    aggregation: null,
    inputs: columns.map(([expression, type, values]) => ({
      label: null,
      expression,
      type: type === null ? null : { kind: 'base', type },
      values: values ?? null,
    })),
    outputs: [{ name: 'o', type: null, values: null, otherwise: null }],
    rules: rules.map((cells, index) => ({
      id: `r${index + 1}`,
      inputs: cells.map((cell) => (cell === '-' ? null : cell)),
      outputs: ['1'],
      annotations: {},
    })),
  };
  return made;
}

const rowsOf = (made: DecisionTable): readonly (readonly number[])[] =>
  overlapsOf(made).flatMap((fault) => (fault.kind === 'overlap' ? [fault.rows] : []));
const gapOf = (made: DecisionTable): readonly (readonly unknown[])[] =>
  overlapsOf(made).flatMap((fault) =>
    fault.kind === 'gap' ? fault.values.map(({ name, value }) => [name, value]) : [],
  );

const x: readonly Column[] = [['x', 'number']];

describe('rules that overlap', () => {
  it.each<readonly [string, readonly Column[], readonly (readonly string[])[], readonly (readonly number[])[]]>([
    ['ranges that share an end', x, [['<= 10'], ['>= 10']], [[1, 2]]],
    ['ranges that touch', x, [['< 10'], ['>= 10']], []],
    ['between two numbers that are written', x, [['> 1'], ['< 2']], [[1, 2]]],
    ['lists of texts', [['k', 'string']], [['"a","b"'], ['"b"'], ['not("a","b")']], [[1, 2]]],
    ['everything but some', [['k', 'string']], [['not("a")'], ['not("b")']], [[1, 2]]],
    [
      'two columns that both allow it',
      [
        ['x', 'number'],
        ['b', 'boolean'],
      ],
      [
        ['< 5', 'true'],
        ['> 1', '-'],
        ['> 1', 'false'],
      ],
      [
        [1, 2],
        [2, 3],
      ],
    ],
    ['negative numbers', x, [['< -1'], ['[-3..0]']], [[1, 2]]],
    ['a condition that cannot be decided', x, [['< limit'], ['> 1'], ['> 0']], []],
    [
      'two columns that read the same',
      [
        ['x', 'number'],
        ['x', 'number'],
      ],
      [
        ['< 5', '-'],
        ['-', '> 5'],
      ],
      [],
    ],
  ])('%s', (_, columns, rules, expected) => {
    expect(rowsOf(table(columns, rules))).toEqual(expected);
  });

  it('are what they are for under every other hit policy', () => {
    expect(rowsOf(table(x, [['> 1'], ['> 2']], 'FIRST'))).toEqual([]);
  });
});

describe('values no rule takes', () => {
  it.each<readonly [string, readonly Column[], readonly (readonly string[])[], readonly (readonly unknown[])[]]>([
    ['a number between', x, [['< 10'], ['> 10']], [['x', 10]]],
    ['a number beyond', x, [['>= 0']], [['x', -1]]],
    ['none', x, [['< 10'], ['>= 10']], []],
    ['within the values of the column', [['x', 'number', '[0..20]']], [['[0..20]']], []],
    ['a text that is listed', [['k', 'string', '"a","b","c"']], [['"a"'], ['"c"']], [['k', 'b']]],
    ['texts that are not listed are not asked', [['k', 'string']], [['"a"']], []],
    [
      'two columns',
      [
        ['x', 'number'],
        ['b', 'boolean'],
      ],
      [
        ['> 0', 'true'],
        ['<= 0', '-'],
        ['> 5', 'false'],
      ],
      [
        ['x', 2],
        ['b', false],
      ],
    ],
    ['a column without a type is not asked', [['x', null]], [['> 1']], []],
  ])('%s', (_, columns, rules, expected) => {
    expect(gapOf(table(columns, rules))).toEqual(expected);
  });
});
