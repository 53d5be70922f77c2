import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Findings } from '../findings.js';
import { bpmn } from '../read/xml.fixture.js';
import { children, child, readBpmnXml, text, type Node } from '../xml.js';
import { layout } from './index.js';

interface Rectangle {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Edge {
  readonly id: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

async function drawn(xml: string): Promise<{ shapes: readonly Rectangle[]; edges: readonly Edge[]; xml: string }> {
  const result = await layout(xml);
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  const findings = new Findings('');
  const definitions = await readBpmnXml(result.xml, findings);
  expect(findings.list).toEqual([]);
  const [diagram] = definitions ? children(definitions, 'diagrams') : [];
  const plane = diagram && child(diagram, 'plane');
  const elements = plane ? children(plane, 'planeElement') : [];
  const idOf = (node: Node): string => text(child(node, 'bpmnElement') ?? node, 'id') ?? '';
  const number = (node: Node | null, name: string): number => Number(node?.[name]);
  return {
    xml: result.xml,
    shapes: elements
      .filter((element) => element.$type === 'bpmndi:BPMNShape')
      .map((element) => {
        const bounds = child(element, 'bounds');
        const of = (name: string): number => number(bounds, name);
        return { id: idOf(element), x: of('x'), y: of('y'), width: of('width'), height: of('height') };
      }),
    edges: elements
      .filter((element) => element.$type === 'bpmndi:BPMNEdge')
      .map((element) => ({
        id: idOf(element),
        points: children(element, 'waypoint').map((point) => ({ x: number(point, 'x'), y: number(point, 'y') })),
      })),
  };
}

function overlap(left: Rectangle, right: Rectangle): boolean {
  return (
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height
  );
}

/** Whether a right-angled edge runs through a box (its border does not count). */
function crosses(edge: Edge, box: Rectangle): boolean {
  return edge.points.slice(1).some((to, index) => {
    const from = edge.points[index] ?? to;
    const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
    const run = {
      id: '',
      x: x - 0.5,
      y: y - 0.5,
      width: Math.abs(from.x - to.x) + 1,
      height: Math.abs(from.y - to.y) + 1,
    };
    return overlap(run, { ...box, x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 });
  });
}

function isRightAngled(edge: Edge): boolean {
  return edge.points.slice(1).every((to, index) => {
    const from = edge.points[index] ?? to;
    return from.x === to.x || from.y === to.y;
  });
}

const flow = (id: string, from: string, to: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;

describe('layout', () => {
  const lanes = bpmn(
    `
    <bpmn:laneSet id="ls">
      <bpmn:lane id="upper"><bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="lower"><bpmn:flowNodeRef>b</bpmn:flowNodeRef><bpmn:flowNodeRef>e</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="empty"/>
    </bpmn:laneSet>
    <bpmn:startEvent id="s"/><bpmn:userTask id="a"/><bpmn:subProcess id="b"><bpmn:startEvent id="bs"/><bpmn:task id="bt"/><bpmn:endEvent id="be"/>${flow('bf1', 'bs', 'bt')}${flow('bf2', 'bt', 'be')}</bpmn:subProcess>
    <bpmn:boundaryEvent id="t" attachedToRef="b"><bpmn:errorEventDefinition/></bpmn:boundaryEvent><bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>
    ${flow('f1', 's', 'a')}${flow('f2', 'a', 'b')}${flow('f3', 'b', 'e')}${flow('f4', 't', 'e2')}
    <bpmn:textAnnotation id="note"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="a" targetRef="note"/>`,
    {
      root: '<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="p"/><bpmn:participant id="other" name="街道"/><bpmn:messageFlow id="mf" sourceRef="a" targetRef="other"/></bpmn:collaboration>',
    },
  );

  it('draws everything once, elements inside their lane and sub-process, boundary events on the lower edge', async () => {
    // when
    const { shapes, edges } = await drawn(lanes);
    const shape = (id: string): Rectangle =>
      shapes.find((each) => each.id === id) ?? { id, x: NaN, y: NaN, width: NaN, height: NaN };
    const inside = (inner: string, outer: string): boolean => {
      const [a, b] = [shape(inner), shape(outer)];
      return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
    };
    // then
    expect(shapes.map((each) => each.id).sort()).toEqual(
      ['pool', 'other', 'upper', 'lower', 'empty', 's', 'a', 'b', 't', 'e', 'e2', 'bs', 'bt', 'be', 'note'].sort(),
    );
    expect(edges.map((each) => each.id).sort()).toEqual(['f1', 'f2', 'f3', 'f4', 'bf1', 'bf2', 'as', 'mf'].sort());
    for (const [inner, outer] of [
      ['s', 'upper'],
      ['a', 'upper'],
      ['b', 'lower'],
      ['e', 'lower'],
      ['bs', 'b'],
      ['be', 'b'],
      ['upper', 'pool'],
      ['empty', 'pool'],
    ] as const) {
      expect(inside(inner, outer), `${inner} in ${outer}`).toBe(true);
    }
    expect(shape('t').y + shape('t').height / 2).toBe(shape('b').y + shape('b').height);
    expect(shape('lower').y).toBe(shape('upper').y + shape('upper').height);
    expect(shape('a').x).toBeGreaterThan(shape('s').x);
  });

  it('keeps the model as it was written', async () => {
    // when
    const { xml } = await drawn(lanes);
    // then
    expect(xml.replace(/\s*<bpmndi:BPMNDiagram[^]*<\/bpmndi:BPMNDiagram>/, '')).toBe(lanes);
    expect(await layout(xml)).toEqual({ ok: true, xml, changed: false });
  });

  it('puts a diagram in place of one that shows nothing', async () => {
    // given
    const empty = bpmn(`<bpmn:startEvent id="s"/>`).replace(
      '</bpmn:definitions>',
      '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="old"><d:BPMNPlane bpmnElement="p"/></d:BPMNDiagram></bpmn:definitions>',
    );
    // when
    const { xml, shapes } = await drawn(empty);
    // then
    expect(shapes.map((each) => each.id)).toEqual(['s']);
    expect(xml).not.toContain('id="old"');
  });

  it('refuses what it cannot read', async () => {
    expect(await layout('<a/>', 'x.bpmn')).toMatchObject({ ok: false, findings: [{ rule: 'xml', file: 'x.bpmn' }] });
    expect(await layout(bpmn('').replace(/<bpmn:process[^]*<\/bpmn:process>/, ''))).toMatchObject({
      ok: false,
      findings: [{ rule: 'no-process' }],
    });
  });

  const KINDS = ['task', 'exclusiveGateway', 'intermediateThrowEvent', 'userTask'] as const;

  it('crosses no element, overlaps none, and is the same every time, whatever the graph', async () => {
    const graph = fc.record({
      kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 12 }),
      arrows: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 18 }),
      lanes: fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }),
      boundary: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(graph, async ({ kinds, arrows, lanes: laneOf, boundary }) => {
        // given
        const id = (index: number): string => `n${index % kinds.length}`;
        const hosts = boundary.filter(([host]) => /ask$/.test(kinds[host % kinds.length] ?? ''));
        const xml = bpmn(
          `<bpmn:laneSet id="ls">${[0, 1, 2].map((lane) => `<bpmn:lane id="l${lane}">${kinds.map((_, index) => (laneOf[index] === lane ? `<bpmn:flowNodeRef>n${index}</bpmn:flowNodeRef>` : '')).join('')}</bpmn:lane>`).join('')}</bpmn:laneSet>` +
            kinds.map((kind, index) => `<bpmn:${kind} id="n${index}"/>`).join('') +
            hosts
              .map(
                ([host], index) =>
                  `<bpmn:boundaryEvent id="b${index}" attachedToRef="${id(host)}"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>`,
              )
              .join('') +
            arrows.map(([from, to], index) => flow(`f${index}`, id(from), id(to))).join('') +
            hosts.map(([, to], index) => flow(`g${index}`, `b${index}`, id(to))).join(''),
        );
        // when
        const { shapes, edges, xml: first } = await drawn(xml);
        const second = await layout(xml);
        // then
        expect(second.ok && second.xml).toBe(first);
        const boxes = shapes.filter((shape) => shape.id.startsWith('n'));
        expect(boxes).toHaveLength(kinds.length);
        for (const [index, box] of boxes.entries()) {
          expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
        }
        for (const edge of edges) {
          expect(isRightAngled(edge), edge.id).toBe(true);
          expect(boxes.filter((box) => crosses(edge, box)).map((box) => `${edge.id} ${box.id}`)).toEqual([]);
        }
      }),
      { numRuns: 150, seed: 20260302 },
    );
  });
});
