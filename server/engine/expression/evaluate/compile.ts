import type { FeelProblem } from '../values/types.js';
export interface CompileOptions {
  readonly dialect?: 'expression' | 'unary-tests';
  /** Names with spaces or operator characters that may be read: variables and components. */
  readonly names?: readonly string[];
}
/** An expression ready to be evaluated any number of times; immutable. */
export interface CompiledExpression {
  readonly source: string;
  /** Free variable names it reads, in order of first use. */
  readonly names: readonly string[];
}
export type CompileResult =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly problems: readonly FeelProblem[] };
export function compile(source: string, options: CompileOptions = {}): CompileResult {
  throw new Error(`not built yet: ${source} ${typeof options}`);
}
/** Free variable names of an expression; empty where it does not parse. */
export function trackNames(source: string, options: CompileOptions = {}): string[] {
  throw new Error(`not built yet: ${source} ${typeof options}`);
}
