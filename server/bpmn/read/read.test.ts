import { describe, expect, it } from 'vitest';
import { readBpmn } from './index.js';
import { around, bpmn, extensions } from './xml.fixture.js';

async function only(xml: string) {
  const reading = await readBpmn(xml, 'a.bpmn');
  expect(reading.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  const [process] = reading.processes;
  if (!process) throw new Error('no process');
  return process;
}

async function element(xml: string, id = 'a') {
  const found = (await only(xml)).elements.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

describe('the graph', () => {
  it('has the process first, scopes before what lies in them, and flows by index', async () => {
    // given
    const xml = bpmn(`
      <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
      <bpmn:subProcess id="sub" name="子流程">
        <bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/><bpmn:sequenceFlow id="if1" sourceRef="is" targetRef="ie"/>
      </bpmn:subProcess>
      <bpmn:endEvent id="e"/>
      <bpmn:boundaryEvent id="b" attachedToRef="sub"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>
      <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="sub"/>
      <bpmn:sequenceFlow id="f2" sourceRef="sub" targetRef="e"/>
      <bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="e"/>`);
    // when
    const process = await only(xml);
    // then
    expect(process.elements.map((each) => [each.index, each.id, each.type, each.parent])).toEqual([
      [0, 'p', 'process', -1],
      [1, 's', 'startEvent', 0],
      [2, 'sub', 'subProcess', 0],
      [3, 'is', 'startEvent', 2],
      [4, 'ie', 'endEvent', 2],
      [5, 'e', 'endEvent', 0],
      [6, 'b', 'boundaryEvent', 0],
    ]);
    expect(process.elements[0]?.starts).toEqual([1]);
    expect(process.elements[2]).toMatchObject({
      name: '子流程',
      starts: [3],
      boundary: [6],
      incoming: [1],
      outgoing: [2],
    });
    expect(process.elements[6]).toMatchObject({
      attachedTo: 2,
      interrupting: true,
      event: { kind: 'error', code: null },
    });
    expect(process.flows.map((flow) => [flow.index, flow.id, flow.source, flow.target])).toEqual([
      [0, 'if1', 3, 4],
      [1, 'f1', 1, 2],
      [2, 'f2', 2, 5],
      [3, 'f3', 6, 5],
    ]);
  });

  it('gives each element its innermost lane, and sub-process content the lane of the sub-process', async () => {
    // given
    const xml = bpmn(`
      <bpmn:laneSet id="ls">
        <bpmn:lane id="outer" name="社区">${extensions('<zeebe:properties><zeebe:property name="lane.role" value="worker"/></zeebe:properties>')}
          <bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>sub</bpmn:flowNodeRef><bpmn:flowNodeRef>e</bpmn:flowNodeRef>
          <bpmn:childLaneSet id="cls">
            <bpmn:lane id="inner" name="网格"><bpmn:flowNodeRef>sub</bpmn:flowNodeRef></bpmn:lane>
          </bpmn:childLaneSet>
        </bpmn:lane>
        <bpmn:lane id="empty"/>
      </bpmn:laneSet>
      <bpmn:startEvent id="s"/>
      <bpmn:subProcess id="sub"><bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/><bpmn:sequenceFlow id="if1" sourceRef="is" targetRef="ie"/></bpmn:subProcess>
      <bpmn:endEvent id="e"/>
      <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="sub"/><bpmn:sequenceFlow id="f2" sourceRef="sub" targetRef="e"/>`);
    // when
    const process = await only(xml);
    // then
    expect(process.lanes).toEqual([
      { id: 'outer', name: '社区', role: 'worker' },
      { id: 'inner', name: '网格', role: 'worker' },
      { id: 'empty', name: null, role: 'empty' },
    ]);
    expect(process.elements.map((each) => [each.id, each.lane])).toEqual([
      ['p', null],
      ['s', 0],
      ['sub', 1],
      ['is', 1],
      ['ie', 1],
      ['e', 0],
    ]);
  });

  it('takes pools, annotations, groups and data objects as drawing', async () => {
    // given
    const xml = bpmn(
      `<bpmn:startEvent id="s"/><bpmn:task id="a"><bpmn:property id="pr" name="__targetRef_placeholder"/>
         <bpmn:dataInputAssociation id="da"><bpmn:sourceRef>dor</bpmn:sourceRef><bpmn:targetRef>pr</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:task>
       <bpmn:endEvent id="e"/><bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dor" dataObjectRef="do"/>
       <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
       <bpmn:textAnnotation id="ta"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation>
       <bpmn:association id="as" sourceRef="a" targetRef="ta"/><bpmn:group id="g"/>`,
      {
        root: `<bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="p"/><bpmn:participant id="p2" name="居民"/>
          <bpmn:messageFlow id="mf" sourceRef="p2" targetRef="a"/></bpmn:collaboration>`,
      },
    );
    // when
    const process = await only(xml);
    // then
    expect(process.elements.map((each) => each.id)).toEqual(['p', 's', 'a', 'e']);
  });
});

describe('fields of the dialect', () => {
  it('reads a job with headers, retries and mappings; plain texts become FEEL literals', async () => {
    // given
    const xml = around(
      `<bpmn:serviceTask id="a">${extensions(`
      <zeebe:taskDefinition type="poll.open" retries="3"/>
      <zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>
      <zeebe:ioMapping><zeebe:input source="=x + 1" target="y"/><zeebe:input source="C:\\n &quot;q&quot;" target="t.u"/><zeebe:output source="= r" target="z"/></zeebe:ioMapping>
      <zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties>`)}</bpmn:serviceTask>`,
    );
    // when
    const found = await element(xml);
    // then
    expect(found.job).toEqual({ type: '"poll.open"', retries: '3', headers: { k: 'v' } });
    expect(found.input).toEqual([
      { source: 'x + 1', target: 'y' },
      { source: '"C:\\\\n \\"q\\""', target: 't.u' },
    ]);
    expect(found.output).toEqual([{ source: ' r', target: 'z' }]);
    expect(found.properties).toEqual({ a: 'b' });
  });

  it('reads a user task', async () => {
    // given
    const xml = around(
      `<bpmn:userTask id="a">${extensions(`<zeebe:userTask/>
      <zeebe:assignmentDefinition assignee="=who" candidateGroups="a, b" candidateUsers="=list"/>
      <zeebe:taskSchedule dueDate="=term(now(), 7, &quot;working_day&quot;)" followUpDate="2026-03-02T09:00:00+08:00"/>
      <zeebe:formDefinition formId="opinion" bindingType="deployment"/>`)}</bpmn:userTask>`,
    );
    // when / then
    expect((await element(xml)).user).toEqual({
      assignee: 'who',
      candidateGroups: '["a", "b"]',
      candidateUsers: 'list',
      dueDate: 'term(now(), 7, "working_day")',
      followUpDate: '"2026-03-02T09:00:00+08:00"',
      formId: 'opinion',
    });
  });

  it.each([
    ['', true, true],
    ['propagateAllParentVariables="false"', false, true],
    ['propagateAllChildVariables="false"', true, false],
  ])('reads a call activity (%s)', async (attributes, parent, inner) => {
    // given
    const xml = around(
      `<bpmn:callActivity id="a">${extensions(`<zeebe:calledElement processId="step" ${attributes}/>`)}</bpmn:callActivity>`,
    );
    // when / then
    expect((await element(xml)).call).toEqual({
      processId: '"step"',
      propagateAllParentVariables: parent,
      propagateAllChildVariables: inner,
    });
  });

  it('reads the called process from the attribute of BPMN, too', async () => {
    const xml = around('<bpmn:callActivity id="a" calledElement="step"/>');
    expect((await element(xml)).call?.processId).toBe('"step"');
  });

  it('reads scripts and decisions', async () => {
    // given
    const script = around(
      `<bpmn:scriptTask id="a">${extensions('<zeebe:script expression="=1 + 1" resultVariable="r"/>')}</bpmn:scriptTask>`,
    );
    const decision = around(
      `<bpmn:businessRuleTask id="a">${extensions('<zeebe:calledDecision decisionId="d" resultVariable="r"/>')}</bpmn:businessRuleTask>`,
    );
    // when / then
    expect((await element(script)).script).toEqual({ source: '1 + 1', resultVariable: 'r' });
    expect((await element(decision)).decision).toEqual({ id: '"d"', resultVariable: 'r' });
  });

  it('reads messages, errors and timers', async () => {
    // given
    const root = `<bpmn:message id="m" name="收到">${extensions('<zeebe:subscription correlationKey="=key"/>')}</bpmn:message>
      <bpmn:error id="err" errorCode="E1"/>`;
    const xml = bpmn(
      `<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
       <bpmn:receiveTask id="a" messageRef="m"/>
       <bpmn:boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration> =duration("PT1H") </bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
       <bpmn:endEvent id="e"><bpmn:errorEventDefinition errorRef="err"/></bpmn:endEvent>
       <bpmn:endEvent id="t"><bpmn:terminateEventDefinition/></bpmn:endEvent>
       <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
       <bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="t"/>`,
      { root },
    );
    // when
    const process = await only(xml);
    // then
    const event = (id: string) => process.elements.find((each) => each.id === id)?.event;
    expect(event('s')).toEqual({ kind: 'timer', timer: 'cycle', expression: '"R/P1D"' });
    expect(event('a')).toEqual({ kind: 'message', name: '"收到"', correlationKey: 'key' });
    expect(event('b')).toEqual({ kind: 'timer', timer: 'duration', expression: 'duration("PT1H")' });
    expect(event('e')).toEqual({ kind: 'error', code: '"E1"' });
    expect(event('t')).toEqual({ kind: 'terminate' });
    expect(process.elements.find((each) => each.id === 'b')?.interrupting).toBe(false);
  });

  it('reads conditions, the default flow, and conditions without = where the language is FEEL', async () => {
    // given
    const flows = (
      condition: string,
    ) => `<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="a" default="f3"/><bpmn:endEvent id="e"/>
      <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
      <bpmn:sequenceFlow id="f2" name="是" sourceRef="a" targetRef="e"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" ${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>
      <bpmn:sequenceFlow id="f3" sourceRef="a" targetRef="e"/>`;
    // when
    const process = await only(bpmn(flows('>=x &gt; 5')));
    const bare = await only(bpmn(flows('language="feel">x &gt; 5')));
    const refused = await readBpmn(bpmn(flows('>x &gt; 5')), 'a.bpmn');
    // then
    expect(process.flows[1]).toMatchObject({ condition: 'x > 5', name: '是' });
    expect(process.elements[2]?.defaultFlow).toBe(2);
    expect(bare.flows[1]?.condition).toBe('x > 5');
    expect(refused.findings).toMatchObject([{ rule: 'not-an-expression', element: 'f2', severity: 'error' }]);
  });
});
