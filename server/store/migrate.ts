import { migrations } from '#migrations';
import { DatabaseProblem, type Database } from './database.js';

/**
 * Brings the schema up to date and puts the append-only triggers in place. Answers the names of the migrations that ran.
 * Throws `DatabaseProblem('schema-newer')` when the database knows a migration this program does not.
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  await refuseNewer(database);
  const runner = database.source.createQueryRunner();
  try {
    await runner.query(database.dialect.lockMigrations);
    const ran = await database.source.runMigrations();
    for (const trigger of database.dialect.triggers) {
      await runner.query(`DROP TRIGGER IF EXISTS ${trigger.name}`);
      await runner.query(trigger.sql);
    }
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query(database.dialect.unlockMigrations);
    await runner.release();
  }
}

/** Throws `DatabaseProblem` unless the schema is exactly what this program knows. */
export async function checkSchema(database: Database): Promise<void> {
  await refuseNewer(database);
  const done = await migrationsDone(database);
  const missing = knownMigrations().filter((name) => !done.includes(name));
  if (missing.length > 0) throw new DatabaseProblem('schema-older', missing.join(', '));
}

async function refuseNewer(database: Database): Promise<void> {
  const known = knownMigrations();
  const strange = (await migrationsDone(database)).filter((name) => !known.includes(name));
  if (strange.length > 0) throw new DatabaseProblem('schema-newer', strange.join(', '));
}

function knownMigrations(): readonly string[] {
  return migrations.map((migration) => new migration().name ?? migration.name);
}

async function migrationsDone(database: Database): Promise<readonly string[]> {
  const runner = database.source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return [];
    const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
    return rows.map((row) => row.name);
  } finally {
    await runner.release();
  }
}
