import type { Plan } from '../model/index.js';
import type { NodeState } from '../history/state.js';
import { insidePlan } from '../history/watched.js';
import { textValue } from './expressions.js';
import type { Run } from './run.js';

/** An event that takes what was thrown, and the node it happens to. */
export interface Taker {
  readonly host: number;
  readonly plan: Plan;
}

/**
 * Who takes an error or escalation thrown by a node or inside a scope: outwards, first an event sub-process of the scope,
 * then a boundary event; of several at one place that with the code, else one for any. Calls are left like any other
 * scope. An event sub-process does not take what is thrown inside itself.
 */
export function takerOf(run: Run, from: number, kind: 'error' | 'escalation', code: string): Taker | null {
  let inside = -1;
  for (let key = from; key !== 0;) {
    const node = run.node(key);
    const taker = insideTaker(run, node, kind, code, inside) ?? besideTaker(run, node, kind, code);
    if (taker !== null) return { host: key, plan: taker };
    inside = node.scope === 0 ? -1 : node.element;
    key = node.scope;
  }
  return null;
}

function insideTaker(run: Run, node: NodeState, kind: string, code: string, from: number): Plan | null {
  if (node.inner === null || node.inner.closed) return null;
  const plan = insidePlan(run.places, node);
  if (plan === null || plan.inside.caught.length === 0) return null;
  const plans = plan.inside.caught.filter(({ parent }) => parent !== from).map(({ index }) => plan.model.planOf(index));
  return fitting(run, plans, kind, code, node.key);
}

/** The boundary events of a multi-instance activity stand at its body; what only undoes has none. */
function besideTaker(run: Run, node: NodeState, kind: string, code: string): Plan | null {
  if (node.scope === 0 || node.index > 0 || node.inner?.undoing === true) return null;
  const { caught, model } = run.planOfNode(node);
  if (caught.length === 0) return null;
  const plans = caught.map(({ index }) => model.planOf(index));
  return fitting(run, plans, kind, code, node.scope);
}

function fitting(run: Run, plans: readonly Plan[], kind: string, code: string, scope: number): Plan | null {
  let any: Plan | null = null;
  for (const plan of plans) {
    const { event } = plan.element;
    if (event?.kind !== kind || (event.kind !== 'error' && event.kind !== 'escalation')) continue;
    if (event.code === null) any ??= plan;
    else if (textValue(run, plan, event.code, `${event.kind}Code`, { own: [], scope }) === code) return plan;
  }
  return any;
}
