export * from './organisation.js';
export * from './people.js';
export * from './registers.js';
export * from './seed.js';
export { STORY_BEGINS } from './consultations.js';
export { instant } from './player.js';
