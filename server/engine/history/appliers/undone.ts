import type { Draft } from '../draft.js';
import type { Undone } from '../events.js';

/** Everything inside a completed sub-process is undone; it leaves no trace but what the handlers wrote outside. */
export function undone(draft: Draft, event: Undone): void {
  draft.remove(event.key);
}
