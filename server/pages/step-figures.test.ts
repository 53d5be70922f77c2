import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DefinitionSet } from '#engine';
import type { Calendars } from '#engine/expression';
import { CALENDAR_2026 } from '#law';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { TaskFigure } from './figures.js';
import { keepBack, SMALLEST } from './hiding.js';
import { lengthOf, quarterOf, stepRows, tenthsOf, toldRuns } from './step-figures.js';

const calendars: Calendars = { years: { '2026': JSON.parse(CALENDAR_2026) as Calendars['years'][string] } };
const on = (time: string): number => Date.parse(`2026-${time}:00+08:00`);
const NOW = on('06-30T12:00');

function run(given: Partial<TaskFigure>): TaskFigure {
  const endedAt = given.endedAt === undefined ? on('03-05T15:00') : given.endedAt;
  return {
    ...{ matter: 'm', key: 1, element: 'plan', name: '方案', scope: 'q/a', openedAt: on('03-02T09:00'), due: null },
    ...{ kind: 'task', definition: 'd', path: '', again: null, ended: endedAt === null ? null : 'completed' },
    ...given,
    endedAt,
  };
}
const many = (n: number, given: Partial<TaskFigure>): readonly TaskFigure[] =>
  Array.from({ length: n }, (_, key) => run({ key, ...given }));

describe('half and nine tenths', () => {
  it.each([
    [[], null, null],
    [[7], 7, 7],
    // of an even number the half that is not exceeded ends with the lower one of the middle
    [[4, 1, 3, 2], 2, 4],
    [[5, 1, 3, 2, 4], 3, 5],
    // ties
    [[2, 2, 2, 9], 2, 9],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 9],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 30], 0, 0],
  ] as const)('of %j are within %j and %j', (values, half, most) => {
    expect([tenthsOf(values, 5), tenthsOf(values, 9)]).toEqual([half, most]);
  });

  it('hold what they say of any numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }),
        fc.constantFrom(5, 9),
        (values, tenths) => {
          const found = tenthsOf(values, tenths) ?? -1;
          expect(values).toContain(found);
          expect(values.filter((value) => value <= found).length * 10).toBeGreaterThanOrEqual(values.length * tenths);
          expect(values.filter((value) => value < found).length * 10).toBeLessThan(values.length * tenths);
        },
      ),
    );
  });
});

describe('how long a run took', () => {
  it.each([
    // Thursday to Monday: Friday and Monday are worked
    ['03-05T09:00', '03-09T16:00', 2, 4, 103],
    ['03-05T09:00', '03-05T18:30', 0, 0, 10],
    // 24:00 of the day it began, and of the next
    ['03-05T09:00', '03-06T00:00', 0, 0, 15],
    ['03-05T09:00', '03-07T00:00', 1, 1, 39],
    // over the May holiday: 1 to 5 May off, Saturday 9 May worked
    ['04-30T09:00', '05-09T10:00', 4, 9, 217],
  ])('from %s to %s', (from, to, working, days, hours) => {
    const took = { openedAt: on(from), endedAt: on(to) };
    const units = ['working_day', 'day', 'hour'] as const;
    expect(units.map((unit) => lengthOf(took, unit, calendars))).toEqual([working, days, hours]);
  });

  it('belongs to the quarter of the day it ended on', () => {
    expect(['03-31T23:59', '04-01T00:00', '04-01T00:01'].map((time) => quarterOf(on(time)))).toEqual([
      ...['2026-Q1', '2026-Q1', '2026-Q2'],
    ]);
  });
});

describe('what may be told beside sums', () => {
  const table = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
  const keptOf = (cells: readonly { n: number; told: boolean }[]) =>
    cells.filter(({ n, told }) => n > 0 && !told).map(({ n }) => n);
  const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

  it('is no group of fewer than five, and leaves no few to be had by taking numbers from a sum', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (cells, crosswise) => {
        const told = keepBack(cells, crosswise);
        const at = (r: number, c: number) => ({ n: cells[r]?.[c] ?? 0, told: told[r]?.cells[c] === true });
        cells.forEach((row, r) => {
          row.forEach((n, c) => expect(n < SMALLEST && at(r, c).told).toBe(false));
          if (told[r]?.sum !== true) return;
          const kept = keptOf(row.map((_n, c) => at(r, c)));
          expect(total(row)).toBeGreaterThanOrEqual(SMALLEST);
          expect(kept.length === 0 || (kept.length > 1 && total(kept) >= SMALLEST)).toBe(true);
        });
        if (crosswise)
          cells[0]?.forEach((_n, c) => {
            const line = cells.map((_row, r) => at(r, c));
            const kept = keptOf(line);
            // the rule can keep back no more than all of a column
            const bare = kept.length === 1 || (kept.length > 0 && total(kept) < SMALLEST);
            expect(bare && line.some((cell) => cell.told)).toBe(false);
          });
      }),
    );
  });

  it('is the whole of a street even where each community has few', () => {
    expect(keepBack([[3, 2, 2]], false)).toEqual([{ cells: [false, false, false], sum: true }]);
    // two would be what is left of the sum, so the smaller of the others is kept back with it
    expect(keepBack([[9, 6, 2]], false)).toEqual([{ cells: [true, false, false], sum: true }]);
    expect(keepBack([[6, 0, 0]], false)).toEqual([{ cells: [true, false, false], sum: true }]);
    expect(keepBack([[3, 1]], false)).toEqual([{ cells: [false, false], sum: false }]);
  });
});

describe('runs that may be told', () => {
  const placeOf = (scope: string) => ({ area: scope.split('/')[0] ?? '', unit: scope });
  const told = (
    runs: readonly TaskFigure[],
    unit: string | null,
    as: 'done' | 'due' = 'done',
    quarters = ['2026-Q1'],
  ) => toldRuns(runs, as, quarters, placeOf, unit, NOW).length;

  it('are those of a step done five times in the quarter and the place', () => {
    expect([told(many(4, {}), 'q/a'), told(many(5, {}), 'q/a'), told(many(5, {}), 'q/b')]).toEqual([0, 5, 0]);
    // three and three are the street's and no community's
    const both = [...many(3, {}), ...many(3, { scope: 'q/b' })];
    expect([told(both, 'q/a'), told(both, 'q/b'), told(both, null)]).toEqual([0, 0, 6]);
    // what would leave two is kept back
    const left = [...many(6, {}), ...many(2, { scope: 'q/b' })];
    expect([told(left, 'q/a'), told(left, null)]).toEqual([0, 8]);
    // another version, step or street is another group
    expect(told([...many(4, {}), ...many(4, { definition: 'e' }), ...many(4, { path: 'x' })], null)).toBe(0);
    expect(told([...many(3, {}), ...many(3, { scope: 'r/a' })], null)).toBe(0);
  });

  it('add up quarters that tell something, so that a longer time gives no short one away', () => {
    const second = { openedAt: on('04-02T09:00'), endedAt: on('04-09T09:00') };
    const runs = [...many(5, {}), ...many(4, second)];
    expect(told(runs, 'q/a', 'done', ['2026-Q1', '2026-Q2'])).toBe(5);
    expect(told([...runs, run(second)], 'q/a', 'done', ['2026-Q1', '2026-Q2'])).toBe(10);
  });

  it('are done where somebody did them, and due where their date has passed or they are done', () => {
    const due = on('03-06T00:00');
    const open = many(5, { due, endedAt: null, ended: null });
    const taken = many(5, { due, ended: 'cancelled' });
    expect([told(open, 'q/a'), told(open, 'q/a', 'due')]).toEqual([0, 5]);
    expect([told(taken, 'q/a'), told(taken, 'q/a', 'due')]).toEqual([0, 0]);
    const ahead = many(5, { due: NOW + 1, endedAt: null, ended: null });
    expect(told(ahead, 'q/a', 'due', ['2026-Q2', '2026-Q3'])).toBe(0);
  });
});

describe('the steps of a version', () => {
  const user = { ...ANYBODY.user, dueDate: 'term(now(), 3, "working_day")' };
  const inner = new ProcessBuilder('inner')
    .element('startEvent', 'begin', { event: NONE_EVENT })
    .element('userTask', 'answer', { user: { ...ANYBODY.user, dueDate: 'term(now(), days, "day")' } })
    .element('endEvent', 'over', { event: NONE_EVENT })
    .chain('begin', 'answer', 'over')
    .build();
  const main = new ProcessBuilder('P')
    .element('startEvent', 'start', { event: NONE_EVENT })
    // written before what comes before it
    .element('userTask', 'plan', { user, name: '方案' })
    .element('callActivity', 'reply', {
      call: { processId: '"inner"' } as never,
      input: [{ source: '5', target: 'days' }],
    })
    .element('endEvent', 'end', { event: NONE_EVENT })
    .chain('start', 'reply', 'plan', 'end')
    .build();
  const set = { main: 'P', processes: { P: main, inner } } as unknown as DefinitionSet;

  it('stand in the order of the way with their terms', () => {
    const rows = stepRows(set, [], [], calendars, NOW);
    expect(rows.map(({ step, depth, unit, target, dated }) => [step, depth, unit, target, dated])).toEqual([
      ['reply', 0, 'day', null, false],
      ['reply/answer', 1, 'day', 5, true],
      ['plan', 0, 'working_day', 3, true],
    ]);
    expect(rows.every(({ done, half, due, late }) => [done, half, due, late].every((n) => n === null))).toBe(true);
  });

  it('count what was done, what was late and what came back, by hand', () => {
    // Mon 2 March 09:00; due at 24:00 of Thu 5 March
    const due = on('03-06T00:00');
    const ends = ['03-03T10:00', '03-04T10:00', '03-06T00:00', '03-06T09:00', '03-09T10:00'];
    const done = ends.map((time, key) => run({ key, due, endedAt: on(time) }));
    const second = run({ key: 9, due, endedAt: on('03-04T12:00'), again: 'return' });
    const third = run({ key: 10, due, endedAt: on('03-04T12:00'), again: 'loop' });
    const open = run({ key: 11, due, endedAt: null, ended: null });
    const runs = [...done, second, third];
    // when
    const row = stepRows(set, runs, [...runs, open], calendars, NOW).find(({ step }) => step === 'plan');
    // then: 1, 2, 2, 2, 3, 4, 5 working days
    expect(row).toMatchObject({ done: 7, half: 2, most: 5, target: 3, due: 8, late: 3, heat: 4 });
    expect(row?.again).toEqual([
      { cause: 'return', n: 1 },
      { cause: 'loop', n: 1 },
    ]);
  });

  it('are warm by what half of their runs took, as shares of the longest', () => {
    const runs = (path: string, element: string, days: number) =>
      many(5, { path, element, openedAt: 0, endedAt: days * 86_400_000 });
    const done = [...runs('', 'reply', 8), ...runs('reply', 'answer', 2), ...runs('', 'plan', 3)];
    expect(stepRows(set, done, [], { years: {} }, NOW).map(({ heat }) => heat)).toEqual([4, 1, 2]);
  });
});
