import type { Notify, Seat } from '../decider.js';
import type { TaskState } from '../history/state.js';
import { openTask } from '../run/effects.js';
import type { Run } from '../run/run.js';
import { seatsAwaited, seatsInTurn } from '../tasks/seats.js';

/** Tells people of a task: its key and name go along. */
export function notify(run: Run, key: number, to: Notify['to'], code: string): void {
  const { element } = run.planOfNode(run.node(key));
  run.perform({ do: 'notify', to, code, values: { key, element: element.id, name: element.name } });
}

/** Whom a task waits for: the seats whose turn it is, else who has it, else everybody who may take it. */
export function waitedFor(run: Run, task: TaskState): Notify['to'] {
  const turn = seatsAwaited(task);
  if (turn.length > 0) return { people: turn.map(({ p }) => p) };
  if (task.assignee !== null) return { people: [task.assignee] };
  const [role = ''] = task.roles;
  return { role, scope: run.state.org };
}

/** Asks those whose turn has come since `before`; nobody is asked twice, and nobody before their turn. */
export function askSeats(run: Run, key: number, before: TaskState): void {
  const { task } = run.node(key);
  if (task === null) return;
  const asked = new Set(seatsInTurn(before).map(({ seat }) => seat));
  const people = seatsInTurn(task).flatMap(({ seat, p }: Seat) => (asked.has(seat) ? [] : [p]));
  if (people.length > 0) notify(run, key, { people }, 'seat-asked');
}

/** Shows a task outside as it is now. */
export function show(run: Run, key: number): void {
  const node = run.node(key);
  openTask(run, node, run.planOfNode(node));
}
