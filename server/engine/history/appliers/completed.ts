import type { Draft } from '../draft.js';
import type { Completed } from '../events.js';
import { produce } from '../tokens.js';

/** Closes a node and takes its flows. */
export function completed(draft: Draft, event: Completed): void {
  const node = draft.node(event.key);
  const { scope } = node;
  const model = draft.model(scope);
  const { element } = model.planOf(node.element);
  draft.remove(event.key);
  if (event.variables !== undefined) draft.merge(scope, event.variables);
  produce(draft, scope, model, element, event.flows);
}
