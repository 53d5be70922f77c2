/** The runtime keeps streams alive: lock, load, decide, append, perform, wake. */
export * from './api.js';
export * from './ports.js';
export * from './store-port.js';
export { Runtime, type RuntimeOptions } from './runtime.js';
