import type { BaseType, TypeShape } from '#engine';
import { child, children, text, type Node } from '../xml.js';

/** Base types of FEEL by the names DMN files use for them (DMN 1.5, 7.3.2 and 10.3.1.3), and those of Camunda's tables. */
const BASE: Readonly<Record<string, BaseType>> = {
  any: 'Any',
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  datetime: 'date and time',
  'days and time duration': 'days and time duration',
  daytimeduration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearmonthduration: 'years and months duration',
  list: 'list',
  context: 'context',
  integer: 'number',
  long: 'number',
  double: 'number',
};

const ANY: TypeShape = { kind: 'base', type: 'Any' };

/** The item definitions of one DMN file, resolved on demand. */
export class Types {
  private readonly definitions: ReadonlyMap<string, Node>;

  constructor(definitions: Node) {
    const items = children(definitions, 'itemDefinition');
    this.definitions = new Map(items.map((item) => [text(item, 'name') ?? '', item]));
  }

  /** The shape a type reference stands for; null where there is none, undefined where nobody defines it. */
  resolve(reference: string | null): TypeShape | null | undefined {
    return reference === null ? null : this.named(reference, []);
  }

  private named(reference: string, open: readonly string[]): TypeShape | undefined {
    const name = reference.replace(/^feel:/, '');
    const definition = this.definitions.get(name);
    if (definition) {
      // A type may contain itself; from the second time on any value will do.
      return open.includes(name) ? ANY : this.shape(definition, [...open, name]);
    }
    const base = Object.hasOwn(BASE, name.toLowerCase()) ? BASE[name.toLowerCase()] : undefined;
    return base && { kind: 'base', type: base };
  }

  private shape(item: Node, open: readonly string[]): TypeShape | undefined {
    const single = this.single(item, open);
    if (single === undefined) return undefined;
    const tests = child(item, 'allowedValues');
    const allowed = tests && text(tests, 'text');
    const restricted: TypeShape = allowed === null ? single : { ...single, allowed };
    return item['isCollection'] === true ? { kind: 'list', of: restricted } : restricted;
  }

  private single(item: Node, open: readonly string[]): TypeShape | undefined {
    const components = children(item, 'itemComponent');
    if (components.length === 0) {
      const reference = text(item, 'typeRef');
      return reference === null ? ANY : this.named(reference, open);
    }
    const entries: Record<string, TypeShape> = {};
    for (const component of components) {
      const shape = this.shape(component, open);
      if (shape === undefined) return undefined;
      entries[text(component, 'name') ?? ''] = shape;
    }
    return { kind: 'context', entries };
  }
}

/** Names of all components of a type, which may have spaces. */
export function componentNames(shape: TypeShape | null): readonly string[] {
  if (shape === null || shape.kind === 'base') return [];
  if (shape.kind === 'list') return componentNames(shape.of);
  return Object.entries(shape.entries).flatMap(([name, entry]) => [name, ...componentNames(entry)]);
}
