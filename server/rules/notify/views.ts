import type { NotificationState } from './types.js';

/** Code and values of the sentence (`notice.<code>` of `server/text`) and whom it was sent to. */
export function notificationView({ to, code, values, sentAt }: NotificationState) {
  return { to, code, values, sentAt };
}
