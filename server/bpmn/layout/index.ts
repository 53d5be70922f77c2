import { Findings, type Finding } from '../findings.js';
import { child, children, readBpmnXml, text, type Node } from '../xml.js';
import { centre, draw, LANE_HEADER, moved, type Drawing, type Line, type Shape } from './draw.js';
import { idOf, readScope, referred } from './graph.js';

export type LayoutResult =
  /** `changed` is false where the model had a diagram already. */
  | { readonly ok: true; readonly xml: string; readonly changed: boolean }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const MARGIN = 80;
const POOL_GAP = 60;

/**
 * Writes the diagram part of a model that has none: left to right by longest path, lanes as rows, sub-processes open,
 * boundary events on the lower edge, right-angled flows that cross no element. The rest of the text stays as it is.
 * The same model always gives the same diagram.
 */
export async function layout(xml: string, path = ''): Promise<LayoutResult> {
  const findings = new Findings(path);
  const definitions = await readBpmnXml(xml, findings);
  if (!definitions || findings.list.length > 0) return { ok: false, findings: findings.list };
  if (children(definitions, 'diagrams').some(hasShapes)) return { ok: true, xml, changed: false };
  const plan = planOf(definitions);
  if (!plan) {
    findings.error(null, 'no-process');
    return { ok: false, findings: findings.list };
  }
  return { ok: true, xml: withDiagram(xml, diagramXml(plan)), changed: true };
}

interface Plan {
  /** Names by id, for labels that would lie on a flow. */
  readonly names: ReadonlyMap<string, string>;
  /** The collaboration, or the only process. */
  readonly element: string;
  readonly drawing: Drawing;
}

function hasShapes(diagram: Node): boolean {
  const plane = child(diagram, 'plane');
  return plane !== null && children(plane, 'planeElement').length > 0;
}

function planOf(definitions: Node): Plan | null {
  const roots = children(definitions, 'rootElements');
  const names = new Map(roots.flatMap(namesIn));
  const collaboration = roots.find((node) => node.$type === 'bpmn:Collaboration');
  if (collaboration && children(collaboration, 'participants').length > 0) {
    return { names, element: idOf(collaboration), drawing: drawPools(collaboration) };
  }
  const process = roots.find((node) => node.$type === 'bpmn:Process');
  if (!process) return null;
  return { names, element: idOf(process), drawing: moved(draw(readScope(process)), { x: MARGIN, y: MARGIN }) };
}

/** Pools one below the other, as wide as the widest; a pool without a process is a closed band. */
function drawPools(collaboration: Node): Drawing {
  const pools = children(collaboration, 'participants').map((participant) => {
    const process = child(participant, 'processRef');
    const scope = process && process.$type === 'bpmn:Process' ? readScope(process) : null;
    return { id: idOf(participant), drawing: scope && scope.boxes.length > 0 ? draw(scope) : null };
  });
  const width = LANE_HEADER + Math.max(320, ...pools.map(({ drawing }) => drawing?.width ?? 0));
  const shapes: Shape[] = [];
  const lines: Line[] = [];
  let y = MARGIN;
  for (const { id, drawing } of pools) {
    const height = drawing?.height ?? 60;
    shapes.push({ id, x: MARGIN, y, width, height, is: 'pool' });
    if (drawing) {
      const inside = moved(drawing, { x: MARGIN + LANE_HEADER, y });
      // Lanes end where their pool ends.
      shapes.push(
        ...inside.shapes.map((shape) => (shape.is === 'lane' ? { ...shape, width: MARGIN + width - shape.x } : shape)),
      );
      lines.push(...inside.lines);
    }
    y += height + POOL_GAP;
  }
  return { width, height: y, shapes, lines: [...lines, ...messageFlows(collaboration, shapes)] };
}

/** From below or above one end to the other, with a bend in the gap between the pools. */
function messageFlows(collaboration: Node, shapes: readonly Shape[]): readonly Line[] {
  const byId = new Map(shapes.map((shape) => [shape.id, shape]));
  return children(collaboration, 'messageFlows').flatMap((flow) => {
    const [from, to] = [byId.get(referred(flow, 'sourceRef')), byId.get(referred(flow, 'targetRef'))];
    if (!from || !to) return [];
    const down = from.y < to.y;
    const start = { x: from.is === 'pool' ? centre(to).x : centre(from).x, y: down ? from.y + from.height : from.y };
    const end = { x: to.is === 'pool' ? start.x : centre(to).x, y: down ? to.y : to.y + to.height };
    const pool = shapes.find(
      (shape) =>
        shape.is === 'pool' && shape.x <= from.x && shape.y <= from.y && shape.y + shape.height >= from.y + from.height,
    );
    const edge = pool ? (down ? pool.y + pool.height + POOL_GAP / 2 : pool.y - POOL_GAP / 2) : (start.y + end.y) / 2;
    const bend =
      start.x === end.x
        ? []
        : [
            { x: start.x, y: edge },
            { x: end.x, y: edge },
          ];
    return [{ id: idOf(flow), points: [start, ...bend, end] }];
  });
}

function namesIn(scope: Node): readonly (readonly [string, string])[] {
  return children(scope, 'flowElements').flatMap((node) => [
    [idOf(node), text(node, 'name') ?? ''] as const,
    ...namesIn(node),
  ]);
}

/** Gateways and boundary events are left downwards: their names stand to the left of that line. */
function labelOf(shape: Shape, name: string): string {
  if (name === '' || (shape.is !== 'gateway' && shape.is !== 'boundary')) return '';
  const wide = [...name].reduce((sum, character) => sum + (character > '\u2e7f' ? 12 : 7), 0);
  const width = Math.min(90, wide + 4);
  const height = 14 * Math.ceil(wide / 86);
  const y = shape.y + shape.height - (shape.is === 'gateway' ? 8 : 0);
  const bounds = boundsXml({ x: centre(shape).x - 6 - width, y, width, height });
  return `
        <bpmndi:BPMNLabel>
          ${bounds}
        </bpmndi:BPMNLabel>`;
}

function boundsXml({ x, y, width, height }: Pick<Shape, 'x' | 'y' | 'width' | 'height'>): string {
  return `<dc:Bounds x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" />`;
}

function diagramXml({ element, drawing, names }: Plan): string {
  const shapes = drawing.shapes.map((shape) => {
    const more =
      shape.is === 'pool' || shape.is === 'lane'
        ? ' isHorizontal="true"'
        : shape.is === 'open'
          ? ' isExpanded="true"'
          : shape.is === 'gateway'
            ? ' isMarkerVisible="true"'
            : '';
    const label = labelOf(shape, names.get(shape.id) ?? '');
    return `      <bpmndi:BPMNShape id="${escaped(shape.id)}_di" bpmnElement="${escaped(shape.id)}"${more}>
        ${boundsXml(shape)}${label}
      </bpmndi:BPMNShape>`;
  });
  const edges = drawing.lines.map(
    ({ id, points }) => `      <bpmndi:BPMNEdge id="${escaped(id)}_di" bpmnElement="${escaped(id)}">
${points.map(({ x, y }) => `        <di:waypoint x="${round(x)}" y="${round(y)}" />`).join('\n')}
      </bpmndi:BPMNEdge>`,
  );
  return `  <bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="${escaped(element)}_diagram">
    <bpmndi:BPMNPlane id="${escaped(element)}_plane" bpmnElement="${escaped(element)}">
${[...shapes, ...edges].join('\n')}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
`;
}

/** Before the end of the definitions, in place of a diagram that shows nothing. */
function withDiagram(xml: string, diagram: string): string {
  const without = xml.replace(/\s*<([\w.-]+:)?BPMNDiagram\b(?:[^>]*\/>|[^]*?<\/\1?BPMNDiagram\s*>)/g, '');
  const ends = [...without.matchAll(/\s*<\/(?:[\w.-]+:)?definitions\s*>/g)];
  const at = ends[ends.length - 1]?.index ?? without.length;
  return `${without.slice(0, at)}\n${diagram}${without.slice(at).trimStart()}`;
}

function round(value: number): number {
  return Math.round(value);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
