import type { DefinitionSet, InstanceEvent, InstanceState } from '#engine';
import { INSTANCE_HOST } from './facts.js';
import type { World } from './types.js';
import { pathOf } from './waiting.js';

/** One finished run of an element. */
export interface Completion {
  readonly element: string;
  /** Call activities it ran in, from the outside in. */
  readonly path: readonly string[];
}

/** The finished run an event stands for, seen from the state before it; undefined for any other event. */
export function completionOf(set: DefinitionSet, state: InstanceState, event: InstanceEvent): Completion | undefined {
  switch (event.type) {
    case 'Passed':
      return { element: event.element, path: pathOf(set, state, event.scope) };
    case 'Completed': {
      const node = state.nodes[event.key];
      return { element: event.element, path: node === undefined ? [] : pathOf(set, state, node.scope) };
    }
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

/** Follows one matter of a world. */
export interface Trace {
  /** Finished runs of elements in the records written since the last call. */
  next(): readonly Completion[];
}

export function traceOf(world: World, stream: string): Trace {
  let state = INSTANCE_HOST.decider.initial() as InstanceState;
  let seen = 0;
  return {
    next() {
      const found: Completion[] = [];
      const records = world.records(stream);
      const definition = world.stream(stream)?.definition ?? '';
      const set = world.definition(definition);
      if (set === undefined) return found;
      const facts = INSTANCE_HOST.facts({ stream, definition, model: set, calendars: world.data.calendars });
      for (; seen < records.length; seen++) {
        const { events } = JSON.parse(records[seen]!.body) as { readonly events: readonly InstanceEvent[] };
        for (const event of events) {
          const completion = completionOf(set, state, event);
          if (completion !== undefined) found.push(completion);
          state = INSTANCE_HOST.decider.evolve(state, event, facts) as InstanceState;
        }
      }
      return found;
    },
  };
}
