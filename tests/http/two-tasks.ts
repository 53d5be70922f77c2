import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './server.js';

/** 初审 by a worker, then 复核 by a worker. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:heyi:test">
<bpmn:process id="two-tasks" name="两道" isExecutable="true"><bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
${[
  ['first', '初审'],
  ['second', '复核'],
]
  .map(
    ([id, name], i) =>
      `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="worker" /></bpmn:extensionElements><bpmn:incoming>f${i}</bpmn:incoming><bpmn:outgoing>f${i + 1}</bpmn:outgoing></bpmn:userTask>`,
  )
  .join('')}
<bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
<bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="first" /><bpmn:sequenceFlow id="f1" sourceRef="first" targetRef="second" /><bpmn:sequenceFlow id="f2" sourceRef="second" targetRef="end" /></bpmn:process></bpmn:definitions>`;
const ABOUT = {
  id: 'two-tasks',
  version: 1,
  file: 'two-tasks.bpmn',
  name: { zh: '两道', en: 'Two tasks' },
  use: { zh: '测试。', en: 'A test.' },
  start: { roles: ['worker'], form: null, title: 'title' },
  steps: [],
  basis: [],
};

/** The delivered procedures and this one, in a folder of their own. */
export function workflowsWithTasks(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-tasks-'));
  cpSync(join(ROOT, 'workflows'), folder, { recursive: true });
  const own = join(folder, 'procedures/two-tasks');
  mkdirSync(own);
  writeFileSync(join(own, 'two-tasks.bpmn'), MODEL);
  writeFileSync(join(own, 'about.json'), JSON.stringify(ABOUT));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
