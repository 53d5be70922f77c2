import type { Draft } from '../draft.js';
import type { StreamsOpened } from '../events.js';

/** What runs inside the scope of the node has these entities from now on. */
export function streamsOpened(draft: Draft, event: StreamsOpened): void {
  const inner = draft.inner(draft.node(event.key).scope);
  inner.streams = [...inner.streams, ...event.streams];
}
