import { cancellable, type Act, type CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { askJob, closeJob } from './jobs.js';
import { NO_CALLBACK, type CallbackCommand, type CallbackEvent, type CallbackState } from './types.js';

export const callbackDecider = cancellable<CallbackState, CallbackCommand, CallbackEvent, 'CallbackCancelled'>(
  {
    kind: 'callback',
    stateVersion: 1,
    initial: () => NO_CALLBACK,
    decide,
    evolve,
  },
  'CallbackCancelled',
  ['closed'],
);

export const callbackActs: readonly Act[] = [
  {
    kind: 'callback',
    type: 'answer',
    roles: ['resident'],
    fields: {
      solved: { type: 'boolean', required: true },
      satisfied: { type: 'boolean', required: true },
      contacted: { type: 'boolean', required: true },
      text: { type: 'sealed', required: false },
    },
    own: true,
    helped: true,
  },
];

export const callbackRules: CapabilityRules = {
  name: 'callback',
  deciders: [callbackDecider],
  jobs: [askJob, closeJob],
  acts: callbackActs,
  cancels: ['callback'],
};

export { callbackView, countsOf, FEWEST_ANSWERS, isOpen, tellsOnOne } from './views.js';
export type { CallbackReader } from './views.js';
export { ALL_ANSWERED, MAX_ASKED, NO_CALLBACK } from './types.js';
export type { CallbackAnswer, CallbackCommand, CallbackCounts, CallbackOutcome, CallbackState } from './types.js';
