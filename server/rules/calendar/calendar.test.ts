import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { calendarDecider, calendarHash, loadedYears, readCalendar, type LoadYear } from './index.js';

const year2026 = readFileSync(join(import.meta.dirname, '../../../workflows/calendars/2026.json'), 'utf8');
const load = (file: string, more: object = {}): LoadYear =>
  ({
    type: 'loadYear',
    at: 1,
    by: actor('chen', 'administrator', 'qinghe'),
    year: 2026,
    hash: calendarHash(file),
    file,
    ...more,
  }) as LoadYear;
const calendar = (holidays: string[], workdays: string[], year = 2026): string =>
  JSON.stringify({ year, holidays, workdays });

describe('calendar', () => {
  it('loads the year of the announcement', () => {
    // given
    const calendars = specify(calendarDecider).given([]);
    // when
    const { after } = calendars.when(load(year2026));
    // then
    expect(loadedYears(after)).toMatchObject([
      {
        year: 2026,
        hash: calendarHash(year2026),
        workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
      },
    ]);
  });

  it('takes the same file again without an event, and no other for the year', () => {
    // given
    const { events } = history(calendarDecider, [load(year2026)]);
    const loaded = specify(calendarDecider).given(events);
    // when then
    expect(loaded.when(load(year2026)).decision).toEqual({ events: [], effects: [] });
    expect(loaded.when(load(calendar([], []))).decision).toEqual({
      refused: 'calendar-loaded',
      values: { year: 2026 },
    });
  });

  it.each<[string, LoadYear]>([
    ['role-does-not-fit', load(year2026, { by: actor('wang', 'worker') })],
    ['calendar-hash', load(year2026, { hash: calendarHash('{}') })],
    ['calendar-invalid', load('{')],
    ['calendar-invalid', load(calendar([], [], 2027))],
    ['unknown-command', load(year2026, { type: 'burn' })],
  ])('refuses %s', (refused, command) => {
    expect(specify(calendarDecider).given([]).when(command).decision).toMatchObject({ refused });
  });

  it.each([
    ['json', '[]'],
    ['year', calendar([], [], 26)],
    ['date', calendar(['2026-02-29'], [])],
    ['date', calendar(['2026-13-01'], [])],
    ['other-year', calendar(['2027-01-01'], [])],
    ['order', calendar(['2026-05-02', '2026-05-01'], [])],
    ['order', calendar(['2026-05-01', '2026-05-01'], [])],
    ['both', calendar(['2026-05-09'], ['2026-05-09'])],
    ['weekday', calendar([], ['2026-05-08'])],
  ])('finds a fault of %s', (fault, file) => {
    expect(readCalendar(file)).toMatchObject({ fault });
  });
});
