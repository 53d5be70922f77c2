import { beforeAll, describe, expect, it } from 'vitest';
import { audit, exportFromWorld, type EvidenceBundle } from '#audit';
import { buildDefinitionSet } from '#bpmn';
import type { DefinitionSet } from '#engine';
import {
  base64Decode,
  base64Encode,
  buildRecord,
  definitionFile,
  definitionHash,
  utf8Decode,
  utf8Encode,
} from '#ledger';
import { CALENDAR_2026 } from '#law';
import { capabilities } from '#rules/all';
import { createWorld, type World } from '#world';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://heyi.example/test">
  <bpmn:process id="main" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:intermediateCatchEvent id="wait">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">=term(now(), 3, unit)</bpmn:timeDate></bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait" />
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`;

/** Thursday 5 March 2026, 09:00 in Shanghai. */
const AT = Date.parse('2026-03-05T09:00:00+08:00');
const QHL = 'qinghe/qhl';
/** Monday to Wednesday, of one community. */
const CLOSED = { scope: QHL, from: '2026-03-09', to: '2026-03-11', reason: '电力检修', document: '青街办〔2026〕3号' };
const NAME = `closing:${QHL}:1`;

describe('a history with local closings', () => {
  let set: DefinitionSet;
  beforeAll(async () => {
    const hash = base64Encode(definitionHash([definitionFile('main.bpmn', utf8Encode(MODEL))]));
    const built = await buildDefinitionSet([{ path: 'main.bpmn', text: MODEL }], hash, 'main');
    if (!built.ok) throw new Error(JSON.stringify(built.findings));
    set = built.set;
  });

  const place = (): World =>
    createWorld({ definitions: [set], rules: capabilities, calendars: [CALENDAR_2026], at: AT });
  const evidence = (world: World): EvidenceBundle =>
    exportFromWorld(world, [{ main: 'main', files: [{ path: 'main.bpmn', text: MODEL }] }]);
  function started(world: World, scope: string, unit = 'working_day'): string {
    const answer = world.start({ scope, variables: { unit }, by: { p: 'wang', role: 'worker', scope, basis: null } });
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.stream;
  }
  function closed(world: World, change: Partial<typeof CLOSED> = {}): void {
    const answer = world.closeDays({ ...CLOSED, ...change });
    if ('refused' in answer) throw new Error(answer.refused);
  }
  /** The last day of the term that runs. */
  const lastDay = (world: World, stream: string): string =>
    new Date((world.timers(stream)[0]?.due ?? 0) - 1 + 8 * 3_600_000).toISOString().slice(0, 10);
  const named = (world: World, stream: string): readonly string[] =>
    Object.keys(
      (JSON.parse(world.records(stream)[0]!.body) as { command: { facts: Readonly<Record<string, string>> } }).command
        .facts,
    );

  it('counts with the closings of the matter’s place and of those above it, names them, and comes out equal', async () => {
    // given
    const world = place();
    const before = started(world, QHL);
    // when
    closed(world);
    closed(world, { scope: 'qinghe', from: '2026-03-12', to: '2026-03-12' });
    const matters = [QHL, `${QHL}/3`, 'qinghe', 'qinghe/hx', 'hexiang'].map((scope) => started(world, scope));
    const natural = started(world, QHL, 'day');
    // then
    expect(matters.map((matter) => lastDay(world, matter))).toEqual([
      ...['2026-03-16', '2026-03-16'],
      ...['2026-03-10', '2026-03-10', '2026-03-10'],
    ]);
    expect(matters.map((matter) => named(world, matter).slice(1))).toEqual([
      [NAME, 'closing:qinghe:1'],
      [NAME, 'closing:qinghe:1'],
      ['closing:qinghe:1'],
      ['closing:qinghe:1'],
      [],
    ]);
    // a term that had begun keeps its date, and one in calendar days does not move
    expect([lastDay(world, before), lastDay(world, natural)]).toEqual(['2026-03-10', '2026-03-09']);
    expect(named(world, before)).toEqual(['calendar:2026']);
    const report = await audit(evidence(world));
    expect(report.differences).toEqual([]);
    expect(report.verdict).toBe('equal');
  });

  it('goes on naming a closing that was taken back, in what was decided while it stood, and in nothing after', async () => {
    // given
    const world = place();
    closed(world);
    const during = started(world, QHL);
    // when
    expect(world.reopenDays({ scope: QHL, n: 1, reason: '检修改期' })).toMatchObject({ accepted: true });
    const after = started(world, QHL);
    // then
    expect([lastDay(world, during), lastDay(world, after)]).toEqual(['2026-03-13', '2026-03-10']);
    expect([named(world, during).length, named(world, after).length]).toEqual([2, 1]);
    expect((await audit(evidence(world))).differences).toEqual([]);
  });

  it('is as it was where there are none: the same bytes, and no key more', async () => {
    // given
    const world = place();
    const stream = started(world, QHL);
    const other = place();
    closed(other, { scope: 'qinghe/hx' });
    // then
    const old = { id: stream, records: world.records(stream).map(({ body }) => body) };
    const same = started(other, QHL);
    expect(other.records(same).map(({ body }) => body)).toEqual(old.records);
    expect(JSON.parse(old.records[0]!)).toHaveProperty('command.facts', {
      'calendar:2026': expect.any(String) as unknown,
    });
    expect((await audit(evidence(world))).verdict).toBe('equal');
  });

  it('is found out where the file of a closing was changed, left out, or is of another place', async () => {
    // given
    const world = place();
    closed(world);
    closed(world, { scope: 'qinghe/hx' });
    const stream = started(world, QHL);
    const bundle = evidence(world);
    const own = bundle.facts.find((text) => text.includes(`"${QHL}"`)) ?? '';
    const foreign = Object.values(world.data.facts).find((text) => text.includes('"qinghe/hx"')) ?? '';
    const withFacts = (change: (text: string) => readonly string[]): EvidenceBundle => ({
      ...bundle,
      facts: bundle.facts.flatMap((text) => (text === own ? change(text) : [text])),
    });
    // then
    for (const changed of [
      withFacts((text) => [text.replace('2026-03-11', '2026-03-10')]),
      withFacts(() => []),
      withFacts(() => [foreign]),
    ])
      expect((await audit(changed)).differences).toContainEqual(
        expect.objectContaining({ step: 'facts', stream, seq: 0, what: 'fact' }),
      );
  });

  it('is found out where a matter names what does not hold at its place', async () => {
    // given: a matter of another community, forged whole so that it says it is of this one
    const world = place();
    closed(world, { scope: 'qinghe/hx' });
    const stream = started(world, 'qinghe/hx');
    const bundle = evidence(world);
    const [record] = world.records(stream);
    const forged = buildRecord({
      ...{ stream, seq: 0, at: record!.at, type: record!.type, prev: null },
      def: base64Decode(set.hash),
      body: JSON.parse(record!.body.replaceAll('qinghe/hx"', `${QHL}"`)) as Parameters<typeof buildRecord>[0]['body'],
      salt: base64Decode(record!.salt),
    });
    const moved = {
      leaf: utf8Decode(forged.leafBytes),
      body: utf8Decode(forged.bodyBytes),
      salt: record!.salt,
    };
    // when
    const report = await audit({
      ...bundle,
      streams: bundle.streams.map((each) => (each.id === stream ? { ...each, records: [moved] } : each)),
    });
    // then
    expect(report.verdict).toBe('different');
    expect(report.differences).toContainEqual(
      expect.objectContaining({
        step: 'replay',
        stream,
        seq: 0,
        what: 'facts',
        expected: '{"calendar:2026":"' + calendarHashIn(world) + '"}',
      }),
    );
  });
});

function calendarHashIn(world: World): string {
  return world.data.calendars[0]?.hash ?? '';
}
