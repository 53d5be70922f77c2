import type { Node, Span } from '../parse/ast.js';
import { parseTemporal } from '../temporal/lexical.js';
import { compare } from '../values/compare.js';
import { isInstance } from '../values/instance.js';
import { kindOf } from '../values/kind.js';
import { FeelContext, FeelRange, type FeelValue, Sealed } from '../values/types.js';
import { access } from './access.js';
import { arithmetic, negate } from './arithmetic.js';
import { buildCall, buildNamedCall } from './calls.js';
import { buildFilter } from './filter.js';
import { buildFor, buildQuantified } from './iteration.js';
import { both, comparison, either, incomparable, meets } from './operators.js';
import { readsInput } from './names.js';
import { Binding, Entries, INPUT, OutOfBudget, type Scope, type State, bound } from './state.js';
import { functionOf } from './user-function.js';
import { library } from '../functions/library.js';

/** An expression made ready: each call of it is one evaluation of one node. */
export type Run = (state: State, scope: Scope | undefined) => FeelValue;

/** Makes a node ready. Every evaluation of every node counts one step, and its nesting one depth. */
export function build(node: Node): Run {
  const run = plain(node);
  return (state, scope) => {
    const { budget } = state;
    if (--budget.steps < 0) throw new OutOfBudget('budget-steps', node);
    if (--budget.depth < 0) throw new OutOfBudget('budget-depth', node);
    const value = run(state, scope);
    budget.depth++;
    return value;
  };
}

function plain(node: Node): Run {
  switch (node.kind) {
    case 'literal':
      return () => node.value;
    case 'temporal': {
      const value = parseTemporal(node.text);
      return value ? () => value : (state) => state.fail('bad-literal', node, { text: node.text });
    }
    case 'name':
      return (state, scope) => {
        const value = resolve(scope, node.name);
        return value === undefined ? state.fail('unknown-variable', node, { name: node.name }) : value;
      };
    case 'input':
      return (state, scope) => {
        const value = bound(scope, INPUT);
        return value === undefined ? state.fail('unknown-variable', node, { name: INPUT }) : value;
      };
    case 'list': {
      const items = node.items.map(build);
      return (state, scope) => {
        state.items(node, items.length);
        return items.map((item) => item(state, scope));
      };
    }
    case 'context':
      return buildContext(node);
    case 'path': {
      const source = build(node.source);
      return (state, scope) => access(state, node, source(state, scope), node.name);
    }
    case 'filter':
      return buildFilter(node, build);
    case 'call':
      return buildCall(node, build);
    case 'named call':
      return buildNamedCall(node, build);
    case 'arithmetic': {
      const [left, right] = [build(node.left), build(node.right)];
      return (state, scope) => arithmetic(state, node, node.operator, left(state, scope), right(state, scope));
    }
    case 'negate': {
      const operand = build(node.operand);
      return (state, scope) => negate(state, node, operand(state, scope));
    }
    case 'compare': {
      const [left, right] = [build(node.left), build(node.right)];
      return (state, scope) => comparison(state, node, node.operator, left(state, scope), right(state, scope));
    }
    case 'between': {
      const [value, low, high] = [build(node.value), build(node.low), build(node.high)];
      return (state, scope) => {
        const found = value(state, scope);
        return both(
          comparison(state, node, '>=', found, low(state, scope)),
          comparison(state, node, '<=', found, high(state, scope)),
        );
      };
    }
    case 'in': {
      const value = build(node.value);
      const any = buildTests(node, node.tests);
      return (state, scope) => {
        const found = value(state, scope);
        return any(state, new Binding(INPUT, found, scope), found);
      };
    }
    case 'tests': {
      if (node.tests.length === 0) return () => true;
      const any = buildTests(node, node.tests);
      return (state, scope) => {
        const met = any(state, scope, bound(scope, INPUT) ?? null);
        return node.negated && met !== null ? !met : met;
      };
    }
    case 'and':
    case 'or':
      return buildLogic(node);
    case 'if': {
      const [condition, then, otherwise] = [build(node.condition), build(node.then), build(node.otherwise)];
      return (state, scope) => {
        const met = truth(state, node.condition, condition(state, scope));
        if (met === null) state.fail('not-boolean', node.condition);
        return met === true ? then(state, scope) : otherwise(state, scope);
      };
    }
    case 'for':
      return buildFor(node, build);
    case 'quantified':
      return buildQuantified(node, build);
    case 'instance of': {
      const value = build(node.value);
      return (state, scope) => {
        const found = value(state, scope);
        return found instanceof Sealed
          ? state.fail('sealed-used', node)
          : isInstance(found, node.type, () => state.step(node));
      };
    }
    case 'function':
      return functionOf(node, build);
    case 'range':
      return buildRange(node);
    case 'test': {
      // Reached only as a test of its own, by `buildTests`.
      const endpoint = build(node.endpoint);
      return (state, scope) => {
        const value = bound(scope, INPUT);
        if (value === undefined) return state.fail('unknown-variable', node, { name: INPUT });
        return comparison(state, node, node.operator, value, endpoint(state, scope));
      };
    }
  }
}

/** The value of a name: bound in the expression, given from outside, or a built-in function. */
export function resolve(scope: Scope | undefined, name: string): FeelValue | undefined {
  const value = bound(scope, name);
  return value === undefined ? library.get(name) : value;
}

/** True, false or null; anything else is a problem. */
export function truth(state: State, span: Span, value: FeelValue): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  if (value instanceof Sealed) return state.fail('sealed-used', span);
  return state.fail('not-boolean', span, { kind: kindOf(value) });
}

function buildLogic(node: Node & { kind: 'and' | 'or' }): Run {
  const [left, right] = [build(node.left), build(node.right)];
  const conjunction = node.kind === 'and';
  return (state, scope) => {
    const first = truth(state, node.left, left(state, scope));
    if (first === !conjunction) return first;
    const second = truth(state, node.right, right(state, scope));
    return conjunction ? both(first, second) : either(first, second);
  };
}

function buildContext(node: Node & { kind: 'context' }): Run {
  const entries = node.entries.map(({ key, value }) => ({ key, value: build(value) }));
  return (state, scope) => {
    state.items(node, entries.length);
    const made = new Map<string, FeelValue>();
    const inner = new Entries(made, scope);
    for (const { key, value } of entries) made.set(key, value(state, inner));
    return new FeelContext(made);
  };
}

function buildRange(node: Node & { kind: 'range' }): Run {
  const start = node.start && build(node.start);
  const end = node.end && build(node.end);
  return (state, scope) =>
    rangeOf(state, node, start?.(state, scope), end?.(state, scope), node.startIncluded, node.endIncluded);
}

/** A range of endpoints that go together; a null endpoint leaves its side open (DMN 1.5, 10.3.2.7). */
export function rangeOf(
  state: State,
  span: Span,
  start: FeelValue | undefined,
  end: FeelValue | undefined,
  startIncluded: boolean,
  endIncluded: boolean,
): FeelValue {
  const [from, to] = [start ?? undefined, end ?? undefined];
  if (from !== undefined && to !== undefined && compare(from, to) === null) return incomparable(state, span, from, to);
  return new FeelRange(from, to, startIncluded && from !== undefined, endIncluded && to !== undefined);
}

type Tests = (state: State, scope: Scope | undefined, value: FeelValue) => boolean | null;

/** True when one of the tests is met. A test that reads `?` answers by itself; any other is compared with the value. */
function buildTests(node: Node, tests: readonly Node[]): Tests {
  const built = tests.map((test) => ({
    test,
    run: build(test),
    decides: test.kind === 'test' || readsInput(test),
    // `true` as it is written is a value to compare with: no other value meets it.
    literal: test.kind === 'literal' && typeof test.value === 'boolean',
  }));
  return (state, scope, value) => {
    let met: boolean | null = false;
    for (const { test, run, decides, literal } of built) {
      const outcome = run(state, scope);
      met = either(
        met,
        literal
          ? comparison(state, node, '=', value, outcome)
          : decides && !(outcome instanceof FeelRange)
            ? truth(state, test, outcome)
            : meets(state, node, value, outcome),
      );
      if (met === true) return true;
    }
    return met;
  };
}
