import type { FeelProblemCode, StoredValue } from '../values/types.js';

/** One line of the conformance suite: written from the specification, never from what the evaluator answers. */
export interface Case {
  readonly expression: string;
  /** Variables, as stored JSON. */
  readonly context?: Readonly<Record<string, StoredValue>>;
  /** The input of unary tests; its presence makes the expression a cell of a decision table. */
  readonly input?: StoredValue;
  /** The answer as stored JSON. */
  readonly value?: StoredValue;
  /** The answer is null, and this is its first problem. */
  readonly problem?: FeelProblemCode;
  /** It does not compile, and this is why. */
  readonly refused?: FeelProblemCode;
  /** The answer stands although there are warnings. */
  readonly warned?: boolean;
}

type Context = Case['context'];

/** Answers `value` without any problem. */
export const gives = (expression: string, value: StoredValue, context?: Context): Case => ({
  expression,
  value,
  ...(context ? { context } : {}),
});

/** Answers `value` with warnings. */
export const warns = (expression: string, value: StoredValue, context?: Context): Case => ({
  ...gives(expression, value, context),
  warned: true,
});

/** Answers null for a reason. */
export const fails = (expression: string, problem: FeelProblemCode, context?: Context): Case => ({
  expression,
  problem,
  ...(context ? { context } : {}),
});

export const refuses = (expression: string, refused: FeelProblemCode): Case => ({ expression, refused });

/** A cell of a decision table over an input. */
export const tests = (expression: string, input: StoredValue, value: boolean | null, context?: Context): Case => ({
  ...gives(expression, value, context),
  input,
});

/** A number that is no safe integer. */
export const n = (numeral: string): StoredValue => ({ '~n': numeral });
