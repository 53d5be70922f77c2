import { describe, expect, it } from 'vitest';
import { readBpmn } from './index.js';
import { around, bpmn, extensions } from './xml.fixture.js';

const job = extensions('<zeebe:taskDefinition type="x"/>');

/** An element `a` named 名 between start and end, and the construct the refusal must name. */
const REFUSED: readonly (readonly [construct: string, element: string])[] = [
  ['complexGateway', '<bpmn:complexGateway id="a" name="名"/>'],
  ['transaction', '<bpmn:transaction id="a" name="名"/>'],
  ['adHocSubProcess', '<bpmn:adHocSubProcess id="a" name="名"><bpmn:task id="x"/></bpmn:adHocSubProcess>'],
  ['marker.standardLoop', '<bpmn:task id="a" name="名"><bpmn:standardLoopCharacteristics/></bpmn:task>'],
  ['marker.completionQuantity', '<bpmn:task id="a" name="名" completionQuantity="2"/>'],
  ['eventBasedGateway.parallel', '<bpmn:eventBasedGateway id="a" name="名" eventGatewayType="Parallel"/>'],
  ['marker.instantiate', '<bpmn:eventBasedGateway id="a" name="名" instantiate="true"/>'],
  ['intermediateCatchEvent.none', '<bpmn:intermediateCatchEvent id="a" name="名"/>'],
  [
    'marker.severalEventDefinitions',
    '<bpmn:intermediateThrowEvent id="a" name="名"><bpmn:signalEventDefinition/><bpmn:escalationEventDefinition/></bpmn:intermediateThrowEvent>',
  ],
  ['resourceRole', '<bpmn:userTask id="a" name="名"><bpmn:potentialOwner/></bpmn:userTask>'],
  [
    'ioSpecification',
    '<bpmn:task id="a" name="名"><bpmn:ioSpecification><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification></bpmn:task>',
  ],
  ['script', '<bpmn:scriptTask id="a" name="名" scriptFormat="groovy"><bpmn:script>1</bpmn:script></bpmn:scriptTask>'],
  [
    'zeebe.executionListeners',
    `<bpmn:task id="a" name="名">${extensions('<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners>')}</bpmn:task>`,
  ],
  [
    'zeebe.priorityDefinition',
    `<bpmn:userTask id="a" name="名">${extensions('<zeebe:priorityDefinition priority="50"/>')}</bpmn:userTask>`,
  ],
  [
    'zeebe.formDefinition.formKey',
    `<bpmn:userTask id="a" name="名">${extensions('<zeebe:formDefinition formKey="x"/>')}</bpmn:userTask>`,
  ],
];

describe('what the engine does not execute', () => {
  it.each(REFUSED)('is refused by id and name: %s', async (construct, element) => {
    // when
    const { processes, findings } = await readBpmn(around(element), 'a.bpmn');
    // then
    expect(processes).toEqual([]);
    expect(findings).toContainEqual({
      element: 'a',
      name: '名',
      rule: 'unsupported',
      severity: 'error',
      values: { construct },
      file: 'a.bpmn',
    });
  });

  it('is refused at start, end and boundary events', async () => {
    // given
    const xml = bpmn(`<bpmn:startEvent id="s"><bpmn:conditionalEventDefinition/></bpmn:startEvent>
      <bpmn:subProcess id="a"><bpmn:startEvent id="is"/><bpmn:endEvent id="ie"><bpmn:cancelEventDefinition/></bpmn:endEvent><bpmn:sequenceFlow id="if" sourceRef="is" targetRef="ie"/></bpmn:subProcess>
      <bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:cancelEventDefinition/></bpmn:boundaryEvent>
      <bpmn:endEvent id="e"/>
      <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="e"/><bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="e"/>`);
    // when
    const { findings } = await readBpmn(xml, 'a.bpmn');
    // then
    expect(findings.map((finding) => [finding.element, finding.values['construct']])).toEqual([
      ['s', 'startEvent.conditional'],
      ['ie', 'endEvent.cancel'],
      ['b', 'boundaryEvent.cancel'],
    ]);
  });

  it('refuses extensions of other engines', async () => {
    // given
    const xml = around(
      `<bpmn:task id="a" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:asyncBefore="true">${extensions('<camunda:inputOutput/>')}</bpmn:task>`,
    );
    // when
    const { findings } = await readBpmn(xml, 'a.bpmn');
    // then
    expect(findings.map((finding) => [finding.element, finding.rule, finding.values['construct']])).toEqual([
      ['a', 'foreign-extension', 'camunda.inputOutput'],
      ['a', 'foreign-extension', 'camunda:asyncBefore'],
    ]);
  });
});

describe('the file', () => {
  it.each([
    ['doctype', '<!DOCTYPE d [<!ENTITY x "y">]>' + around('<bpmn:task id="a"/>')],
    ['xml', '<a/>'],
    ['xml', 'no xml at all'],
    ['xml', around('<bpmn:task id="a" bogus="1"/>')],
    ['xml', around('<bpmn:task id="a"/><bpmn:bogus id="x"/>')],
    ['duplicate-id', around('<bpmn:task id="a"/><bpmn:task id="a"/>')],
    ['no-process', bpmn('').replace(/<bpmn:process[^]*<\/bpmn:process>/, '')],
    ['process-not-executable', around('<bpmn:task id="a"/>').replace('isExecutable="true"', 'isExecutable="false"')],
  ])('with %s is refused', async (rule, xml) => {
    // when
    const { processes, findings } = await readBpmn(xml, 'a.bpmn');
    // then
    expect(processes).toEqual([]);
    expect(findings.filter((finding) => finding.severity === 'error').map((finding) => finding.rule)).toContain(rule);
  });
});

describe('structure', () => {
  const flow = (id: string, from: string, to: string, condition = ''): string =>
    `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;
  const start = '<bpmn:startEvent id="s"/>';
  const end = '<bpmn:endEvent id="e"/>';

  it.each<readonly [rule: string, element: string, severity: string, xml: string]>([
    ['no-start', 'p', 'error', end],
    [
      'several-starts',
      'p',
      'error',
      `${start}<bpmn:startEvent id="s2"/>${end}${flow('f', 's', 'e')}${flow('f2', 's2', 'e')}`,
    ],
    ['no-incoming', 'a', 'error', `${start}<bpmn:task id="a"/>${end}${flow('f', 's', 'e')}${flow('f2', 'a', 'e')}`],
    [
      'unreachable',
      'a',
      'error',
      `${start}<bpmn:task id="a"/><bpmn:task id="b"/>${end}${flow('f', 's', 'e')}${flow('f2', 'a', 'b')}${flow('f3', 'b', 'a')}`,
    ],
    ['start-incoming', 's', 'error', `${start}<bpmn:task id="a"/>${flow('f', 's', 'a')}${flow('f2', 'a', 's')}`],
    ['end-outgoing', 'e', 'error', `${start}${end}<bpmn:task id="a"/>${flow('f', 's', 'e')}${flow('f2', 'e', 'a')}`],
    [
      'boundary-no-outgoing',
      'b',
      'error',
      `${start}<bpmn:task id="a"/><bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e')}`,
    ],
    ['implicit-end', 'a', 'warning', `${start}<bpmn:task id="a"/>${flow('f', 's', 'a')}`],
    [
      'condition-missing',
      'f3',
      'error',
      `${start}<bpmn:exclusiveGateway id="a" default="f2"/>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e')}${flow('f3', 'a', 'e')}`,
    ],
    [
      'condition-misplaced',
      'f2',
      'error',
      `${start}<bpmn:parallelGateway id="a"/>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e', '=true')}`,
    ],
    [
      'no-default',
      'a',
      'warning',
      `${start}<bpmn:exclusiveGateway id="a"/>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e', '=x')}${flow('f3', 'a', 'e', '=not(x)')}`,
    ],
    [
      'default-with-condition',
      'a',
      'warning',
      `${start}<bpmn:exclusiveGateway id="a" default="f2"/>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e', '=x')}${flow('f3', 'a', 'e', '=y')}`,
    ],
    [
      'flow-crosses-scope',
      'f2',
      'error',
      `${start}<bpmn:subProcess id="a"><bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/>${flow('if', 'is', 'ie')}</bpmn:subProcess>${end}${flow('f', 's', 'a')}${flow('f2', 'ie', 'e')}`,
    ],
    [
      'timer-misplaced',
      's',
      'error',
      `<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>${end}${flow('f', 's', 'e')}`,
    ],
    [
      'field-missing',
      'a',
      'error',
      `${start}<bpmn:serviceTask id="a"/>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e')}`,
    ],
    [
      'misplaced-extension',
      'a',
      'error',
      `${start}<bpmn:manualTask id="a">${job}</bpmn:manualTask>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e')}`,
    ],
    [
      'bad-target',
      'a',
      'error',
      `${start}<bpmn:userTask id="a">${extensions('<zeebe:ioMapping><zeebe:input source="1" target="a b"/></zeebe:ioMapping>')}</bpmn:userTask>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e')}`,
    ],
  ])('%s at %s is an %s', async (rule, element, severity, xml) => {
    // when
    const { findings } = await readBpmn(bpmn(xml), 'a.bpmn');
    // then
    expect(findings.map((finding) => [finding.rule, finding.element, finding.severity])).toContainEqual([
      rule,
      element,
      severity,
    ]);
    // and nothing else is an error, so that the first thing a person reads is what is wrong
    expect(findings.filter((finding) => finding.severity === 'error' && finding.rule !== rule)).toEqual([]);
  });

  it('shows where an expression is wrong, counted in the text as written', async () => {
    // given
    const xml = bpmn(
      `${start}<bpmn:exclusiveGateway id="a" default="f3"/>${end}${flow('f', 's', 'a')}${flow('f2', 'a', 'e', '=x &gt; )')}${flow('f3', 'a', 'e')}`,
    );
    // when
    const { findings } = await readBpmn(xml, 'a.bpmn');
    // then
    expect(findings[0]).toMatchObject({
      element: 'f2',
      rule: 'feel',
      severity: 'error',
      values: { field: 'condition', source: '=x > )', code: 'syntax' },
    });
    expect(findings[0]?.values['from']).toBeGreaterThanOrEqual(4);
  });
});
