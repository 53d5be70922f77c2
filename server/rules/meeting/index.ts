import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { meetingActs } from './acts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { closeJob, openJob, quorumJob } from './jobs.js';
import { NO_MEETING, type MeetingCommand, type MeetingEvent, type MeetingState } from './types.js';

export const meetingDecider: Decider<MeetingState, MeetingCommand, MeetingEvent> = {
  kind: 'meeting',
  stateVersion: 1,
  initial: () => NO_MEETING,
  decide,
  evolve,
};

export const meetingRules: CapabilityRules = {
  name: 'meeting',
  deciders: [meetingDecider],
  jobs: [openJob, quorumJob, closeJob],
  acts: meetingActs,
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
