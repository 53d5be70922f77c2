export * from './fraction.js';
export {
  BASES,
  DIMENSIONS,
  METHODS,
  checkPoll,
  type Ballot,
  type Base,
  type Choice,
  type Demand,
  type Dimension,
  type Method,
  type PollFile,
  type PollFinding,
  type PollOption,
  type PollRules,
  type TieRule,
  type Totals,
} from './poll.js';
export { type Tested } from './demands.js';
export { drawLot } from './lot.js';
export { type BrokenTie, type Rank } from './seats.js';
export { isCounted, tally, type Outcome, type TallyAnswer, type TallyRefusal } from './tally.js';
export { readWhole, writeWhole, type Whole } from './whole.js';
