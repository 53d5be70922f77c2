import { describe, expect, test } from 'vitest';
import { ADDITIONS } from './cases/additions.js';
import { ARITHMETIC } from './cases/arithmetic.js';
import { LISTS } from './cases/builtins-list.js';
import { NUMBERS } from './cases/builtins-number.js';
import { RANGES } from './cases/builtins-range.js';
import { STRINGS } from './cases/builtins-string.js';
import { TEMPORAL } from './cases/builtins-temporal.js';
import type { Case } from './cases/case.js';
import { COLLECTIONS } from './cases/collections.js';
import { GRAMMAR } from './cases/grammar.js';
import { LOGIC } from './cases/logic.js';
import { CALENDARS } from './cases/calendar.js';
import { compile, createBudget, evaluate, fromStored, toStored } from './index.js';

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  GRAMMAR,
  LOGIC,
  ARITHMETIC,
  COLLECTIONS,
  STRINGS,
  NUMBERS,
  LISTS,
  TEMPORAL,
  RANGES,
  ADDITIONS,
};

/** 2026-01-05T11:00:00+08:00, a Monday. */
const AT = 1_767_582_000_000;

function outcome(one: Case): Partial<Case> {
  const unary = one.input !== undefined;
  const names = Object.keys(one.context ?? {});
  const compiled = compile(one.expression, { dialect: unary ? 'unary-tests' : 'expression', names });
  if (!compiled.ok) return { refused: compiled.problems[0]!.code };
  const { value, problems } = evaluate(
    compiled.expression,
    (name) => (one.context && Object.hasOwn(one.context, name) ? fromStored(one.context[name]!) : undefined),
    { at: AT, calendars: CALENDARS, budget: createBudget(), ...(unary ? { input: fromStored(one.input!) } : {}) },
  );
  const stored = toStored(value);
  if (!stored.ok) return { problem: stored.problem.code };
  if (one.problem !== undefined)
    return stored.value === null && problems[0] ? { problem: problems[0].code } : { value: stored.value };
  return { value: stored.value, ...(problems.length > 0 ? { warned: true } : {}) };
}

function expected({ value, problem, refused, warned }: Case): Partial<Case> {
  if (refused !== undefined) return { refused };
  return problem !== undefined ? { problem } : { value: value!, ...(warned ? { warned } : {}) };
}

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(cases.map((one) => [one.expression.slice(0, 120), one] as const))('%s', (_name, one) => {
    // when
    const answer = outcome(one);

    // then
    expect(answer).toEqual(expected(one));
  });
});
