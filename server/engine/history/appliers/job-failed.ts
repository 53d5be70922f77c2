import type { Draft } from '../draft.js';
import type { JobFailed } from '../events.js';

export function jobFailed(draft: Draft, event: JobFailed): void {
  const node = draft.node(event.key);
  if (node.job !== null) node.job = { ...node.job, retries: event.retries };
}
