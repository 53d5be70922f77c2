import type { Command, Decider, Effect, Event } from '#engine';
import { SystemIds } from '#outside';
import { Runtime, type CastingRules, type Limits } from '#runtime';
import { migrate, openDatabase, SqlStore, type DatabaseSettings } from '#store';
import { sqlitePlace } from '../contract/server-subject.js';
import { WORKER } from '../contract/subject.js';
import { freshMariaDb } from '../support/mariadb.js';
import { compared, type Measured } from './compare.js';
import { councilVote } from './council.js';
import { frozenRoll } from './roll.js';
import { ballotScript, mysqlScript, sqliteScript, task, type Written } from './scripts.js';

/**
 * The runtime against fixed scripts of prepared statements that write equal bytes: one unit is lock and read, idempotency
 * row, record with leaf and body, one task out, one in, commit. Figures are ratios within one run.
 */
const STREAMS = 64;

type TurnCommand = Command & { readonly key: number };

/** Every command closes one task and opens the next. */
const turnDecider: Decider<{ key: number }, TurnCommand, Event & { key: number }> = {
  kind: 'turn',
  stateVersion: 1,
  initial: () => ({ key: 0 }),
  decide: (state, command) => {
    if (command.key !== state.key) return { refused: 'no-such-task' };
    const next: Effect = { do: 'openTask', key: state.key + 1, element: 'check', task };
    const last: Effect[] = state.key === 0 ? [] : [{ do: 'closeTask', key: state.key, outcome: 'completed' }];
    return { events: [{ type: 'Turned', v: 1, key: state.key + 1 }], effects: [...last, next] };
  },
  evolve: (_state, event) => ({ key: event.key }),
};

/** Every ballot counts; the roll is a stream of its own, as in the service, and the leaf has the fields of a real one. */
const castingRules = (rollLine: CastingRules['rollLine']): CastingRules => ({
  kind: 'turn',
  rollLine,
  opening: () => 'yes',
  decideBallot: (_state, _line, earlier, ballot) => {
    const revision = earlier === null ? 0 : earlier.revision + 1;
    return { revision, leaf: { c: ballot.salt, ch: 'device', e: 1, rev: revision, v: 1 }, choice: 'yes' };
  },
});

interface Served {
  readonly runtime: Runtime;
  readonly store: SqlStore;
  readonly streams: readonly string[];
  readonly keys: Map<string, number>;
  close(): Promise<void>;
}

async function serve(settings: DatabaseSettings, limits: Partial<Limits> = {}): Promise<Served> {
  const database = await openDatabase(settings);
  await migrate(database);
  const store = new SqlStore(database);
  const ids = new SystemIds();
  const streams = Array.from({ length: STREAMS }, () => ids.ulid());
  const runtime: Runtime = new Runtime({
    store,
    clock: { now: () => Date.now(), real: () => Date.now() },
    ids,
    deciders: [],
    rules: [{ name: 'turn', deciders: [turnDecider], jobs: [] }],
    definitions: () => {
      throw new Error('none');
    },
    providers: { provide: () => Promise.resolve([]) },
    limits: { pollEvery: 3_600_000, ...limits },
    casting: castingRules(async () => (await runtime.state<{ key: number }>(streams[1] ?? ''))?.state.key ?? null),
  });
  const keys = new Map(streams.map((stream) => [stream, 0]));
  const served = { runtime, store, streams, keys, close: () => database.close() };
  await Promise.all(streams.map((stream) => turn(served, stream)));
  return served;
}

async function turn({ runtime, keys }: Pick<Served, 'runtime' | 'keys'>, stream: string): Promise<void> {
  const key = keys.get(stream) ?? 0;
  keys.set(stream, key + 1);
  const answer = await runtime.submit({
    stream,
    kind: 'turn',
    scope: 'qinghe/d1',
    command: { type: 'turn', key },
    by: WORKER,
    idempotencyKey: `turn-${key}`,
  });
  if ('refused' in answer) throw new Error(answer.refused);
}

const turns = (served: Served) => (worker: number) => turn(served, served.streams[worker] ?? '');

/** A record as the runtime writes it. */
async function written({ store, streams }: Served): Promise<Written> {
  const [record] = await store.records(streams[0] ?? '', 0, 1);
  if (record?.body == null) throw new Error('nothing was written');
  return { leaf: record.leaf, body: record.body };
}

/** As many connections as units in flight; each unit its own transaction. */
async function unitOnMariaDb(): Promise<Measured> {
  const url = await freshMariaDb();
  const served = await serve({ url, connections: 10 }, { groupStreams: 1, commandsPerUnit: 1 });
  const script = await mysqlScript(url, served.streams.slice(8), 8, await written(served));
  const measured = await compared(8, turns(served), (worker) => script.unit(worker));
  await script.close();
  await served.close();
  return measured;
}

/** With three connections the runtime keeps one for units. */
async function groupsOnOneConnection(): Promise<Measured> {
  const url = await freshMariaDb();
  const single = await serve({ url, connections: 3 }, { groupStreams: 1 });
  const grouped = await serve({ url, connections: 3 }, { groupStreams: 16 });
  const measured = await compared(16, turns(grouped), turns(single));
  await grouped.close();
  await single.close();
  return measured;
}

async function unitOnSqlite(): Promise<Measured> {
  const place = sqlitePlace();
  const { file } = place.settings as { file: string };
  const served = await serve(place.settings, { groupStreams: 1, commandsPerUnit: 1 });
  const script = sqliteScript(file, served.streams.slice(8), await written(served));
  const measured = await compared(1, turns(served), (worker) => script.unit(worker));
  await script.close();
  await served.close();
  place.remove();
  return measured;
}

async function casting(): Promise<Measured> {
  const url = await freshMariaDb();
  const served = await serve({ url, connections: 10 });
  const poll = served.streams[0] ?? '';
  const script = await ballotScript(url, poll, 8);
  let n = 0;
  const cast = async () => {
    const answer = await served.runtime.castVote({
      poll,
      elector: `e${n++}`,
      choice: 'yes',
      channel: 'device',
      by: WORKER,
    });
    if ('refused' in answer) throw new Error(answer.refused);
  };
  const measured = await compared(64, cast, (worker) => script.unit(worker));
  await script.close();
  await served.close();
  return measured;
}

/** Every figure of the runtime with the ratio it has to reach. */
export const FIGURES: readonly {
  readonly name: string;
  readonly goal: number;
  readonly measure: () => Promise<Measured>;
}[] = [
  { name: 'unit on MariaDB, 8 connections, against prepared statements', goal: 0.8, measure: unitOnMariaDb },
  { name: 'groups of 16 on one connection, against single units', goal: 2, measure: groupsOnOneConnection },
  { name: 'unit on SQLite, synchronous=FULL, against bare libsql', goal: 0.6, measure: unitOnSqlite },
  { name: 'a council vote on SQLite, against as many bare writes', goal: 0.5, measure: councilVote },
  {
    name: 'frozen-roll selection over 20,000 residents, against hashing as many leaves',
    goal: 0.3,
    measure: frozenRoll,
  },
  { name: 'casting, 64 in flight, against one transaction per ballot', goal: 3, measure: casting },
];
