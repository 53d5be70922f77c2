import type { parser } from 'lezer-feel';
import type { FeelProblem } from '../values/types.js';
import type { Span } from './ast.js';

/** A node of the parser's tree. */
export type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

const COMMENTS = new Set(['LineComment', 'BlockComment']);

const EXPRESSIONS = new Set([
  'ForExpression',
  'IfExpression',
  'QuantifiedExpression',
  'Disjunction',
  'Conjunction',
  'Comparison',
  'ArithmeticExpression',
  'InstanceOfExpression',
  'PathExpression',
  'FilterExpression',
  'FunctionInvocation',
  'VariableName',
  '?',
  'SimplePositiveUnaryTest',
  'ParenthesizedExpression',
  'null',
  'NumericLiteral',
  'StringLiteral',
  'BooleanLiteral',
  'DateTimeLiteral',
  'List',
  'FunctionDefinition',
  'Context',
]);

/** The children of a node without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!COMMENTS.has(child.name)) children.push(child);
  }
  return children;
}

/** The children of a node that are expressions. */
export function expressionsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => EXPRESSIONS.has(child.name));
}

/** The source of a node. */
export function textOf(source: string, node: SyntaxNode): string {
  return source.slice(node.from, node.to);
}

/** The offsets of a node. */
export function spanOf(node: SyntaxNode): Span {
  return { from: node.from, to: node.to };
}

/** White space within a name counts as one blank. */
export function spaced(text: string): string {
  return text.split(/\s+/u).filter(Boolean).join(' ');
}

/** A refusal while a tree is lowered; caught by `parse`. */
export class Refused {
  constructor(readonly problem: FeelProblem) {}
}
