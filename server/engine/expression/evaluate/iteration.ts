import type { Iterator, Node } from '../parse/ast.js';
import { plusDays } from '../temporal/civil.js';
import { compare } from '../values/compare.js';
import { isList, isNumber, kindOf } from '../values/kind.js';
import { integer } from '../values/number.js';
import { FeelDate, FeelRange, type FeelValue, Sealed } from '../values/types.js';
import type { Run } from './build.js';
import { readsName } from './names.js';
import { either, both, incomparable } from './operators.js';
import { Binding, type Scope, type State } from './state.js';

type Build = (node: Node) => Run;

interface Clause {
  readonly name: string;
  readonly node: Node;
  readonly source: Run;
  readonly end: Run | undefined;
}

function clausesOf(iterators: readonly Iterator[], build: Build): Clause[] {
  return iterators.map(({ name, source, end }) => ({
    name,
    node: source,
    source: build(source),
    end: end && build(end),
  }));
}

/** `for … return …` (DMN 1.5, 10.3.2.6): the results in order, the last iterator turning fastest; `partial` is the results so far. */
export function buildFor(node: Node & { kind: 'for' }, build: Build): Run {
  const clauses = clausesOf(node.iterators, build);
  const body = build(node.body);
  const partial = readsName(node.body, 'partial');
  return (state, scope) => {
    const results: FeelValue[] = [];
    const complete = iterate(state, clauses, 0, scope, (inner) => {
      if (partial) state.step(node, 1 + Math.floor(results.length / 16));
      const value = body(state, partial ? new Binding('partial', results.slice(), inner) : inner);
      state.items(node, 1);
      results.push(value);
      return true;
    });
    return complete ? results : null;
  };
}

/** `some … satisfies …` and `every … satisfies …` (10.3.2.6), three-valued. */
export function buildQuantified(node: Node & { kind: 'quantified' }, build: Build): Run {
  const clauses = clausesOf(node.iterators, build);
  const body = build(node.body);
  const { every } = node;
  return (state, scope) => {
    let answer: boolean | null = every;
    const complete = iterate(state, clauses, 0, scope, (inner) => {
      const value = body(state, inner);
      if (value instanceof Sealed) state.fail('sealed-used', node.body);
      else if (value !== null && typeof value !== 'boolean')
        state.fail('not-boolean', node.body, { kind: kindOf(value) });
      const met = typeof value === 'boolean' ? value : null;
      answer = every ? both(answer, met) : either(answer, met);
      return answer !== !every;
    });
    return complete ? answer : null;
  };
}

/** Runs `visit` for every combination until it answers false; false where a domain is none. */
function iterate(
  state: State,
  clauses: readonly Clause[],
  index: number,
  scope: Scope | undefined,
  visit: (scope: Scope | undefined) => boolean,
): boolean {
  let stopped = false;
  const turn = (at: number, inner: Scope | undefined): boolean => {
    const clause = clauses[at];
    if (!clause) {
      stopped = !visit(inner);
      return true;
    }
    const domain = domainOf(state, clause, inner);
    if (!domain) return false;
    for (const item of domain) {
      if (stopped) break;
      state.step(clause.node);
      if (!turn(at + 1, new Binding(clause.name, item, inner))) return false;
    }
    return true;
  };
  return turn(index, scope);
}

function domainOf(state: State, clause: Clause, scope: Scope | undefined): Iterable<FeelValue> | null {
  const value = clause.source(state, scope);
  if (clause.end) return sequence(state, clause.node, value, clause.end(state, scope), true, true);
  if (value instanceof FeelRange) {
    const { start, end, startIncluded, endIncluded } = value;
    return sequence(state, clause.node, start ?? null, end ?? null, startIncluded, endIncluded);
  }
  if (isList(value)) return value;
  // What is no list is a list of itself (10.3.2.9.4), null is no domain.
  if (value === null) return state.fail('not-a-list', clause.node);
  return [value];
}

/** Numbers or dates from one end to the other, one by one, downwards where the start is greater. */
function sequence(
  state: State,
  node: Node,
  start: FeelValue,
  end: FeelValue,
  startIncluded: boolean,
  endIncluded: boolean,
): Iterable<FeelValue> | null {
  const next = successor(start);
  const order = compare(start, end);
  if (!next || order === null) return incomparable(state, node, start, end);
  return (function* () {
    const step = order > 0 ? -1 : 1;
    for (let value: FeelValue | undefined = start; value !== undefined; value = next(value, step)) {
      const position = compare(value, end);
      if (position === null || position * step > 0) return;
      const excluded = (value === start && !startIncluded) || (position === 0 && !endIncluded);
      if (!excluded) yield value;
    }
  })();
}

function successor(start: FeelValue): ((value: FeelValue, step: 1 | -1) => FeelValue | undefined) | undefined {
  if (isNumber(start)) return (value, step) => (isNumber(value) ? value.plus(integer(step)) : undefined);
  if (start instanceof FeelDate)
    return (value, step) => (value instanceof FeelDate ? plusDays(value, step) : undefined);
  return undefined;
}
