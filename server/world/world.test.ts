import { beforeAll, describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import type { DefinitionSet } from '#engine';
import { base64Encode, definitionHash } from '#ledger';
import { countedId, createWorld, traceOf, type World } from './index.js';

const AT = 1_772_413_200_000; // Monday 2 March 2026, 09:00 in Shanghai
const HOUR = 3_600_000;

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://heyi.example/test">
  <bpmn:process id="main" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="ask" name="问">
      <bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="late" attachedToRef="ask" cancelActivity="false">
      <bpmn:outgoing>f4</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT2H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:intermediateCatchEvent id="term">
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">=term(now(), 3, "working_day")</bpmn:timeDate></bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="reminded"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask" />
    <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="term" />
    <bpmn:sequenceFlow id="f3" sourceRef="term" targetRef="end" />
    <bpmn:sequenceFlow id="f4" sourceRef="late" targetRef="reminded" />
  </bpmn:process>
</bpmn:definitions>`;

const YEAR = (year: number): string =>
  JSON.stringify({
    v: 1,
    year,
    zone: 'Asia/Shanghai',
    holidays: ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
    workdays: [],
    source: 'invented',
  });

const WORKER = { p: 'p-1', role: 'worker', scope: 'qinghe/d1', basis: null };

describe('the world', () => {
  let set: DefinitionSet;
  beforeAll(async () => {
    const built = await buildDefinitionSet([{ path: 'main.bpmn', text: MODEL }], base64Encode(definitionHash([])));
    if (!built.ok) throw new Error(JSON.stringify(built.findings));
    set = built.set;
  });

  const fresh = (calendars: readonly string[] = [YEAR(2026)]): World =>
    createWorld({ definitions: [set], rules: [], calendars, at: AT });

  function started(world: World, key?: string): string {
    const answer = world.start({
      scope: 'qinghe/d1',
      variables: { n: 1 },
      by: WORKER,
      ...(key !== undefined && { idempotencyKey: key }),
    });
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.stream;
  }

  const complete = (world: World, stream: string) =>
    world.submit(stream, {
      command: { type: 'completeTask', key: world.tasks(stream)[0]?.key ?? 0 },
      by: { ...WORKER, p: 'system', role: 'system' },
    });

  it('refuses to run backwards', () => {
    // given
    const world = fresh();
    world.advance(AT + 5);
    // then
    expect(() => world.advance(AT + 4)).toThrow(RangeError);
    expect(world.at).toBe(AT + 5);
  });

  it('gives the same bytes for the same calls', () => {
    // given
    const run = (): World => {
      const world = fresh();
      const stream = started(world);
      world.advance(AT + 3 * HOUR);
      complete(world, stream);
      return world;
    };
    // when
    const [one, two] = [run(), run()];
    // then
    expect(one.snapshot()).toBe(two.snapshot());
  });

  it('knows what happens next by itself, and fires it at its instant', () => {
    // given
    const world = fresh();
    const stream = started(world);
    const trace = traceOf(world, stream);
    expect(trace.next().map(({ element }) => element)).toEqual(['start']);
    // when
    expect(world.nextDue()).toBe(AT + 2 * HOUR);
    world.advance(AT + 2 * HOUR - 1);
    // then
    expect(trace.next()).toEqual([]);
    world.advance(AT + 2 * HOUR);
    expect(trace.next().map(({ element }) => element)).toEqual(['late', 'reminded']);
    expect(world.records(stream).at(-1)).toMatchObject({ type: 'fireTimer', at: AT + 2 * HOUR });
    expect(world.nextDue()).toBeNull();
  });

  it('branches from a snapshot and leaves the old future as it was', () => {
    // given
    const world = fresh();
    const stream = started(world);
    const before = world.snapshot();
    world.advance(AT + 3 * HOUR);
    const old = world.records(stream).length;
    // when
    const branch = createWorld({ definitions: [set], rules: [], at: AT }, before);
    complete(branch, stream);
    // then
    expect(branch.at).toBe(AT);
    expect(branch.waiting(stream).map(({ element }) => element)).toEqual(['term']);
    expect(world.waiting(stream).map(({ element }) => element)).toEqual(['ask']);
    expect(world.records(stream)).toHaveLength(old);
    expect(branch.records(stream)[0]).toEqual(world.records(stream)[0]);
  });

  it('names the calendars a matter was given, and waits for a year that is not there', () => {
    // given
    const world = fresh([]);
    const stream = started(world);
    complete(world, stream);
    expect(world.timers(stream)).toMatchObject([{ element: 'term', due: null, awaitsYear: 2026 }]);
    expect(world.nextDue()).toBeNull();
    // when
    const answer = world.loadCalendar(YEAR(2026));
    // then
    expect(answer).toMatchObject({ accepted: true });
    expect(world.timers(stream)).toMatchObject([{ element: 'term', due: AT - 9 * HOUR + 4 * 24 * HOUR }]);
    const { command } = JSON.parse(world.records(stream).at(-1)!.body) as {
      command: { type: string; facts: Record<string, string> };
    };
    expect(command.type).toBe('setCalendar');
    expect(world.data.facts[command.facts['calendar:2026']!]).toBe(YEAR(2026));
    expect(world.loadCalendar(YEAR(2026).replace('invented', 'another'))).toMatchObject({ refused: 'calendar-loaded' });
  });

  it('starts a matter once under one key', () => {
    // given
    const world = fresh();
    const stream = started(world, 'key');
    // when
    const again = started(world, 'key');
    const other = world.start({ scope: 'qinghe/d1', variables: { n: 2 }, by: WORKER, idempotencyKey: 'key' });
    // then
    expect(again).toBe(stream);
    expect(world.streams('instance')).toHaveLength(1);
    expect(other).toEqual({ refused: 'conflict' });
  });

  it('refuses what it does not know', () => {
    const world = fresh();
    expect(world.start({ definition: 'nothing' })).toMatchObject({ refused: 'definition-unknown' });
    expect(world.submit('constructor', { command: { type: 'cancel' }, by: WORKER })).toMatchObject({
      refused: 'stream-unknown',
    });
    expect(world.submit('x', { kind: 'riddle', command: { type: 'ask' }, by: WORKER })).toMatchObject({
      refused: 'kind-unknown',
    });
    expect(world.cast('x', { elector: 'a', choice: 'yes', by: WORKER })).toMatchObject({ refused: 'stream-unknown' });
    expect(world.streams('instance')).toEqual([]);
  });

  it('seals a value, opens it, and forgets it when it is erased', () => {
    // given
    const world = fresh();
    // when
    const [one, two] = [world.seal('张三'), world.seal('张三')];
    // then
    expect(one['~']).not.toBe(two['~']);
    expect(world.open(one['~'])).toBe('张三');
    world.erase(one['~']);
    expect(world.open(one['~'])).toBeUndefined();
    expect(world.open('constructor')).toBeUndefined();
  });

  it('counts ids up, in the order of their text', () => {
    const ids = [0, 1, 31, 32, 33, 1024].map(countedId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids.map((id) => id.length))).toEqual(new Set([26]));
  });
});
