export * from './decider.js';
export type * from './model/types.js';
export type { StoredValue } from './expression/index.js';
export type * from './decision/types.js';
