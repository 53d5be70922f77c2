import type { Variables } from '../history/commands.js';
import type { SignalWait } from '../history/events.js';
import type { Plan } from '../model/index.js';
import { waitOf } from './effects.js';
import { textValue, type Reach } from './expressions.js';
import { Halt } from './halt.js';
import { localsOf } from './leaving.js';
import type { Run } from './run.js';
import { trigger } from './trigger.js';

/** Name of the signal of an event. */
function signalOf(run: Run, plan: Plan, reach: Reach): string {
  const { event } = plan.element;
  if (event?.kind !== 'signal') throw new Halt('bad-model', { missing: 'signal' });
  return textValue(run, plan, event.name, 'signalName', reach);
}

/** What a catching element waits for, without the name where the model says it. */
export function signalWait(run: Run, plan: Plan, reach: Reach): SignalWait {
  const name = signalOf(run, plan, reach);
  const { event } = plan.element;
  const literal = event?.kind === 'signal' && plan.model.constant(event.name) !== undefined;
  return literal ? {} : { name };
}

/**
 * A throwing signal event: whoever waits for it now hears it, with what input mappings made. In the matter itself that
 * happens at once, before the token goes on, so that a scope which waits for the signal of its own end hears it.
 */
export function broadcast(run: Run, plan: Plan, scope: number): void {
  const variables = localsOf(run, plan, scope);
  const name = signalOf(run, plan, { own: [variables], scope });
  const effect = { do: 'broadcastSignal', name, variables } as const;
  const hearers = waitingFor(run, name);
  run.pass(plan, scope, variables, {}, effect, () => {
    for (const key of hearers) hear(run, key, variables);
  });
}

/** Keys of what waits for a signal in this instance, the oldest first. */
function waitingFor(run: Run, name: string): readonly number[] {
  const keys: number[] = [];
  for (const node of Object.values(run.state.nodes)) {
    if (node.signal?.name === name && node.phase === 'active') keys.push(node.key);
    for (const [position, watch] of node.watch.entries())
      if (watch?.kind === 'signal' && watch.name === name) keys.push(node.watchKey + position);
  }
  return keys;
}

/** Gives a signal to one subscription; false when it waits no longer. */
export function hear(run: Run, key: number, variables: Variables): boolean {
  const wait = waitOf(run, key);
  if (wait === null) return false;
  const { node, boundary, position } = wait;
  if (boundary === null) {
    if (node.signal === null || node.phase !== 'active') return false;
    run.leave(key, variables);
    return true;
  }
  if (node.watch[position]?.kind !== 'signal') return false;
  trigger(run, node, boundary, variables);
  return true;
}
