import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableColumn } from 'typeorm';
import { columns, table } from './columns.js';

/** Why an effect was not sent, and the rows the street overview is counted from. */
export class Figures1761000000013 implements MigrationInterface {
  readonly name = 'Figures1761000000013';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    for (const column of [c.name('reason', 64, { null: true }), c.integer('failed_at', { null: true })])
      if (!(await runner.hasColumn('outbox', column.name))) await runner.addColumn('outbox', new TableColumn(column));
    await table(
      runner,
      'figure_stream',
      [c.id('stream', { key: true }), c.id('matter'), c.integer('seq')],
      [['i_figure_stream_matter', 'matter']],
    );
    await table(
      runner,
      'figure_task',
      [
        c.id('matter', { key: true }),
        c.integer('task_key', { key: true }),
        c.name('element', 255),
        c.name('name', 255),
        c.name('scope', 255),
        c.integer('opened_at'),
        c.integer('due', { null: true }),
        c.integer('ended_at', { null: true }),
        c.name('ended', 16, { null: true }),
      ],
      [['i_figure_task_scope', 'scope', 'ended_at']],
    );
    await table(
      runner,
      'figure_act',
      [
        c.id('stream', { key: true }),
        c.integer('n', { key: true }),
        c.id('matter'),
        c.name('kind', 16),
        c.name('scope', 255),
        c.name('p', 64),
        c.name('channel', 16),
        c.integer('at'),
        c.integer('closed_at', { null: true }),
        c.integer('answered_at', { null: true }),
        c.name('outcome', 16, { null: true }),
      ],
      [
        ['i_figure_act_scope', 'scope', 'at'],
        ['i_figure_act_matter', 'matter'],
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['figure_act', 'figure_task', 'figure_stream']) await runner.dropTable(name, true);
    await runner.dropColumn('outbox', 'failed_at');
    await runner.dropColumn('outbox', 'reason');
  }
}
