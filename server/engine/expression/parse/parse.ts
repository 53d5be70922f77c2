import { parser } from 'lezer-feel';
import type { FeelProblem } from '../values/types.js';
import type { Node, TypeNode } from './ast.js';
import { Lowering } from './lower.js';
import { PROPERTY_NAMES, normalName, trackerOf } from './names.js';
import { Refused, type SyntaxNode, childrenOf, spaced, textOf } from './syntax.js';

/** Longest source that is looked at, and how deep its brackets may nest: beyond, the grammar takes seconds. */
const MAX_LENGTH = 10_000;
const MAX_BRACKETS = 200;

/** A type of one's own: as FEEL writes it, with unary tests its values must pass where it has any. */
export type OwnTypeSource = string | { readonly type: string; readonly allowed: string };
type OwnTypes = Readonly<Record<string, OwnTypeSource>>;

export type Dialect = 'expression' | 'unary-tests';
export type Parsed =
  { readonly ok: true; readonly node: Node } | { readonly ok: false; readonly problems: readonly FeelProblem[] };

/** Parses one source with declared names only; any error node of the grammar refuses it. */
export class Parser {
  private readonly expressions;
  private readonly unaryTests;

  private readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = [...PROPERTY_NAMES, ...names];
    const contextTracker = trackerOf(this.names);
    this.expressions = parser.configure({ contextTracker, dialect: 'camunda', top: 'Expression' });
    this.unaryTests = parser.configure({ contextTracker, dialect: 'camunda', top: 'UnaryTests' });
  }

  parse(source: string, dialect: Dialect, types: OwnTypes = {}): Parsed {
    if (source.length > MAX_LENGTH) {
      return { ok: false, problems: [{ code: 'too-long', values: { limit: MAX_LENGTH }, from: 0, to: source.length }] };
    }
    const tooDeep = bracketBeyond(source, MAX_BRACKETS);
    if (tooDeep !== undefined) {
      return {
        ok: false,
        problems: [{ code: 'too-deep', values: { limit: MAX_BRACKETS }, from: tooDeep, to: tooDeep + 1 }],
      };
    }
    const grammar = dialect === 'unary-tests' ? this.unaryTests : this.expressions;
    let tree: SyntaxNode = grammar.parse(source).topNode;
    let errors = errorsOf(tree);
    if (errors.length > 0) {
      const rewritten = rangeTypesAsLists(source);
      if (rewritten !== source) {
        tree = grammar.parse(rewritten).topNode;
        errors = errorsOf(tree);
      }
    }
    if (errors.length > 0) return { ok: false, problems: errors };
    try {
      return {
        ok: true,
        node: new Lowering(
          source,
          this.declared(source, tree),
          (name) => this.ownType(name, types),
          (name) => this.allowed(name, types),
        ).top(tree),
      };
    } catch (thrown) {
      if (thrown instanceof Refused) return { ok: false, problems: [thrown.problem] };
      throw thrown;
    }
  }

  /** A type of the caller's own; one that names itself, directly or not, is none. */
  private ownType(name: string, types: OwnTypes): TypeNode | undefined {
    const own = Object.hasOwn(types, name) ? types[name] : undefined;
    if (own === undefined) return undefined;
    const others = Object.fromEntries(Object.entries(types).filter(([other]) => other !== name));
    const parsed = this.parse(`null instance of ${typeof own === 'string' ? own : own.type}`, 'expression', others);
    return parsed.ok && parsed.node.kind === 'instance of' ? parsed.node.type : undefined;
  }

  private allowed(name: string, types: OwnTypes): Node | undefined {
    const own = Object.hasOwn(types, name) ? types[name] : undefined;
    if (own === undefined || typeof own === 'string') return undefined;
    const parsed = this.parse(own.allowed, 'unary-tests');
    return parsed.ok ? parsed.node : undefined;
  }

  /** Names that may be written with spaces: the declared ones and those the source itself introduces. */
  private declared(source: string, tree: SyntaxNode): Map<string, string> {
    const declared = new Map<string, string>();
    walk(tree, (node) => {
      if (node.name === 'Name') declare(declared, spaced(textOf(source, node)));
    });
    for (const name of this.names) declare(declared, name);
    return declared;
  }
}

function declare(declared: Map<string, string>, name: string): void {
  declared.set(normalName(name), name);
}

function errorsOf(tree: SyntaxNode): FeelProblem[] {
  let first: FeelProblem | undefined;
  walk(tree, (node) => {
    if (node.type.isError) first ??= { code: 'syntax', from: node.from, to: node.to };
  });
  return first ? [first] : [];
}

/** Visits all nodes in order without recursion: sources may nest deeper than the stack. */
function walk(tree: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const open = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node);
    if (node.firstChild) open.push(...childrenOf(node).reverse());
  }
}

/** Offset of the first bracket that opens deeper than `limit`, outside of texts, quoted names and comments; undefined where none does. */
function bracketBeyond(source: string, limit: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === '"' || character === '`') {
      for (at++; at < source.length && source[at] !== character; at++) if (source[at] === '\\') at++;
    } else if (source.startsWith('//', at)) {
      while (at + 1 < source.length && source[at + 1] !== '\n') at++;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      at = end < 0 ? source.length : end + 1;
    } else if ('([{'.includes(character)) {
      if (++depth > limit) return at;
    } else if (')]}'.includes(character)) {
      depth = Math.max(0, depth - 1);
    }
  }
  return undefined;
}

/** `range` before `<` in the place of a type, written as `list `, which is as long: DMN 1.5 has range<T>, the grammar has not. */
function rangeTypesAsLists(source: string): string {
  return source.replace(/(\bof\s+|[:<,>]\s*)range(?=\s*<)/gu, (_, before: string) => `${before}list `);
}
