import type { Node } from '../parse/ast.js';
import { library } from '../functions/library.js';
import { kindOf } from '../values/kind.js';
import { FeelFunction, type FeelProblemCode, type FeelValue, Sealed } from '../values/types.js';
import type { Run } from './build.js';
import { Call, type Scope, type State, bound } from './state.js';

type Build = (node: Node) => Run;

/** `callee(a, b)` (DMN 1.5, 10.3.2.12). */
export function buildCall(node: Node & { kind: 'call' }, build: Build): Run {
  const special = specialForm(node.callee, node.positional, build);
  if (special) return special;
  const callee = buildCallee(node.callee, build);
  const name = nameOf(node.callee);
  const positional = node.positional.map(build);
  return (state, scope) => {
    const callable = callee(state, scope);
    const args = positional.map((argument) => argument(state, scope));
    return callable && callable.invoke(new Call(state, node, name), args);
  };
}

/** `callee(first: a, second: b)`. */
export function buildNamedCall(node: Node & { kind: 'named call' }, build: Build): Run {
  const byName = new Map(node.named.map(({ name, value }) => [name, value]));
  const order = ['value', 'default'].map((name) => byName.get(name)).filter((value) => value !== undefined);
  const special = order.length === byName.size ? specialForm(node.callee, order, build) : undefined;
  if (special) return special;
  const callee = buildCallee(node.callee, build);
  const name = nameOf(node.callee);
  const named = node.named.map((argument) => ({ name: argument.name, value: build(argument.value) }));
  return (state, scope) => {
    const callable = callee(state, scope);
    const args = new Map(named.map((argument) => [argument.name, argument.value(state, scope)]));
    return callable && callable.invokeNamed(new Call(state, node, name), args);
  };
}

function nameOf(callee: Node): string {
  return callee.kind === 'name' ? callee.name : callee.kind === 'path' ? callee.name : 'function';
}

/** What is called; a variable that is no function does not hide the built-in function of its name. */
function buildCallee(callee: Node, build: Build): (state: State, scope: Scope | undefined) => FeelFunction | null {
  if (callee.kind !== 'name') {
    const run = build(callee);
    return (state, scope) => callable(state, callee, run(state, scope));
  }
  const { name } = callee;
  const builtIn = library.get(name);
  return (state, scope) => {
    const value = bound(scope, name);
    if (value instanceof FeelFunction) return value;
    if (builtIn) return builtIn;
    return value === undefined ? state.fail('unknown-function', callee, { name }) : callable(state, callee, value);
  };
}

function callable(state: State, callee: Node, value: FeelValue): FeelFunction | null {
  if (value instanceof FeelFunction) return value;
  if (value instanceof Sealed) return state.fail('sealed-used', callee);
  return state.fail('not-a-function', callee, { kind: kindOf(value) });
}

const MISSING: ReadonlySet<FeelProblemCode> = new Set([
  'unknown-variable',
  'no-entry',
  'no-property',
  'index-out-of-range',
]);

/** Camunda's `is defined` and `get or else` look at how their first argument fares, not only at its value. */
function specialForm(callee: Node, args: readonly Node[], build: Build): Run | undefined {
  if (callee.kind !== 'name') return undefined;
  const [first, second] = args;
  if (callee.name === 'is defined' && first && args.length === 1) {
    const run = build(first);
    return (state, scope) => {
      const before = state.problems.length;
      run(state, scope);
      const missing = state.problems.slice(before).some(({ code }) => MISSING.has(code));
      if (missing) state.problems.length = before;
      return !missing;
    };
  }
  if (callee.name === 'get or else' && first && second && args.length === 2) {
    const [run, otherwise] = [build(first), build(second)];
    return (state, scope) => {
      const before = state.problems.length;
      const value = run(state, scope);
      if (value !== null) return value;
      // The default is the answer to what went wrong, except where a sealed value was looked at.
      state.problems = state.problems.filter(({ code }, index) => index < before || code === 'sealed-used');
      return otherwise(state, scope);
    };
  }
  return undefined;
}
