export * from './decider.js';
export type * from './model/types.js';
export type { StoredValue } from './expression/index.js';
export type * from './decision/types.js';
export type * from './history/commands.js';
export type * from './history/events.js';
export type * from './history/state.js';
export { initialState, ROOT, RULES, STATE_VERSION } from './history/state.js';
