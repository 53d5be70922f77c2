import { isRefusal, type Actor, type Command, type Decider, type Decision, type Event } from '#engine';

/** An actor as commands carry it. */
export function actor(p: string, role: string, scope = 'qinghe/d2'): Actor {
  return { p, role, scope, basis: null };
}

/**
 * `given` events, `when` a command, then a decision: events and effects, or a refusal. The state it was decided on and
 * the state after it come along. Facts are an empty object unless named.
 */
export function specify<S, C extends Command, E extends Event>(decider: Decider<S, C, E>, facts: unknown = {}) {
  return {
    given(events: readonly E[]) {
      const before = events.reduce((state, event) => decider.evolve(state, event, facts), decider.initial());
      return {
        before,
        when(command: C): { readonly decision: Decision<E>; readonly after: S } {
          const decision = decider.decide(before, command, facts);
          const after = isRefusal(decision)
            ? before
            : decision.events.reduce((state, event) => decider.evolve(state, event, facts), before);
          return { decision, after };
        },
      };
    },
  };
}

/** Runs commands one after another; throws at the first refusal, so that a `given` can be written as what people did. */
export function history<S, C extends Command, E extends Event>(
  decider: Decider<S, C, E>,
  commands: readonly C[],
  facts: unknown = {},
): { readonly state: S; readonly events: readonly E[] } {
  let state = decider.initial();
  const events: E[] = [];
  for (const command of commands) {
    const decision = decider.decide(state, command, facts);
    if (isRefusal(decision)) throw new Error(`refused ${decision.refused} at ${command.type}`);
    for (const event of decision.events) state = decider.evolve(state, event, facts);
    events.push(...decision.events);
  }
  return { state, events };
}
