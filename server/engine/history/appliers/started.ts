import type { Draft } from '../draft.js';
import type { Started } from '../events.js';
import { ROOT } from '../state.js';
import { freshInner, freshNode } from '../parts.js';
import { watchStates } from '../watched.js';

/** Opens the root scope. */
export function started(draft: Draft, event: Started): void {
  const { state } = draft;
  state.status = 'active';
  state.rules = event.rules;
  state.process = event.process;
  state.org = event.org;
  state.title = event.title ?? null;
  const root = freshNode(ROOT, 0, 0);
  root.variables = event.variables ?? {};
  root.inner = freshInner(event.process, true, 1);
  if (event.watch !== undefined) root.watch = watchStates(draft, root, event.watch);
  draft.add(root);
}
