import {
  evaluate,
  fromStored,
  toStored,
  type Environment,
  type Evaluation,
  type FeelProblem,
  type FeelValue,
  type StoredValue,
} from '../expression/index.js';
import type { Variables } from '../history/commands.js';
import type { InstanceState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { Halt } from './halt.js';
import type { Run } from './run.js';

/** What an expression may read: variables of its own first, then those of a scope and outwards up to the border. */
export interface Reach {
  readonly own: readonly Variables[];
  readonly scope: number;
}

/** The value of a variable, or undefined where nothing within reach has the name. */
export function read(state: InstanceState, reach: Reach, name: string): StoredValue | undefined {
  for (const own of reach.own) if (Object.hasOwn(own, name)) return own[name];
  for (let key = reach.scope; key !== 0;) {
    const node = state.nodes[key];
    if (node === undefined) return undefined;
    if (Object.hasOwn(node.variables, name)) return node.variables[name];
    if (node.inner?.border === true) return undefined;
    key = node.scope;
  }
  return undefined;
}

/** Evaluates; `where` names the place in the model for the incident. Does not judge the value. */
export function evaluateAt(
  run: Run,
  plan: Plan,
  source: string,
  where: string,
  reach: Reach,
  at: number = run.at,
): Evaluation {
  const compiled = plan.model.compile(source);
  if (!compiled.ok) throw failed(where, compiled.problems);
  const { state } = run;
  const variables = (name: string): FeelValue | undefined => {
    const value = read(state, reach, name);
    return value === undefined ? undefined : fromStored(value);
  };
  return evaluate(compiled.expression, variables, environmentOf(run, at));
}

export function environmentOf(run: Run, at: number = run.at): Environment {
  const { calendars } = run.facts;
  return calendars === undefined ? { at, budget: run.budget } : { at, budget: run.budget, calendars };
}

/** An expression's value; a null with problems stops the element. */
export function feelValue(run: Run, plan: Plan, source: string, where: string, reach: Reach): FeelValue {
  const { value, problems, awaitingCalendar } = evaluateAt(run, plan, source, where, reach);
  if (awaitingCalendar !== undefined) throw new Halt('awaiting-calendar', { where, year: awaitingCalendar });
  if (value === null && problems.length > 0) throw failed(where, problems);
  return value;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const KEYWORD =
  /^(?:true|false|null|if|then|else|for|in|return|some|every|satisfies|and|or|not|between|function|external|instance|of|item|partial)$/;

/** An expression's value as it is stored. Literals and plain variables need no evaluation. */
export function storedValue(run: Run, plan: Plan, source: string, where: string, reach: Reach): StoredValue {
  const constant = plan.model.constant(source);
  if (constant !== undefined) return constant.value;
  if (NAME.test(source) && !KEYWORD.test(source)) {
    const value = read(run.state, reach, source);
    if (value !== undefined) return value;
  }
  const stored = toStored(feelValue(run, plan, source, where, reach));
  if (!stored.ok) throw failed(where, [stored.problem]);
  return stored.value;
}

/** A text that is needed; a number is read as its numeral where `numbers` allows it. */
export function textValue(run: Run, plan: Plan, source: string, where: string, reach: Reach, numbers = false): string {
  const value = storedValue(run, plan, source, where, reach);
  if (typeof value === 'string') return value;
  if (numbers && typeof value === 'number') return `${value}`;
  if (numbers && typeof value === 'object' && value !== null && '~n' in value && typeof value['~n'] === 'string')
    return value['~n'];
  throw new Halt('expression-wrong-type', { where, expected: 'string' });
}

/** A condition; anything but true or false stops the element, never a silent false. */
export function condition(run: Run, plan: Plan, source: string, flow: string, reach: Reach): boolean {
  const value = feelValue(run, plan, source, `condition ${flow}`, reach);
  if (typeof value === 'boolean') return value;
  throw new Halt('condition-not-boolean', { flow });
}

/** The stop that a problem of an expression is. */
export function failed(where: string, problems: readonly FeelProblem[]): Halt {
  const [problem] = problems;
  if (problem === undefined) return new Halt('expression-failed', { where });
  if (problem.code === 'budget-steps' || problem.code === 'budget-items' || problem.code === 'budget-depth') {
    return new Halt(problem.code, { where });
  }
  const { code, from, to, values } = problem;
  return new Halt('expression-failed', {
    where,
    problem: code,
    from,
    to,
    ...(values === undefined ? null : { values }),
  });
}
