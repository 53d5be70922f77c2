import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns } from './columns.js';

/**
 * What a list of matters shows and is narrowed by beside where each stands: its procedure with the version, the end it came to, and all that
 * waits with its dates. Every row is made anew.
 */
export class MatterRows1761000000022 implements MigrationInterface {
  readonly name = 'MatterRows1761000000022';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    const more = [
      c.name('procedure_id', 128, { null: true }),
      c.json('procedure_name', { null: true }),
      c.integer('version', { null: true }),
      c.json('outcome', { null: true }),
      c.json('open_steps', { null: true }),
      c.integer('next_due', { null: true }),
    ];
    for (const column of more)
      if (!(await runner.hasColumn('listed_matter', column.name)))
        await runner.addColumn('listed_matter', new TableColumn(column));
    // a migration cut in half may run again: what is due by then is not asked for twice
    await runner.query(`INSERT INTO listing_due (matter, seq) SELECT s.id, s.seq FROM stream s
      WHERE s.kind = 'instance' AND NOT EXISTS (SELECT 1 FROM listing_due d WHERE d.matter = s.id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['next_due', 'open_steps', 'outcome', 'version', 'procedure_name', 'procedure_id'])
      await runner.dropColumn('listed_matter', column);
  }
}
