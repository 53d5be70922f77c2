import type { Element, Process } from '#engine';

/** An element where it is read: `depth` 0 lies on the way itself. */
export interface Read {
  readonly element: Element;
  readonly depth: number;
}

/**
 * What lies directly in a scope in the order one reads it: nothing before what leads to it, ways that loop back aside. A way that does not
 * lead to `end` any more, as where a topic is refused, is read at once where it leaves, one deeper; so is what nothing leads to, last.
 * Boundary events are read with what they are attached to and are none of it. `end` is the index of the element the whole leads to; null: any.
 */
export function readingOrder(process: Process, scope: number, end: number | null): readonly Read[] {
  const order = inTopologicalOrder(process, scope);
  const leading = end === null ? null : leadingTo(process, end);
  const isMain = ({ index }: Element): boolean => leading === null || leading.has(index);
  const read = new Map<number, Read>();
  const aside = (from: Element): void => {
    const reached = new Set(reachedFrom(process, from, (to) => !isMain(to)));
    for (const element of order)
      if (reached.has(element.index) && !read.has(element.index)) read.set(element.index, { element, depth: 1 });
  };
  for (const element of order) {
    if (!isMain(element) || read.has(element.index)) continue;
    read.set(element.index, { element, depth: 0 });
    aside(element);
  }
  // what only begins beside the way: an event of its own, what undoes a step
  for (const element of process.elements)
    if (element.parent === scope && element.index !== 0 && element.attachedTo === null && !read.has(element.index))
      read.set(element.index, { element, depth: scope === 0 ? 1 : 0 });
  return [...read.values()].filter(({ element }) => element.attachedTo === null);
}

/** Where an element's ways lead, those of the boundary events on it last. */
function nextOf({ elements, flows }: Process, { outgoing, boundary }: Element): readonly Element[] {
  return [
    ...outgoing.flatMap((flow) => elements[flows[flow]?.target ?? -1] ?? []),
    ...boundary.flatMap((index) => elements[index] ?? []),
  ];
}

/** Depth first from the starts, later ways before earlier ones, turned round: the first way of a choice is read first. */
function inTopologicalOrder(process: Process, scope: number): readonly Element[] {
  const seen = new Set<number>();
  const done: Element[] = [];
  const visit = (element: Element): void => {
    if (seen.has(element.index)) return;
    seen.add(element.index);
    for (const next of [...nextOf(process, element)].reverse()) visit(next);
    done.push(element);
  };
  for (const start of [...(process.elements[scope]?.starts ?? [])].reverse()) {
    const element = process.elements[start];
    if (element) visit(element);
  }
  return done.reverse();
}

function reachedFrom(process: Process, from: Element, follows: (to: Element) => boolean): readonly number[] {
  const reached = new Set<number>();
  const visit = (element: Element): void => {
    for (const next of nextOf(process, element)) {
      if (reached.has(next.index) || !follows(next)) continue;
      reached.add(next.index);
      visit(next);
    }
  };
  visit(from);
  return [...reached];
}

/** Everything from which an element is reached, itself among them. */
export function leadingTo({ elements, flows }: Process, end: number): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (index: number): void => {
    const element = elements[index];
    if (element === undefined || found.has(index)) return;
    found.add(index);
    for (const flow of element.incoming) visit(flows[flow]?.source ?? -1);
    if (element.attachedTo !== null) visit(element.attachedTo);
  };
  visit(end);
  return found;
}
