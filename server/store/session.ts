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
      statement.all = (...parameters) => all(parameters).map(withBuffers);
      statement.run = (...parameters) => run(parameters);
      return statement;
    }
  };
}

function withBuffers(row: Row): Row {
  let changed: Record<string, unknown> | null = null;
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof ArrayBuffer) (changed ??= { ...row })[name] = Buffer.from(value);
  }
  return changed ?? row;
}

/** Statements of one libsql connection, prepared once by their text. */
export class SqliteSession implements Session {
  readonly #statements = new Map<string, LibsqlStatement>();

  constructor(readonly connection: LibsqlConnection) {}

  all(sql: string, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    return attempt(() => this.#statement(sql).all(...parameters));
  }

  run(sql: string, parameters: readonly Parameter[]): Promise<number> {
    return attempt(() => this.#statement(sql).run(...parameters).changes);
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

/** The part of a mysql2 pool connection that is used. */
export interface MysqlConnection {
  execute(sql: string, parameters: readonly Parameter[], done: (error: Error | null, result: unknown) => void): void;
  query(sql: string, done: (error: Error | null, result: unknown) => void): void;
  release(): void;
}

/** Statements of one mysql2 connection; mysql2 keeps them prepared by their text. */
export class MysqlSession implements Session {
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
    return new Promise((resolve, reject) => {
      this.connection.execute(sql, parameters, (error, result) => (error === null ? resolve(result) : reject(error)));
    });
  }
}
