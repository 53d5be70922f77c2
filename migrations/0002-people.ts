import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** Persons, their appointments, accounts and sessions; the key of each matter's pseudonyms; letters to people. */
export class People1761000000002 implements MigrationInterface {
  readonly name = 'People1761000000002';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(runner, 'person', [c.id('id', { key: true }), c.words('name', 64), c.words('place', 128)]);
    await table(
      runner,
      'appointment',
      [
        c.id('id', { key: true }),
        c.id('person'),
        c.name('role', 32),
        c.name('scope', 255),
        c.id('stream'),
        c.integer('seq'),
        c.name('leaf_hash', 44),
      ],
      [
        ['i_appointment_person', 'person'],
        ['i_appointment_scope', 'scope', 'role'],
      ],
    );
    await table(
      runner,
      'account',
      [
        c.id('id', { key: true }),
        c.name('login', 64),
        c.id('person'),
        c.name('password', 255),
        c.integer('created_at'),
      ],
      [['u_account_login', 'login']],
    );
    await table(
      runner,
      'session',
      [c.name('token_hash', 64, { key: true }), c.id('account'), c.name('csrf', 43), c.integer('expires_at')],
      [['i_session_expires', 'expires_at']],
    );
    await table(runner, 'invitation', [
      c.name('token_hash', 64, { key: true }),
      c.id('person'),
      c.integer('expires_at'),
      c.integer('used_at', { null: true }),
    ]);
    await table(runner, 'matter', [
      c.id('id', { key: true }),
      c.name('number', 32, { unique: true }),
      c.hash('pseudonym_key', { null: true }),
    ]);
    await table(
      runner,
      'pseudonym',
      [c.id('matter', { key: true }), c.name('p', 44, { key: true }), c.id('person')],
      [['i_pseudonym_person', 'person']],
    );
    await table(
      runner,
      'letter',
      [
        c.id('id', { key: true }),
        c.id('person', { key: true }),
        c.id('matter', { null: true }),
        c.name('code', 128),
        c.json('details'),
        c.integer('at'),
        c.integer('read_at', { null: true }),
      ],
      [['i_letter_person', 'person', 'at']],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['letter', 'pseudonym', 'matter', 'invitation', 'session', 'account', 'appointment', 'person']) {
      await runner.dropTable(name, true);
    }
  }
}
