import type { InstanceRefusal } from '../codes.js';
import type { ActOnSeat, AddSeat, RemoveSeat } from '../history/commands.js';
import { openTask } from '../run/effects.js';
import type { Run } from '../run/run.js';
import { refuseActor, refuseSeat } from '../tasks/authority.js';
import { openSeats, seatsTurn } from '../tasks/seats.js';
import { BAD_COMMAND, refuseVariables, openNode } from './handler.js';

const PLACES: readonly string[] = ['before', 'after', 'beside'];

/** 加签: by who may do the task, while its own act is not done. */
export function addSeat(run: Run, { key, p, role, place, by }: AddSeat): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  const { part: task } = found;
  if (typeof p !== 'string' || p === '' || typeof role !== 'string' || !PLACES.includes(place)) return BAD_COMMAND;
  if (task.done) return { refused: 'already-completed', values: { key } };
  const refused = refuseActor(task, by);
  if (refused !== null) return refused;
  if (task.seats.some((seat) => seat.p === p && !seat.acted)) return { refused: 'seat-taken', values: { p } };
  run.emit({ type: 'SeatAdded', v: 1, key, seat: task.nextSeat, p, role, place, addedBy: by.p });
  show(run, key);
  return null;
}

/** 减签: a seat that has not acted, by whoever added it. The task may be done then. */
export function removeSeat(run: Run, { key, seat, by }: RemoveSeat): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  const taken = found.part.seats.find((each) => each.seat === seat);
  if (taken === undefined) return { refused: 'unknown-seat' };
  if (taken.acted) return { refused: 'seat-acted', values: { seat } };
  if (taken.addedBy !== by.p) return { refused: 'not-your-seat', values: { addedBy: taken.addedBy } };
  run.emit({ type: 'SeatRemoved', v: 1, key, seat });
  settleTask(run, key);
  return null;
}

export function actOnSeat(run: Run, { key, seat, variables = {}, by }: ActOnSeat): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  const { part: task } = found;
  const taken = task.seats.find((each) => each.seat === seat);
  if (taken === undefined) return { refused: 'unknown-seat' };
  if (taken.acted) return { refused: 'seat-acted', values: { seat } };
  const refused = refuseSeat(taken, by);
  if (refused !== null) return refused;
  if (!seatsTurn(task, taken)) return { refused: 'not-your-turn', values: { seat } };
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  const brought = Object.keys(variables).length === 0 ? null : { variables };
  run.emit({ type: 'SeatActed', v: 1, key, seat, ...brought });
  settleTask(run, key);
  return null;
}

/** With its own act done and no seat open, the task is left; else it is shown as it is now. */
function settleTask(run: Run, key: number): void {
  const { task } = run.node(key);
  if (task !== null && task.done && openSeats(task).length === 0) run.leave(key, {});
  else show(run, key);
}

function show(run: Run, key: number): void {
  const node = run.node(key);
  openTask(run, node, run.planOfNode(node));
}
