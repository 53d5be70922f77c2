import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CALENDARS } from '../cases/calendar.js';
import { compile, createBudget, evaluate, fromStored, toStored } from '../index.js';
import { library } from './library.js';

const ARGUMENTS = [
  'null',
  'true',
  'false',
  '0',
  '1',
  '-1',
  '2.5',
  '1e20',
  '1e6000',
  '-0.001',
  '""',
  '"a"',
  '"12"',
  '"\\\\d+"',
  '"2026-01-01"',
  '"day"',
  '"PT1H"',
  '"[1..3]"',
  '[]',
  '[1, 2, 3]',
  '["b", "a"]',
  '[null, 1]',
  '[[1], [2, [3]]]',
  '[true, null]',
  '{}',
  '{a: 1}',
  '[{key: "a", value: 1}]',
  '{key: "b", value: [1]}',
  'date("2026-02-28")',
  'time("10:00:00")',
  'time("10:00:00@Asia/Shanghai")',
  'date and time("2026-01-01T00:00:00")',
  'date and time("2026-01-01T00:00:00Z")',
  'duration("P1D")',
  'duration("-P13M")',
  '[1..3]',
  '(< 5)',
  '("a".."c"]',
  '(> date("2026-01-01"))',
  'function(a) a',
  'function(a, b) a < b',
  'function() missing',
  'sealed',
  '[sealed, 1]',
  'missing',
  'count',
  'now()',
];

const NAMES = [...library.keys()];

function answer(source: string): unknown {
  const compiled = compile(source);
  if (!compiled.ok) return compiled.problems[0]!.code;
  const budget = createBudget({ steps: 20_000 });
  const { value, problems } = evaluate(
    compiled.expression,
    (name) => (name === 'sealed' ? fromStored({ '~': 'eA==' }) : undefined),
    {
      at: 0,
      calendars: CALENDARS,
      budget,
    },
  );
  return [toStored(value), problems, budget];
}

test('every built-in function answers anything the same way twice, and throws nothing', () => {
  const call = fc.tuple(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...ARGUMENTS), { maxLength: 4 }));
  fc.assert(
    fc.property(call, ([name, args]) => {
      // given
      const source = `${name}(${args.join(', ')})`;

      // then
      expect(answer(source)).toEqual(answer(source));
    }),
    { numRuns: 4000, seed: 20_260_105 },
  );
});

test('a sealed argument never shows in the text of an answer', () => {
  const call = fc.tuple(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...ARGUMENTS), { maxLength: 2 }));
  fc.assert(
    fc.property(call, ([name, args]) => {
      // when
      const told = JSON.stringify(answer(`string(${name}(${['sealed', ...args].join(', ')}))`));

      // then
      expect(told).not.toContain('eA==');
    }),
    { numRuns: 1500, seed: 20_260_105 },
  );
});

test('operators answer anything the same way twice, and throw nothing', () => {
  const operator = fc.constantFrom(
    '+',
    '-',
    '*',
    '/',
    '**',
    '=',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    'and',
    'or',
    'in',
    'instance of number and',
  );
  const operand = fc.constantFrom(...ARGUMENTS.map((argument) => `(${argument})`));
  fc.assert(
    fc.property(operand, operator, operand, (left, sign, right) => {
      // given
      const source = `${left} ${sign} ${right}`;

      // then
      expect(answer(source)).toEqual(answer(source));
    }),
    { numRuns: 2000, seed: 20_260_105 },
  );
});
