import type { StoredValue } from '#engine';
import {
  SIGNAL,
  type DefinitionRow,
  type EffectView,
  type FactRow,
  type InboxRow,
  type IncidentRow,
  type JobRow,
  type OutboxRow,
  type RecordRow,
  type SealedInput,
  type SnapshotRow,
  type Store,
  type StoreUnit,
  type StreamQuery,
  type StreamRow,
  type StuckJob,
  type TaskQuery,
  type TaskView,
  type TimerRow,
  type VoteRow,
} from '#runtime';
import { And, Brackets, In, LessThan, MoreThan } from 'typeorm';
import type { Database } from './database.js';
import type { Parameter, Row } from './dialect/dialect.js';
import { SealedValueEntity, StreamEntity, TaskEntity, TimerEntity, VoteEntity } from './entities.js';
import { definitionOf, settingOf, snapshotOf } from './read.js';
import { factRow, inboxRow, incidentRow, jobRow, outboxRow, recordRow, streamRow, taskView, timerRow } from './rows.js';
import { SqlUnit, type Projections } from './unit.js';
import { atOrBelow, either, together, type Where } from './where.js';
import { places } from './write.js';

/** The runtime's store on SQLite or MariaDB: units on prepared statements, lists through TypeORM's repositories. */
export class SqlStore implements Store {
  readonly projected: ReadonlySet<string>;

  /** `projections`: who writes the tables of a kind of stream, in the transaction of each of its records. */
  constructor(
    readonly database: Database,
    private readonly projections: Projections = new Map(),
  ) {
    this.projected = new Set(projections.keys());
  }

  get concurrentUnits(): number {
    return this.database.connections;
  }

  unit<T>(work: (tx: StoreUnit) => Promise<T>): Promise<T> {
    const { database } = this;
    return database.transaction((session) => work(new SqlUnit(session, database.dialect, this.projections)));
  }

  async databaseTime(): Promise<number> {
    const [row] = await this.#all(this.database.dialect.timeQuery, []);
    return Number(row?.['now']);
  }

  async stream(id: string): Promise<StreamRow | null> {
    const [row] = await this.#all('SELECT * FROM stream WHERE id = ?', [id]);
    return row === undefined ? null : streamRow(row);
  }

  async streams(query: StreamQuery): Promise<readonly StreamRow[]> {
    const { kind, scope, exactly, status, definition, before } = query;
    const find = this.database.repository(StreamEntity).createQueryBuilder('stream');
    if (kind !== undefined) find.andWhere({ kind });
    if (status !== undefined) find.andWhere({ status });
    if (before !== undefined) find.andWhere({ id: LessThan(before) });
    if (definition !== undefined) find.andWhere({ definition: Buffer.from(definition, 'base64') });
    if (scope !== undefined && exactly === true) find.andWhere({ scope });
    else if (scope !== undefined) within(find, scope);
    const rows = await find
      .orderBy('stream.id', 'DESC')
      .limit(limited(query.limit, 50, 200))
      .getMany();
    return rows.map((row): StreamRow => ({ ...row }));
  }

  snapshot(stream: string): Promise<SnapshotRow | null> {
    return this.database.reading((session) => snapshotOf(session, stream));
  }

  async recordsFrom(stream: string, seq: number, limit = 1_000_000): Promise<readonly RecordRow[]> {
    return this.records(stream, seq, limit);
  }

  async records(stream: string, from: number, limit: number): Promise<readonly RecordRow[]> {
    const sql = `SELECT * FROM record WHERE stream = ? AND seq >= ? ORDER BY seq LIMIT ${limited(limit, 1_000, 1_000_000)}`;
    return (await this.#all(sql, [stream, from])).map(recordRow);
  }

  definition(hash: Uint8Array): Promise<DefinitionRow | null> {
    return this.database.reading((session) => definitionOf(session, hash));
  }

  async facts(kind: string): Promise<readonly FactRow[]> {
    return (await this.#all('SELECT * FROM fact WHERE kind = ? ORDER BY name', [kind])).map(factRow);
  }

  setting(name: string): Promise<StoredValue | undefined> {
    return this.database.reading((session) => settingOf(session, name));
  }

  async tasks(query: TaskQuery): Promise<readonly TaskView[]> {
    const { stream, scope, exactly, roles, assignee } = query;
    const find = this.database.repository(TaskEntity).createQueryBuilder('task');
    if (stream !== undefined) find.andWhere({ stream });
    if (assignee !== undefined) find.andWhere({ assignee });
    if (scope !== undefined && exactly === true) find.andWhere({ scope });
    else if (scope !== undefined) within(find, scope);
    if (roles !== undefined) {
      if (roles.length === 0) return [];
      // roles are a JSON list of names
      find.andWhere(
        new Brackets((any) =>
          roles.forEach((role, i) =>
            any.orWhere(`task.roles LIKE :role${i}`, { [`role${i}`]: `%${JSON.stringify(role)}%` }),
          ),
        ),
      );
    }
    const rows = await find
      .orderBy('task.openedAt')
      .addOrderBy('task.stream')
      .addOrderBy('task.key')
      .limit(limited(query.limit, 100, 500))
      .getMany();
    // LIKE finds a few too many when a name holds a wildcard
    const mine = roles === undefined ? rows : rows.filter((row) => row.roles.some((role) => roles.includes(role)));
    return mine.map((row) => taskView(row.stream, row.key, row.element, row.openedAt, row.task));
  }

  async timersOf(stream: string | null, limit: number): Promise<readonly TimerRow[]> {
    const find = this.database.repository(TimerEntity).createQueryBuilder('timer');
    if (stream !== null) find.andWhere({ stream });
    return find
      .orderBy('CASE WHEN timer.due IS NULL THEN 1 ELSE 0 END')
      .addOrderBy('timer.due')
      .addOrderBy('timer.stream')
      .addOrderBy('timer.key')
      .limit(limited(limit, 200, 10_000))
      .getMany();
  }

  async dueTimers(until: number, limit: number): Promise<readonly TimerRow[]> {
    return this.database
      .repository(TimerEntity)
      .createQueryBuilder('timer')
      .where('timer.due <= :until', { until })
      .orderBy('timer.due')
      .addOrderBy('timer.stream')
      .addOrderBy('timer.key')
      .limit(limit)
      .getMany();
  }

  async nextDue(): Promise<number | null> {
    const [row] = await this.#all('SELECT MIN(due) AS due FROM timer', []);
    const due = row?.['due'];
    return due === null || due === undefined ? null : Number(due);
  }

  async awaitingCalendar(
    year: number | null,
    limit: number,
    scopes: readonly string[] | null,
  ): Promise<readonly TimerRow[]> {
    const there = inScopes('s.scope', scopes);
    const that = year === null ? '1 = 1' : 't.awaits_year = ?';
    const sql = `SELECT t.* FROM timer t JOIN stream s ON s.id = t.stream WHERE t.due IS NULL AND ${that} AND ${there.sql}
      ORDER BY t.awaits_year, t.stream, t.timer_key LIMIT ${limit}`;
    return (await this.#all(sql, [...(year === null ? [] : [year]), ...there.parameters])).map(timerRow);
  }

  async undatedTaskStreams(after: string, limit: number): Promise<readonly string[]> {
    const sql = `SELECT DISTINCT stream FROM task WHERE due IS NULL AND stream > ? ORDER BY stream LIMIT ${limit}`;
    return (await this.#all(sql, [after])).map((row) => row['stream'] as string);
  }

  async incidents(of: string | readonly string[] | null, limit: number): Promise<readonly IncidentRow[]> {
    const { sql, parameters } =
      typeof of === 'string' ? { sql: 'i.stream = ?', parameters: [of] } : inScopes('s.scope', of);
    const asked = `SELECT i.* FROM incident i JOIN stream s ON s.id = i.stream WHERE ${sql}
      ORDER BY i.at DESC, i.stream, i.incident_key LIMIT ${limited(limit, 200, 10_000)}`;
    return (await this.#all(asked, parameters)).map(incidentRow);
  }

  async readyJobs(types: readonly string[], real: number, limit: number): Promise<readonly JobRow[]> {
    if (types.length === 0) return [];
    const sql = `SELECT * FROM job WHERE lease_until <= ? AND not_before <= ? AND retries > 0
      AND type IN (${places(types.length)}) ORDER BY stream, job_key LIMIT ${limit}`;
    return (await this.#all(sql, [real, real, ...types])).map(jobRow);
  }

  async jobsOf(stream: string): Promise<readonly JobRow[]> {
    return (await this.#all('SELECT * FROM job WHERE stream = ? ORDER BY job_key', [stream])).map(jobRow);
  }

  async inboxOf(stream: string | null, limit: number): Promise<readonly InboxRow[]> {
    const where = stream === null ? '' : 'stream = ? AND ';
    const sql = `SELECT * FROM inbox WHERE ${where}refused IS NULL AND kind <> '${SIGNAL}' ORDER BY id LIMIT ${limit}`;
    return (await this.#all(sql, stream === null ? [] : [stream])).map(inboxRow);
  }

  async signals(limit: number): Promise<readonly string[]> {
    const sql = `SELECT id FROM inbox WHERE kind = '${SIGNAL}' AND refused IS NULL ORDER BY id LIMIT ${limit}`;
    return (await this.#all(sql, [])).map((row) => row['id'] as string);
  }

  async refusedInbox(limit: number, scopes: readonly string[] | null): Promise<readonly InboxRow[]> {
    const { sql, parameters } = inScopes('scope', scopes);
    const asked = `SELECT * FROM inbox WHERE refused IS NOT NULL AND ${sql} ORDER BY id LIMIT ${limit}`;
    return (await this.#all(asked, parameters)).map(inboxRow);
  }

  async unmatched(
    now: number,
    limit: number,
  ): Promise<readonly { readonly name: string; readonly correlationKey: string }[]> {
    const sql = `SELECT DISTINCT m.name AS name, m.correlation_key AS correlation_key FROM message m
      JOIN subscription s ON s.name = m.name AND s.correlation_key = m.correlation_key AND s.taken = 0 AND s.kind = 'message'
      WHERE m.taken = 0 AND (m.fresh = 1 OR m.expires_at > ?) LIMIT ${limit}`;
    const rows = await this.#all(sql, [now]);
    return rows.map((row) => ({ name: row['name'] as string, correlationKey: row['correlation_key'] as string }));
  }

  async sealed(commitments: readonly string[]): Promise<readonly SealedInput[]> {
    if (commitments.length === 0) return [];
    const keys = commitments.map((commitment) => Buffer.from(commitment, 'base64'));
    const rows = await this.database.repository(SealedValueEntity).find({ where: { commitment: In(keys) } });
    return rows.map(({ commitment, salt, value, subject, eraseAfter }) => ({
      commitment: Buffer.from(commitment).toString('base64'),
      salt,
      value,
      subject,
      eraseAfter,
    }));
  }

  async votes(poll: string): Promise<readonly VoteRow[]> {
    const rows = await this.database
      .repository(VoteEntity)
      .find({ where: { poll }, order: { elector: 'ASC', revision: 'ASC' } });
    return rows.map((row) => ({ ...row, choice: Buffer.from(row.choice).toString('utf8') }));
  }

  async outbox(real: number, limit: number): Promise<readonly OutboxRow[]> {
    const sql = `SELECT * FROM outbox WHERE lease_until <= ? ORDER BY id LIMIT ${limit}`;
    return (await this.#all(sql, [real])).map(outboxRow);
  }

  async failedEffects(limit: number, scopes: readonly string[] | null): Promise<readonly EffectView[]> {
    const { sql, parameters } = inScopes('scope', scopes);
    const asked = `SELECT * FROM outbox WHERE reason IS NOT NULL AND ${sql} ORDER BY id LIMIT ${limit}`;
    return (await this.#all(asked, parameters)).map((row) => {
      const { id, stream, scope, effect, fence } = outboxRow(row);
      const at = { failedAt: Number(row['failed_at']), nextAt: Number(row['lease_until']) };
      return { id, stream, scope, kind: effect.do, reason: String(row['reason']), tries: fence, ...at };
    });
  }

  async stuckJobs(
    types: readonly string[],
    real: number,
    limit: number,
    scopes: readonly string[] | null,
  ): Promise<readonly StuckJob[]> {
    const there = inScopes('s.scope', scopes);
    const unknown = types.length === 0 ? '1 = 1' : `j.type NOT IN (${places(types.length)})`;
    const sql = `SELECT j.*, s.scope AS scope FROM job j JOIN stream s ON s.id = j.stream
      WHERE (j.retries = 0 OR j.not_before > ? OR ${unknown}) AND ${there.sql} ORDER BY j.stream, j.job_key LIMIT ${limit}`;
    return (await this.#all(sql, [real, ...types, ...there.parameters])).map((row) => {
      const { stream, key, type, element, retries, notBefore } = jobRow(row);
      const why = retries === 0 ? 'out' : types.includes(type) ? 'failed' : 'nobody';
      return { stream, key, type, element, retries, notBefore, scope: String(row['scope']), why };
    });
  }

  #all(sql: string, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    return this.database.reading((session) => session.all(sql, parameters));
  }
}

/** At or below any of these places; null: everywhere. */
function inScopes(column: string, scopes: readonly string[] | null): Where {
  return scopes === null ? together([]) : either(scopes.map((scope) => atOrBelow(column, scope)));
}

/** A scope and everything below it. `/` is followed by `0` in code order, so the open range holds exactly what starts with `scope/`. */
function within(find: { andWhere(where: Brackets): unknown }, scope: string): void {
  if (scope === '') return;
  find.andWhere(
    new Brackets((either) =>
      either.where({ scope }).orWhere({ scope: And(MoreThan(`${scope}/`), LessThan(`${scope}0`)) }),
    ),
  );
}

function limited(limit: number | undefined, usual: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(limit ?? usual)));
}
