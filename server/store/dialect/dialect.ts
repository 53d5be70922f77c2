/** A row as both drivers give it: numbers for safe integers, Buffers for bytes, strings, null. */
export type Row = Readonly<Record<string, unknown>>;
export type Parameter = string | number | null | Uint8Array;

/** One connection inside one transaction (or, for reads, outside any): prepared statements, kept by their text. */
export interface Session {
  all(sql: string, parameters: readonly Parameter[]): Promise<readonly Row[]>;
  /** Number of rows inserted, changed or removed. */
  run(sql: string, parameters: readonly Parameter[]): Promise<number>;
}

/** Everything in which the two databases differ; nothing outside `store/dialect` asks which one it is. */
export interface Dialect {
  readonly name: 'sqlite' | 'mysql';
  /** Appended to a SELECT to lock its rows for change, or against change. */
  readonly forUpdate: string;
  readonly inShareMode: string;
  /** Appended to an INSERT so that rows whose key is there are left as they are; `column` is any column of the table. */
  keepExisting(column: string): string;
  /** Bytes that hold UTF-8, as text that can be searched. */
  text(column: string): string;
  /** SELECT of the database's time in UTC milliseconds as `now`. */
  readonly timeQuery: string;
  /** Rows one statement may carry, by its number of columns. */
  rowsPerStatement(columnCount: number): number;
  readonly triggers: readonly Trigger[];
  /** Only one server at a time changes the schema. */
  readonly lockMigrations: string;
  readonly unlockMigrations: string;
  /** True when the same transaction may succeed if it is tried again. */
  isTransient(error: unknown): boolean;
  /** True when a unique key was taken. */
  isDuplicate(error: unknown): boolean;
}

export interface Trigger {
  readonly name: string;
  readonly sql: string;
}
