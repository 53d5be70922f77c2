import type { Draft } from '../draft.js';
import type { Activated, Terminated, Withdrawn } from '../events.js';
import { grant, withdraw } from '../tokens.js';

/** A token before an element, by command. */
export function activated(draft: Draft, event: Activated): void {
  const model = draft.model(event.scope);
  grant(draft, event.scope, model.planOf(model.indexOf(event.element)).element);
}

/** A node is over with everything inside it. */
export function terminated(draft: Draft, event: Terminated): void {
  draft.remove(event.key);
}

/** Tokens before an element are gone, and the incident that held them. */
export function withdrawn(draft: Draft, event: Withdrawn): void {
  const model = draft.model(event.scope);
  const { element } = model.planOf(model.indexOf(event.element));
  withdraw(draft, event.scope, element);
  for (const { key, of, scope, element: index } of Object.values(draft.state.incidents)) {
    if (of === null && scope === event.scope && index === element.index) draft.resolve(key);
  }
}
