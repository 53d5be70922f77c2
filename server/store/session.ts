import type { Parameter, Row, Session } from './dialect/dialect.js';

/** The part of libsql's connection that is used. A lone parameter must go in as an array: an object would be taken as named ones. */
export interface LibsqlConnection {
  prepare(sql: string): LibsqlStatement;
  exec(sql: string): void;
  pragma(source: string): unknown;
}

interface LibsqlStatement {
  all(parameters: readonly Parameter[]): Row[];
  run(parameters: readonly Parameter[]): { changes: number };
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

/** The part of a mysql2 pool connection that is used. */
export interface MysqlConnection {
  execute(sql: string, parameters: readonly Parameter[], done: (error: Error | null, result: unknown) => void): void;
  query(sql: string, done: (error: Error | null, result: unknown) => void): void;
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
