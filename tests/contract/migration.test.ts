import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import { buildDefinitionSet } from '#bpmn';
import type { InstanceState } from '#engine';
import { INSTANCE_HOST, isRefused, type Answer, type RuntimeOptions } from '#runtime';
import { HandClock, mariaPlace, sqlitePlace, toyServer, type Place, type ToyServer } from './server-subject.js';
import { WORKER } from './subject.js';

/** A running matter on both databases: moved by hand, put on another version, restarted at every point, audited. */
const PLACES: readonly (readonly [string, () => Promise<Place>])[] = [
  ['SQLite', () => Promise.resolve(sqlitePlace())],
  ['MariaDB', mariaPlace],
];

const HOUR = 3_600_000;
const ADMINISTRATOR = { p: 'p-admin', role: 'administrator', scope: 'qinghe', basis: null };
const folder = new URL('../conformance/migrations/', import.meta.url);
const fileOf = (name: string) => ({ path: 'main.bpmn', bytes: readFileSync(new URL(name, folder)) });
const FROM = fileOf('timer-kept.from.bpmn');
const TO = fileOf('timer-kept.to.bpmn');

const readSet: NonNullable<RuntimeOptions['definitions']> = async (files, main, hash) => {
  const built = await buildDefinitionSet(
    files.map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString('utf8') })),
    hash,
    main,
  );
  if (!built.ok) throw new Error(JSON.stringify(built.findings));
  return built.set;
};

function accepted(answer: Answer) {
  if (isRefused(answer)) throw new Error(`refused: ${answer.refused} ${JSON.stringify(answer.values ?? {})}`);
  return answer;
}

describe.each(PLACES)('another definition set on %s', (name, newPlace) => {
  const clock = new HandClock();
  let place: Place;
  const open: ToyServer[] = [];

  async function serve(): Promise<ToyServer> {
    const server = await toyServer(place, clock, { deciders: [INSTANCE_HOST], definitions: readSet });
    await server.runtime.start();
    open.push(server);
    return server;
  }
  async function close(server: ToyServer): Promise<void> {
    open.splice(open.indexOf(server), 1);
    await server.runtime.stop();
    await server.database.close();
  }
  afterEach(async () => {
    for (const server of [...open]) await close(server);
    place.remove();
  });

  /** A matter of the old version with so many records, its version and the other one. */
  async function begun({ runtime }: ToyServer, records: number) {
    const from = await runtime.storeDefinition('main', [FROM]);
    const to = await runtime.storeDefinition('main', [TO]);
    const started = accepted(
      await runtime.startInstance({ definition: from, variables: { k: '1' }, scope: 'qinghe/d1', by: WORKER }),
    );
    const { stream } = started;
    for (let n = 1; n < records; n += 1) {
      const command = { type: 'setVariables', variables: { n } };
      accepted(await runtime.submit({ stream, command, by: WORKER }));
    }
    return { stream, from, to, due: started.at + 2 * HOUR };
  }

  const put = (definition: string) => ({ command: { type: 'migrate', definition, mapping: {} }, by: ADMINISTRATOR });

  it.each([
    ['before a snapshot', 3],
    ['with its record on the snapshot', 63],
    ['right behind a snapshot', 64],
    ['between snapshots', 100],
  ])('is what every later record names, and what loads it again, %s', async (_where, records) => {
    // given
    place = await newPlace();
    let server = await serve();
    const { stream, from, to, due } = await begun(server, records);
    // when
    accepted(await server.runtime.submit({ stream, ...put(to) }));
    const state = (await server.runtime.state<InstanceState>(stream))?.state;
    await close(server);
    server = await serve();
    // then
    const view = await server.runtime.state<InstanceState>(stream);
    expect(view?.stream.definition).toBe(to);
    expect(view?.state).toEqual(state);
    const timers = await server.runtime.timers(stream);
    expect(timers.map((row) => [row.element, row.due])).toEqual([['late', due]]);
    // and what only the new version waits for is heard
    await server.runtime.publishMessage({
      name: 'stopped',
      correlationKey: '1',
      variables: {},
      timeToLive: 0,
      settle: 20_000,
    });
    expect((await server.runtime.state<InstanceState>(stream))?.stream.status).toBe('completed');
    const rows = await server.runtime.records(stream);
    const named = rows.map(({ leaf }) => (JSON.parse(Buffer.from(leaf).toString('utf8')) as { def: string }).def);
    expect(named).toEqual(rows.map((row) => (row.seq < records ? from : to)));
    const bundle = (...files: readonly (typeof FROM)[]): EvidenceBundle => ({
      v: 1,
      definitions: files.map(({ path, bytes }) => ({ main: 'main', files: [{ path, text: bytes.toString('utf8') }] })),
      facts: [],
      streams: [
        {
          id: stream,
          kind: 'instance',
          records: rows.map(({ leaf, body, salt }) => ({
            leaf: Buffer.from(leaf).toString('utf8'),
            body: Buffer.from(body ?? []).toString('utf8'),
            salt: Buffer.from(salt ?? []).toString('base64'),
          })),
        },
      ],
      votes: [],
    });
    expect((await audit(bundle(FROM, TO))).differences).toEqual([]);
    expect((await audit(bundle(FROM))).differences.map(({ step }) => step)).toContain('definitions');
    expect((await audit(bundle(TO))).differences.map(({ step }) => step)).toContain('definitions');
  });

  it('is refused where nobody stored it, to who may not, and where it is the one it has', async () => {
    // given
    place = await newPlace();
    const server = await serve();
    const { stream, from, to } = await begun(server, 1);
    const other = Buffer.alloc(32, 7).toString('base64');
    const refusal = async (definition: string, by = ADMINISTRATOR) => {
      const answer = await server.runtime.submit({ stream, ...put(definition), by });
      return 'refused' in answer ? answer.refused : null;
    };
    // then
    expect(await refusal(other)).toBe('definition-unknown');
    expect(await refusal('not a hash')).toBe('definition-unknown');
    expect(await refusal(from)).toBe('definition-same');
    expect(await refusal(to, { ...ADMINISTRATOR, role: 'worker' })).toBe('role-does-not-fit');
    expect(await refusal(to, { ...ADMINISTRATOR, scope: 'qinghe/d2' })).toBe('scope-does-not-fit');
    expect(await server.runtime.records(stream)).toHaveLength(1);
    expect((await server.runtime.stream(stream))?.definition).toBe(from);
  });

  it('answers a repeat with the first answer, and a matter moved by hand goes on', async () => {
    // given
    place = await newPlace();
    const server = await serve();
    const { stream, to } = await begun(server, 1);
    const first = accepted(await server.runtime.submit({ stream, ...put(to), idempotencyKey: 'm-1' }));
    // when
    const again = accepted(await server.runtime.submit({ stream, ...put(to), idempotencyKey: 'm-1' }));
    const command = { type: 'modify', activate: [{ element: 'end' }], terminate: ['ask'] };
    accepted(await server.runtime.submit({ stream, command, by: { ...WORKER, scope: 'qinghe' } }));
    // then
    expect(again).toMatchObject({ repeated: true, record: first.record });
    expect(await server.runtime.tasks({ stream })).toEqual([]);
    expect(await server.runtime.timers(stream)).toEqual([]);
    expect((await server.runtime.stream(stream))?.status).toBe('completed');
  });

  // one SQLite file has one server
  if (name === 'SQLite') return;

  it('is seen by a server that had the matter in memory as it was', async () => {
    // given
    place = await newPlace();
    const [one, two] = [await serve(), await serve()];
    const { stream, from, to } = await begun(one, 2);
    expect((await two.runtime.state<InstanceState>(stream))?.stream.definition).toBe(from);
    // when
    accepted(await one.runtime.submit({ stream, ...put(to) }));
    accepted(await one.runtime.submit({ stream, command: { type: 'setVariables', variables: { n: 9 } }, by: WORKER }));
    accepted(await two.runtime.submit({ stream, command: { type: 'setVariables', variables: { m: 1 } }, by: WORKER }));
    // then
    const [here, there] = await Promise.all([one.runtime.state(stream), two.runtime.state(stream)]);
    expect(there?.state).toEqual(here?.state);
    expect(there?.stream.definition).toBe(to);
  });
});
