import type { Element, Process } from './types.js';

/**
 * An inclusive gateway with several incoming flows, and from where each of these can still be reached. Worked out once per
 * process: while an instance runs only places that hold a token are looked up.
 */
export interface Join {
  readonly gateway: number;
  /** Element whose inside it lies in; only tokens of the same scope count (BPMN 2.0, table 13.3). */
  readonly parent: number;
  readonly incoming: readonly number[];
  /** Flow → the incoming flows a token on it can reach without visiting the gateway. */
  readonly fromFlow: ReadonlyMap<number, readonly number[]>;
  /** Element → the same for a token inside it that leaves by the element's own flows. */
  readonly fromElement: ReadonlyMap<number, readonly number[]>;
}

/** The inclusive joins of a process, in the order of the model. */
export function joinsOf(process: Process): readonly Join[] {
  return process.elements.filter(isJoin).map((gateway) => joinOf(process, gateway));
}

/** Does it wait for tokens that may still come? */
export function isJoin({ type, incoming }: Element): boolean {
  return type === 'inclusiveGateway' && incoming.length > 1;
}

function joinOf(process: Process, gateway: Element): Join {
  const fromFlow = new Map<number, number[]>();
  const fromElement = new Map<number, number[]>();
  for (const goal of gateway.incoming) {
    const seen = new Set<number>();
    const open = [goal];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      add(fromFlow, index, goal);
      const source = process.elements[process.flows[index]?.source ?? 0];
      // behind the gateway itself a path would visit it
      if (source === undefined || source.index === gateway.index) continue;
      add(fromElement, source.index, goal);
      // a boundary event is reached by way of its host
      const host = source.attachedTo === null ? source : process.elements[source.attachedTo];
      open.push(...(host?.incoming ?? []));
    }
  }
  return { gateway: gateway.index, parent: gateway.parent, incoming: gateway.incoming, fromFlow, fromElement };
}

function add(map: Map<number, number[]>, place: number, goal: number): void {
  const goals = map.get(place);
  if (goals === undefined) map.set(place, [goal]);
  else if (!goals.includes(goal)) goals.push(goal);
}
