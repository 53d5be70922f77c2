import { compile, isPlainName, type CompileResult, type OwnTypeSource } from '../expression/index.js';
import type { Boxed, ModelPart, TypedName, TypeShape } from './types.js';

export type Dialect = 'expression' | 'unary-tests';

/**
 * The names an expression may write with spaces or operator characters, and what was compiled with them. Models never
 * change, so every expression is compiled once.
 */
export class Names {
  private readonly compiled = new Map<string, CompileResult>();
  private readonly inner = new WeakMap<object, Names>();

  constructor(
    private readonly names: readonly string[],
    private readonly types: Readonly<Record<string, OwnTypeSource>>,
  ) {}

  compile(source: string, dialect: Dialect): CompileResult {
    const key = `${dialect} ${source}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const made = compile(source, { dialect, names: this.names, types: this.types });
    this.compiled.set(key, made);
    return made;
  }

  /** The same with names that a part of the logic adds; plain names need no declaration. */
  with(part: object, added: readonly string[]): Names {
    const known = this.inner.get(part);
    if (known) return known;
    const more = added.filter((name) => !isPlainName(name) && !this.names.includes(name));
    const made = more.length === 0 ? this : new Names([...this.names, ...new Set(more)], this.types);
    this.inner.set(part, made);
    return made;
  }
}

const roots = new WeakMap<ModelPart, Names>();

/** Names of a decision or business knowledge model. */
export function namesOf(model: ModelPart): Names {
  const known = roots.get(model);
  if (known) return known;
  // Plain names need no declaration, and sources with the same declared names share a parser.
  const odd = model.names.filter((name) => !isPlainName(name)).sort();
  const made = new Names(odd, model.types ?? {});
  roots.set(model, made);
  return made;
}

/** Names of all components of a type, which may have spaces. */
export function componentNames(shape: TypeShape | null | undefined): readonly string[] {
  switch (shape?.kind) {
    case 'list':
      return componentNames(shape.of);
    case 'context':
      return Object.entries(shape.entries).flatMap(([name, entry]) => [name, ...componentNames(entry)]);
    case 'function':
      return componentNames(shape.result);
    default:
      return [];
  }
}

export function parameterNames(parameters: readonly TypedName[]): readonly string[] {
  return parameters.flatMap(({ name, type }) => [name, ...componentNames(type)]);
}

/** Names under which parts of the value of a boxed expression can be read: entries, columns, outputs. */
export function namesWithin(logic: Boxed): readonly string[] {
  const typed = componentNames(logic.type);
  switch (logic.kind) {
    case 'context':
      return [
        ...typed,
        ...logic.entries.flatMap(({ name, type, value }) => [
          ...(name === null ? [] : [name]),
          ...componentNames(type),
          ...namesWithin(value),
        ]),
      ];
    case 'relation':
      return [...typed, ...parameterNames(logic.columns)];
    case 'table':
      return [
        ...typed,
        ...logic.outputs.flatMap(({ name, type }) => (name === '' ? [] : [name, ...componentNames(type)])),
      ];
    case 'list':
      return [...typed, ...logic.items.flatMap(namesWithin)];
    case 'conditional':
      return [...typed, ...namesWithin(logic.then), ...namesWithin(logic.otherwise)];
    case 'filter':
      return [...typed, ...namesWithin(logic.source)];
    case 'for':
      return [...typed, ...namesWithin(logic.body)];
    case 'function':
      return [...typed, ...logic.parameters.map(({ name }) => name), ...namesWithin(logic.body)];
    case 'literal':
      return [...typed, ...keysWithin(logic.source)];
    default:
      return typed;
  }
}

/** Keys of contexts a source writes out, quoted or not; a name too many does no harm. */
function keysWithin(source: string): readonly string[] {
  const keys: string[] = [];
  let key: string | undefined;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '"') {
      const end = source.indexOf('"', at + 1);
      if (end < 0) break;
      if (key?.trim() === '') key = source.slice(at + 1, end);
      at = end;
    } else if (character === '{' || character === ',') key = '';
    else if (character === ':') {
      if (key !== undefined && key.trim() !== '') keys.push(key.trim());
      key = undefined;
    } else if ('}()[]'.includes(character)) key = undefined;
    else if (key !== undefined) key += character;
  }
  return keys;
}
