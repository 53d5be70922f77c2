import type { Id, Instant, Role } from './basics.js';

export interface Session {
  /** Null: not signed in. */
  readonly me: Me | null;
  /** To be sent as `X-CSRF-Token` with every call that changes something. */
  readonly csrf: string;
  readonly installation: Installation;
}

export interface Me {
  readonly person: Id;
  readonly account: string;
  readonly name: string;
  /** The telephone of the account, enough to recognise it (138****1234); null where none is known. */
  readonly phone: string | null;
  /** Anything but `full`: nothing may be done yet (an enrolment the desk has to see or refused, a second factor to set up). */
  readonly standing: 'full' | 'waiting' | 'refused' | 'needs-second-factor';
  readonly roles: readonly RoleHeld[];
}

export interface RoleHeld {
  readonly role: Role;
  /** Path in the organisation tree, e.g. `qinghe/d2`. */
  readonly scope: string;
  readonly scopeName: string;
}

export interface Installation {
  /** e.g. 青禾里社区 */
  readonly community: string;
  /** e.g. 青禾街道 */
  readonly street: string;
  /** Number of a person to ask, or null. */
  readonly phone: string | null;
  /** First line of what is printed, where the office set one. */
  readonly letterhead?: string | null;
  readonly demo: boolean;
  /** Whether a phone can be reached. */
  readonly sms: boolean;
  /** Empty unless `demo`. */
  readonly demoAccounts: readonly DemoAccount[];
}

export interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

export interface Clock {
  /** False: `now` is real time and moves are refused. */
  readonly demo: boolean;
  readonly now: Instant;
  /** The next thing the clock would meet, or null when nothing is due. */
  readonly next: {
    readonly at: Instant;
    readonly matter: Id;
    readonly title: string;
    readonly stepName: string;
  } | null;
}
