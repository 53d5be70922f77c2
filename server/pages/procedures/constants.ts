import type { Element, Feel, StoredValue } from '#engine';
import { compile, createBudget, evaluate, fromStored, toStored } from '#engine/expression';

/** Values known before anything runs: inputs of a called step that are written out. */
export type Known = Readonly<Record<string, StoredValue>>;

/** What asks for the time gives something else each time. */
const OF_TIME = /\b(?:now|today)\s*\(/;

/** What an expression always gives, from its own text and what is known; undefined where that depends on the matter. */
export function constantOf(feel: Feel, known: Known = {}): StoredValue | undefined {
  if (OF_TIME.test(feel)) return undefined;
  const compiled = compile(feel);
  if (!compiled.ok || compiled.expression.names.some((name) => !Object.hasOwn(known, name))) return undefined;
  const { value, problems } = evaluate(compiled.expression, (name) => fromStored(known[name] ?? null), {
    at: 0,
    budget: createBudget({ steps: 2_000 }),
  });
  if (problems.length > 0) return undefined;
  const stored = toStored(value);
  return stored.ok ? stored.value : undefined;
}

/** Inputs of a call that are written out, by their names in the step. */
export function inputsOf(element: Element, known: Known = {}): Known {
  const found: Record<string, StoredValue> = {};
  for (const { source, target } of element.input) {
    const value = constantOf(source, known);
    if (value !== undefined) found[target] = value;
  }
  return found;
}

export interface TermGiven {
  readonly n: number;
  readonly unit: 'day' | 'working_day' | 'hour';
}

const TERM = /^\s*term\(\s*now\(\)\s*,\s*([^,]+?)\s*,\s*"(day|working_day|hour)"\s*\)\s*$/;
const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** `term(now(), n, unit)`, a duration, or `now()` and a duration, as a term; null where it depends on the matter. */
export function termOf(feel: Feel, known: Known = {}): TermGiven | null {
  const match = TERM.exec(feel);
  if (match) {
    const n = constantOf(match[1] ?? '', known);
    return typeof n === 'number' && n >= 0 ? { n, unit: match[2] as TermGiven['unit'] } : null;
  }
  const duration = constantOf(feel.replace(/^\s*now\(\)\s*\+\s*/, ''), known);
  const parts = typeof duration === 'string' ? ISO.exec(duration) : null;
  if (!parts || typeof duration !== 'string' || duration === 'P') return null;
  const [days = 0, hours = 0] = [parts[1], parts[2]].map((part) => Number(part ?? 0));
  if (hours === 0) return { n: days, unit: 'day' };
  return { n: days * 24 + hours, unit: 'hour' };
}

/** The input a term is made of, with its unit: `term(now(), term_days, "day")`; null where there is no such input. */
export function termInputOf(feel: Feel): { readonly name: string; readonly unit: TermGiven['unit'] } | null {
  const [, name = '', unit] = TERM.exec(feel) ?? [];
  return /^[A-Za-z_]\w*$/.test(name) ? { name, unit: unit as TermGiven['unit'] } : null;
}

/** Id of the process a call names, where it is written out. */
export function calledBy(element: Element): string | null {
  const id = element.call === null ? undefined : constantOf(element.call.processId);
  return typeof id === 'string' && id !== '' ? id : null;
}
