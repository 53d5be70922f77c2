import type { NotificationState, Sent } from './types.js';

export function evolve(_state: NotificationState, { matter, role, scope, code, values, at }: Sent): NotificationState {
  return { status: 'sent', matter, to: { role, scope }, code, values, sentAt: at };
}
