import writeExcel from 'write-excel-file/node';
import { writeCsv, type Table } from '#rules/register';

export type SheetFormat = 'csv' | 'xlsx';

/** A table as a file. In XLSX every cell is text: nothing in it is a formula. */
export async function writeSheet(table: Table, format: SheetFormat): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(writeCsv(table), 'utf8');
  const cells = table.map((row) => row.map((value) => (value === '' ? null : { type: String, value })));
  return writeExcel(cells).toBuffer();
}

/** Figures as XLSX: numbers are numbers to go on with, everything else is text and no formula. */
export function writeFigures(rows: readonly (readonly (string | number | null)[])[]): Promise<Buffer> {
  const cells = rows.map((row) =>
    row.map((value) =>
      value === null || value === ''
        ? null
        : typeof value === 'number'
          ? { type: Number, value }
          : { type: String, value },
    ),
  );
  return writeExcel(cells).toBuffer();
}
