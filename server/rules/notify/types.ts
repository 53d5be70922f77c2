import type { Command, Event, StoredValue } from '#engine';

/** One sending (通知): who is told what, by code; the words are made per reader when it is shown. */
export interface NotificationState {
  readonly status: 'none' | 'sent';
  readonly matter: string;
  readonly to: Audience | null;
  readonly code: string;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly sentAt: number;
}

/** A role within a scope, or these people of the matter. */
export type Audience = { readonly role: string; readonly scope: string } | { readonly people: readonly string[] };

export interface Send extends Command {
  readonly type: 'send';
  readonly matter: string;
  readonly to: Audience;
  readonly code: string;
  readonly values: Readonly<Record<string, StoredValue>>;
}

export interface Sent extends Event {
  readonly type: 'Sent';
  readonly matter: string;
  readonly to: Audience;
  readonly code: string;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly at: number;
}

export const NO_NOTIFICATION: NotificationState = {
  status: 'none',
  matter: '',
  to: null,
  code: '',
  values: {},
  sentAt: 0,
};

/** So many people can be named in one sending; more of them are told by role. */
export const MAX_PEOPLE = 500;
