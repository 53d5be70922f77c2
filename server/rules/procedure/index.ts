import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { NO_PROCEDURE, type ProcedureCommand, type ProcedureEvent, type ProcedureState } from './types.js';

export const procedureDecider: Decider<ProcedureState, ProcedureCommand, ProcedureEvent> = {
  kind: 'procedure',
  stateVersion: 2,
  initial: () => NO_PROCEDURE,
  decide,
  evolve,
};

/** People decide about procedures; no procedure calls for that. */
export const procedureRules: CapabilityRules = { name: 'procedure', deciders: [procedureDecider], jobs: [] };

export * from './types.js';
