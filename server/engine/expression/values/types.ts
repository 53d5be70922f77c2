import type { Call } from '../evaluate/state.js';
import type { FeelNumber } from './number.js';

/**
 * JSON as it is stored and hashed: integers within ±(2^53−1) are JSON numbers, any other number is
 * `{"~n":"0.5"}` (plain decimal), a sealed value is `{"~":"<base64>"}`. Input keys never start with `~`.
 */
export type StoredValue =
  null | boolean | number | string | readonly StoredValue[] | { readonly [key: string]: StoredValue };

/** A value of FEEL (DMN 1.5, 10.3.2.3), and a sealed value, which can be copied and nothing else. */
export type FeelValue =
  | null
  | boolean
  | FeelNumber
  | string
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDuration
  | FeelMonths
  | readonly FeelValue[]
  | FeelContext
  | FeelRange
  | FeelFunction
  | Sealed;

/** A time zone: an offset in seconds east of UTC, or a name of the dated table of `engine/zones`. */
export type Zone = { readonly offset: number } | { readonly id: string };

/** A calendar date, proleptic Gregorian. */
export class FeelDate {
  readonly kind = 'date';
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}
}

/** A time of day; `nanos` counts nanoseconds since midnight. */
export class FeelTime {
  readonly kind = 'time';
  constructor(
    readonly nanos: number,
    readonly zone?: Zone,
  ) {}
}

/** A date with a time of day, local when it has no zone. */
export class FeelDateTime {
  readonly kind = 'date and time';
  constructor(
    readonly date: FeelDate,
    readonly nanos: number,
    readonly zone?: Zone,
  ) {}
}

/** A days and time duration in nanoseconds. */
export class FeelDuration {
  readonly kind = 'days and time duration';
  constructor(readonly nanos: bigint) {}
}

/** A years and months duration in months. */
export class FeelMonths {
  readonly kind = 'years and months duration';
  constructor(readonly months: number) {}
}

/** A context: entries in the order they were written. */
export class FeelContext {
  readonly kind = 'context';
  constructor(readonly entries: ReadonlyMap<string, FeelValue>) {}
}

/** A range; an open-ended side has `undefined` (DMN 1.5, 10.3.2.7). */
export class FeelRange {
  readonly kind = 'range';
  constructor(
    readonly start: FeelValue | undefined,
    readonly end: FeelValue | undefined,
    readonly startIncluded: boolean,
    readonly endIncluded: boolean,
  ) {}
}

/** A function: a built-in one or one defined in an expression. It lives during one evaluation only. */
export class FeelFunction {
  readonly kind = 'function';
  constructor(
    readonly name: string,
    readonly parameters: readonly string[],
    readonly invoke: (call: Call, positional: readonly FeelValue[]) => FeelValue,
    readonly invokeNamed: (call: Call, named: ReadonlyMap<string, FeelValue>) => FeelValue,
  ) {}
}

/** The commitment of a sealed value, base64. FEEL may copy it whole; any other use is `sealed-used`. */
export class Sealed {
  readonly kind = 'sealed';
  constructor(readonly commitment: string) {}
}

/** What went wrong and where; `from` and `to` are offsets in the source. Sentences are made in `server/text`. */
export interface FeelProblem {
  readonly code: FeelProblemCode;
  readonly values?: Readonly<Record<string, StoredValue>>;
  readonly from: number;
  readonly to: number;
}

/** Every code a FeelProblem can carry. */
export const PROBLEM_CODES = [
  // compile
  'syntax',
  'undeclared-name',
  'too-long',
  'too-deep',
  'external-function',
  'number-out-of-range',
  'bad-literal',
  'unknown-type',
  'duplicate-key',
  'duplicate-parameter',
  // evaluate
  'unknown-variable',
  'unknown-function',
  'not-a-function',
  'no-entry',
  'no-property',
  'index-out-of-range',
  'wrong-index',
  'wrong-operand',
  'wrong-arguments',
  'wrong-argument',
  'null-argument',
  'not-boolean',
  'not-comparable',
  'not-a-list',
  'division-by-zero',
  'bad-value',
  'bad-pattern',
  'unknown-zone',
  'assertion-failed',
  'random-refused',
  'sealed-used',
  'awaiting-calendar',
  'budget-steps',
  'budget-depth',
  'budget-items',
  // store
  'cannot-store',
  // timers
  'bad-timer',
] as const;

export type FeelProblemCode = (typeof PROBLEM_CODES)[number];

/** Calendar facts by ISO year: days off that are not weekends' own rest, and weekend days that are worked. */
export interface Calendars {
  readonly years: Readonly<
    Record<string, { readonly holidays: readonly string[]; readonly workdays: readonly string[] }>
  >;
  /** Days an office is closed although the year says they are worked (本地停止办公日), ISO dates; only terms in working days know of them. */
  readonly closings?: readonly string[];
}

/** Counted limits, counted DOWN by the evaluator; one that is used up ends the evaluation with its `budget-…` problem. */
export interface Budget {
  /** Evaluated nodes, and inner steps of built-in functions. */
  steps: number;
  /** Nesting of evaluations still allowed. */
  depth: number;
  /** List items and characters still to be made. */
  items: number;
}

/** What an evaluation may know about the world. */
export interface Environment {
  /** UTC milliseconds: `now()`. */
  readonly at: number;
  /** Zone of `now()` and `today()`; Asia/Shanghai unless told otherwise. */
  readonly zone?: string;
  readonly calendars?: Calendars;
  readonly budget: Budget;
  /** `?` of unary tests. */
  readonly input?: FeelValue;
}

/** The answer of an evaluation; a null with problems is a failure, never a silent false. */
export interface Evaluation {
  readonly value: FeelValue;
  /** Warnings in the order they arose; empty means clean. */
  readonly problems: readonly FeelProblem[];
  /** The first calendar year `term()` needed and did not have. */
  readonly awaitingCalendar?: number;
}
