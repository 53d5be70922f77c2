import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/**
 * What lists are read from: where each matter stands, its tasks, and whose they are. `listing_due` names the matters whose rows are
 * older than their records; at first that is every one. Besides, the searches people keep.
 */
export class Lists1761000000009 implements MigrationInterface {
  readonly name = 'Lists1761000000009';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(runner, 'listing_due', [c.id('matter', { key: true }), c.integer('seq')]);
    await table(
      runner,
      'listed_matter',
      [
        c.id('matter', { key: true }),
        c.integer('seq'),
        c.name('scope', 255),
        c.json('title'),
        c.hash('title_commitment', { null: true }),
        c.name('status', 16),
        c.integer('started_at'),
        c.integer('ended_at', { null: true }),
        c.name('element', 255),
        c.name('kind', 32),
        c.json('name'),
        c.integer('since'),
        c.integer('due', { null: true }),
        c.integer('awaits_year', { null: true }),
        c.name('holder_role', 32, { null: true }),
        c.name('holder', 128, { null: true }),
      ],
      [['i_listed_matter_scope', 'scope']],
    );
    await table(
      runner,
      'listed_task',
      [
        c.id('matter', { key: true }),
        c.integer('task_key', { key: true }),
        c.name('element', 255),
        c.name('kind', 32),
        c.json('name'),
        c.integer('since'),
        c.integer('over_at', { null: true }),
        c.integer('due', { null: true }),
        c.integer('awaits_year', { null: true }),
        c.json('roles'),
        c.flag('closed'),
        c.name('assignee', 128, { null: true }),
        c.flag('watched'),
        c.json('alike'),
      ],
      [['i_listed_task_over', 'over_at', 'due']],
    );
    await table(runner, 'listed_person', [
      c.id('matter', { key: true }),
      c.integer('task_key', { key: true }),
      c.name('p', 128, { key: true }),
      c.name('reason', 16, { key: true }),
      c.name('role', 32, { null: true }),
      c.integer('at'),
      c.integer('due', { null: true }),
    ]);
    await table(
      runner,
      'saved_filter',
      [
        c.id('id', { key: true }),
        c.id('account'),
        c.id('person'),
        c.name('name', 64),
        c.name('list', 16),
        c.words('words', 128),
        c.integer('at'),
      ],
      [
        ['u_saved_filter_name', 'account', 'name'],
        ['i_saved_filter_person', 'person'],
      ],
    );
    // a migration cut in half may run again: what is listed by then is not asked for twice
    await runner.query(`INSERT INTO listing_due (matter, seq) SELECT s.id, s.seq FROM stream s
      WHERE s.kind = 'instance' AND NOT EXISTS (SELECT 1 FROM listing_due d WHERE d.matter = s.id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['saved_filter', 'listed_person', 'listed_task', 'listed_matter', 'listing_due'])
      await runner.dropTable(name, true);
  }
}
