import type { Span } from '../parse/ast.js';
import type { Budget, Environment, FeelFunction, FeelProblem, FeelProblemCode, FeelValue } from '../values/types.js';

/** Thrown when a counted limit is used up; `evaluate` turns it into the problem. */
export class OutOfBudget extends Error {
  constructor(
    readonly code: 'budget-steps' | 'budget-depth' | 'budget-items',
    readonly span: Span,
  ) {
    super(code);
  }
}

/** A loop over bad data must not fill the record with the same warning. */
const MAX_PROBLEMS = 50;

/** What one evaluation carries along: its environment, its budget and the problems so far. */
export class State {
  problems: FeelProblem[] = [];
  awaitingCalendar: number | undefined;
  private readonly asked = new Map<string, FeelValue | undefined>();

  constructor(
    readonly environment: Environment,
    private readonly given: (name: string) => FeelValue | undefined,
  ) {}

  /** A variable from outside, asked for once: the answer may cost as much as the variable is large. */
  variables(name: string): FeelValue | undefined {
    if (!this.asked.has(name)) this.asked.set(name, this.given(name));
    return this.asked.get(name);
  }

  get budget(): Budget {
    return this.environment.budget;
  }

  /** Records a problem and gives the null that stands for it. */
  fail(code: FeelProblemCode, span: Span, values?: FeelProblem['values']): null {
    if (this.problems.length < MAX_PROBLEMS) {
      this.problems.push({ code, ...(values ? { values } : {}), from: span.from, to: span.to });
    }
    return null;
  }

  step(span: Span, count = 1): void {
    this.budget.steps -= count;
    if (this.budget.steps < 0) throw new OutOfBudget('budget-steps', span);
  }

  items(span: Span, count: number): void {
    this.budget.items -= count;
    if (this.budget.items < 0) throw new OutOfBudget('budget-items', span);
  }
}

/** One call of a function: where it stands and what it may use. */
export class Call {
  constructor(
    readonly state: State,
    readonly span: Span,
    readonly name: string,
  ) {}

  fail(code: FeelProblemCode, values?: FeelProblem['values']): null {
    return this.state.fail(code, this.span, { function: this.name, ...values });
  }

  /** Counts inner work that no node counts. */
  step(count = 1): void {
    this.state.step(this.span, count);
  }

  /** Counts list items or characters about to be made. */
  items(count: number): void {
    this.state.items(this.span, count);
  }

  /** A list that was counted. */
  list(items: readonly FeelValue[]): readonly FeelValue[] {
    this.items(items.length);
    return items;
  }

  /** A text that was counted. */
  text(text: string): string {
    this.items(text.length);
    return text;
  }

  apply(callable: FeelFunction, positional: readonly FeelValue[]): FeelValue {
    this.step();
    return callable.invoke(this, positional);
  }
}

/** Names an expression itself binds; the innermost wins. */
export interface Scope {
  readonly parent: Scope | undefined;
  own(name: string): FeelValue | undefined;
}

/** One bound name. */
export class Binding implements Scope {
  constructor(
    private readonly name: string,
    private readonly value: FeelValue,
    readonly parent: Scope | undefined,
  ) {}

  own(name: string): FeelValue | undefined {
    return name === this.name ? this.value : undefined;
  }
}

/** Entries bound as names: of a context literal so far, or of a filtered item. */
export class Entries implements Scope {
  constructor(
    private readonly entries: ReadonlyMap<string, FeelValue>,
    readonly parent: Scope | undefined,
  ) {}

  own(name: string): FeelValue | undefined {
    return this.entries.get(name);
  }
}

/** The names given from outside: the last scope of every evaluation, which a function made in it keeps. */
export class Outside implements Scope {
  readonly parent = undefined;
  constructor(private readonly state: State) {}

  own(name: string): FeelValue | undefined {
    return name === INPUT ? undefined : this.state.variables(name);
  }
}

/** The value bound to a name in the scopes, or undefined. */
export function bound(scope: Scope | undefined, name: string): FeelValue | undefined {
  for (let inner = scope; inner; inner = inner.parent) {
    const value = inner.own(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The bound name of `?`; no source can write it as a name. */
export const INPUT = '?';
