import { cancellable, type CapabilityRules } from '../contract/index.js';
import { cosignActs } from './acts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { closeJob, openJob } from './jobs.js';
import { NO_COSIGN, type CosignCommand, type CosignEvent, type CosignState } from './types.js';

export const cosignDecider = cancellable<CosignState, CosignCommand, CosignEvent, 'CosignCancelled'>(
  {
    kind: 'cosign',
    stateVersion: 2,
    initial: () => NO_COSIGN,
    decide,
    evolve,
  },
  'CosignCancelled',
  ['closed'],
);

export const cosignRules: CapabilityRules = {
  name: 'cosign',
  deciders: [cosignDecider],
  jobs: [openJob, closeJob],
  acts: cosignActs,
  cancels: ['cosign'],
};

export { cosignActs } from './acts.js';
export { cosignView, linesOf, outcomeOf, supportsOf } from './views.js';
export type { CosignReader } from './views.js';
export { CONTINUES, LEFT, MAX_LINES, NO_COSIGN, REACHED } from './types.js';
export type {
  CosignCommand,
  CosignEvent,
  CosignLine,
  CosignOutcome,
  CosignRoll,
  CosignState,
  Support,
} from './types.js';
