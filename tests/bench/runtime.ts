import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createPool, type PoolConnection } from 'mysql2/promise';
import type { Command, Decider, Effect, Event } from '#engine';
import { SystemIds } from '#outside';
import { Runtime, type Limits } from '#runtime';
import { migrate, openDatabase, SqlStore, type DatabaseSettings } from '#store';
import { mariaPlace, sqlitePlace } from '../contract/server-subject.js';
import { WORKER } from '../contract/subject.js';

/**
 * The runtime against fixed scripts of prepared statements that write equal bytes: one unit is lock and read, idempotency
 * row, record with leaf and body, one task out, one in, commit. Figures are ratios within one run.
 */
export interface Figure {
  readonly name: string;
  readonly ratio: number;
  readonly wanted: number;
  /** Per second, of the runtime and of the script. */
  readonly rates: readonly [number, number];
}

const STREAMS = 64;
const SECONDS = Number(process.env['HEYI_BENCH_SECONDS'] ?? 3);

type TurnCommand = Command & { readonly key: number };
const task = {
  name: '核对',
  lane: 'staff',
  roles: ['worker'],
  scope: 'qinghe/d1',
  assignee: null,
  form: 'f',
  due: null,
  seats: [],
  variables: {},
};

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

interface Served {
  readonly runtime: Runtime;
  readonly store: SqlStore;
  readonly streams: readonly string[];
  readonly keys: Map<string, number>;
  close(): Promise<void>;
}

async function serve(settings: DatabaseSettings, limits: Partial<Limits>, ballots = false): Promise<Served> {
  const database = await openDatabase(settings);
  await migrate(database);
  const store = new SqlStore(database);
  const ids = new SystemIds();
  const runtime = new Runtime({
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
    ...(ballots
      ? {
          casting: {
            kind: 'turn',
            rollLine: () => Promise.resolve(1),
            opening: () => 'yes',
            decideBallot: (_state, _line, earlier, ballot) => {
              const revision = earlier === null ? 0 : earlier.revision + 1;
              return { revision, leaf: { c: ballot.salt, ch: 'device', e: 1, rev: revision, v: 1 }, choice: 'yes' };
            },
          },
        }
      : {}),
  });
  const streams = Array.from({ length: STREAMS }, () => ids.ulid());
  const keys = new Map(streams.map((stream) => [stream, 0]));
  const served = { runtime, store, streams, keys, close: () => database.close() };
  await Promise.all(streams.map((stream) => turn(served, stream)));
  return served;
}

async function turn({ runtime, keys }: Omit<Served, 'close' | 'store' | 'streams'>, stream: string): Promise<void> {
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

/** Units per second with so many in flight, over a slice of time. */
async function sliceOf(
  inFlight: number,
  milliseconds: number,
  one: (worker: number) => Promise<void>,
): Promise<number> {
  const begin = performance.now();
  let done = 0;
  const workers = Array.from({ length: inFlight }, async (_, worker) => {
    while (performance.now() - begin < milliseconds) {
      await one(worker);
      done++;
    }
  });
  await Promise.all(workers);
  return done / ((performance.now() - begin) / 1_000);
}

/** Both rates, measured in turns so that what else the machine does meets both; the median slice of each. */
async function compared(
  inFlight: number,
  ours: (worker: number) => Promise<void>,
  floor: (worker: number) => Promise<void>,
): Promise<readonly [number, number]> {
  const rates: [number[], number[]] = [[], []];
  const slices = Math.max(3, 2 * SECONDS - 1);
  for (let slice = -1; slice < slices; slice++) {
    for (const [i, one] of [ours, floor].entries()) {
      const rate = await sliceOf(inFlight, 500, one);
      if (slice >= 0) rates[i]?.push(rate); // the first slice warms up
    }
  }
  return [median(rates[0]), median(rates[1])];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const LEAF = randomBytes(330);
const BODY = randomBytes(300);
const TASK = JSON.stringify(task);
const HASH = randomBytes(32);

interface Script {
  /** One unit of the fixed script on a stream. */
  unit(stream: number): Promise<void>;
  close(): Promise<void>;
}

const LOCK = 'SELECT * FROM stream WHERE id IN (?) ORDER BY id';
const ANSWER = 'INSERT INTO answer (scope,idem_key,bytes_hash,answer,at) VALUES (?,?,?,?,?)';
const RECORD = 'INSERT INTO record (stream,seq,at,type,leaf,leaf_hash,body,body_salt) VALUES (?,?,?,?,?,?,?,?)';
const MOVE = 'UPDATE stream SET seq = ?, leaf_hash = ?, at = ?, status = ? WHERE id = ?';
const OUT = 'DELETE FROM task WHERE (stream = ? AND task_key = ?)';
const IN =
  'INSERT INTO task (stream,task_key,element,scope,assignee,roles,due,task,opened_at) VALUES (?,?,?,?,?,?,?,?,?)';

function statements(
  stream: string,
  seq: number,
): readonly (readonly [string, readonly (string | number | Buffer | null)[]])[] {
  const at = Date.now();
  const kept = JSON.stringify({ stream, seq, leafHash: HASH.toString('base64'), at });
  return [
    [ANSWER, [stream, `turn-${seq}`, HASH, kept, at]],
    [RECORD, [stream, seq, at, 'turn', LEAF, HASH, BODY, HASH]],
    [MOVE, [seq + 1, HASH, at, 'open', stream]],
    [OUT, [stream, seq]],
    [IN, [stream, seq + 1, 'check', 'qinghe/d1', null, '["worker"]', null, TASK, at]],
  ];
}

async function mysqlScript(url: string, streams: readonly string[], connections: number): Promise<Script> {
  const pool = createPool({ uri: url, connectionLimit: connections });
  const held: PoolConnection[] = [];
  for (let i = 0; i < connections; i++) {
    const connection = await pool.getConnection();
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    held.push(connection);
  }
  const seqs = streams.map(() => 1_000_000);
  return {
    async unit(worker) {
      const connection = held[worker % connections];
      if (connection === undefined) return;
      const stream = streams[worker] ?? '';
      const seq = (seqs[worker] = (seqs[worker] ?? 0) + 1);
      await connection.query('START TRANSACTION');
      await connection.execute(`${LOCK} FOR UPDATE`, [stream]);
      for (const [sql, parameters] of statements(stream, seq)) await connection.execute(sql, [...parameters]);
      await connection.query('COMMIT');
    },
    async close() {
      for (const connection of held) connection.release();
      await pool.end();
    },
  };
}

function sqliteScript(file: string, streams: readonly string[]): Script {
  interface Libsql {
    exec(sql: string): void;
    close(): void;
    prepare(sql: string): {
      run(parameters: readonly unknown[]): unknown;
      all(parameters: readonly unknown[]): unknown[];
    };
  }
  const Database = createRequire(import.meta.url)('libsql') as new (path: string) => Libsql;
  const connection = new Database(file);
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  const prepared = new Map(
    [LOCK, ANSWER, RECORD, MOVE, OUT, IN, 'BEGIN IMMEDIATE', 'COMMIT'].map((sql) => [sql, connection.prepare(sql)]),
  );
  const seqs = streams.map(() => 1_000_000);
  return {
    unit(worker) {
      const stream = streams[worker] ?? '';
      const seq = (seqs[worker] = (seqs[worker] ?? 0) + 1);
      prepared.get('BEGIN IMMEDIATE')?.run([]);
      prepared.get(LOCK)?.all([stream]);
      for (const [sql, parameters] of statements(stream, seq)) prepared.get(sql)?.run(parameters);
      prepared.get('COMMIT')?.run([]);
      return Promise.resolve();
    },
    close() {
      connection.close();
      return Promise.resolve();
    },
  };
}

/** All figures of the runtime, each with the ratio it has to reach. */
export async function runtimeFigures(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const figure = (name: string, [ours, floor]: readonly [number, number], wanted: number) =>
    figures.push({ name, ratio: ours / floor, wanted, rates: [Math.round(ours), Math.round(floor)] });
  const turns = (served: Served) => (worker: number) => turn(served, served.streams[worker] ?? '');

  const maria = await mariaPlace();
  const { url } = maria.settings as { url: string };
  {
    // as many connections as units in flight; each unit its own transaction
    const served = await serve({ url, connections: 10 }, { groupStreams: 1, commandsPerUnit: 1 });
    const script = await mysqlScript(url, served.streams.slice(8), 8);
    const rates = await compared(8, turns(served), (worker) => script.unit(worker));
    figure('unit on MariaDB, 8 connections, against prepared statements', rates, 0.8);
    await script.close();
    await served.close();
  }
  {
    const single = await serve({ url, connections: 3 }, { groupStreams: 1 });
    const grouped = await serve({ url, connections: 3 }, { groupStreams: 16 });
    figure(
      'groups of 16 on one connection, against single units on one',
      await compared(16, turns(grouped), turns(single)),
      2,
    );
    await grouped.close();
    await single.close();
  }
  {
    const served = await serve({ url, connections: 10 }, {}, true);
    const lone = await serve({ url, connections: 10 }, { castingGroup: 1 }, true);
    let n = 0;
    const cast =
      ({ runtime, streams }: Served) =>
      async () => {
        await runtime.castVote({
          poll: streams[0] ?? '',
          elector: `e${n++}`,
          choice: 'yes',
          channel: 'device',
          by: WORKER,
        });
      };
    figure(
      'casting, 64 in flight, against one transaction per ballot',
      await compared(64, cast(served), cast(lone)),
      3,
    );
    await served.close();
    await lone.close();
  }
  {
    const place = sqlitePlace();
    const { file } = place.settings as { file: string };
    const served = await serve(place.settings, { groupStreams: 1, commandsPerUnit: 1 });
    const script = sqliteScript(file, served.streams.slice(8));
    const rates = await compared(1, turns(served), (worker) => script.unit(worker));
    figure('unit on SQLite, synchronous=FULL, against bare libsql', rates, 0.6);
    await script.close();
    await served.close();
    place.remove();
  }
  return figures;
}
