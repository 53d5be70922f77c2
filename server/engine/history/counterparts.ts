import type { DefinitionSet, Element, Process } from '../model/types.js';
import { modelOf } from '../model/index.js';

/** A process as it was and what it becomes. */
export interface Pair {
  readonly from: Process;
  readonly to: Process;
}

/**
 * Where things of one definition set are in another: by equal ids, unless `named` says otherwise. A name `process/id` is
 * meant for that process of the old set alone, a bare one for every process; processes and flows are named the same way.
 */
export class Counterparts {
  constructor(
    private readonly from: DefinitionSet,
    private readonly to: DefinitionSet,
    private readonly named: Readonly<Record<string, string>>,
  ) {}

  /** The process an old one becomes; null where there is none. */
  process(id: string): Pair | null {
    const from = at(this.from.processes, id);
    const to = at(this.to.processes, at(this.named, id) ?? id);
    return from === undefined || to === undefined ? null : { from, to };
  }

  /** The element an old one becomes; null where there is none. The inside of a process becomes the inside of the other. */
  element({ from, to }: Pair, index: number): Element | null {
    const old = from.elements[index];
    if (old === undefined) return null;
    if (index === 0) return to.elements[0] ?? null;
    const found = modelOf(to).indexOf(this.renamed(from, old.id));
    return found > 0 ? (to.elements[found] ?? null) : null;
  }

  /**
   * The flow a token goes on waiting on: the one that leads to the same element; before an element that waits for nothing
   * else any of its flows will do. −1 where there is none.
   */
  flow(pair: Pair, index: number): number {
    const { from, to } = pair;
    const old = from.flows[index];
    const target = old === undefined ? null : this.element(pair, old.target);
    if (old === undefined || target === null) return -1;
    const found = modelOf(to).flowOf(this.renamed(from, old.id));
    if (to.flows[found]?.target === target.index) return found;
    return isJoining(target) ? -1 : (target.incoming[0] ?? -1);
  }

  private renamed(process: Process, id: string): string {
    return at(this.named, `${process.id}/${id}`) ?? at(this.named, id) ?? id;
  }
}

/** Does it wait for tokens of several flows? */
export function isJoining({ type }: Element): boolean {
  return type === 'parallelGateway' || type === 'inclusiveGateway';
}

function at<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
