import type { Variables } from '../history/commands.js';
import type { Due } from '../history/events.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { fireBoundary } from './boundary.js';
import { choose } from './event-gateway.js';
import type { Run } from './run.js';

/** Something happens that is watched beside a running element: a boundary event, or an event behind an event-based gateway. */
export function trigger(run: Run, node: NodeState, plan: Plan, brought: Variables, next?: Due): void {
  if (run.planOfNode(node).element.type === 'eventBasedGateway') choose(run, node, plan, brought);
  else fireBoundary(run, node.key, plan, brought, next);
}
