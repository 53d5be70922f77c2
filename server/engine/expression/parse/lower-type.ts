import type { TypeNode } from './ast.js';
import { normalName } from './names.js';
import { type SyntaxNode, childrenOf, textOf } from './syntax.js';

/** Names of types of FEEL (DMN 1.5, 10.3.1.3), with the spellings of typeRef beside them. */
const NAMED: Readonly<Record<string, string>> = {
  Any: 'Any',
  any: 'Any',
  Null: 'Null',
  null: 'Null',
  boolean: 'boolean',
  number: 'number',
  string: 'string',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  list: 'list',
  context: 'context',
  function: 'function',
  range: 'range',
};

/** The FEEL name of a type, or undefined where there is none of that name. */
export function typeName(name: string): string | undefined {
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}

/** Looks a type up that FEEL does not have. */
export type OwnType = (name: string) => TypeNode | undefined;

/** Lowers a Type node; undefined where it names a type that FEEL does not have. */
export function lowerType(source: string, node: SyntaxNode, ownType: OwnType): TypeNode | undefined {
  const inner = childrenOf(node)[0];
  if (!inner) return undefined;
  switch (inner.name) {
    case 'ListType': {
      const of = childrenOf(inner).find((child) => child.name === 'Type');
      const type = of && lowerType(source, of, ownType);
      // The grammar does not know range<…>; `parse` wrote it as a list of the same length.
      return type && { type: source.startsWith('range', inner.from) ? 'range' : 'list', of: type };
    }
    case 'ContextType': {
      const entries: { key: string; of: TypeNode }[] = [];
      const list = childrenOf(inner).find((child) => child.name === 'ContextEntryTypes');
      for (const entry of list ? childrenOf(list).filter((child) => child.name === 'ContextEntryType') : []) {
        const [name, ...rest] = childrenOf(entry);
        const of = rest.find((child) => child.name === 'Type');
        const type = of && lowerType(source, of, ownType);
        if (!name || !type) return undefined;
        entries.push({ key: textOf(source, name), of: type });
      }
      return { type: 'context', entries };
    }
    case 'FunctionType': {
      const list = childrenOf(inner).find((child) => child.name === 'ArgumentTypes');
      const parameters = list ? childrenOf(list).filter((child) => child.name === 'ArgumentType') : [];
      return { type: 'function', arity: parameters.length };
    }
    default: {
      const written = normalName(textOf(source, inner));
      const name = typeName(written);
      return name === undefined ? ownType(written) : { type: 'named', name };
    }
  }
}
