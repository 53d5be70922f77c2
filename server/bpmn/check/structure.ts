import type { Element, Flow, Process } from '#engine';
import type { Findings } from '../findings.js';
import type { ReadProcess } from '../read/process.js';
import { checkCompensation } from './compensation.js';
import { checkEventGateway } from './event-gateway.js';
import { checkCaughtInside, checkEventSubProcess } from './event-sub-process.js';

/**
 * Checks that a process can be executed at all: it starts, everything in it can be reached, splits decide. These are
 * the cheap, local parts of soundness; deadlocks that only a state space shows are another check's work.
 */
export function checkStructure(read: ReadProcess, findings: Findings): void {
  const { process } = read;
  for (const element of process.elements) {
    const { type } = element;
    if (type === 'process' || type === 'subProcess' || type === 'eventSubProcess')
      checkScope(process, element, findings);
  }
  const reached = reachable(process);
  for (const element of process.elements.slice(1)) {
    checkFlowsOf(read, element, reached, findings);
    checkSplit(process, element, read.refused.has(element.index), findings);
    if (element.type === 'eventBasedGateway') checkEventGateway(process, element, read.refused, findings);
  }
  for (const element of process.elements) checkBoundaries(process, element, findings);
  checkCaughtInside(process, findings);
  checkCompensation(process, read.refused, findings);
}

/** A process may start at several events, one of them none; a sub-process has exactly one, and it is a none start. */
function checkScope(process: Process, scope: Element, findings: Findings): void {
  const starts = scope.starts.map((index) => process.elements[index]).filter((start) => start !== undefined);
  if (starts.length === 0) {
    findings.error(scope, 'no-start');
    return;
  }
  if (scope.type === 'eventSubProcess') {
    checkEventSubProcess(process, scope, findings);
    return;
  }
  const nones = starts.filter((start) => start.event?.kind === 'none');
  const tooMany = scope.type === 'process' ? nones : starts;
  if (tooMany.length > 1) findings.error(scope, 'several-starts', { count: tooMany.length });
  if (scope.type === 'subProcess') {
    for (const start of starts) {
      if (start.event !== null && start.event.kind !== 'none') findings.error(start, 'start-not-none');
    }
  }
}

/** Elements a token can get to: along flows, into sub-processes, over boundary events, into what is set off inside a scope. */
function reachable(process: Process): ReadonlySet<number> {
  const reached = new Set<number>([0]);
  const inside = eventSubProcesses(process);
  const open = [...(process.elements[0]?.starts ?? []), ...(inside.get(0) ?? [])];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const element = process.elements[index];
    if (!element || reached.has(index)) continue;
    reached.add(index);
    const targets = element.outgoing.map((flow) => process.flows[flow]?.target ?? 0);
    open.push(...targets, ...element.boundary, ...element.starts, ...(inside.get(index) ?? []));
    if (element.handler !== null) open.push(element.handler);
  }
  return reached;
}

/** By scope, the event sub-processes directly inside. */
function eventSubProcesses({ elements }: Process): ReadonlyMap<number, readonly number[]> {
  const inside = new Map<number, number[]>();
  for (const { type, parent, index } of elements) {
    if (type === 'eventSubProcess') inside.set(parent, [...(inside.get(parent) ?? []), index]);
  }
  return inside;
}

/** Nothing flows to an event sub-process, nor to or from what undoes; their own checks say so. */
function isAside({ type, forCompensation, event }: Element): boolean {
  return type === 'eventSubProcess' || forCompensation || (type === 'boundaryEvent' && event?.kind === 'compensation');
}

function checkFlowsOf(read: ReadProcess, element: Element, reached: ReadonlySet<number>, findings: Findings): void {
  const { type } = element;
  if (isAside(element)) return;
  // A flow that crosses a scope, or a scope without start, is its own finding; what lies behind would only repeat it.
  const silent = read.crossing.length > 0 || read.process.elements[element.parent]?.starts.length === 0;
  if (type === 'startEvent' || type === 'boundaryEvent') {
    if (element.incoming.length > 0) {
      findings.error(element, type === 'startEvent' ? 'start-incoming' : 'boundary-incoming');
    }
  } else if (element.incoming.length === 0) {
    if (element.event?.kind === 'link') findings.error(element, 'link-no-source', { name: element.event.name });
    else if (!silent) findings.error(element, 'no-incoming');
  } else if (!reached.has(element.index) && !silent) {
    findings.error(element, 'unreachable');
  }
  if (type === 'endEvent') {
    if (element.outgoing.length > 0) findings.error(element, 'end-outgoing');
  } else if (element.outgoing.length === 0 && !silent) {
    if (type === 'boundaryEvent') findings.error(element, 'boundary-no-outgoing');
    else if (!read.refused.has(element.index) && !throwsLink(element)) findings.warning(element, 'implicit-end');
  }
}

/** A throwing link without a catcher is a finding of its own. */
function throwsLink({ type, event }: Element): boolean {
  return type === 'intermediateThrowEvent' && event?.kind === 'link';
}

/** Conditions: each way out of an exclusive or inclusive split but the default has one; where nothing decides, none has. */
function checkSplit(process: Process, element: Element, refused: boolean, findings: Findings): void {
  const flows = element.outgoing.map((index) => process.flows[index]).filter((flow) => flow !== undefined);
  const fallback = flows.find((flow) => flow.index === element.defaultFlow);
  if (fallback && fallback.condition !== null) {
    findings.warning(element, 'default-with-condition', { flow: fallback.id });
  }
  if (refused) return;
  const others = flows.filter((flow) => flow !== fallback);
  if (element.type === 'exclusiveGateway' || element.type === 'inclusiveGateway') {
    if (flows.length < 2) return;
    for (const flow of others) {
      if (flow.condition === null) findings.error(flow, 'condition-missing', { flow: flow.id });
    }
    if (!fallback) findings.warning(element, 'no-default');
  } else if (!decides(element)) {
    for (const flow of others) misplaced(flow, findings);
  }
}

/** Activities may leave by conditional flows (BPMN 2.0, 10.3.1 and 13.3.1); events, parallel and event-based gateways may not. */
function decides({ type }: Element): boolean {
  return type !== 'parallelGateway' && type !== 'eventBasedGateway' && !type.endsWith('Event');
}

function misplaced(flow: Flow, findings: Findings): void {
  if (flow.condition !== null) findings.error(flow, 'condition-misplaced', { flow: flow.id });
}

/** Only activities have a border to stand on (BPMN 2.0, 10.5.4). */
function isActivity({ type }: Element): boolean {
  return !type.endsWith('Gateway') && !type.endsWith('Event') && type !== 'process' && type !== 'eventSubProcess';
}

function checkBoundaries(process: Process, element: Element, findings: Findings): void {
  if (element.type === 'boundaryEvent' && element.attachedTo === null) {
    findings.error(element, 'boundary-not-attached');
  }
  const codes = new Set<string>();
  for (const index of element.boundary) {
    const boundary = process.elements[index];
    if (boundary && (!isActivity(element) || boundary.parent !== element.parent))
      findings.error(boundary, 'boundary-not-attached');
    const event = boundary?.event;
    if (boundary === undefined || (event?.kind !== 'error' && event?.kind !== 'escalation')) continue;
    const code = `${event.kind} ${event.code ?? ''}`;
    if (codes.has(code)) findings.error(boundary, `boundary-same-${event.kind}`, { code: event.code });
    codes.add(code);
  }
}
