import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns } from './columns.js';

/** Who printed the code an account was enrolled with: somebody else has to check the papers. */
export class PrintedBy1761000000007 implements MigrationInterface {
  readonly name = 'PrintedBy1761000000007';

  async up(runner: QueryRunner): Promise<void> {
    const column = new TableColumn(columns(runner).id('printed_by', { null: true }));
    if (!(await runner.hasColumn('enrolment', 'printed_by'))) await runner.addColumn('enrolment', column);
    // the code an account used was used in the moment before the account was made
    await runner.query(`UPDATE enrolment SET printed_by = (SELECT c.issued_by FROM household_code c
      WHERE c.household = enrolment.household AND c.used_at <= enrolment.at ORDER BY c.used_at DESC LIMIT 1)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('enrolment', 'printed_by');
  }
}
