import type { StoredValue } from '#engine';
import {
  AlreadyThere,
  type AnswerRow,
  type Changes,
  type DefinitionRow,
  type Hearer,
  type Hearing,
  type InboxRow,
  type JobRow,
  type MessageRow,
  type OutboxRow,
  type Pair,
  type ProjectedRecord,
  type RecordRow,
  type RowKey,
  type SnapshotRow,
  type StoreUnit,
  type StreamRow,
  type SubscriptionRow,
  type TimerRow,
  type VoteRow,
} from '#runtime';
import type { Dialect, Parameter, Session } from './dialect/dialect.js';
import { definitionOf, snapshotOf } from './read.js';
import {
  answerRow,
  INBOX,
  inboxRow,
  jobRow,
  MESSAGE,
  messageRow,
  recordRow,
  SNAPSHOT,
  streamRow,
  SUBSCRIPTION,
  subscriptionRow,
  timerRow,
  VOTE,
  voteRow,
} from './rows.js';
import { append, inChunks, insertRows, places } from './write.js';

/**
 * Writes what a record means for the tables of its kind of stream, in the record's own transaction: a crash leaves both or neither.
 * It may be run again from the start, and an error takes the record back.
 */
export type Projection = (session: Session, dialect: Dialect, record: ProjectedRecord) => Promise<void>;

/** By kind of stream. */
export type Projections = ReadonlyMap<string, Projection>;

/** One transaction on one connection. */
export class SqlUnit implements StoreUnit {
  constructor(
    private readonly session: Session,
    private readonly dialect: Dialect,
    private readonly projections: Projections,
  ) {}

  async lockStreams(ids: readonly string[]): Promise<Map<string, StreamRow>> {
    const rows = new Map<string, StreamRow>();
    // one statement at a time and in order, so that two units never hold what the other waits for
    await inChunks([...ids].sort(), async (chunk) => {
      const sql = `SELECT * FROM stream WHERE id IN (${places(chunk.length)}) ORDER BY id${this.dialect.forUpdate}`;
      for (const row of await this.session.all(sql, chunk)) {
        const stream = streamRow(row);
        rows.set(stream.id, stream);
      }
    });
    return rows;
  }

  async shareStream(id: string): Promise<StreamRow | null> {
    const rows = await this.session.all(`SELECT * FROM stream WHERE id = ?${this.dialect.inShareMode}`, [id]);
    return rows[0] === undefined ? null : streamRow(rows[0]);
  }

  async streamOf(id: string): Promise<StreamRow | null> {
    const rows = await this.session.all('SELECT * FROM stream WHERE id = ?', [id]);
    return rows[0] === undefined ? null : streamRow(rows[0]);
  }

  async answers(keys: readonly { readonly scope: string; readonly key: string }[]): Promise<readonly AnswerRow[]> {
    const found: AnswerRow[] = [];
    await inChunks(keys, async (chunk) => {
      const where = chunk.map(() => '(scope = ? AND idem_key = ?)').join(' OR ');
      const sql = `SELECT * FROM answer WHERE ${where}`;
      const rows = await this.session.all(
        sql,
        chunk.flatMap((one) => [one.scope, one.key]),
      );
      found.push(...rows.map(answerRow));
    });
    return found;
  }

  snapshot(stream: string): Promise<SnapshotRow | null> {
    return snapshotOf(this.session, stream);
  }

  async recordsFrom(stream: string, seq: number, limit?: number): Promise<readonly RecordRow[]> {
    const sql = `SELECT * FROM record WHERE stream = ? AND seq >= ? ORDER BY seq${limit === undefined ? '' : ` LIMIT ${limit}`}`;
    return (await this.session.all(sql, [stream, seq])).map(recordRow);
  }

  definition(hash: Uint8Array): Promise<DefinitionRow | null> {
    return definitionOf(this.session, hash);
  }

  async inboxWaiting(ids: readonly string[]): Promise<ReadonlyMap<string, InboxRow>> {
    const found = new Map<string, InboxRow>();
    await inChunks(ids, async (chunk) => {
      const sql = `SELECT * FROM inbox WHERE id IN (${places(chunk.length)}) AND refused IS NULL`;
      for (const row of await this.session.all(sql, chunk)) found.set(row['id'] as string, inboxRow(row));
    });
    return found;
  }

  async takeInbox(id: string): Promise<boolean> {
    return (await this.session.run('DELETE FROM inbox WHERE id = ?', [id])) === 1;
  }

  async hearers({ name, scope, except, after, until }: Hearing, limit: number): Promise<readonly Hearer[]> {
    const within = scope === '' ? '' : ' AND (o.scope = ? OR (o.scope > ? AND o.scope < ?))';
    // two reads: a join would hand back columns of one name twice
    const rows = await this.session.all(
      `SELECT s.* FROM ${SUBSCRIPTION.name} s JOIN stream o ON o.id = s.stream
       WHERE s.name = ? AND s.correlation_key = '' AND s.taken = 0 AND s.kind = 'signal'
         AND s.opened > ? AND s.opened <= ? AND s.stream <> ?${within} ORDER BY s.opened LIMIT ${limit}`,
      [name, after, until, except, ...(scope === '' ? [] : [scope, `${scope}/`, `${scope}0`])],
    );
    const subscriptions = rows.map(subscriptionRow);
    const owners = new Map<string, StreamRow>();
    await inChunks([...new Set(subscriptions.map(({ stream }) => stream))], async (chunk) => {
      const sql = `SELECT * FROM stream WHERE id IN (${places(chunk.length)})`;
      for (const row of await this.session.all(sql, chunk)) owners.set(row['id'] as string, streamRow(row));
    });
    return subscriptions.flatMap((subscription) => {
      const owner = owners.get(subscription.stream);
      return owner === undefined ? [] : [{ subscription, owner }];
    });
  }

  async timers(keys: readonly RowKey[]): Promise<readonly TimerRow[]> {
    const found: TimerRow[] = [];
    await inChunks(keys, async (chunk) => {
      const where = chunk.map(() => '(stream = ? AND timer_key = ?)').join(' OR ');
      const rows = await this.session.all(
        `SELECT * FROM timer WHERE ${where}`,
        chunk.flatMap((one): Parameter[] => [one.stream, one.key]),
      );
      found.push(...rows.map(timerRow));
    });
    return found;
  }

  async job(key: RowKey): Promise<JobRow | null> {
    const rows = await this.session.all('SELECT * FROM job WHERE stream = ? AND job_key = ?', [key.stream, key.key]);
    return rows[0] === undefined ? null : jobRow(rows[0]);
  }

  async append(changes: Changes): Promise<void> {
    await append(this.session, this.dialect, changes);
    for (const record of changes.projected)
      await this.projections.get(record.kind)?.(this.session, this.dialect, record);
  }

  async claimJob(key: RowKey, fence: number, holder: string, until: number): Promise<boolean> {
    const changed = await this.session.run(
      'UPDATE job SET fence = fence + 1, holder = ?, lease_until = ? WHERE stream = ? AND job_key = ? AND fence = ?',
      [holder, until, key.stream, key.key, fence],
    );
    return changed === 1;
  }

  async releaseJob(key: RowKey, fence: number): Promise<void> {
    await this.session.run(
      'UPDATE job SET fence = fence + 1, holder = NULL, lease_until = 0 WHERE stream = ? AND job_key = ? AND fence = ?',
      [key.stream, key.key, fence],
    );
  }

  async keepMessage(message: MessageRow): Promise<boolean> {
    try {
      await insertRows(this.session, this.dialect, MESSAGE, [message]);
      return true;
    } catch (error) {
      // only this statement is undone: the unit goes on
      if (error instanceof AlreadyThere) return false;
      throw error;
    }
  }

  async lockCorrelation(name: string, correlationKey: string): Promise<void> {
    const keep = this.dialect.keepExisting('name');
    await this.session.run(`INSERT INTO correlation (name, correlation_key) VALUES (?, ?)${keep}`, [
      name,
      correlationKey,
    ]);
    await this.session.all(
      `SELECT name FROM correlation WHERE name = ? AND correlation_key = ?${this.dialect.forUpdate}`,
      [name, correlationKey],
    );
  }

  async waitingMessages(
    name: string,
    correlationKey: string,
    now: number,
    limit: number,
  ): Promise<readonly MessageRow[]> {
    const rows = await this.session.all(
      `SELECT * FROM message WHERE name = ? AND correlation_key = ? AND taken = 0 AND (fresh = 1 OR expires_at > ?)
       ORDER BY id LIMIT ${limit}`,
      [name, correlationKey, now],
    );
    return rows.map(messageRow);
  }

  async waitingSubscriptions(name: string, correlationKey: string, limit: number): Promise<readonly SubscriptionRow[]> {
    const rows = await this.session.all(
      `SELECT * FROM subscription WHERE name = ? AND correlation_key = ? AND taken = 0 AND kind = 'message'
       ORDER BY opened LIMIT ${limit}`,
      [name, correlationKey],
    );
    return rows.map(subscriptionRow);
  }

  async pair(name: string, correlationKey: string, pairs: readonly Pair[]): Promise<void> {
    for (const { message, subscription } of pairs) {
      await this.session.run('UPDATE message SET taken = 1 WHERE id = ?', [message.id]);
      if (!subscription.once) continue;
      await this.session.run(
        `UPDATE ${SUBSCRIPTION.name} SET taken = 1 WHERE stream = ? AND subscription_key = ? AND opened = ?`,
        [subscription.stream, subscription.key, subscription.opened],
      );
    }
    await this.session.run('UPDATE message SET fresh = 0 WHERE name = ? AND correlation_key = ? AND fresh = 1', [
      name,
      correlationKey,
    ]);
    await insertRows(
      this.session,
      this.dialect,
      INBOX,
      pairs.map((pair) => pair.inbox),
    );
  }

  async votesBy(poll: string, electors: readonly string[]): Promise<ReadonlyMap<string, readonly VoteRow[]>> {
    const votes = new Map<string, VoteRow[]>();
    await inChunks(electors, async (chunk) => {
      const sql = `SELECT * FROM vote WHERE poll = ? AND elector IN (${places(chunk.length)}) ORDER BY revision`;
      for (const row of await this.session.all(sql, [poll, ...chunk])) {
        const vote = voteRow(row);
        const earlier = votes.get(vote.elector);
        if (earlier === undefined) votes.set(vote.elector, [vote]);
        else earlier.push(vote);
      }
    });
    return votes;
  }

  async votesOf(poll: string): Promise<readonly VoteRow[]> {
    return (await this.session.all('SELECT * FROM vote WHERE poll = ? ORDER BY elector, revision', [poll])).map(
      voteRow,
    );
  }

  insertVotes(votes: readonly VoteRow[]): Promise<void> {
    return insertRows(this.session, this.dialect, VOTE, votes);
  }

  async keepSnapshot(snapshot: SnapshotRow): Promise<void> {
    const present = await this.session.all(`SELECT seq FROM snapshot WHERE stream = ?${this.dialect.forUpdate}`, [
      snapshot.stream,
    ]);
    if (present[0] !== undefined && Number(present[0]['seq']) >= snapshot.seq) return;
    await insertRows(this.session, this.dialect, SNAPSHOT, [snapshot], 'replace');
  }

  async insertDefinition(definition: DefinitionRow): Promise<void> {
    const keep = (column: string) => this.dialect.keepExisting(column);
    await this.session.run(`INSERT INTO definition (hash, main) VALUES (?, ?)${keep('main')}`, [
      definition.hash,
      definition.main,
    ]);
    for (const { path, bytes } of definition.files) {
      await this.session.run(`INSERT INTO definition_file (definition, path, bytes) VALUES (?, ?, ?)${keep('path')}`, [
        definition.hash,
        path,
        bytes,
      ]);
    }
  }

  async setSetting(name: string, value: StoredValue): Promise<void> {
    await this.session.run('REPLACE INTO setting (name, value) VALUES (?, ?)', [name, JSON.stringify(value)]);
  }

  async setting(name: string): Promise<StoredValue | undefined> {
    const rows = await this.session.all(`SELECT value FROM setting WHERE name = ?${this.dialect.forUpdate}`, [name]);
    return rows[0] === undefined ? undefined : (JSON.parse(rows[0]['value'] as string) as StoredValue);
  }

  async takeLease(name: string, holder: string, now: number, until: number): Promise<boolean> {
    const keep = this.dialect.keepExisting('name');
    await this.session.run(`INSERT INTO lease (name, holder, fence, lease_until) VALUES (?, NULL, 0, 0)${keep}`, [
      name,
    ]);
    const rows = await this.session.all('SELECT * FROM lease WHERE name = ?', [name]);
    const lease = rows[0];
    if (lease === undefined) return false;
    if (lease['holder'] !== holder && Number(lease['lease_until']) > now) return false;
    const changed = await this.session.run(
      'UPDATE lease SET fence = fence + 1, holder = ?, lease_until = ? WHERE name = ? AND fence = ?',
      [holder, until, name, Number(lease['fence'])],
    );
    return changed === 1;
  }

  async releaseLease(name: string, holder: string): Promise<void> {
    await this.session.run('UPDATE lease SET lease_until = 0, fence = fence + 1 WHERE name = ? AND holder = ?', [
      name,
      holder,
    ]);
  }

  async claimOutbox(rows: readonly OutboxRow[], until: number): Promise<ReadonlySet<string>> {
    const held = new Set<string>();
    for (const row of rows) {
      const changed = await this.session.run(
        'UPDATE outbox SET fence = fence + 1, lease_until = ? WHERE id = ? AND fence = ?',
        [until, row.id, row.fence],
      );
      if (changed === 1) held.add(row.id);
    }
    return held;
  }

  async outboxDone(ids: readonly string[]): Promise<void> {
    await inChunks(ids, async (chunk) => {
      await this.session.run(`DELETE FROM outbox WHERE id IN (${places(chunk.length)})`, chunk);
    });
  }

  async outboxFailed(id: string, reason: string, at: number, until: number): Promise<void> {
    await this.session.run('UPDATE outbox SET reason = ?, failed_at = ?, lease_until = ? WHERE id = ?', [
      reason.slice(0, 64),
      at,
      until,
      id,
    ]);
  }

  async effectAgain(id: string): Promise<boolean> {
    const sql = 'UPDATE outbox SET lease_until = 0 WHERE id = ? AND reason IS NOT NULL';
    return (await this.session.run(sql, [id])) === 1;
  }

  async jobAgain(key: RowKey): Promise<boolean> {
    const sql = 'UPDATE job SET not_before = 0 WHERE stream = ? AND job_key = ? AND retries > 0';
    return (await this.session.run(sql, [key.stream, key.key])) === 1;
  }

  async commandAgain(id: string): Promise<boolean> {
    const sql = 'UPDATE inbox SET refused = NULL WHERE id = ? AND refused IS NOT NULL';
    return (await this.session.run(sql, [id])) === 1;
  }

  async tidy(now: number, answersBefore: number): Promise<void> {
    await this.session.run('DELETE FROM message WHERE expires_at <= ? AND fresh = 0', [now]);
    await this.session.run('DELETE FROM answer WHERE at < ?', [answersBefore]);
  }
}
