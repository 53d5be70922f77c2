import { AlreadyThere, type Changes, type RowKey, type Rows, type StreamRow } from '#runtime';
import type { Dialect, Parameter, Session } from './dialect/dialect.js';
import {
  ANSWER,
  FACT,
  INBOX,
  INCIDENT,
  JOB,
  MESSAGE,
  OUTBOX,
  RECORD,
  SEALED,
  SETTING,
  SNAPSHOT,
  STREAM,
  SUBSCRIPTION,
  TASK,
  TIMER,
  type TableOf,
} from './rows.js';

type Mode = 'insert' | 'replace' | 'keep';

/** Inserts rows with few statements; `replace` overwrites rows with the same key, `keep` leaves them. */
export async function insertRows<T>(
  session: Session,
  dialect: Dialect,
  table: TableOf<T>,
  rows: readonly T[],
  mode: Mode = 'insert',
): Promise<void> {
  let done = 0;
  const most = dialect.rowsPerStatement(table.columns.length);
  while (done < rows.length) {
    const count = chunkSize(rows.length - done, most);
    const parameters: Parameter[] = [];
    for (let i = done; i < done + count; i++) parameters.push(...table.parameters(rows[i] as T));
    try {
      await session.run(insertSql(dialect, table, count, mode), parameters);
    } catch (error) {
      if (dialect.isDuplicate(error)) throw new AlreadyThere(table.name);
      throw error;
    }
    done += count;
  }
}

/** Powers of two, so that few different statements are ever prepared. */
function chunkSize(left: number, most: number): number {
  return left === 1 ? 1 : Math.min(most, 2 ** Math.floor(Math.log2(left)));
}

const insertTexts = new WeakMap<TableOf<never>, Map<string, string>>();

function insertSql(dialect: Dialect, table: TableOf<never>, count: number, mode: Mode): string {
  let texts = insertTexts.get(table);
  if (texts === undefined) insertTexts.set(table, (texts = new Map()));
  const name = `${dialect.name} ${count} ${mode}`;
  let sql = texts.get(name);
  if (sql === undefined) {
    const row = `(${places(table.columns.length)})`;
    sql =
      `${mode === 'replace' ? 'REPLACE' : 'INSERT'} INTO ${table.name} (${table.columns.join(',')}) ` +
      `VALUES ${Array.from({ length: count }, () => row).join(',')}` +
      (mode === 'keep' ? dialect.keepExisting(table.keys[0] ?? '') : '');
    texts.set(name, sql);
  }
  return sql;
}

/** Runs `SELECT … WHERE key IN (…)`-like statements in chunks of powers of two; `sql` gets the number of places. */
export async function inChunks<T>(
  keys: readonly T[],
  run: (chunk: readonly T[]) => Promise<void>,
  most = 128,
): Promise<void> {
  let done = 0;
  while (done < keys.length) {
    const count = chunkSize(keys.length - done, most);
    await run(keys.slice(done, done + count));
    done += count;
  }
}

const placesOf: string[] = [];

/** `?,?,?` */
export function places(count: number): string {
  return (placesOf[count] ??= Array.from({ length: count }, () => '?').join(','));
}

async function removeRows(session: Session, table: TableOf<never>, keys: readonly RowKey[]): Promise<void> {
  const [stream, key] = table.keys;
  await inChunks(keys, async (chunk) => {
    const where = chunk.map(() => `(${stream} = ? AND ${key} = ?)`).join(' OR ');
    await session.run(
      `DELETE FROM ${table.name} WHERE ${where}`,
      chunk.flatMap((one): Parameter[] => [one.stream, one.key]),
    );
  });
}

async function project<T>(session: Session, dialect: Dialect, table: TableOf<T>, rows: Rows<T>): Promise<void> {
  if (rows.remove.length > 0) await removeRows(session, table as TableOf<never>, rows.remove);
  if (rows.put.length > 0) await insertRows(session, dialect, table, rows.put, 'replace');
}

/** New position of streams that exist. Their rows are locked, so nobody else moves them. */
async function moveStreams(session: Session, streams: readonly StreamRow[]): Promise<void> {
  for (const row of streams) {
    await session.run('UPDATE stream SET seq = ?, leaf_hash = ?, at = ?, status = ?, definition = ? WHERE id = ?', [
      row.seq,
      row.leafHash,
      row.at,
      row.status,
      row.definition,
      row.id,
    ]);
  }
}

/**
 * The append: everything one unit writes, in the one transaction the session is in. A crash before the commit leaves
 * nothing of it; after it, all of it, and what it sets off lies in `job`, `timer`, `inbox`, `message` and `outbox`
 * until somebody performs it. Throws `AlreadyThere` when a key was taken: the caller rolls back and decides again.
 */
export async function append(session: Session, dialect: Dialect, changes: Changes): Promise<void> {
  const write = async <T>(table: TableOf<T>, rows: readonly T[], mode?: Mode) => {
    await insertRows(session, dialect, table, rows, mode);
  };
  // first what can collide with another unit, so that a collision costs little
  if (changes.open.length > 0) await write(STREAM, changes.open);
  if (changes.answers.length > 0) await write(ANSWER, changes.answers);
  if (changes.records.length > 0) await write(RECORD, changes.records);
  if (changes.move.length > 0) await moveStreams(session, changes.move);
  if (changes.sealed.length > 0) await write(SEALED, changes.sealed, 'keep');
  if (changes.snapshots.length > 0) await write(SNAPSHOT, changes.snapshots, 'replace');
  if (changes.jobs.touched) await project(session, dialect, JOB, changes.jobs);
  if (changes.timers.touched) await project(session, dialect, TIMER, changes.timers);
  if (changes.tasks.touched) await project(session, dialect, TASK, changes.tasks);
  if (changes.incidents.touched) await project(session, dialect, INCIDENT, changes.incidents);
  if (changes.subscriptions.touched) await project(session, dialect, SUBSCRIPTION, changes.subscriptions);
  if (changes.messages.length > 0) await write(MESSAGE, changes.messages);
  if (changes.inbox.length > 0) await write(INBOX, changes.inbox);
  if (changes.outbox.length > 0) await write(OUTBOX, changes.outbox);
  if (changes.facts.length > 0) await write(FACT, changes.facts, 'keep');
  if (changes.settings.length > 0) await write(SETTING, changes.settings, 'replace');
  if (changes.inboxDone.length > 0) {
    await inChunks(changes.inboxDone, async (ids) => {
      await session.run(`DELETE FROM inbox WHERE id IN (${places(ids.length)})`, ids);
    });
  }
  for (const { id, code } of changes.inboxRefused) {
    await session.run('UPDATE inbox SET refused = ? WHERE id = ?', [code.slice(0, 64), id]);
  }
  if (changes.messagesBack.length > 0) {
    await inChunks(changes.messagesBack, async (ids) => {
      await session.run(`UPDATE message SET taken = 0 WHERE id IN (${places(ids.length)})`, ids);
    });
  }
}
