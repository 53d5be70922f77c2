import { seatsAwaited, seatsTurn, type Seat, type TaskState } from '#engine';
import { isStaff, textOf, type HistoryRecord, type MatterData, type Reading } from './data.js';
import { no, YES } from './may.js';
import type { Holder, May, Plain, Role, SeatStance, TaskLine, TaskSeat } from './views.js';

/** Everybody who was added to an open task, with what they said. */
export function taskSeats(key: number, data: MatterData, reading: Reading): readonly TaskSeat[] {
  const task = data.state.nodes[key]?.task;
  if (task == null) return [];
  return task.seats.map((seat) => {
    const act = actOf(key, seat.seat, data);
    const own = seat.p === reading.p;
    const stance = act?.events.find(isAct(key, seat.seat))?.['stance'];
    return {
      seat: seat.seat,
      who: reading.holder(seat.p, seat.role as Role),
      place: seat.place,
      addedBy: adder(seat, task, reading),
      state: seat.acted ? ('acted' as const) : seatsTurn(task, seat) ? ('now' as const) : ('later' as const),
      stance: (stance as SeatStance | undefined) ?? null,
      text: act !== undefined && (own || isStaff(reading)) ? textOf(act.command['reason'] as never, reading) : null,
      at: act?.at ?? null,
      act: own && !seat.acted ? mayAct(seat, task, data, reading) : null,
    };
  });
}

function mayAct(seat: Seat, task: TaskState, { state }: MatterData, reading: Reading): May {
  if (!reading.roles.includes(seat.role as Role)) return no('role-does-not-fit');
  if (state.suspended !== null) return no('suspended');
  return seatsTurn(task, seat) ? YES : no('not-your-turn', { seat: seat.seat });
}

/** The reader's own seat of a task that has not acted, the first one. */
export function ownSeat(key: number, { state }: MatterData, { p }: Pick<Reading, 'p'>): Seat | null {
  return state.nodes[key]?.task?.seats.find((seat) => seat.p === p && !seat.acted) ?? null;
}

/** The line of a task for somebody who was added to it and whose turn it is; null for anybody else. */
export function seatTaskLine(line: TaskLine, key: number, data: MatterData, reading: Reading): TaskLine | null {
  const task = data.state.nodes[key]?.task;
  const seat = ownSeat(key, data, reading);
  if (task == null || seat === null || !seatsTurn(task, seat)) return null;
  const who = nameOf(adder(seat, task, reading));
  return { ...line, state: 'seat', why: { code: 'task.why.seat', values: { place: seat.place, who } } };
}

/** The same line for whoever has the task: it waits for those who were added. */
export function awaitingLine(line: TaskLine, key: number, data: MatterData, reading: Reading): TaskLine {
  const who = awaitedHolder(data.state.nodes[key]?.task ?? null, reading);
  return who === null ? line : { ...line, why: { code: 'task.why.waits-seats', values: { who: nameOf(who) } } };
}

/** Why a task cannot be completed now because of those who were added, or null. */
export function refuseAwaited(key: number, { state }: MatterData, reading: Reading): May | null {
  const task = state.nodes[key]?.task ?? null;
  const who = awaitedHolder(task, reading);
  if (who !== null) return no('seats-awaited', { who: nameOf(who) });
  return task?.done === true ? no('already-completed', { key }) : null;
}

/** Who holds the task up now among those who were added; null: nobody of them. */
export function awaitedHolder(task: TaskState | null, reading: Reading): Holder | null {
  const [seat] = task === null ? [] : seatsAwaited(task);
  return seat === undefined ? null : reading.holder(seat.p, seat.role as Role);
}

/** What a sentence about a seat needs to know besides the event: who it is about. */
export function seatWords(
  event: HistoryRecord['events'][number],
  data: MatterData,
  reading: Reading,
): Readonly<Record<string, Plain>> {
  if (!SEAT_EVENTS.has(event.type)) return {};
  const added = data.history
    .flatMap(({ events }) => events)
    .find((each) => each.type === 'SeatAdded' && each['key'] === event['key'] && each['seat'] === event['seat']);
  if (added === undefined) return {};
  return { who: nameOf(reading.holder(added['p'] as string, added['role'] as Role)) };
}
const SEAT_EVENTS: ReadonlySet<string> = new Set(['SeatAdded', 'SeatRemoved', 'SeatActed']);

function actOf(key: number, seat: number, { history }: MatterData): HistoryRecord | undefined {
  return history.find(({ events }) => events.some(isAct(key, seat)));
}

function isAct(key: number, seat: number): (event: HistoryRecord['events'][number]) => boolean {
  return (event) => event.type === 'SeatActed' && event['key'] === key && event['seat'] === seat;
}

function adder({ addedBy }: Seat, task: TaskState, reading: Reading): Holder {
  return reading.holder(addedBy, (task.roles[0] as Role | undefined) ?? 'worker');
}

/** Where the name is not for this reader, the post stands for it: its code, which a sentence puts into words. */
export function nameOf({ name, role }: Holder): string {
  return name ?? role;
}
