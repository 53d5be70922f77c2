import type { StoredValue } from '../expression/index.js';
import type { Draft } from '../history/draft.js';
import type { Due, Migrated, WatchChange } from '../history/events.js';
import type { Counterparts } from '../history/counterparts.js';
import type { NodeState } from '../history/state.js';
import { watchedAt, watchedCount } from '../history/watched.js';
import type { Plan } from '../model/index.js';
import type { Element } from '../model/types.js';
import type { Reach } from '../run/expressions.js';
import { Halt } from '../run/halt.js';
import type { Run } from '../run/run.js';
import { dateDue, timerDue } from '../run/timers.js';
import { waitFor } from '../run/watching.js';
import { isSameEvent, misfit, type Misfit } from './misfits.js';

type Change = NonNullable<Migrated['waits']>[number];

/**
 * What has to be armed anew when the matter goes on as `trial` has it: what the other set waits for and this one did not, or
 * says differently. Everything else goes on as it is. A term that runs is neither moved nor dropped.
 */
export function armed(
  run: Run,
  trial: Draft,
  mapping: Counterparts,
): readonly Change[] | { readonly causes: readonly Misfit[] } {
  const changes: Change[] = [];
  const causes: Misfit[] = [];
  for (const node of Object.values(run.state.nodes)) {
    const moved = trial.state.nodes[node.key];
    if (moved === undefined) continue;
    try {
      const due = dueOf(run, trial, node, moved);
      const watch = watchOf(run, trial, mapping, node, moved);
      if (due === undefined && watch === undefined) continue;
      changes.push({
        key: node.key,
        ...(due === undefined ? null : { due }),
        ...(watch === undefined ? null : { watch }),
      });
    } catch (stop) {
      if (!(stop instanceof Unfit)) throw stop;
      causes.push(stop.misfit);
    }
  }
  return causes.length > 0 ? { causes } : changes;
}

class Unfit extends Error {
  constructor(readonly misfit: Misfit) {
    super(misfit.code);
  }
}

/** The element's own date, where the other set says another one; undefined: as it is. */
function dueOf(run: Run, trial: Draft, node: NodeState, moved: NodeState): Due | undefined {
  if (node.phase !== 'active' || node.scope === 0) return undefined;
  const old = run.planOfNode(node).element;
  const plan = trial.model(moved.scope).planOf(moved.element);
  const reach = { own: [node.variables], scope: node.scope };
  if (node.timer !== null) {
    if (isSameEvent(old.event, plan.element.event)) return undefined;
    keepTerm(old, old.event, plan.element.event);
    return working(plan, () => timerDue(run, plan, reach));
  }
  if (node.task === null) return undefined;
  const before = old.user?.dueDate ?? null;
  const source = plan.element.user?.dueDate ?? null;
  if (before === source) return undefined;
  keepTerm(old, before, source);
  if (source === null) return {};
  return working(plan, () => dateDue(run, plan, source, 'dueDate', reach) ?? {});
}

/** All that is watched at a node, where it is not the same position by position; undefined: as it is. */
function watchOf(
  run: Run,
  trial: Draft,
  mapping: Counterparts,
  node: NodeState,
  moved: NodeState,
): readonly WatchChange[] | undefined {
  const taken = new Set<number>();
  const places = { state: run.state, definitions: run.facts.definitions };
  const counterparts = node.watch.map((_watch, position) => {
    const plan = watchedAt(places, node, position);
    const pair = plan === null ? null : mapping.process(plan.model.process.id);
    return plan === null || pair === null ? null : { plan, next: mapping.element(pair, plan.element.index) };
  });
  const watch = Array.from({ length: watchedCount(trial, moved) }, (_none, position): WatchChange => {
    const plan = watchedAt(trial, moved, position);
    if (plan === null) return null;
    const before = counterparts.findIndex((each) => each?.next === plan.element);
    if (before >= 0) taken.add(before);
    const old = counterparts[before]?.plan.element;
    if (old !== undefined && isSameEvent(old.event, plan.element.event)) return before;
    if (old !== undefined && node.watch[before] === null) return null;
    if (old !== undefined) keepTerm(old, old.event, plan.element.event);
    if (old === undefined && isClosed(moved, plan)) return null;
    const arm = working(plan, () => waitFor(run, plan, reachOf(node, plan)));
    return { arm, ...(old === undefined ? null : { was: before }) };
  });
  for (const [position, each] of counterparts.entries()) {
    const running = node.watch[position]?.kind === 'timer';
    if (each !== null && running && !taken.has(position)) keepTerm(each.plan.element, each.plan.element.event, null);
  }
  const same = watch.length === node.watch.length && watch.every((change, position) => change === position);
  return same ? undefined : watch;
}

/** Event sub-processes of a scope that is done with them do not begin any more. */
function isClosed({ inner }: NodeState, { element }: Plan): boolean {
  return element.type === 'startEvent' && inner?.closed === true;
}

/** What it may read: a boundary event the variables of its host first, a start event inside those of its scope. */
function reachOf(node: NodeState, { element }: Plan): Reach {
  if (element.type === 'startEvent') return { own: [], scope: node.key };
  return { own: [node.inner?.border === true ? {} : node.variables], scope: node.scope };
}

/** A term that is running stays what it is: it is refused where either set counts one and they differ. */
function keepTerm(element: Element, before: StoredValue | object, after: StoredValue | object): void {
  const counts = [before, after].some((each) => JSON.stringify(each).includes('term('));
  if (counts) throw new Unfit(misfit(element, 'term-would-move'));
}

function working<T>({ element }: Plan, work: () => T): T {
  try {
    return work();
  } catch (stop) {
    if (!(stop instanceof Halt)) throw stop;
    throw new Unfit({ ...misfit(element, 'cannot-arm'), cause: stop.code });
  }
}
