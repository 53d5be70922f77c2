import type { Variables } from '../history/commands.js';
import type { Due } from '../history/events.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { fireBoundary } from './boundary.js';
import { choose } from './event-gateway.js';
import { beginEventSubProcess } from './event-sub-process.js';
import type { Run } from './run.js';

/**
 * Something happens that is watched beside a running element or inside it: a boundary event, the start of an event
 * sub-process, or an event behind an event-based gateway.
 */
export function trigger(run: Run, node: NodeState, plan: Plan, brought: Variables, next?: Due): void {
  if (node.scope !== 0 && run.planOfNode(node).element.type === 'eventBasedGateway') choose(run, node, plan, brought);
  else if (plan.element.type === 'startEvent') beginEventSubProcess(run, node.key, plan, brought, next);
  else fireBoundary(run, node.key, plan, brought, next);
}
