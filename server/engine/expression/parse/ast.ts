import type { FeelValue } from '../values/types.js';

/** Offsets in the source. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A type as it is written after `instance of` or a formal parameter (DMN 1.5, 10.3.2.13 and grammar rule 60). */
export type TypeNode =
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'list' | 'range'; readonly of: TypeNode }
  | { readonly type: 'context'; readonly entries: readonly { readonly key: string; readonly of: TypeNode }[] }
  | { readonly type: 'function'; readonly arity: number };

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

export interface Iterator {
  readonly name: string;
  readonly source: Node;
  /** End of `source..end`. */
  readonly end?: Node;
}

/** The tree of an expression: our own, immutable, without the parser's nodes. */
export type Node = Span &
  (
    | { readonly kind: 'literal'; readonly value: FeelValue }
    | { readonly kind: 'temporal'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'input' }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Node }[] }
    | { readonly kind: 'path'; readonly source: Node; readonly name: string }
    | { readonly kind: 'filter'; readonly source: Node; readonly condition: Node }
    | { readonly kind: 'call'; readonly callee: Node; readonly positional: readonly Node[] }
    | {
        readonly kind: 'named call';
        readonly callee: Node;
        readonly named: readonly { readonly name: string; readonly value: Node }[];
      }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'negate'; readonly operand: Node }
    | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: 'in'; readonly value: Node; readonly tests: readonly Node[] }
    | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
    | { readonly kind: 'for'; readonly iterators: readonly Iterator[]; readonly body: Node }
    | {
        readonly kind: 'quantified';
        readonly every: boolean;
        readonly iterators: readonly Iterator[];
        readonly body: Node;
      }
    | { readonly kind: 'instance of'; readonly value: Node; readonly type: TypeNode }
    | {
        readonly kind: 'function';
        /** `allowed` are unary tests every argument must pass. */
        readonly parameters: readonly { readonly name: string; readonly type?: TypeNode; readonly allowed?: Node }[];
        readonly body: Node;
      }
    | {
        readonly kind: 'range';
        readonly start?: Node;
        readonly end?: Node;
        readonly startIncluded: boolean;
        readonly endIncluded: boolean;
      }
    /** `< 5` as a unary test; outside of tests it is lowered to a range. */
    | { readonly kind: 'test'; readonly operator: CompareOperator; readonly endpoint: Node }
    /** The whole of a unary tests cell; no test at all is the wildcard `-`. */
    | { readonly kind: 'tests'; readonly tests: readonly Node[]; readonly negated: boolean }
  );
