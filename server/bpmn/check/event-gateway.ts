import type { Element, Process } from '#engine';
import type { Findings } from '../findings.js';

const WAITS = ['timer', 'message', 'signal', 'conditional'];

/**
 * An event-based gateway waits for the first of at least two events; behind it stand catch events and receive tasks that
 * cannot be reached any other way, that happen once and that nothing can interrupt (BPMN 2.0, 10.6.6).
 */
export function checkEventGateway(
  process: Process,
  gateway: Element,
  refused: ReadonlySet<number>,
  findings: Findings,
): void {
  if (gateway.outgoing.length < 2) findings.error(gateway, 'event-gateway-few');
  for (const index of gateway.outgoing) {
    const target = process.elements[process.flows[index]?.target ?? 0];
    if (target === undefined || refused.has(target.index)) continue;
    if (!fits(target)) findings.error(target, 'event-gateway-target', { gateway: gateway.id });
    else if (target.incoming.length > 1) findings.error(target, 'event-gateway-incoming', { gateway: gateway.id });
  }
}

function fits({ type, event, boundary, loop, forCompensation }: Element): boolean {
  if (type === 'receiveTask') return boundary.length === 0 && loop === null && !forCompensation;
  return type === 'intermediateCatchEvent' && WAITS.includes(event?.kind ?? '');
}
