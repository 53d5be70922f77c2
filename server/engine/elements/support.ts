/**
 * What the engine does with a construct of BPMN 2.0 or of the `zeebe:` extensions: it executes it, takes it as
 * drawing (no meaning at run time), or refuses the model that uses it. One table, read by the reader of BPMN XML and
 * by the checks; a construct that is not listed is refused. It grows with the engine.
 */
export type Standing = 'executed' | 'drawing' | 'refused';

/**
 * Keys: an element type (`userTask`), an event with its definition (`boundaryEvent.timer`), a marker
 * (`marker.multiInstance`), or an extension element (`zeebe.taskDefinition`).
 */
export const SUPPORT: Readonly<Record<string, Standing>> = {
  // activities
  task: 'executed',
  manualTask: 'executed',
  userTask: 'executed',
  serviceTask: 'executed',
  sendTask: 'executed',
  scriptTask: 'executed',
  businessRuleTask: 'executed',
  receiveTask: 'executed',
  callActivity: 'executed',
  subProcess: 'executed',
  eventSubProcess: 'executed',
  transaction: 'refused',
  adHocSubProcess: 'refused',
  subChoreography: 'refused',

  // gateways
  exclusiveGateway: 'executed',
  parallelGateway: 'executed',
  inclusiveGateway: 'executed',
  complexGateway: 'refused',
  eventBasedGateway: 'executed',
  'eventBasedGateway.parallel': 'refused',

  // events
  'startEvent.none': 'executed',
  'startEvent.timer': 'executed',
  'startEvent.message': 'executed',
  'startEvent.signal': 'executed',
  'endEvent.none': 'executed',
  'endEvent.message': 'executed',
  'endEvent.signal': 'executed',
  'endEvent.error': 'executed',
  'endEvent.terminate': 'executed',
  'endEvent.escalation': 'executed',
  'endEvent.compensate': 'executed',
  'intermediateCatchEvent.timer': 'executed',
  'intermediateCatchEvent.message': 'executed',
  'intermediateCatchEvent.signal': 'executed',
  'intermediateCatchEvent.conditional': 'executed',
  'intermediateCatchEvent.link': 'executed',
  'intermediateThrowEvent.none': 'executed',
  'intermediateThrowEvent.message': 'executed',
  'intermediateThrowEvent.signal': 'executed',
  'intermediateThrowEvent.escalation': 'executed',
  'intermediateThrowEvent.compensate': 'executed',
  'intermediateThrowEvent.link': 'executed',
  'boundaryEvent.timer': 'executed',
  'boundaryEvent.message': 'executed',
  'boundaryEvent.signal': 'executed',
  'boundaryEvent.conditional': 'executed',
  'boundaryEvent.error': 'executed',
  'boundaryEvent.escalation': 'executed',
  'boundaryEvent.compensate': 'executed',
  // what an event sub-process begins with
  'eventSubProcess.timer': 'executed',
  'eventSubProcess.message': 'executed',
  'eventSubProcess.signal': 'executed',
  'eventSubProcess.conditional': 'executed',
  'eventSubProcess.error': 'executed',
  'eventSubProcess.escalation': 'executed',
  'eventSubProcess.compensate': 'refused',

  // markers
  'marker.multiInstance': 'executed',
  'marker.standardLoop': 'refused',
  'marker.forCompensation': 'executed',
  'marker.instantiate': 'refused',
  'marker.severalEventDefinitions': 'refused',
  'marker.parallelMultiple': 'refused',
  'marker.startQuantity': 'refused',
  'marker.completionQuantity': 'refused',

  // data and resources with meaning at run time
  ioSpecification: 'refused',
  ioBinding: 'refused',
  dataTransformation: 'refused',
  resourceRole: 'refused',
  correlationSubscription: 'refused',

  // drawing
  association: 'drawing',
  textAnnotation: 'drawing',
  group: 'drawing',
  dataObject: 'drawing',
  dataObjectReference: 'drawing',
  dataStoreReference: 'drawing',
  dataAssociation: 'drawing',
  participant: 'drawing',
  messageFlow: 'drawing',

  // extensions
  'zeebe.taskDefinition': 'executed',
  'zeebe.taskHeaders': 'executed',
  'zeebe.ioMapping': 'executed',
  'zeebe.properties': 'executed',
  'zeebe.calledElement': 'executed',
  'zeebe.calledDecision': 'executed',
  'zeebe.script': 'executed',
  'zeebe.userTask': 'executed',
  'zeebe.assignmentDefinition': 'executed',
  'zeebe.taskSchedule': 'executed',
  'zeebe.formDefinition': 'executed',
  'zeebe.subscription': 'executed',
  'zeebe.versionTag': 'drawing',
  'zeebe.loopCharacteristics': 'executed',
  'zeebe.executionListeners': 'refused',
  'zeebe.taskListeners': 'refused',
  'zeebe.priorityDefinition': 'refused',
  'zeebe.jobPriorityDefinition': 'refused',
  'zeebe.userTaskForm': 'refused',
  'zeebe.linkedResources': 'refused',
  'zeebe.adHoc': 'refused',
  'zeebe.conditionalFilter': 'refused',
  'zeebe.agentDefinition': 'refused',
};

/** Whether a construct is executed, drawing or refused; what the table does not know is refused. */
export function standingOf(construct: string): Standing {
  return Object.hasOwn(SUPPORT, construct) ? (SUPPORT[construct] ?? 'refused') : 'refused';
}
