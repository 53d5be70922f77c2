import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** How residents get an account, second factors, and who looked at whose data. */
export class Identity1761000000004 implements MigrationInterface {
  readonly name = 'Identity1761000000004';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(
      runner,
      'household_code',
      [
        c.name('code_hash', 64, { key: true }),
        c.id('household'),
        c.id('issued_by'),
        c.integer('at'),
        c.integer('expires_at'),
        c.integer('used_at', { null: true }),
      ],
      [['i_household_code', 'household']],
    );
    await table(
      runner,
      'phone_code',
      [
        c.id('id', { key: true }),
        c.name('phone', 20),
        c.name('purpose', 16),
        c.name('code_hash', 64),
        c.integer('at'),
        c.integer('expires_at'),
        c.integer('tries'),
        c.integer('used_at', { null: true }),
      ],
      [['i_phone_code', 'phone', 'at']],
    );
    await table(
      runner,
      'enrolment',
      [
        c.id('account', { key: true }),
        c.id('person'),
        c.id('household', { null: true }),
        c.name('phone', 20),
        c.name('status', 16),
        c.integer('at'),
        c.id('decided_by', { null: true }),
        c.integer('decided_at', { null: true }),
      ],
      [
        ['i_enrolment_status', 'status', 'at'],
        ['i_enrolment_person', 'person'],
        ['i_enrolment_phone', 'phone'],
      ],
    );
    await table(runner, 'second_factor', [
      c.id('account', { key: true }),
      c.name('secret', 64),
      c.integer('last_step'),
      c.integer('confirmed_at', { null: true }),
      c.json('recovery'),
    ]);
    await table(runner, 'sign_in_step', [
      c.name('token_hash', 64, { key: true }),
      c.id('account'),
      c.integer('expires_at'),
      c.integer('tries'),
    ]);
    await table(
      runner,
      'access_log',
      [
        c.id('id', { key: true }),
        c.integer('at'),
        c.id('reader', { null: true }),
        c.id('subject', { null: true }),
        c.id('matter', { null: true }),
        c.name('what', 64),
        c.json('details'),
      ],
      [
        ['i_access_subject', 'subject', 'id'],
        ['i_access_reader', 'reader', 'id'],
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['access_log', 'sign_in_step', 'second_factor', 'enrolment', 'phone_code', 'household_code'])
      await runner.dropTable(name, true);
  }
}
