import type { InstanceRefusal } from '../codes.js';
import type { Recall } from '../history/commands.js';
import type { ActState } from '../history/state.js';
import type { Run } from '../run/run.js';
import { isSystem } from '../tasks/authority.js';
import { reachedFrom } from '../tasks/steps.js';
import { end } from './modify.js';
import { refuseAcross, refuseTouching } from './returns.js';
import type { Targets } from './targets.js';

/**
 * 撤回: whoever completed a task takes that back, while it is the last thing that happened, nobody has opened what came of it
 * and nothing has left the matter. What came of it ends, and the task is there again with what was filled in.
 */
export function recall(run: Run, { key, by }: Recall): InstanceRefusal | null {
  const { act } = run.state;
  if (act === null || act.key !== key || run.state.nodes[act.scope] === undefined) return { refused: 'moved-on' };
  if (isSystem(by) || act.p !== by.p) return { refused: 'not-your-act' };
  if (act.sent) return { refused: 'effect-sent' };
  const nodes = Object.values(run.state.nodes);
  if (nodes.some((node) => node.key >= act.since && node.task?.opened === true)) return { refused: 'task-opened' };
  const before = run.state.nodes;
  const targets = broughtBy(run, act);
  if (targets === null) return { refused: 'moved-on' };
  const place = { scope: act.scope, plan: run.plan(act.scope, act.element) };
  const refused = refuseTouching(run, before, targets) ?? refuseAcross(run, before, place);
  if (refused !== null) return refused;
  run.withoutFinishing(() => {
    end(run, targets);
    run.activate(place.plan, place.scope);
  });
  return null;
}

/** What the act brought: elements that began behind it, and tokens it left waiting; null where others wait there as well. */
function broughtBy(run: Run, { scope, element, since }: ActState): Targets | null {
  const { model } = run.plan(scope, element);
  const behind = reachedFrom(model, element);
  const nodes = Object.values(run.state.nodes).filter(
    (node) => node.scope === scope && node.key >= since && behind.has(node.element),
  );
  const waiting = (run.state.nodes[scope]?.inner?.tokens ?? []).flatMap((flow) => model.process.flows[flow] ?? []);
  const own = waiting.filter(({ source }) => source === element || behind.has(source));
  const targets = new Set(own.map(({ target }) => target));
  const shared = waiting.some((flow) => targets.has(flow.target) && !own.includes(flow));
  if (shared || nodes.length + own.length === 0) return null;
  return { nodes, tokens: [...targets].map((index) => ({ scope, element: model.planOf(index).element })) };
}

/** Notes that somebody other than whoever brought it has opened a task; only once, and only while it could be taken back. */
export function refuseOpening(run: Run, key: number, p: string): InstanceRefusal | null {
  const { act, nodes } = run.state;
  const task = nodes[key]?.task;
  const decides = act !== null && key >= act.since && act.p !== p && task?.opened === false;
  return decides ? null : { refused: 'nothing-to-note' };
}
