/** The row opened first. */
export function oldest<R extends { readonly order: number }>(rows: readonly R[]): R | undefined {
  return rows.reduce<R | undefined>(
    (best, row) => (best === undefined || row.order < best.order ? row : best),
    undefined,
  );
}

/** Rows as they were opened. */
export function inOrder<R extends { readonly order: number }>(rows: readonly R[]): R[] {
  return [...rows].sort((a, b) => a.order - b.order);
}
