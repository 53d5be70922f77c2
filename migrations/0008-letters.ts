import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableColumn } from 'typeorm';
import { columns, table } from './columns.js';

/** Letters on paper for those who have no account, and the stream each matter keeps of them. */
export class Letters1761000000008 implements MigrationInterface {
  readonly name = 'Letters1761000000008';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(
      runner,
      'paper_letter',
      [
        c.id('id', { key: true }),
        c.id('source'),
        c.id('addressee'),
        c.id('matter'),
        c.integer('n', { null: true }),
        c.name('scope', 255),
        c.name('code', 128),
        c.json('details'),
        c.integer('at'),
        c.integer('due'),
        c.name('day', 10, { null: true }),
        c.name('way', 16, { null: true }),
        c.id('deliverer', { null: true }),
      ],
      [
        ['u_paper_letter_source', 'source', 'addressee'],
        ['i_paper_letter_scope', 'scope', 'day'],
        ['i_paper_letter_addressee', 'addressee'],
      ],
    );
    if (!(await runner.hasColumn('matter', 'letters')))
      await runner.addColumn('matter', new TableColumn(c.id('letters', { null: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('matter', 'letters');
    await runner.dropTable('paper_letter', true);
  }
}
