import type { InstanceRefusal } from '../codes.js';
import type { Actor } from '../decider.js';
import type { DeliverMessage, DeliverSignal, FireTimer, RescheduleTimer, SetCalendar } from '../history/commands.js';
import type { Due } from '../history/events.js';
import type { NodeState, TimerState } from '../history/state.js';
import { interrupts } from '../model/defaults.js';
import type { Plan } from '../model/index.js';
import { besides, watchedAt } from '../history/watched.js';
import { openTask, openTimer, waitOf } from '../run/effects.js';
import { Halt } from '../run/halt.js';
import { hear } from '../run/signals.js';
import { dateDue, nextFiring, timerDue } from '../run/timers.js';
import { trigger } from '../run/trigger.js';
import type { Run } from '../run/run.js';
import { isSystem } from '../tasks/authority.js';
import { termDeciders } from '../tasks/terms.js';
import { refuseInside } from './returns.js';
import { BAD_COMMAND, refuseVariables, gone } from './handler.js';

/** Late, never early. A cycle fires once however much is overdue, and goes on with its own grid. */
export function fireTimer(run: Run, { key }: FireTimer): InstanceRefusal | null {
  const wait = waitOf(run, key);
  const timer = wait === null ? null : timerOf(wait.node, wait.position);
  if (wait === null || timer === null || (wait.boundary === null && wait.node.phase !== 'active'))
    return gone(run, key);
  if (wait.boundary === null && wait.node.task !== null) return gone(run, key);
  if (timer.due === null) return { refused: 'awaiting-calendar', values: { year: timer.year } };
  if (run.at < timer.due) return { refused: 'too-early', values: { due: timer.due } };
  const { node, boundary } = wait;
  if (boundary === null) {
    run.leave(key, {});
    return null;
  }
  if (interrupts(boundary.element)) trigger(run, node, boundary, {});
  else {
    const next = nextFiring(timer, run.at);
    run.perform({ do: 'closeTimer', key });
    const due: Due | undefined = next === null ? undefined : { at: next };
    trigger(run, node, boundary, {}, due);
    reopen(run, key);
  }
  return null;
}

/** A message found this subscription: a catching element is left, an event beside or behind it happens. */
export function deliverMessage(run: Run, { key, variables = {} }: DeliverMessage): InstanceRefusal | null {
  const wait = waitOf(run, key);
  if (wait === null) return gone(run, key);
  const { node, boundary, position } = wait;
  const message = position < 0 ? node.message : node.watch[position];
  if (message?.kind !== 'message' || (boundary === null && node.phase !== 'active')) return gone(run, key);
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  if (boundary === null) run.leave(key, variables);
  else trigger(run, node, boundary, variables);
  return null;
}

/** A signal was thrown while this subscription waited for it. */
export function deliverSignal(run: Run, { key, variables = {} }: DeliverSignal): InstanceRefusal | null {
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  return hear(run, key, variables) ? null : gone(run, key);
}

/** 延期: moves a due date; the one before stays known. A person only gives more time, and never to a term people were told of. */
export function rescheduleTimer(run: Run, { key, due, by }: RescheduleTimer): InstanceRefusal | null {
  const wait = waitOf(run, key);
  const done = wait !== null && wait.boundary === null && wait.node.phase !== 'active';
  if (wait === null || done || timerOf(wait.node, wait.position) === null) return gone(run, key);
  const refused =
    refuseTermDecider(run, wait.node.key, by) ?? refuseOwnTerm(wait.node, by) ?? refuseDue(run, key, due, by);
  if (refused !== null) return refused;
  moveDue(run, key, due);
  return null;
}

/** Nobody gives more time to what they have themselves, or asked for: neither by the decision nor past it. */
function refuseOwnTerm({ task }: NodeState, by: Actor): InstanceRefusal | null {
  if (task === null || isSystem(by)) return null;
  if (task.term?.p === by.p) return { refused: 'own-request' };
  return task.assignee === by.p ? { refused: 'own-term' } : null;
}

/** Only those above the desk, or whom the step names, give a longer term. */
export function refuseTermDecider(run: Run, key: number, by: Actor): InstanceRefusal | null {
  const roles = termDeciders(run.state, run.facts.definitions, key);
  return isSystem(by) || roles.includes(by.role)
    ? null
    : { refused: 'role-does-not-fit', values: { roles, role: by.role } };
}

/** Why the date of a timer or a task cannot become `due`: statutory, not later, or out of all reason. */
export function refuseDue(run: Run, key: number, due: unknown, by: Actor): InstanceRefusal | null {
  const wait = waitOf(run, key);
  if (wait === null) return gone(run, key);
  if (typeof due !== 'number' || !Number.isSafeInteger(due)) return BAD_COMMAND;
  const refused = refuseInside(run, wait.node.key);
  if (refused !== null) return refused;
  const before = timerOf(wait.node, wait.position)?.due ?? null;
  if (isSystem(by)) return null;
  if (due <= Math.max(before ?? 0, run.at)) return { refused: 'due-not-later', values: { due: before } };
  if (due > Math.max(before ?? 0, run.at) + MOST_LONGER)
    return { refused: 'due-too-late', values: { days: MOST_LONGER / DAY } };
  return null;
}

/** Moves the date; what would end the task before it moves along. */
export function moveDue(run: Run, key: number, due: number): void {
  const wait = waitOf(run, key);
  move(run, key, { at: due });
  if (wait !== null && wait.boundary === null && wait.node.task !== null) moveEnds(run, wait.node.key, due);
}

const DAY = 86_400_000;
/** A term is made longer by so much at once: a year that is mistyped is no term. */
const MOST_LONGER = 366 * DAY;

/** What would end the task before its new date ends it then. */
function moveEnds(run: Run, key: number, due: number): void {
  const node = run.node(key);
  for (const [position, watch] of node.watch.entries()) {
    const event = watch?.kind === 'timer' ? watchedAt(run.places, node, position) : null;
    if (watch?.kind !== 'timer' || event === null || !interrupts(event.element)) continue;
    if (watch.due !== null && watch.due < due) move(run, node.watchKey + position, { at: due });
  }
}

/** Sets the dates that waited for a calendar year; what still reaches beyond the loaded years goes on waiting. */
export function setCalendar(run: Run, _command: SetCalendar): InstanceRefusal | null {
  for (const node of Object.values(run.state.nodes)) setDates(run, node);
  return null;
}

/** Sets the dates of one node that wait for a calendar year. */
export function setDates(run: Run, node: NodeState): void {
  if (node.phase === 'active' && node.scope !== 0)
    date(run, node.key, run.planOfNode(node), node, node.timer ?? node.task?.due ?? null, node.scope);
  for (const [position, watch] of node.watch.entries()) {
    const event = watch?.kind === 'timer' ? watchedAt(run.places, node, position) : null;
    if (watch?.kind !== 'timer' || event === null) continue;
    const scope = position < besides(run.places, node) ? node.scope : node.key;
    date(run, node.watchKey + position, event, node, watch, scope);
  }
}

/** Computes one date again, as of when its term began; a failure is an incident and leaves it waiting. */
function date(run: Run, key: number, plan: Plan, node: NodeState, timer: TimerState | null, scope: number): void {
  if (timer === null || timer.due !== null || timer.since === null) return;
  const reach = { own: scope === node.key ? [] : [node.variables], scope };
  const source = plan.element.user?.dueDate ?? null;
  try {
    const due =
      plan.element.event?.kind === 'timer'
        ? timerDue(run, plan, reach, timer.since)
        : source === null
          ? null
          : dateDue(run, plan, source, 'dueDate', reach, timer.since);
    if (due === null || (due.at === undefined && due.year === timer.year)) return;
    move(run, key, due);
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    run.raise(plan, scope, node.key, stop.code, stop.values);
  }
}

function move(run: Run, key: number, due: Due): void {
  run.emit({ type: 'DueMoved', v: 1, key, due });
  reopen(run, key);
}

/** Asks the outside again for a timer or task, as it is now. */
function reopen(run: Run, key: number): void {
  const wait = waitOf(run, key);
  if (wait === null) return;
  const { node, boundary, position } = wait;
  if (boundary === null && node.phase !== 'active') return;
  const plan = boundary ?? run.planOfNode(node);
  if (boundary === null && node.task !== null) {
    openTask(run, node, plan);
    return;
  }
  const timer = timerOf(node, position);
  if (timer !== null && run.state.suspended === null) openTimer(run, key, plan.element.id, timer);
}

function timerOf(node: NodeState, position: number): TimerState | null {
  if (position < 0) return node.timer ?? node.task?.due ?? null;
  const watch = node.watch[position];
  return watch?.kind === 'timer' ? watch : null;
}
