import { describe, expect, test } from 'vitest';
import { FeelDate, FeelDuration, FeelMonths, Sealed } from '../values/types.js';
import { cycleOf, dueOfDate, dueOfDuration } from './timers.js';

/** 2026-01-05T11:00:00+08:00. */
const AT = 1_767_582_000_000;
const clock = { at: AT };
const at = (iso: string): number => Date.parse(iso);

describe('dates', () => {
  test.each([
    ['2026-01-10T00:00:00+08:00', '2026-01-09T16:00:00Z'],
    ['2026-01-10T00:00:00', '2026-01-09T16:00:00Z'],
    ['2026-01-10', '2026-01-09T16:00:00Z'],
    ['2026-01-10T10:00:00Z', '2026-01-10T10:00:00Z'],
    ['2026-01-10T10:00:00@Europe/Paris', '2026-01-10T09:00:00Z'],
    [' 2026-01-10T10:00:00.5Z ', '2026-01-10T10:00:00.500Z'],
  ])('%s', (text, expected) => {
    expect(dueOfDate(text, clock)).toEqual({ ok: true, at: at(expected) });
  });

  test('a date is its first moment in the zone', () => {
    expect(dueOfDate(new FeelDate(2026, 1, 10), { at: AT, zone: 'UTC' })).toEqual({
      ok: true,
      at: at('2026-01-10T00:00:00Z'),
    });
  });

  test.each(['tomorrow', '2026-02-30', '10:00:00', ''])('refuses %s', (text) => {
    expect(dueOfDate(text, clock)).toMatchObject({
      ok: false,
      problem: { code: 'bad-timer', values: { kind: 'date', text } },
    });
  });

  test('refuses a sealed value and an unknown zone', () => {
    expect(dueOfDate(new Sealed('eA=='), clock)).toMatchObject({ ok: false, problem: { code: 'sealed-used' } });
    expect(dueOfDate('2026-01-10', { at: AT, zone: 'Nowhere/Land' })).toMatchObject({
      ok: false,
      problem: { code: 'bad-timer' },
    });
  });
});

describe('durations', () => {
  test.each([
    ['PT2H', '2026-01-05T13:00:00+08:00'],
    ['P1D', '2026-01-06T11:00:00+08:00'],
    ['P1W', '2026-01-12T11:00:00+08:00'],
    ['P1M', '2026-02-05T11:00:00+08:00'],
    ['P1Y2M3DT4H', '2027-03-08T15:00:00+08:00'],
    ['-PT1H', '2026-01-05T10:00:00+08:00'],
    ['PT0.5S', '2026-01-05T11:00:00.500+08:00'],
  ])('%s', (text, expected) => {
    expect(dueOfDuration(text, clock)).toEqual({ ok: true, at: at(expected) });
  });

  test('takes durations of FEEL', () => {
    expect(dueOfDuration(new FeelDuration(3_600_000_000_000n), clock)).toEqual({ ok: true, at: AT + 3_600_000 });
    expect(dueOfDuration(new FeelMonths(1), clock)).toEqual({ ok: true, at: at('2026-02-05T11:00:00+08:00') });
  });

  test.each(['2H', 'P', 'PT', 'P1H', ''])('refuses %s', (text) => {
    expect(dueOfDuration(text, clock)).toMatchObject({ ok: false, problem: { code: 'bad-timer' } });
  });
});

function fires(text: string, count: number, from = AT, zone?: string): (string | null)[] {
  const answer = cycleOf(text, { at: AT, ...(zone ? { zone } : {}) });
  if (!answer.ok) throw new Error(answer.problem.code);
  const fired: (string | null)[] = [];
  let after: number | null = from;
  for (let index = 0; index < count && after !== null; index++) {
    after = answer.cycle.next(after);
    fired.push(after === null ? null : new Date(after).toISOString());
  }
  return fired;
}

describe('cycles', () => {
  test('without a start fires first one period later', () => {
    expect(fires('R3/PT1H', 2)).toEqual(['2026-01-05T04:00:00.000Z', '2026-01-05T05:00:00.000Z']);
  });

  test('with a start fires at the start', () => {
    expect(fires('R/2026-01-10T00:00:00Z/P1D', 2)).toEqual(['2026-01-10T00:00:00.000Z', '2026-01-11T00:00:00.000Z']);
  });

  test('a late look finds the next point of the grid', () => {
    expect(fires('R/2026-01-10T00:00:00Z/P1D', 1, at('2026-03-01T07:00:00Z'))).toEqual(['2026-03-02T00:00:00.000Z']);
    expect(fires('R/PT7S', 1, AT + 1_000_000_000)).toEqual([
      new Date(AT + Math.floor(1_000_000 / 7 + 1) * 7000).toISOString(),
    ]);
  });

  test('with an end stops at it', () => {
    expect(fires('R/P1D/2026-01-07T12:00:00Z', 3)).toEqual([
      '2026-01-06T03:00:00.000Z',
      '2026-01-07T03:00:00.000Z',
      null,
    ]);
  });

  test('between a start and an end the period is the time between them', () => {
    expect(fires('R/2026-01-10T00:00:00Z/2026-01-10T06:00:00Z', 2)).toEqual([
      '2026-01-10T00:00:00.000Z',
      '2026-01-10T06:00:00.000Z',
    ]);
  });

  test.each([
    ['R3/PT1H', 3],
    ['R0/PT1H', 0],
    ['R/PT1H', null],
    ['0 0 9 * * *', null],
  ])('%s repeats %s times', (text, repetitions) => {
    expect(cycleOf(text, clock)).toMatchObject({ ok: true, cycle: { repetitions } });
  });

  test.each([
    'R3',
    'R/',
    'R/PT0S',
    'R/-PT1H',
    'Rx/PT1H',
    'R/PT1H/PT1H',
    'R/2026-01-01T00:00:00Z',
    'PT1H',
    '',
    '* * *',
    '61 * * * * *',
  ])('refuses %s', (text) => {
    expect(cycleOf(text, clock)).toMatchObject({
      ok: false,
      problem: { code: 'bad-timer', values: { kind: 'cycle' } },
    });
  });

  test.each([
    ['0 0 9 * * *', ['2026-01-06T01:00:00.000Z', '2026-01-07T01:00:00.000Z']],
    ['*/20 * * * * *', ['2026-01-05T03:00:20.000Z', '2026-01-05T03:00:40.000Z', '2026-01-05T03:01:00.000Z']],
    [
      '0 0/30 12-13 * * ?',
      [
        '2026-01-05T04:00:00.000Z',
        '2026-01-05T04:30:00.000Z',
        '2026-01-05T05:00:00.000Z',
        '2026-01-05T05:30:00.000Z',
        '2026-01-06T04:00:00.000Z',
      ],
    ],
    [
      '0 0 9 * * MON-FRI',
      [
        '2026-01-06T01:00:00.000Z',
        '2026-01-07T01:00:00.000Z',
        '2026-01-08T01:00:00.000Z',
        '2026-01-09T01:00:00.000Z',
        '2026-01-12T01:00:00.000Z',
      ],
    ],
    ['0 0 0 L * *', ['2026-01-30T16:00:00.000Z', '2026-02-27T16:00:00.000Z']],
    ['0 0 0 L-3 * *', ['2026-01-27T16:00:00.000Z']],
    ['0 0 0 LW * *', ['2026-01-29T16:00:00.000Z']],
    ['0 0 0 1W * *', ['2026-02-01T16:00:00.000Z']],
    ['0 0 0 ? * 5L', ['2026-01-29T16:00:00.000Z']],
    ['0 0 0 ? * MON#2', ['2026-01-11T16:00:00.000Z']],
    ['0 0 0 29 2 *', ['2028-02-28T16:00:00.000Z', '2032-02-28T16:00:00.000Z']],
    ['0 0 0 1 JAN,JUL *', ['2026-06-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z']],
    ['0 0 0 * * 7', ['2026-01-10T16:00:00.000Z']],
    ['0 0 0 * * 0', ['2026-01-10T16:00:00.000Z']],
    ['@daily', ['2026-01-05T16:00:00.000Z']],
    ['@hourly', ['2026-01-05T04:00:00.000Z']],
    ['@weekly', ['2026-01-10T16:00:00.000Z']],
    ['@monthly', ['2026-01-31T16:00:00.000Z']],
    ['@yearly', ['2026-12-31T16:00:00.000Z']],
  ])('cron %s', (text, expected) => {
    expect(fires(text, expected.length)).toEqual(expected);
  });

  test('a cron day that never comes has no next instant', () => {
    expect(fires('0 0 0 30 2 *', 1)).toEqual([null]);
  });
});
