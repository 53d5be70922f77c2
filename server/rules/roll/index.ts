import { cancellable, type CapabilityRules } from '../contract/index.js';
import { rollActs } from './acts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { countJob, freezeJob, postJob, settleJob } from './jobs.js';
import { NO_ROLL, type RollCommand, type RollEvent, type RollState } from './types.js';

export const rollDecider = cancellable<RollState, RollCommand, RollEvent, 'RollCancelled'>(
  {
    kind: 'roll',
    stateVersion: 2,
    initial: () => NO_ROLL,
    decide,
    evolve,
  },
  'RollCancelled',
  ['frozen', 'settled'],
);

export const rollRules: CapabilityRules = {
  name: 'roll',
  deciders: [rollDecider],
  jobs: [freezeJob, countJob, postJob, settleJob],
  acts: rollActs,
  cancels: ['roll'],
};

export { rollActs } from './acts.js';
export { rollLeaf, rollRoot } from './tree.js';
export { helperFor, openObjections, rollLineFor, rollLineOf, rollLinesOf, rollView } from './views.js';
export type { RollReader } from './views.js';
export { CHUNK, MAX_LINES, NO_ROLL, OBJECTION } from './types.js';
export type {
  Elector,
  LineChange,
  ObjectionDecision,
  Right,
  RollChange,
  RollCommand,
  RollEvent,
  RollLine,
  RollObjection,
  RollState,
} from './types.js';
