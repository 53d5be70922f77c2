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

/** Finds the types of an imported model: by the import's name. */
export type ImportedTypes = (name: string) => Types | undefined;

/** The item definitions of one DMN file, resolved on demand. */
export class Types {
  private readonly definitions: ReadonlyMap<string, Node>;
  private readonly importNames: readonly string[];
  /** Names of the item definitions as they stand in the file, also one that stands twice. */
  readonly written: readonly string[];

  constructor(
    definitions: Node,
    private readonly imported: ImportedTypes = () => undefined,
  ) {
    const items = children(definitions, 'itemDefinition');
    this.definitions = new Map(items.map((item) => [text(item, 'name') ?? '', item]));
    this.written = items.map((item) => text(item, 'name') ?? '');
    this.importNames = children(definitions, 'import').map((node) => text(node, 'name') ?? '');
  }

  get names(): readonly string[] {
    return [...this.definitions.keys()];
  }

  /** The shape a type reference stands for; null where there is none, undefined where nobody defines it. */
  resolve(reference: string | null): TypeShape | null | undefined {
    return reference === null ? null : this.named(reference.trim(), []);
  }

  private named(reference: string, open: readonly string[]): TypeShape | undefined {
    const definition = this.definitions.get(reference);
    if (definition) {
      // A type may contain itself; from the second time on any value will do.
      return open.includes(reference) ? ANY : this.shape(definition, [...open, reference]);
    }
    const base = Object.hasOwn(BASE, reference.toLowerCase()) ? BASE[reference.toLowerCase()] : undefined;
    if (base) return { kind: 'base', type: base };
    if (reference.toLowerCase() === 'function') return { kind: 'function', parameters: [], result: null };
    return this.elsewhere(reference, open);
  }

  /** `import.tType`, and the `prefix:tType` of DMN 1.1, whose prefix only says which namespace is meant. */
  private elsewhere(reference: string, open: readonly string[]): TypeShape | undefined {
    for (const name of this.importNames) {
      if (name !== '' && !reference.startsWith(`${name}.`)) continue;
      const found = this.imported(name)?.named(name === '' ? reference : reference.slice(name.length + 1), []);
      if (found) return found;
    }
    const colon = reference.indexOf(':');
    if (colon < 0) return undefined;
    const local = reference.slice(colon + 1);
    return (
      this.named(local, open) ??
      this.importNames.map((name) => this.imported(name)?.named(local, [])).find((shape) => shape !== undefined)
    );
  }

  /** `isCollection` makes a list of it: allowed values are those of its items, a type constraint is one of the list. */
  private shape(item: Node, open: readonly string[]): TypeShape | undefined {
    const single = this.single(item, open);
    if (single === undefined) return undefined;
    const allowed = textOf(child(item, 'allowedValues'));
    const constraint = textOf(child(item, 'typeConstraint'));
    const restricted = allowed === null ? single : allowing(single, allowed);
    if (item['isCollection'] !== true) return constraint === null ? restricted : { ...restricted, allowed: constraint };
    return { kind: 'list', of: restricted, ...(constraint === null ? {} : { allowed: constraint }) };
  }

  private single(item: Node, open: readonly string[]): TypeShape | undefined {
    const callable = child(item, 'functionItem');
    if (callable) return this.callable(callable, open);
    const components = children(item, 'itemComponent');
    if (components.length === 0) {
      const reference = text(item, 'typeRef');
      return reference === null ? ANY : this.named(reference.trim(), open);
    }
    const entries: Record<string, TypeShape> = {};
    for (const component of components) {
      const shape = this.shape(component, open);
      if (shape === undefined) return undefined;
      entries[text(component, 'name') ?? ''] = shape;
    }
    return { kind: 'context', entries };
  }

  private callable(item: Node, open: readonly string[]): TypeShape | undefined {
    const output = text(item, 'outputTypeRef');
    const result = output === null ? null : this.named(output.trim(), open);
    const parameters = children(item, 'parameters').map((parameter) => {
      const reference = text(parameter, 'typeRef');
      return {
        name: text(parameter, 'name') ?? '',
        type: reference === null ? null : this.named(reference.trim(), open),
      };
    });
    if (result === undefined || parameters.some(({ type }) => type === undefined)) return undefined;
    return { kind: 'function', parameters: parameters.map(({ name, type }) => ({ name, type: type ?? null })), result };
  }
}

/** Allowed values of a type that is a list already are those of its items. */
function allowing(shape: TypeShape, allowed: string): TypeShape {
  return shape.kind === 'list' ? { ...shape, of: allowing(shape.of, allowed) } : { ...shape, allowed };
}

function textOf(tests: Node | null): string | null {
  return tests && text(tests, 'text');
}

/** A type as FEEL writes it, for `instance of`; undefined where FEEL cannot write it. */
export function feelType(shape: TypeShape): string | undefined {
  switch (shape.kind) {
    case 'base':
      return shape.type;
    case 'list': {
      const of = feelType(shape.of);
      return of && `list<${of}>`;
    }
    case 'context': {
      const entries = Object.entries(shape.entries).map(([name, entry]) => [name, feelType(entry)] as const);
      if (entries.length === 0 || entries.some(([, type]) => type === undefined)) return 'context';
      return `context<${entries.map(([name, type]) => `${name}: ${type ?? 'Any'}`).join(', ')}>`;
    }
    case 'function': {
      const types = [...shape.parameters.map(({ type }) => type), shape.result].map((type) =>
        type === null ? 'Any' : feelType(type),
      );
      if (types.some((type) => type === undefined)) return undefined;
      return `function<${types.slice(0, -1).join(', ')}> -> ${types.at(-1) ?? 'Any'}`;
    }
  }
}
