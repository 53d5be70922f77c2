import type { Draft } from '../draft.js';
import type { Started } from '../events.js';
import { ROOT } from '../state.js';
import { freshNode } from '../parts.js';

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
  root.inner = { process: event.process, border: true, depth: 1, tokens: [], counts: [], active: 0, stopped: 0 };
  draft.add(root);
}
