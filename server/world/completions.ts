import type { DefinitionSet, InstanceEvent, InstanceState } from '#engine';
import { INSTANCE_HOST } from './facts.js';
import type { WorldRecord } from './data.js';
import type { World } from './types.js';
import { pathOf } from './waiting.js';

/** One finished run of an element. */
export interface Completion {
  readonly element: string;
  /** Call activities it ran in, from the outside in. */
  readonly path: readonly string[];
  /** A multi-instance body, after its runs. */
  readonly body?: true;
}

/** The finished run an event stands for, seen from the state before it; undefined for any other event. */
export function completionOf(set: DefinitionSet, state: InstanceState, event: InstanceEvent): Completion | undefined {
  switch (event.type) {
    case 'Passed':
      return {
        element: event.element,
        path: pathOf(set, state, event.scope),
        ...(isEmptyBody(set, state, event) ? { body: true as const } : null),
      };
    case 'Completed': {
      const node = state.nodes[event.key];
      return {
        element: event.element,
        path: node === undefined ? [] : pathOf(set, state, node.scope),
        ...(node?.loop == null ? null : { body: true as const }),
      };
    }
    case 'Triggered':
      return event.held === undefined ? { element: event.element, path: pathOf(set, state, event.scope) } : undefined;
    case 'Fired': {
      const host = state.nodes[event.host];
      // with a key of its own it could not be left yet; its `Completed` follows
      if (event.key !== undefined) return undefined;
      return { element: event.element, path: host === undefined ? [] : pathOf(set, state, host.scope) };
    }
    default:
      return undefined;
  }
}

/** A multi-instance activity without an item is passed as a whole: outside its body there are no runs of it. */
function isEmptyBody(set: DefinitionSet, state: InstanceState, { element, scope }: { element: string; scope: number }) {
  const node = state.nodes[scope];
  const process = set.processes[node?.inner?.process ?? ''];
  return node?.loop === null && process?.elements.some(({ id, loop }) => id === element && loop !== null) === true;
}

/** Follows one matter of a world. */
export interface Trace {
  /** Finished runs of elements in the records written since the last call. */
  next(): readonly Completion[];
}

export function traceOf(world: World, stream: string): Trace {
  let state = INSTANCE_HOST.decider.initial() as InstanceState;
  let seen = 0;
  let definition: string | null = null;
  return {
    next() {
      const found: Completion[] = [];
      const records = world.records(stream);
      for (; seen < records.length; seen++) {
        const named = definitionOf(records[seen]!);
        definition ??= named;
        const set = world.definition(definition);
        if (set === undefined) return found;
        const target = named === definition ? null : (world.definition(named) ?? null);
        const facts = INSTANCE_HOST.facts({
          stream,
          definition,
          model: set,
          target,
          calendars: world.data.calendars,
          // nothing is decided here, so nothing is counted
          scope: '',
          closings: [],
        });
        const { events } = JSON.parse(records[seen]!.body) as { readonly events: readonly InstanceEvent[] };
        for (const event of events) {
          // what follows `Migrated` in its record happens in the new set
          const here = target !== null && state.definition === target.hash ? target : set;
          const completion = completionOf(here, state, event);
          if (completion !== undefined) found.push(completion);
          state = INSTANCE_HOST.decider.evolve(state, event, facts) as InstanceState;
        }
        definition = named;
      }
      return found;
    },
  };
}

/** The definition set a record names: the one its stream runs on from there. */
function definitionOf({ leaf }: WorldRecord): string {
  return (JSON.parse(leaf) as { readonly def: string }).def;
}
