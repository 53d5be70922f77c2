import type { Model } from '../model/index.js';
import type { Element } from '../model/types.js';
import type { Draft, MutableInner } from './draft.js';

/**
 * Uses what an element takes when it is entered: one token; a parallel gateway one of each incoming flow, an inclusive one
 * one of each that has any.
 */
export function consume(draft: Draft, scope: number, element: Element): void {
  const { incoming } = element;
  if (incoming.length === 0) return;
  const { tokens, counts } = draft.inner(scope);
  for (const flow of incoming) {
    const position = tokens.indexOf(flow);
    if (position < 0) continue;
    const left = (counts[position] ?? 1) - 1;
    if (left > 0) counts[position] = left;
    else if (position === tokens.length - 1) {
      tokens.pop();
      counts.pop();
    } else {
      tokens.splice(position, 1);
      counts.splice(position, 1);
    }
    if (element.type !== 'parallelGateway' && element.type !== 'inclusiveGateway') return;
  }
}

function put({ tokens, counts }: MutableInner, flow: number): void {
  const position = tokens.indexOf(flow);
  if (position < 0) {
    tokens.push(flow);
    counts.push(1);
  } else counts[position] = (counts[position] ?? 0) + 1;
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
  const inner = draft.inner(scope);
  if (flows === undefined) for (const flow of element.outgoing) put(inner, flow);
  else for (const id of flows) put(inner, model.flowOf(id));
}

/** Puts a token before an element: on its first incoming flow, before a parallel gateway on each that has none. */
export function grant(draft: Draft, scope: number, element: Element): void {
  const [first] = element.incoming;
  if (first === undefined) return;
  const inner = draft.inner(scope);
  if (element.type !== 'parallelGateway') put(inner, first);
  else for (const flow of element.incoming) if (!inner.tokens.includes(flow)) put(inner, flow);
}

/** Takes every token before an element away. */
export function withdraw(draft: Draft, scope: number, { incoming }: Element): void {
  const inner = draft.inner(scope);
  const kept = inner.tokens.map((flow, position) => ({ flow, count: inner.counts[position] ?? 1 }));
  const left = kept.filter(({ flow }) => !incoming.includes(flow));
  inner.tokens = left.map(({ flow }) => flow);
  inner.counts = left.map(({ count }) => count);
}
