import { base64Encode, canonicalText, linesRoot } from '#ledger';
import type { Elector, Right } from './types.js';

/**
 * Root of the `roll` side tree, standard base64. Its leaves are public and name nobody: `{"c":"<commitment to the
 * name>","cls":"all","n":1,"right":"person","v":1}`, with `area` where the line has one. Line `e` is leaf `e`.
 */
export function rollRoot(lines: readonly Elector[], right: Right): string {
  return base64Encode(linesRoot(lines.map((line) => rollLeaf(line, right))));
}

/** Exact text of one line's leaf. */
export function rollLeaf({ name, heads, area }: Elector, right: Right): string {
  return canonicalText({
    ...(area > 0 ? { area } : {}),
    c: name === null ? null : name['~'],
    cls: 'all',
    n: heads,
    right,
    v: 1,
  });
}
