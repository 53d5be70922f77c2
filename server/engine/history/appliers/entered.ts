import type { Draft, MutableInner, MutableNode } from '../draft.js';
import { visibleIn } from '../draft.js';
import type { Entered } from '../events.js';
import type { WatchState } from '../state.js';
import type { Plan } from '../../model/index.js';
import { defaultRoles, literalText } from '../../model/defaults.js';
import { consume } from '../tokens.js';
import { freshNode, messageState, signalState, timerState, watchState } from '../parts.js';

/** Opens a node that waits. What the model says as a literal is read there. */
export function entered(draft: Draft, event: Entered): void {
  const model = draft.model(event.scope);
  const plan = model.planOf(model.indexOf(event.element));
  const { element } = plan;
  consume(draft, event.scope, element);
  const node = freshNode(event.key, element.index, event.scope);
  if (event.local !== undefined) node.variables = event.local;
  if (event.watch !== undefined) node.watch = watches(plan, event.watch);
  fill(draft, node, plan, event);
  draft.add(node);
}

function fill(draft: Draft, node: MutableNode, plan: Plan, event: Entered): void {
  const { model, element } = plan;
  if (element.type === 'subProcess') node.inner = scopeWithin(draft, event.scope, model.process.id, false);
  else if (element.type === 'callActivity') enterCall(draft, node, plan, event);
  else if (element.job !== null) {
    node.job = {
      type: event.job?.type ?? literalText(model, element.job.type),
      retries: event.job?.retries ?? 3,
    };
  } else if (element.type === 'userTask' || element.type === 'manualTask') {
    node.task = {
      roles: event.task?.roles ?? defaultRoles(model, element),
      people: event.task?.people ?? [],
      assignee: event.task?.assignee ?? null,
      owner: null,
      done: false,
      due: event.task?.due === undefined ? null : timerState(event.task.due),
      followUp: event.task?.followUp ?? null,
      seats: [],
      nextSeat: 1,
      readers: [],
      watchers: [],
    };
  } else if (event.due !== undefined) node.timer = timerState(event.due);
  else if (event.message !== undefined) node.message = messageState(model, element, event.message);
  else if (event.signal !== undefined) node.signal = signalState(model, element, event.signal);
  else if (element.event?.kind === 'conditional') node.condition = { kind: 'condition', held: false };
}

function enterCall(draft: Draft, node: MutableNode, plan: Plan, event: Entered): void {
  const process = event.process ?? literalText(plan.model, plan.element.call?.processId ?? '');
  node.inner = scopeWithin(draft, event.scope, process, true);
  if (plan.element.call?.propagateAllParentVariables === true) {
    node.variables = { ...visibleIn(draft.state, event.scope), ...node.variables };
  }
}

function scopeWithin(draft: Draft, scope: number, process: string, border: boolean): MutableInner {
  const depth = (draft.state.nodes[scope]?.inner?.depth ?? 0) + 1;
  return freshInner(process, border, depth);
}

function watches(plan: Plan, watch: NonNullable<Entered['watch']>): (WatchState | null)[] {
  return watch.map((each, index) => watchState(plan.model, plan.watched[index], each));
}
