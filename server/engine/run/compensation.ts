import { undoable } from '../history/undo.js';
import type { NodeState } from '../history/state.js';
import type { Plan } from '../model/index.js';
import { open } from './effects.js';
import { localsOf } from './leaving.js';
import type { Run } from './run.js';

/**
 * A compensation event is thrown (BPMN 2.0, 10.7 and 13.5.5): what was completed in its scope is undone, the last first,
 * one after the other; the event is left when all of it is undone. Without anything to undo it is left at once.
 */
export function compensate(run: Run, plan: Plan, scope: number): void {
  const { event } = plan.element;
  const activity = event?.kind === 'compensation' ? event.activity : null;
  const local = localsOf(run, plan, scope);
  if (undoable(run.places, scope, activity).length === 0) {
    run.pass(plan, scope, local, {});
    return;
  }
  const key = run.state.nextKey;
  run.emit({
    type: 'Entered',
    v: 1,
    element: plan.element.id,
    scope,
    key,
    ...(plan.element.input.length === 0 ? null : { local }),
  });
  open(run, run.node(key));
  run.goOnLater(key);
}

/** A scope that undoes goes on: with the handler of what was completed last, or inside it, or it is done. */
export function undoNext(run: Run, { key, scope, inner }: NodeState): void {
  if (inner === null || inner.active > 0 || inner.tokens.length > 0 || inner.stopped > 0) return;
  const next = inner.undo.at(-1);
  if (next === undefined) {
    finish(run, key, scope);
    return;
  }
  const plan = run.plan(key, next.element);
  if (plan.undoneBy >= 0) {
    run.enter(run.plan(key, plan.undoneBy), key);
    return;
  }
  const inside = run.state.nextKey;
  run.emit({ type: 'Entered', v: 1, element: plan.element.id, scope: key, key: inside, undo: true });
  run.goOnLater(inside);
}

function finish(run: Run, key: number, scope: number): void {
  if (run.planOfNode(run.node(key)).element.event?.kind === 'compensation') {
    run.leave(key, {});
    return;
  }
  run.emit({ type: 'Undone', v: 1, key });
  run.finishScope(scope);
}
