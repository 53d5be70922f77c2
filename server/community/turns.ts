/** So many rows are worked on before the event loop turns: a few milliseconds' work. A power of two, as statements take them. */
export const AT_ONCE = 256;

/** Lets whoever else waits go on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Works on many rows in parts, with a turn of the event loop after each. */
export async function inTurns<T>(
  rows: readonly T[],
  work: (part: readonly T[]) => Promise<void> | void,
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await work(rows.slice(from, from + AT_ONCE));
    await turn();
  }
}
