import { describe, expect, it } from 'vitest';
import { nextWorkingDay } from './working-day.js';

const CALENDARS = [
  {
    year: 2026,
    hash: '',
    calendar: { year: 2026, holidays: ['2026-10-01', '2026-10-02', '2026-12-31'], workdays: ['2026-10-10'] },
  },
];
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('the next working day', () => {
  it.each([
    ['2026-03-02T09:00', '2026-03-03T09:00'], // Monday
    ['2026-03-06T09:30', '2026-03-09T09:30'], // over a weekend
    ['2026-09-30T23:59', '2026-10-05T23:59'], // over a holiday and a weekend
    ['2026-10-09T00:30', '2026-10-10T00:30'], // a Saturday that is worked
  ])('after %s is %s', (from, to) => {
    expect(nextWorkingDay(at(from), CALENDARS)).toBe(at(to));
  });

  it('is unknown where the year is not loaded', () => {
    expect(nextWorkingDay(at('2026-12-30T09:00'), CALENDARS)).toBeNull();
  });
});
