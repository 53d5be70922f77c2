import type { StoredValue } from '../expression/index.js';
import type { Variables } from '../history/commands.js';
import { runNames } from '../history/loops.js';
import type { NodeState } from '../history/state.js';
import { givenTo } from '../history/taking.js';
import type { Plan } from '../model/index.js';
import type { Mapping } from '../model/types.js';
import { condition, read, storedValue, type Reach } from './expressions.js';
import { Halt } from './halt.js';
import type { Run } from './run.js';
import { bytesOf, isList, isName } from './sizes.js';

const NOTHING: Variables = Object.freeze({});

/**
 * What an element has of its own: what it was given (item and counter of a run), then its input mappings in their order; a
 * later one may read what an earlier one made. `brought` can be read as well.
 */
export function localsOf(run: Run, plan: Plan, scope: number, brought: Variables = NOTHING): Variables {
  const { input } = plan.element;
  const given = plan.given ? givenTo(run.state, plan, scope, run.iteration) : null;
  if (input.length === 0) return given ?? NOTHING;
  const local: Record<string, StoredValue> = { ...given };
  map(run, plan, 'input', input, local, { own: [local, brought], scope }, () => undefined);
  return local;
}

/**
 * What an element that is left hands on, null for nothing. With output mappings exactly what they make; without, what it
 * brought, except what belongs to its own local variables. Of a call these are what its input mappings made: the rest of
 * its variables belong to the called process. Output mappings are read on the caller's side.
 */
export function resultOf(
  run: Run,
  plan: Plan,
  scope: number,
  local: Variables,
  result: Variables,
  node?: NodeState,
): Variables | null {
  const { output } = plan.element;
  if (output.length === 0) return handOn(run, node?.inner?.border === true ? mapped(plan, local) : local, result);
  const made: Record<string, StoredValue> = {};
  const target = node?.scope ?? scope;
  map(run, plan, 'output', output, made, { own: [made, result, local], scope }, (name) =>
    read(run.state, { own: [], scope: target }, name),
  );
  return made;
}

/** Of the variables of a call, those that are its own: what its input mappings made, and item and counter of a run. */
function mapped(plan: Plan, variables: Variables): Variables {
  const names = new Set(plan.element.input.map(({ target }) => target.split('.')[0]));
  const { loop } = plan.element;
  if (loop !== null) for (const name of runNames(loop)) names.add(name);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}

/** What input mappings made of an element's own variables. */
export function madeByInput(plan: Plan, local: Variables): Variables {
  if (!plan.given) return local;
  const names = new Set(plan.element.input.map(({ target }) => target.split('.')[0]));
  return Object.fromEntries(Object.entries(local).filter(([name]) => names.has(name)));
}

/** What a run hands on: its own variables end with it, also when an output mapping wrote them. */
export function withoutOwn(plan: Plan, local: Variables, made: Variables | null, node?: NodeState): Variables | null {
  if (made === null) return null;
  const own = node?.inner?.border === true ? mapped(plan, local) : local;
  const kept = Object.entries(made).filter(([name]) => !Object.hasOwn(own, name));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

function handOn(run: Run, local: Variables, result: Variables): Variables | null {
  const names = Object.keys(result);
  if (names.length === 0) return null;
  const kept: Record<string, StoredValue> = {};
  let some = false;
  for (const name of names) {
    const value = result[name];
    if (value === undefined || Object.hasOwn(local, name)) continue;
    run.count(bytesOf(value));
    kept[name] = value;
    some = true;
  }
  return some ? kept : null;
}

function map(
  run: Run,
  plan: Plan,
  side: 'input' | 'output',
  mappings: readonly Mapping[],
  into: Record<string, StoredValue>,
  reach: Reach,
  existing: (name: string) => StoredValue | undefined,
): void {
  for (const { source, target } of mappings) {
    const where = `${side} ${target}`;
    const value = storedValue(run, plan, source, where, reach);
    run.count(bytesOf(value));
    const path = target.split('.');
    const [name = ''] = path;
    if (!path.every(isName)) throw new Halt('bad-mapping', { where });
    const before = Object.hasOwn(into, name) ? into[name] : existing(name);
    into[name] = path.length === 1 ? value : put(before, path, 1, value);
  }
}

/** A context with `value` at the end of the path; what lies beside it stays. */
function put(before: StoredValue | undefined, path: readonly string[], from: number, value: StoredValue): StoredValue {
  if (from === path.length) return value;
  const name = path[from] ?? '';
  const context = before !== undefined && isContext(before) ? before : NOTHING;
  return { ...context, [name]: put(Object.hasOwn(context, name) ? context[name] : undefined, path, from + 1, value) };
}

function isContext(value: StoredValue): value is Variables {
  return typeof value === 'object' && value !== null && !isList(value) && !('~' in value) && !('~n' in value);
}

/**
 * The flows an element takes, null for all. An exclusive gateway takes the first whose condition holds, any other element
 * every one whose condition holds or that has none; else the default flow; else it stops.
 */
export function chooseFlows(run: Run, plan: Plan, scope: number, written: Variables | null): readonly number[] | null {
  if (plan.takesAll) return null;
  const { element, model } = plan;
  const exclusive = element.type === 'exclusiveGateway';
  const reach: Reach = { own: written === null ? [] : [written], scope };
  const taken: number[] = [];
  let held = 0;
  for (const index of element.outgoing) {
    const flow = model.process.flows[index];
    if (flow === undefined || index === element.defaultFlow) continue;
    if (flow.condition !== null) {
      if (!condition(run, plan, flow.condition, flow.id, reach)) continue;
      held += 1;
    }
    taken.push(index);
    if (exclusive) return taken;
  }
  if (element.defaultFlow !== null && held === 0) taken.push(element.defaultFlow);
  if (taken.length === 0) throw new Halt('no-flow-taken');
  return taken.length === element.outgoing.length ? null : taken;
}

/** Ids of flows by index. */
export function idsOf(plan: Plan, flows: readonly number[]): string[] {
  return flows.map((flow) => plan.model.process.flows[flow]?.id ?? '');
}
