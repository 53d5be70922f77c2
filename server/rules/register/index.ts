import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { NO_REGISTER, type ChangeRegister, type RegisterChanged, type RegisterState } from './types.js';

export const registerDecider: Decider<RegisterState, ChangeRegister, RegisterChanged> = {
  kind: 'register',
  stateVersion: 1,
  initial: () => NO_REGISTER,
  decide,
  evolve: ({ changes }, { scope, root, counts }) => ({ scope, root, counts, changes: changes + 1 }),
};

/** No procedure changes a register: there are no jobs. */
export const registerRules: CapabilityRules = { name: 'register', deciders: [registerDecider], jobs: [] };

export { KEEPERS } from './decide.js';
export * from './import/index.js';
export * from './rows.js';
export * from './types.js';
