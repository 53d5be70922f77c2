import type { Draft } from '../draft.js';
import type { Completed } from '../events.js';
import { collected, endRun } from '../loops.js';
import { produce } from '../tokens.js';
import { remember } from '../undo.js';

/** Closes a node and takes its flows; a run of a body takes none, a finished body hands on the results of its runs. */
export function completed(draft: Draft, event: Completed): void {
  const node = draft.node(event.key);
  const { scope, index, loop } = node;
  const model = draft.model(scope);
  const plan = model.planOf(node.element);
  if (plan.undoneBy >= 0 || node.inner !== null) remember(draft, plan, scope, node, index);
  const streams = node.inner?.streams ?? [];
  draft.remove(event.key);
  // what a step has opened and not ended is still the matter's
  if (streams.length > 0) {
    const around = draft.inner(scope);
    around.streams = [...around.streams, ...streams];
  }
  if (event.variables !== undefined) draft.merge(scope, event.variables);
  if (index > 0) {
    endRun(draft, scope, index, event.output);
    return;
  }
  const results = loop === null ? null : collected(plan.element, loop);
  if (results !== null) draft.merge(scope, results);
  produce(draft, scope, model, plan.element, event.flows);
}
