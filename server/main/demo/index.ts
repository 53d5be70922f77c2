export * from './organisation.js';
export * from './people.js';
export * from './registers.js';
export * from './seed.js';
