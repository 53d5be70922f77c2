export * from './acts.js';
export * from './definitions.js';
export * from './entities.js';
export * from './history.js';
export * from './matters.js';
export * from './pseudonyms.js';
export * from './sealing.js';
export * from './start.js';
