import type { Entered } from '../history/events.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { open } from '../run/effects.js';
import { localsOf } from '../run/leaving.js';
import type { Reach } from '../run/expressions.js';
import type { Run } from '../run/run.js';
import { timerDue } from '../run/timers.js';
import { messageWait } from '../run/messages.js';
import { signalWait } from '../run/signals.js';
import type { Watch } from '../history/events.js';
import type { Variables } from '../history/commands.js';

/** What an element waits for, beside its boundary events. */
export type Waits = Pick<Entered, 'job' | 'task' | 'due' | 'message' | 'signal' | 'process'>;

/**
 * Enters an element that waits: input mappings, then what it waits for, then its boundary timers and messages; records
 * it and asks the outside for all of it.
 */
export function wait(run: Run, plan: Plan, scope: number, waits: (local: Variables) => Waits | null): NodeState {
  const { element } = plan;
  const local = localsOf(run, plan, scope);
  const waiting = waits(local);
  const watch = watchOf(run, plan, scope, local);
  const key = run.state.nextKey;
  run.emit({
    type: 'Entered',
    v: 1,
    element: element.id,
    scope,
    key,
    ...(element.input.length === 0 ? null : { local }),
    ...waiting,
    ...(watch.length === 0 ? null : { watch }),
  });
  const node = run.node(key);
  open(run, node);
  return node;
}

/** What is watched beside an element that is being entered. */
function watchOf(run: Run, plan: Plan, scope: number, local: Variables): readonly Watch[] {
  if (plan.watched.length === 0) return [];
  return plan.watched.map((watched): Watch => {
    const of = plan.model.planOf(watched.index);
    // what stands behind an event-based gateway has input mappings of its own
    const own = plan.element.type === 'eventBasedGateway' ? localsOf(run, of, scope) : local;
    return waitFor(run, of, { own: [own], scope });
  });
}

/** What an event waits for. */
export function waitFor(run: Run, plan: Plan, reach: Reach): Watch {
  switch (plan.element.event?.kind) {
    case 'timer':
      return timerDue(run, plan, reach);
    case 'signal':
      return signalWait(run, plan, reach);
    case 'conditional':
      // its condition is looked at as soon as it waits
      return {};
    default:
      return messageWait(run, plan, reach);
  }
}
