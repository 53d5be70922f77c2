import { base64Encode, canonicalText, linesRoot, sha256, utf8Encode } from '#ledger';
import type { Elector, Right } from './types.js';

/**
 * Root of the `roll` side tree, standard base64. Its leaves are public and name nobody: `{"c":"<commitment to the
 * name>","cls":"all","n":1,"right":"person","v":1,"who":"<hash>"}`, with `area` where the line has one. Line `e` is leaf `e`.
 */
export function rollRoot(lines: readonly Elector[], right: Right): string {
  return base64Encode(linesRoot(lines.map((line) => rollLeaf(line, right))));
}

/** Exact text of one line's leaf. */
export function rollLeaf({ elector, name, heads, area, holders }: Elector, right: Right): string {
  return canonicalText({
    ...(area > 0 ? { area } : {}),
    c: name === null ? null : name['~'],
    cls: 'all',
    n: heads,
    right,
    v: 1,
    who: whoHash(elector, holders),
  });
}

/**
 * Who holds and may use a right, standard base64. Pseudonyms are keyed per matter, so nobody can guess at one from its hash; without it
 * two rolls of as many strangers would have one root.
 */
function whoHash(elector: string, holders: readonly string[] | undefined): string {
  const line = holders === undefined ? { elector } : { elector, holders };
  return base64Encode(sha256(utf8Encode(`heyi/line/v1\n${canonicalText(line)}`)));
}
