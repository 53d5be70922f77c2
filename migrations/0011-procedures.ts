import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** Drafts of procedures as their authors left them, and every version that was ever published. */
export class Procedures1761000000011 implements MigrationInterface {
  readonly name = 'Procedures1761000000011';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(
      runner,
      'procedure_draft',
      [
        c.id('id', { key: true }),
        c.id('author'),
        c.name('scope', 255),
        c.name('process', 128),
        c.json('about'),
        c.json('files'),
        c.json('base', { null: true }),
        c.integer('revision'),
        c.integer('at'),
        c.name('status', 16),
        c.name('saved_key', 160, { null: true }),
        c.id('stream', { null: true }),
        c.integer('n', { null: true }),
      ],
      [
        ['i_procedure_draft_author', 'author'],
        ['i_procedure_draft_status', 'status'],
      ],
    );
    await table(
      runner,
      'procedure_version',
      [
        c.id('stream', { key: true }),
        c.integer('version', { key: true }),
        c.name('process', 128),
        c.name('scope', 255),
        c.name('hash', 44),
        c.name('definition', 44),
        c.json('about'),
        c.flag('in_force'),
        c.id('submitter'),
        c.id('approver'),
        c.integer('at'),
      ],
      [
        ['i_procedure_version_process', 'process'],
        ['i_procedure_version_definition', 'definition'],
        ['i_procedure_version_force', 'in_force'],
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('procedure_version', true);
    await runner.dropTable('procedure_draft', true);
  }
}
