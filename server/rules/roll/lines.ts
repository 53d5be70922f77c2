import type { Elector, LineChange } from './types.js';

/** Place of an elector in lines ascending by elector; where it is not there, `found` is false and `at` where it belongs. */
export function placeOf(lines: readonly Elector[], elector: string): { readonly found: boolean; readonly at: number } {
  // lines are sorted by elector, so the search halves
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line === undefined) break;
    if (line.elector < elector) low = middle + 1;
    else high = middle;
  }
  return { found: lines[low]?.elector === elector, at: low };
}

/** The lines after a change that fits them; added ones come in at their place. */
export function changedLines(lines: readonly Elector[], change: LineChange): readonly Elector[] {
  const { found, at } = placeOf(lines, change.elector);
  const { elector, name, heads, area, holders } = change;
  const before = lines.slice(0, at);
  const after = lines.slice(found ? at + 1 : at);
  switch (change.do) {
    case 'add':
      return [...before, { elector, name, heads, area, ...(holders === null ? {} : { holders }) }, ...after];
    case 'remove':
      return [...before, ...after];
    case 'correct': {
      const line = lines[at];
      if (line === undefined) return lines;
      const corrected = {
        ...line,
        heads,
        area,
        ...(name === null ? {} : { name }),
        ...(holders === null ? {} : { holders }),
      };
      return [...before, corrected, ...after];
    }
  }
}
