import type { Command, Decider, Event } from '#engine';
import { refusePerson } from './actor.js';

/** Asked by the runtime when what opened the entity was broken off: the step was ended by authority, the topic withdrawn by who raised it. */
export interface Cancel extends Command {
  readonly type: 'cancel';
}

/** Nobody can act on the entity any more; what was said and done in it stays readable. */
export interface Cancelled<T extends string> extends Event {
  readonly type: T;
  readonly at: number;
}

/**
 * A decider whose entity can be cancelled while it is not `over`; from then on every command is refused `entity-cancelled`.
 * `event` is the name of the event. Cancelling what is over is refused `entity-over`, which nobody needs to be told.
 */
export function cancellable<
  S extends { readonly status: string },
  C extends Command,
  E extends Event,
  T extends string,
>(
  decider: Decider<S, C, E>,
  event: T,
  over: readonly Exclude<S['status'], 'cancelled'>[],
): Decider<S, C | Cancel, E | Cancelled<T>> {
  const ended: readonly string[] = over;
  return {
    ...decider,
    decide(state, command, facts) {
      if (!isCancel(command))
        return state.status === 'cancelled' ? { refused: 'entity-cancelled' } : decider.decide(state, command, facts);
      const refusal = refusePerson(command.by);
      if (refusal !== undefined) return refusal;
      if (state.status === 'none' || state.status === 'cancelled' || ended.includes(state.status))
        return { refused: 'entity-over' };
      return { events: [{ type: event, v: 1, at: command.at }], effects: [{ do: 'endStream', status: 'cancelled' }] };
    },
    evolve(state, happened, facts) {
      if (isCancelled(happened, event)) return { ...state, status: 'cancelled' };
      return decider.evolve(state, happened, facts);
    },
  };
}

function isCancel(command: Command): command is Cancel {
  return command.type === 'cancel';
}

function isCancelled<T extends string>(happened: Event, event: T): happened is Cancelled<T> {
  return happened.type === event;
}
