import type { Draft, MutableInner, MutableNode } from '../draft.js';
import { visibleIn } from '../draft.js';
import type { StoredValue } from '../../expression/index.js';
import type { Entered } from '../events.js';
import type { Plan } from '../../model/index.js';
import { defaultRoles, literalText } from '../../model/defaults.js';
import { take } from '../taking.js';
import { consume } from '../tokens.js';
import { takeUndo } from '../undo.js';
import { watchStates } from '../watched.js';
import { freshInner, freshNode, messageState, signalState, timerState } from '../parts.js';

/** Opens a node that waits. What the model says as a literal is read there. */
export function entered(draft: Draft, event: Entered): void {
  const model = draft.model(event.scope);
  const plan = model.planOf(model.indexOf(event.element));
  const { element } = plan;
  const node = freshNode(event.key, element.index, event.scope);
  if (event.local !== undefined) node.variables = event.local;
  if (plan.given || event.undo === true) begin(draft, node, plan, event);
  else {
    consume(draft, event.scope, element);
    fill(draft, node, plan, event);
  }
  if (event.watch !== undefined) node.watch = watchStates(draft, node, event.watch);
  draft.add(node);
}

/** What does not begin with a token alone: a body, a run of it, and what undoes. */
function begin(draft: Draft, node: MutableNode, plan: Plan, event: Entered): void {
  const { run, given, undo } = take(draft, event.scope, plan, event.i, event.undo === true);
  if (given !== null) node.variables = { ...given, ...event.local };
  node.index = run;
  if (event.loop !== undefined) fillBody(draft, node, plan, event.loop, event.scope);
  else if (event.undo === true) {
    node.inner = scopeWithin(draft, event.scope, plan.model.process.id, false);
    undoInside(node.inner, undo?.undo ?? []);
  } else fill(draft, node, plan, event);
}

function fill(draft: Draft, node: MutableNode, plan: Plan, event: Entered): void {
  const { model, element } = plan;
  if (element.type === 'subProcess') node.inner = scopeWithin(draft, event.scope, model.process.id, false);
  else if (element.event?.kind === 'compensation') {
    node.inner = scopeWithin(draft, event.scope, model.process.id, false);
    undoInside(node.inner, takeUndo(draft, event.scope, element.event.activity));
  } else if (element.type === 'callActivity') enterCall(draft, node, plan, event);
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
      urgedAt: null,
      term: null,
      opened: false,
    };
  } else if (event.due !== undefined) node.timer = timerState(event.due);
  else if (event.message !== undefined) node.message = messageState(model, element, event.message);
  else if (event.signal !== undefined) node.signal = signalState(model, element, event.signal);
  else if (element.event?.kind === 'conditional') node.condition = { kind: 'condition', held: false };
}

/** A body holds its runs and the results they bring. */
function fillBody(
  draft: Draft,
  node: MutableNode,
  plan: Plan,
  loop: NonNullable<Entered['loop']>,
  scope: number,
): void {
  const count = loop.items?.length ?? loop.count ?? 0;
  const outputs = plan.element.loop?.outputCollection == null ? null : new Array<StoredValue>(count).fill(null);
  node.inner = scopeWithin(draft, scope, plan.model.process.id, false);
  node.loop = { items: loop.items ?? null, count, next: 0, pending: [], completed: 0, outputs };
}

function undoInside(inner: MutableInner, undo: MutableInner['undo']): void {
  inner.closed = true;
  inner.undoing = true;
  inner.undo = undo;
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
