import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settled } from './matter.js';
import { newKey, ROOT, type Served } from './server.js';
import type { Client } from './client.js';

const FROZEN = '{roll: roll, stream: roll, electors: electors, heads: heads, root: root, reference: reference}';
const HALF = '{num: 1, den: 2, op: &#34;&gt;&#34;}';
const TITLE = '&#34;充电棚&#34;';
type Row = readonly [id: string, job: string | null, inputs?: object, outputs?: object];

/** A roll of households that is posted and may change, then support and a vote on it; a worker says when it goes on. */
const STEPS: readonly Row[] = [
  ['freeze', 'roll.freeze', { selector: '&#34;households&#34;' }, { roll: 'roll', frozen: FROZEN }],
  ['post', 'roll.post', { roll: 'roll', term: '{n: 5, unit: &#34;day&#34;}' }, { posting: 'reference' }],
  ['looking', null],
  ['settle', 'roll.settle', { roll: 'roll' }, { frozen: FROZEN }],
  ['support', 'cosign.open', { title: TITLE, roll: 'frozen', threshold: '5' }, { cosign: 'cosign' }],
  ['supporting', null],
  [
    'vote',
    'poll.open',
    { title: TITLE, question: TITLE, roll: 'frozen', quorum: HALF, threshold: HALF },
    { poll: 'poll' },
  ],
  ['voting', null],
  ['count', 'poll.close', { poll: 'poll' }, { outcome: 'outcome' }],
];

function model(): string {
  const io = (kind: string, map: object = {}) =>
    Object.entries(map)
      .map(([target, source]) => `<zeebe:${kind} source="=${source}" target="${target}" />`)
      .join('');
  const elements = STEPS.map(([id, job, inputs, outputs], i) => {
    const flows = `<bpmn:incoming>f${i}</bpmn:incoming><bpmn:outgoing>f${i + 1}</bpmn:outgoing>`;
    const work = `<zeebe:taskDefinition type="${job ?? ''}" /><zeebe:ioMapping>${io('input', inputs)}${io('output', outputs)}</zeebe:ioMapping>`;
    const task = '<zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="worker" />';
    const [tag, inside] = job === null ? ['userTask', task] : ['serviceTask', work];
    return `<bpmn:${tag} id="${id}" name="${id}"><bpmn:extensionElements>${inside}</bpmn:extensionElements>${flows}</bpmn:${tag}>`;
  });
  const ids = ['start', ...STEPS.map(([id]) => id), 'end'];
  const flows = ids
    .slice(1)
    .map((id, i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="${ids[i] ?? ''}" targetRef="${id}" />`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:heyi:test">
<bpmn:process id="two-lines" name="两户" isExecutable="true"><bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
${elements.join('\n')}<bpmn:endEvent id="end"><bpmn:incoming>f${STEPS.length}</bpmn:incoming></bpmn:endEvent>
${flows.join('\n')}</bpmn:process></bpmn:definitions>`;
}

const ABOUT = {
  id: 'two-lines',
  version: 1,
  file: 'two-lines.bpmn',
  name: { zh: '两户', en: 'Two lines' },
  use: { zh: '测试。', en: 'A test.' },
  start: { roles: ['worker'], form: null, title: 'title' },
  steps: [],
  basis: [],
};

/** The delivered procedures and this one, in a folder of their own. */
export function workflowsWithRoll(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-roll-'));
  cpSync(join(ROOT, 'workflows'), folder, { recursive: true });
  const own = join(folder, 'procedures/two-lines');
  mkdirSync(own);
  writeFileSync(join(own, 'two-lines.bpmn'), model());
  writeFileSync(join(own, 'about.json'), JSON.stringify(ABOUT));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A matter of it, with its roll posted. */
export async function startRoll(worker: Client): Promise<string> {
  return settled(await worker.port.startMatter({ procedure: 'two-lines', variables: {} }, newKey())).value.matter;
}

/** The stream of a kind in the matter. */
export async function streamOf({ heyi }: Pick<Served, 'heyi'>, matter: string, kind: string): Promise<string> {
  const { runtime } = heyi.ground;
  for (const { id } of await runtime.streams({ kind, scope: 'qinghe/qhl', limit: 9 })) {
    const [first] = await runtime.records(id, 0, 1);
    const { command } = JSON.parse(Buffer.from(first?.body ?? []).toString()) as { command: { matter: string } };
    if (command.matter === matter) return id;
  }
  throw new Error(`no ${kind}`);
}
