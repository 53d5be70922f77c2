import type { Dialect } from './dialect.js';

/** SQLite through libsql. Its locks are the mutex around every unit, so the lock clauses are empty. */
export const sqlite: Dialect = {
  name: 'sqlite',
  forUpdate: '',
  inShareMode: '',
  keepExisting: () => ' ON CONFLICT DO NOTHING',
  text: (column) => `CAST(${column} AS TEXT)`,
  timeQuery: "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now",
  // SQLite allows 32,766 parameters in one statement
  rowsPerStatement: (columnCount) => Math.min(256, Math.floor(32_000 / columnCount)),
  isTransient: (error) => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error)),
  isDuplicate: (error) => /^SQLITE_CONSTRAINT/.test(codeOf(error)) && /UNIQUE|PRIMARY/.test(String(error)),
  // a second server on one file is refused before it comes here
  lockMigrations: 'SELECT 1',
  unlockMigrations: 'SELECT 1',
  triggers: [
    {
      name: 'record_update',
      sql: `CREATE TRIGGER record_update BEFORE UPDATE ON record WHEN NOT (
        NEW.stream = OLD.stream AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.type = OLD.type
        AND NEW.leaf = OLD.leaf AND NEW.leaf_hash = OLD.leaf_hash
        AND (NEW.idx IS OLD.idx OR (OLD.idx IS NULL AND NEW.idx IS NOT NULL))
        AND (NEW.body IS OLD.body OR NEW.body IS NULL)
        AND (NEW.body_salt IS OLD.body_salt OR NEW.body_salt IS NULL)
      ) BEGIN SELECT RAISE(ABORT, 'record is append-only'); END`,
    },
    {
      name: 'record_delete',
      sql: `CREATE TRIGGER record_delete BEFORE DELETE ON record
        BEGIN SELECT RAISE(ABORT, 'record is append-only'); END`,
    },
    {
      name: 'vote_update',
      sql: `CREATE TRIGGER vote_update BEFORE UPDATE ON vote WHEN NOT (
        NEW.poll = OLD.poll AND NEW.elector = OLD.elector AND NEW.revision = OLD.revision
        AND NEW.leaf = OLD.leaf AND NEW.leaf_hash = OLD.leaf_hash AND NEW.choice = OLD.choice AND NEW.salt = OLD.salt
        AND (NEW.board_idx IS OLD.board_idx OR (OLD.board_idx IS NULL AND NEW.board_idx IS NOT NULL))
      ) BEGIN SELECT RAISE(ABORT, 'vote is append-only'); END`,
    },
    {
      name: 'vote_delete',
      sql: `CREATE TRIGGER vote_delete BEFORE DELETE ON vote
        BEGIN SELECT RAISE(ABORT, 'vote is append-only'); END`,
    },
  ],
};

/** libsql puts the extended code's name into `code`; TypeORM wraps the driver's error. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('driverError' in error) return codeOf(error.driverError);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
