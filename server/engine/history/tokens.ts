import type { Model } from '../model/index.js';
import type { Element } from '../model/types.js';
import type { Draft } from './draft.js';

/** Uses what an element takes when it is entered: one token, a parallel gateway one of each incoming flow. */
export function consume(draft: Draft, scope: number, element: Element): void {
  const { incoming } = element;
  if (incoming.length === 0) return;
  const { tokens } = draft.inner(scope);
  for (const flow of incoming) {
    const position = tokens.indexOf(flow);
    if (position < 0) continue;
    tokens.splice(position, 1);
    if (element.type !== 'parallelGateway') return;
  }
}

/** Puts a token on each flow taken: those named, else every outgoing one. */
export function produce(
  draft: Draft,
  scope: number,
  model: Model,
  element: Element,
  flows: readonly string[] | undefined,
): void {
  if (flows === undefined && element.outgoing.length === 0) return;
  const { tokens } = draft.inner(scope);
  if (flows === undefined) for (const flow of element.outgoing) tokens.push(flow);
  else for (const id of flows) tokens.push(model.flowOf(id));
}
