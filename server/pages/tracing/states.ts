import {
  evolveAll,
  instanceDecider,
  type DefinitionSet,
  type InstanceEvent,
  type InstanceState,
  type NodeState,
} from '#engine';
import type { HistoryRecord, MatterData } from '../data.js';
import { firstOf, setNamed } from '../trail.js';

/** A record of the matter itself with the states around it. */
export interface Step {
  readonly record: HistoryRecord;
  readonly before: InstanceState;
  readonly after: InstanceState;
  /** The set it was decided with, and the one the matter is on after it. */
  readonly set: DefinitionSet;
  readonly next: DefinitionSet;
}

/**
 * The matter before and after each of its own records: the fold of every prefix. It ends before a record that cannot be read; the
 * audit says what is wrong with it.
 */
export function stepsOf(data: MatterData): readonly Step[] {
  const steps: Step[] = [];
  let set = setNamed(data, firstOf(data)) ?? data.set;
  let state = instanceDecider.initial();
  for (const record of data.history) {
    const moved = record.events.find(({ type }) => type === 'Migrated')?.['definition'];
    const next = (typeof moved === 'string' && setNamed(data, moved)) || set;
    const target = next === set ? null : next;
    let after: InstanceState;
    try {
      after = evolveAll(state, record.events as unknown as readonly InstanceEvent[], { definitions: set, target });
    } catch {
      return steps;
    }
    steps.push({ record, before: state, after, set, next });
    state = after;
    set = next;
  }
  return steps;
}

/** Everything of a node that has a date: its task, its own timer, the timers beside it. */
export function datesOf({ task, timer, watch }: NodeState): readonly { readonly due: number | null }[] {
  const own = [task?.due ?? null, timer].filter((each) => each !== null);
  return [...own, ...watch.flatMap((each) => (each?.kind === 'timer' ? [each] : []))];
}
