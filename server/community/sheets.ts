import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import writeExcel from 'write-excel-file/node';
import { readCsv, writeCsv, type Table } from '#rules/register';

/** Why a file is no table. */
export type SheetProblem = 'file-empty' | 'file-too-large' | 'file-unreadable';

/** As much as any upload; 5,000 rows are about a third of a megabyte. */
export const MAX_SHEET = 10 * 1_048_576;
const MOST_MILLISECONDS = 20_000;

/**
 * Reads a spreadsheet: XLSX by its first sheet, else CSV in UTF-8 (with or without its mark) or GB18030. Unpacking is done
 * by a worker with little memory and little time: a file that unfolds into more than it seems harms nobody else.
 */
export async function readSheet(bytes: Buffer): Promise<Table | SheetProblem> {
  if (bytes.length === 0) return 'file-empty';
  if (bytes.length > MAX_SHEET) return 'file-too-large';
  const packed = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const table = packed ? await unpack(bytes) : csvOf(bytes);
  return table ?? 'file-unreadable';
}

function csvOf(bytes: Buffer): Table | null {
  if (bytes.includes(0)) return null;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return readCsv(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

/** What the worker does: whole cells as text, dates as `YYYY-MM-DD`. It is given its library by path, so that it runs from anywhere. */
const UNPACK = `
const { parentPort, workerData } = require('node:worker_threads');
const text = (cell) =>
  cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
require(workerData.library)
  .readSheet(Buffer.from(workerData.bytes))
  .then((rows) => parentPort.postMessage(rows.map((row) => row.map(text))));
`;

function unpack(bytes: Buffer): Promise<Table | null> {
  const library = createRequire(import.meta.url).resolve('read-excel-file/node');
  const worker = new Worker(UNPACK, {
    eval: true,
    workerData: { library, bytes },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stderr: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), MOST_MILLISECONDS);
    const end = (table: Table | null): void => {
      clearTimeout(timer);
      resolve(table);
      void worker.terminate();
    };
    worker.once('message', (rows: Table) => end(rows.filter((cells) => cells.some((cell) => cell.trim() !== ''))));
    worker.once('error', () => end(null));
    worker.once('exit', () => end(null));
  });
}

export type SheetFormat = 'csv' | 'xlsx';

/** A table as a file. In XLSX every cell is text: nothing in it is a formula. */
export async function writeSheet(table: Table, format: SheetFormat): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(writeCsv(table), 'utf8');
  const cells = table.map((row) => row.map((value) => (value === '' ? null : { type: String, value })));
  return writeExcel(cells).toBuffer();
}
