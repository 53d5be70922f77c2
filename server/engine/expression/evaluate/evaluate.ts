import type { Budget, Environment, Evaluation, FeelValue } from '../values/types.js';
import type { CompiledExpression } from './compile.js';
export function createBudget(limits: Partial<Budget> = {}): Budget {
  return { steps: 200_000, depth: 400, items: 200_000, ...limits };
}
export function evaluate(
  expression: CompiledExpression,
  variables: (name: string) => FeelValue | undefined,
  environment: Environment,
): Evaluation {
  throw new Error(`not built yet: ${expression.source} ${typeof variables} ${environment.at}`);
}
