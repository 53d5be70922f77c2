import type { Seat } from '../../decider.js';
import type { Draft } from '../draft.js';
import type { SeatActed, SeatAdded, SeatRemoved } from '../events.js';

export function seatAdded(draft: Draft, event: SeatAdded): void {
  const node = draft.node(event.key);
  const { task } = node;
  if (task === null) return;
  const { seat, p, role, place, addedBy } = event;
  const seats: readonly Seat[] = [...task.seats, { seat, p, role, place, addedBy, acted: false }];
  node.task = { ...task, seats, nextSeat: seat + 1 };
}

export function seatRemoved(draft: Draft, event: SeatRemoved): void {
  const node = draft.node(event.key);
  if (node.task !== null) {
    node.task = { ...node.task, seats: node.task.seats.filter((seat) => seat.seat !== event.seat) };
  }
}

/** What a seat brought lies beside what the task brings. */
export function seatActed(draft: Draft, event: SeatActed): void {
  const node = draft.node(event.key);
  if (node.task === null) return;
  const seats = node.task.seats.map((seat) => (seat.seat === event.seat ? { ...seat, acted: true } : seat));
  node.task = { ...node.task, seats };
  if (event.variables !== undefined) node.result = { ...node.result, ...event.variables };
}
