/** Groups smaller than this are nobody's business. */
export const SMALLEST = 5;

/**
 * A table of people by group and kind, as it may be shown: a cell of fewer than five is hidden, none and four alike. Where anything is
 * hidden, the smallest cell that could be shown is hidden with it, so that a number known from elsewhere, such as how many took part in all,
 * gives away no single group. Sums are made of shown cells alone. What is shown depends on hidden cells in nothing but that they are small:
 * another table with other small cells shows the same.
 */
export function hideSmall(table: readonly (readonly number[])[]): readonly (readonly (number | null)[])[] {
  const shown = table.map((row) => row.map((n) => (n < SMALLEST ? null : n)));
  const cells = shown.flatMap((row, r) => row.map((n, c) => ({ r, c, n })));
  const left = cells.filter((cell): cell is typeof cell & { n: number } => cell.n !== null);
  const [first] = left;
  if (first === undefined || left.length === cells.length) return shown;
  const { r, c } = left.reduce((least, cell) => (cell.n < least.n ? cell : least), first);
  return shown.map((row, each) => row.map((n, at) => (each === r && at === c ? null : n)));
}

/**
 * Which numbers of a table may be told beside the sum of each row, the last column: those of five or more, and never all but one of a row, nor
 * all but a few, so that what is kept back cannot be had by taking numbers from a sum. `crosswise`: the sum of each column is known from
 * elsewhere as well, so the same holds down the columns. None is no secret: it is told as nobody's.
 */
export function keepBack(
  table: readonly (readonly number[])[],
  crosswise: boolean,
): readonly { readonly cells: readonly boolean[]; readonly sum: boolean }[] {
  const whole = table.map((row) => [...row, sumShown(row)]);
  const told = whole.map((row) => row.map((n) => n >= SMALLEST));
  const at = (r: number, c: number) => ({ r, c, n: whole[r]?.[c] ?? 0 });
  const columns = crosswise ? (whole[0] ?? []).map((_n, c) => whole.map((_row, r) => at(r, c))) : [];
  const rows = table.map((row, r) => row.map((_n, c) => at(r, c)));
  const isTold = ({ r, c }: { readonly r: number; readonly c: number }) => told[r]?.[c] === true;
  /** What is kept back of a line gives itself away: it is one number, or makes fewer than five. */
  const isBare = (line: readonly ReturnType<typeof at>[]) => {
    const kept = line.filter((cell) => cell.n > 0 && !isTold(cell));
    return kept.length === 1 || (kept.length > 0 && sumShown(kept.map(({ n }) => n)) < SMALLEST);
  };
  const keep = (line: readonly ReturnType<typeof at>[]): boolean => {
    const [first, ...others] = line.filter((cell) => cell.n > 0 && isTold(cell));
    if (first === undefined) return false;
    const least = others.reduce((less, cell) => (cell.n < less.n ? cell : less), first);
    (told[least.r] as boolean[])[least.c] = false;
    return true;
  };
  // each round keeps one number more back, so this ends
  while (
    rows.some((line, r) => isBare(line) && isTold(at(r, line.length)) && (keep(line) || keep([at(r, line.length)]))) ||
    columns.some((line) => isBare(line) && keep(line))
  );
  return told.map((row) => ({ cells: row.slice(0, -1), sum: row[row.length - 1] === true }));
}

/** Sum of what is shown. */
export function sumShown(cells: readonly (number | null)[]): number {
  return cells.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}
