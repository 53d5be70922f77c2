import type { PollState } from '#rules/poll';
import { boardOf, inBoardOrder, openBallot } from '#rules/poll';
import type { RollState } from '#rules/roll';
import type { ReadStream } from './chain.js';
import type { Findings } from './findings.js';
import type { EvidenceBundle } from './types.js';

/**
 * Recounts what a closed poll rests on: the ballots exported beside it are the board it named, every one opens its
 * commitment, the roll is still the one it names, each counts as many heads as its line of the roll, and nobody is their
 * own helper. The count itself was decided again with the poll's own commands.
 */
export function checkPolls(
  bundle: EvidenceBundle,
  streams: readonly ReadStream[],
  states: ReadonlyMap<string, unknown>,
  findings: Findings,
): number {
  const boards = new Map(bundle.votes.map((board) => [board.poll, board.ballots]));
  const polls = streams.filter((stream) => stream.kind === 'poll');
  for (const poll of boards.keys()) {
    if (!polls.some((stream) => stream.id === poll)) findings.differ('polls', poll, null, 'poll-unknown', null, null);
  }
  let ballots = 0;
  for (const stream of polls) {
    const state = states.get(stream.id) as PollState | undefined;
    if (state === undefined) continue; // said by the replay
    const closing = stream.records.findIndex((record) => record.body?.command.type === 'close');
    const seq = closing < 0 ? null : closing;
    const cast = boards.get(stream.id);
    if (state.board === null) {
      if (cast !== undefined && cast.length > 0)
        findings.differ('polls', stream.id, seq, 'poll-open', null, String(cast.length));
      continue;
    }
    if (cast === undefined) {
      findings.differ('polls', stream.id, seq, 'board-missing', String(state.board.size), null);
      continue;
    }
    const ordered = inBoardOrder(cast);
    const board = ordered === null ? null : boardOf(ordered);
    if (ordered === null || board === null || board.root !== state.board.root || board.size !== state.board.size) {
      findings.differ(
        'polls',
        stream.id,
        seq,
        'board',
        `${state.board.size} ${state.board.root}`,
        board === null ? null : `${board.size} ${board.root}`,
      );
      continue;
    }
    const roll = state.terms === null ? undefined : (states.get(state.terms.roll.stream) as RollState | undefined);
    if (roll === undefined) findings.cannot('roll-outside', stream.id, 0);
    else if (roll.root !== state.terms?.roll.root)
      findings.differ('polls', stream.id, seq, 'roll-root', state.terms?.roll.root ?? null, roll.root);
    for (const [row, ballot] of ordered.entries()) {
      const read = openBallot(ballot);
      const heads = read === null ? null : (roll?.lines[read.e]?.heads ?? read.heads);
      if (read === null) findings.differ('polls', stream.id, seq, 'ballot', String(row), null);
      else if (heads !== read.heads)
        findings.differ('polls', stream.id, seq, 'ballot-heads', String(heads), String(read.heads));
      else if (read.helper !== null && mayUse(roll, read.e, read.helper))
        findings.differ('polls', stream.id, seq, 'ballot-helper', null, String(row));
      ballots++;
    }
  }
  return ballots;
}

function mayUse(roll: RollState | undefined, e: number, p: string): boolean {
  const line = roll?.lines[e];
  return line !== undefined && (line.holders ?? [line.elector]).includes(p);
}
