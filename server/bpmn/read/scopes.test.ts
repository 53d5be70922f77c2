import { describe, expect, it } from 'vitest';
import { readBpmn } from './index.js';
import { bpmn, extensions } from './xml.fixture.js';

const ENDS = '<bpmn:endEvent id="e"/>';
const FLOWS =
  '<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="e"/>';

/** Start → task `a` with what is given inside it → end, and more beside it. */
function around(inside: string, more = '', attributes = ''): string {
  return bpmn(`<bpmn:startEvent id="s"/><bpmn:task id="a"${attributes}>${inside}</bpmn:task>${ENDS}${FLOWS}${more}`);
}

function loop(attributes: string, inner = ''): string {
  return `<bpmn:multiInstanceLoopCharacteristics>${extensions(`<zeebe:loopCharacteristics ${attributes}/>`)}${inner}</bpmn:multiInstanceLoopCharacteristics>`;
}

describe('multi-instance', () => {
  it('is read with its collections and its condition', async () => {
    // given
    const collections = 'inputCollection="=people" inputElement="item" outputCollection="all" outputElement="=answer"';
    const condition = '<bpmn:completionCondition>=numberOfCompletedInstances &gt; 1</bpmn:completionCondition>';
    // when
    const { processes } = await readBpmn(around(loop(collections, condition)), 'a.bpmn');
    // then
    expect(processes[0]?.elements[2]?.loop).toEqual({
      sequential: false,
      collection: 'people',
      inputElement: 'item',
      cardinality: null,
      outputCollection: 'all',
      outputElement: 'answer',
      completionCondition: 'numberOfCompletedInstances > 1',
    });
  });

  it.each([
    [
      'loop-item',
      '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputElement="x"/></bpmn:extensionElements><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
    ],
    ['loop-output', loop('inputCollection="=x" outputElement="=y"')],
    ['bad-target', loop('inputCollection="=x" inputElement="a.b"')],
    ['not-an-expression', loop('inputCollection="x"')],
    ['feel', loop('inputCollection="=1 +"')],
  ])('is refused as %s', async (rule, inside) => {
    // when
    const { findings } = await readBpmn(around(inside), 'a.bpmn');
    // then
    expect(findings.map(({ element, rule: found }) => `${element} ${found}`)).toContain(`a ${rule}`);
  });
});

describe('event sub-processes', () => {
  const inside = (attributes: string, definition: string): string =>
    `<bpmn:subProcess id="i" triggeredByEvent="true"><bpmn:startEvent id="b" ${attributes}>${definition}</bpmn:startEvent><bpmn:endEvent id="x"/><bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="x"/></bpmn:subProcess>`;
  const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';

  it('begin with one event that may run beside', async () => {
    // when
    const { processes, findings } = await readBpmn(around('', inside('isInterrupting="false"', timer)), 'a.bpmn');
    // then
    expect(findings).toEqual([]);
    expect(processes[0]?.elements.slice(4, 6)).toMatchObject([
      { id: 'i', type: 'eventSubProcess', parent: 0, starts: [5] },
      { id: 'b', type: 'startEvent', parent: 4, interrupting: false, event: { kind: 'timer', timer: 'duration' } },
    ]);
  });

  it('have no boundary events', async () => {
    // given
    const beside = `<bpmn:boundaryEvent id="o" attachedToRef="i">${timer}</bpmn:boundaryEvent><bpmn:endEvent id="y"/><bpmn:sequenceFlow id="f4" sourceRef="o" targetRef="y"/>`;
    // when
    const { findings } = await readBpmn(around('', inside('', timer) + beside), 'a.bpmn');
    // then
    expect(findings.map(({ element, rule }) => `${element} ${rule}`)).toContain('i unsupported');
  });
});

describe('compensation', () => {
  const undone = '<bpmn:boundaryEvent id="u" attachedToRef="a"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>';
  const handler = '<bpmn:task id="h" isForCompensation="true"/>';
  const association = (from: string, to: string): string =>
    `<bpmn:association id="as" sourceRef="${from}" targetRef="${to}"/>`;

  it.each([association('u', 'h'), association('h', 'u')])('joins event and activity by %s', async (joined) => {
    // given
    const thrower =
      '<bpmn:boundaryEvent id="t" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>' +
      '<bpmn:endEvent id="w"><bpmn:compensateEventDefinition activityRef="a"/></bpmn:endEvent><bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="w"/>';
    // when
    const { processes, findings } = await readBpmn(around('', undone + handler + thrower + joined), 'a.bpmn');
    // then
    expect(findings).toEqual([]);
    const byId = new Map(processes[0]?.elements.map((element) => [element.id, element]));
    expect(byId.get('u')).toMatchObject({ handler: byId.get('h')?.index, event: { kind: 'compensation' } });
    expect(byId.get('h')?.forCompensation).toBe(true);
    expect(byId.get('w')?.event).toEqual({ kind: 'compensation', activity: byId.get('a')?.index });
  });

  it('of one activity is said once', async () => {
    // given
    const again = '<bpmn:boundaryEvent id="v" attachedToRef="a"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>';
    const joined = `${association('u', 'h')}<bpmn:association id="as2" sourceRef="v" targetRef="h"/>`;
    // when
    const { findings } = await readBpmn(around('', undone + again + handler + joined), 'a.bpmn');
    // then
    expect(findings).toMatchObject([{ element: 'v', rule: 'compensation-twice', severity: 'error' }]);
  });

  it('of what cannot be undone is said, but runs', async () => {
    // given
    const nothing = bpmn(
      `<bpmn:startEvent id="s"/><bpmn:task id="a"/><bpmn:endEvent id="e"><bpmn:compensateEventDefinition activityRef="a"/></bpmn:endEvent>${FLOWS}`,
    );
    // when
    const { findings } = await readBpmn(nothing, 'a.bpmn');
    // then
    expect(findings).toMatchObject([{ element: 'e', rule: 'compensation-nothing', severity: 'warning' }]);
  });
});
