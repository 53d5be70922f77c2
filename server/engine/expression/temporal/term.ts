import type { Environment, FeelDateTime, FeelProblem, FeelValue } from '../values/types.js';
export type TermAnswer =
  | { readonly ok: true; readonly value: FeelDateTime; /** UTC milliseconds of the end. */ readonly at: number }
  | { readonly ok: false; readonly awaitingCalendar: number }
  | { readonly ok: false; readonly problem: FeelProblem };
/** A term of R01; `start` is a date, a date and time or an ISO string, `unit` is hour, day, working_day, week, month or year. */
export function term(start: FeelValue, n: FeelValue | number, unit: string, environment: Environment): TermAnswer {
  throw new Error(`not built yet: ${typeof start} ${typeof n} ${unit} ${environment.at}`);
}
