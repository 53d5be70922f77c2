export { InboxController } from './controller.js';
export { Letter } from './entities.js';
export { Letters } from './letters.js';
