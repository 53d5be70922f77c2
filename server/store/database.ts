import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { createConnection } from 'mysql2/promise';
import { migrations } from '#migrations';
import type { Dialect, Session } from './dialect/dialect.js';
import { mysql } from './dialect/mysql.js';
import { sqlite } from './dialect/sqlite.js';
import { storeEntities } from './entities.js';
import { Mutex } from './mutex.js';
import { libsqlClass, MysqlSession, SqliteSession, type LibsqlConnection, type MysqlConnection } from './session.js';

export type Entities = readonly (new () => ObjectLiteral)[];

/** Where the data is: a file for embedded SQLite, or `mysql://user:password@host:port/name`. */
export type DatabaseSettings = { readonly file: string } | { readonly url: string; readonly connections?: number };

/** A database that cannot be used, with a code the server turns into one sentence and a non-zero exit. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
  constructor(
    readonly code:
      'database-down' | 'database-denied' | 'schema-newer' | 'schema-older' | 'database-in-use' | 'folder-unwritable',
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}

/**
 * The one door to the database: units of work on one connection each. On SQLite all of them, lone writes included, go
 * through one mutex, and reads outside a unit use a second connection that cannot write.
 */
export class Database {
  readonly #mutex = new Mutex();
  readonly #mysqlSessions = new WeakMap<object, MysqlSession>();

  constructor(
    /** TypeORM's data source for writing. Use `write` instead of its repositories. */
    readonly source: DataSource,
    /** For reading; the same one on MariaDB. */
    readonly reader: DataSource,
    readonly dialect: Dialect,
    /** How many units can be in flight. */
    readonly connections: number,
    /** Connections of units; on MariaDB they never commit by themselves and are nobody else's. */
    private readonly units: DataSource = source,
  ) {}

  /** One transaction through TypeORM's manager, for entities and repositories. Repeated on transient errors. */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.#repeated(() =>
      this.#serial(() =>
        this.dialect.name === 'sqlite'
          ? this.source.transaction(work)
          : this.source.transaction('READ COMMITTED', work),
      ),
    );
  }

  /** Reads what is committed, outside any unit. */
  get read(): EntityManager {
    return this.reader.manager;
  }

  repository<T extends ObjectLiteral>(entity: EntityTarget<T>) {
    return this.reader.getRepository(entity);
  }

  /** One transaction on prepared statements of the connection TypeORM holds. Repeated on transient errors. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#repeated(() =>
      this.dialect.name === 'sqlite' ? this.#mutex.run(() => this.#sqliteUnit(work)) : this.#mysqlUnit(work),
    );
  }

  /** Prepared reads outside any unit. */
  async reading<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.dialect.name === 'sqlite') return work(await this.#sqliteSession(this.reader));
    return this.#onConnection(this.source, SESSION_SETTINGS, work);
  }

  async close(): Promise<void> {
    await this.#serial(async () => {
      // Nest's module of TypeORM closes the source it was given by itself
      for (const source of new Set([this.units, this.reader, this.source]))
        if (source.isInitialized) await source.destroy();
    });
  }

  #serial<T>(work: () => Promise<T>): Promise<T> {
    return this.dialect.name === 'sqlite' ? this.#mutex.run(work) : work();
  }

  async #repeated<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !this.dialect.isTransient(error)) throw error;
        await wait(Math.min(200, 2 ** attempt) * (0.5 + Math.random()));
      }
    }
  }

  readonly #sessions = new WeakMap<DataSource, SqliteSession>();

  async #sqliteSession(source: DataSource): Promise<SqliteSession> {
    let session = this.#sessions.get(source);
    if (session === undefined) {
      const driver = source.driver as BetterSqlite3Driver;
      session = new SqliteSession(driver.databaseConnection as LibsqlConnection);
      this.#sessions.set(source, session);
    }
    return session;
  }

  async #sqliteUnit<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.#sqliteSession(this.source);
    await session.run('BEGIN IMMEDIATE', []);
    try {
      const result = await work(session);
      await session.run('COMMIT', []);
      return result;
    } catch (error) {
      // SQLite rolls back by itself on some errors; then there is nothing left to roll back
      await session.run('ROLLBACK', []).catch(() => undefined);
      throw error;
    }
  }

  /** The first statement begins the transaction: one round trip less than a statement that only begins it. */
  #mysqlUnit<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#onConnection(this.units, UNIT_SETTINGS, async (session) => {
      try {
        const result = await work(session);
        await session.plain('COMMIT');
        return result;
      } catch (error) {
        // a connection that cannot roll back must not carry what is left of this unit into the next one
        await session.plain('ROLLBACK').catch(() => session.connection.destroy());
        throw error;
      }
    });
  }

  /** A connection of TypeORM's pool, straight from its driver: a query runner per unit would cost as much as a statement. */
  async #onConnection<T>(
    source: DataSource,
    settings: readonly string[],
    work: (session: MysqlSession) => Promise<T>,
  ): Promise<T> {
    const driver = source.driver as MysqlDriver;
    const connection = (await driver.obtainMasterConnection()) as MysqlConnection;
    try {
      let session = this.#mysqlSessions.get(connection);
      if (session === undefined) {
        session = new MysqlSession(connection);
        for (const setting of settings) await session.plain(setting);
        this.#mysqlSessions.set(connection, session);
      }
      return await work(session);
    } finally {
      connection.release();
    }
  }
}

const MAX_ATTEMPTS = 20;
const SESSION_SETTINGS = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 10",
];
const UNIT_SETTINGS = [...SESSION_SETTINGS, 'SET SESSION autocommit = 0'];

/**
 * Opens the database without touching its schema (`migrate` does). Throws `DatabaseProblem` `database-down`,
 * `database-denied` or `folder-unwritable`.
 */
export async function openDatabase(settings: DatabaseSettings, entities: Entities = []): Promise<Database> {
  return 'file' in settings
    ? openSqlite(settings.file, entities)
    : openMysql(settings.url, settings.connections ?? 10, entities);
}

async function openSqlite(file: string, entities: Entities): Promise<Database> {
  const driver = libsqlClass();
  const open = (prepare: readonly string[]) =>
    new DataSource({
      type: 'better-sqlite3',
      driver,
      database: file,
      entities: [...storeEntities, ...entities],
      migrations: [...migrations],
      migrationsTransactionMode: 'each',
      timeout: 10_000,
      prepareDatabase: (connection: LibsqlConnection) => {
        for (const pragma of prepare) connection.pragma(pragma);
      },
    }).initialize();
  try {
    // what is erased is overwritten in the file, and a REPLACE meets the triggers of the row it removes
    const source = await open([
      'journal_mode = WAL',
      'synchronous = FULL',
      'busy_timeout = 10000',
      'secure_delete = ON',
      'recursive_triggers = ON',
    ]);
    const reader = await open(['query_only = ON', 'busy_timeout = 10000']);
    return new Database(source, reader, sqlite, 1);
  } catch (error) {
    throw new DatabaseProblem(existsSync(file) ? 'database-down' : 'folder-unwritable', file, { cause: error });
  }
}

async function openMysql(url: string, connections: number, entities: Entities): Promise<Database> {
  const place = new URL(url);
  const shown = `${place.host}${place.pathname}`;
  try {
    const probe = await createConnection({ uri: url, connectTimeout: 5_000 });
    let version: string;
    try {
      const [rows] = await probe.query('SELECT VERSION() AS version');
      version = (rows as { version: string }[])[0]?.version ?? '';
    } finally {
      await probe.end();
    }
    const options = {
      type: /mariadb/i.test(version) ? ('mariadb' as const) : ('mysql' as const),
      host: place.hostname,
      port: Number(place.port === '' ? 3306 : place.port),
      username: decodeURIComponent(place.username),
      password: decodeURIComponent(place.password),
      database: place.pathname.slice(1),
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      supportBigNumbers: true,
      bigNumberStrings: false,
      poolSize: connections,
    };
    const source = await new DataSource({
      ...options,
      entities: [...storeEntities, ...entities],
      migrations: [...migrations],
      migrationsTransactionMode: 'none',
    }).initialize();
    const units = await new DataSource(options).initialize();
    return new Database(source, source, mysql, connections, units);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const denied = ['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR'].includes(code);
    throw new DatabaseProblem(denied ? 'database-denied' : 'database-down', shown, { cause: error });
  }
}
