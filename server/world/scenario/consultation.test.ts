import { beforeAll, describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import type { DefinitionSet } from '#engine';
import { base64Encode, definitionHash } from '#ledger';
import { capabilities } from '#rules/all';
import { runScenario } from './run.js';
import type { Scenario, ScenarioStep } from './types.js';

const io = (inputs: Readonly<Record<string, string>>, outputs: Readonly<Record<string, string>>): string =>
  Object.entries(inputs)
    .map(([target, source]) => `<zeebe:input source="=${source}" target="${target}" />`)
    .concat(
      Object.entries(outputs).map(([target, source]) => `<zeebe:output source="=${source}" target="${target}" />`),
    )
    .join('');

interface Step {
  readonly id: string;
  readonly job?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A straight line of service tasks and, where no job is named, user tasks of a convenor. */
function straight(steps: readonly Step[]): string {
  const elements = steps.map(({ id, job, inputs = {}, outputs = {} }, i) => {
    const flows = `<bpmn:incoming>f${i}</bpmn:incoming><bpmn:outgoing>f${i + 1}</bpmn:outgoing>`;
    const task = `<zeebe:taskDefinition type="${job ?? ''}" /><zeebe:ioMapping>${io(inputs, outputs)}</zeebe:ioMapping>`;
    return job === undefined
      ? `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="convenor" /></bpmn:extensionElements>${flows}</bpmn:userTask>`
      : `<bpmn:serviceTask id="${id}"><bpmn:extensionElements>${task}</bpmn:extensionElements>${flows}</bpmn:serviceTask>`;
  });
  const ids = ['start', ...steps.map(({ id }) => id), 'end'];
  const flows = ids
    .slice(1)
    .map((id, i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="${ids[i] ?? ''}" targetRef="${id}" />`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://heyi.example/test">
<bpmn:process id="main" isExecutable="true"><bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
${elements.join('\n')}
<bpmn:endEvent id="end"><bpmn:incoming>f${steps.length}</bpmn:incoming></bpmn:endEvent>
${flows.join('\n')}</bpmn:process></bpmn:definitions>`;
}

const MODEL = straight([
  {
    id: 'take',
    job: 'intake.register',
    inputs: { source: '&quot;resident&quot;', topic: '&quot;charging&quot;', place: '&quot;e1&quot;', title: 'title' },
    outputs: { intake: 'intake', taken: '{number: number, similar: similar}' },
  },
  { id: 'merging' },
  {
    id: 'taken_in',
    job: 'intake.settle',
    inputs: { intake: 'intake' },
    outputs: { merged: 'merged_into', decided: 'settled' },
  },
  { id: 'count', job: 'roll.count', inputs: { selector: '&quot;households&quot;' }, outputs: { count: 'count' } },
  {
    id: 'freeze',
    job: 'roll.freeze',
    inputs: { selector: '&quot;households&quot;' },
    outputs: { frozen: '{roll: roll, electors: electors, heads: heads, root: root, reference: reference}' },
  },
  {
    id: 'ask',
    job: 'cosign.open',
    inputs: { title: 'title', roll: 'frozen', threshold: 'min(10, ceiling(count / 20))' },
    outputs: { cosign: 'cosign' },
  },
  { id: 'supporting' },
  {
    id: 'support_over',
    job: 'cosign.close',
    inputs: { cosign: 'cosign' },
    outputs: { supported: '{outcome: outcome, supporters: supporters, threshold: threshold}' },
  },
  { id: 'file', job: 'archive.seal', inputs: {}, outputs: { sealed: 'streams' } },
]);

const done = (element: string): ScenarioStep => ({ complete: element, by: 'gu' });
const scenario = (more: Partial<Scenario>): Scenario => ({
  v: 1,
  name: '附议',
  at: '2026-03-02T10:00:00+08:00',
  scope: 'qinghe/d2',
  people: [
    ...['zhang', 'li', 'sun', 'zhao'].map((id) => ({ id, role: 'resident' })),
    { id: 'gu', role: 'convenor' },
    { id: 'qian', role: 'grid' },
  ],
  electors: ['zhang', 'li'],
  households: [['zhang', 'li'], ['sun'], { elector: 'household-zhao', holders: ['zhao'] }, 57],
  calendars: [],
  start: { by: 'zhang', variables: { title: '充电棚' } },
  steps: [],
  expect: {},
  ...more,
});

describe('a scenario over intake, roll, support and archive', () => {
  let set: DefinitionSet;
  beforeAll(async () => {
    const built = await buildDefinitionSet([{ path: 'main.bpmn', text: MODEL }], base64Encode(definitionHash([])));
    if (!built.ok) throw new Error(JSON.stringify(built.findings));
    set = built.set;
  });
  const run = (more: Partial<Scenario>) => {
    const { world, differences } = runScenario(scenario(more), { set, rules: capabilities, calendar: () => undefined });
    if (world === null) throw new Error('no world');
    return { world, differences };
  };
  const support = (by: string, more: object = {}): ScenarioStep => ({ act: 'cosign.support', by, ...more });

  it('counts 60 households, needs 3 of them, and files every stream', () => {
    const { differences } = run({
      steps: [
        done('merging'),
        support('zhang'),
        support('li', { refused: 'household-supported' }),
        support('sun'),
        { expect: { variables: { count: 60, frozen: { electors: 60, heads: 60 } } } },
        support('qian', { for: 'zhao', way: 'phone' }),
        done('supporting'),
        support('zhao', { refused: 'cosign-closed' }),
      ],
      expect: {
        status: 'completed',
        variables: {
          taken: { number: '1', similar: 0 },
          supported: { outcome: 'reached', supporters: 3, threshold: 3 },
          sealed: 3,
        },
        inbox: [
          { to: 'zhang', code: 'intake-receipt' },
          { to: 'zhao', code: 'acted-for-you' },
        ],
        events: [
          { kind: 'roll', type: 'RollLocked' },
          { kind: 'cosign', type: 'Supported', p: 'zhao', helper: 'qian', way: 'phone' },
          { kind: 'archive', type: 'Sealed', count: 3 },
        ],
      },
    });
    expect(differences).toEqual([]);
  });

  it('counts each of two households somebody stands for, once each', () => {
    const { differences } = run({
      households: [
        { elector: 'household-one', holders: ['zhang', 'li'] },
        { elector: 'household-two', holders: ['zhang'] },
        { elector: 'household-zhao', holders: ['zhao'] },
        57,
      ],
      steps: [
        done('merging'),
        support('zhang', { refused: 'which-line' }),
        support('li', { with: { line: 59 }, refused: 'not-your-line' }),
        support('zhang', { with: { line: 58 } }),
        support('zhang', { with: { line: 58 }, refused: 'household-supported' }),
        support('zhang', { with: { line: 57 } }),
        support('li', { refused: 'household-supported' }),
        done('supporting'),
      ],
      expect: { variables: { supported: { supporters: 2 } } },
    });
    expect(differences).toEqual([]);
  });

  it('takes a number of households that is named, and what is similar elsewhere', () => {
    const similar = [{ matter: 'm0', number: '2026-7', title: '充电' }];
    const old = [{ matter: 'm0', number: '2025-7', at: '2026-01-01T10:00:00+08:00' }];
    expect(
      run({
        count: { households: 1_500 },
        similar,
        steps: [{ act: 'intake.merge', by: 'gu', with: { into: 'm0' } }, done('merging'), done('supporting')],
        expect: {
          status: 'completed',
          variables: { taken: { similar: 1 }, merged: 'm0', decided: true, supported: { threshold: 10 } },
        },
      }).differences,
    ).toEqual([]);
    expect(
      run({
        similar: old,
        steps: [
          { act: 'intake.keepApart', by: 'zhang', refused: 'nothing-similar' },
          done('merging'),
          done('supporting'),
        ],
        expect: { status: 'completed', variables: { taken: { similar: 0 }, merged: null } },
      }).differences,
    ).toEqual([]);
  });

  it('finds another matter of its own that is similar', () => {
    // given a first matter that waits
    const { world } = run({ steps: [] });
    // when
    world.start({
      scope: 'qinghe/d2',
      variables: { title: '充电桩' },
      by: { p: 'sun', role: 'resident', scope: 'qinghe/d2', basis: null },
    });
    world.start({
      scope: 'qinghe/d3',
      variables: { title: '充电桩' },
      by: { p: 'wu', role: 'resident', scope: 'qinghe/d3', basis: null },
    });
    // then
    const states = world
      .streams('intake')
      .map(({ state }) => state as { number: string; similar: { number: string }[] });
    expect(states.map(({ number, similar }) => [number, similar.map((each) => each.number)])).toEqual([
      ['1', []],
      ['2', ['1']],
      ['3', []],
    ]);
  });

  it('refuses as the server’s rim does: an act for others, a stranger, a field that does not fit', () => {
    const { differences } = run({
      similar: [{ matter: 'm0', number: '7' }],
      steps: [
        { act: 'intake.merge', by: 'gu', for: 'zhang', with: { into: 'm0' }, refused: 'not-for-others' },
        { act: 'intake.merge', by: 'gu', for: 'nobody', with: { into: 'm0' }, refused: 'nobody' },
        { act: 'intake.merge', by: 'gu', with: {}, refused: 'field-missing' },
        { act: 'intake.merge', by: 'gu', with: { into: 'm0', why: 'x' }, refused: 'field-unknown' },
        done('merging'),
        {
          act: 'roll.change',
          by: 'gu',
          with: { do: 'remove', elector: 'stranger', reason: '搬走' },
          refused: 'elector-unknown',
        },
        {
          act: 'roll.change',
          by: 'gu',
          with: { do: 'remove', elector: 'household-zhao', reason: '搬走' },
          refused: 'role-does-not-fit',
        },
      ],
      expect: { waiting: ['supporting'], variables: { decided: false } },
    });
    expect(differences).toEqual([]);
  });

  it('says where a time of a similar matter is none', () => {
    const { world, differences } = runScenario(
      scenario({ similar: [{ matter: 'm0', number: '7', at: 'yesterday' }] }),
      { set, rules: capabilities, calendar: () => undefined },
    );
    expect(world).toBeNull();
    expect(differences).toMatchObject([{ step: 0, what: 'similar' }]);
  });
});
