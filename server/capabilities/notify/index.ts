export { InboxController } from './controller.js';
export { Digests } from './digests.js';
export { FollowingRow, Letter, PaperRow, ReminderRow } from './entities.js';
export { Papers, type PaperLine } from './paper.js';
export { Letters } from './letters.js';
export { Reminders } from './reminders.js';
export { RemindersController } from './reminders.controller.js';
