import { standingOf, type EventDefinition } from '#engine';
import type { Findings } from '../findings.js';
import { child, children, constructOf, isA, placeOf, text, type Node } from '../xml.js';
import type { Expressions } from './context.js';
import { attribute, readExtensions } from './extensions.js';

const NONE: EventDefinition = { kind: 'none' };

/** Context an event is read in. */
export interface EventPlace {
  /** Directly inside the process (not in a sub-process). */
  readonly top: boolean;
  /** The start of an event sub-process. */
  readonly eventSubProcess: boolean;
  readonly interrupting: boolean;
  /** It has a job that does what the definition says (zeebe:taskDefinition). */
  readonly hasJob: boolean;
}

/** What an event waits for or throws; null where the engine does not execute it (a finding says so). */
export function readEvent(
  node: Node,
  place: EventPlace,
  expressions: Expressions,
  findings: Findings,
): EventDefinition | null {
  const type = constructOf(node);
  const definitions = [...children(node, 'eventDefinitions'), ...children(node, 'eventDefinitionRef')];
  const definition = definitions[0];
  if (definition && refusesExtension(node, definition, findings)) return null;
  const kind = definition ? constructOf(definition).replace(/EventDefinition$/, '') : 'none';
  const construct = `${place.eventSubProcess ? 'eventSubProcess' : type}.${kind}`;
  if (standingOf(construct) !== 'executed') {
    findings.error(placeOf(node), 'unsupported', { construct });
    return null;
  }
  if (!definition) return NONE;
  if (kind === 'error' && isA(node, 'bpmn:CatchEvent') && !place.interrupting) {
    findings.error(placeOf(node), 'unsupported', { construct: `${construct}.nonInterrupting` });
    return null;
  }
  if (kind === 'timer') return readTimer(node, definition, place, expressions, findings);
  if (kind === 'message') {
    const throws = type === 'endEvent' || type === 'intermediateThrowEvent';
    if (throws && place.hasJob && child(definition, 'messageRef') === null) return NONE;
    return readMessage(node, child(definition, 'messageRef'), keyOf(type, place), expressions, findings);
  }
  if (kind === 'error' || kind === 'escalation') {
    const code = readCode(node, kind, child(definition, `${kind}Ref`), expressions, findings);
    return { kind, code };
  }
  if (kind === 'compensate') {
    const waits = definition['waitForCompletion'] !== false;
    if (!waits) findings.error(placeOf(node), 'unsupported', { construct: 'compensate.waitForCompletion' });
    return { kind: 'compensation', activity: null };
  }
  if (kind === 'signal') return readSignal(node, child(definition, 'signalRef'), expressions, findings);
  if (kind === 'conditional') return readCondition(node, child(definition, 'condition'), expressions, findings);
  if (kind === 'link') {
    const name = text(definition, 'name');
    if (name === null) findings.error(placeOf(node), 'field-missing', { field: 'link.name' });
    return { kind: 'link', name: name ?? '' };
  }
  return { kind: 'terminate' };
}

type Key = 'required' | 'optional' | 'none';

function keyOf(type: string, place: EventPlace): Key {
  if (type === 'startEvent') return place.top ? 'none' : 'required';
  return type === 'endEvent' || type === 'intermediateThrowEvent' ? 'optional' : 'required';
}

/** The message a receive task or event names, with the correlation key the dialect keeps on the message. */
export function readMessage(
  node: Node,
  message: Node | null,
  key: Key,
  expressions: Expressions,
  findings: Findings,
): EventDefinition | null {
  if (!message) {
    findings.error(placeOf(node), 'field-missing', { field: 'messageRef' });
    return null;
  }
  const name = expressions.feel(placeOf(node), 'message.name', text(message, 'name'));
  if (name === null) findings.error(placeOf(node), 'field-missing', { field: 'message.name' });
  const source = attribute(readExtensions(message, findings), 'zeebe:Subscription', 'correlationKey');
  const correlationKey = key === 'none' ? null : expressions.feel(placeOf(node), 'message.correlationKey', source);
  if (key === 'required' && (source === null || source.trim() === '')) {
    findings.error(placeOf(node), 'field-missing', { field: 'message.correlationKey' });
  }
  return { kind: 'message', name: name ?? '""', correlationKey };
}

/** Extensions of the definition itself; the finding names the event. */
function refusesExtension(node: Node, definition: Node, findings: Findings): boolean {
  const holder = child(definition, 'extensionElements');
  const refused = (holder ? children(holder, 'values') : [])
    .map(constructOf)
    .filter((construct) => construct.startsWith('zeebe.') && standingOf(construct) === 'refused');
  for (const construct of refused) findings.error(placeOf(node), 'unsupported', { construct });
  return refused.length > 0;
}

function readSignal(
  node: Node,
  signal: Node | null,
  expressions: Expressions,
  findings: Findings,
): EventDefinition | null {
  if (!signal) {
    findings.error(placeOf(node), 'field-missing', { field: 'signalRef' });
    return null;
  }
  const name = expressions.feel(placeOf(node), 'signal.name', text(signal, 'name'));
  if (name === null) findings.error(placeOf(node), 'field-missing', { field: 'signal.name' });
  return { kind: 'signal', name: name ?? '""' };
}

function readCondition(
  node: Node,
  expression: Node | null,
  expressions: Expressions,
  findings: Findings,
): EventDefinition | null {
  const bare = /feel/i.test((expression && text(expression, 'language')) ?? '');
  const source = expression && expressions.expression(placeOf(node), 'condition', bodyOf(expression), bare);
  if (source === null) {
    findings.error(placeOf(node), 'field-missing', { field: 'condition' });
    return null;
  }
  return { kind: 'conditional', condition: source };
}

/** Code of an error or escalation. Without a reference a catching event takes any; with one it must say which. */
function readCode(
  node: Node,
  kind: 'error' | 'escalation',
  named: Node | null,
  expressions: Expressions,
  findings: Findings,
): string | null {
  const field = `${kind}.${kind}Code`;
  const code = named ? expressions.feel(placeOf(node), field, text(named, `${kind}Code`)) : null;
  const throws = isA(node, 'bpmn:ThrowEvent');
  if (throws && !named) findings.error(placeOf(node), 'field-missing', { field: `${kind}Ref` });
  if (named && code === null) findings.error(placeOf(node), 'field-missing', { field });
  return code;
}

const TIMERS = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
] as const;

function readTimer(
  node: Node,
  definition: Node,
  place: EventPlace,
  expressions: Expressions,
  findings: Findings,
): EventDefinition | null {
  const set = TIMERS.filter(([property]) => child(definition, property) !== null);
  const [property, timer] = set[0] ?? [];
  if (property === undefined || timer === undefined || set.length > 1) {
    findings.error(placeOf(node), set.length > 1 ? 'timer-misplaced' : 'field-missing', { field: 'timer' });
    return null;
  }
  if (!timerFits(node, timer, place)) findings.error(placeOf(node), 'timer-misplaced', { timer });
  const body = child(definition, property);
  const expression = expressions.feel(placeOf(node), property, body ? bodyOf(body) : null);
  if (expression === null) {
    findings.error(placeOf(node), 'field-missing', { field: property });
    return null;
  }
  return { kind: 'timer', timer, expression };
}

/** A cycle repeats, so it stands where something can happen again; a process starts at a date or in a cycle. */
function timerFits(node: Node, timer: 'date' | 'duration' | 'cycle', place: EventPlace): boolean {
  if (isA(node, 'bpmn:StartEvent') && place.top) return timer !== 'duration';
  if (isA(node, 'bpmn:StartEvent')) return timer !== 'cycle' || !place.interrupting;
  if (isA(node, 'bpmn:BoundaryEvent')) return timer !== 'cycle' || !place.interrupting;
  return timer !== 'cycle';
}

/** Text of a bpmn:Expression. */
export function bodyOf(expression: Node): string | null {
  return text(expression, 'body')?.trim() ?? null;
}
