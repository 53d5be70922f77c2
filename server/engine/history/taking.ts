import type { Plan } from '../model/index.js';
import type { Variables } from './commands.js';
import type { Draft } from './draft.js';
import { beginRun, bodyIn, runVariables } from './loops.js';
import type { InstanceState, UndoState } from './state.js';
import { consume } from './tokens.js';
import { nextUndo, takeNext } from './undo.js';

/** What an element began with: tokens, a run of a body, or something to undo. */
export interface Taken {
  /** Which run of a multi-instance body, 0 for none. */
  readonly run: number;
  /** Variables of its own before any mapping. */
  readonly given: Variables | null;
  readonly undo: UndoState | null;
}

const TOKEN: Taken = Object.freeze({ run: 0, given: null, undo: null });

/** Uses what an element takes when it is entered. `undo`: it is not begun but what completed inside it is undone. */
export function take(draft: Draft, scope: number, plan: Plan, named: number | undefined, undo: boolean): Taken {
  if (!plan.given && !undo) {
    consume(draft, scope, plan.element);
    return TOKEN;
  }
  const { element } = plan;
  const body = bodyIn(draft.state, scope, element);
  if (body !== null && element.loop !== null) {
    const run = beginRun(draft, scope, named);
    return { run, given: runVariables(element.loop, body.loop, run), undo: null };
  }
  if (undo || (element.forCompensation && nextUndo(draft.state, scope) !== null)) {
    const next = takeNext(draft, scope);
    return { run: 0, given: next?.variables ?? null, undo: next };
  }
  consume(draft, scope, element);
  return TOKEN;
}

/** The variables an element that is being entered has of its own before any mapping. `run`: of a body, which one. */
export function givenTo(state: InstanceState, plan: Plan, scope: number, run: number): Variables | null {
  const { element } = plan;
  const body = bodyIn(state, scope, element);
  if (body !== null && element.loop !== null) return runVariables(element.loop, body.loop, run);
  return element.forCompensation ? (nextUndo(state, scope)?.variables ?? null) : null;
}
