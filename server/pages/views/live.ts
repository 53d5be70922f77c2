import type { Id } from './basics.js';

/** Something changed that the reader may look at: fetch again what is shown. Carries no content. */
export interface Change {
  readonly kind:
    | 'matter'
    | 'opinions'
    | 'poll'
    | 'notice'
    | 'entity'
    | 'tasks'
    | 'inbox'
    | 'calendars'
    | 'alarms'
    | 'clock'
    | 'session';
  /** Null: any of the kind. */
  readonly id: Id | null;
}
