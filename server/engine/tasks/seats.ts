import type { Seat } from '../decider.js';
import type { TaskState } from '../history/state.js';

/** Seats that still have to act, of one place or of all. */
export function openSeats(task: TaskState, place?: Seat['place']): readonly Seat[] {
  return task.seats.filter((seat) => !seat.acted && (place === undefined || seat.place === place));
}

/** May this seat act now? Those after it only once the task itself and all beside it are done. */
export function seatsTurn(task: TaskState, seat: Seat): boolean {
  if (seat.place === 'before') return true;
  if (openSeats(task, 'before').length > 0) return false;
  return seat.place === 'beside' || (task.done && openSeats(task, 'beside').length === 0);
}

/** Open seats that may act now. */
export function seatsInTurn(task: TaskState): readonly Seat[] {
  return openSeats(task).filter((seat) => seatsTurn(task, seat));
}

/** Those of them the task waits for: it can be done, or left, only after they have acted. */
export function seatsAwaited(task: TaskState): readonly Seat[] {
  return seatsInTurn(task).filter(({ place }) => task.done || place === 'before');
}
