import { describe, expect, it } from 'vitest';
import { CALENDARS } from '../cases/calendar.js';
import { createBudget } from '../evaluate/evaluate.js';
import { term } from './term.js';

/** The end of a term in words of its last day: 24:00 of it. */
function lastDay(start: string, n: number, unit: string, closings?: readonly string[]): string {
  const calendars = closings === undefined ? CALENDARS : { ...CALENDARS, closings };
  const answer = term(start, n, unit, { at: 0, budget: createBudget(), calendars });
  if (!answer.ok) return 'awaitingCalendar' in answer ? `awaits ${answer.awaitingCalendar}` : answer.problem.code;
  return new Date(answer.at - 1 + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Monday to Wednesday. */
const MARCH = ['2026-03-09', '2026-03-10', '2026-03-11'];

describe('a term with local closings', () => {
  it.each<[string, string, number, string, readonly string[] | undefined, string]>([
    ['without any', '2026-03-06', 3, 'working_day', undefined, '2026-03-11'],
    ['that lie inside it', '2026-03-05', 5, 'working_day', MARCH, '2026-03-17'],
    ['that cover its whole tail', '2026-03-06', 3, 'working_day', MARCH, '2026-03-16'],
    ['on its last day', '2026-03-06', 1, 'working_day', ['2026-03-09'], '2026-03-10'],
    ['behind its end', '2026-03-02', 3, 'working_day', MARCH, '2026-03-05'],
    ['before it begins', '2026-03-11', 3, 'working_day', MARCH, '2026-03-16'],
    ['of no days that begins on a closed one', '2026-03-09', 0, 'working_day', MARCH, '2026-03-12'],
    // Saturday 9 May is worked instead of a holiday
    ['with a swapped weekend inside', '2026-05-08', 1, 'working_day', ['2026-05-09'], '2026-05-11'],
    ['that name days off anyway', '2026-04-03', 1, 'working_day', ['2026-04-04', '2026-04-05'], '2026-04-07'],
    ['in calendar days: the last day does not move', '2026-03-06', 3, 'day', MARCH, '2026-03-09'],
    ['in weeks', '2026-03-02', 1, 'week', MARCH, '2026-03-09'],
    ['in months', '2026-02-10', 1, 'month', MARCH, '2026-03-10'],
    ['that push it into a year nobody loaded', '2026-12-30', 1, 'working_day', ['2026-12-31'], 'awaits 2027'],
  ])('%s', (_what, start, n, unit, closings, expected) => {
    expect(lastDay(start, n, unit, closings)).toBe(expected);
  });
});
