import type { FeelProblemCode, OwnTypeSource, StoredValue } from '../expression/index.js';

/**
 * Decisions of a definition set in plain JSON, by id, with the business knowledge models and decision services they may
 * call; `bpmn` makes this from DMN XML. Expressions are FEEL sources.
 */
export interface DecisionModels {
  readonly decisions: Readonly<Record<string, DecisionModel>>;
  readonly knowledge?: Readonly<Record<string, KnowledgeModel>>;
  readonly services?: Readonly<Record<string, ServiceModel>>;
}

/** What every element with logic of its own has. */
export interface ModelPart {
  readonly id: string;
  /** Name in the diagram, by which other elements read it. */
  readonly name: string;
  readonly requires: Requirements;
  /** Names with spaces or operator characters its expressions may read: what it requires, and components of that. */
  readonly names: readonly string[];
  /** Item definitions its expressions name (`instance of tAge`), each as FEEL writes it, with its allowed values. */
  readonly types?: Readonly<Record<string, OwnTypeSource>>;
}

/** A decision with everything it needs to be evaluated (DMN 1.5, 6.3.7). */
export interface DecisionModel extends ModelPart {
  /** Name and type of the result. */
  readonly variable: TypedName;
  readonly logic: Boxed;
  /** Names of other elements of its file that it reads without requiring them: they are not in scope (6.3.7). */
  readonly unrequired?: readonly string[];
}

/** A business knowledge model (6.3.9): a function of its parameters and of the knowledge it requires, of nothing else. */
export interface KnowledgeModel extends ModelPart {
  readonly logic: FunctionDefinition;
}

/** A decision service (6.3.10): a function from input data and input decisions to output decisions. */
export interface ServiceModel {
  readonly id: string;
  readonly name: string;
  /** Parameters in their order: the input data first, then the input decisions. */
  readonly parameters: readonly ServiceParameter[];
  /** One output decision is the result itself, several are a context by name. */
  readonly outputs: readonly Required[];
  /** Type of the result, where its variable is typed as a function. */
  readonly type: TypeShape | null;
}

export interface ServiceParameter extends TypedName {
  /** The input decision whose result it stands for, or the input data. */
  readonly of: 'decision' | 'input';
  readonly source: Required;
}

export interface Requirements {
  readonly inputs: readonly RequiredInput[];
  readonly decisions: readonly Required[];
  /** Business knowledge models and decision services, callable by their names. */
  readonly knowledge?: readonly Required[];
}

/** Another element: its id, and the name of the import it is read through, where it stands in another file. */
export interface Required {
  readonly id: string;
  readonly import?: string;
}

export interface RequiredInput extends TypedName {
  /** Id of the input data; a service may be given its value whatever the way it is read through. */
  readonly id?: string;
  readonly import?: string;
}

export interface TypedName {
  readonly name: string;
  /** Null where nothing is declared: any value. */
  readonly type: TypeShape | null;
}

/**
 * A type, resolved: item definitions (DMN 1.5, 7.3.2) are followed to the base types they stand for. `allowed` are unary
 * tests; of a list it is a constraint on the whole list, its items have their own.
 */
export type TypeShape =
  | { readonly kind: 'base'; readonly type: BaseType; readonly allowed?: string }
  | { readonly kind: 'list'; readonly of: TypeShape; readonly allowed?: string }
  | { readonly kind: 'context'; readonly entries: Readonly<Record<string, TypeShape>>; readonly allowed?: string }
  | {
      readonly kind: 'function';
      readonly parameters: readonly TypedName[];
      readonly result: TypeShape | null;
      readonly allowed?: string;
    };

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

/** A boxed expression (DMN 1.5, 7.3 and 10.2). `type` is what its value must conform to. */
export type Boxed =
  | LiteralExpression
  | DecisionTable
  | Invocation
  | BoxedContext
  | BoxedList
  | Relation
  | FunctionDefinition
  | Conditional
  | BoxedFilter
  | BoxedIterator
  | NoLogic;

interface Typed {
  readonly type?: TypeShape | null;
}

export interface LiteralExpression extends Typed {
  readonly kind: 'literal';
  readonly source: string;
}

/** Nothing is written, or something that is not executed: null with a problem. */
export interface NoLogic extends Typed {
  readonly kind: 'none';
  /** What is not executed, such as a function in Java; null where nothing is written. */
  readonly construct: string | null;
}

export interface Invocation extends Typed {
  readonly kind: 'invocation';
  readonly callee: Boxed;
  readonly bindings: readonly { readonly parameter: TypedName; readonly value: Boxed | null }[];
}

export interface BoxedContext extends Typed {
  readonly kind: 'context';
  /** Entries see those before them. The one without a name, the last, is the result of the whole. */
  readonly entries: readonly {
    readonly name: string | null;
    readonly type: TypeShape | null;
    readonly value: Boxed;
  }[];
}

export interface BoxedList extends Typed {
  readonly kind: 'list';
  readonly items: readonly Boxed[];
}

export interface Relation extends Typed {
  readonly kind: 'relation';
  readonly columns: readonly TypedName[];
  readonly rows: readonly (readonly Boxed[])[];
}

export interface FunctionDefinition extends Typed {
  readonly kind: 'function';
  readonly parameters: readonly TypedName[];
  readonly body: Boxed;
}

export interface Conditional extends Typed {
  readonly kind: 'conditional';
  readonly condition: Boxed;
  readonly then: Boxed;
  readonly otherwise: Boxed;
}

export interface BoxedFilter extends Typed {
  readonly kind: 'filter';
  readonly source: Boxed;
  readonly match: Boxed;
}

export interface BoxedIterator extends Typed {
  readonly kind: 'for' | 'some' | 'every';
  readonly variable: string;
  readonly source: Boxed;
  /** Type of the collection. */
  readonly sourceType: TypeShape | null;
  readonly body: Boxed;
}

/** DMN 1.5, clause 8. */
export interface DecisionTable extends Typed {
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
  /** Types of output entries that have one of their own beside their column's. */
  readonly types?: readonly (TypeShape | null)[];
  /** Annotations by their column's name. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The answer of a decision, with what a reader needs to follow it. */
export interface DecisionAnswer {
  /** Whether the result may be used: no problem arose. */
  readonly ok: boolean;
  /** What DMN makes of it: a part that failed, or does not conform to its type, is null. */
  readonly result: StoredValue;
  /** Rules that matched in the table asked for, in the order of the table; empty for other logic. */
  readonly matched: readonly MatchedRule[];
  /** What the table asked for read, one a column. */
  readonly inputs: readonly ReadInput[];
  /** Everything that went wrong, in this decision or in one it requires. */
  readonly problems: readonly DecisionProblem[];
  /** The first calendar year `term()` needed and did not have. */
  readonly awaitingCalendar?: number;
  /** What was evaluated, in the order it was finished; only where it was asked for. */
  readonly steps?: readonly DecisionStep[];
}

/** One decision, business knowledge model or service that was evaluated. */
export interface DecisionStep {
  readonly kind: 'decision' | 'knowledge' | 'service';
  readonly id: string;
  readonly name: string;
  /** What it read: input data and required decisions, or its arguments. */
  readonly read: readonly { readonly name: string; readonly value: StoredValue }[];
  readonly tables: readonly TableStep[];
  readonly result: StoredValue;
}

/** One decision table that was evaluated within a step. */
export interface TableStep {
  /** Where in the logic; empty where the logic is the table. */
  readonly where: string;
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | null;
  readonly rules: number;
  readonly inputs: readonly ReadInput[];
  readonly matched: readonly MatchedRule[];
  readonly result: StoredValue;
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
  /** Id of the decision, knowledge model or service it arose in. */
  readonly decision: string;
  /** Its name, where it is one of the models. */
  readonly name?: string;
  /**
   * Which expression: `input:2`, `rule:3:input:2`, `rule:3:output:1`, `otherwise:1`, `values:1`, `literal`, `result`,
   * `variable:NAME`; inside other boxed expressions behind their parts, as in `entry:2/item:1/literal`.
   */
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
  'unknown-service',
  'decision-cycle',
  'missing-input',
  'input-type',
  'input-not-allowed',
  'output-type',
  'output-not-allowed',
  'argument-type',
  'argument-not-allowed',
  'several-rules-match',
  'rules-disagree',
  'cannot-aggregate',
  'no-logic',
  'not-executed',
] as const;

export type DecisionProblemCode = (typeof DECISION_PROBLEM_CODES)[number];
