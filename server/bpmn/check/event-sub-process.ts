import type { Element, Process } from '#engine';
import type { Findings } from '../findings.js';

/** An event sub-process is entered by its one start event only, and no two of a scope take the same (BPMN 2.0, 10.3.5). */
export function checkEventSubProcess(process: Process, element: Element, findings: Findings): void {
  const { incoming, outgoing, boundary, loop, starts } = element;
  if (incoming.length > 0 || outgoing.length > 0) findings.error(element, 'event-sub-process-flow');
  if (starts.length > 1) findings.error(element, 'several-starts', { count: starts.length });
  if (boundary.length > 0) findings.error(element, 'unsupported', { construct: 'eventSubProcess.boundaryEvent' });
  if (loop !== null) findings.error(element, 'unsupported', { construct: 'eventSubProcess.multiInstance' });
  if (element.forCompensation) findings.error(element, 'unsupported', { construct: 'eventSubProcess.forCompensation' });
}

/** Two event sub-processes of a scope that take the same error or escalation: only the first could ever begin. */
export function checkCaughtInside({ elements }: Process, findings: Findings): void {
  const seen = new Set<string>();
  for (const element of elements) {
    if (element.type !== 'eventSubProcess') continue;
    const start = elements[element.starts[0] ?? -1];
    const event = start?.event;
    if (start === undefined || (event?.kind !== 'error' && event?.kind !== 'escalation')) continue;
    const key = `${element.parent} ${event.kind} ${event.code ?? ''}`;
    if (seen.has(key)) findings.error(start, 'event-sub-process-same', { code: event.code });
    seen.add(key);
  }
}
