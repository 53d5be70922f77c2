import type { Entered } from '../history/events.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { open } from '../run/effects.js';
import { localsOf, madeByInput } from '../run/leaving.js';
import { isRun } from '../run/loops.js';
import type { Run } from '../run/run.js';
import { watchBeside, watchInside } from '../run/watching.js';
import type { Watch } from '../history/events.js';
import type { Variables } from '../history/commands.js';

/** What an element waits for, beside its boundary events. */
export type Waits = Pick<Entered, 'job' | 'task' | 'due' | 'message' | 'signal' | 'process'>;

/**
 * Enters an element that waits: input mappings, then what it waits for, then its boundary events and those inside it (of
 * the element itself unless `inside` says); records it and asks the outside for all of it.
 */
export function wait(
  run: Run,
  plan: Plan,
  scope: number,
  waits: (local: Variables) => Waits | null,
  inside?: (local: Variables) => readonly Watch[],
): NodeState {
  const { element } = plan;
  const local = localsOf(run, plan, scope);
  const waiting = waits(local);
  const watch = watched(run, plan, scope, local, inside);
  const key = run.state.nextKey;
  const event: Entered = {
    type: 'Entered',
    v: 1,
    element: element.id,
    scope,
    key,
    ...(element.input.length === 0 ? null : { local: madeByInput(plan, local) }),
    ...waiting,
    ...(watch.length === 0 ? null : { watch }),
  };
  run.emit(plan.given ? { ...event, ...run.indexField(plan, scope) } : event);
  const node = run.node(key);
  open(run, node);
  return node;
}

const NOTHING: readonly Watch[] = Object.freeze([]);

/** What is watched beside the element, then inside it. A run of a body has nothing beside it: the body has. */
function watched(
  run: Run,
  plan: Plan,
  scope: number,
  local: Variables,
  inside: ((local: Variables) => readonly Watch[]) | undefined,
): readonly Watch[] {
  if (inside === undefined && plan.watched.length === 0 && plan.inside.watched.length === 0) return NOTHING;
  const reach = { own: [local], scope };
  const beside = isRun(run, plan, scope) ? NOTHING : watchBeside(run, plan, reach);
  const within = inside === undefined ? watchInside(run, plan, reach) : inside(local);
  return within.length === 0 ? beside : [...beside, ...within];
}
