import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import type { DefinitionSet, InstanceEvent } from '#engine';
import { CALENDAR_2026 } from '#law';
import { canonicalBytes, utf8Decode } from '#ledger';
import { readProcedure } from '#procedures';
import { capabilities } from '#rules/all';
import { runScenario, type Scenario } from '#world';
import { Matter } from '../support/matter.js';
import { MODELS, pairs } from './models.mjs';

/** Serialising events is what limits the engine: they are counted here, in bytes and in number. */
const MEAN_BYTES = 80;
/** The vote says beforehand what follows from each result, which is two variables with names of their own. */
const VOTE_BYTES = 81;
const PER_ELEMENT = 2;

/**
 * Canonical bytes of an event without what comes from outside: the values of its variables and the ids of the streams a
 * job has opened; the names of both count.
 */
function bytesOf(event: InstanceEvent): number {
  const { variables = {}, local = {} } = event as { variables?: object; local?: object };
  const streams = event.type === 'StreamsOpened' ? event.streams.map(({ stream }) => stream) : [];
  const values = [...Object.values(variables), ...Object.values(local), ...streams] as unknown[];
  return values.reduce<number>((left, value) => left - canonicalBytes(value).length, canonicalBytes(event).length);
}

function meanOf(events: readonly InstanceEvent[]): number {
  return events.reduce((sum, event) => sum + bytesOf(event), 0) / events.length;
}

/** Every run of an element with its number of events: one that waits is known by its key, another is one event. */
function runsOf(events: readonly InstanceEvent[]): readonly number[] {
  const keyed = new Map<number, number>();
  let single = 0;
  for (const event of events) {
    if (event.type === 'Started' || event.type === 'Ended') continue;
    if ('key' in event && event.key !== undefined) keyed.set(event.key, (keyed.get(event.key) ?? 0) + 1);
    else single += 1;
  }
  return [...keyed.values(), ...Array.from({ length: single }, () => 1)];
}

async function matterOf(xml: string): Promise<readonly InstanceEvent[]> {
  const result = await buildDefinitionSet([{ path: 'bench.bpmn', text: xml }], '');
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  const matter = new Matter(Object.values(result.set.processes));
  matter.start({ stop: false });
  for (let key = firstTask(matter); key !== undefined; key = firstTask(matter))
    matter.ask({ type: 'completeTask', key });
  expect(matter.state.status).toBe('completed');
  return matter.events;
}

function firstTask(matter: Matter): number | undefined {
  return [...matter.ledger.tasks.keys()][0];
}

describe('events of the bench models are few and small', () => {
  it.each([...MODELS, pairs(20)].map((model) => ({ name: model.name, model })))('$name', async ({ model }) => {
    // when
    const events = await matterOf(model.xml('heyi'));
    // then
    expect(Math.max(...runsOf(events))).toBeLessThanOrEqual(PER_ELEMENT);
    expect(meanOf(events)).toBeLessThanOrEqual(MEAN_BYTES);
  });

  it('counts values of variables out and their names in', () => {
    // given
    const event = { type: 'Passed', v: 1, element: 'a', scope: 1, variables: { x: '一二三' } } as const;
    // then
    expect(bytesOf(event)).toBe(canonicalBytes({ ...event, variables: { x: '' } }).length - 2);
  });
});

const root = join(import.meta.dirname, '../../workflows');
const scenarios = join(root, 'procedures/first-vote/scenarios');

async function firstVote(): Promise<DefinitionSet> {
  const { hash, files, main } = await readProcedure(root, 'first-vote');
  const models = files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) }));
  const result = await buildDefinitionSet(models, hash, main);
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.set;
}

/** Events of every matter of a scenario. */
async function eventsOf(name: string): Promise<readonly InstanceEvent[]> {
  const scenario = JSON.parse(readFileSync(join(scenarios, name), 'utf8')) as Scenario;
  const { world } = runScenario(scenario, {
    set: await firstVote(),
    rules: capabilities,
    calendar: (year) => (year === 2026 ? CALENDAR_2026 : undefined),
  });
  if (world === null) throw new Error(`${name} did not start`);
  return world
    .streams('instance')
    .flatMap(({ id }) => world.records(id))
    .flatMap(({ body }) => (JSON.parse(body) as { events: readonly InstanceEvent[] }).events);
}

describe('events of first-vote are few and small', () => {
  const names = readdirSync(scenarios);

  it.each(names)('at most two for each element in %s', async (name) => {
    // when
    const runs = runsOf(await eventsOf(name));
    // then
    expect(runs.length).toBeGreaterThan(10);
    expect(runs.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(PER_ELEMENT * runs.length);
  });

  it('small on the mean of all scenarios', async () => {
    // when
    const events = (await Promise.all(names.map(eventsOf))).flat();
    // then
    expect(events.length).toBeGreaterThan(200);
    expect(meanOf(events)).toBeLessThanOrEqual(VOTE_BYTES);
  });
});
