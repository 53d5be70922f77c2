import { describe, expect, it } from 'vitest';
import { createBudget, type StoredValue } from '../expression/index.js';
import { evaluateDecision } from './evaluate.js';
import type { BaseType, DecisionModel, DecisionTable, Requirements, TypeShape } from './types.js';

const AT = 1_772_413_200_000; // 2026-03-02T09:00:00+08:00

function base(type: BaseType, allowed?: string): TypeShape {
  return allowed === undefined ? { kind: 'base', type } : { kind: 'base', type, allowed };
}

type TableSketch = Partial<Pick<DecisionTable, 'hitPolicy' | 'aggregation'>> & {
  readonly read?: string;
  readonly inputType?: TypeShape;
  readonly inputValues?: string;
  readonly outputs?: readonly string[];
  readonly values?: readonly (string | null)[];
  readonly otherwise?: readonly string[];
  readonly outputType?: TypeShape;
  /** `-` matches everything. */
  readonly rules: readonly (readonly string[])[];
};

/** A table over the variable `x`; each rule is its test and then its outputs. */
function table(sketch: TableSketch): DecisionTable {
  const outputs = sketch.outputs ?? ['result'];
  return {
    kind: 'table',
    hitPolicy: sketch.hitPolicy ?? 'UNIQUE',
    aggregation: sketch.aggregation ?? null,
    inputs: [
      {
        label: null,
        expression: sketch.read ?? 'x',
        type: sketch.inputType ?? null,
        values: sketch.inputValues ?? null,
      },
    ],
    outputs: outputs.map((name, column) => ({
      name,
      type: sketch.outputType ?? null,
      values: sketch.values?.[column] ?? null,
      otherwise: sketch.otherwise?.[column] ?? null,
    })),
    rules: sketch.rules.map(([test = '-', ...results], index) => ({
      id: `r${index + 1}`,
      inputs: [test === '-' ? null : test],
      outputs: results,
      annotations: {},
    })),
  };
}

function decision(
  id: string,
  logic: DecisionTable | string,
  more: {
    readonly requires?: { readonly inputs?: Requirements['inputs']; readonly decisions?: readonly string[] };
    readonly type?: TypeShape;
    readonly names?: readonly string[];
    readonly name?: string;
  } = {},
): DecisionModel {
  return {
    id,
    name: more.name ?? id,
    variable: { name: more.name ?? id, type: more.type ?? null },
    requires: {
      inputs: more.requires?.inputs ?? [],
      decisions: (more.requires?.decisions ?? []).map((each) => ({ id: each })),
    },
    names: more.names ?? [],
    logic: typeof logic === 'string' ? { kind: 'literal', source: logic } : logic,
  };
}

function decide(
  models: readonly DecisionModel[],
  wanted: string,
  variables: Readonly<Record<string, StoredValue>> = {},
) {
  const decisions = Object.fromEntries(models.map((model) => [model.id, model]));
  return evaluateDecision({ decisions }, wanted, variables, { at: AT, budget: createBudget() });
}

const grades = [
  ['>= 60', '"pass"'],
  ['>= 80', '"good"'],
  ['>= 90', '"best"'],
] as const;
const amounts = [
  ['> 0', '10'],
  ['> 10', '2.5'],
  ['> 20', '7'],
] as const;
const pairs = [
  ['>= 60', '"pass"', '1'],
  ['>= 80', '"good"', '2'],
  ['>= 90', '"best"', '2'],
] as const;

/** Hit policy, what x is, the result, the rows that matched (DMN 1.5, 8.2.8). */
const HITS: readonly (readonly [
  name: string,
  sketch: TableSketch,
  x: StoredValue,
  result: StoredValue,
  rows: readonly number[],
])[] = [
  ['U: one', { rules: grades }, 70, 'pass', [1]],
  ['U: none', { rules: grades }, 10, null, []],
  ['U: none, default', { rules: grades, otherwise: ['"fail"'] }, 10, 'fail', []],
  [
    'A: equal outputs',
    {
      hitPolicy: 'ANY',
      rules: [
        ['> 1', '1.0'],
        ['> 2', '1'],
      ],
    },
    3,
    1,
    [1, 2],
  ],
  ['F: the first row of the table', { hitPolicy: 'FIRST', rules: grades }, 95, 'pass', [1]],
  [
    'P: the highest of the list',
    { hitPolicy: 'PRIORITY', values: ['"best", "good", "pass"'], rules: grades },
    95,
    'best',
    [1, 2, 3],
  ],
  [
    'P: left column first',
    { hitPolicy: 'PRIORITY', outputs: ['a', 'b'], values: [null, '2, 1'], rules: pairs },
    95,
    { a: 'good', b: 2 },
    [1, 2, 3],
  ],
  [
    'P: columns in order',
    { hitPolicy: 'PRIORITY', outputs: ['a', 'b'], values: ['"best","good","pass"', '1, 2'], rules: pairs },
    85,
    { a: 'good', b: 2 },
    [1, 2],
  ],
  [
    'O: by the list',
    { hitPolicy: 'OUTPUT ORDER', values: ['"best", "pass", "good"'], rules: grades },
    95,
    ['best', 'pass', 'good'],
    [1, 2, 3],
  ],
  ['R: by the table', { hitPolicy: 'RULE ORDER', rules: grades }, 95, ['pass', 'good', 'best'], [1, 2, 3]],
  ['C: a list', { hitPolicy: 'COLLECT', rules: grades }, 85, ['pass', 'good'], [1, 2]],
  ['C: one is a list too', { hitPolicy: 'COLLECT', rules: grades }, 70, ['pass'], [1]],
  ['C: none', { hitPolicy: 'COLLECT', rules: grades }, 1, [], []],
  ['R: none', { hitPolicy: 'RULE ORDER', rules: grades }, 1, null, []],
  [
    'C: several outputs',
    { hitPolicy: 'COLLECT', outputs: ['a', 'b'], rules: pairs },
    85,
    [
      { a: 'pass', b: 1 },
      { a: 'good', b: 2 },
    ],
    [1, 2],
  ],
  ['C+', { hitPolicy: 'COLLECT', aggregation: 'SUM', rules: amounts }, 30, { '~n': '19.5' }, [1, 2, 3]],
  ['C<', { hitPolicy: 'COLLECT', aggregation: 'MIN', rules: amounts }, 30, { '~n': '2.5' }, [1, 2, 3]],
  ['C>', { hitPolicy: 'COLLECT', aggregation: 'MAX', rules: amounts }, 30, 10, [1, 2, 3]],
  ['C#', { hitPolicy: 'COLLECT', aggregation: 'COUNT', rules: amounts }, 15, 2, [1, 2]],
  ['C#: none', { hitPolicy: 'COLLECT', aggregation: 'COUNT', rules: amounts }, 0, 0, []],
  ['C+: none, default', { hitPolicy: 'COLLECT', aggregation: 'SUM', rules: amounts, otherwise: ['-1'] }, 0, -1, []],
  [
    'several outputs are a context',
    { outputs: ['a', 'b c'], rules: [['-', '1', '[2]']] },
    0,
    { a: 1, 'b c': [2] },
    [1],
  ],
  [
    'defaults column by column',
    { outputs: ['a', 'b'], rules: [['> 5', '1', '2']], otherwise: ['0'] },
    0,
    { a: 0, b: null },
    [],
  ],
  [
    '? is the input',
    {
      rules: [
        ['? * 2 = 6', '"three"'],
        ['not(? * 2 = 6)', '"other"'],
      ],
    },
    3,
    'three',
    [1],
  ],
  ['several tests in a cell', { rules: [['1, [5..7], > 100', '"in"']] }, 6, 'in', [1]],
];

describe('hit policies', () => {
  it.each(HITS)('%s', (_, sketch, x, result, rows) => {
    // when
    const answer = decide([decision('d', table(sketch))], 'd', { x });
    // then
    expect(answer.problems).toEqual([]);
    expect(answer).toMatchObject({ ok: true, result });
    expect(answer.matched.map((match) => [match.rule, match.id])).toEqual(rows.map((row) => [row, `r${row}`]));
    expect(answer.inputs).toEqual([{ expression: 'x', label: null, value: x }]);
  });
});

/** What cannot be answered: sketch, x, the problem's code and place. */
const PROBLEMS: readonly (readonly [name: string, sketch: TableSketch, x: StoredValue, code: string, where: string])[] =
  [
    ['U with two rows', { rules: grades }, 85, 'several-rules-match', 'result'],
    ['A with different outputs', { hitPolicy: 'ANY', rules: grades }, 85, 'rules-disagree', 'result'],
    ['a sum of texts', { hitPolicy: 'COLLECT', aggregation: 'SUM', rules: grades }, 85, 'cannot-aggregate', 'result'],
    [
      'an input outside its values',
      { inputValues: '"a", "b"', rules: [['-', '1']] },
      'c',
      'input-not-allowed',
      'input:1',
    ],
    ['an input of another type', { inputType: base('number'), rules: [['-', '1']] }, 'c', 'input-type', 'input:1'],
    [
      'an input outside its type',
      { inputType: base('string', '"a", "b"'), rules: [['-', '1']] },
      'c',
      'input-not-allowed',
      'input:1',
    ],
    [
      'an output outside its values',
      { values: ['"a", "b"'], rules: [['-', '"c"']] },
      1,
      'output-not-allowed',
      'rule:1:output:1',
    ],
    [
      'an output of another type',
      { outputType: base('number'), rules: [['-', '"c"']] },
      1,
      'output-type',
      'rule:1:output:1',
    ],
    ['a failing cell', { rules: [['-', '1 / 0']] }, 1, 'division-by-zero', 'rule:1:output:1'],
    ['a failing test, never a silent false', { rules: [['< 5', '1']] }, 'text', 'not-comparable', 'rule:1:input:1'],
    ['a variable nobody set', { read: 'y', rules: [['-', '1']] }, 1, 'unknown-variable', 'input:1'],
  ];

describe('problems', () => {
  it.each(PROBLEMS)('%s', (_, sketch, x, code, where) => {
    // when
    const answer = decide([decision('d', table(sketch))], 'd', { x });
    // then
    expect(answer.ok).toBe(false);
    expect(answer.problems[0]).toMatchObject({ code, where, decision: 'd' });
  });

  it('a decision nobody knows, and a name two decisions have', () => {
    // given
    const models = [decision('a', '1', { name: 'same' }), decision('b', '2', { name: 'same' })];
    // when / then
    expect(decide(models, 'c').problems).toMatchObject([{ code: 'unknown-decision' }]);
    expect(decide(models, 'same').problems).toMatchObject([{ code: 'ambiguous-decision' }]);
    expect(decide(models, 'b').result).toBe(2);
  });

  it('ends at a counted limit', () => {
    // given
    const models = { decisions: { d: decision('d', 'count(for i in 1..100000 return i)') } };
    // when
    const answer = evaluateDecision(models, 'd', {}, { at: AT, budget: createBudget({ steps: 100 }) });
    // then
    expect(answer).toMatchObject({ ok: false, result: null, problems: [{ code: 'budget-steps' }] });
  });
});

describe('requirements', () => {
  const person: TypeShape = { kind: 'context', entries: { 'birth day': base('date'), share: base('number') } };

  it('evaluates what a decision requires, once, and reads it by name or id', () => {
    // given
    const models = [
      decision('top', 'Sum of parts + left + right', {
        requires: { decisions: ['left', 'right', 'sum'] },
        names: ['Sum of parts'],
      }),
      decision('sum', 'left + right', { name: 'Sum of parts', requires: { decisions: ['left', 'right'] } }),
      decision('left', 'x * 2', { requires: { inputs: [{ name: 'x', type: base('number') }] } }),
      decision('right', '1'),
    ];
    // when
    const answer = decide(models, 'top', { x: 5 });
    // then
    expect(answer).toMatchObject({ ok: true, result: 22, matched: [] });
  });

  it('reads inputs as their declared type, components included, names with spaces as declared', () => {
    // given
    const models = [
      decision('d', 'The person.birth day.year + The person.share + count(dates[item > date("2026-01-01")])', {
        requires: {
          inputs: [
            { name: 'The person', type: person },
            { name: 'dates', type: { kind: 'list', of: base('date') } },
          ],
        },
        names: ['The person', 'birth day', 'share', 'dates'],
      }),
    ];
    // when
    const answer = decide(models, 'd', {
      'The person': { 'birth day': '2000-02-29', share: '0.5' },
      dates: ['2026-03-02', '2025-12-31'],
    });
    // then
    expect(answer).toMatchObject({ ok: true, result: { '~n': '2001.5' } });
  });

  it.each<readonly [string, TypeShape, StoredValue, string, StoredValue]>([
    ['an item where a list is declared', { kind: 'list', of: base('number') }, 1, 'count(v)', 1],
    ['a list of one where an item is declared', base('number'), [7], 'v + 1', 8],
    ['a date where a date and time is declared', base('date and time'), '2026-03-02T10:00:00', 'v.hour', 10],
  ])('converts %s', (_, type, value, source, result) => {
    // given
    const models = [decision('d', source, { requires: { inputs: [{ name: 'v', type }] } })];
    // when / then
    expect(decide(models, 'd', { v: value })).toMatchObject({ ok: true, result });
  });

  it('says which declared input is missing or of another type', () => {
    // given
    const models = [decision('d', 'v = null', { requires: { inputs: [{ name: 'v', type: base('number') }] } })];
    // when / then
    expect(decide(models, 'd').problems).toMatchObject([{ code: 'missing-input', where: 'variable:v' }]);
    expect(decide(models, 'd', { v: null })).toMatchObject({ ok: true, result: true });
    expect(decide(models, 'd', { v: 'x' }).problems).toMatchObject([{ code: 'input-type', values: { name: 'v' } }]);
  });

  it('refuses a result that is not of its declared type', () => {
    // given
    const models = [decision('d', '"text"', { type: base('number') })];
    // when / then
    expect(decide(models, 'd')).toMatchObject({
      ok: false,
      result: null,
      problems: [{ code: 'output-type', where: 'result' }],
    });
  });

  it('says so where decisions require each other', () => {
    // given
    const models = [
      decision('a', 'b', { requires: { decisions: ['b'] } }),
      decision('b', 'a', { requires: { decisions: ['a'] } }),
    ];
    // when / then
    expect(decide(models, 'a').problems.map((problem) => problem.code)).toContain('decision-cycle');
  });

  it('reads a variable nobody declared as the column that reads it, in every cell', () => {
    // given
    const rules = [['>= date("2026-01-01")', 'x.year']];
    // when / then
    expect(decide([decision('d', table({ inputType: base('date'), rules }))], 'd', { x: '2026-03-02' })).toMatchObject({
      ok: true,
      result: 2026,
    });
  });

  it('lets variables nobody declared through, as the dialect does', () => {
    expect(decide([decision('d', 'x + 1')], 'd', { x: 1 }).result).toBe(2);
  });
});
