import type { Environment, FeelProblem, FeelValue } from '../values/types.js';
/** An instant in UTC milliseconds. */
export type DueAnswer = { readonly ok: true; readonly at: number } | { readonly ok: false; readonly problem: FeelProblem };
export interface Cycle {
  /** How often it fires; null: without end. */
  readonly repetitions: number | null;
  /** The first instant of its grid after `after` (UTC milliseconds); null where there is none any more. */
  next(after: number): number | null;
}
export type CycleAnswer = { readonly ok: true; readonly cycle: Cycle } | { readonly ok: false; readonly problem: FeelProblem };
type Clock = Pick<Environment, 'at' | 'zone'>;
/** The instant of a timeDate: an ISO string, a date (its first moment) or a date and time; local ones are in the zone. */
export function dueOfDate(value: FeelValue, clock: Clock): DueAnswer {
  throw new Error(`not built yet: ${typeof value} ${clock.at}`);
}
/** The instant `clock.at` plus a timeDuration: an ISO string or a duration. */
export function dueOfDuration(value: FeelValue, clock: Clock): DueAnswer {
  throw new Error(`not built yet: ${typeof value} ${clock.at}`);
}
/** A timeCycle: `R3/PT1H`, `R/2026-01-01T00:00:00Z/P1D`, or a cron expression of six fields; without a start its grid begins at `clock.at`. */
export function cycleOf(value: FeelValue, clock: Clock): CycleAnswer {
  throw new Error(`not built yet: ${typeof value} ${clock.at}`);
}
