import type { Draft, MutableNode } from '../draft.js';
import type { Fired } from '../events.js';
import { interrupts } from '../../model/defaults.js';
import type { Plan } from '../../model/index.js';
import { produce } from '../tokens.js';
import { freshNode } from '../parts.js';

/** A boundary event: an interrupting one ends its host, another one is used up or set to its next instant. */
export function fired(draft: Draft, event: Fired): void {
  const host = draft.node(event.host);
  const { scope } = host;
  const model = draft.model(scope);
  const { element } = model.planOf(model.indexOf(event.element));
  if (interrupts(element)) draft.remove(event.host);
  else use(host, model.planOf(host.element), event);
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

function use(host: MutableNode, plan: Plan, event: Fired): void {
  const position = plan.watched.findIndex((boundary) => boundary.id === event.element);
  const watch = host.watch.slice();
  const current = watch[position];
  if (current?.kind === 'condition') {
    watch[position] = { ...current, held: true };
    host.watch = watch;
    return;
  }
  if (current?.kind !== 'timer') return;
  watch[position] =
    event.next?.at === undefined
      ? null
      : { ...current, due: event.next.at, planned: null, left: current.left === null ? null : current.left - 1 };
  host.watch = watch;
}
