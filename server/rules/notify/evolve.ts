import type { NotificationState, Sent } from './types.js';

export function evolve(_state: NotificationState, { matter, to, code, values, at }: Sent): NotificationState {
  return { status: 'sent', matter, to, code, values, sentAt: at };
}
