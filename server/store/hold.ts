import { DatabaseProblem } from './database.js';
import { libsqlClass, type LibsqlConnection } from './session.js';

/** While held, no other server opens the same SQLite file. */
export interface FileHold {
  release(): void;
}

/**
 * Holds an SQLite data file for one server. The hold is an exclusive lock of the operating system on a second small file
 * (`<file>.hold`), which vanishes with the process however it ends; no pid or heartbeat can go stale. Throws
 * `DatabaseProblem('database-in-use')` when another server holds it.
 */
export function holdFile(file: string): FileHold {
  const Libsql = libsqlClass();
  let connection: LibsqlConnection | null = null;
  try {
    connection = new Libsql(`${file}.hold`, { timeout: 0 });
    connection.exec('PRAGMA journal_mode = DELETE');
    connection.exec('PRAGMA locking_mode = EXCLUSIVE');
    connection.exec('BEGIN EXCLUSIVE');
    const held = connection;
    return { release: () => held.close() };
  } catch (error) {
    connection?.close();
    throw new DatabaseProblem('database-in-use', file, { cause: error });
  }
}
