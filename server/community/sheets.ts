import writeExcel from 'write-excel-file/node';
import { writeCsv, type Table } from '#rules/register';

export type SheetFormat = 'csv' | 'xlsx';

/** A table as a file. In XLSX every cell is text: nothing in it is a formula. */
export async function writeSheet(table: Table, format: SheetFormat): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(writeCsv(table), 'utf8');
  const cells = table.map((row) => row.map((value) => (value === '' ? null : { type: String, value })));
  return writeExcel(cells).toBuffer();
}
