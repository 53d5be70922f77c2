import { cancellable, type CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { closeJob, openJob } from './jobs.js';
import { NO_POLL, type PollCommand, type PollEvent, type PollState } from './types.js';

export const pollDecider = cancellable<PollState, PollCommand, PollEvent, 'PollCancelled'>(
  {
    kind: 'poll',
    stateVersion: 2,
    initial: () => NO_POLL,
    decide,
    evolve,
  },
  'PollCancelled',
  ['closed', 'counted'],
);

export const pollRules: CapabilityRules = {
  name: 'poll',
  deciders: [pollDecider],
  jobs: [openJob, closeJob],
  cancels: ['poll'],
};

export { decideBallot, MAX_REVISIONS, openBallot, openingOf, placeOf } from './ballot.js';
export type { Ballot, BallotLeaf, DecidedBallot, ReadBallot } from './ballot.js';
export { boardOf, inBoardOrder } from './board.js';
export { countBoard } from './count.js';
export type { BoardFault } from './count.js';
export { pollView } from './views.js';
export { CHOICES, NO_POLL } from './types.js';
export type { Board, Choice, OpenedBallot, PollCommand, PollEvent, PollResult, PollState, PollTerms } from './types.js';
