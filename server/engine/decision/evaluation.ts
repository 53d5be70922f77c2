import {
  compile,
  evaluate,
  type CompileResult,
  type Environment,
  type FeelProblem,
  type FeelValue,
  type StoredValue,
} from '../expression/index.js';
import { isList } from './shape.js';
import type { DecisionModel, DecisionProblem, TypeShape } from './types.js';

/** Ends a whole evaluation: a counted limit is used up, or a calendar year is not there. */
export class Stop extends Error {}

/** What one evaluation of a decision graph shares. */
export class Evaluation {
  readonly problems: DecisionProblem[] = [];
  awaitingCalendar: number | undefined;

  constructor(readonly environment: Environment) {}
}

/** Evaluates the expressions of one decision, and gathers what goes wrong with its place. */
export class DecisionScope {
  constructor(
    readonly decision: DecisionModel,
    private readonly shared: Evaluation,
    private readonly variables: (name: string) => FeelValue | undefined,
  ) {}

  /** The value of an expression; null with a problem where it fails. */
  value(source: string, where: string): FeelValue {
    return this.run(source, where, 'expression', undefined, failedValue);
  }

  /** Whether a value passes unary tests; false with a problem where they fail. */
  passes(tests: string, value: FeelValue, where: string): boolean {
    return this.run(tests, where, 'unary-tests', value, (answer) => typeof answer !== 'boolean') === true;
  }

  /** Whether a value is one its type allows, components and items included. */
  allowed(value: FeelValue, shape: TypeShape | null, where: string): boolean {
    if (shape === null || value === null) return true;
    if (shape.allowed !== undefined && !isList(value) && !this.passes(shape.allowed, value, where)) return false;
    if (shape.kind === 'list') return !isList(value) || value.every((item) => this.allowed(item, shape.of, where));
    if (shape.kind === 'base' || typeof value !== 'object' || !('kind' in value) || value.kind !== 'context')
      return true;
    return Object.entries(shape.entries).every(([key, entry]) =>
      this.allowed(value.entries.get(key) ?? null, entry, where),
    );
  }

  problem(code: DecisionProblem['code'], where: string, values: Readonly<Record<string, StoredValue>> = {}): void {
    this.shared.problems.push({ code, decision: this.decision.id, where, values, from: 0, to: 0 });
  }

  private run(
    source: string,
    where: string,
    dialect: 'expression' | 'unary-tests',
    input: FeelValue | undefined,
    failed: (value: FeelValue) => boolean,
  ): FeelValue {
    const compiled = compiledOf(this.decision, source, dialect);
    if (!compiled.ok) {
      this.report(compiled.problems, where);
      return null;
    }
    const { environment } = this.shared;
    const answer = evaluate(
      compiled.expression,
      this.variables,
      input === undefined ? environment : { ...environment, input },
    );
    if (answer.awaitingCalendar !== undefined) {
      this.shared.awaitingCalendar = answer.awaitingCalendar;
      this.report(answer.problems, where);
      throw new Stop();
    }
    if (answer.problems.length > 0 && failed(answer.value)) this.report(answer.problems, where);
    if (answer.problems.some((problem) => problem.code.startsWith('budget-'))) throw new Stop();
    return answer.value;
  }

  private report(problems: readonly FeelProblem[], where: string): void {
    for (const problem of problems) this.shared.problems.push({ ...problem, decision: this.decision.id, where });
  }
}

/** A null from a warning is a failure, also inside a list or context that is handed on whole. */
function failedValue(value: FeelValue): boolean {
  if (value === null) return true;
  if (isList(value)) return value.some(failedValue);
  if (typeof value !== 'object' || !('kind' in value) || value.kind !== 'context') return false;
  return [...value.entries.values()].some(failedValue);
}

/** Compiled once for each decision of a set; models never change. */
const compiledExpressions = new WeakMap<DecisionModel, Map<string, CompileResult>>();

function compiledOf(decision: DecisionModel, source: string, dialect: 'expression' | 'unary-tests'): CompileResult {
  const known = compiledExpressions.get(decision) ?? new Map<string, CompileResult>();
  compiledExpressions.set(decision, known);
  const key = `${dialect} ${source}`;
  const compiled = known.get(key) ?? compile(source, { dialect, names: decision.names });
  known.set(key, compiled);
  return compiled;
}
