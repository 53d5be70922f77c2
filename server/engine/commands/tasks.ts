import type { InstanceRefusal } from '../codes.js';
import type { Actor } from '../decider.js';
import type { AssignTask, CompleteTask, TaskOperation, UpdateTask, Variables } from '../history/commands.js';
import type { TaskUpdated } from '../history/events.js';
import type { AskedTerm, TaskState } from '../history/state.js';
import type { Run } from '../run/run.js';
import { isSystem, refuseActor, refuseRole } from '../tasks/authority.js';
import { openSeats } from '../tasks/seats.js';
import { termDeciders } from '../tasks/terms.js';
import { BAD_COMMAND, refuseVariables, openNode } from './handler.js';
import { refuseOpening } from './recall.js';
import { askSeats, notify, show, waitedFor } from './telling.js';
import { moveDue, refuseDue, refuseTermDecider } from './waits.js';

/**
 * The task's own act. Delegated, it goes back to its owner to confirm; with seats beside or after it still open, it waits
 * for them; else it is left.
 */
export function completeTask(run: Run, { key, variables = {}, by }: CompleteTask): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  const { part: task } = found;
  if (task.done) return { refused: 'already-completed', values: { key } };
  const refused = refuseActor(task, by);
  if (refused !== null) return refused;
  if (openSeats(task, 'before').length > 0) return seatsOpen(task);
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  if (task.owner !== null && task.owner !== task.assignee) {
    change(run, key, { op: 'confirm', assignee: task.owner, owner: null, ...brought(variables) });
  } else if (openSeats(task).length > 0) {
    change(run, key, { op: 'complete', ...brought(variables) });
    askSeats(run, key, task);
  } else run.leave(key, variables, isSystem(by) ? undefined : by.p);
  return null;
}

function brought(variables: Variables): { variables?: Variables } {
  return Object.keys(variables).length === 0 ? {} : { variables };
}

function seatsOpen(task: TaskState): InstanceRefusal {
  return { refused: 'seats-open', values: { seats: openSeats(task, 'before').map((seat) => seat.seat) } };
}

/** 转办: by who has it, or by who could have it while nobody does. */
export function assignTask(run: Run, { key, assignee, by }: AssignTask): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  if (assignee !== null && (typeof assignee !== 'string' || assignee === '')) return BAD_COMMAND;
  if (found.part.done) return { refused: 'already-completed', values: { key } };
  const refused = refuseActor(found.part, by);
  if (refused !== null) return refused;
  if (found.part.owner !== null && found.part.owner !== by.p && !isSystem(by))
    return { refused: 'already-delegated', values: { owner: found.part.owner } };
  if (assignee !== null && !fits(found.part, assignee)) return { refused: 'receiver-cannot-act' };
  change(run, key, { op: 'assign', assignee, owner: null });
  return null;
}

/** Is somebody among those a task names, if it names any? Their role is for the rim to know. */
function fits({ people }: TaskState, p: string): boolean {
  return people.length === 0 || people.includes(p);
}

/** Operations that move no token. */
export function updateTask(run: Run, command: UpdateTask): InstanceRefusal | null {
  const found = openNode(run, command.key, 'task');
  if ('refused' in found) return found;
  const operation: Operation | undefined = Object.hasOwn(OPERATIONS, command.op) ? OPERATIONS[command.op] : undefined;
  if (operation === undefined) return { refused: 'unknown-operation' };
  return operation(run, command, found.part);
}

type Operation = (run: Run, command: UpdateTask, task: TaskState) => InstanceRefusal | null;

const OPERATIONS: { readonly [Op in TaskOperation]: Operation } = {
  claim(run, { key, by }, task) {
    const refused = refuseRole(task, by);
    if (refused !== null) return refused;
    if (task.assignee !== null) return { refused: 'already-claimed', values: { assignee: task.assignee } };
    change(run, key, { op: 'claim', assignee: by.p });
    return null;
  },
  return(run, { key, by }, task) {
    if (task.assignee === null) return { refused: 'not-claimed', values: { key } };
    const refused = refuseActor(task, by);
    if (refused !== null) return refused;
    if (task.owner !== null) change(run, key, { op: 'return', assignee: task.owner, owner: null });
    else change(run, key, { op: 'return', assignee: null });
    return null;
  },
  delegate(run, { key, by, to }, task) {
    if (typeof to !== 'string' || to === '' || to === by.p) return BAD_COMMAND;
    const refused = refuseActor(task, by);
    if (refused !== null) return refused;
    if (task.owner !== null) return { refused: 'already-delegated', values: { owner: task.owner } };
    if (!fits(task, to)) return { refused: 'receiver-cannot-act' };
    change(run, key, { op: 'delegate', assignee: to, owner: by.p });
    return null;
  },
  withdraw(run, { key, by }, task) {
    if (task.owner === null) return { refused: 'not-delegated' };
    if (task.owner !== by.p) return { refused: 'not-assigned-to-you', values: { assignee: task.owner } };
    change(run, key, { op: 'withdraw', assignee: by.p, owner: null });
    return null;
  },
  copy(run, { key, by, people }, task) {
    const named = Array.isArray(people) && people.length > 0 && people.every((p) => typeof p === 'string');
    if (!named || people === undefined) return BAD_COMMAND;
    const refused = refuseRole(task, by);
    if (refused !== null) return refused;
    change(run, key, { op: 'copy', readers: people });
    notify(run, key, { people }, 'task-copied');
    return null;
  },
  urge(run, { key, at, by }, task) {
    const to = waitedFor(run, task);
    if ('people' in to && to.people.includes(by.p)) return { refused: 'waits-for-you' };
    if (task.urgedAt !== null && dayOf(task.urgedAt) === dayOf(at))
      return { refused: 'already-urged', values: { at: task.urgedAt } };
    change(run, key, { op: 'urge', at });
    notify(run, key, to, 'task-urged');
    return null;
  },
  open(run, { key, by }, task) {
    const refused = refuseActor(task, by) ?? refuseOpening(run, key, by.p);
    if (refused !== null) return refused;
    change(run, key, { op: 'open' });
    return null;
  },
  askTerm(run, { key, by, due }, task) {
    if (task.done) return { refused: 'already-completed', values: { key } };
    const refused = refuseActor(task, by);
    if (refused !== null) return refused;
    if (task.due === null) return { refused: 'no-term' };
    if (task.term !== null) return { refused: 'term-asked', values: { due: task.term.due } };
    const unfit = refuseDue(run, key, due, by);
    if (unfit !== null || due === undefined) return unfit;
    change(run, key, { op: 'askTerm', term: { p: by.p, due } });
    const [role = ''] = termDeciders(run.state, run.facts.definitions, key);
    notify(run, key, { role, scope: run.state.org }, 'term-asked');
    return null;
  },
  grantTerm(run, { key, by }, task) {
    const { term } = task;
    const refused = refuseDecision(run, key, by, term) ?? refuseDue(run, key, term?.due, by);
    if (refused !== null || term === null) return refused;
    change(run, key, { op: 'grantTerm', term: null });
    moveDue(run, key, term.due);
    notify(run, key, { people: [term.p] }, 'term-granted');
    return null;
  },
  declineTerm(run, { key, by }, task) {
    const { term } = task;
    const refused = refuseDecision(run, key, by, term);
    if (refused !== null || term === null) return refused;
    change(run, key, { op: 'declineTerm', term: null });
    notify(run, key, { people: [term.p] }, 'term-declined');
    return null;
  },
  watch(run, { key, by, due = null }, task) {
    if (due !== null && !Number.isSafeInteger(due)) return BAD_COMMAND;
    change(run, key, { op: 'watch', watcher: { p: by.p, due } });
    notify(run, key, waitedFor(run, task), 'task-watched');
    return null;
  },
};

/** Nobody decides on what they asked for themselves. */
function refuseDecision(run: Run, key: number, by: Actor, term: AskedTerm | null): InstanceRefusal | null {
  if (term === null) return { refused: 'term-not-asked' };
  return refuseTermDecider(run, key, by) ?? (term.p === by.p ? { refused: 'own-request' } : null);
}

/** The calendar day of an instant in China, counted from 1970: somebody is reminded once a day. */
function dayOf(at: number): number {
  return Math.floor((at + CHINA) / DAY);
}

const CHINA = 8 * 3_600_000;
const DAY = 86_400_000;

type Change = Omit<TaskUpdated, 'type' | 'v' | 'key'>;

function change(run: Run, key: number, part: Change): void {
  run.emit({ type: 'TaskUpdated', v: 1, key, ...part });
  show(run, key);
}
