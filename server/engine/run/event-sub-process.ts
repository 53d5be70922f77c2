import type { Variables } from '../history/commands.js';
import type { Due, Triggered } from '../history/events.js';
import { insideWatches } from '../history/watched.js';
import { interrupts } from '../model/defaults.js';
import type { Plan } from '../model/index.js';
import { cancelStreams, closeIncidents, closeInside, closing, open } from './effects.js';
import { Halt } from './halt.js';
import { chooseFlows, idsOf, localsOf, resultOf } from './leaving.js';
import type { Run } from './run.js';
import { watchInside, watchInsideOrStop } from './watching.js';

/**
 * The start event of an event sub-process happens in a scope (BPMN 2.0, 10.3.5 and 13.5.4). Interrupting, it ends all that
 * runs there and keeps every other event sub-process of the scope from beginning; else it runs beside. What the event
 * brings is handed on from inside, so it goes where the scope's own elements write.
 */
export function beginEventSubProcess(run: Run, scope: number, start: Plan, brought: Variables, next?: Due): void {
  const plan = start.model.planOf(start.element.parent);
  const made = worked(run, plan, start, scope, brought);
  if (interrupts(start.element)) {
    closeScope(run, scope);
    cancelStreams(run, run.node(scope));
  }
  const key = run.state.nextKey;
  const held = made.stop === null ? null : key + 1 + made.watch.length;
  const { local, watch, flows } = made;
  run.emit({
    type: 'Triggered',
    v: 1,
    element: start.element.id,
    scope,
    key,
    ...(held === null ? null : { held }),
    ...(flows === null ? null : { flows: idsOf(start, flows) }),
    ...(made.variables === null ? null : { variables: made.variables }),
    ...(local === null ? null : { local }),
    ...(watch.length === 0 ? null : { watch }),
    ...(next === undefined ? null : { next }),
  });
  open(run, run.node(key));
  if (made.stop === null || held === null) run.follow(start, key, flows);
  else run.raise(start, key, held, made.stop.code, made.stop.values);
  if (made.unwatched !== null) run.raise(start, key, key, made.unwatched.code, made.unwatched.values);
}

type Worked = Required<{ [K in 'local' | 'variables']: Triggered[K] | null }> & {
  readonly watch: NonNullable<Triggered['watch']>;
  readonly flows: readonly number[] | null;
  /** What keeps the start event from being left. */
  readonly stop: Halt | null;
  /** What keeps the event sub-processes inside from being watched. */
  readonly unwatched: Halt | null;
};

/** All that is worked out before the event: nothing of it may change anything. */
function worked(run: Run, plan: Plan, start: Plan, scope: number, brought: Variables): Worked {
  const nothing = Object.keys(brought).length === 0 ? null : brought;
  try {
    const local = plan.element.input.length === 0 ? null : localsOf(run, plan, scope, brought);
    const own = local === null ? [] : [local];
    const variables = resultOf(run, start, scope, {}, brought);
    const flows = chooseFlows(run, start, scope, variables);
    const { watch, stop } = watchInsideOrStop(run, plan, own, scope);
    return { local, variables, flows, watch, stop: null, unwatched: stop };
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    const { watch, stop: unwatched } = watchInsideOrStop(run, plan, [], scope);
    return { local: null, variables: nothing, flows: null, watch, stop, unwatched };
  }
}

/** Takes back everything that runs in a scope, and what its event sub-processes wait for. */
export function closeScope(run: Run, scope: number): void {
  closeInside(run, scope);
  closeEventSubProcesses(run, scope);
}

/** Takes back what the event sub-processes of a scope wait for. While the matter is suspended nothing of it is open. */
export function closeEventSubProcesses(run: Run, scope: number): void {
  closeIncidents(run, (incident) => incident.of === scope && incident.scope === scope);
  if (run.state.suspended !== null) return;
  for (const position of insideWatches(run.places, run.state, scope)) {
    const watch = run.node(scope).watch[position];
    const effect = watch == null ? null : closing(watch, run.node(scope).watchKey + position);
    if (effect !== null) run.perform(effect);
  }
}

/** Works out again what the event sub-processes of an open scope wait for; a failure is an incident again. */
export function watchAgain(run: Run, scope: number, start: Plan): boolean {
  const plan = start.model.planOf(start.element.parent);
  try {
    run.emit({ type: 'Watched', v: 1, key: scope, watch: watchInside(run, plan, { own: [], scope }) });
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    run.raise(start, scope, scope, stop.code, stop.values);
    return false;
  }
  open(run, run.node(scope));
  return true;
}
