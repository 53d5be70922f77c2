import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audit, exportFromWorld } from '#audit';
import { buildDefinitionSet, type ModelFile } from '#bpmn';
import { instantOf, readJson, DEFAULT_START } from '#cli';
import { SYSTEM, type Actor, type StoredValue } from '#engine';
import { dueOfDuration } from '#engine/expression';
import { CALENDAR_2026 } from '#law';
import { base64Encode, definitionFile, definitionHash, utf8Encode } from '#ledger';
import { createWorld, traceOf, type World } from '#world';

/**
 * Cases as data: a matter that runs on `<name>.from.bpmn` is put on `<name>.to.bpmn` by the step `{"migrate":{…}}`, whose
 * object is the mapping. `refused` is the refusal of that step: its code, or the elements with the cause of each.
 */
interface Case {
  readonly about: string;
  readonly at?: string;
  readonly variables?: Readonly<Record<string, StoredValue>>;
  readonly script: readonly Readonly<Record<string, StoredValue>>[];
  readonly completed: readonly string[];
  /** `kind element`, the oldest first. */
  readonly open: readonly string[];
  readonly status?: string;
  readonly refused?: string | readonly { readonly element: string; readonly code: string }[];
  /** Instants of the open timers at the end, ISO, by element. */
  readonly due?: Readonly<Record<string, string>>;
}

const folder = new URL('./migrations/', import.meta.url);
const fileOf = (name: string): ModelFile => ({ path: name, text: readFileSync(new URL(name, folder), 'utf8') });
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort();

const CLERK: Actor = { p: 'li', role: 'staff', scope: '', basis: null };

async function setOf(name: string) {
  const files = [fileOf(name)];
  const hash = definitionHash(files.map(({ path, text }) => definitionFile(path, utf8Encode(text))));
  const built = await buildDefinitionSet(files, base64Encode(hash), 'main');
  if (!built.ok) throw new Error(`${name}: ${JSON.stringify(built.findings)}`);
  return { set: built.set, evidence: { main: 'main', files } };
}

/** Everything open, the oldest first. */
function openIn(world: World, stream: string): readonly string[] {
  const rows = [
    ...world.tasks(stream).map((row) => ({ ...row, kind: 'task' })),
    ...world.jobs(stream).map((row) => ({ ...row, kind: 'job' })),
    ...world.timers(stream).map((row) => ({ ...row, kind: 'timer' })),
    ...world.subscriptions(stream).map((row) => ({ ...row, kind: row.kind })),
    ...world.incidents(stream).map((row) => ({ ...row, kind: 'incident' })),
  ];
  return rows.sort((a, b) => a.key - b.key).map(({ kind, element }) => `${kind} ${element}`);
}

describe('migration', () => {
  it('has at least twelve cases', () => {
    expect(names.length).toBeGreaterThanOrEqual(12);
  });

  it.each(names)('%s', async (name) => {
    // given
    const given = readJson(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as unknown as Case;
    const from = await setOf(`${name}.from.bpmn`);
    const to = await setOf(`${name}.to.bpmn`);
    const world = createWorld({
      definitions: [from.set, to.set],
      rules: [],
      calendars: [CALENDAR_2026],
      at: given.at === undefined ? DEFAULT_START : instantOf(given.at),
    });
    const started = world.start({ definition: from.set.hash, variables: given.variables ?? {} });
    if ('refused' in started) throw new Error(started.refused);
    const { stream } = started;
    const trace = traceOf(world, stream);
    let refused: StoredValue = null;
    const submit = (command: Readonly<{ type: string } & Record<string, unknown>>, by = SYSTEM) => {
      const answer = world.submit(stream, { command, by });
      if ('refused' in answer) {
        if (command.type !== 'migrate') throw new Error(answer.refused);
        const causes = answer.values?.['causes'] as readonly { element: string; code: string }[] | undefined;
        refused = causes?.map(({ element, code }) => ({ element, code })) ?? answer.refused;
      }
    };
    // when
    for (const step of given.script) {
      const [verb = '', value = null] = Object.entries(step)[0] ?? [];
      const task = world.tasks(stream).find((row) => row.element === value);
      const job = world.jobs(stream).find((row) => row.element === value);
      const variables = step['variables'] ?? {};
      if (verb === 'migrate') submit({ type: 'migrate', definition: to.set.hash, mapping: value });
      else if (verb === 'complete' && task !== undefined)
        submit({ type: 'completeTask', key: task.key, variables }, CLERK);
      else if (verb === 'complete' && job !== undefined) submit({ type: 'completeJob', key: job.key, variables });
      else if (verb === 'message')
        world.publishMessage({
          name: String(value),
          correlationKey: String(step['key']),
          variables: {},
          timeToLive: 1e9,
        });
      else if (verb === 'advance') {
        const due = dueOfDuration(String(value), { at: world.at });
        world.advance(due.ok ? due.at : world.at);
      } else if (verb === 'set') submit({ type: 'setVariables', variables: value });
      else if (verb === 'suspend') submit({ type: 'suspend', clock: 'runs' });
      else if (verb === 'resume') submit({ type: 'resume' });
      else if (verb === 'modify') submit({ type: 'modify', ...(value as object) });
      else if (verb === 'resolve')
        submit({ type: 'resolveIncident', key: world.incidents(stream).find((row) => row.element === value)?.key });
      else throw new Error(`nothing to do for ${JSON.stringify(step)}`);
    }
    // then
    expect(refused).toEqual(given.refused ?? null);
    expect(openIn(world, stream)).toEqual(given.open);
    expect(trace.next().map(({ element, path }) => [...path, element].join('/'))).toEqual(given.completed);
    expect(world.stream(stream)?.status).toBe(given.status ?? 'open');
    for (const [element, iso] of Object.entries(given.due ?? {})) {
      const row = [...world.timers(stream), ...world.tasks(stream)].find((each) => each.element === element);
      expect(row?.due, element).toBe(instantOf(iso));
    }
    const moved = given.script.some((step) => 'migrate' in step) && given.refused === undefined;
    expect(world.stream(stream)?.definition).toBe(moved ? to.set.hash : from.set.hash);
    // and what it left executes again to the same, also on the two sets
    const report = await audit(exportFromWorld(world, [from.evidence, to.evidence]));
    expect(report.differences).toEqual([]);
    if (!moved) return;
    // without the new set nobody can say what happened after it
    const without = await audit(exportFromWorld(world, [from.evidence]));
    expect(without.differences).toContainEqual(expect.objectContaining({ step: 'definitions', what: 'definition' }));
  });
});
