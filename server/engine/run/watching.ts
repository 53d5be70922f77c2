import type { Watch } from '../history/events.js';
import type { Variables } from '../history/commands.js';
import type { Plan } from '../model/index.js';
import { Halt } from './halt.js';
import { localsOf } from './leaving.js';
import { messageWait } from './messages.js';
import type { Reach } from './expressions.js';
import type { Run } from './run.js';
import { signalWait } from './signals.js';
import { timerDue } from './timers.js';

const NOTHING: readonly Watch[] = Object.freeze([]);

/** What is watched beside an element that is being entered: its boundary events, or what stands behind a gateway. */
export function watchBeside(run: Run, plan: Plan, reach: Reach): readonly Watch[] {
  if (plan.watched.length === 0) return NOTHING;
  return plan.watched.map((watched) => {
    const of = plan.model.planOf(watched.index);
    // what stands behind an event-based gateway has input mappings of its own
    const gateway = plan.element.type === 'eventBasedGateway';
    return waitFor(run, of, gateway ? { own: [localsOf(run, of, reach.scope)], scope: reach.scope } : reach);
  });
}

/** What the event sub-processes directly inside a scope wait for. */
export function watchInside(run: Run, plan: Plan, reach: Reach): readonly Watch[] {
  if (plan.inside.watched.length === 0) return NOTHING;
  return plan.inside.watched.map((start) => waitFor(run, plan.model.planOf(start.index), reach));
}

/**
 * The same for a scope that cannot be stopped before it opens. What cannot be worked out is said beside places that keep the
 * keys free; `Watched` fills them once the incident is resolved.
 */
export function watchInsideOrStop(
  run: Run,
  plan: Plan,
  own: readonly Variables[],
  scope: number,
): { readonly watch: readonly (Watch | null)[]; readonly stop: Halt | null } {
  try {
    return { watch: watchInside(run, plan, { own, scope }), stop: null };
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    return { watch: plan.inside.watched.map(() => null), stop };
  }
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
