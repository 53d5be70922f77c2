import type { Element, Process, StoredValue } from '#engine';
import { compile, createBudget, cycleOf, dueOfDate, dueOfDuration, evaluate, type FeelValue } from '#engine/expression';
import { RequestFault } from './request.js';

/** How a process begins when nobody starts it by hand. */
export type Start =
  | { readonly kind: 'none' }
  | { readonly kind: 'message'; readonly element: string; readonly name: string | null; readonly message: string }
  | { readonly kind: 'timer'; readonly element: string; readonly name: string | null; readonly due: number };

/**
 * A process with a none start is started at once. Without one, its first start event says what begins it: a message, or
 * an instant counted from `at` (UTC milliseconds). Throws `RequestFault` for an instant that cannot be computed.
 */
export function startOf(process: Process, at: number): Start {
  const starts = (process.elements[0]?.starts ?? [])
    .map((index) => process.elements[index])
    .filter((element) => element !== undefined);
  const first = starts[0];
  if (first === undefined || starts.some((element) => kindOf(element) === 'none')) return { kind: 'none' };
  const { id, name, event } = first;
  if (event?.kind === 'message')
    return { kind: 'message', element: id, name, message: String(valueOf(event.name, at)) };
  if (event?.kind === 'timer') {
    const value = valueOf(event.expression, at);
    return { kind: 'timer', element: id, name, due: dueOf(event.timer, value, at, id) };
  }
  return { kind: 'none' };
}

export function startsBy(start: Start, message: string): boolean {
  return start.kind === 'message' && start.message === message;
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
