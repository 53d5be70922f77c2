import type { Entered } from '../history/events.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { open } from '../run/effects.js';
import { localsOf } from '../run/leaving.js';
import type { Run } from '../run/run.js';
import { timerDue } from '../run/timers.js';
import { messageWait } from '../run/messages.js';
import type { Due, Watch } from '../history/events.js';
import type { Variables } from '../history/commands.js';

/** What an element waits for, beside its boundary events. */
export type Waits = Pick<Entered, 'job' | 'task' | 'due' | 'message' | 'process'>;

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

/** The boundary timers and messages of an element that is being entered. */
function watchOf(run: Run, plan: Plan, scope: number, local: Variables): readonly Watch[] {
  if (plan.watched.length === 0) return [];
  return plan.watched.map((boundary): Due | Watch => {
    const reach = { own: [local], scope };
    const of = plan.model.planOf(boundary.index);
    return boundary.event?.kind === 'timer' ? timerDue(run, of, reach) : messageWait(run, of, reach);
  });
}
