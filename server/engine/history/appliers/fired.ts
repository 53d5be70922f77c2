import type { Draft } from '../draft.js';
import type { Fired } from '../events.js';
import { interrupts } from '../../model/defaults.js';
import { produce } from '../tokens.js';
import { freshNode, used } from '../parts.js';

/** A boundary event: an interrupting one ends its host, another one is used up or set to its next instant. */
export function fired(draft: Draft, event: Fired): void {
  const host = draft.node(event.host);
  const { scope } = host;
  const model = draft.model(scope);
  const { element } = model.planOf(model.indexOf(event.element));
  const plan = model.planOf(host.element);
  if (interrupts(element)) draft.remove(event.host);
  else host.watch = used(host.watch, plan.watched.indexOf(element), event.next);
  if (event.key !== undefined) {
    const held = freshNode(event.key, element.index, scope);
    held.phase = 'completing';
    held.result = event.variables ?? {};
    draft.add(held);
    return;
  }
  if (event.variables !== undefined) draft.merge(scope, event.variables);
  produce(draft, scope, model, element, event.flows);
}
