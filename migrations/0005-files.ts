import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** Uploaded photos and papers, and the matters that use them. */
export class Files1761000000005 implements MigrationInterface {
  readonly name = 'Files1761000000005';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(
      runner,
      'file',
      [
        c.name('hash', 44, { key: true }),
        c.id('person', { key: true }),
        c.name('type', 64),
        c.integer('size'),
        c.words('name', 255),
        c.integer('at'),
      ],
      [['i_file_person', 'person']],
    );
    await table(
      runner,
      'file_use',
      [c.name('hash', 44, { key: true }), c.id('matter', { key: true })],
      [['i_file_use_matter', 'matter']],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['file_use', 'file']) await runner.dropTable(name, true);
  }
}
