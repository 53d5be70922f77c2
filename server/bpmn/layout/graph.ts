import { child, children, isA, isNode, text, type Node } from '../xml.js';

/** What is drawn inside a process or sub-process. */
export interface Scope {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly lanes: readonly LaneBox[];
  /** Lanes without lanes inside; at least one group even where there are no lanes. */
  readonly groups: number;
  readonly notes: readonly Note[];
  readonly links: readonly Link[];
}

export interface Box {
  readonly id: string;
  readonly kind: 'event' | 'gateway' | 'activity';
  /** Index of the innermost lane it lies in. */
  readonly group: number;
  /** Ids of boundary events, in the order they are drawn. */
  readonly boundary: readonly string[];
  /** A sub-process is drawn open. */
  readonly inner: Scope | null;
}

/** A sequence flow; `boundary` is the boundary event it leaves from, `source` then its host. */
export interface Arrow {
  readonly id: string;
  readonly source: string;
  readonly boundary: string | null;
  readonly target: string;
}

export interface LaneBox {
  readonly id: string;
  /** Index of its group; null where other lanes lie in it. */
  readonly group: number | null;
  readonly lanes: readonly LaneBox[];
}

/** Text annotations and data: drawn below, without meaning. */
export interface Note {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Associations, drawn as straight lines. */
export interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

const NOTES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'bpmn:TextAnnotation': [160, 50],
  'bpmn:DataObjectReference': [36, 50],
  'bpmn:DataStoreReference': [50, 50],
};

/** Reads what there is to draw in a process or sub-process. */
export function readScope(node: Node): Scope {
  const elements = children(node, 'flowElements');
  const artifacts = children(node, 'artifacts');
  const { lanes, groups, groupOf } = readLanes(node);
  const boundary = elements.filter((element) => element.$type === 'bpmn:BoundaryEvent');
  const hostOf = new Map(boundary.map((event) => [idOf(event), referred(event, 'attachedToRef')]));
  const boxes = elements
    .filter((element) => isA(element, 'bpmn:FlowNode') && element.$type !== 'bpmn:BoundaryEvent')
    .map((element) => ({
      id: idOf(element),
      kind: kindOf(element),
      group: groupOf.get(idOf(element)) ?? 0,
      boundary: boundary.filter((event) => hostOf.get(idOf(event)) === idOf(element)).map(idOf),
      inner: isA(element, 'bpmn:SubProcess') ? readScope(element) : null,
    }));
  const known = new Set(boxes.map((box) => box.id));
  const arrows = elements
    .filter((element) => element.$type === 'bpmn:SequenceFlow')
    .map((flow) => arrowOf(flow, hostOf))
    .filter((arrow) => known.has(arrow.source) && known.has(arrow.target));
  const notes = [...elements, ...artifacts].flatMap((element) => {
    const size = Object.hasOwn(NOTES, element.$type) ? NOTES[element.$type] : undefined;
    return size ? [{ id: idOf(element), width: size[0], height: size[1] }] : [];
  });
  return { boxes, arrows, lanes, groups, notes, links: [...artifacts, ...elements].flatMap(linksOf) };
}

export function idOf(node: Node): string {
  return text(node, 'id') ?? '';
}

/** Id of the element a property refers to; empty where it refers to none. */
export function referred(node: Node, property: string): string {
  const target = child(node, property);
  return target ? idOf(target) : '';
}

function kindOf(node: Node): Box['kind'] {
  if (isA(node, 'bpmn:Event')) return 'event';
  return isA(node, 'bpmn:Gateway') ? 'gateway' : 'activity';
}

function arrowOf(flow: Node, hostOf: ReadonlyMap<string, string>): Arrow {
  const source = referred(flow, 'sourceRef');
  const host = hostOf.get(source);
  return {
    id: idOf(flow),
    source: host ?? source,
    boundary: host === undefined ? null : source,
    target: referred(flow, 'targetRef'),
  };
}

function linksOf(node: Node): readonly Link[] {
  if (node.$type === 'bpmn:Association') {
    return [{ id: idOf(node), source: referred(node, 'sourceRef'), target: referred(node, 'targetRef') }];
  }
  const inputs = children(node, 'dataInputAssociations').map((each) => {
    const [source] = Array.isArray(each['sourceRef']) ? each['sourceRef'].filter(isNode) : [];
    return { id: idOf(each), source: source ? idOf(source) : '', target: idOf(node) };
  });
  const outputs = children(node, 'dataOutputAssociations').map((each) => ({
    id: idOf(each),
    source: idOf(node),
    target: referred(each, 'targetRef'),
  }));
  return [...inputs, ...outputs].filter((link) => link.id !== '');
}

function readLanes(node: Node): {
  readonly lanes: readonly LaneBox[];
  readonly groups: number;
  readonly groupOf: ReadonlyMap<string, number>;
} {
  const groupOf = new Map<string, number>();
  let groups = 0;
  const read = (set: Node): readonly LaneBox[] =>
    children(set, 'lanes').map((lane) => {
      const inside = child(lane, 'childLaneSet');
      const first = groups;
      const lanes = inside ? read(inside) : [];
      const group = lanes.length > 0 ? null : groups++;
      const members = Array.isArray(lane['flowNodeRef']) ? lane['flowNodeRef'].filter(isNode) : [];
      // An element that an outer lane names alone lies in the first lane inside it.
      for (const member of members) if (!groupOf.has(idOf(member))) groupOf.set(idOf(member), group ?? first);
      return { id: idOf(lane), group, lanes };
    });
  const lanes = children(node, 'laneSets').flatMap(read);
  return { lanes, groups: Math.max(1, groups), groupOf };
}
