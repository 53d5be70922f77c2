import type { Key } from './port.js';
import type { Route } from './routes.js';
import type { Answer, Id, ReminderPage, ReminderTimes } from './views.js';

/** What a resident follows, and when they want to be told. */
export interface ReminderPort {
  /** GET /api/reminders */
  reminders(): Promise<ReminderPage>;
  /** POST /api/reminders `{digestHour, quietFrom, quietTo}`: whole hours 0–23. Problem `digest-in-quiet-hours` 422. */
  setReminders(times: ReminderTimes, key: Key): Promise<Answer<ReminderPage>>;
  /** POST /api/matters/:matter/following `{}`. Problem `follows-too-many` 409. */
  follow(matter: Id, key: Key): Promise<Answer<ReminderPage>>;
  /** DELETE /api/matters/:matter/following */
  unfollow(matter: Id, key: Key): Promise<Answer<ReminderPage>>;
}

const RESIDENT = ['resident'] as const;

export const REMINDER_ROUTES: Readonly<Record<keyof ReminderPort, Route>> = {
  reminders: { method: 'GET', path: '/api/reminders', audience: RESIDENT },
  setReminders: { method: 'POST', path: '/api/reminders', audience: RESIDENT },
  follow: { method: 'POST', path: '/api/matters/:matter/following', audience: RESIDENT },
  unfollow: { method: 'DELETE', path: '/api/matters/:matter/following', audience: RESIDENT },
};

interface Calls {
  read<T>(name: keyof ReminderPort, parts: readonly string[]): Promise<T>;
  change<T>(name: keyof ReminderPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function reminderCalls({ read, change }: Calls): ReminderPort {
  return {
    reminders: () => read('reminders', []),
    setReminders: (times, key) => change('setReminders', [], times, key),
    follow: (matter, key) => change('follow', [matter], {}, key),
    unfollow: (matter, key) => change('unfollow', [matter], undefined, key),
  };
}
