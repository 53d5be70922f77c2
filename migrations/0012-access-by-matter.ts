import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who looked at one matter is asked by its id. */
export class AccessByMatter1761000000012 implements MigrationInterface {
  readonly name = 'AccessByMatter1761000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('access_log', new TableIndex({ name: 'i_access_matter', columnNames: ['matter', 'id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('access_log', 'i_access_matter');
  }
}
