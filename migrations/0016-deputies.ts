import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/**
 * Who stands in for whom (代理), each with the record that says so. Beside it what lists keep more of a matter: which tasks are their
 * holder's own act, what became of those that were watched, and which sealed texts stand in it for whom, so that they are searched where
 * they lie. Every row of the lists is made anew.
 */
export class Deputies1761000000016 implements MigrationInterface {
  readonly name = 'Deputies1761000000016';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(runner, 'deputy', [
      c.id('id', { key: true }),
      c.id('person'),
      c.id('stands'),
      c.integer('from_at'),
      c.integer('to_at'),
      c.id('stream'),
      c.integer('seq'),
      c.name('leaf_hash', 44),
    ]);
    await table(runner, 'listed_text', [
      c.id('matter', { key: true }),
      c.hash('commitment', { key: true }),
      c.name('reader', 8),
      c.name('p', 128, { null: true }),
    ]);
    const more = [c.flag('own_act', { default: 0 }), c.json('answer', { null: true })];
    for (const column of more)
      if (!(await runner.hasColumn('listed_task', column.name)))
        await runner.addColumn('listed_task', new TableColumn(column));
    // a migration cut in half may run again: what is due by then is not asked for twice
    await runner.query(`INSERT INTO listing_due (matter, seq) SELECT s.id, s.seq FROM stream s
      WHERE s.kind = 'instance' AND NOT EXISTS (SELECT 1 FROM listing_due d WHERE d.matter = s.id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['answer', 'own_act']) await runner.dropColumn('listed_task', column);
    await runner.dropTable('listed_text', true);
    await runner.dropTable('deputy', true);
  }
}
