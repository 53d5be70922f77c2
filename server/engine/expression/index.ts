export { PROBLEM_CODES } from './values/types.js';
export {
  FeelContext,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelFunction,
  FeelMonths,
  FeelRange,
  FeelTime,
  Sealed,
} from './values/types.js';
export type {
  Budget,
  Calendars,
  Environment,
  Evaluation,
  FeelProblem,
  FeelProblemCode,
  FeelValue,
  StoredValue,
  Zone,
} from './values/types.js';
export { Decimal, integer, numberOf, numeralOf, roundTo, safeInteger } from './values/number.js';
export type { FeelNumber, Rounding } from './values/number.js';
export { compare, equal } from './values/compare.js';
export { fromStored, readTyped, toStored } from './values/stored.js';
export { display } from './values/display.js';
export { compile, trackNames } from './evaluate/compile.js';
export type { CompileOptions, CompileResult, CompiledExpression } from './evaluate/compile.js';
export { literalsOf } from './evaluate/literals.js';
export { applyFunction, createBudget, evaluate } from './evaluate/evaluate.js';
export { callableOf } from './evaluate/user-function.js';
export type { Body } from './evaluate/user-function.js';
export type { Call } from './evaluate/state.js';
export { aggregate } from './functions/aggregate.js';
export type { OwnTypeSource } from './parse/parse.js';
export { isPlainName, normalName } from './parse/names.js';
export { term } from './temporal/term.js';
export type { TermAnswer } from './temporal/term.js';
export { cycleOf, dueOfDate, dueOfDuration } from './temporal/timers.js';
export type { Cycle, CycleAnswer, DueAnswer, TimerClock } from './temporal/timers.js';
