import type { Dialect } from './dialect.js';

/** MariaDB and MySQL through mysql2. */
export const mysql: Dialect = {
  name: 'mysql',
  forUpdate: ' FOR UPDATE',
  inShareMode: ' LOCK IN SHARE MODE',
  keepExisting: (column) => ` ON DUPLICATE KEY UPDATE ${column} = ${column}`,
  text: (column) => `CONVERT(${column} USING utf8mb4)`,
  timeQuery: 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now',
  // the protocol allows 65,535 parameters in one prepared statement
  rowsPerStatement: (columnCount) => Math.min(512, Math.floor(65_000 / columnCount)),
  // 1205 lock wait, 1213 deadlock or Galera certification, 1047 Galera node not ready
  isTransient: (error) => [1205, 1213, 1047].includes(numberOf(error)),
  isDuplicate: (error) => numberOf(error) === 1062,
  lockMigrations: "SELECT GET_LOCK('heyi-migrations', 60)",
  unlockMigrations: "SELECT RELEASE_LOCK('heyi-migrations')",
  triggers: [
    {
      name: 'record_update',
      sql: `CREATE TRIGGER record_update BEFORE UPDATE ON record FOR EACH ROW
        IF NOT (
          NEW.stream = OLD.stream AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.type = OLD.type
          AND NEW.leaf = OLD.leaf AND NEW.leaf_hash = OLD.leaf_hash
          AND (NEW.idx <=> OLD.idx OR (OLD.idx IS NULL AND NEW.idx IS NOT NULL))
          AND (NEW.body <=> OLD.body OR NEW.body IS NULL)
          AND (NEW.body_salt <=> OLD.body_salt OR NEW.body_salt IS NULL)
        ) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'record is append-only'; END IF`,
    },
    {
      name: 'record_delete',
      sql: `CREATE TRIGGER record_delete BEFORE DELETE ON record FOR EACH ROW
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'record is append-only'`,
    },
    {
      name: 'vote_update',
      sql: `CREATE TRIGGER vote_update BEFORE UPDATE ON vote FOR EACH ROW
        IF NOT (
          NEW.poll = OLD.poll AND NEW.elector = OLD.elector AND NEW.revision = OLD.revision
          AND NEW.leaf = OLD.leaf AND NEW.leaf_hash = OLD.leaf_hash AND NEW.choice = OLD.choice AND NEW.salt = OLD.salt
          AND (NEW.board_idx <=> OLD.board_idx OR (OLD.board_idx IS NULL AND NEW.board_idx IS NOT NULL))
        ) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'vote is append-only'; END IF`,
    },
    {
      name: 'vote_delete',
      sql: `CREATE TRIGGER vote_delete BEFORE DELETE ON vote FOR EACH ROW
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'vote is append-only'`,
    },
  ],
};

function numberOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 0;
  if ('driverError' in error) return numberOf(error.driverError);
  return 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
}
