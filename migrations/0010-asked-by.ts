import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns } from './columns.js';

/** Who asked somebody beside to act on a task or to decide on its term. Older rows have none: nobody could be asked. */
export class AskedBy1761000000010 implements MigrationInterface {
  readonly name = 'AskedBy1761000000010';

  async up(runner: QueryRunner): Promise<void> {
    const column = new TableColumn(columns(runner).name('asked_by', 128, { null: true }));
    if (!(await runner.hasColumn('listed_person', 'asked_by'))) await runner.addColumn('listed_person', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('listed_person', 'asked_by');
  }
}
