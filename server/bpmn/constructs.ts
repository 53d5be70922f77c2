import { child, children, constructOf, isA, isNode, readBpmnXml, text, type Node } from './xml.js';
import { Findings } from './findings.js';
import { partsOf } from './read/parts.js';

/** A construct of the engine's support table that a file uses, and by which element; null where several share it. */
export interface Use {
  readonly construct: string;
  readonly element: string | null;
}

/**
 * Every construct of BPMN and of the `zeebe:` extensions a file uses, in the words of the engine's support table. Empty for
 * what is not BPMN. It judges nothing: `readBpmn` does.
 */
export async function constructsOf(xml: string): Promise<readonly Use[]> {
  const definitions = await readBpmnXml(xml, new Findings(''));
  const uses: Use[] = [];
  for (const node of definitions ? children(definitions, 'rootElements') : []) {
    if (node.$type === 'bpmn:Process') inside(node, uses);
    else if (node.$type === 'bpmn:Collaboration') drawn(node, uses);
    else extensionsOf(node, null, uses);
  }
  return uses;
}

/** A process or sub-process with everything in it. */
function inside(scope: Node, uses: Use[]): void {
  if (scope.$type === 'bpmn:Process') for (const construct of partsOf(scope)) uses.push({ construct, element: null });
  extensionsOf(scope, text(scope, 'id'), uses);
  for (const lane of children(scope, 'laneSets').flatMap((set) => children(set, 'lanes')))
    extensionsOf(lane, null, uses);
  for (const artifact of children(scope, 'artifacts')) uses.push({ construct: constructOf(artifact), element: null });
  const begins = scope['triggeredByEvent'] === true;
  const undoes = handlersIn(scope);
  for (const node of children(scope, 'flowElements')) {
    if (node.$type === 'bpmn:SequenceFlow') continue;
    const element = text(node, 'id');
    for (const construct of namesOf(node, begins))
      uses.push({ construct, element: undoes.get(element ?? '') ?? element });
    extensionsOf(node, element, uses);
    for (const part of [child(node, 'loopCharacteristics'), ...children(node, 'eventDefinitions')])
      if (part) extensionsOf(part, element, uses);
    if (isA(node, 'bpmn:SubProcess')) inside(node, uses);
  }
}

/** Activities that undo something, by the id of the boundary event an association joins them to: it is they that are run. */
function handlersIn(scope: Node): ReadonlyMap<string, string> {
  const ends = children(scope, 'artifacts').map(
    (node) => [child(node, 'sourceRef'), child(node, 'targetRef')] as const,
  );
  const handlers = new Map<string, string>();
  for (const [from, to] of ends) {
    const event = from && isA(from, 'bpmn:BoundaryEvent') ? text(from, 'id') : null;
    const handler = to?.['isForCompensation'] === true ? text(to, 'id') : null;
    if (event !== null && handler !== null) handlers.set(event, handler);
  }
  return handlers;
}

/** What one element is: its type or event, and its markers. */
function namesOf(node: Node, begins: boolean): readonly string[] {
  const type =
    node.$type === 'bpmn:SubProcess' && node['triggeredByEvent'] === true ? 'eventSubProcess' : constructOf(node);
  const names: string[] = [];
  if (isA(node, 'bpmn:Event')) {
    const [definition] = children(node, 'eventDefinitions');
    const kind = definition ? constructOf(definition).replace(/EventDefinition$/, '') : 'none';
    names.push(begins && type === 'startEvent' ? `eventSubProcess.${kind}` : `${type}.${kind}`);
  } else names.push(type);
  names.push(...partsOf(node));
  return names;
}

function drawn(collaboration: Node, uses: Use[]): void {
  for (const property of ['participants', 'messageFlows', 'artifacts'])
    for (const node of children(collaboration, property)) uses.push({ construct: constructOf(node), element: null });
}

function extensionsOf(node: Node, element: string | null, uses: Use[]): void {
  const holder = node['extensionElements'];
  for (const extension of isNode(holder) ? children(holder, 'values') : []) {
    if (extension.$type.startsWith('zeebe:')) uses.push({ construct: constructOf(extension), element });
  }
}
