import { interrupts } from '../../model/defaults.js';
import type { Draft } from '../draft.js';
import type { Triggered } from '../events.js';
import { freshInner, freshNode, used } from '../parts.js';
import { produce } from '../tokens.js';
import { closeInside, positionOf, watchStates } from '../watched.js';

/** An event sub-process begins: an interrupting one ends what runs in the scope around it, another one runs beside it. */
export function triggered(draft: Draft, event: Triggered): void {
  const model = draft.model(event.scope);
  const start = model.planOf(model.indexOf(event.element));
  const { parent } = start.element;
  if (interrupts(start.element)) {
    draft.empty(event.scope);
    closeInside(draft, draft.node(event.scope));
  } else {
    const host = draft.node(event.scope);
    const position = positionOf(draft, host, start);
    if (position >= 0) host.watch = used(host.watch, position, event.next);
  }
  const node = freshNode(event.key, parent, event.scope);
  const depth = (draft.state.nodes[event.scope]?.inner?.depth ?? 0) + 1;
  node.inner = freshInner(model.process.id, false, depth);
  if (event.local !== undefined) node.variables = event.local;
  if (event.watch !== undefined) node.watch = watchStates(draft, node, event.watch);
  draft.add(node);
  if (event.held === undefined) {
    if (event.variables !== undefined) draft.merge(event.key, event.variables);
    produce(draft, event.key, model, start.element, event.flows);
    return;
  }
  const held = freshNode(event.held, start.element.index, event.key);
  held.phase = 'completing';
  held.result = event.variables ?? {};
  draft.add(held);
}
