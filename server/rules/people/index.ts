import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { NO_ORGANISATION, type PeopleCommand, type PeopleEvent, type PeopleState } from './types.js';

export const peopleDecider: Decider<PeopleState, PeopleCommand, PeopleEvent, unknown> = {
  kind: 'organisation',
  stateVersion: 4,
  initial: () => NO_ORGANISATION,
  decide,
  evolve,
};

/** The organisation decides by itself; it has no jobs a procedure could call. */
export const peopleRules: CapabilityRules = { name: 'people', deciders: [peopleDecider], jobs: [] };

export { ROLES, type Role } from '../contract/index.js';
export * from './deputies.js';
export * from './lanes.js';
export * from './posts.js';
export * from './scopes.js';
export * from './types.js';
