import type { Draft } from '../draft.js';
import type { Ended } from '../events.js';
import { ROOT } from '../state.js';

/** Nothing is open any more; the variables of the root stay readable. */
export function ended(draft: Draft, event: Ended): void {
  const { state } = draft;
  state.result = state.nodes[ROOT]?.variables ?? {};
  state.status = event.status;
  state.suspended = null;
  state.nodes = {};
  state.incidents = {};
}
