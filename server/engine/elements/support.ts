/**
 * What of BPMN 2.0 this engine executes. A model that uses anything else is refused by element id and name; nothing is
 * ignored. Types are those of BPMN's schema, with a capital.
 */
export interface Support {
  /** `StartEvent`, `UserTask`, `MultiInstanceLoopCharacteristics` … */
  readonly element: string;
  /** Event definition of an event (`TimerEventDefinition`), null for an event without one and for anything else. */
  readonly event: string | null;
  /** Only inside this kind of scope; null: anywhere. */
  readonly within: 'process' | 'subProcess' | null;
  readonly executed: boolean;
  /** Stable code of the finding; null when executed. */
  readonly reason: 'not-executed' | null;
}

const yes = (element: string, event: string | null = null, within: Support['within'] = null): Support => ({
  element,
  event,
  within,
  executed: true,
  reason: null,
});
const no = (element: string, event: string | null = null, within: Support['within'] = null): Support => ({
  element,
  event,
  within,
  executed: false,
  reason: 'not-executed',
});

const TIMER = 'TimerEventDefinition';
const MESSAGE = 'MessageEventDefinition';
const ERROR = 'ErrorEventDefinition';
const SIGNAL = 'SignalEventDefinition';
const ESCALATION = 'EscalationEventDefinition';
const CONDITIONAL = 'ConditionalEventDefinition';
const COMPENSATE = 'CompensateEventDefinition';
const CANCEL = 'CancelEventDefinition';
const LINK = 'LinkEventDefinition';
const TERMINATE = 'TerminateEventDefinition';

/** In reading order: events, activities, gateways, markers. What is not listed is not executed. */
export const SUPPORT: readonly Support[] = [
  yes('StartEvent'),
  yes('StartEvent', TIMER, 'process'),
  yes('StartEvent', MESSAGE, 'process'),
  no('StartEvent', TIMER, 'subProcess'),
  no('StartEvent', MESSAGE, 'subProcess'),
  no('StartEvent', SIGNAL),
  no('StartEvent', CONDITIONAL),
  no('StartEvent', ERROR),
  no('StartEvent', ESCALATION),
  no('StartEvent', COMPENSATE),
  yes('EndEvent'),
  yes('EndEvent', ERROR),
  yes('EndEvent', TERMINATE),
  yes('EndEvent', MESSAGE),
  no('EndEvent', SIGNAL),
  no('EndEvent', ESCALATION),
  no('EndEvent', COMPENSATE),
  no('EndEvent', CANCEL),
  yes('IntermediateThrowEvent'),
  yes('IntermediateThrowEvent', MESSAGE),
  no('IntermediateThrowEvent', SIGNAL),
  no('IntermediateThrowEvent', ESCALATION),
  no('IntermediateThrowEvent', COMPENSATE),
  no('IntermediateThrowEvent', LINK),
  yes('IntermediateCatchEvent', TIMER),
  yes('IntermediateCatchEvent', MESSAGE),
  no('IntermediateCatchEvent', SIGNAL),
  no('IntermediateCatchEvent', CONDITIONAL),
  no('IntermediateCatchEvent', LINK),
  yes('BoundaryEvent', TIMER),
  yes('BoundaryEvent', MESSAGE),
  yes('BoundaryEvent', ERROR),
  no('BoundaryEvent', SIGNAL),
  no('BoundaryEvent', ESCALATION),
  no('BoundaryEvent', CONDITIONAL),
  no('BoundaryEvent', COMPENSATE),
  no('BoundaryEvent', CANCEL),

  yes('Task'),
  yes('ManualTask'),
  yes('UserTask'),
  yes('ServiceTask'),
  yes('ScriptTask'),
  yes('BusinessRuleTask'),
  yes('ReceiveTask'),
  no('SendTask'),
  yes('SubProcess'),
  no('AdHocSubProcess'),
  no('Transaction'),
  yes('CallActivity'),

  yes('ExclusiveGateway'),
  yes('ParallelGateway'),
  no('InclusiveGateway'),
  no('EventBasedGateway'),
  no('ComplexGateway'),

  no('EventSubProcess'),
  no('MultiInstanceLoopCharacteristics'),
  no('StandardLoopCharacteristics'),
  no('CompensationMarker'),
];

const table = new Map<string, Support>();
for (const row of SUPPORT) table.set(`${row.element} ${row.event ?? ''} ${row.within ?? ''}`, row);

/** Is it executed? `event` is null for anything without an event definition; `within` the kind of the scope it lies in. */
export function supportOf(element: string, event: string | null, within: 'process' | 'subProcess'): Support {
  return (
    table.get(`${element} ${event ?? ''} ${within}`) ??
    table.get(`${element} ${event ?? ''} `) ??
    no(element, event)
  );
}
