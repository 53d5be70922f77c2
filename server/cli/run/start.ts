import type { Element, Process, StoredValue } from '#engine';
import { compile, createBudget, cycleOf, dueOfDate, dueOfDuration, evaluate, type FeelValue } from '#engine/expression';
import { RequestFault } from './request.js';

/** A start event that something else than a person sets off. */
export type Start =
  | { readonly kind: 'message'; readonly element: string; readonly name: string | null; readonly message: string }
  | { readonly kind: 'signal'; readonly element: string; readonly name: string | null; readonly signal: string }
  | { readonly kind: 'timer'; readonly element: string; readonly name: string | null; readonly due: number };

/**
 * A process with a none start is started at once: nothing is waited for, and the answer is empty. Without one, each of
 * its start events says what begins it: a message, a signal, or an instant counted from `at` (UTC milliseconds). Throws
 * `RequestFault` for an instant that cannot be computed.
 */
export function startsOf(process: Process, at: number): readonly Start[] {
  const starts = (process.elements[0]?.starts ?? [])
    .map((index) => process.elements[index])
    .filter((element) => element !== undefined);
  if (starts.some((element) => kindOf(element) === 'none')) return [];
  return starts.flatMap((element) => startOf(element, at) ?? []);
}

function startOf({ id, name, event }: Element, at: number): Start | null {
  if (event?.kind === 'message')
    return { kind: 'message', element: id, name, message: String(valueOf(event.name, at)) };
  if (event?.kind === 'signal') return { kind: 'signal', element: id, name, signal: String(valueOf(event.name, at)) };
  if (event?.kind === 'timer') {
    const value = valueOf(event.expression, at);
    return { kind: 'timer', element: id, name, due: dueOf(event.timer, value, at, id) };
  }
  return null;
}

/** The start event a message sets off. */
export function startOfMessage(starts: readonly Start[], message: string): Start | undefined {
  return starts.find((start) => start.kind === 'message' && start.message === message);
}

/** The start event a signal sets off. */
export function startOfSignal(starts: readonly Start[], signal: string): Start | undefined {
  return starts.find((start) => start.kind === 'signal' && start.signal === signal);
}

/** The start event whose instant comes first, up to `to`. */
export function startOfInstant(starts: readonly Start[], to: number): (Start & { kind: 'timer' }) | undefined {
  let first: (Start & { kind: 'timer' }) | undefined;
  for (const start of starts) {
    if (start.kind === 'timer' && start.due <= to && (first === undefined || start.due < first.due)) first = start;
  }
  return first;
}

function kindOf(element: Element): string {
  return element.event?.kind ?? 'none';
}

function dueOf(timer: 'date' | 'duration' | 'cycle', value: FeelValue, at: number, element: string): number {
  if (timer === 'cycle') {
    const cycle = cycleOf(value, { at });
    const next = cycle.ok ? cycle.cycle.next(at) : null;
    if (next !== null) return next;
  } else {
    const due = timer === 'date' ? dueOfDate(value, { at }) : dueOfDuration(value, { at });
    if (due.ok) return due.at;
  }
  throw new RequestFault('cli.start-timer', { element } satisfies Record<string, StoredValue>);
}

/** A start event knows no variables yet. */
function valueOf(source: string, at: number): FeelValue {
  const compiled = compile(source);
  return compiled.ok ? evaluate(compiled.expression, () => undefined, { at, budget: createBudget() }).value : null;
}
