import type { Effect, TaskFacts } from '../decider.js';
import type { Variables } from '../history/commands.js';
import { hostOf } from '../history/parts.js';
import { subtreeOf, visibleIn } from '../history/draft.js';
import type {
  IncidentState,
  InstanceState,
  MessageState,
  NodeState,
  SignalState,
  TimerState,
  WatchState,
} from '../history/state.js';
import { watchedAt } from '../history/watched.js';
import type { Plan } from '../model/index.js';
import { madeByInput } from './leaving.js';
import type { Run } from './run.js';

/** Asks the outside for all that a node waits for: its job, task, instant or message, and its boundary events. */
export function open(run: Run, node: NodeState): void {
  openWatch(run, node);
  // nothing is asked for the root itself
  if (node.scope === 0) return;
  const plan = run.planOfNode(node);
  if (isJobOpen(run.state, node)) openJob(run, node, plan);
  if (node.phase === 'active') {
    if (node.task !== null) openTask(run, node, plan);
    if (node.timer !== null) openTimer(run, node.key, plan.element.id, node.timer);
    if (node.message !== null) openSubscription(run, node.key, plan.element.id, node.message, true);
    if (node.signal !== null) openSubscription(run, node.key, plan.element.id, node.signal, true);
  }
}

function openWatch(run: Run, node: NodeState): void {
  for (const [position, watch] of node.watch.entries()) {
    const event = watch === null ? null : watchedAt(run.places, node, position);
    if (watch === null || event === null) continue;
    const key = node.watchKey + position;
    const { id, interrupting } = event.element;
    if (watch.kind === 'timer') openTimer(run, key, id, watch);
    else if (watch.kind !== 'condition') openSubscription(run, key, id, watch, interrupting);
  }
}

/** `input`: what input mappings made, else everything the element can read. */
export function openJob(run: Run, node: NodeState, plan: Plan, backOff?: number): void {
  if (node.job === null) return;
  const { element } = plan;
  const input = element.input.length > 0 ? madeByInput(plan, node.variables) : seenBy(run, node, plan);
  run.perform({
    do: 'openJob',
    key: node.key,
    type: node.job.type,
    element: element.id,
    retries: node.job.retries,
    ...(backOff === undefined ? null : { backOff }),
    input,
    headers: element.job?.headers ?? {},
  });
}

/** Everything an element can read: item and counter of a run before the variables around it. */
function seenBy(run: Run, node: NodeState, plan: Plan): Variables {
  const visible = visibleIn(run.state, node.scope);
  return plan.given ? { ...visible, ...node.variables } : visible;
}

export function openTimer(run: Run, key: number, element: string, timer: TimerState): void {
  const { due, year } = timer;
  run.perform({ do: 'openTimer', key, element, due, ...(year === null ? null : { awaitsYear: year }) });
}

function openSubscription(
  run: Run,
  key: number,
  element: string,
  wait: MessageState | SignalState,
  once: boolean,
): void {
  const correlationKey = wait.kind === 'message' ? wait.key : '';
  run.perform({ do: 'openSubscription', key, element, kind: wait.kind, name: wait.name, correlationKey, once });
}

/** Shows the task as it is now; also after every change of it. */
export function openTask(run: Run, node: NodeState, plan: Plan): void {
  const task = taskFacts(run.state, node, plan);
  if (task !== null) run.perform({ do: 'openTask', key: node.key, element: plan.element.id, task });
}

/** What a task list needs to know of a user task; null for any other node. */
export function taskFacts(state: InstanceState, node: NodeState, plan: Plan): TaskFacts | null {
  const { task } = node;
  if (task === null) return null;
  const { element, model } = plan;
  const lane = element.lane === null ? undefined : model.process.lanes[element.lane];
  return {
    name: element.name ?? element.id,
    lane: lane?.name ?? lane?.id ?? null,
    roles: task.roles,
    ...(task.people.length === 0 ? null : { people: task.people }),
    scope: state.org,
    assignee: task.assignee,
    form: element.user?.formId ?? null,
    due: task.due?.due ?? null,
    ...(task.due?.year == null ? null : { awaitsYear: task.due.year }),
    ...(task.followUp === null ? null : { followUp: task.followUp }),
    ...(task.owner === null ? null : { owner: task.owner }),
    ...(task.term === null ? null : { term: task.term }),
    ...(task.done ? { done: true } : null),
    seats: task.seats,
    variables: node.variables,
  };
}

/** Takes back all that a node and everything inside it asked for, and closes their incidents. */
export function closeSubtree(run: Run, key: number, outcome: 'completed' | 'cancelled'): void {
  const node = run.node(key);
  close(run, node, outcome);
  if (node.stopped > 0) closeIncidents(run, (incident) => incident.of === key);
  if (node.inner !== null) closeInside(run, key);
}

/** The same for everything inside a scope, not the scope itself. */
export function closeInside(run: Run, scope: number): void {
  const inner = run.node(scope).inner;
  if (inner === null || (inner.active === 0 && inner.stopped === 0)) return;
  const keys = subtreeOf(run.state, scope);
  for (const key of keys) if (key !== scope) close(run, run.node(key), 'cancelled');
  // what its own event sub-processes wait for is the scope's, not of what runs in it
  closeIncidents(run, (incident) => keys.has(incident.scope) && incident.of !== scope);
}

export function closeIncidents(run: Run, which: (incident: IncidentState) => boolean): void {
  for (const incident of Object.values(run.state.incidents)) {
    if (which(incident)) run.perform({ do: 'closeIncident', key: incident.key });
  }
}

/** Takes back what a node itself asked for. While the matter is suspended only its task is open. */
function close(run: Run, node: NodeState, outcome: 'completed' | 'cancelled'): void {
  if (node.task !== null && node.phase === 'active') run.perform({ do: 'closeTask', key: node.key, outcome });
  if (outcome === 'cancelled') cancelStreams(run, node);
  if (run.state.suspended === null) closeWaits(run, node);
}

/** Nobody works on with what was opened inside: the entities are told, and end if they have not yet. */
export function cancelStreams(run: Run, { inner }: NodeState): void {
  for (const { stream, kind } of inner?.streams ?? [])
    run.perform({ do: 'sendCommand', stream, kind, command: { type: 'cancel' } });
}

/** Takes back what would wake the node: job, instants and messages. */
export function closeWaits(run: Run, node: NodeState): void {
  closeOwn(run, node);
  closeWatch(run, node);
}

/** Takes back what the element itself waits for. */
function closeOwn(run: Run, node: NodeState): void {
  const { key, phase } = node;
  if (phase !== 'active') return;
  if (isJobOpen(run.state, node)) run.perform({ do: 'closeJob', key });
  if (node.timer !== null) run.perform({ do: 'closeTimer', key });
  if (node.message !== null || node.signal !== null) run.perform({ do: 'closeSubscription', key });
}

/** What it waited for is done, but it is not left: its boundary events stay open. */
export function closeDone(run: Run, node: NodeState): void {
  if (node.phase !== 'active') return;
  if (node.task !== null) run.perform({ do: 'closeTask', key: node.key, outcome: 'completed' });
  closeOwn(run, node);
}

function closeWatch(run: Run, node: NodeState): void {
  for (const [position, watch] of node.watch.entries()) {
    const effect = watch === null ? null : closing(watch, node.watchKey + position);
    if (effect !== null) run.perform(effect);
  }
}

/** What takes back one thing that is watched; null for a condition, which nobody outside knows. */
export function closing(watch: WatchState, key: number): Effect | null {
  if (watch.kind === 'condition') return null;
  return watch.kind === 'timer' ? { do: 'closeTimer', key } : { do: 'closeSubscription', key };
}

/** Is a job out for this node? Not after it failed for good, was thrown away by an error, or is done. */
export function isJobOpen(state: InstanceState, { key, job, phase, stopped }: NodeState): boolean {
  if (job === null || job.retries <= 0 || phase !== 'active') return false;
  if (stopped === 0) return true;
  return !Object.values(state.incidents).some(({ of, code }) => of === key && code === 'unhandled-error');
}

/** The node a timer or subscription key belongs to, with the watched event it is about (null: the node itself). */
export function waitOf(run: Run, key: number): { node: NodeState; boundary: Plan | null; position: number } | null {
  const found = hostOf(run.state, key);
  if (found === null) return null;
  const node = run.node(found.key);
  if (found.position < 0) return { node, boundary: null, position: -1 };
  const boundary = watchedAt(run.places, node, found.position);
  return boundary === null ? null : { node, boundary, position: found.position };
}
