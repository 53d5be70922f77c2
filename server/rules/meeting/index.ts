import { cancellable, type CapabilityRules } from '../contract/index.js';
import { meetingActs } from './acts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { closeJob, openJob, quorumJob } from './jobs.js';
import { NO_MEETING, type MeetingCommand, type MeetingEvent, type MeetingState } from './types.js';

export const meetingDecider = cancellable<MeetingState, MeetingCommand, MeetingEvent, 'MeetingCancelled'>(
  {
    kind: 'meeting',
    stateVersion: 1,
    initial: () => NO_MEETING,
    decide,
    evolve,
  },
  'MeetingCancelled',
  ['closed'],
);

export const meetingRules: CapabilityRules = {
  name: 'meeting',
  deciders: [meetingDecider],
  jobs: [openJob, quorumJob, closeJob],
  acts: meetingActs,
  cancels: ['meeting'],
};

export { meetingActs } from './acts.js';
export { meetingView, quorumOf, waitingIn } from './views.js';
export type { MeetingReader } from './views.js';
export { FORMS, NO_MEETING, RESULTS } from './types.js';
export type {
  Conclusion,
  MeetingCommand,
  MeetingEvent,
  MeetingForm,
  MeetingResult,
  MeetingState,
  Member,
  Minutes,
} from './types.js';
