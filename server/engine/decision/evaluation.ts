import {
  applyFunction,
  evaluate,
  FeelContext,
  FeelFunction,
  normalName,
  type Environment,
  type Evaluation as Outcome,
  type FeelProblem,
  type FeelValue,
  type StoredValue,
} from '../expression/index.js';
import type { Dialect, Names } from './names.js';
import { asType, isList, type Strictness } from './shape.js';
import { functionAs } from './functions.js';
import type { Aggregation, DecisionProblem, HitPolicy, MatchedRule, TypeShape } from './types.js';

/** Ends a whole evaluation: a counted limit is used up, or a calendar year is not there. */
export class Stop extends Error {}

/** A decision table that was evaluated, with its values as they were. */
export interface TableRun {
  readonly where: string;
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | null;
  readonly rules: number;
  readonly inputs: readonly {
    readonly expression: string;
    readonly label: string | null;
    readonly value: FeelValue;
  }[];
  readonly matched: readonly MatchedRule[];
  readonly result: FeelValue;
}

/** An element that was evaluated, with its values as they were. */
export interface Step {
  readonly kind: 'decision' | 'knowledge' | 'service';
  readonly id: string;
  readonly name: string;
  readonly read: Map<string, FeelValue>;
  readonly tables: TableRun[];
  result: FeelValue;
}

/** A trace is for people; recursion must not fill a page. */
const MAX_STEPS = 100;
const MAX_TABLES = 50;
/** Problems of one kind of data repeat in every round of an iteration. */
const MAX_PROBLEMS = 100;

/** What one evaluation of a decision graph shares. */
export class Evaluation {
  readonly problems: DecisionProblem[] = [];
  readonly steps: Step[] = [];
  awaitingCalendar: number | undefined;

  constructor(
    readonly environment: Environment,
    private readonly traced: boolean,
  ) {}

  add(problem: DecisionProblem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }

  finished(step: Step): void {
    if (this.traced && this.steps.length < MAX_STEPS) this.steps.push(step);
  }

  /** Counts list items about to be copied. */
  count(items: number, at: DecisionScope): void {
    this.environment.budget.items -= items;
    if (this.environment.budget.items < 0) at.stop('budget-items');
  }

  /** Runs one level deeper; the levels of expressions are counted in the same budget. */
  deeper<T>(at: DecisionScope, run: () => T): T {
    const { budget } = this.environment;
    if (--budget.steps < 0) at.stop('budget-steps');
    budget.depth -= 2;
    if (budget.depth < 0) at.stop('budget-depth');
    const value = run();
    budget.depth += 2;
    return value;
  }
}

/** The element an expression stands in. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

/** Evaluates the expressions of one element, and gathers what goes wrong with its place. */
export class DecisionScope {
  constructor(
    readonly owner: Owner,
    readonly shared: Evaluation,
    readonly step: Step,
    readonly names: Names,
    readonly read: (name: string) => FeelValue | undefined,
    /** Where in the logic this scope is, with a slash behind it; empty at its top. */
    private readonly prefix = '',
  ) {}

  /** The scope of a part of the logic. */
  at(part: string): DecisionScope {
    return this.changed(this.names, this.read, `${this.prefix}${part}/`);
  }

  /** The scope in which a name has a value; `names` knows the name. */
  bind(bindings: ReadonlyMap<string, FeelValue>, names: Names): DecisionScope {
    return this.changed(
      names,
      (name) => {
        const value = bindings.get(name);
        return value === undefined ? this.read(name) : value;
      },
      this.prefix,
    );
  }

  /** The scope of a type, which knows no variable: a constraint must not read the value it is about to allow. */
  private alone(): DecisionScope {
    return this.changed(this.names, () => undefined, this.prefix);
  }

  private changed(names: Names, read: DecisionScope['read'], prefix: string): DecisionScope {
    return new DecisionScope(this.owner, this.shared, this.step, names, read, prefix);
  }

  get place(): string {
    return this.prefix.slice(0, -1);
  }

  tabled(run: Omit<TableRun, 'where'>): void {
    if (this.step.tables.length < MAX_TABLES) this.step.tables.push({ ...run, where: this.place });
  }

  /** The value of an expression; null with a problem where it fails. */
  value(source: string, where: string): FeelValue {
    return this.run(source, where, 'expression', undefined, failedValue);
  }

  /** Whether a value passes unary tests; false with a problem where they fail. */
  passes(tests: string, value: FeelValue, where: string): boolean {
    return this.run(tests, where, 'unary-tests', value, (answer) => typeof answer !== 'boolean') === true;
  }

  /** The value of an expression in which `item` and the entries of an item are names (10.2.2.11). */
  matches(source: string, where: string): FeelValue {
    return this.run(source, where, 'expression', undefined, (answer) => answer !== null && failedValue(answer));
  }

  /** Calls a function with named arguments. */
  call(callable: FeelFunction, named: ReadonlyMap<string, FeelValue>, where: string): FeelValue {
    const byName = new Map(
      [...named].map(([name, value]) => [
        callable.parameters.find((parameter) => normalName(parameter) === normalName(name)) ?? name,
        value,
      ]),
    );
    const outcome = applyFunction(callable, byName, this.shared.environment);
    return this.take(outcome, where, failedValue);
  }

  /** A value as its type (DMN 1.5, 10.3.2.9.4): null with a problem where it does not conform or is not allowed. */
  conform(
    value: FeelValue,
    type: TypeShape | null | undefined,
    where: string,
    as: 'input' | 'argument' | 'output' = 'output',
    values: Readonly<Record<string, StoredValue>> = {},
  ): FeelValue {
    if (type === null || type === undefined) return value;
    const strictness: Strictness = as === 'input' ? 'input' : 'result';
    const fitting = asType(value, type, strictness);
    if (fitting === undefined) return this.problem(`${as}-type`, where, values);
    if (fitting instanceof FeelFunction) return type.kind === 'function' ? functionAs(fitting, type, this) : fitting;
    return this.allowed(fitting, type, where) ? fitting : this.problem(`${as}-not-allowed`, where, values);
  }

  /** Whether a value is one its type allows, components and items included. */
  allowed(value: FeelValue, shape: TypeShape | null, where: string): boolean {
    if (shape === null || value === null) return true;
    if (shape.allowed !== undefined && !this.alone().passes(shape.allowed, value, where)) return false;
    if (shape.kind === 'list') return !isList(value) || value.every((item) => this.allowed(item, shape.of, where));
    if (shape.kind !== 'context' || !(value instanceof FeelContext)) return true;
    return Object.entries(shape.entries).every(([key, entry]) =>
      this.allowed(value.entries.get(key) ?? null, entry, where),
    );
  }

  /** Records a problem and gives the null that stands for it. */
  problem(code: DecisionProblem['code'], where: string, values: Readonly<Record<string, StoredValue>> = {}): null {
    this.shared.add({ code, ...this.placed(where), values, from: 0, to: 0 });
    return null;
  }

  /** Ends the whole evaluation. */
  stop(code: 'budget-steps' | 'budget-depth' | 'budget-items'): never {
    this.shared.add({ code, ...this.placed('literal'), from: 0, to: 0 });
    throw new Stop();
  }

  private placed(where: string): Pick<DecisionProblem, 'decision' | 'name' | 'where'> {
    return { decision: this.owner.id, name: this.owner.name, where: `${this.prefix}${where}` };
  }

  private run(
    source: string,
    where: string,
    dialect: Dialect,
    input: FeelValue | undefined,
    failed: (value: FeelValue) => boolean,
  ): FeelValue {
    const compiled = this.names.compile(source, dialect);
    if (!compiled.ok) {
      this.report(compiled.problems, where);
      return null;
    }
    const { environment } = this.shared;
    const outcome = evaluate(
      compiled.expression,
      this.read,
      input === undefined ? environment : { ...environment, input },
    );
    return this.take(outcome, where, failed);
  }

  private take(outcome: Outcome, where: string, failed: (value: FeelValue) => boolean): FeelValue {
    if (outcome.awaitingCalendar !== undefined) {
      this.shared.awaitingCalendar = outcome.awaitingCalendar;
      this.report(outcome.problems, where);
      throw new Stop();
    }
    if (outcome.problems.length > 0 && failed(outcome.value)) this.report(outcome.problems, where);
    if (outcome.problems.some((problem) => problem.code.startsWith('budget-'))) throw new Stop();
    return outcome.value;
  }

  private report(problems: readonly FeelProblem[], where: string): void {
    for (const problem of problems) this.shared.add({ ...problem, ...this.placed(where) });
  }
}

/** A null from a warning is a failure, also inside a list or context that is handed on whole. */
function failedValue(value: FeelValue): boolean {
  if (value === null) return true;
  if (isList(value)) return value.some(failedValue);
  return value instanceof FeelContext && [...value.entries.values()].some(failedValue);
}
