import type { Draft } from '../draft.js';
import type { IncidentRaised } from '../events.js';

export function incidentRaised(draft: Draft, event: IncidentRaised): void {
  draft.raise({
    key: event.key,
    element: draft.model(event.scope).indexOf(event.element),
    scope: event.scope,
    of: event.of ?? null,
    code: event.code,
    values: event.values ?? {},
  });
}
