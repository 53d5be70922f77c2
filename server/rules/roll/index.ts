import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { freezeJob } from './jobs.js';
import { NO_ROLL, type RollCommand, type RollEvent, type RollState } from './types.js';

export const rollDecider: Decider<RollState, RollCommand, RollEvent> = {
  kind: 'roll',
  stateVersion: 1,
  initial: () => NO_ROLL,
  decide,
  evolve,
};

export const rollRules: CapabilityRules = { name: 'roll', deciders: [rollDecider], jobs: [freezeJob] };

export { rollLeaf, rollRoot } from './tree.js';
export { rollLineOf, rollView } from './views.js';
export { MAX_LINES, NO_ROLL } from './types.js';
export type { Elector, RollCommand, RollEvent, RollLine, RollReference, RollState } from './types.js';
