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
    // powers of two, so that few different statements are ever prepared
    const count = Math.min(most, 2 ** Math.floor(Math.log2(rows.length - done)));
    const chunk = rows.slice(done, done + count);
    const places = `(${table.columns.map(() => '?').join(',')})`;
    const sql =
      `${mode === 'replace' ? 'REPLACE' : 'INSERT'} INTO ${table.name} (${table.columns.join(',')}) ` +
      `VALUES ${chunk.map(() => places).join(',')}` +
      (mode === 'keep' ? dialect.keepExisting(table.keys[0] ?? '') : '');
    try {
      await session.run(
        sql,
        chunk.flatMap((row) => table.parameters(row)),
      );
    } catch (error) {
      if (dialect.isDuplicate(error)) throw new AlreadyThere(table.name);
      throw error;
    }
    done += count;
  }
}

/** Runs `SELECT … WHERE key IN (…)`-like statements in chunks of powers of two; `sql` gets the number of places. */
export async function inChunks<T>(
  keys: readonly T[],
  run: (chunk: readonly T[]) => Promise<void>,
  most = 128,
): Promise<void> {
  let done = 0;
  while (done < keys.length) {
    const count = Math.min(most, 2 ** Math.floor(Math.log2(keys.length - done)));
    await run(keys.slice(done, done + count));
    done += count;
  }
}

export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(',');
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
    await session.run('UPDATE stream SET seq = ?, leaf_hash = ?, at = ?, status = ? WHERE id = ?', [
      row.seq,
      row.leafHash,
      row.at,
      row.status,
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
  // first what can collide with another unit, so that a collision costs little
  await insertRows(session, dialect, STREAM, changes.open);
  await insertRows(session, dialect, ANSWER, changes.answers);
  await insertRows(session, dialect, RECORD, changes.records);
  await moveStreams(session, changes.move);
  await insertRows(session, dialect, SEALED, changes.sealed, 'keep');
  await insertRows(session, dialect, SNAPSHOT, changes.snapshots, 'replace');
  await project(session, dialect, JOB, changes.jobs);
  await project(session, dialect, TIMER, changes.timers);
  await project(session, dialect, TASK, changes.tasks);
  await project(session, dialect, INCIDENT, changes.incidents);
  await project(session, dialect, SUBSCRIPTION, changes.subscriptions);
  await insertRows(session, dialect, MESSAGE, changes.messages);
  await insertRows(session, dialect, INBOX, changes.inbox);
  await insertRows(session, dialect, OUTBOX, changes.outbox);
  await insertRows(session, dialect, FACT, changes.facts, 'keep');
  await insertRows(session, dialect, SETTING, changes.settings, 'replace');
  await inChunks(changes.inboxDone, async (ids) => {
    await session.run(`DELETE FROM inbox WHERE id IN (${places(ids.length)})`, ids);
  });
  for (const { id, code } of changes.inboxRefused) {
    await session.run('UPDATE inbox SET refused = ? WHERE id = ?', [code.slice(0, 64), id]);
  }
  await inChunks(changes.messagesBack, async (ids) => {
    await session.run(`UPDATE message SET taken = 0 WHERE id IN (${places(ids.length)})`, ids);
  });
}
