import type { NodeState } from '../history/state.js';
import type { Join } from '../model/joins.js';
import type { Plan } from '../model/index.js';
import type { Run } from './run.js';

/**
 * The next inclusive gateway that can be entered: the oldest scope first, then in the order of the model; null for none.
 * Asked whenever everything else of a command is worked off, so it does not matter whether a token moved or died.
 */
export function readyJoin(run: Run): { readonly plan: Plan; readonly scope: number } | null {
  for (const node of Object.values(run.state.nodes)) {
    if (node.inner === null || node.inner.tokens.length === 0) continue;
    const { model } = run.plan(node.key, 0);
    if (model.joins.length === 0) continue;
    const inside = node.inner.border ? 0 : node.element;
    for (const join of model.joins) {
      if (join.parent !== inside || run.isStopped(null, node.key, join.gateway)) continue;
      if (isReady(run, node, join)) return { plan: model.planOf(join.gateway), scope: node.key };
    }
  }
  return null;
}

/** Can this inclusive gateway be entered now? */
export function isJoinReady(run: Run, plan: Plan, scope: number): boolean {
  const join = plan.model.joins.find(({ gateway }) => gateway === plan.element.index);
  return join !== undefined && isReady(run, run.node(scope), join);
}

/**
 * BPMN 2.0, table 13.3: at least one incoming flow has a token, and from wherever else in the scope a token can get to an
 * empty incoming flow without visiting the gateway, it can also get to one that has a token. A token inside an activity
 * leaves by the activity's own flows or, as long as they can happen, by those of its boundary events.
 */
function isReady(run: Run, { key, inner }: NodeState, join: Join): boolean {
  const tokens = inner?.tokens ?? [];
  const filled = join.incoming.filter((flow) => tokens.includes(flow));
  if (filled.length === 0) return false;
  if (filled.length === join.incoming.length) return true;
  const blocks = (goals: readonly number[] | undefined): boolean =>
    goals !== undefined && !goals.some((goal) => filled.includes(goal));
  if (tokens.some((flow) => !filled.includes(flow) && blocks(join.fromFlow.get(flow)))) return false;
  for (const node of Object.values(run.state.nodes)) {
    if (node.scope !== key) continue;
    if (blocks(join.fromElement.get(node.element))) return false;
    const { element, watched } = run.planOfNode(node);
    for (const boundary of element.boundary) {
      const position = watched.findIndex(({ index }) => index === boundary);
      const over = position >= 0 && node.watch[position] === null;
      if (!over && blocks(join.fromElement.get(boundary))) return false;
    }
  }
  return true;
}
