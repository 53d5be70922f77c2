import type { Draft } from '../draft.js';
import type { Watched } from '../events.js';
import { watchStates } from '../watched.js';

/** What the event sub-processes of a scope wait for, worked out after an incident. */
export function watched(draft: Draft, event: Watched): void {
  const node = draft.node(event.key);
  node.watch = watchStates(draft, node, event.watch);
}
