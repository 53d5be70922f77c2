/** A table as text, as a spreadsheet or a CSV file gives it; the first row holds the headings. */
export type Table = readonly (readonly string[])[];

/** More rows than this are not taken at once. */
export const MAX_ROWS = 5_000;

/**
 * Reads CSV (RFC 4180): comma or, where the first line has none, semicolon or tab; quoted fields may hold line ends. Null
 * where a quote is never closed.
 */
export function readCsv(text: string): Table | null {
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  const first = clean.slice(0, lineEnd(clean));
  const separator = [',', '\t', ';'].find((each) => first.includes(each)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < clean.length) {
    const cell = readCell(clean, at, separator);
    if (cell === null) return null;
    row.push(cell.text);
    at = cell.end;
    if (clean[at] === separator) {
      at++;
      if (at === clean.length) row.push('');
      continue;
    }
    rows.push(row);
    row = [];
    if (clean[at] === '\r') at++;
    if (clean[at] === '\n') at++;
  }
  if (row.length > 0) rows.push(row);
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

function lineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}

function readCell(text: string, from: number, separator: string): { text: string; end: number } | null {
  if (text[from] !== '"') {
    let end = from;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    return { text: unguarded(text.slice(from, end)), end };
  }
  let cell = '';
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { text: unguarded(cell), end: afterQuote(text, quote + 1, separator) };
    cell += '"';
    at = quote + 2;
  }
}

/** What stands between a closing quote and the separator is no part of the field. */
function afterQuote(text: string, from: number, separator: string): number {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

const FORMULA = /^[=+\-@\t\r]/;

/** What a spreadsheet program would take for a formula comes with an apostrophe before it. */
function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** CSV as spreadsheet programs read it without asking: UTF-8 with a mark, CRLF, every formula made text. */
export function writeCsv(table: Table): string {
  const lines = table.map((row) => row.map((cell) => quoted(guarded(cell))).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
