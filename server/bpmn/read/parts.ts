import { child, children, type Node } from '../xml.js';

/** Markers and parts of one element that change what it does, by their names in the engine's support table. */
export function partsOf(node: Node): readonly string[] {
  const loop = child(node, 'loopCharacteristics')?.$type;
  const definitions = [...children(node, 'eventDefinitions'), ...children(node, 'eventDefinitionRef')];
  const parts: readonly (readonly [string, boolean])[] = [
    ['marker.multiInstance', loop === 'bpmn:MultiInstanceLoopCharacteristics'],
    ['marker.standardLoop', loop === 'bpmn:StandardLoopCharacteristics'],
    ['marker.forCompensation', node['isForCompensation'] === true],
    ['marker.instantiate', node['instantiate'] === true],
    ['marker.severalEventDefinitions', definitions.length > 1],
    ['marker.parallelMultiple', node['parallelMultiple'] === true],
    ['eventBasedGateway.parallel', node['eventGatewayType'] === 'Parallel'],
    ['marker.startQuantity', typeof node['startQuantity'] === 'number' && node['startQuantity'] !== 1],
    ['marker.completionQuantity', typeof node['completionQuantity'] === 'number' && node['completionQuantity'] !== 1],
    ['ioSpecification', child(node, 'ioSpecification') !== null],
    ['ioBinding', children(node, 'ioBinding').length > 0],
    ['resourceRole', children(node, 'resources').length > 0],
    ['correlationSubscription', children(node, 'correlationSubscriptions').length > 0],
    ['dataTransformation', dataAssociationsOf(node).some(hasMeaning)],
  ];
  return parts.filter(([, there]) => there).map(([construct]) => construct);
}

function dataAssociationsOf(node: Node): readonly Node[] {
  return ['dataInputAssociations', 'dataOutputAssociations', 'dataInputAssociation', 'dataOutputAssociation'].flatMap(
    (property) => children(node, property),
  );
}

/** An association that moves or changes data, rather than only showing that data is used. */
function hasMeaning(association: Node): boolean {
  return child(association, 'transformation') !== null || children(association, 'assignment').length > 0;
}
