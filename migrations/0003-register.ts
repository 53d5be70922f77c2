import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { columns, table } from './columns.js';

/**
 * Who lives and owns where: persons get a place, a household, a telephone and a date of birth; households, property
 * units and owner groups; each community's register with its latest record; changes of it that are being prepared.
 * Appointments get their body, their dates and their document. Every row of a register carries the salt of its
 * commitment: erasing the row erases it.
 */
export class Register1761000000003 implements MigrationInterface {
  readonly name = 'Register1761000000003';

  async up(runner: QueryRunner): Promise<void> {
    const c = columns(runner);
    await add(runner, 'person', [
      c.name('community', 255, { null: true }),
      c.name('scope', 255, { null: true }),
      c.id('household', { null: true }),
      c.name('phone', 20, { null: true }),
      c.name('born', 10, { null: true }),
      c.words('relation', 16, { null: true }),
      c.hash('salt', { null: true }),
    ]);
    await index(runner, 'person', [
      ['i_person_community', 'community'],
      ['i_person_scope', 'scope'],
      ['i_person_household', 'household'],
      ['i_person_phone', 'phone'],
    ]);
    await add(runner, 'appointment', [
      c.id('body', { null: true }),
      c.integer('from_at', { default: 0 }),
      c.integer('to_at', { null: true }),
      c.words('document_number', 64, { null: true }),
      c.words('document_title', 128, { null: true }),
    ]);
    await table(
      runner,
      'household',
      [c.id('id', { key: true }), c.name('scope', 255), c.words('label', 128), c.words('number', 32), c.hash('salt')],
      [['i_household_scope', 'scope']],
    );
    await table(
      runner,
      'property_unit',
      [
        c.id('id', { key: true }),
        c.name('scope', 255),
        c.words('label', 128),
        c.words('number', 32),
        c.name('kind', 16),
        c.integer('area'),
        c.name('area_source', 16),
        c.name('area_date', 10, { null: true }),
        c.id('owners', { null: true }),
        c.hash('salt'),
      ],
      [
        ['i_property_unit_scope', 'scope'],
        ['i_property_unit_owners', 'owners'],
      ],
    );
    await table(
      runner,
      'owner_group',
      [
        c.id('id', { key: true }),
        c.name('scope', 255),
        c.name('kind', 16),
        c.words('name', 128),
        c.id('holder', { null: true }),
        c.words('document', 128, { null: true }),
        c.hash('salt'),
      ],
      [
        ['i_owner_group_scope', 'scope'],
        ['i_owner_group_holder', 'holder'],
      ],
    );
    await table(
      runner,
      'owner',
      [c.id('owners', { key: true }), c.id('person', { key: true })],
      [['i_owner_person', 'person']],
    );
    await table(runner, 'register', [
      c.name('scope', 255, { key: true }),
      c.id('stream'),
      c.integer('seq'),
      c.name('leaf_hash', 44),
      c.name('root', 44),
    ]);
    await table(
      runner,
      'register_change',
      [
        c.id('id', { key: true }),
        c.name('scope', 255),
        c.name('kind', 16),
        c.name('status', 16),
        c.id('person', { null: true }),
        c.words('file', 255, { null: true }),
        c.integer('at'),
        c.json('staged', { null: true }),
        c.json('plan', { null: true }),
      ],
      [['i_register_change_scope', 'scope', 'status']],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['register_change', 'register', 'owner', 'owner_group', 'property_unit', 'household']) {
      await runner.dropTable(name, true);
    }
    for (const name of ['i_person_community', 'i_person_scope', 'i_person_household', 'i_person_phone']) {
      await runner.dropIndex('person', name);
    }
    await runner.dropColumns('person', ['community', 'scope', 'household', 'phone', 'born', 'relation', 'salt']);
    await runner.dropColumns('appointment', ['body', 'from_at', 'to_at', 'document_number', 'document_title']);
  }
}

/** Columns that are there already are left alone: a migration that a crash cut in half can run again. */
async function add(runner: QueryRunner, name: string, wanted: readonly TableColumnOptions[]): Promise<void> {
  for (const column of wanted) {
    if (!(await runner.hasColumn(name, column.name))) await runner.addColumn(name, new TableColumn(column));
  }
}

async function index(
  runner: QueryRunner,
  name: string,
  wanted: readonly (readonly [string, ...string[]])[],
): Promise<void> {
  const there = (await runner.getTable(name))?.indices.map((each) => each.name) ?? [];
  for (const [indexName, ...columnNames] of wanted) {
    if (!there.includes(indexName)) await runner.createIndex(name, new TableIndex({ name: indexName, columnNames }));
  }
}
