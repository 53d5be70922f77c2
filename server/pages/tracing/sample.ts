import { base64Encode, hexEncode, sha256, utf8Encode } from '#ledger';

/** A sample anybody can draw again from the same list of matters. */
export interface Sample {
  readonly population: number;
  /** Standard base64 SHA-256 of `heyi/population/v1\n` and the ids, sorted, one a line: two lists with the same digest are the same. */
  readonly digest: string;
  /** The ids drawn, in the order they were drawn. */
  readonly picked: readonly string[];
}

/**
 * Draws `percent` (1 to 100, rounded up) of the matters: each has the rank SHA-256 of `heyi/sample/v1\n<seed>\n<id>`, and the lowest ranks
 * are drawn. The seed is public and should be fixed before anybody knows it, such as the numbers of a lottery or the root of a printed
 * head, so that nobody can choose what is looked at. `ids` must be without repetition; their order does not matter.
 */
export function sampleOf(ids: readonly string[], seed: string, percent: number): Sample {
  const sorted = [...ids].sort();
  const ranked = sorted
    .map((id) => ({ id, rank: hexEncode(sha256(utf8Encode(`heyi/sample/v1\n${seed}\n${id}`))) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const digest = base64Encode(sha256(utf8Encode(`heyi/population/v1\n${sorted.map((id) => `${id}\n`).join('')}`)));
  const count = Math.ceil((ids.length * percent) / 100);
  return { population: ids.length, digest, picked: ranked.slice(0, count).map(({ id }) => id) };
}
