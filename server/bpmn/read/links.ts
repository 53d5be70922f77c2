import { standingOf, type Flow } from '#engine';
import type { Findings } from '../findings.js';
import { children, constructOf, placeOf, text, type Node } from '../xml.js';

interface Place {
  readonly node: Node;
  readonly parent: number;
}

interface Link {
  readonly index: number;
  readonly node: Node;
  readonly parent: number;
  readonly name: string;
}

/**
 * Link events (BPMN 2.0, 10.5.1): inside one scope every thrower of a name goes on at its catcher. Each pair becomes a
 * sequence flow that is not in the drawing; its id `<id of the thrower>~link` can be no id of XML. `flows` are those drawn.
 */
export function readLinks(places: readonly Place[], flows: readonly Flow[], findings: Findings): readonly Flow[] {
  const throwers = linksOf(places, 'intermediateThrowEvent');
  const catchers = linksOf(places, 'intermediateCatchEvent');
  for (const [position, { node, parent, name, index }] of catchers.entries()) {
    const other = catchers.slice(0, position).find((each) => each.parent === parent && each.name === name);
    if (other) findings.error(placeOf(node), 'link-twice', { name, other: text(other.node, 'id') });
    if (flows.some(({ target }) => target === index)) findings.error(placeOf(node), 'link-flow', { name });
  }
  const joined: Flow[] = [];
  for (const { node, parent, name, index } of throwers) {
    if (flows.some(({ source }) => source === index)) findings.error(placeOf(node), 'link-flow', { name });
    const target = catchers.find((each) => each.parent === parent && each.name === name);
    if (target === undefined) {
      findings.error(placeOf(node), 'link-no-target', { name });
      continue;
    }
    joined.push({
      index: flows.length + joined.length,
      id: `${text(node, 'id') ?? ''}~link`,
      name: null,
      source: index,
      target: target.index,
      condition: null,
    });
  }
  return joined;
}

function linksOf(places: readonly Place[], type: string): readonly Link[] {
  return places.flatMap(({ node, parent }, index) => {
    if (constructOf(node) !== type || standingOf(`${type}.link`) !== 'executed') return [];
    const definitions = children(node, 'eventDefinitions');
    const name = definitions[0]?.$type === 'bpmn:LinkEventDefinition' ? text(definitions[0], 'name') : null;
    return definitions.length === 1 && name !== null ? [{ index, node, parent, name }] : [];
  });
}
