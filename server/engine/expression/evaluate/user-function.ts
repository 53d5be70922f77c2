import type { Node, TypeNode } from '../parse/ast.js';
import { conforms } from '../values/instance.js';
import { isList } from '../values/kind.js';
import { FeelFunction, type FeelValue, Sealed } from '../values/types.js';
import type { Run } from './build.js';
import { Binding, type Call, type Scope } from './state.js';

/** `function(a, b) body` (DMN 1.5, 10.3.2.13): remembers the scope it was written in; arguments must conform to the types of its parameters. */
export function functionOf(node: Node & { kind: 'function' }, build: (node: Node) => Run): Run {
  const body = build(node.body);
  const { parameters } = node;
  const names = parameters.map(({ name }) => name);
  return (_, scope) => {
    const invoke = (call: Call, positional: readonly FeelValue[]): FeelValue => {
      if (positional.length !== parameters.length) return call.fail('wrong-arguments');
      let inner: Scope | undefined = scope;
      for (const [index, { name, type }] of parameters.entries()) {
        const argument = type ? accepted(positional[index]!, type) : positional[index]!;
        if (argument === undefined) return call.fail('wrong-argument', { parameter: name });
        inner = new Binding(name, argument, inner);
      }
      return body(call.state, inner);
    };
    const invokeNamed = (call: Call, named: ReadonlyMap<string, FeelValue>): FeelValue => {
      if (named.size !== names.length || names.some((name) => !named.has(name))) return call.fail('wrong-arguments');
      return invoke(call, names.map((name) => named.get(name)!));
    };
    return new FeelFunction('function', names, invoke, invokeNamed);
  };
}

/** The argument as the parameter takes it (10.3.2.9.4); undefined where it does not conform. Sealed values pass: they are only copied. */
function accepted(value: FeelValue, type: TypeNode): FeelValue | undefined {
  if (value instanceof Sealed || conforms(value, type)) return value;
  if (isList(value) && value.length === 1 && conforms(value[0]!, type)) return value[0];
  if (type.type === 'list' && !isList(value) && conforms([value], type)) return [value];
  return undefined;
}
