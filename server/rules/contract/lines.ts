import type { Refusal } from '#engine';

/** A line of a roll in its place. */
interface Placed {
  readonly e: number;
}

/**
 * The line of a roll that an act is done for, of those somebody may use. Whoever may use one need not name it; of several the act
 * says which, by its place on the roll, so that nobody acts for a household they did not mean. Refusals: `not-on-the-roll` (none),
 * `which-line` `{lines}` (several, and none named), `not-your-line` `{line}`.
 */
export function lineFor<Line extends Placed>(own: readonly Line[], named: unknown): Line | Refusal {
  const [first] = own;
  if (first === undefined) return { refused: 'not-on-the-roll' };
  if (named === undefined || named === null)
    return own.length === 1 ? first : { refused: 'which-line', values: { lines: own.length } };
  const line = own.find(({ e }) => e === named);
  return line ?? { refused: 'not-your-line', values: { line: typeof named === 'number' ? named : null } };
}
