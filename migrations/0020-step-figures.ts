import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns } from './columns.js';

/** Which step of which version a counted task was, and why it ran again. Every matter is read again: the positions are forgotten. */
export class StepFigures1761000000020 implements MigrationInterface {
  readonly name = 'StepFigures1761000000020';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    const added = [
      c.name('kind', 8, { default: "'task'" }),
      c.name('definition', 64, { default: "''" }),
      c.name('path', 1000, { default: "''" }),
      c.name('again', 16, { null: true }),
    ];
    for (const column of added)
      if (!(await runner.hasColumn('figure_task', column.name)))
        await runner.addColumn('figure_task', new TableColumn(column));
    await runner.clearTable('figure_stream');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['again', 'path', 'definition', 'kind']) await runner.dropColumn('figure_task', name);
    await runner.clearTable('figure_stream');
  }
}
