import fc from 'fast-check';
import type { Actor, StoredValue } from '#engine';
import type { Ask, Matter } from './matter.js';

/** One thing somebody does next; what it acts on is chosen among what is open then. */
export interface Move {
  readonly what: number;
  readonly which: number;
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly wait: number;
}

const values = fc.oneof(
  fc.integer({ min: -2, max: 6 }),
  fc.boolean(),
  fc.constantFrom<StoredValue>('k', '', null, { '~n': '0.5' }, { '~': 'Zm9v' }, [1, 2], { b: 1, a: [true] }),
);

export const randomVariables = fc.dictionary(fc.constantFrom('n', 'flag', 'text', 'given', 'kept', 'x'), values, { maxKeys: 3 });

export const randomMoves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({ what: fc.nat(99), which: fc.nat(1000), variables: randomVariables, wait: fc.integer({ min: 0, max: 4 }) }),
  { minLength: 5, maxLength: 30 },
);

const STAFF: Actor = { p: 'li', role: 'staff', scope: 'qinghe', basis: null };
const HOUR = 3_600_000;

/** What a move asks of the matter as it is now, and by whom (the system unless named). */
export function askOf(matter: Matter, move: Move): readonly [Ask, Actor?] {
  const { what, which, variables } = move;
  const { ledger } = matter;
  const pick = (keys: Iterable<number>): number => {
    const all = [...keys];
    return all.length === 0 ? which % 40 : (all[which % all.length] ?? 0);
  };
  if (what < 30) {
    const key = pick([...ledger.jobs.keys(), ...ledger.tasks.keys()]);
    return ledger.tasks.has(key) ? taskAsk(matter, move, key) : jobAsk(move, key);
  }
  if (what < 45) return [{ type: 'deliverMessage', key: pick(ledger.subscriptions.keys()), variables }];
  if (what < 65) return [{ type: 'fireTimer', key: pick(ledger.timers.keys()) }];
  if (what < 80) return [{ type: 'resolveIncident', key: pick(ledger.incidents.keys()) }];
  if (what < 90) return [{ type: 'setVariables', variables: { n: which % 5, flag: which % 2 === 0, text: 'k', ...variables } }];
  if (what < 92) return [{ type: 'suspend', clock: which % 2 === 0 ? 'stops' : 'runs' }];
  if (what < 96) return [{ type: 'resume' }];
  if (what < 98) return [{ type: 'setCalendar' }];
  if (what < 99) return [{ type: 'rescheduleTimer', key: pick(ledger.timers.keys()), due: matter.at + which * HOUR }];
  return [{ type: 'completeJob', key: which % 60, variables }];
}

function jobAsk({ which, variables }: Move, key: number): readonly [Ask] {
  if (which % 7 === 5) return [{ type: 'failJob', key, retries: which % 3 }];
  if (which % 7 === 6) return [{ type: 'throwError', key, code: which % 2 === 0 ? 'E1' : 'E2', variables }];
  return [{ type: 'completeJob', key, variables }];
}

function taskAsk(matter: Matter, { which, variables }: Move, key: number): readonly [Ask, Actor] {
  const seats = matter.ledger.tasks.get(key)?.task.seats ?? [];
  const open = seats.find((seat) => !seat.acted);
  if (open !== undefined) {
    if (which % 5 === 4) return [{ type: 'removeSeat', key, seat: open.seat }, STAFF];
    if (which % 5 > 1) return [{ type: 'actOnSeat', key, seat: open.seat, variables }, { ...STAFF, p: open.p, role: open.role }];
  }
  const place = (['before', 'after', 'beside'] as const)[which % 3] ?? 'before';
  switch (which % 9) {
    case 6:
      return [{ type: 'addSeat', key, p: `wu${which}`, role: 'staff', place }, STAFF];
    case 7:
      return [{ type: 'updateTask', key, op: 'claim' }, STAFF];
    case 8:
      return [{ type: 'throwError', key, code: 'E1', variables }, STAFF];
    default:
      return [{ type: 'completeTask', key, variables }, STAFF];
  }
}

/** Moves the clock on, so that most timers are due when they are fired. */
export function wait(matter: Matter, move: Move): void {
  matter.at += move.wait * HOUR;
}
