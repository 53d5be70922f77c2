import type { Draft } from '../draft.js';
import type { Held } from '../events.js';
import { closeInside } from '../watched.js';

/** Done outside, or inside; keeps what it brought until it can be left. Nothing inside goes on or begins any more. */
export function held(draft: Draft, event: Held): void {
  const node = draft.node(event.key);
  node.phase = 'completing';
  node.result = { ...node.result, ...event.variables };
  if (node.inner === null) return;
  draft.empty(event.key);
  closeInside(draft, draft.node(event.key));
}
