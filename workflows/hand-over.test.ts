import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import { carriedCalendar } from '#cli';
import type { DefinitionSet, InstanceState } from '#engine';
import { base64Encode, definitionHash, hexEncode, sha256, utf8Encode } from '#ledger';
import { capabilities } from '#rules/all';
import { createWorld } from '#world';

const AT = Date.parse('2026-03-02T09:00:00+08:00');
const DAY = 86_400_000;
const folder = join(import.meta.dirname, 'steps/hand-over');

/** A procedure that takes what is handed over to the owners' vote, and says so under the key it came with. */
const TAKER = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:heyi:test">
  <bpmn:process id="taker" name="业主表决" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
    <bpmn:intermediateCatchEvent id="handed" name="收到移交">
      <bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing>
      <bpmn:messageEventDefinition id="handed_message" messageRef="handover" />
    </bpmn:intermediateCatchEvent>
    <bpmn:intermediateThrowEvent id="take" name="接收">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:messageEventDefinition id="take_message" messageRef="taken" />
    </bpmn:intermediateThrowEvent>
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="handed" />
    <bpmn:sequenceFlow id="f1" sourceRef="handed" targetRef="take" />
    <bpmn:sequenceFlow id="f2" sourceRef="take" targetRef="end" />
  </bpmn:process>
  <bpmn:message id="handover" name="handover-owners-vote">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=waits_for" /></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:message id="taken" name="handover-taken">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=waits_for" /></bpmn:extensionElements>
  </bpmn:message>
</bpmn:definitions>`;

async function setOf(path: string, text: string, forms: readonly { path: string; text: string }[] = []) {
  const files = [{ path, text }, ...forms];
  const hashed = files
    .map((file) => ({ path: file.path, sha256: hexEncode(sha256(utf8Encode(file.text))) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const built = await buildDefinitionSet(files, base64Encode(definitionHash(hashed)));
  if (!built.ok) throw new Error(JSON.stringify(built.findings));
  return built.set;
}

describe('what is handed over', () => {
  let step: DefinitionSet;
  let taker: DefinitionSet;
  const read = (name: string) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') });
  beforeAll(async () => {
    const { path, text } = read('hand-over.bpmn');
    step = await setOf(path, text, [read('hand-over.form')]);
    taker = await setOf('taker.bpmn', TAKER);
  });

  /** A matter that waits for what is handed over under a key, and one that hands it over. */
  function handedOver(to: string, waitsFor: string) {
    const calendars = [carriedCalendar(2026) ?? ''];
    const world = createWorld({ definitions: [step, taker], rules: capabilities, calendars, at: AT });
    const by = { p: 'zhou', role: 'convenor', scope: 'qinghe/qhl', basis: null };
    const begin = (definition: DefinitionSet, variables: object) => {
      const begun = world.start({
        definition: definition.hash,
        scope: 'qinghe/qhl',
        by,
        variables: variables as Record<string, never>,
      });
      if ('refused' in begun) throw new Error(begun.refused);
      return begun.stream;
    };
    const taking = begin(taker, { waits_for: waitsFor });
    const giving = begin(step, {
      ...{ to, intake: 'intake-1', title: '加装电梯', what: '3号楼2单元加装电梯', place: '3号楼', topic: 'facility' },
      ...{ number: 'QHL-2026-0001', proposer: { p: 'zhang', role: 'resident' }, reason: '属于业主共同决定' },
    });
    const state = (stream: string) => world.state(stream) as InstanceState;
    return { world, giving: () => state(giving), taking: () => state(taking), stream: giving };
  }
  const resultOf = ({ nodes, ...state }: InstanceState) => JSON.stringify([nodes, state]);

  it('is taken by the procedure that listens, with no work for anybody', () => {
    // given when
    const { world, giving, taking, stream } = handedOver('owners-vote', 'intake-1');
    // then
    expect([giving().status, taking().status]).toEqual(['completed', 'completed']);
    expect(resultOf(giving())).toContain('"outcome":"taken"');
    expect(world.tasks(stream)).toEqual([]);
    expect(world.timers().filter((timer) => timer.stream === stream)).toEqual([]);
  });

  it.each([
    ['under another key', 'owners-vote', 'intake-2'],
    ['to another procedure', 'residents-meeting', 'intake-1'],
  ])('%s is taken by nobody, and handed over by hand after a working day', (_what, to, waitsFor) => {
    // given
    const { world, giving, taking, stream } = handedOver(to, waitsFor);
    expect(giving().status).toBe('active');
    // when
    world.advance(AT + 2 * DAY);
    // then
    expect(taking().status).toBe('active');
    expect(world.tasks(stream).map(({ element }) => element)).toEqual(['by_hand']);
  });
});
