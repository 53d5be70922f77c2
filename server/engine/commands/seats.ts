import type { InstanceRefusal } from '../codes.js';
import type { ActOnSeat, AddSeat, RemoveSeat } from '../history/commands.js';
import type { TaskState } from '../history/state.js';
import type { Run } from '../run/run.js';
import { refuseActor, refuseSeat } from '../tasks/authority.js';
import { openSeats, seatsTurn } from '../tasks/seats.js';
import { BAD_COMMAND, refuseVariables, openNode } from './handler.js';
import { refuseFixedSeats } from './returns.js';
import { askSeats, notify, show } from './telling.js';

const PLACES: readonly string[] = ['before', 'after', 'beside'];
const STANCES: readonly unknown[] = [undefined, 'agree', 'object', 'note'];

/** 加签: by who may do the task, while its own act is not done; never where a roll says who takes part. */
export function addSeat(run: Run, { key, p, role, place, by }: AddSeat): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  const { part: task } = found;
  if (typeof p !== 'string' || p === '' || typeof role !== 'string' || !PLACES.includes(place)) return BAD_COMMAND;
  if (task.done) return { refused: 'already-completed', values: { key } };
  const refused = refuseActor(task, by) ?? refuseFixedSeats(run, key);
  if (refused !== null) return refused;
  if (task.seats.some((seat) => seat.p === p && !seat.acted)) return { refused: 'seat-taken', values: { p } };
  run.emit({ type: 'SeatAdded', v: 1, key, seat: task.nextSeat, p, role, place, addedBy: by.p });
  show(run, key);
  askSeats(run, key, task);
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
  const asked = seatsTurn(found.part, taken);
  run.emit({ type: 'SeatRemoved', v: 1, key, seat });
  if (asked) notify(run, key, { people: [taken.p] }, 'seat-removed');
  settleTask(run, key, found.part);
  return null;
}

/** The act of one seat, in its turn; whoever asked for it is told. */
export function actOnSeat(run: Run, { key, seat, stance, variables = {}, by }: ActOnSeat): InstanceRefusal | null {
  const found = openNode(run, key, 'task');
  if ('refused' in found) return found;
  const { part: task } = found;
  if (!STANCES.includes(stance)) return BAD_COMMAND;
  const taken = task.seats.find((each) => each.seat === seat);
  if (taken === undefined) return { refused: 'unknown-seat' };
  if (taken.acted) return { refused: 'seat-acted', values: { seat } };
  const refused = refuseSeat(taken, by);
  if (refused !== null) return refused;
  if (!seatsTurn(task, taken)) return { refused: 'not-your-turn', values: { seat } };
  const unfit = refuseVariables(variables);
  if (unfit !== null) return unfit;
  const brought = Object.keys(variables).length === 0 ? null : { variables };
  run.emit({ type: 'SeatActed', v: 1, key, seat, ...(stance === undefined ? null : { stance }), ...brought });
  notify(run, key, { people: [taken.addedBy] }, 'seat-acted');
  settleTask(run, key, task);
  return null;
}

/** With its own act done and no seat open, the task is left; else it is shown as it is now, to those whose turn came. */
function settleTask(run: Run, key: number, before: TaskState): void {
  const { task } = run.node(key);
  if (task !== null && task.done && openSeats(task).length === 0) {
    run.leave(key, {});
    return;
  }
  show(run, key);
  askSeats(run, key, before);
}
