import { Table, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';

/**
 * Column kinds of the schema, mapped to both databases in this one place. Ids, keys and names compare by code unit
 * (`utf8mb4_bin`); instants and counters are 64-bit integers that hold safe integers; bytes that are hashed are binary.
 */
export interface Columns {
  /** A ULID, 26 characters. */
  id(name: string, options?: Options): TableColumnOptions;
  /** A name or key that is compared exactly. */
  name(name: string, length: number, options?: Options): TableColumnOptions;
  /** Text people search: compared without case where the database can. */
  words(name: string, length: number, options?: Options): TableColumnOptions;
  /** UTC milliseconds, counters, money in fen, areas in hundredths of a square metre. */
  integer(name: string, options?: Options): TableColumnOptions;
  flag(name: string, options?: Options): TableColumnOptions;
  /** 32 bytes. */
  hash(name: string, options?: Options): TableColumnOptions;
  /** Any number of bytes. */
  bytes(name: string, options?: Options): TableColumnOptions;
  /** Short bytes, compared exactly. */
  shortBytes(name: string, length: number, options?: Options): TableColumnOptions;
  /** JSON as text; never for bytes that are hashed. */
  json(name: string, options?: Options): TableColumnOptions;
}

export interface Options {
  readonly key?: true;
  readonly unique?: true;
  readonly null?: true;
  readonly default?: string | number;
}

export function columns(runner: QueryRunner): Columns {
  const sqlite = isSqlite(runner);
  const make = (name: string, type: string, options: Options = {}, more: Partial<TableColumnOptions> = {}) => ({
    name,
    type,
    isPrimary: options.key === true,
    isNullable: options.null === true,
    isUnique: options.unique === true,
    ...(options.default === undefined ? {} : { default: options.default }),
    ...more,
  });
  const exact = sqlite ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
  const loose = sqlite ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_unicode_ci' };
  return {
    id: (name, options) => make(name, sqlite ? 'varchar' : 'char', options, { length: '26', ...exact }),
    name: (name, length, options) => make(name, 'varchar', options, { length: String(length), ...exact }),
    words: (name, length, options) => make(name, 'varchar', options, { length: String(length), ...loose }),
    integer: (name, options) => make(name, sqlite ? 'integer' : 'bigint', options),
    flag: (name, options) => make(name, sqlite ? 'integer' : 'tinyint', options),
    hash: (name, options) => (sqlite ? make(name, 'blob', options) : make(name, 'binary', options, { length: '32' })),
    bytes: (name, options) => make(name, sqlite ? 'blob' : 'longblob', options),
    shortBytes: (name, length, options) =>
      sqlite ? make(name, 'blob', options) : make(name, 'varbinary', options, { length: String(length) }),
    json: (name, options) => make(name, sqlite ? 'text' : 'longtext', options, exact),
  };
}

export function isSqlite(runner: QueryRunner): boolean {
  return runner.dataSource.options.type === 'better-sqlite3';
}

/**
 * Creates a table with its indexes, `[name, …columns]` each; one whose name starts with `u_` is unique. A table that
 * is there already is left alone, so a migration that a crash cut in half can run again (DDL commits by itself on MySQL).
 */
export async function table(
  runner: QueryRunner,
  name: string,
  tableColumns: TableColumnOptions[],
  indexes: readonly (readonly [string, ...string[]])[] = [],
): Promise<void> {
  if (await runner.hasTable(name)) return;
  await runner.createTable(
    new Table({
      name,
      columns: tableColumns,
      indices: indexes.map(
        ([index, ...columnNames]) => new TableIndex({ name: index, columnNames, isUnique: index.startsWith('u_') }),
      ),
      ...(isSqlite(runner) ? {} : { engine: 'InnoDB' }),
    }),
  );
}
