import type { Element, Process } from '#engine';
import type { Findings } from '../findings.js';

/**
 * Compensation (BPMN 2.0, 10.7): a compensation boundary event points by an association at one activity that is marked for
 * compensation and lies in the same scope; that activity has no sequence flows; what an event names can be undone.
 */
export function checkCompensation(process: Process, refused: ReadonlySet<number>, findings: Findings): void {
  const handlers = new Set<number>();
  for (const element of process.elements) {
    if (refused.has(element.index)) continue;
    if (element.type === 'boundaryEvent' && element.event?.kind === 'compensation') {
      checkBoundary(process, element, findings);
      if (element.handler !== null) handlers.add(element.handler);
    } else if (element.event?.kind === 'compensation') checkThrow(process, element, element.event.activity, findings);
  }
  for (const element of process.elements) {
    if (!element.forCompensation) continue;
    if (element.incoming.length > 0 || element.outgoing.length > 0) findings.error(element, 'compensation-flow');
    if (!handlers.has(element.index)) findings.error(element, 'compensation-unused');
  }
}

function checkBoundary({ elements }: Process, boundary: Element, findings: Findings): void {
  if (boundary.outgoing.length > 0) findings.error(boundary, 'compensation-flow');
  const handler = boundary.handler === null ? undefined : elements[boundary.handler];
  const fits = handler !== undefined && handler.forCompensation && handler.parent === boundary.parent;
  if (!fits) findings.error(boundary, 'compensation-no-handler');
  const host = boundary.attachedTo === null ? undefined : elements[boundary.attachedTo];
  const first = host?.boundary.find((index) => elements[index]?.event?.kind === 'compensation');
  if (first !== undefined && first !== boundary.index) findings.error(boundary, 'compensation-twice');
}

/** The activity lies where the event can see it, and it or something inside it can be undone. */
function checkThrow(process: Process, thrower: Element, activity: number | null, findings: Findings): void {
  if (activity === null) return;
  const { elements } = process;
  const named = elements[activity];
  if (named === undefined || !isVisible(process, thrower, named)) {
    findings.error(thrower, 'compensation-not-visible', { activity: named?.id ?? '' });
  } else if (!canBeUndone(process, named)) {
    findings.warning(thrower, 'compensation-nothing', { activity: named.id });
  }
}

function isVisible({ elements }: Process, thrower: Element, activity: Element): boolean {
  for (let scope = thrower.parent; ;) {
    if (activity.parent === scope) return activity.type !== 'process' && !activity.type.endsWith('Event');
    const around = elements[scope];
    if (around?.type !== 'eventSubProcess') return false;
    scope = around.parent;
  }
}

function canBeUndone({ elements }: Process, activity: Element): boolean {
  const isUndone = ({ boundary }: Element): boolean =>
    boundary.some((index) => elements[index]?.event?.kind === 'compensation');
  if (isUndone(activity)) return true;
  const inside = new Set([activity.index]);
  for (const element of elements) {
    if (!inside.has(element.parent)) continue;
    inside.add(element.index);
    if (isUndone(element)) return true;
  }
  return false;
}
