import fc from 'fast-check';
import { evaluate as feelin } from 'feelin';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { offsetAt, offsetOfLocal } from '../zones/index.js';
import { CALENDARS } from './cases/calendar.js';
import { compile, createBudget, cycleOf, dueOfDuration, evaluate, term, toStored, type StoredValue } from './index.js';

/** 2026-01-05T11:00:00+08:00. */
const AT = 1_767_582_000_000;

function ours(source: string): StoredValue {
  const compiled = compile(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.problems[0]!.code}`);
  const stored = toStored(
    evaluate(compiled.expression, () => undefined, { at: AT, calendars: CALENDARS, budget: createBudget() }).value,
  );
  if (!stored.ok) throw new Error(stored.problem.code);
  return stored.value;
}

/** Expressions both evaluators must answer alike: small integers, so that binary and decimal arithmetic agree. */
const {
  number: anyNumber,
  boolean: anyBoolean,
  list: anyList,
} = fc.letrec<{ number: string; boolean: string; list: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 99 }).map(String),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    tie('list').map((list) => `count(${list})`),
    tie('list').map((list) => `sum(append(${list}, 1))`),
    fc.tuple(tie('number'), tie('list')).map(([first, list]) => `max(append(${list}, ${first}))`),
    fc.tuple(tie('number'), tie('list')).map(([first, list]) => `min(append(${list}, ${first}))`),
    fc
      .tuple(tie('boolean'), tie('number'), tie('number'))
      .map(([test, yes, no]) => `(if ${test} then ${yes} else ${no})`),
    fc
      .tuple(tie('number'), fc.integer({ min: 1, max: 9 }))
      .map(([dividend, divisor]) => `modulo(${dividend}, ${divisor})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `{a: ${a}, b: a + ${b}}.b`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `(function(x, y) x - y)(${a}, ${b})`),
  ),
  boolean: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
      .map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('boolean'), fc.constantFrom('and', 'or'), tie('boolean')).map((parts) => `(${parts.join(' ')})`),
    tie('boolean').map((inner) => `not(${inner})`),
    // feelin turns ends around that are in descending order, which the specification does not.
    fc
      .tuple(tie('number'), fc.nat(9), fc.nat(9))
      .map(([value, low, more]) => `(${value} between ${low} and ${low + more})`),
    fc
      .tuple(tie('number'), fc.nat(9), fc.nat(9))
      .map(([value, low, more]) => `(${value} in [${low}..${low + more + 1}))`),
    fc.tuple(tie('list'), tie('number')).map(([list, limit]) => `(some x in ${list} satisfies x > ${limit})`),
    fc.tuple(tie('list'), tie('number')).map(([list, limit]) => `(every x in ${list} satisfies x > ${limit})`),
    fc.tuple(tie('list'), tie('number')).map(([list, value]) => `list contains(${list}, ${value})`),
  ),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(tie('number'), tie('number')).map(([one, other]) => `[${one}, ${other}]`),
    fc.tuple(tie('list'), tie('number')).map(([list, plus]) => `(for x in ${list} return x + ${plus})`),
    fc.tuple(tie('list'), tie('list')).map(([one, other]) => `concatenate(${one}, ${other})`),
    tie('list').map((list) => `reverse(${list})`),
    tie('list').map((list) => `distinct values(${list})`),
    fc.tuple(tie('list'), tie('list')).map(([one, other]) => `union(${one}, ${other})`),
  ),
}));

test('answers as feelin does where binary numbers are exact', () => {
  fc.assert(
    fc.property(fc.oneof(anyNumber, anyBoolean, anyList), (source) => {
      // when
      const theirs = JSON.parse(JSON.stringify(feelin(source).value)) as StoredValue;

      // then
      const large = JSON.stringify(theirs).match(/\d{10,}|e/u);
      fc.pre(large === null || typeof theirs === 'boolean');
      expect(ours(source)).toEqual(theirs);
    }),
    { numRuns: 600, seed: 20_260_105 },
  );
});

const anyDate = fc.date({
  min: new Date('1600-01-01T00:00:00Z'),
  max: new Date('2400-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

test('adds and subtracts dates and durations as Temporal does', () => {
  fc.assert(
    fc.property(
      anyDate,
      anyDate,
      fc.integer({ min: -5000, max: 5000 }),
      fc.integer({ min: -90_000, max: 90_000 }),
      (one, other, months, days) => {
        // given
        const date = Temporal.PlainDate.from(dayOf(one));
        const last = Temporal.PlainDate.from(dayOf(other));
        const written = (count: number, unit: string): string =>
          `duration("${count < 0 ? '-' : ''}P${Math.abs(count)}${unit}")`;

        // then
        expect(ours(`date("${date}") + ${written(months, 'M')}`)).toBe(date.add({ months }).toString());
        expect(ours(`date("${date}") + ${written(days, 'D')}`)).toBe(date.add({ days }).toString());
        expect(ours(`(date("${date}") - date("${last}")) / duration("P1D")`)).toBe(
          last.until(date, { largestUnit: 'day' }).days,
        );
        expect(ours(`date("${date}").weekday`)).toBe(date.dayOfWeek);
        expect(ours(`day of year(date("${date}"))`)).toBe(date.dayOfYear);
        expect(ours(`week of year(date("${date}"))`)).toBe(date.weekOfYear);
        const between = date.until(last, { largestUnit: 'month' });
        expect(ours(`years and months duration(date("${date}"), date("${last}")) / duration("P1M")`)).toBe(
          between.months,
        );
      },
    ),
    { numRuns: 200, seed: 20_260_105 },
  );
});

const ZONES = [
  'Asia/Shanghai',
  'Europe/Paris',
  'America/New_York',
  'Australia/Sydney',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'UTC',
];

test('knows the offsets of zones as the host does', () => {
  const instant = fc.integer({ min: 0, max: Date.UTC(2037, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instant, (zone, seconds) => {
      // given
      const moment = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
      const wall = moment.toPlainDateTime();
      const local = wall.toZonedDateTime('UTC').epochMilliseconds / 1000;

      // then
      expect(offsetAt(zone, seconds)).toBe(moment.offsetNanoseconds / 1e9);
      expect(local - offsetOfLocal(zone, local)!).toBe(wall.toZonedDateTime(zone).epochMilliseconds / 1000);
    }),
    { numRuns: 500, seed: 20_260_105 },
  );
});

test('a wall clock that a change of offset skips or repeats is read as Temporal reads it', () => {
  for (const [zone, wall] of [
    ['Europe/Paris', '2026-03-29T02:30:00'],
    ['Europe/Paris', '2026-10-25T02:30:00'],
    ['America/New_York', '2026-03-08T02:15:00'],
    ['America/New_York', '2026-11-01T01:30:00'],
  ] as const) {
    // given
    const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;

    // then
    expect(ours(`unix timestamp(date and time("${wall}@${zone}"))`)).toBe(expected);
  }
});

test('periods of timers end as Temporal says', () => {
  const instant = fc.integer({ min: 0, max: Date.UTC(2036, 0, 1) });
  const period = fc.record({
    years: fc.integer({ min: 0, max: 3 }),
    months: fc.integer({ min: 0, max: 40 }),
    days: fc.integer({ min: 0, max: 400 }),
    hours: fc.integer({ min: 0, max: 100 }),
    seconds: fc.integer({ min: 0, max: 100_000 }),
  });
  fc.assert(
    fc.property(instant, period, (at, { years, months, days, hours, seconds }) => {
      // given
      const text = `P${years}Y${months}M${days}DT${hours}H${seconds}S`;
      const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Asia/Shanghai');
      const dated = start.add({ years, months });
      const expected = dated.add({ hours: days * 24 + hours, seconds }).epochMilliseconds;

      // then
      expect(dueOfDuration(text, { at })).toEqual({ ok: true, at: expected });
    }),
    { numRuns: 200, seed: 20_260_105 },
  );
});

test('a monthly cycle stays on its grid', () => {
  // given
  const start = Temporal.PlainDateTime.from('2026-01-31T09:00:00').toZonedDateTime('Asia/Shanghai');
  const answer = cycleOf('R/2026-01-31T09:00:00+08:00/P1M', { at: AT });
  if (!answer.ok) throw new Error(answer.problem.code);

  // when
  let at = start.epochMilliseconds - 1;
  const fired = Array.from({ length: 14 }, () => (at = answer.cycle.next(at)!));

  // then
  expect(fired).toEqual(Array.from({ length: 14 }, (_, months) => start.add({ months }).epochMilliseconds));
});

/** Terms by a loop over days, with nothing shared with the engine. */
function naive(start: string, amount: number, unit: 'day' | 'working_day'): string {
  const { holidays, workdays } = CALENDARS.years['2026']!;
  const worked = (day: Temporal.PlainDate): boolean =>
    workdays.includes(day.toString()) || (day.dayOfWeek < 6 && !holidays.includes(day.toString()));
  let day = Temporal.PlainDate.from(start);
  for (let counted = 0; counted < amount;) {
    day = day.add({ days: 1 });
    if (unit === 'day' || worked(day)) counted++;
  }
  while (!worked(day)) day = day.add({ days: 1 });
  return `${day.add({ days: 1 }).toString()}T00:00:00+08:00`;
}

test('term counts as a loop over the days does', () => {
  const day = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom('day', 'working_day' as const),
      (offset, amount, unit) => {
        // given
        const start = Temporal.PlainDate.from('2026-01-01').add({ days: offset }).toString();

        // when
        const answer = term(start, amount, unit, { at: AT, calendars: CALENDARS, budget: createBudget() });

        // then
        if (!answer.ok) throw new Error(JSON.stringify(answer));
        expect(toStored(answer.value)).toEqual({
          ok: true,
          value: naive(start, amount, unit as 'day' | 'working_day'),
        });
        expect(Temporal.Instant.from(naive(start, amount, unit as 'day' | 'working_day')).epochMilliseconds).toBe(
          answer.at,
        );
      },
    ),
    { numRuns: 400, seed: 20_260_105 },
  );
});
