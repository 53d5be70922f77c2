import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#law';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { calendarDecider, calendarHash, loadedYears, readCalendar, type LoadYear } from './index.js';

const year2026 = CALENDAR_2026;
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
const calendar = (holidays: string[], workdays: string[], year = 2020): string =>
  JSON.stringify({ v: 1, year, zone: 'Asia/Shanghai', holidays, workdays, source: 'invented' });

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
    expect(loaded.when(load(`${CALENDAR_2026}\n`)).decision).toEqual({
      refused: 'calendar-loaded',
      values: { year: 2026 },
    });
  });

  it.each<[string, LoadYear]>([
    ['role-does-not-fit', load(year2026, { by: actor('wang', 'worker') })],
    ['calendar-hash', load(year2026, { hash: calendarHash('{}') })],
    ['calendar-invalid', load('{')],
    ['calendar-invalid', load(calendar([], [], 2020))],
    ['unknown-command', load(year2026, { type: 'burn' })],
  ])('refuses %s', (refused, command) => {
    expect(specify(calendarDecider).given([]).when(command).decision).toMatchObject({ refused });
  });

  it.each([
    ['not-json', '{'],
    ['type', '[]'],
    ['not-a-date', calendar(['2020-02-30'], [])],
    ['other-year', calendar(['2021-01-01'], [])],
    ['repeated', calendar(['2020-05-01', '2020-05-01'], [])],
    ['both-lists', calendar(['2020-05-09'], ['2020-05-09'])],
    ['workday-not-weekend', calendar([], ['2020-05-08'])],
  ])('finds a fault of %s', (fault, file) => {
    expect(readCalendar(file)).toMatchObject({ fault });
  });

  it('puts the days of a file in order', () => {
    expect(readCalendar(calendar(['2020-05-02', '2020-05-01'], []))).toMatchObject({
      holidays: ['2020-05-01', '2020-05-02'],
    });
  });
});
