import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layout } from '#bpmn';

const ROOT = join(import.meta.dirname, '../..');

const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions_filing" targetNamespace="urn:heyi:tests">
  <bpmn:process id="filing" name="备案登记" isExecutable="true">
    <bpmn:startEvent id="start" name="提出">
      <bpmn:extensionElements><zeebe:formDefinition formId="filing-start" /></bpmn:extensionElements>
      <bpmn:outgoing>to_file</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="file" name="登记备案">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:formDefinition formId="filing" />
        <zeebe:assignmentDefinition candidateGroups="worker" />
        <zeebe:taskSchedule dueDate="=term(now(), days, &#34;working_day&#34;)" />
        <zeebe:properties>
          <zeebe:property name="step.kind" value="filing" />
          <zeebe:property name="step.batch" value="allow" />
        </zeebe:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>to_file</bpmn:incoming>
      <bpmn:outgoing>to_check</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:userTask id="check" name="核对">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="worker" />
        <zeebe:properties><zeebe:property name="step.kind" value="review" /></zeebe:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>to_check</bpmn:incoming>
      <bpmn:outgoing>to_end</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end" name="办结"><bpmn:incoming>to_end</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="to_file" sourceRef="start" targetRef="file" />
    <bpmn:sequenceFlow id="to_check" sourceRef="file" targetRef="check" />
    <bpmn:sequenceFlow id="to_end" sourceRef="check" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>
`;

const START = {
  type: 'default',
  id: 'filing-start',
  schemaVersion: 17,
  components: [
    { type: 'textfield', id: 'title', key: 'title', label: '事项', validate: { required: true, maxLength: 60 } },
    {
      type: 'number',
      id: 'days',
      key: 'days',
      label: '几个工作日',
      decimalDigits: 0,
      validate: { required: true, min: 1, max: 400 },
    },
  ],
};

const FILE = {
  type: 'default',
  id: 'filing',
  schemaVersion: 17,
  components: [
    {
      type: 'radio',
      id: 'outcome',
      key: 'outcome',
      label: '处理',
      values: [
        { label: '收下', value: 'accepted' },
        { label: '补正', value: 'returned' },
      ],
      validate: { required: true },
    },
    { type: 'filepicker', id: 'papers', key: 'papers', label: '附件', multiple: true },
  ],
};

/**
 * The delivered workflows and one more procedure, 备案登记, that anybody may start: the title is sealed, the first step may be
 * done several at once, the second may not. Answers the folder; remove it afterwards.
 */
export async function filingWorkflows(): Promise<string> {
  const drawn = await layout(BPMN);
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.findings));
  const folder = mkdtempSync(join(tmpdir(), 'heyi-filing-'));
  cpSync(join(ROOT, 'workflows'), folder, { recursive: true });
  const place = join(folder, 'procedures/filing');
  mkdirSync(place);
  const about = {
    id: 'filing',
    version: 1,
    file: 'filing.bpmn',
    name: { zh: '备案登记', en: 'Filing' },
    use: { zh: '登记一件备案。', en: 'Enters a filing.' },
    start: { roles: ['worker', 'resident'], form: 'filing-start', title: 'title' },
    steps: [],
    basis: [],
  };
  writeFileSync(join(place, 'filing.bpmn'), drawn.xml);
  for (const [name, content] of [
    ['about.json', about],
    ['start.form', START],
    ['filing.form', FILE],
  ] as const)
    writeFileSync(join(place, name), JSON.stringify(content, null, 2));
  return folder;
}
