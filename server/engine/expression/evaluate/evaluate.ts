import { TooDeep } from '../values/kind.js';
import type { Budget, Environment, Evaluation, FeelValue } from '../values/types.js';
import { type CompiledExpression, runOf } from './compile.js';
import { Binding, INPUT, OutOfBudget, State } from './state.js';

/** The counted limits of one command, or of one evaluation where nobody counts further. */
const LIMITS: Budget = { steps: 200_000, depth: 800, items: 500_000 };

/** A fresh budget; share it among the evaluations that one limit is meant for. */
export function createBudget(limits: Partial<Budget> = {}): Budget {
  return { ...LIMITS, ...limits };
}

/**
 * Evaluates a compiled expression. `variables` answers undefined for a name nobody set. Never throws for what an expression does: a
 * failure is null with its problem, a limit that is used up ends the whole evaluation as null with the `budget-…` problem.
 */
export function evaluate(
  expression: CompiledExpression,
  variables: (name: string) => FeelValue | undefined,
  environment: Environment,
): Evaluation {
  const state = new State(environment, variables);
  const { depth } = environment.budget;
  let value: FeelValue = null;
  try {
    const scope = environment.input === undefined ? undefined : new Binding(INPUT, environment.input, undefined);
    value = runOf(expression)(state, scope);
  } catch (thrown) {
    const whole = { from: 0, to: expression.source.length };
    if (thrown instanceof OutOfBudget)
      state.problems.push({ code: thrown.code, from: thrown.span.from, to: thrown.span.to });
    else if (thrown instanceof TooDeep) state.problems.push({ code: 'budget-depth', ...whole });
    else throw thrown;
    environment.budget.depth = depth;
  }
  return {
    value,
    problems: state.problems,
    ...(state.awaitingCalendar === undefined ? {} : { awaitingCalendar: state.awaitingCalendar }),
  };
}
