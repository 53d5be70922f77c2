import { library } from '../functions/library.js';
import type { Node } from '../parse/ast.js';
import { type Dialect, type OwnTypeSource, Parser } from '../parse/parse.js';
import type { FeelProblem } from '../values/types.js';
import { type Run, build } from './build.js';
import { freeNames } from './names.js';

export interface CompileOptions {
  readonly dialect?: Dialect;
  /** Names with spaces or operator characters that may be read: variables and components. Any other such name needs backticks. */
  readonly names?: readonly string[];
  /** Types of one's own that `instance of` and formal parameters may name, each as FEEL writes it: `{"tAges": "list<number>"}`, with the values it allows if any. */
  readonly types?: Readonly<Record<string, OwnTypeSource>>;
}

/** An expression ready to be evaluated any number of times; immutable. */
export interface CompiledExpression {
  readonly source: string;
  readonly dialect: Dialect;
  /** Free variable names it reads, in order of first use. */
  readonly names: readonly string[];
}

export type CompileResult =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly problems: readonly FeelProblem[] };

const runs = new WeakMap<CompiledExpression, Run>();
const nodes = new WeakMap<CompiledExpression, Node>();

const BUILT_IN_NAMES = [...library.keys()];

/** Parsers by the names they know: expressions of one model share theirs, and a parser costs more than a parse. */
const parsers = new Map<string, Parser>();
const MAX_PARSERS = 32;

function parserOf(names: readonly string[]): Parser {
  const key = JSON.stringify(names);
  const known = parsers.get(key);
  if (known) return known;
  if (parsers.size >= MAX_PARSERS) parsers.clear();
  const parser = new Parser([...BUILT_IN_NAMES, ...names]);
  parsers.set(key, parser);
  return parser;
}

/**
 * Compiles FEEL (DMN 1.5, chapter 10) of the `expression` dialect, or of `unary-tests` for cells of decision tables. Problems carry offsets in
 * the source. Never throws for a bad source.
 */
export function compile(source: string, options: CompileOptions = {}): CompileResult {
  const dialect = options.dialect ?? 'expression';
  const parsed = parserOf(options.names ?? []).parse(source, dialect, options.types);
  if (!parsed.ok) return parsed;
  const expression: CompiledExpression = Object.freeze({
    source,
    dialect,
    names: Object.freeze(freeNames(parsed.node)),
  });
  runs.set(expression, build(parsed.node));
  nodes.set(expression, parsed.node);
  return { ok: true, expression };
}

/** The code of an expression made by `compile`; anything else is a mistake of the caller. */
export function runOf(expression: CompiledExpression): Run {
  const run = runs.get(expression);
  if (!run) throw new TypeError('expression was not made by compile');
  return run;
}

/** The tree of an expression made by `compile`. */
export function nodeOf(expression: CompiledExpression): Node {
  const node = nodes.get(expression);
  if (!node) throw new TypeError('expression was not made by compile');
  return node;
}

/**
 * Free variable names a source reads, in order of first use; empty where it does not compile. A name in a filter condition is one of
 * them although it may turn out to be an entry of the filtered items.
 */
export function trackNames(source: string, options: CompileOptions = {}): string[] {
  const compiled = compile(source, options);
  return compiled.ok ? [...compiled.expression.names] : [];
}
