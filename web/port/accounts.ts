import type { Known } from '#forms';
import type { Key } from './port.js';
import type { Route } from './routes.js';
import type { Answer, Id, Instant, Plain, Role, Session } from './views.js';

/** A sign-in that is not over: `session` is nobody's, and the code goes with `step` to `secondFactor`. */
export interface SignedIn extends Session {
  readonly needsSecondFactor?: true;
  readonly step?: string;
}
export interface Invited {
  readonly name: string;
  /** The login that is there already; null where one is to be chosen. */
  readonly account: string | null;
}
export interface EnrolHousehold {
  readonly label: string;
  /** Names by their first character. */
  readonly members: readonly { readonly member: number; readonly name: string; readonly relation: string | null }[];
}
export interface Enrolling {
  readonly code: string;
  readonly member: number;
  readonly phone: string;
  readonly phoneCode: string;
  readonly account: string;
  readonly password: string;
}
export interface FactorState {
  readonly set: boolean;
  /** One of the reader's roles takes it; nothing else may be done without, but in a demo. */
  readonly needed: boolean;
  readonly demo: boolean;
}
export interface WaitingEnrolment {
  readonly account: Id;
  readonly login: string;
  readonly name: string;
  readonly place: string;
  readonly phone: string;
  readonly at: Instant;
  /** The reader printed its code, so somebody else has to accept it. */
  readonly printedByYou: boolean;
}
export interface PrintedCodes {
  readonly scope: string;
  readonly scopeName: string;
  readonly codes: readonly {
    readonly household: Id;
    readonly label: string;
    readonly code: string;
    readonly expiresAt: Instant;
  }[];
}
export interface AccountLine {
  readonly person: Id;
  readonly name: string;
  readonly place: string;
  readonly roles: readonly Role[];
  readonly account: string | null;
  readonly factor: boolean;
  readonly may: {
    readonly invite: boolean;
    readonly reset: boolean;
    readonly removeFactor: boolean;
    readonly erase: boolean;
  };
}
export interface OneTimeLink {
  readonly token: string;
  readonly name: string;
}
/** Who looked at, took out or changed whose data. `what` is said by `access.<what>`. */
export interface AccessLine {
  readonly id: Id;
  readonly at: Instant;
  /** Null: whoever works at the server's own machine. */
  readonly reader: string | null;
  readonly subject: string | null;
  readonly matter: Id | null;
  readonly what: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Accounts, sign-in and one's own data; over HTTP like the rest of the port. */
export interface AccountPort {
  // -- anybody; all of them limited per address
  /** POST /api/session/second-factor `{step, code}`: the digits of now or a recovery code. Problems: `second-factor-wrong`, `sign-in-step-over` 401, `too-many-tries` 429. */
  secondFactor(body: { step: string; code: string }, key: Key): Promise<Answer<Session>>;
  /** POST /api/invitations/look `{token}`: for whom a one-time link is. Problem `invitation-invalid` 404. */
  lookAtInvitation(body: { token: string }, key: Key): Promise<Answer<Invited>>;
  /** POST /api/enrolment/household `{code}`. Problem `household-code-wrong` 404. */
  enrolHousehold(body: { code: string }, key: Key): Promise<Answer<EnrolHousehold>>;
  /** POST /api/enrolment/phone-codes `{phone, purpose}`; `code` is null but in a demo. Problems: `phone-invalid` 422, `phone-code-too-soon`, `phone-code-too-many` 429, `sms-not-available` 409. */
  sendPhoneCode(
    body: { phone: string; purpose: 'enrol' | 'reset' },
    key: Key,
  ): Promise<Answer<{ readonly sent: true; readonly code: string | null }>>;
  /** POST /api/enrolment: an account, `waiting` for the desk unless the register knows the phone. Problems: those of the codes, `member-unknown` 404, `member-has-account`, `login-taken` 409, `login-invalid`, `password-too-short` 422. */
  enrol(body: Enrolling, key: Key): Promise<Answer<{ readonly status: 'waiting' | 'accepted' | 'refused' }>>;
  /** POST /api/password-resets: by the phone the account was enrolled with. Problem `phone-code-wrong` 422, also where there is no such account. */
  resetPassword(
    body: { phone: string; phoneCode: string; account: string; password: string },
    key: Key,
  ): Promise<Answer<{ readonly done: true }>>;

  // -- anybody signed in, about themselves
  /** GET /api/sessions */
  sessions(): Promise<{ readonly browsers: number }>;
  /** DELETE /api/sessions: every other browser. */
  signOutOthers(key: Key): Promise<Answer<{ readonly browsers: number }>>;
  /** GET /api/second-factor */
  factor(): Promise<FactorState>;
  /** POST /api/second-factor. Problem `second-factor-set` 409. */
  beginFactor(key: Key): Promise<Answer<{ readonly secret: string; readonly uri: string }>>;
  /** POST /api/second-factor/confirmation `{code}`: recovery codes, shown once. Problem `second-factor-wrong` 422. */
  confirmFactor(body: { code: string }, key: Key): Promise<Answer<{ readonly recovery: readonly string[] }>>;
  /** GET /api/me/data: everything kept about the reader, to be saved as a file. */
  myData(): Promise<Readonly<Record<string, Plain>>>;
  /** GET /api/me/access: newest first. */
  whoLooked(): Promise<readonly AccessLine[]>;
  /** GET /api/me/known: what the register holds of the caller, by the names forms use; no form asks for it. */
  known(): Promise<Known>;

  // -- the desk
  /** GET /api/enrolments: waiting ones of the reader's places, the oldest first. */
  enrolments(): Promise<readonly WaitingEnrolment[]>;
  /** POST /api/enrolments/:account/decision `{accept}`. Problems: `enrolment-unknown` 404, `enrolment-needs-another` 403. */
  decideEnrolment(account: Id, body: { accept: boolean }, key: Key): Promise<Answer<readonly WaitingEnrolment[]>>;
  /** POST /api/household-codes `{scope, all}`: new codes, shown once; the old ones of these households end. */
  printCodes(body: { scope: string; all: boolean }, key: Key): Promise<Answer<PrintedCodes>>;
  /** GET /api/people?words=: who has which account, and what the reader may do about it. */
  accounts(words: string): Promise<readonly AccountLine[]>;
  /** POST /api/people/:person/invitation: a link to a first account. Problems: `person-unknown` 404, `has-account` 409. */
  invite(person: Id, key: Key): Promise<Answer<OneTimeLink>>;
  /** POST /api/accounts/:person/reset: a link to a new password. Problems: `person-unknown`, `account-unknown` 404. */
  resetLink(person: Id, key: Key): Promise<Answer<OneTimeLink>>;
  /** DELETE /api/people/:person/second-factor: a lost device. */
  removeFactor(person: Id, key: Key): Promise<Answer<{ readonly done: true }>>;
  /** POST /api/people/:person/erasure `{reason}`. Problems: `erasure-open-matters` `{matters}`, `erasure-holds-office` 409. */
  erasePerson(person: Id, body: { reason: string }, key: Key): Promise<Answer<{ readonly done: true }>>;
  /** GET /api/access-log: of the auditor's places, newest first; the other two administrators see what was done at the server. */
  accessLog(asked?: AccessAsked): Promise<readonly AccessLine[]>;
}

/** What of the log is looked for; an empty text asks for nothing. */
export interface AccessAsked {
  readonly what?: string;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Part of the name of who looked, or of whom it is about. */
  readonly words?: string;
  /** Id of the last line seen: older ones follow. */
  readonly before?: string;
  /** So many lines at most; 500. */
  readonly most?: number;
}

type Audience = Route['audience'];

/** The lines of `ROUTES` for these calls. */
export function accountRoutes(signedIn: Audience): Readonly<Record<keyof AccountPort, Route>> {
  return {
    secondFactor: { method: 'POST', path: '/api/session/second-factor', audience: 'anybody' },
    lookAtInvitation: { method: 'POST', path: '/api/invitations/look', audience: 'anybody' },
    enrolHousehold: { method: 'POST', path: '/api/enrolment/household', audience: 'anybody' },
    sendPhoneCode: { method: 'POST', path: '/api/enrolment/phone-codes', audience: 'anybody' },
    enrol: { method: 'POST', path: '/api/enrolment', audience: 'anybody' },
    resetPassword: { method: 'POST', path: '/api/password-resets', audience: 'anybody' },
    sessions: { method: 'GET', path: '/api/sessions', audience: signedIn },
    signOutOthers: { method: 'DELETE', path: '/api/sessions', audience: signedIn },
    factor: { method: 'GET', path: '/api/second-factor', audience: signedIn },
    beginFactor: { method: 'POST', path: '/api/second-factor', audience: signedIn },
    confirmFactor: { method: 'POST', path: '/api/second-factor/confirmation', audience: signedIn },
    myData: { method: 'GET', path: '/api/me/data', audience: signedIn },
    whoLooked: { method: 'GET', path: '/api/me/access', audience: signedIn },
    known: { method: 'GET', path: '/api/me/known', audience: signedIn },
    enrolments: { method: 'GET', path: '/api/enrolments', audience: ['worker', 'grid', 'street'] },
    decideEnrolment: {
      method: 'POST',
      path: '/api/enrolments/:account/decision',
      audience: ['worker', 'grid', 'street'],
    },
    printCodes: { method: 'POST', path: '/api/household-codes', audience: ['worker'] },
    accounts: { method: 'GET', path: '/api/people', audience: ['worker', 'administrator', 'security', 'auditor'] },
    invite: { method: 'POST', path: '/api/people/:person/invitation', audience: ['administrator'] },
    resetLink: {
      method: 'POST',
      path: '/api/accounts/:person/reset',
      audience: ['worker', 'administrator', 'auditor'],
    },
    removeFactor: { method: 'DELETE', path: '/api/people/:person/second-factor', audience: ['security', 'auditor'] },
    erasePerson: { method: 'POST', path: '/api/people/:person/erasure', audience: ['security'] },
    accessLog: { method: 'GET', path: '/api/access-log', audience: ['administrator', 'security', 'auditor'] },
  };
}

/** How the HTTP transport asks: reading calls, and those that change something. */
export interface Calls {
  read<T>(name: keyof AccountPort, parts: readonly string[], query?: string): Promise<T>;
  change<T>(name: keyof AccountPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function accountCalls({ read, change }: Calls): Omit<AccountPort, 'secondFactor'> {
  return {
    lookAtInvitation: (body, key) => change('lookAtInvitation', [], body, key),
    enrolHousehold: (body, key) => change('enrolHousehold', [], body, key),
    sendPhoneCode: (body, key) => change('sendPhoneCode', [], body, key),
    enrol: (body, key) => change('enrol', [], body, key),
    resetPassword: (body, key) => change('resetPassword', [], body, key),
    sessions: () => read('sessions', []),
    signOutOthers: (key) => change('signOutOthers', [], undefined, key),
    factor: () => read('factor', []),
    beginFactor: (key) => change('beginFactor', [], {}, key),
    confirmFactor: (body, key) => change('confirmFactor', [], body, key),
    myData: () => read('myData', []),
    whoLooked: () => read('whoLooked', []),
    known: () => read('known', []),
    enrolments: () => read('enrolments', []),
    decideEnrolment: (account, body, key) => change('decideEnrolment', [account], body, key),
    printCodes: (body, key) => change('printCodes', [], body, key),
    accounts: (words) => read('accounts', [], `?words=${encodeURIComponent(words)}`),
    invite: (person, key) => change('invite', [person], {}, key),
    resetLink: (person, key) => change('resetLink', [person], {}, key),
    removeFactor: (person, key) => change('removeFactor', [person], undefined, key),
    erasePerson: (person, body, key) => change('erasePerson', [person], body, key),
    accessLog: (asked = {}) => {
      const named = Object.entries(asked).filter(([, value]) => value !== '');
      const query = named.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
      return read('accessLog', [], query === '' ? '' : `?${query}`);
    },
  };
}
