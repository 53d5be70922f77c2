import type { Decider, Decision } from './decider.js';
import { handle } from './commands/index.js';
import { apply } from './history/appliers/index.js';
import type { InstanceCommand } from './history/commands.js';
import { Draft } from './history/draft.js';
import type { InstanceEvent } from './history/events.js';
import { initialState, STATE_VERSION, type InstanceState } from './history/state.js';
import { Run, type DecisionTaken, type InstanceFacts } from './run/run.js';

function decide(state: InstanceState, command: InstanceCommand, facts: InstanceFacts): Decision<InstanceEvent> {
  return work(new Run(state, command, facts), command);
}

function work(run: Run, command: InstanceCommand): Decision<InstanceEvent> {
  const refusal = handle(run, command);
  if (refusal !== null) return refusal;
  // nothing moves while it is suspended; what could by now is seen when it is resumed
  if (run.state.suspended === null) run.settle();
  return { events: run.events, effects: run.effects };
}

function evolve(state: InstanceState, event: InstanceEvent, facts: InstanceFacts): InstanceState {
  const draft = new Draft(state, facts.definitions, facts.target ?? null);
  apply(draft, event);
  return draft.finish();
}

/** `evolve` over several events at once, which copies what is touched only once. */
export function evolveAll(state: InstanceState, events: readonly InstanceEvent[], facts: InstanceFacts): InstanceState {
  const draft = new Draft(state, facts.definitions, facts.target ?? null);
  for (const event of events) apply(draft, event);
  return draft.finish();
}

/**
 * The decisions a command asks on its way, in order, each with the steps `explainDecision` tells. Decides again what was
 * decided and records nothing, so that a history need not hold what can be computed from it.
 */
export function decisionsTaken(
  state: InstanceState,
  command: InstanceCommand,
  facts: InstanceFacts,
): readonly DecisionTaken[] {
  const run = new Run(state, command, facts);
  const told: DecisionTaken[] = [];
  run.told = told;
  work(run, command);
  return told;
}

/**
 * A process instance: one stream. `facts` are the definition set the matter keeps, and the calendars its commands name.
 * A scope whose commands cost more than the counted limits stops with an incident; decide never throws for a model that
 * was read without findings.
 */
export const instanceDecider: Decider<InstanceState, InstanceCommand, InstanceEvent, InstanceFacts> = {
  kind: 'instance',
  stateVersion: STATE_VERSION,
  initial: initialState,
  decide,
  evolve,
};
