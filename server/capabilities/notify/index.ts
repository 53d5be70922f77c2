export { InboxController } from './controller.js';
export { Letter, PaperRow } from './entities.js';
export { Papers, type PaperLine } from './paper.js';
export { Letters } from './letters.js';
