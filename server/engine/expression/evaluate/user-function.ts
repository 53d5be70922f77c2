import type { Node } from '../parse/ast.js';
import { accepted } from '../values/instance.js';
import { FeelFunction, type FeelValue } from '../values/types.js';
import type { Run } from './build.js';
import { Binding, type Call, INPUT, type Scope } from './state.js';

/** Runs with its arguments in the order of its parameters. */
export type Body = (call: Call, positional: readonly FeelValue[]) => FeelValue;

/** A function of code outside of FEEL, such as a business knowledge model: called by position or by name, with all its arguments. */
export function callableOf(name: string, parameters: readonly string[], body: Body): FeelFunction {
  const invoke = (call: Call, positional: readonly FeelValue[]): FeelValue =>
    positional.length === parameters.length ? body(call, positional) : call.fail('wrong-arguments');
  const invokeNamed = (call: Call, named: ReadonlyMap<string, FeelValue>): FeelValue => {
    if (named.size !== parameters.length || parameters.some((parameter) => !named.has(parameter)))
      return call.fail('wrong-arguments');
    return body(
      call,
      parameters.map((parameter) => named.get(parameter)!),
    );
  };
  return new FeelFunction(name, parameters, invoke, invokeNamed);
}

/** `function(a, b) body` (DMN 1.5, 10.3.2.13): remembers the scope it was written in; arguments must conform to the types of its parameters. */
export function functionOf(node: Node & { kind: 'function' }, build: (node: Node) => Run): Run {
  const run = build(node.body);
  const { parameters } = node;
  const names = parameters.map(({ name }) => name);
  const tests = parameters.map(({ allowed }) => allowed && build(allowed));
  return (_, scope) =>
    callableOf('function', names, (call, positional) => {
      let inner: Scope | undefined = scope;
      for (const [index, { name, type }] of parameters.entries()) {
        const argument = type ? accepted(positional[index]!, type, () => call.step()) : positional[index]!;
        const test = tests[index];
        const fits = (value: FeelValue): boolean =>
          !test || value === null || test(call.state, new Binding(INPUT, value, undefined)) === true;
        if (argument === undefined || !fits(argument)) return call.fail('wrong-argument', { parameter: name });
        inner = new Binding(name, argument, inner);
      }
      return run(call.state, inner);
    });
}
