import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSmall, SMALLEST, sumShown } from './hiding.js';
import { ageOf, monthsOf, participationOf, stateOf, tasksByPlace, wasOnTime, type Participant } from './overview.js';
import { CHANNELS } from './views/overview.js';

const table = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);
/** The same table with other small cells. */
const twin = (cells: readonly (readonly number[])[], small: readonly number[]) => {
  let next = 0;
  return cells.map((row) => row.map((n) => (n < SMALLEST ? (small[next++ % small.length] ?? 0) : n)));
};
const small = fc.array(fc.integer({ min: 0, max: SMALLEST - 1 }), { minLength: 1, maxLength: 24 });

describe('what is hidden', () => {
  it('shows no group of fewer than five, and every other number as it is', () => {
    fc.assert(
      fc.property(table, (cells) => {
        hideSmall(cells).forEach((row, r) =>
          row.forEach((n, c) => {
            if (n !== null) expect([n, n >= SMALLEST]).toEqual([cells[r]?.[c], true]);
          }),
        );
      }),
    );
  });

  it('says of a small group only that it is small: with any other small numbers the same is shown', () => {
    fc.assert(
      fc.property(table, small, (cells, others) => {
        expect(hideSmall(twin(cells, others))).toEqual(hideSmall(cells));
      }),
    );
  });

  it('keeps a number known from elsewhere from giving a group away: what is missing is several groups, or none', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const shown = hideSmall(cells).flat();
        const missing = cells.flat().reduce((sum, n) => sum + n, 0) - sumShown(shown);
        const hidden = shown.filter((n) => n === null).length;
        if (hidden === 0) expect(missing).toBe(0);
        else if (hidden < shown.length) {
          expect(hidden).toBeGreaterThan(1);
          expect(missing).toBeGreaterThanOrEqual(SMALLEST);
        }
      }),
    );
  });

  it('gives nothing away by taking one period from another', () => {
    const buildings = ['a', 'b', 'c'].map((scope) => ({ scope, name: scope, community: 'q' }));
    const months = ['2026-01', '2026-02', '2026-03'];
    const people = (tables: readonly (readonly (readonly number[])[])[]): readonly Participant[] =>
      tables.flatMap((cells, m) =>
        cells.flatMap((row, r) =>
          row.flatMap((n, c) =>
            Array.from({ length: n }, (_, i) => ({
              ...{ who: `${m}.${r}.${c}.${i}`, building: buildings[r]?.scope ?? null },
              ...{ channel: CHANNELS[c] ?? ('app' as const), month: months[m] ?? '' },
            })),
          ),
        ),
      );
    const cells = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.tuple(cells, cells, cells), small, (tables, others) => {
        const told = people(tables);
        const otherwise = people(tables.map((each) => twin(each, others)));
        for (let from = 0; from < 3; from++)
          for (let to = from + 1; to <= 3; to++) {
            const period = months.slice(from, to);
            const page = participationOf(told, buildings, period);
            // what a period shows is what its months show, and depends on no small number of any of them
            const alone = period.map((month) => participationOf(told, buildings, [month]));
            expect(sumShown(page.sums)).toBe(alone.reduce((sum, each) => sum + sumShown(each.sums), 0));
            expect(participationOf(otherwise, buildings, period)).toEqual(page);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same of a building from wherever one looks: each community is hidden by itself', () => {
    const cells = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 6,
      maxLength: 6,
    });
    const buildings = ['a', 'b', 'c', 'd', 'e', 'f'].map((scope, n) => ({
      scope,
      name: scope,
      community: n < 3 ? 'q' : 'r',
    }));
    fc.assert(
      fc.property(cells, (table) => {
        const people = table.flatMap((row, r) =>
          row.flatMap((n, c) =>
            Array.from({ length: n }, (_, i) => ({
              ...{ who: `${r}.${c}.${i}`, building: buildings[r]?.scope ?? null },
              ...{ channel: CHANNELS[c] ?? ('app' as const), month: '2026-01' },
            })),
          ),
        );
        const of = (rows: typeof buildings, among?: (scope: string) => boolean) =>
          participationOf(people, rows, ['2026-01'], among).rows;
        const street = of(buildings);
        const one = of(buildings.slice(0, 3));
        expect(street).toEqual([...one, ...of(buildings.slice(3))]);
        // and of one building alone no more is said than its community says of it
        expect(of(buildings.slice(0, 3), (scope) => scope === 'b')).toEqual(one.filter(({ scope }) => scope === 'b'));
      }),
    );
  });

  it('counts nobody twice in a month, however often they took part', () => {
    const one = (who: string) => ({ who, building: 'a', channel: 'app' as const, month: '2026-01' });
    const buildings = ['a', 'b'].map((scope) => ({ scope, name: scope, community: 'q' }));
    const people = [...Array.from({ length: 12 }, (_, n) => one(`p${n}`)), one('p1'), one('p2')];
    const more = Array.from({ length: 7 }, (_, n) => ({ ...one(`q${n}`), building: 'b' }));
    expect(participationOf([...people, ...more], buildings, ['2026-01'])).toEqual({
      months: ['2026-01'],
      // the other building's seven are hidden with the small cells
      rows: [{ scope: 'a', name: 'a', counts: [12, null, null], sum: 12 }],
      hidden: 1,
      sums: [12, 0, 0],
    });
  });
});

describe('what is counted', () => {
  const DAY = 86_400_000;
  const begun = Date.UTC(2026, 2, 2, 1);

  it('says of a unit with fewer than five tasks nothing', () => {
    const task = (n: number, endedAt: number) => ({
      ...{ matter: 'm', key: n, element: 'e', name: 'e', scope: n < 5 ? 'q/a' : 'q/b', openedAt: 0, due: 10 },
      ...{ endedAt, ended: 'completed' as const, kind: 'task' as const, definition: 'd', path: '', again: null },
    });
    const tasks = [9, 10, 11, 12, 9, 9, 9].map((at, n) => task(n, at));
    const places = ['q/a', 'q/b'].map((scope) => ({ scope, name: scope }));
    expect(tasksByPlace(tasks, places, (scope) => scope, 100)).toEqual([
      { scope: 'q/a', name: 'q/a', due: 5, onTime: 3 },
      { scope: 'q/b', name: 'q/b', due: null, onTime: null },
    ]);
  });

  it('judges a task by its date alone: nothing without one, and nothing that was taken away', () => {
    const judge = (due: number | null, endedAt: number | null, ended: 'completed' | 'cancelled' | null) =>
      wasOnTime({ due, endedAt, ended }, 20);
    expect([judge(10, 10, 'completed'), judge(10, 11, 'completed'), judge(10, null, null)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([judge(null, 11, 'completed'), judge(10, 11, 'cancelled'), judge(30, null, null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('tells the age by days to the end, or to now', () => {
    const matter = { status: 'open' as const, stopped: false, startedAt: begun, at: begun };
    const ages = [0, 7, 8, 30, 31, 90, 91].map((days) => ageOf(matter, begun + days * DAY));
    expect(ages).toEqual(['week', 'week', 'month', 'month', 'quarter', 'quarter', 'longer']);
    expect(ageOf({ ...matter, status: 'completed' }, begun + 91 * DAY)).toBe('week');
    expect([
      stateOf(matter),
      stateOf({ ...matter, stopped: true }),
      stateOf({ ...matter, status: 'terminated' }),
    ]).toEqual(['active', 'stopped', 'ended']);
  });

  it('names the months a period touches', () => {
    expect(monthsOf('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
});
