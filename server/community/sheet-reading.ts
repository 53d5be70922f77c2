import { readSheet as readExcel } from 'read-excel-file/node';
import { readCsv, type Table } from '#rules/register';

/**
 * Bytes as a table: XLSX by its first sheet, else CSV in UTF-8 (with or without its mark) or GB18030; null where they are
 * neither. For a thread of its own only: a file may unfold into more than it seems.
 */
export async function tableOf(bytes: Uint8Array): Promise<Table | null> {
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return packed ? unpack(bytes) : csvOf(bytes);
}

function csvOf(bytes: Uint8Array): Table | null {
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

/** Whole cells as text, dates as `YYYY-MM-DD`, empty lines left out as in CSV. */
async function unpack(bytes: Uint8Array): Promise<Table | null> {
  try {
    const rows = await readExcel(Buffer.from(bytes));
    return rows.map((row) => row.map(textOf)).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  } catch {
    return null;
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
