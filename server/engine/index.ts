export * from './decider.js';
export type * from './model/types.js';
