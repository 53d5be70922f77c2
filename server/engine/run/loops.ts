import type { Effect } from '../decider.js';
import type { StoredValue } from '../expression/index.js';
import type { Variables } from '../history/commands.js';
import { bodyIn, collected, isBody, runsLeft, type BodyNode } from '../history/loops.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import type { LoopDefinition } from '../model/types.js';
import { closeSubtree, open } from './effects.js';
import { feelValue, storedValue, type Reach } from './expressions.js';
import { Halt } from './halt.js';
import { chooseFlows, idsOf, resultOf, withoutOwn } from './leaving.js';
import { LIMITS } from './limits.js';
import type { Run } from './run.js';
import { bytesOf, isList } from './sizes.js';
import { watchBeside } from './watching.js';

/**
 * Multi-instance (BPMN 2.0, 10.3.7 and 13.3.7; the collections are Zeebe's). The body is a scope of its own around its
 * runs: boundary events stand at the body, the item and the counter belong to a run. The collection is read once.
 */
export function enterBody(run: Run, plan: Plan, scope: number): void {
  const definition = definitionOf(plan);
  if ((run.node(scope).inner?.depth ?? 0) >= LIMITS.scopes) throw new Halt('budget-depth', { limit: LIMITS.scopes });
  const loop = runsOf(run, plan, scope, definition);
  if ((loop.items?.length ?? loop.count) === 0) {
    passEmpty(run, plan, scope, definition);
    return;
  }
  const watch = watchBeside(run, plan, { own: [], scope });
  const key = run.state.nextKey;
  run.emit({
    type: 'Entered',
    v: 1,
    element: plan.element.id,
    scope,
    key,
    loop,
    ...(watch.length === 0 ? null : { watch }),
  });
  open(run, run.node(key));
  beginRuns(run, key);
}

function definitionOf({ element }: Plan): LoopDefinition {
  if (element.loop === null) throw new Halt('bad-model', { missing: 'loop' });
  return element.loop;
}

/** The items, or how many runs there are. */
function runsOf(
  run: Run,
  plan: Plan,
  scope: number,
  { collection, cardinality }: LoopDefinition,
): { items?: readonly StoredValue[]; count?: number } {
  const reach = { own: [], scope };
  if (collection !== null) {
    const items = storedValue(run, plan, collection, 'inputCollection', reach);
    if (!isList(items)) throw new Halt('expression-wrong-type', { where: 'inputCollection', expected: 'list' });
    limited(items.length);
    run.count(bytesOf(items));
    return { items };
  }
  const count = cardinality === null ? null : storedValue(run, plan, cardinality, 'loopCardinality', reach);
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw new Halt('expression-wrong-type', { where: 'loopCardinality', expected: 'whole number' });
  limited(count);
  return { count };
}

function limited(count: number): void {
  if (count > LIMITS.runs) throw new Halt('budget-runs', { count, limit: LIMITS.runs });
}

/** Without an item there is nothing to run: the body is done at once, with an empty list of results. */
function passEmpty(run: Run, plan: Plan, scope: number, { outputCollection }: LoopDefinition): void {
  const variables = outputCollection === null ? null : { [outputCollection]: [] };
  const flows = chooseFlows(run, plan, scope, variables);
  run.emit({
    type: 'Passed',
    v: 1,
    element: plan.element.id,
    scope,
    ...(flows === null ? null : { flows: idsOf(plan, flows) }),
    ...(variables === null ? null : { variables }),
  });
  run.follow(plan, scope, flows);
}

/** Begins all runs that have not begun, sequentially the next. One that cannot begin stays back with an incident. */
export function beginRuns(run: Run, key: number): void {
  const first = run.state.nodes[key];
  if (!isBody(first)) return;
  const plan = run.planOfNode(first);
  const sequential = plan.element.loop?.sequential === true;
  for (const index of runsLeft(first)) {
    const body = run.state.nodes[key];
    if (!isBody(body) || body.phase !== 'active') return;
    const begun = run.enterRun(plan, key, index);
    if (sequential || (!begun && run.spent)) return;
  }
}

/** A body goes on after a run of it is over: with the next, or it is done. */
export function goOn(run: Run, body: BodyNode): void {
  if (body.inner === null || body.inner.active > 0) return;
  if (runsLeft(body).length === 0) run.leave(body.key, {});
  else if (body.inner.stopped === 0) beginRuns(run, body.key);
}

/** Leaves one run that waited. */
export function leaveRun(run: Run, node: NodeState, plan: Plan, brought: Variables): void {
  const { key, scope } = node;
  const made = resultOf(run, plan, scope, node.variables, brought, node);
  const variables = withoutOwn(plan, node.variables, made, node);
  const reach = { own: [made ?? {}, brought, node.variables], scope };
  const judged = judge(run, plan, scope, node.index, reach);
  closeSubtree(run, key, 'completed');
  run.emit({
    type: 'Completed',
    v: 1,
    element: plan.element.id,
    key,
    ...(variables === null ? null : { variables }),
    ...judged.output,
  });
  over(run, scope, judged.last);
}

/** Begins and leaves one run in one go. */
export function passRun(
  run: Run,
  plan: Plan,
  body: number,
  local: Variables,
  result: Variables,
  effect?: Effect,
): void {
  const made = resultOf(run, plan, body, local, result);
  const variables = withoutOwn(plan, local, made);
  const index = run.iteration;
  const judged = judge(run, plan, body, index, { own: [made ?? {}, result, local], scope: body });
  run.emit({
    type: 'Passed',
    v: 1,
    element: plan.element.id,
    scope: body,
    ...run.indexField(plan, body),
    ...(variables === null ? null : { variables }),
    ...judged.output,
  });
  if (effect !== undefined) run.perform(effect);
  over(run, body, judged.last);
}

function over(run: Run, body: number, last: boolean): void {
  if (last) run.leave(body, {});
  else run.goOnLater(body);
}

/** What a run adds to the results, and whether the completion condition holds after it. */
function judge(
  run: Run,
  plan: Plan,
  key: number,
  index: number,
  reach: Reach,
): { readonly output: { readonly output?: StoredValue }; readonly last: boolean } {
  const definition = definitionOf(plan);
  const body = run.node(key);
  if (!isBody(body)) throw new Error(`node ${key} is no body`);
  const { loop, inner } = body;
  let output: StoredValue = null;
  if (loop.outputs !== null && definition.outputElement !== null) {
    output = storedValue(run, plan, definition.outputElement, 'outputElement', reach);
    run.count(bytesOf(output));
  }
  const condition = definition.completionCondition;
  if (condition === null) return { output: output === null ? {} : { output }, last: false };
  const completed = loop.completed + 1;
  const waiting = loop.pending.filter((each) => each !== index).length;
  const begun = index <= loop.next ? loop.next : index;
  // of those begun, what neither waits nor is done nor is this one was ended from outside
  const active = (inner?.active ?? 0) - (loop.pending.includes(index) || index > loop.next ? 0 : 1);
  const terminated = begun - completed - waiting - active;
  const counts: Variables = {
    numberOfInstances: loop.count,
    numberOfActiveInstances: definition.sequential ? 0 : loop.count - completed - terminated,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: terminated,
  };
  const results = collected(plan.element, {
    ...loop,
    outputs: loop.outputs?.map((each, position) => (position === index - 1 ? output : each)) ?? null,
  });
  const own = [counts, ...(results === null ? [] : [results]), ...reach.own];
  const last = feelValue(run, plan, condition, 'completionCondition', { own, scope: reach.scope });
  if (typeof last !== 'boolean')
    throw new Halt('expression-wrong-type', { where: 'completionCondition', expected: 'boolean' });
  return { output: output === null ? {} : { output }, last };
}

/** Is this element entered as one run of its body? */
export function isRun(run: Run, plan: Plan, scope: number): boolean {
  return bodyIn(run.state, scope, plan.element) !== null;
}
