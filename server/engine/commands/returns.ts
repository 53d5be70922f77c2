import type { InstanceRefusal } from '../codes.js';
import type { NodeState } from '../history/state.js';
import { modelOf, type Model } from '../model/index.js';
import type { Element } from '../model/types.js';
import { hasFixedRoll, isFinal, passedCause, reachedFrom, runningCause } from '../tasks/steps.js';
import type { Run } from '../run/run.js';
import type { Place } from './places.js';
import type { Targets } from './targets.js';

type Nodes = Readonly<Record<number, NodeState>>;

/** Where something runs, from the root inwards: an element in each scope. */
type Chain = readonly { readonly scope: number; readonly element: number }[];

/** A final step that runs is not taken away: not itself, nothing in it, nothing around it. */
export function refuseTouching(run: Run, nodes: Nodes, targets: Targets): InstanceRefusal | null {
  const touched = new Set([...targets.nodes.map(({ key }) => key)]);
  const inside = new Set(targets.tokens.map(({ scope }) => scope));
  for (const step of runningSteps(run, nodes)) {
    const { key } = step.node;
    const within = [...touched, ...inside].some((each) => scopesAround(nodes, each).includes(key));
    const around = scopesAround(nodes, key).some((each) => touched.has(each));
    if (within || around) return refusal(runningCause(step.element), step.element);
  }
  return null;
}

/** While a final step runs the matter is not put aside, and none of its dates is moved: what people were told stands. */
export function refuseRunning(run: Run): InstanceRefusal | null {
  const [step] = runningSteps(run, run.state.nodes);
  return step === undefined ? null : refusal(runningCause(step.element), step.element);
}

/** The same for one node: it may not lie in a final step, nor be one. */
export function refuseInside(run: Run, key: number): InstanceRefusal | null {
  const { nodes } = run.state;
  const around = scopesAround(nodes, key);
  const step = runningSteps(run, nodes).find(({ node }) => around.includes(node.key));
  return step === undefined ? null : refusal(runningCause(step.element), step.element);
}

/** Nobody is added to a task of a step whose roll says who takes part: of a vote, of a meeting. */
export function refuseFixedSeats(run: Run, key: number): InstanceRefusal | null {
  const { nodes } = run.state;
  for (const each of scopesAround(nodes, key)) {
    const node = nodes[each];
    if (node === undefined || node.scope === 0) continue;
    const { element } = modelIn(run, nodes, node.scope).planOf(node.element);
    if (hasFixedRoll(element)) return refusal('roll-fixed', element);
  }
  return null;
}

/**
 * Why an element may not begin because of a final step: one that runs lies before or behind it (or around it), or one that
 * has run would be run again.
 */
export function refuseAcross(run: Run, before: Nodes, place: Place): InstanceRefusal | null {
  const chain = chainOf(run.state.nodes, place.scope, place.plan.element.index);
  for (const step of runningSteps(run, before)) {
    const met = meet(chain, chainOf(before, step.node.scope, step.node.element));
    if (met === null) continue;
    const model = modelIn(run, before, met.scope);
    const meets =
      met.one === met.other || reachedFrom(model, met.one).has(met.other) || reachedFrom(model, met.other).has(met.one);
    if (meets) return refusal(runningCause(step.element), step.element);
  }
  for (const node of Object.values(before)) {
    if (node.scope === 0) continue;
    const met = meet(chain, chainOf(before, node.scope, node.element));
    if (met === null || met.one === met.other) continue;
    const step = passedBetween(modelIn(run, before, met.scope), met.one, met.other);
    if (step !== null) return refusal(passedCause(step), step);
  }
  return null;
}

/** A final step that lies on the way from `target` to what runs now, where the model has no other way back. */
function passedBetween(model: Model, target: number, running: number): Element | null {
  const { parent } = model.planOf(target).element;
  for (const { element } of model.plans) {
    if (!isFinal(element)) continue;
    const lifted = liftedTo(model, element.index, parent);
    if (lifted === null || lifted === running) continue;
    const runsAgain = lifted === target || reachedFrom(model, target).has(lifted);
    if (!runsAgain || !reachedFrom(model, lifted).has(running)) continue;
    if (lifted === target || !reachedFrom(model, running, lifted).has(target)) return element;
  }
  return null;
}

/** The element directly inside `parent` that an element is or lies in. */
function liftedTo(model: Model, index: number, parent: number): number | null {
  for (let each = index; each > 0; each = model.planOf(each).element.parent) {
    if (model.planOf(each).element.parent === parent) return each;
  }
  return null;
}

function runningSteps(run: Run, nodes: Nodes): readonly { readonly node: NodeState; readonly element: Element }[] {
  return Object.values(nodes).flatMap((node) => {
    if (node.scope === 0) return [];
    const { element } = modelIn(run, nodes, node.scope).planOf(node.element);
    return isFinal(element) ? [{ node, element }] : [];
  });
}

/** The process inside a scope as it was then; what was terminated meanwhile is still told of. */
function modelIn(run: Run, nodes: Nodes, scope: number): Model {
  const process = run.facts.definitions.processes[nodes[scope]?.inner?.process ?? ''];
  if (process === undefined) throw new Error(`no process in scope ${scope}`);
  return modelOf(process);
}

/** Keys of a node and of every scope around it. */
function scopesAround(nodes: Nodes, key: number): readonly number[] {
  const keys: number[] = [];
  for (let each = key; each !== 0; each = nodes[each]?.scope ?? 0) keys.push(each);
  return keys;
}

function chainOf(nodes: Nodes, scope: number, element: number): Chain {
  const chain = [{ scope, element }];
  for (let node = nodes[scope]; node !== undefined && node.scope !== 0; node = nodes[node.scope]) {
    chain.unshift({ scope: node.scope, element: node.element });
  }
  return chain;
}

/** The innermost scope both lie in, with the element of each there. */
function meet(
  one: Chain,
  other: Chain,
): { readonly scope: number; readonly one: number; readonly other: number } | null {
  let met: ReturnType<typeof meet> = null;
  for (const [depth, at] of one.entries()) {
    const beside = other[depth];
    if (beside?.scope !== at.scope) break;
    met = { scope: at.scope, one: at.element, other: beside.element };
  }
  return met;
}

function refusal(refused: InstanceRefusal['refused'], { id, name }: Element): InstanceRefusal {
  return { refused, values: { element: id, name: name ?? id } };
}
