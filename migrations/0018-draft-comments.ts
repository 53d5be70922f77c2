import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** Comments on the steps of a draft, and drafts shared with colleagues with the one who works on them. */
export class DraftComments1761000000018 implements MigrationInterface {
  readonly name = 'DraftComments1761000000018';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(
      runner,
      'procedure_comment',
      [
        c.id('id', { key: true }),
        c.id('draft'),
        c.name('element', 128, { null: true }),
        c.json('text'),
        c.id('writer'),
        c.id('assignee', { null: true }),
        c.integer('at'),
        c.integer('closed_at', { null: true }),
        c.id('closed_by', { null: true }),
      ],
      [['i_procedure_comment_draft', 'draft']],
    );
    const added = [
      c.flag('shared', { default: 0 }),
      c.id('editor', { null: true }),
      c.integer('edited_at', { null: true }),
      c.id('asked_by', { null: true }),
      c.json('editors', { null: true }),
    ];
    for (const column of added)
      if (!(await runner.hasColumn('procedure_draft', column.name)))
        await runner.addColumn('procedure_draft', new TableColumn(column));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['editors', 'asked_by', 'edited_at', 'editor', 'shared'])
      await runner.dropColumn('procedure_draft', name);
    await runner.dropTable('procedure_comment', true);
  }
}
