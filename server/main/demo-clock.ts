import type { Database } from '#store';
import type { StoredInstant } from '#outside';

const NAME = 'demo.clock';

/** The demo clock's instant in the table of settings; every server of the database sees the same one. */
export class StoredDemoInstant implements StoredInstant {
  constructor(private readonly database: Database) {}

  async read(): Promise<number | null> {
    const [row] = await this.database.reading((session) =>
      session.all('SELECT value FROM setting WHERE name = ?', [NAME]),
    );
    return row ? instantOf(row['value']) : null;
  }

  /** Forward only, whoever moves it at the same time. */
  advance(to: number): Promise<number> {
    return this.database.transaction(async (session) => {
      const lock = this.database.dialect.forUpdate;
      const [row] = await session.all(`SELECT value FROM setting WHERE name = ? ${lock}`, [NAME]);
      const now = row ? instantOf(row['value']) : null;
      if (now !== null && now >= to) return now;
      const sql =
        now === null
          ? 'INSERT INTO setting (value, name) VALUES (?, ?)'
          : 'UPDATE setting SET value = ? WHERE name = ?';
      await session.run(sql, [JSON.stringify(to), NAME]);
      return to;
    });
  }
}

function instantOf(value: unknown): number {
  return JSON.parse(String(value)) as number;
}
