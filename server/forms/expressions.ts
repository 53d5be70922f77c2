import { compile, evaluate, fromStored, toStored, type Environment, type FeelValue } from '#engine/expression';
import type { StoredValue } from '#engine';
import type { Known } from './known.js';

/** What an answer is checked against beside the form. */
export interface FormEnvironment extends Environment {
  /** Variables the form shows and its expressions may read; the answer goes before them. */
  readonly data?: Readonly<Record<string, StoredValue>>;
  /** What the register holds of whoever answers: fields bound to it take their value from here. */
  readonly known?: Known;
}

/** Evaluates the FEEL of one form over the answer and what the form was given. */
export class FormExpressions {
  constructor(
    private readonly answer: Readonly<Record<string, StoredValue>>,
    private readonly keys: readonly string[],
    private readonly environment: FormEnvironment,
  ) {}

  /** The value of an expression; undefined where it fails. */
  value(source: string, extra: Readonly<Record<string, FeelValue>> = {}): FeelValue | undefined {
    const compiled = compile(source);
    if (!compiled.ok) return undefined;
    const variables = (name: string): FeelValue | undefined =>
      Object.hasOwn(extra, name) ? extra[name] : this.variable(name);
    const { value, problems } = evaluate(compiled.expression, variables, this.environment);
    return value === null && problems.length > 0 ? undefined : value;
  }

  /** The same as stored JSON. */
  stored(source: string): StoredValue | undefined {
    const value = this.value(source);
    const stored = value === undefined ? null : toStored(value);
    return stored?.ok ? stored.value : undefined;
  }

  /** A variable by name: what was answered, else what the form was given; a field nobody filled in is null. */
  private variable(name: string): FeelValue | undefined {
    if (Object.hasOwn(this.answer, name)) return fromStored(this.answer[name] ?? null);
    const { data = {} } = this.environment;
    if (Object.hasOwn(data, name)) return fromStored(data[name] ?? null);
    return this.keys.some((key) => key.split('.')[0] === name) ? null : undefined;
  }
}
