import type { CallDefinition, Element, EventDefinition, JobDefinition, Mapping, UserTaskDefinition } from '#engine';
import type { Findings } from '../findings.js';
import { child, children, placeOf, text, type Node } from '../xml.js';
import type { Expressions } from './context.js';
import { readMessage } from './events.js';
import { allowed, attribute, headersOf, type Extensions } from './extensions.js';

/** What an activity does, as far as its extensions say. */
export type Work = Pick<Element, 'job' | 'script' | 'decision' | 'user' | 'call'> & {
  readonly event: EventDefinition | null;
};

const IDLE: Work = { job: null, script: null, decision: null, user: null, call: null, event: null };

/** Reads one activity or event of the given BPMN type; what is missing becomes a finding. */
export function readWork(
  node: Node,
  construct: string,
  extensions: Extensions,
  expressions: Expressions,
  findings: Findings,
): Work {
  const job = readJob(node, extensions, expressions, findings);
  switch (construct) {
    case 'userTask':
      return { ...IDLE, user: readUser(node, extensions, expressions, findings) };
    case 'callActivity':
      return { ...IDLE, call: readCall(node, extensions, expressions, findings) };
    case 'receiveTask':
      return { ...IDLE, event: readMessage(node, child(node, 'messageRef'), 'required', expressions, findings) };
    case 'scriptTask':
      return one(
        node,
        job,
        { ...IDLE, script: readScript(node, extensions, expressions, findings) },
        'script',
        findings,
      );
    case 'businessRuleTask':
      return one(
        node,
        job,
        { ...IDLE, decision: readDecision(node, extensions, expressions, findings) },
        'decision',
        findings,
      );
    case 'sendTask':
      // a job that sends, or a message of our own
      if (!job && child(node, 'messageRef'))
        return { ...IDLE, event: readMessage(node, child(node, 'messageRef'), 'optional', expressions, findings) };
      if (!job) findings.error(placeOf(node), 'field-missing', { field: 'taskDefinition' });
      return { ...IDLE, job };
    case 'serviceTask':
      if (!job) findings.error(placeOf(node), 'field-missing', { field: 'taskDefinition' });
      return { ...IDLE, job };
    default:
      return { ...IDLE, job };
  }
}

/** A script or decision of our own, or a job: exactly one of them. */
function one(
  node: Node,
  job: JobDefinition | null,
  work: Work,
  field: 'script' | 'decision',
  findings: Findings,
): Work {
  if (work[field] === null && !job) findings.error(placeOf(node), 'field-missing', { field });
  if (work[field] !== null && job) {
    findings.error(placeOf(node), 'duplicate-extension', { construct: 'zeebe.taskDefinition' });
  }
  return work[field] === null ? { ...work, job } : work;
}

function readJob(
  node: Node,
  extensions: Extensions,
  expressions: Expressions,
  findings: Findings,
): JobDefinition | null {
  const headers = headersOf(extensions);
  if (!extensions.has('zeebe:TaskDefinition')) {
    // Headers travel with a job; alone they would be lost.
    if (Object.keys(headers).length > 0) {
      findings.error(placeOf(node), 'misplaced-extension', { construct: 'zeebe.taskHeaders' });
    }
    return null;
  }
  const type = expressions.feel(
    placeOf(node),
    'taskDefinition.type',
    attribute(extensions, 'zeebe:TaskDefinition', 'type'),
  );
  if (type === null) findings.error(placeOf(node), 'field-missing', { field: 'taskDefinition.type' });
  const retries = attribute(extensions, 'zeebe:TaskDefinition', 'retries');
  return {
    type: type ?? '""',
    retries: expressions.number(placeOf(node), 'taskDefinition.retries', retries),
    headers,
  };
}

function readScript(node: Node, extensions: Extensions, expressions: Expressions, findings: Findings): Work['script'] {
  if (!extensions.has('zeebe:Script')) {
    if (text(node, 'script') !== null) {
      findings.error(placeOf(node), 'unsupported', { construct: 'script' });
    }
    return null;
  }
  const source = expressions.expression(placeOf(node), 'script', attribute(extensions, 'zeebe:Script', 'expression'));
  const resultVariable = attribute(extensions, 'zeebe:Script', 'resultVariable');
  if (source === null) findings.error(placeOf(node), 'field-missing', { field: 'script.expression' });
  // A result nobody can name would be lost without a word.
  if (resultVariable === null) findings.error(placeOf(node), 'field-missing', { field: 'script.resultVariable' });
  return { source: source ?? 'null', resultVariable };
}

function readDecision(
  node: Node,
  extensions: Extensions,
  expressions: Expressions,
  findings: Findings,
): Work['decision'] {
  if (!extensions.has('zeebe:CalledDecision')) return null;
  const of = (name: string): string | null => attribute(extensions, 'zeebe:CalledDecision', name);
  const id = expressions.feel(placeOf(node), 'calledDecision.decisionId', of('decisionId'));
  const resultVariable = of('resultVariable');
  if (id === null) findings.error(placeOf(node), 'field-missing', { field: 'calledDecision.decisionId' });
  if (resultVariable === null) {
    findings.error(placeOf(node), 'field-missing', { field: 'calledDecision.resultVariable' });
  }
  return { id: id ?? '""', resultVariable: resultVariable ?? '' };
}

function readUser(
  node: Node,
  extensions: Extensions,
  expressions: Expressions,
  findings: Findings,
): UserTaskDefinition {
  const at = placeOf(node);
  const assignment = (name: string): string | null => attribute(extensions, 'zeebe:AssignmentDefinition', name);
  const schedule = (name: string): string | null => attribute(extensions, 'zeebe:TaskSchedule', name);
  return {
    assignee: expressions.feel(at, 'assignee', assignment('assignee')),
    candidateGroups: expressions.texts(at, 'candidateGroups', assignment('candidateGroups')),
    candidateUsers: expressions.texts(at, 'candidateUsers', assignment('candidateUsers')),
    dueDate: expressions.feel(at, 'dueDate', schedule('dueDate')),
    followUpDate: expressions.feel(at, 'followUpDate', schedule('followUpDate')),
    formId: readFormId(node, extensions, findings),
  };
}

/** Id of the linked form; embedded forms and forms kept elsewhere cannot be checked and are refused. */
export function readFormId(node: Node, extensions: Extensions, findings: Findings): string | null {
  for (const other of ['formKey', 'externalReference']) {
    if (attribute(extensions, 'zeebe:FormDefinition', other) !== null) {
      findings.error(placeOf(node), 'unsupported', { construct: `zeebe.formDefinition.${other}` });
    }
  }
  return attribute(extensions, 'zeebe:FormDefinition', 'formId');
}

function readCall(node: Node, extensions: Extensions, expressions: Expressions, findings: Findings): CallDefinition {
  const at = placeOf(node);
  const called = extensions.get('zeebe:CalledElement');
  const processId =
    expressions.feel(at, 'calledElement.processId', attribute(extensions, 'zeebe:CalledElement', 'processId')) ??
    expressions.expression(
      at,
      'calledElement.processIdExpression',
      attribute(extensions, 'zeebe:CalledElement', 'processIdExpression'),
      true,
    ) ??
    // BPMN's own attribute (BPMN 2.0, 10.3.6), where the dialect's element does not say otherwise.
    expressions.feel(at, 'calledElement', text(node, 'calledElement'));
  if (processId === null) findings.error(at, 'field-missing', { field: 'calledElement.processId' });
  if (attribute(extensions, 'zeebe:CalledElement', 'businessId') !== null) {
    findings.error(at, 'unsupported', { construct: 'zeebe.calledElement.businessId' });
  }
  return {
    processId: processId ?? '""',
    // Zeebe's defaults: both are on unless the model says otherwise.
    propagateAllParentVariables: called?.['propagateAllParentVariables'] !== false,
    propagateAllChildVariables: called?.['propagateAllChildVariables'] !== false,
  };
}

const TARGET =
  /^[^\s.=+\-*/,"'(){}[\]<>!?:;|&^%#@$~`\d][^\s.=+\-*/,"'(){}[\]<>!?:;|&^%#@$~`]*(\.[^\s.=+\-*/,"'(){}[\]<>!?:;|&^%#@$~`\d][^\s.=+\-*/,"'(){}[\]<>!?:;|&^%#@$~`]*)*$/u;

/** Can this be the name of one variable? */
export function isVariable(name: string): boolean {
  return TARGET.test(name) && !name.includes('.');
}

/** zeebe:input or zeebe:output; targets are names or paths of names. */
export function readMappings(
  node: Node,
  extensions: Extensions,
  direction: 'input' | 'output',
  expressions: Expressions,
  findings: Findings,
): readonly Mapping[] {
  const holder = extensions.get('zeebe:IoMapping');
  const parameters = holder ? children(holder, `${direction}Parameters`) : [];
  const mappings: Mapping[] = [];
  for (const parameter of parameters) {
    const target = text(parameter, 'target')?.trim() ?? '';
    const field = `${direction}:${target}`;
    if (!allowed(node, parameter.$type)) {
      findings.error(placeOf(node), 'misplaced-extension', { construct: `zeebe.${direction}` });
      continue;
    }
    if (!TARGET.test(target)) findings.error(placeOf(node), 'bad-target', { field: direction, target });
    const raw = text(parameter, 'source');
    const source = expressions.feel(placeOf(node), field, raw);
    if (source === null) findings.error(placeOf(node), 'field-missing', { field: `${field}.source` });
    else mappings.push({ source, target });
  }
  return mappings;
}
