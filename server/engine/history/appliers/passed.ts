import type { Draft } from '../draft.js';
import type { Passed } from '../events.js';
import { endRun } from '../loops.js';
import { take } from '../taking.js';
import { consume, produce } from '../tokens.js';
import { remember } from '../undo.js';

/** Uses a token and takes flows in one go. A terminate end event empties its scope; a run of a body takes no flow. */
export function passed(draft: Draft, event: Passed): void {
  const model = draft.model(event.scope);
  const plan = model.planOf(model.indexOf(event.element));
  const { element } = plan;
  let run = 0;
  if (plan.given) ({ run } = take(draft, event.scope, plan, event.i, false));
  else consume(draft, event.scope, element);
  if (event.variables !== undefined) draft.merge(event.scope, event.variables);
  if (plan.undoneBy >= 0 && (run > 0 || element.loop === null)) remember(draft, plan, event.scope, null, run);
  if (run > 0) endRun(draft, event.scope, run, event.output);
  else if (element.event?.kind === 'terminate') draft.empty(event.scope);
  else produce(draft, event.scope, model, element, event.flows);
}
