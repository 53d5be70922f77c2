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

export const randomVariables = fc.dictionary(fc.constantFrom('n', 'flag', 'text', 'given', 'kept', 'x'), values, {
  maxKeys: 2,
});

export const randomMoves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    what: fc.nat(99),
    which: fc.nat(1000),
    variables: randomVariables,
    wait: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 5, maxLength: 40 },
);

const STAFF: Actor = { p: 'li', role: 'staff', scope: 'qinghe', basis: null };
const HOUR = 3_600_000;

/** What a move asks of the matter as it is now, and by whom (the system unless named). Mostly something that is open. */
export function askOf(matter: Matter, move: Move): readonly [Ask, Actor?] {
  const { what, which, variables } = move;
  const { ledger } = matter;
  if (matter.state.suspended !== null && what % 3 > 0) return [{ type: 'resume' }];
  if (what < 80) {
    const open = [ledger.jobs, ledger.tasks, ledger.subscriptions, ledger.timers, ledger.incidents].flatMap((rows) => [
      ...rows.keys(),
    ]);
    const key = open[which % Math.max(1, open.length)] ?? which % 40;
    return openAsk(matter, move, key);
  }
  if (what < 88)
    return [{ type: 'setVariables', variables: { n: which % 5, flag: which % 2 === 0, text: 'k', ...variables } }];
  if (what < 90) return [{ type: 'suspend', clock: which % 2 === 0 ? 'stops' : 'runs' }];
  if (what < 92) return [{ type: 'resume' }];
  if (what < 94) return [{ type: 'setCalendar' }];
  if (what < 96)
    return [
      { type: 'rescheduleTimer', key: [...ledger.timers.keys()][0] ?? which % 40, due: matter.at + (which % 9) * HOUR },
    ];
  return [{ type: 'completeJob', key: which % 40, variables }];
}

function openAsk(matter: Matter, move: Move, key: number): readonly [Ask, Actor?] {
  const { ledger } = matter;
  if (ledger.tasks.has(key)) return taskAsk(matter, move, key);
  if (ledger.subscriptions.has(key)) {
    const type = ledger.subscriptions.get(key)?.kind === 'signal' ? 'deliverSignal' : 'deliverMessage';
    return [{ type, key, variables: move.variables }];
  }
  if (ledger.timers.has(key)) return [{ type: 'fireTimer', key }];
  if (ledger.incidents.has(key)) return [{ type: 'resolveIncident', key }];
  return jobAsk(move, key);
}

function jobAsk({ which, variables }: Move, key: number): readonly [Ask] {
  if (which % 7 === 5) return [{ type: 'failJob', key, retries: which % 3 }];
  if (which % 7 === 4) return [{ type: 'throwEscalation', key, code: which % 2 === 0 ? 'UP' : 'OUT', variables }];
  if (which % 7 === 6) return [{ type: 'throwError', key, code: which % 2 === 0 ? 'E1' : 'E2', variables }];
  const streams = which % 4 === 0 ? { streams: [{ stream: `s${key}`, kind: 'poll' }] } : null;
  return [{ type: 'completeJob', key, variables, ...streams }];
}

function taskAsk(matter: Matter, { which, variables }: Move, key: number): readonly [Ask, Actor] {
  const task = matter.ledger.tasks.get(key)?.task;
  const open = task?.seats.find((seat) => !seat.acted);
  const who = { ...STAFF, p: task?.assignee ?? STAFF.p };
  if (open !== undefined) {
    if (which % 5 === 4) return [{ type: 'removeSeat', key, seat: open.seat }, STAFF];
    if (which % 5 > 1)
      return [
        { type: 'actOnSeat', key, seat: open.seat, variables },
        { ...STAFF, p: open.p, role: open.role },
      ];
  }
  const place = (['before', 'after', 'beside'] as const)[which % 3] ?? 'before';
  if (which % 13 === 12 && matter.state.act !== null)
    return which % 2 === 0
      ? [
          { type: 'recall', key: matter.state.act.key },
          { ...STAFF, p: matter.state.act.p },
        ]
      : [
          { type: 'updateTask', key, op: 'open' },
          { ...STAFF, p: 'wu' },
        ];
  switch (which % 11) {
    case 5:
      return [{ type: 'throwEscalation', key, code: 'UP', variables }, who];
    case 6:
      return [{ type: 'addSeat', key, p: `wu${which}`, role: 'staff', place }, who];
    case 7:
      return [{ type: 'updateTask', key, op: 'claim' }, STAFF];
    case 8:
      return [{ type: 'throwError', key, code: 'E1', variables }, who];
    case 9:
      return [{ type: 'updateTask', key, op: 'delegate', to: 'he' }, who];
    case 10:
      return [{ type: 'updateTask', key, op: which % 2 === 0 ? 'return' : 'withdraw' }, which % 2 === 0 ? who : STAFF];
    default:
      return [{ type: 'completeTask', key, variables }, who];
  }
}

/** Moves the clock on, so that most timers are due when they are fired. */
export function wait(matter: Matter, move: Move): void {
  matter.at += move.wait * HOUR;
}
