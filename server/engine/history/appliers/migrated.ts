import type { Draft } from '../draft.js';
import type { Migrated, WatchChange } from '../events.js';
import { Counterparts, type Pair } from '../counterparts.js';
import { timerState, watchState } from '../parts.js';
import type { TimerState, UndoState, WatchState } from '../state.js';
import { watchedAt } from '../watched.js';

/** The matter goes on in another definition set: every position is that of the other set, and what was armed anew waits. */
export function migrated(draft: Draft, event: Migrated): void {
  moveTo(draft, event.definition, event.mapping ?? {});
  for (const { key, due, watch } of event.waits ?? []) {
    const node = draft.node(key);
    if (due !== undefined) {
      const next = timerState(due);
      if (node.task !== null) node.task = { ...node.task, due: replaced(node.task.due, next) };
      else node.timer = replaced(node.timer, next);
    }
    if (watch === undefined) continue;
    const before = node.watch;
    node.watch = watch.map((change, position) => {
      const plan = watchedAt(draft, node, position);
      return plan === null ? null : watchOf(change, before, (armed) => watchState(plan.model, plan.element, armed));
    });
    // what is still on its way to an old key must not meet another event
    node.watchKey = draft.state.nextKey;
    draft.takeKeys(node.watchKey + watch.length - 1);
  }
}

function watchOf(
  change: WatchChange,
  before: readonly (WatchState | null)[],
  arm: (armed: Extract<WatchChange, { arm: unknown }>['arm']) => WatchState | null,
): WatchState | null {
  if (change === null) return null;
  if (typeof change === 'number') return before[change] ?? null;
  const armed = arm(change.arm);
  const was = change.was === undefined ? null : (before[change.was] ?? null);
  return armed?.kind === 'timer' && was?.kind === 'timer' ? replaced(was, armed) : armed;
}

/** A date in place of another one; the one before stays readable. */
function replaced(before: TimerState | null, next: TimerState | null): TimerState | null {
  if (next === null || before === null) return next;
  return { ...next, planned: before.planned ?? before.due };
}

/** Everything where it is in the other set; nothing is armed yet. Throws where something has no place there. */
export function moveTo(draft: Draft, definition: string, named: Readonly<Record<string, string>>): void {
  const to = draft.target;
  if (to === null || to.hash !== definition) throw new Error(`no definition set ${definition}`);
  const mapping = new Counterparts(draft.definitions, to, named);
  const inside = new Map<number, Pair>();
  const elementOf = (scope: number, index: number): number => {
    const pair = inside.get(scope);
    const element = pair === undefined ? null : mapping.element(pair, index);
    if (element === null) throw new Error(`element ${index} of scope ${scope} has no place`);
    return element.index;
  };
  for (const { key, scope, element, inner } of Object.values(draft.state.nodes)) {
    const node = draft.node(key);
    if (scope !== 0) node.element = elementOf(scope, element);
    if (inner === null || node.inner === null) continue;
    const pair = mapping.process(inner.process);
    if (pair === null) throw new Error(`process ${inner.process} has no place`);
    inside.set(key, pair);
    node.inner.process = pair.to.id;
    const moved = new Map<number, number>();
    for (const [position, flow] of inner.tokens.entries()) {
      const next = mapping.flow(pair, flow);
      moved.set(next, (moved.get(next) ?? 0) + (inner.counts[position] ?? 1));
    }
    node.inner.tokens = [...moved.keys()];
    node.inner.counts = [...moved.values()];
    if (inner.undo.length > 0) node.inner.undo = undoIn(inner.undo, (index) => elementOf(key, index));
  }
  for (const incident of Object.values(draft.state.incidents)) {
    draft.moveIncident(incident, elementOf(incident.scope, incident.element));
  }
  draft.state.process = mapping.process(draft.state.process)?.to.id ?? draft.state.process;
  draft.state.definition = definition;
  draft.definitions = to;
}

function undoIn(undo: readonly UndoState[], elementOf: (index: number) => number): readonly UndoState[] {
  return undo.map((entry) => ({
    ...entry,
    element: elementOf(entry.element),
    undo: undoIn(entry.undo, elementOf),
  }));
}
