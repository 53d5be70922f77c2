import type { Draft } from '../draft.js';
import type { Passed } from '../events.js';
import { consume, produce } from '../tokens.js';

/** Uses a token and takes flows in one go. A terminate end event empties its scope. */
export function passed(draft: Draft, event: Passed): void {
  const model = draft.model(event.scope);
  const { element } = model.planOf(model.indexOf(event.element));
  consume(draft, event.scope, element);
  if (event.variables !== undefined) draft.merge(event.scope, event.variables);
  if (element.event?.kind === 'terminate') draft.empty(event.scope);
  else produce(draft, event.scope, model, element, event.flows);
}
