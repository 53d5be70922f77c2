import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** Matters people follow, and when each of them is told: the hour of the digest and the quiet hours. */
export class Reminders1761000000014 implements MigrationInterface {
  readonly name = 'Reminders1761000000014';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(runner, 'following', [c.id('person', { key: true }), c.id('matter', { key: true }), c.integer('at')]);
    await table(
      runner,
      'reminder',
      [
        c.id('person', { key: true }),
        c.integer('digest_hour'),
        c.integer('quiet_from'),
        c.integer('quiet_to'),
        c.integer('since', { null: true }),
        c.integer('next', { null: true }),
        c.integer('last', { null: true }),
      ],
      [['i_reminder_next', 'next', 'person']],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('reminder', true);
    await runner.dropTable('following', true);
  }
}
