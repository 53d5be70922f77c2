import type { Plan } from '../model/index.js';
import { modelOf } from '../model/index.js';
import type { Draft } from './draft.js';
import { runVariables } from './loops.js';
import type { InnerState, InstanceState, NodeState, UndoState } from './state.js';

type Places = Pick<Draft, 'state' | 'definitions'>;

/** A scope with what a compensation takes from it. */
interface Undoable {
  readonly scope: number;
  readonly taken: readonly UndoState[];
  readonly left: readonly UndoState[];
}

/**
 * What a compensation thrown in `scope` undoes: of the scope itself and, inside an event sub-process, also of the scope
 * around it (BPMN 2.0, 10.5.1: what is visible from the event). `activity` restricts it to the runs of one activity.
 */
export function undoable({ state, definitions }: Places, scope: number, activity: number | null): readonly Undoable[] {
  const found: Undoable[] = [];
  for (let key = scope; ;) {
    const node = state.nodes[key];
    const inner = node?.inner;
    if (node === undefined || inner == null) return found;
    const fits = (entry: UndoState): boolean => activity === null || entry.element === activity;
    const taken = inner.undoing ? [] : inner.undo.filter(fits);
    if (taken.length > 0) found.push({ scope: key, taken, left: inner.undo.filter((entry) => !fits(entry)) });
    if (!isEventSubProcess({ state, definitions }, node, inner)) return found;
    key = node.scope;
  }
}

function isEventSubProcess(
  { definitions }: Pick<Places, 'state' | 'definitions'>,
  node: NodeState,
  inner: InnerState,
): boolean {
  const process = definitions.processes[inner.process];
  if (process === undefined || inner.border) return false;
  return modelOf(process).planOf(node.element).element.type === 'eventSubProcess';
}

/** Takes what a compensation undoes out of its scopes; the last one is undone first, inner scopes before outer ones. */
export function takeUndo(draft: Draft, scope: number, activity: number | null): readonly UndoState[] {
  const found = undoable(draft, scope, activity);
  for (const { scope: key, left } of found) draft.inner(key).undo = left;
  return found.reduceRight<readonly UndoState[]>((all, { taken }) => [...all, ...taken], []);
}

/** The activity undone next in a scope that undoes; taken away. */
export function takeNext(draft: Draft, scope: number): UndoState | null {
  const inner = draft.inner(scope);
  const undo = draft.own(inner.undo);
  inner.undo = undo;
  return undo.pop() ?? null;
}

/** Remembers that an activity is completed, if it or something inside it can be undone. `node` is null for what passed. */
export function remember(draft: Draft, plan: Plan, scope: number, node: NodeState | null, run: number): void {
  const inside = node?.inner ?? null;
  const deep = inside !== null && !inside.border && inside.undo.length > 0;
  if (plan.undoneBy < 0 && !deep) return;
  const around = draft.inner(scope);
  if (around.undoing) return;
  const { loop } = draft.node(scope);
  // in place: a loop that completes ten thousand activities in one command would copy the list ten thousand times
  const undo = draft.own(around.undo);
  around.undo = undo;
  if (inside !== null && node?.loop !== null) for (const each of inside.undo) undo.push(each);
  else if (plan.undoneBy < 0) undo.push(entry(plan, node?.variables ?? null, inside?.undo ?? []));
  else {
    const definition = plan.element.loop;
    const seen = run > 0 && loop !== null && definition !== null ? runVariables(definition, loop, run) : null;
    undo.push(entry(plan, seen, []));
  }
}

function entry(plan: Plan, variables: UndoState['variables'], undo: readonly UndoState[]): UndoState {
  return { element: plan.element.index, variables, undo };
}

/** The entry that is undone next in a scope, if it is one that undoes. */
export function nextUndo(state: InstanceState, scope: number): UndoState | null {
  const inner = state.nodes[scope]?.inner;
  return inner != null && inner.undoing ? (inner.undo.at(-1) ?? null) : null;
}
