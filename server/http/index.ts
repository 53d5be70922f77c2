export * from './access.js';
export * from './body.js';
export * from './filter.js';
export * from './problem.js';
