import type { Draft } from '../draft.js';
import type { Held } from '../events.js';

/** Done outside; keeps what it brought until it can be left. */
export function held(draft: Draft, event: Held): void {
  const node = draft.node(event.key);
  node.phase = 'completing';
  node.result = { ...node.result, ...event.variables };
}
