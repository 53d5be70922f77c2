import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columns, table } from './columns.js';

/** Streams, records and everything the runtime keeps beside them. */
export class Ground1761000000001 implements MigrationInterface {
  readonly name = 'Ground1761000000001';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await table(
      runner,
      'stream',
      [
        c.id('id', { key: true }),
        c.name('kind', 32),
        c.hash('definition'),
        c.name('scope', 255),
        c.json('title'),
        c.name('status', 16),
        c.integer('seq'),
        c.hash('leaf_hash', { null: true }),
        c.integer('at'),
        c.integer('started_at'),
      ],
      [
        ['i_stream_scope', 'scope', 'kind', 'id'],
        ['i_stream_kind', 'kind', 'status', 'id'],
      ],
    );
    await table(
      runner,
      'record',
      [
        c.id('stream', { key: true }),
        c.integer('seq', { key: true }),
        c.integer('at'),
        c.name('type', 64),
        c.bytes('leaf'),
        c.hash('leaf_hash'),
        c.bytes('body', { null: true }),
        c.hash('body_salt', { null: true }),
        c.integer('idx', { null: true }),
      ],
      [['u_record_idx', 'idx']],
    );
    await table(runner, 'snapshot', [
      c.id('stream', { key: true }),
      c.integer('seq'),
      c.hash('leaf_hash'),
      c.integer('state_version'),
      c.bytes('state'),
      c.hash('state_hash'),
    ]);
    await table(
      runner,
      'inbox',
      [
        c.id('id', { key: true }),
        c.id('stream'),
        c.name('kind', 32),
        c.json('command'),
        c.name('scope', 255),
        c.hash('definition'),
        c.id('message', { null: true }),
        c.name('refused', 64, { null: true }),
      ],
      [['i_inbox_stream', 'stream', 'id']],
    );
    await table(
      runner,
      'timer',
      [
        c.id('stream', { key: true }),
        c.integer('timer_key', { key: true }),
        c.name('element', 255),
        c.integer('due', { null: true }),
        c.integer('awaits_year', { null: true }),
      ],
      [
        ['i_timer_due', 'due'],
        ['i_timer_awaits', 'awaits_year'],
      ],
    );
    await table(
      runner,
      'subscription',
      [
        c.id('stream', { key: true }),
        c.integer('subscription_key', { key: true }),
        c.name('element', 255),
        c.name('kind', 16),
        c.name('name', 255),
        c.name('correlation_key', 255),
        c.flag('once'),
        c.id('opened'),
        c.flag('taken'),
      ],
      [['i_subscription_name', 'name', 'correlation_key', 'taken', 'opened']],
    );
    await table(
      runner,
      'message',
      [
        c.id('id', { key: true }),
        c.name('name', 255),
        c.name('correlation_key', 255),
        c.name('message_id', 128),
        c.json('variables'),
        c.integer('expires_at'),
        c.flag('taken'),
        c.flag('fresh'),
      ],
      [
        ['u_message_id', 'name', 'correlation_key', 'message_id'],
        ['i_message_expires', 'expires_at'],
        ['i_message_fresh', 'taken', 'fresh'],
      ],
    );
    await table(runner, 'correlation', [
      c.name('name', 255, { key: true }),
      c.name('correlation_key', 255, { key: true }),
    ]);
    await table(
      runner,
      'job',
      [
        c.id('stream', { key: true }),
        c.integer('job_key', { key: true }),
        c.name('type', 128),
        c.name('element', 255),
        c.integer('retries'),
        c.integer('not_before'),
        c.json('input'),
        c.json('headers'),
        c.integer('fence'),
        c.id('holder', { null: true }),
        c.integer('lease_until'),
      ],
      [['i_job_ready', 'lease_until', 'not_before']],
    );
    await table(
      runner,
      'task',
      [
        c.id('stream', { key: true }),
        c.integer('task_key', { key: true }),
        c.name('element', 255),
        c.name('scope', 255),
        c.name('assignee', 128, { null: true }),
        c.json('roles'),
        c.integer('due', { null: true }),
        c.json('task'),
        c.integer('opened_at'),
      ],
      [
        ['i_task_scope', 'scope'],
        ['i_task_assignee', 'assignee'],
      ],
    );
    await table(runner, 'incident', [
      c.id('stream', { key: true }),
      c.integer('incident_key', { key: true }),
      c.name('element', 255),
      c.name('code', 64),
      c.json('details'),
      c.integer('at'),
    ]);
    await table(
      runner,
      'outbox',
      [
        c.id('id', { key: true }),
        c.id('stream'),
        c.integer('seq'),
        c.name('scope', 255),
        c.json('effect'),
        c.integer('fence'),
        c.integer('lease_until'),
      ],
      [['i_outbox_ready', 'lease_until', 'id']],
    );
    await table(
      runner,
      'answer',
      [
        c.name('scope', 64, { key: true }),
        c.name('idem_key', 128, { key: true }),
        c.hash('bytes_hash'),
        c.json('answer'),
        c.integer('at'),
      ],
      [['i_answer_at', 'at']],
    );
    await table(
      runner,
      'sealed_value',
      [
        c.hash('commitment', { key: true }),
        c.hash('salt'),
        c.bytes('value'),
        c.name('subject_id', 64, { null: true }),
        c.integer('erase_after', { null: true }),
      ],
      [
        ['i_sealed_subject', 'subject_id'],
        ['i_sealed_erase', 'erase_after'],
      ],
    );
    await table(
      runner,
      'vote',
      [
        c.id('poll', { key: true }),
        c.name('elector', 64, { key: true }),
        c.integer('revision', { key: true }),
        c.bytes('leaf'),
        c.hash('leaf_hash'),
        c.shortBytes('choice', 192),
        c.hash('salt'),
        c.integer('board_idx', { null: true }),
      ],
      [['u_vote_board', 'poll', 'board_idx']],
    );
    await table(runner, 'definition', [c.hash('hash', { key: true }), c.name('main', 255)]);
    await table(runner, 'definition_file', [
      c.hash('definition', { key: true }),
      c.name('path', 255, { key: true }),
      c.bytes('bytes'),
    ]);
    await table(
      runner,
      'fact',
      [c.hash('hash', { key: true }), c.name('kind', 32), c.name('name', 64), c.bytes('bytes')],
      [['i_fact_kind', 'kind', 'name']],
    );
    await table(runner, 'setting', [c.name('name', 64, { key: true }), c.json('value')]);
    await table(runner, 'lease', [
      c.name('name', 64, { key: true }),
      c.id('holder', { null: true }),
      c.integer('fence'),
      c.integer('lease_until'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) await runner.dropTable(name, true);
  }
}

const TABLES = [
  'stream',
  'record',
  'snapshot',
  'inbox',
  'timer',
  'subscription',
  'message',
  'correlation',
  'job',
  'task',
  'incident',
  'outbox',
  'answer',
  'sealed_value',
  'vote',
  'definition',
  'definition_file',
  'fact',
  'setting',
  'lease',
];
