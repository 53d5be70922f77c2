import { callableOf, FeelFunction, type Body, type FeelValue } from '../expression/index.js';
import type { DecisionScope } from './evaluation.js';
import type { TypedName, TypeShape } from './types.js';

/** A function whose arguments and result conform to their types. */
export function typedFunction(
  name: string,
  parameters: readonly TypedName[],
  result: TypeShape | null,
  scope: DecisionScope,
  body: Body,
): FeelFunction {
  return callableOf(
    name,
    parameters.map((parameter) => parameter.name),
    (call, positional) => {
      const args = parameters.map((parameter, index) =>
        scope.conform(positional[index] ?? null, parameter.type, `variable:${parameter.name}`, 'argument', {
          name: parameter.name,
        }),
      );
      return scope.conform(body(call, args), result, 'result');
    },
  );
}

/** A function as a function item says it is (DMN 1.5, 7.3.3); a type without parameters and result says nothing. */
export function functionAs(
  callable: FeelFunction,
  type: TypeShape & { readonly kind: 'function' },
  scope: DecisionScope,
): FeelValue {
  const typed = type.result !== null || type.parameters.some((parameter) => parameter.type !== null);
  if (!typed) return callable;
  const parameters = callable.parameters.map((name, index) => ({ name, type: type.parameters[index]?.type ?? null }));
  return typedFunction(callable.name, parameters, type.result, scope, (call, args) => call.apply(callable, args));
}
