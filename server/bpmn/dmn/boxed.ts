import type { Boxed, FunctionDefinition, TypedName, TypeShape } from '#engine';
import { child, children, constructOf, text, type Node } from '../xml.js';
import { spaced } from './library.js';
import type { ElementReader } from './element.js';
import { readTable } from './table.js';

/** Reads a boxed expression (DMN 1.5, 7.3); what is not executed becomes a finding, and null where it is evaluated. */
export function readBoxed(node: Node | null, reader: ElementReader): Boxed {
  if (node === null) return { kind: 'none', construct: null };
  const logic = plain(node, reader);
  const type = reader.type(text(node, 'typeRef'));
  if (type === null || logic.kind === 'none') return logic;
  return logic.kind === 'function' ? functionOf(logic, type) : { ...logic, type };
}

function plain(node: Node, reader: ElementReader): Boxed {
  switch (node.$type) {
    case 'dmn:LiteralExpression':
      return literal(node, reader);
    case 'dmn:DecisionTable':
      return readTable(node, reader);
    case 'dmn:Invocation':
      return {
        kind: 'invocation',
        callee: readBoxed(child(node, 'calledFunction'), reader),
        bindings: children(node, 'binding').map((binding) => {
          const value = child(binding, 'bindingFormula');
          return {
            parameter: reader.typed(child(binding, 'parameter')),
            value: value === null ? null : readBoxed(value, reader),
          };
        }),
      };
    case 'dmn:Context':
      return {
        kind: 'context',
        entries: children(node, 'contextEntry').map((entry) => {
          const variable = child(entry, 'variable');
          const { name, type } = reader.typed(variable);
          return {
            name: variable === null || name === '' ? null : name,
            type,
            value: readBoxed(child(entry, 'value'), reader),
          };
        }),
      };
    case 'dmn:List':
      return { kind: 'list', items: children(node, 'elements').map((item) => readBoxed(item, reader)) };
    case 'dmn:Relation':
      return {
        kind: 'relation',
        columns: children(node, 'column').map((column) => reader.typed(column)),
        rows: children(node, 'row').map((row) => children(row, 'elements').map((cell) => readBoxed(cell, reader))),
      };
    case 'dmn:FunctionDefinition':
      return readFunction(node, reader);
    case 'dmn:Conditional':
      return {
        kind: 'conditional',
        condition: part(node, 'if', reader),
        then: part(node, 'then', reader),
        otherwise: part(node, 'else', reader),
      };
    case 'dmn:Filter':
      return { kind: 'filter', source: part(node, 'in', reader), match: part(node, 'match', reader) };
    case 'dmn:For':
      return iterator('for', node, 'return', reader);
    case 'dmn:Some':
      return iterator('some', node, 'satisfies', reader);
    case 'dmn:Every':
      return iterator('every', node, 'satisfies', reader);
    default:
      return refused(constructOf(node), reader);
  }
}

/** A function in FEEL; those in Java or PMML are not executed (architecture: no external functions). */
export function readFunction(node: Node, reader: ElementReader): Boxed {
  const kind = text(node, 'kind') ?? 'FEEL';
  if (kind !== 'FEEL' && kind !== 'F') return refused(`functionDefinition.${kind}`, reader);
  return {
    kind: 'function',
    parameters: children(node, 'formalParameter').map((parameter) => reader.typed(parameter)),
    body: readBoxed(child(node, 'body'), reader),
  };
}

/** A function definition with a type: as a function item says, else the type is what its body must conform to. */
export function functionOf(logic: FunctionDefinition, type: TypeShape | null): FunctionDefinition {
  if (type === null) return logic;
  if (type.kind === 'function') return { ...logic, type };
  if (type.kind === 'base' && type.type === 'Any') return logic;
  return logic.body.type ? logic : { ...logic, body: { ...logic.body, type } };
}

function literal(node: Node, reader: ElementReader): Boxed {
  const source = text(node, 'text');
  if (child(node, 'importedValues')) return refused('literalExpression.importedValues', reader);
  if (!reader.isFeel(node)) return { kind: 'none', construct: 'literalExpression.expressionLanguage' };
  return source === null || source.trim() === '' ? { kind: 'none', construct: null } : { kind: 'literal', source };
}

function part(node: Node, name: string, reader: ElementReader): Boxed {
  const holder = child(node, name);
  return readBoxed(holder && child(holder, 'value'), reader);
}

function iterator(kind: 'for' | 'some' | 'every', node: Node, body: string, reader: ElementReader): Boxed {
  const source = child(node, 'in');
  return {
    kind,
    variable: spaced(text(node, 'iteratorVariable') ?? ''),
    source: part(node, 'in', reader),
    sourceType: reader.type(source && text(source, 'typeRef')),
    body: part(node, body, reader),
  };
}

function refused(construct: string, reader: ElementReader): Boxed {
  reader.error('dmn-unsupported', { construct });
  return { kind: 'none', construct };
}

/** Name and type of an information item. */
export function typedName(node: Node | null, type: TypeShape | null): TypedName {
  return { name: spaced((node && text(node, 'name')) ?? ''), type };
}
