import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { intakeActs } from './acts.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { registerJob, settleJob } from './jobs.js';
import { NO_INTAKE, type IntakeCommand, type IntakeEvent, type IntakeState } from './types.js';

export const intakeDecider: Decider<IntakeState, IntakeCommand, IntakeEvent> = {
  kind: 'intake',
  stateVersion: 1,
  initial: () => NO_INTAKE,
  decide,
  evolve,
};

export const intakeRules: CapabilityRules = {
  name: 'intake',
  deciders: [intakeDecider],
  jobs: [registerJob, settleJob],
  acts: intakeActs,
};

export { intakeActs } from './acts.js';
export { intakeView } from './views.js';
export type { IntakeReader } from './views.js';
export { MAX_SIMILAR, NO_INTAKE, SIMILAR_DAYS, SOURCES } from './types.js';
export type { IntakeCommand, IntakeEvent, IntakeState, Merging, SimilarMatter, Source } from './types.js';
