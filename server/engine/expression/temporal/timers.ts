import { isZone } from '../../zones/index.js';
import { plusNanos } from '../evaluate/arithmetic.js';
import {
  type Environment,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelMonths,
  type FeelProblem,
  type FeelValue,
  Sealed,
  type Zone,
} from '../values/types.js';
import { dateTimeOfMillis, millisOf, plusMonths } from './civil.js';
import { nextOfCron, parseCron } from './cron.js';
import { parseDateTime, parsePeriod } from './lexical.js';

/** An instant in UTC milliseconds. */
export type DueAnswer =
  { readonly ok: true; readonly at: number } | { readonly ok: false; readonly problem: FeelProblem };

/** A repeating timer on a grid of its own, so that firing late never moves it. */
export interface Cycle {
  /** How often it fires; null: without end. */
  readonly repetitions: number | null;
  /** The first instant of its grid after `after` (UTC milliseconds); null where there is none any more. */
  next(after: number): number | null;
}

export type CycleAnswer =
  { readonly ok: true; readonly cycle: Cycle } | { readonly ok: false; readonly problem: FeelProblem };

/** The moment a timer is made, and the zone of wall clocks without one (Asia/Shanghai unless told otherwise). */
export type TimerClock = Pick<Environment, 'at' | 'zone'>;

/** Months and exact time together, as ISO 8601 durations have them. */
interface Period {
  readonly months: number;
  readonly nanos: bigint;
}

function zoneOf(clock: TimerClock): Zone | undefined {
  const id = clock.zone ?? 'Asia/Shanghai';
  return isZone(id) ? { id } : undefined;
}

function bad(
  value: FeelValue,
  kind: 'date' | 'duration' | 'cycle',
): { readonly ok: false; readonly problem: FeelProblem } {
  const values: FeelProblem['values'] = typeof value === 'string' ? { kind, text: value } : { kind };
  return {
    ok: false,
    problem: { code: value instanceof Sealed ? 'sealed-used' : 'bad-timer', values, from: 0, to: 0 },
  };
}

/** The instant of a `timeDate`: an ISO 8601 string, a date (its first moment) or a date and time. Problem: `bad-timer`, `sealed-used`. */
export function dueOfDate(value: FeelValue, clock: TimerClock): DueAnswer {
  const zone = zoneOf(clock);
  const read = typeof value === 'string' ? parseDateTime(value.trim()) : value;
  const moment = read instanceof FeelDate ? new FeelDateTime(read, 0) : read;
  const at = moment instanceof FeelDateTime && zone ? millisOf(moment, zone) : undefined;
  return at === undefined ? bad(value, 'date') : { ok: true, at };
}

/** The instant a `timeDuration` ends that begins at `clock.at`: an ISO 8601 string or a duration. Problem: `bad-timer`, `sealed-used`. */
export function dueOfDuration(value: FeelValue, clock: TimerClock): DueAnswer {
  const period = periodOf(value);
  const zone = zoneOf(clock);
  const at = period && zone ? plusPeriod(clock.at, period, 1, zone) : undefined;
  return at === undefined ? bad(value, 'duration') : { ok: true, at };
}

function periodOf(value: FeelValue): Period | undefined {
  if (value instanceof FeelDuration) return { months: 0, nanos: value.nanos };
  if (value instanceof FeelMonths) return { months: value.months, nanos: 0n };
  return typeof value === 'string' ? parsePeriod(value.trim()) : undefined;
}

/** `times` periods after an instant, months by the wall clock of the zone; always counted from the start, so that 31 January + 2 months is 31 March. */
function plusPeriod(at: number, { months, nanos }: Period, times: number, zone: Zone): number | undefined {
  const local = dateTimeOfMillis(at, zone);
  const date = local && plusMonths(local.date, months * times);
  const moved = date && plusNanos(new FeelDateTime(date, local.nanos, zone), nanos * BigInt(times));
  return moved && millisOf(moved, zone);
}

/**
 * A `timeCycle`: `R3/PT1H`, `R/2026-01-01T00:00:00Z/P1D`, `R2/P1D/2026-02-01T00:00:00Z` (ISO 8601), or a cron expression of six fields or its
 * macro. Without a start its grid begins at `clock.at`, and fires first one period later. Problem: `bad-timer`, `sealed-used`.
 */
export function cycleOf(value: FeelValue, clock: TimerClock): CycleAnswer {
  const zone = zoneOf(clock);
  if (typeof value !== 'string' || !zone || !('id' in zone)) return bad(value, 'cycle');
  const text = value.trim();
  const cycle = text.startsWith('R') ? repeating(text, clock.at, zone) : ofCron(text, zone.id);
  return cycle ? { ok: true, cycle } : bad(value, 'cycle');
}

function ofCron(text: string, zone: string): Cycle | undefined {
  const cron = parseCron(text);
  return cron && { repetitions: null, next: (after) => nextOfCron(cron, after, zone) };
}

function repeating(text: string, at: number, zone: Zone): Cycle | undefined {
  const [head = '', ...parts] = text.split('/');
  const digits = head.slice(1);
  if (!/^\d{0,9}$/u.test(digits)) return undefined;
  const repetitions = digits === '' ? null : Number(digits);
  const moments = parts.map((part) => instantOfText(part, zone));
  const periods = parts.map((part) => parsePeriod(part));
  if (parts.length === 1 && periods[0]) return grid(repetitions, at, periods[0], zone, 1);
  if (parts.length !== 2) return undefined;
  if (moments[0] !== undefined && periods[1]) return grid(repetitions, moments[0], periods[1], zone, 0);
  // A start beside an end means periods as long as the time between them (ISO 8601, 4.5).
  if (moments[0] !== undefined && moments[1] !== undefined) {
    return grid(repetitions, moments[0], { months: 0, nanos: BigInt(moments[1] - moments[0]) * 1_000_000n }, zone, 0);
  }
  if (periods[0] && moments[1] !== undefined) return until(grid(repetitions, at, periods[0], zone, 1), moments[1]);
  return undefined;
}

function instantOfText(text: string, zone: Zone): number | undefined {
  const moment = parseDateTime(text);
  return moment && millisOf(moment, zone);
}

/** Firing at `anchor` + k periods for k from `first`. */
function grid(repetitions: number | null, anchor: number, period: Period, zone: Zone, first: 0 | 1): Cycle | undefined {
  const { months, nanos } = period;
  if (months < 0 || nanos < 0n || (months === 0 && nanos < 1_000_000n)) return undefined;
  const instant = (index: number): number | undefined => plusPeriod(anchor, period, index, zone);
  return {
    repetitions,
    next: (after) => {
      let high = Math.max(first, 1);
      if (first === 0 && anchor > after) return anchor;
      for (let at = instant(high); at !== undefined && at <= after; at = instant(high)) high *= 2;
      let low = Math.floor(high / 2);
      // The wanted index lies above `low` and not above `high`.
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if ((instant(middle) ?? Infinity) <= after) low = middle;
        else high = middle;
      }
      return instant(high) ?? null;
    },
  };
}

function until(cycle: Cycle | undefined, end: number): Cycle | undefined {
  if (!cycle) return undefined;
  return {
    repetitions: cycle.repetitions,
    next: (after) => {
      const at = cycle.next(after);
      return at === null || at > end ? null : at;
    },
  };
}
