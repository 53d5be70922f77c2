/** The runtime keeps streams alive: lock, load, decide, append, perform, wake. */
export * from './api.js';
export * from './ports.js';
export * from './store-port.js';
export { NATIVE } from './bytes.js';
export { Runtime } from './runtime.js';
export { INSTANCE, isName, isUlid } from './names.js';
export type { Limits, RuntimeOptions } from './environment.js';
/** The instance decider with its facts, as every other place runs it: one of `RuntimeOptions.deciders`. */
export { INSTANCE_HOST } from '#world';
