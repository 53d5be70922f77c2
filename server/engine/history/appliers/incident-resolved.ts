import type { Draft } from '../draft.js';
import type { IncidentResolved } from '../events.js';

/** Takes the incident away; a job may get new retries. */
export function incidentResolved(draft: Draft, event: IncidentResolved): void {
  const of = draft.state.incidents[event.key]?.of ?? null;
  if (of !== null && event.retries !== undefined) {
    const node = draft.node(of);
    if (node.job !== null) node.job = { ...node.job, retries: event.retries };
  }
  draft.resolve(event.key);
}
