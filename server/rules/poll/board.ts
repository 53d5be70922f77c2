import { base64Encode, leavesRoot, utf8Encode } from '#ledger';
import { placeOf } from './ballot.js';
import type { Board, OpenedBallot } from './types.js';

/**
 * The board's order: roll index, then revision. It says nothing of when anybody voted. Null where a leaf is none or a
 * place is taken twice.
 */
export function inBoardOrder(ballots: readonly OpenedBallot[]): readonly OpenedBallot[] | null {
  const placed: { readonly ballot: OpenedBallot; readonly e: number; readonly rev: number }[] = [];
  for (const ballot of ballots) {
    const place = placeOf(ballot.leaf);
    if (place === null) return null;
    placed.push({ ballot, ...place });
  }
  placed.sort((a, b) => a.e - b.e || a.rev - b.rev);
  const twice = placed.some((here, i) => i > 0 && here.e === placed[i - 1]?.e && here.rev === placed[i - 1]?.rev);
  return twice ? null : placed.map(({ ballot }) => ballot);
}

/** Head of the side tree `board` over ballots in the board's order. */
export function boardOf(ballots: readonly OpenedBallot[]): Board {
  return { size: ballots.length, root: base64Encode(leavesRoot(ballots.map(({ leaf }) => utf8Encode(leaf)))) };
}
