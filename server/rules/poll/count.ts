import { isCounted, tally, type Ballot } from '#tally';
import { openBallot } from './ballot.js';
import type { Choice, OpenedBallot, PollResult, PollTerms } from './types.js';

/** Why a board cannot be counted; `row` counts its ballots from 0. */
export interface BoardFault {
  readonly fault: 'ballot' | 'order' | 'revision' | 'index' | 'heads';
  readonly row: number;
}

/**
 * Counts a board in its order: every ballot opened, revisions of a right counting up from 0 without a gap, indexes within
 * the roll; the last ballot of each right counts. Heads, quorum of the electorate, threshold with abstentions in its
 * base. Those attending are who came to the meeting, or who cast a ballot where nobody meets. Exact: the fractions are
 * compared by whole numbers in `server/tally`.
 */
export function countBoard(terms: PollTerms, ballots: readonly OpenedBallot[]): PollResult | BoardFault {
  const last: { e: number; rev: number; choice: Choice; heads: number }[] = [];
  for (const [row, ballot] of ballots.entries()) {
    const read = openBallot(ballot);
    if (read === null) return { fault: 'ballot', row };
    if (read.e >= terms.roll.electors) return { fault: 'index', row };
    const before = last.at(-1);
    if (before !== undefined && read.e < before.e) return { fault: 'order', row };
    const same = before !== undefined && before.e === read.e;
    if (read.rev !== (same ? before.rev + 1 : 0)) return { fault: 'revision', row };
    if (same) last.pop();
    last.push(read);
  }
  const heads = terms.roll.heads;
  const cast = last.reduce((sum, ballot) => sum + ballot.heads, 0);
  if (cast > heads) return { fault: 'heads', row: ballots.length };
  const attending = Math.max(terms.attending ?? 0, cast);
  const answer = tally(
    {
      method: 'yes-no',
      electorate: { heads },
      attending: { heads: attending },
      quorum: [{ of: 'heads', base: 'electorate', ...terms.quorum }],
      threshold: [{ of: 'heads', base: terms.thresholdBase, ...terms.threshold }],
      abstain: 'in-base',
      silence: 'not-counted',
    },
    last.map(({ choice, heads: weight }): Ballot => ({ choice, weight })),
  );
  // the terms were checked at opening and every ballot just now, so a refusal here is a bug
  if (!isCounted(answer)) throw new Error(`tally refused: ${answer.error}`);
  const outcome = answer.outcome;
  if (outcome !== 'passed' && outcome !== 'failed' && outcome !== 'no-quorum')
    throw new Error(`not a yes-no outcome: ${outcome}`);
  const sum = (choice: Choice): number =>
    last.reduce((total, ballot) => (ballot.choice === choice ? total + ballot.heads : total), 0);
  return {
    outcome,
    counts: { yes: sum('yes'), no: sum('no'), abstain: sum('abstain') },
    notCast: heads - cast,
    electorate: heads,
    attending,
    quorum: answer.quorum,
    threshold: answer.threshold,
  };
}
