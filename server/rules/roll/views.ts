import type { RollLine, RollState } from './types.js';

/** The line of an elector (its pseudonym in the matter); null when there is none. What a ballot is decided by. */
export function rollLineOf(state: RollState, elector: string): RollLine | null {
  // lines are sorted by elector, so the search halves
  let low = 0;
  let high = state.lines.length - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const line = state.lines[middle];
    if (line === undefined) break;
    if (line.elector === elector) return line;
    if (line.elector < elector) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** What anybody may know of a roll: its size and root, never its lines. */
export function rollView({ status, selector, lines, heads, area, root, frozenAt }: RollState) {
  return { status, selector, electors: lines.length, heads, area, root, frozenAt };
}
