import type { FeelProblemCode, StoredValue } from '../expression/index.js';

/** Decisions of a definition set in plain JSON, by id; `bpmn` makes this from DMN XML. Expressions are FEEL sources. */
export interface DecisionModels {
  readonly decisions: Readonly<Record<string, DecisionModel>>;
}

/** A decision with everything it needs to be evaluated (DMN 1.5, 6.3.7); required decisions are named by id. */
export interface DecisionModel {
  readonly id: string;
  /** Name in the diagram, by which other decisions read its result. */
  readonly name: string;
  /** Name and type of the result. */
  readonly variable: TypedName;
  readonly requires: Requirements;
  /** Names with spaces or operator characters its expressions may read: inputs, required decisions and their components. */
  readonly names: readonly string[];
  readonly logic: DecisionTable | LiteralExpression;
}

export interface Requirements {
  readonly inputs: readonly TypedName[];
  /** Ids of decisions. */
  readonly decisions: readonly string[];
}

export interface TypedName {
  readonly name: string;
  /** Null where nothing is declared: any value. */
  readonly type: TypeShape | null;
}

/** A type, resolved: item definitions (DMN 1.5, 7.3.2) are followed to the base types they stand for. */
export type TypeShape =
  | { readonly kind: 'base'; readonly type: BaseType; readonly allowed?: string }
  | { readonly kind: 'list'; readonly of: TypeShape; readonly allowed?: string }
  | { readonly kind: 'context'; readonly entries: Readonly<Record<string, TypeShape>>; readonly allowed?: string };

export type BaseType =
  | 'Any'
  | 'string'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'list'
  | 'context';

export interface LiteralExpression {
  readonly kind: 'literal';
  readonly source: string;
}

/** DMN 1.5, clause 8. */
export interface DecisionTable {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  /** Of the hit policy `COLLECT` alone. */
  readonly aggregation: Aggregation | null;
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  readonly rules: readonly Rule[];
}

export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export interface InputColumn {
  readonly label: string | null;
  readonly expression: string;
  readonly type: TypeShape | null;
  /** Unary tests that every value must pass; null where every value is allowed. */
  readonly values: string | null;
}

export interface OutputColumn {
  /** Key of the result where there are several outputs. */
  readonly name: string;
  readonly type: TypeShape | null;
  /** Unary tests every result must pass, and for P and O the order of priority, highest first. */
  readonly values: string | null;
  /** FEEL; the result where no rule matches. */
  readonly otherwise: string | null;
}

export interface Rule {
  readonly id: string;
  /** Unary tests, one a column; null (`-`) matches everything. */
  readonly inputs: readonly (string | null)[];
  readonly outputs: readonly string[];
  /** Annotations by their column's name. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The answer of a decision, with what a reader needs to follow it. */
export interface DecisionAnswer {
  /** Whether the result may be used: no problem arose. */
  readonly ok: boolean;
  readonly result: StoredValue;
  /** Rules that matched in the table asked for, in the order of the table; empty for a literal expression. */
  readonly matched: readonly MatchedRule[];
  /** What the table asked for read, one a column. */
  readonly inputs: readonly ReadInput[];
  /** Everything that went wrong, in this decision or in one it requires. */
  readonly problems: readonly DecisionProblem[];
  /** The first calendar year `term()` needed and did not have. */
  readonly awaitingCalendar?: number;
}

export interface MatchedRule {
  /** Number of the row, from 1. */
  readonly rule: number;
  readonly id: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ReadInput {
  readonly expression: string;
  readonly label: string | null;
  readonly value: StoredValue;
}

export interface DecisionProblem {
  readonly code: FeelProblemCode | DecisionProblemCode;
  /** Id of the decision it arose in. */
  readonly decision: string;
  /** Which expression: `input:2`, `rule:3:input:2`, `rule:3:output:1`, `otherwise:1`, `values:1`, `literal`, `result`, `variable:NAME`. */
  readonly where: string;
  readonly values?: Readonly<Record<string, StoredValue>>;
  /** Offsets in the source of that expression. */
  readonly from: number;
  readonly to: number;
}

/** Problems of decisions beside those of FEEL. */
export const DECISION_PROBLEM_CODES = [
  'unknown-decision',
  'ambiguous-decision',
  'decision-cycle',
  'missing-input',
  'input-type',
  'input-not-allowed',
  'output-type',
  'output-not-allowed',
  'several-rules-match',
  'rules-disagree',
  'cannot-aggregate',
] as const;

export type DecisionProblemCode = (typeof DECISION_PROBLEM_CODES)[number];
