export { Ballots } from './ballots.js';
export { PollController } from './controller.js';
