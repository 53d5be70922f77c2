import type { Drawn } from './board.js';

/** A line of the outline: an element with what follows it, as deep as it stands in sub-processes. */
export interface OutlineLine {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly depth: number;
  /** Names, or types where there is none, of what its flows lead to. */
  readonly next: readonly string[];
}

/** `bpmn:StartEvent` → `Start event`: the key of the dictionary. */
export function typeKey(type: string): string {
  const words = type.replace(/^bpmn:/, '').replace(/(\B[A-Z])/g, ' $1');
  return words.charAt(0) + words.slice(1).toLowerCase();
}

/**
 * The drawing read aloud: each scope from its starts along the flows, an element once, what hangs on a border right after its step, the
 * inside of a sub-process below it; what nothing leads to comes last, from left to right.
 */
export function outlineOf(root: Drawn): readonly OutlineLine[] {
  const lines: OutlineLine[] = [];
  const seen = new Set<string>();

  function scope(holder: Drawn, depth: number): void {
    const steps = (holder.children ?? []).filter(isStep).sort(byPlace);
    for (const pool of steps.filter(({ type }) => isFrame(type))) visit(pool, depth);
    const starts = steps.filter(
      (step) =>
        !isFrame(step.type) && step.type !== 'bpmn:BoundaryEvent' && (step.incoming ?? []).filter(isFlow).length === 0,
    );
    for (const step of [...starts, ...steps]) visit(step, depth);
  }

  function visit(first: Drawn, depth: number): void {
    // A stack of our own: a long procedure would be a deep recursion.
    const waiting = [first];
    for (let element = waiting.shift(); element !== undefined; element = waiting.shift()) {
      if (seen.has(element.id) || isFrame(first.type) !== isFrame(element.type)) continue;
      seen.add(element.id);
      const following = (element.outgoing ?? [])
        .filter(isFlow)
        .flatMap(({ target }) => (target === undefined ? [] : [target]));
      lines.push({
        id: element.id,
        type: element.type,
        name: element.businessObject.name ?? '',
        depth,
        next: following.map((each) => each.businessObject.name || each.type),
      });
      if (element.children !== undefined && element.children.length > 0) scope(element, depth + 1);
      const attached = (element as { readonly attachers?: readonly Drawn[] }).attachers ?? [];
      waiting.unshift(...attached.filter(isStep), ...following);
    }
  }

  scope(root, 0);
  return lines;
}

const isFlow = ({ type }: Drawn): boolean => type === 'bpmn:SequenceFlow';
const isFrame = (type: string): boolean => type === 'bpmn:Participant' || type === 'bpmn:Lane';
const isStep = (element: Drawn): boolean =>
  element.labelTarget === undefined &&
  !/Flow$|Association$|^label$|TextAnnotation$|^bpmn:Group$|^bpmn:Lane$|^bpmn:Data/.test(element.type);
const byPlace = (a: Drawn, b: Drawn): number => (a.x ?? 0) - (b.x ?? 0) || (a.y ?? 0) - (b.y ?? 0);
