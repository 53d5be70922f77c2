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

/** Sum of what is shown. */
export function sumShown(cells: readonly (number | null)[]): number {
  return cells.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}
