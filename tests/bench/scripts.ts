import { createRequire } from 'node:module';
import { createConnection, type Connection } from 'mysql2/promise';
import { canonicalBytes } from '#ledger';

/** Fixed scripts of prepared statements: what the runtime is measured against. */
export interface Script {
  /** One unit, or one ballot. */
  unit(worker: number): Promise<void>;
  close(): Promise<void>;
}

/** A record as the runtime writes it: the scripts write as many bytes. */
export interface Written {
  readonly leaf: Uint8Array;
  readonly body: Uint8Array;
}

/** The task that goes out and comes in with every unit. */
export const task = {
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

const TASK = JSON.stringify(task);
const HASH = Buffer.alloc(32, 7);
const HASH_TEXT = HASH.toString('base64');

const LOCK = 'SELECT * FROM stream WHERE id IN (?) ORDER BY id';
const ANSWER = 'INSERT INTO answer (scope,idem_key,bytes_hash,answer,at) VALUES (?,?,?,?,?)';
const RECORD = 'INSERT INTO record (stream,seq,at,type,leaf,leaf_hash,body,body_salt) VALUES (?,?,?,?,?,?,?,?)';
const MOVE = 'UPDATE stream SET seq = ?, leaf_hash = ?, at = ?, status = ? WHERE id = ?';
const OUT = 'DELETE FROM task WHERE (stream = ? AND task_key = ?)';
const IN =
  'INSERT INTO task (stream,task_key,element,scope,assignee,roles,due,task,opened_at) VALUES (?,?,?,?,?,?,?,?,?)';

type Value = string | number | Uint8Array | null;

/** What one unit writes after its lock. */
function statements(stream: string, seq: number, { leaf, body }: Written): readonly (readonly [string, Value[]])[] {
  const at = Date.now();
  const kept = JSON.stringify({ stream, seq, leafHash: HASH_TEXT, at });
  return [
    [ANSWER, [stream, `turn-${seq}`, HASH, kept, at]],
    [RECORD, [stream, seq, at, 'turn', leaf, HASH, body, HASH]],
    [MOVE, [seq + 1, HASH, at, 'open', stream]],
    [OUT, [stream, seq]],
    [IN, [stream, seq + 1, 'check', 'qinghe/d1', null, '["worker"]', null, TASK, at]],
  ];
}

/** Far above what the runtime reaches on the same streams. */
const FIRST_SEQ = 1_000_000;

/** Units with mysql2, each worker on a connection of its own. */
export async function mysqlScript(
  url: string,
  streams: readonly string[],
  connections: number,
  bytes: Written,
): Promise<Script> {
  const held = await heldConnections(url, connections);
  const seqs = streams.map(() => FIRST_SEQ);
  return {
    async unit(worker) {
      const connection = held[worker];
      const stream = streams[worker];
      if (connection === undefined || stream === undefined) throw new RangeError('more workers than connections');
      const seq = (seqs[worker] = (seqs[worker] ?? FIRST_SEQ) + 1);
      await connection.query('START TRANSACTION');
      await connection.execute(`${LOCK} FOR UPDATE`, [stream]);
      for (const [sql, parameters] of statements(stream, seq, bytes)) await connection.execute(sql, parameters);
      await connection.query('COMMIT');
    },
    close: () => closeAll(held),
  };
}

const BALLOTS = 'SELECT * FROM vote WHERE poll = ? AND elector IN (?) ORDER BY revision';
const BALLOT = 'INSERT INTO vote (poll,elector,revision,leaf,leaf_hash,choice,salt) VALUES (?,?,?,?,?,?,?)';

/** One transaction per ballot: the poll's row shared, the elector's earlier ballots read, the ballot written. */
export async function ballotScript(url: string, poll: string, connections: number): Promise<Script> {
  const held = await heldConnections(url, connections);
  const free = [...held];
  const waiting: ((connection: Connection) => void)[] = [];
  const leaf = canonicalBytes({ c: HASH_TEXT, ch: 'device', e: 1, rev: 0, v: 1 });
  let n = 0;
  return {
    async unit() {
      const connection = free.pop() ?? (await new Promise<Connection>((take) => waiting.push(take)));
      const elector = `s${n++}`;
      await connection.query('START TRANSACTION');
      await connection.execute('SELECT * FROM stream WHERE id = ? LOCK IN SHARE MODE', [poll]);
      await connection.execute(BALLOTS, [poll, elector]);
      await connection.execute(BALLOT, [poll, elector, 0, leaf, HASH, 'yes', HASH]);
      await connection.query('COMMIT');
      const next = waiting.shift();
      if (next === undefined) free.push(connection);
      else next(connection);
    },
    close: () => closeAll(held),
  };
}

async function heldConnections(url: string, count: number): Promise<readonly Connection[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const connection = await createConnection(url);
      await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
      return connection;
    }),
  );
}

async function closeAll(connections: readonly Connection[]): Promise<void> {
  for (const connection of connections) await connection.end();
}

interface Libsql {
  exec(sql: string): void;
  close(): void;
  prepare(sql: string): LibsqlStatement;
}

interface LibsqlStatement {
  run(parameters: readonly unknown[]): unknown;
  all(parameters: readonly unknown[]): unknown[];
}

/** Units on bare libsql, one after another. */
export function sqliteScript(file: string, streams: readonly string[], bytes: Written): Script {
  const Database = createRequire(import.meta.url)('libsql') as new (path: string) => Libsql;
  const connection = new Database(file);
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  // as the store sets it: erased values are overwritten
  connection.exec('PRAGMA secure_delete = ON');
  const texts = [LOCK, ANSWER, RECORD, MOVE, OUT, IN, 'BEGIN IMMEDIATE', 'COMMIT'];
  const prepared = new Map(texts.map((sql) => [sql, connection.prepare(sql)]));
  const seqs = streams.map(() => FIRST_SEQ);
  return {
    unit(worker) {
      const stream = streams[worker] ?? '';
      const seq = (seqs[worker] = (seqs[worker] ?? FIRST_SEQ) + 1);
      prepared.get('BEGIN IMMEDIATE')?.run([]);
      prepared.get(LOCK)?.all([stream]);
      for (const [sql, parameters] of statements(stream, seq, bytes)) prepared.get(sql)?.run(parameters);
      prepared.get('COMMIT')?.run([]);
      return Promise.resolve();
    },
    close() {
      connection.close();
      return Promise.resolve();
    },
  };
}

/** Of a council's vote of 73 units so many are ballots, the others records; they come one after another at the end. */
const VOTE_UNITS = 73;
const VOTE_BALLOTS = 15;

/** The units of a council's vote on bare libsql: records of as many bytes, then ballots, each its own transaction. */
export function councilScript(file: string, stream: string, bytes: Written): Script {
  const Database = createRequire(import.meta.url)('libsql') as new (path: string) => Libsql;
  const connection = new Database(file);
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec('PRAGMA secure_delete = ON');
  const texts = [LOCK, ANSWER, RECORD, MOVE, BALLOTS.replace('IN (?)', '= ?'), BALLOT, 'BEGIN IMMEDIATE', 'COMMIT'];
  const prepared = new Map(texts.map((sql) => [sql, connection.prepare(sql)]));
  const leaf = canonicalBytes({ c: HASH_TEXT, ch: 'device', e: 1, rev: 0, v: 1 });
  let n = FIRST_SEQ;
  return {
    unit() {
      n++;
      prepared.get('BEGIN IMMEDIATE')?.run([]);
      prepared.get(LOCK)?.all([stream]);
      if (n % VOTE_UNITS < VOTE_BALLOTS) {
        prepared.get(BALLOTS.replace('IN (?)', '= ?'))?.all([stream, `s${n}`]);
        prepared.get(BALLOT)?.run([stream, `s${n}`, 0, leaf, HASH, 'yes', HASH]);
      } else {
        const written = statements(stream, n, bytes).filter(([sql]) => sql !== OUT && sql !== IN);
        for (const [sql, parameters] of written) prepared.get(sql)?.run(parameters);
      }
      prepared.get('COMMIT')?.run([]);
      return Promise.resolve();
    },
    close() {
      connection.close();
      return Promise.resolve();
    },
  };
}
