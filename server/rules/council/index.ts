import { cancellable, type CapabilityRules } from '../contract/index.js';
import { councilActs } from './acts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { openJob, settleJob } from './jobs.js';
import { NO_COUNCIL, type CouncilCommand, type CouncilEvent, type CouncilState } from './types.js';

export const councilDecider = cancellable<CouncilState, CouncilCommand, CouncilEvent, 'CouncilCancelled'>(
  {
    kind: 'council',
    stateVersion: 1,
    initial: () => NO_COUNCIL,
    decide,
    evolve,
  },
  'CouncilCancelled',
  ['settled'],
);

export const councilRules: CapabilityRules = {
  name: 'council',
  deciders: [councilDecider],
  jobs: [openJob, settleJob],
  acts: councilActs,
  cancels: ['council'],
};

export { councilActs } from './acts.js';
export { councilView, isComposed, memberOf } from './views.js';
export type { CouncilReader } from './views.js';
export { NO_COUNCIL, SIDES } from './types.js';
export type { CouncilCommand, CouncilEvent, CouncilState, Member, Seat, Side } from './types.js';
