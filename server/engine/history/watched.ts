import { modelOf, type Plan } from '../model/index.js';
import type { Process } from '../model/types.js';
import type { Draft, MutableNode } from './draft.js';
import type { Watch } from './events.js';
import { watchState } from './parts.js';
import type { InstanceState, NodeState } from './state.js';

/**
 * An event scope is one list: what is watched beside a node comes first (its boundary events), then, of a scope, the
 * start events of the event sub-processes inside it. A position in the list is a key, so one place decides who wins.
 */

type Places = Pick<Draft, 'state' | 'definitions'>;
type Watching = Pick<NodeState, 'scope' | 'element' | 'index' | 'inner' | 'loop' | 'watch'>;

function processOf({ state, definitions }: Places, scope: number): Process | undefined {
  return definitions.processes[state.nodes[scope]?.inner?.process ?? ''];
}

/** The plan of the element a node runs; null for the root. */
function planOfNode(places: Places, node: Watching): Plan | null {
  const process = node.scope === 0 ? undefined : processOf(places, node.scope);
  return process === undefined ? null : modelOf(process).planOf(node.element);
}

/** How many of the watched events of a node stand beside it, not inside. A run of a multi-instance body has none: the body has. */
export function besides(places: Places, node: Watching): number {
  return node.index > 0 ? 0 : (planOfNode(places, node)?.watched.length ?? 0);
}

/** The plan whose `inside` a scope has: its sub-process, or the process that runs in it; null for what is no such scope. */
export function insidePlan({ definitions }: Places, node: Watching): Plan | null {
  const { inner, loop } = node;
  if (inner === null || loop !== null) return null;
  const process = definitions.processes[inner.process];
  return process === undefined ? null : modelOf(process).planOf(inner.border ? 0 : node.element);
}

/** The event that a position of a node's `watch` is about. */
export function watchedAt(places: Places, node: Watching, position: number): Plan | null {
  const own = besides(places, node);
  const plan = position < own ? planOfNode(places, node) : insidePlan(places, node);
  const event = position < own ? plan?.watched[position] : plan?.inside.watched[position - own];
  return plan === null || event === undefined ? null : plan.model.planOf(event.index);
}

/** How many events the model has to be watched at a node. */
export function watchedCount(places: Places, node: Watching): number {
  return besides(places, node) + (insidePlan(places, node)?.inside.watched.length ?? 0);
}

/** The position of an event in a node's `watch`; -1 where it is not watched there. */
export function positionOf(places: Places, node: Watching, event: Plan): number {
  for (let position = 0; position < node.watch.length; position += 1) {
    if (watchedAt(places, node, position) === event) return position;
  }
  return -1;
}

/** What an event says about the watch of a node, as state. */
export function watchStates(places: Places, node: Watching, watch: readonly (Watch | null)[]): MutableNode['watch'] {
  return watch.map((each, position) => {
    const plan = each === null ? null : watchedAt(places, node, position);
    return each === null || plan === null ? null : watchState(plan.model, plan.element, each);
  });
}

/** No event sub-process of this scope can begin any more; what stopped them does not matter either. */
export function closeInside(draft: Draft, node: MutableNode): void {
  if (node.inner === null) return;
  node.inner.closed = true;
  for (const { key, of, scope } of Object.values(draft.state.incidents)) {
    if (of === node.key && scope === node.key) draft.resolve(key);
  }
  const own = besides(draft, node);
  if (node.watch.length > own) node.watch = node.watch.map((each, position) => (position < own ? each : null));
}

/** Is anything of a scope's `watch` about an event sub-process and still open? */
export function insideWatches(places: Places, state: InstanceState, key: number): readonly number[] {
  const node = state.nodes[key];
  if (node === undefined || node.watch.length === 0) return [];
  const own = besides(places, node);
  return node.watch.flatMap((each, position) => (each !== null && position >= own ? [position] : []));
}
