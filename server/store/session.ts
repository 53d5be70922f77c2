import { createRequire } from 'node:module';
import type { Parameter, Row, Session } from './dialect/dialect.js';

/** The part of libsql's connection that is used. */
export interface LibsqlConnection {
  prepare(sql: string): LibsqlStatement;
  exec(sql: string): void;
  pragma(source: string): unknown;
  close(): void;
}

interface LibsqlStatement {
  all(...parameters: unknown[]): Row[];
  run(...parameters: unknown[]): { changes: number };
}

type LibsqlClass = new (path: string, options: object) => LibsqlConnection;

/**
 * libsql's connection class as better-sqlite3's behaves: parameters are always handed on as one array (by itself it takes
 * a lone Buffer for an object of named parameters), and bytes come back as Buffers (its `all` gives ArrayBuffers).
 * TypeORM gets this class as its driver.
 */
export function libsqlClass(): LibsqlClass {
  const Libsql = createRequire(import.meta.url)('libsql') as LibsqlClass;
  return class extends Libsql {
    override prepare(sql: string): LibsqlStatement {
      const statement = super.prepare(sql);
      const all = statement.all.bind(statement);
      const run = statement.run.bind(statement);
      statement.all = (...parameters) => all(asOne(parameters)).map(withBuffers);
      statement.run = (...parameters) => run(asOne(parameters));
      return statement;
    }
  };
}

/** TypeORM spreads its parameters, our session hands on the array it has. */
function asOne(parameters: readonly unknown[]): unknown {
  return parameters.length === 1 && Array.isArray(parameters[0]) ? parameters[0] : parameters;
}

/** The row is fresh from the driver and nobody else's. */
function withBuffers(row: Row): Row {
  const values = row as Record<string, unknown>;
  for (const name in values) {
    const value = values[name];
    if (value instanceof ArrayBuffer) values[name] = Buffer.from(value);
  }
  return row;
}

/** Statements of one libsql connection, prepared once by their text. */
export class SqliteSession implements Session {
  readonly #statements = new Map<string, LibsqlStatement>();

  constructor(readonly connection: LibsqlConnection) {}

  all(sql: string, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    return attempt(() => this.#statement(sql).all(parameters));
  }

  run(sql: string, parameters: readonly Parameter[]): Promise<number> {
    return attempt(() => this.#statement(sql).run(parameters).changes);
  }

  #statement(sql: string): LibsqlStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function attempt<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

type Done<T> = (error: Error | null, result: T) => void;

/** The part of a mysql2 pool connection that is used. */
export interface MysqlConnection {
  prepare(sql: string, done: Done<MysqlStatement>): void;
  query(sql: string, done: Done<unknown>): void;
  release(): void;
  destroy(): void;
}

interface MysqlStatement {
  execute(parameters: readonly Parameter[], done: Done<unknown>): void;
}

/** Statements of one mysql2 connection, prepared once by their text; `execute` of a connection would look for them each time. */
export class MysqlSession implements Session {
  readonly #statements = new Map<string, MysqlStatement>();

  constructor(readonly connection: MysqlConnection) {}

  all(sql: string, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    return this.#execute(sql, parameters) as Promise<readonly Row[]>;
  }

  async run(sql: string, parameters: readonly Parameter[]): Promise<number> {
    const result = (await this.#execute(sql, parameters)) as { affectedRows: number };
    return result.affectedRows;
  }

  plain(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.query(sql, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  #execute(sql: string, parameters: readonly Parameter[]): Promise<unknown> {
    const statement = this.#statements.get(sql);
    if (statement !== undefined) return executed(statement, parameters);
    return this.#prepare(sql).then((prepared) => executed(prepared, parameters));
  }

  #prepare(sql: string): Promise<MysqlStatement> {
    return new Promise((resolve, reject) => {
      this.connection.prepare(sql, (error, statement) => {
        if (error !== null) return reject(error);
        this.#statements.set(sql, statement);
        resolve(statement);
      });
    });
  }
}

function executed(statement: MysqlStatement, parameters: readonly Parameter[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    statement.execute(parameters, (error, result) => (error === null ? resolve(result) : reject(error)));
  });
}
