import { TooDeep } from '../values/kind.js';
import type { Budget, Environment, Evaluation, FeelFunction, FeelValue } from '../values/types.js';
import { type CompiledExpression, runOf } from './compile.js';
import { Binding, Call, INPUT, OutOfBudget, Outside, State } from './state.js';

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
  return settled(state, expression.source.length, () => {
    const outside = new Outside(state);
    const scope = environment.input === undefined ? outside : new Binding(INPUT, environment.input, outside);
    return runOf(expression)(state, scope);
  });
}

/** Calls a function with arguments by position, or by name. Problems and limits as for `evaluate`. */
export function applyFunction(
  callable: FeelFunction,
  args: readonly FeelValue[] | ReadonlyMap<string, FeelValue>,
  environment: Environment,
): Evaluation {
  const state = new State(environment, () => undefined);
  const call = new Call(state, { from: 0, to: 0 }, callable.name);
  return settled(state, 0, () => {
    call.step();
    return args instanceof Map
      ? callable.invokeNamed(call, args as ReadonlyMap<string, FeelValue>)
      : callable.invoke(call, args as readonly FeelValue[]);
  });
}

function settled(state: State, length: number, run: () => FeelValue): Evaluation {
  const { budget } = state;
  const { depth } = budget;
  let value: FeelValue = null;
  try {
    value = run();
  } catch (thrown) {
    if (thrown instanceof OutOfBudget)
      state.problems.push({ code: thrown.code, from: thrown.span.from, to: thrown.span.to });
    else if (thrown instanceof TooDeep) state.problems.push({ code: 'budget-depth', from: 0, to: length });
    else throw thrown;
    budget.depth = depth;
  }
  return {
    value,
    problems: state.problems,
    ...(state.awaitingCalendar === undefined ? {} : { awaitingCalendar: state.awaitingCalendar }),
  };
}
