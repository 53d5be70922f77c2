import type { BodyKind, UnitKind } from '#rules/people';
import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type { Answer, Id, Instant, Role } from './views.js';

export type { BodyKind, UnitKind };

/** A place of the tree: street, community, estate, building, stairwell. */
export interface UnitLine {
  readonly path: string;
  readonly name: string;
  readonly kind: UnitKind;
}
/** How many may hold a role in a body at the same time; a role that is not named may be held by any number. */
export interface SeatLine {
  readonly role: Role;
  readonly count: number;
}
export interface BodyLine {
  readonly body: Id;
  readonly kind: BodyKind;
  readonly name: string;
  readonly scope: string;
  readonly parent: Id | null;
  readonly remit: readonly string[];
  readonly seats: readonly SeatLine[];
}
export interface Paper {
  readonly number: string;
  readonly title: string;
}
export interface PostLine {
  readonly appointment: Id;
  readonly role: Role;
  readonly scope: string;
  readonly body: Id | null;
  readonly from: Instant;
  /** In force until before this instant; null: without end. */
  readonly to: Instant | null;
  readonly document: Paper | null;
  /** Null for residents: they see posts. */
  readonly name: string | null;
  /** 任期将满: it ends within sixty days. */
  readonly soon: boolean;
}
/** Places of a role that nobody holds: `missing` of them. */
export interface VacancyLine {
  readonly role: Role;
  readonly scope: string;
  readonly body: Id | null;
  readonly missing: number;
}

/** The organisation as the reader may see it: places, bodies, and who holds which post. */
export interface OrganisationPage {
  readonly units: readonly UnitLine[];
  readonly bodies: readonly BodyLine[];
  /** In force now. */
  readonly posts: readonly PostLine[];
  /** Given, but still to begin. */
  readonly coming: readonly PostLine[];
  readonly vacancies: readonly VacancyLine[];
}

/** Somebody known by `person`, else a new one by name and place. */
export interface Whom {
  readonly person: Id | null;
  readonly name: string;
  readonly place: string;
}
/** `from` and `to` are days `YYYY-MM-DD`, the last one included; null: from now on, without end. */
export interface Terms {
  readonly from: string | null;
  readonly to: string | null;
  readonly document: Paper | null;
  /** Whether a near relative of a member of the residents committee; needed for who supervises it. */
  readonly relative: boolean | null;
}
export interface Posting extends Whom, Terms {
  readonly role: Role;
  readonly scope: string;
  readonly body: Id | null;
}
export type NewBody = Omit<BodyLine, 'body'>;
export type Amendment = Pick<BodyLine, 'name' | 'remit' | 'seats'>;

type Changed = Promise<Answer<OrganisationPage>>;

/** The organisation; administrators change it in their own scope and below. What lies elsewhere is `unknown-…` 404. */
export interface OrganisationPort {
  /** GET /api/organisation */
  organisation(): Promise<OrganisationPage>;
  /** POST /api/organisation/units `{units}`. Problems 409: `unit-exists`, `unit-was-closed`, `unit-out-of-order`; 422 `unit-invalid`. */
  foundUnits(body: { units: readonly UnitLine[] }, key: Key): Changed;
  /** POST /api/organisation/units/:scope/name `{name}` */
  renameUnit(scope: string, body: { name: string }, key: Key): Changed;
  /** DELETE /api/organisation/units/:scope. Problems 409: `unit-has-units`, `unit-has-bodies`, `unit-has-posts`, `unit-has-residents` `{name, n}`. */
  closeUnit(scope: string, key: Key): Changed;
  /** POST /api/organisation/bodies `{bodies}` */
  establishBodies(body: { bodies: readonly NewBody[] }, key: Key): Changed;
  /** POST /api/organisation/bodies/:body `{name, remit, seats}`. Problem 409 `seats-held`. */
  amendBody(body: Id, change: Amendment, key: Key): Changed;
  /** DELETE /api/organisation/bodies/:body. Problems 409: `body-has-bodies`, `body-has-posts` `{name, n}`. */
  dissolveBody(body: Id, key: Key): Changed;
  /** POST /api/organisation/appointments. Problems 409: `document-missing`, `already-appointed`, `seats-taken`, `administrators-exclude` … */
  appoint(body: Posting, key: Key): Changed;
  /** POST /api/organisation/appointments/:appointment/prolongation `{to, document}`. Problems 409: `appointment-over`, `term-not-longer`, `term-has-no-end` … */
  prolong(appointment: Id, body: { to: string | null; document: Paper | null }, key: Key): Changed;
  /** POST /api/organisation/appointments/:appointment/replacement. Problems 409: `begins-in-the-past`, `leaves-a-gap`, `successor-is-holder` … */
  replaceHolder(appointment: Id, body: Whom & Terms, key: Key): Changed;
  /** POST /api/organisation/dismissals `{appointment, document}`: at once. */
  dismiss(body: { appointment: Id; document: Paper | null }, key: Key): Changed;
}

const KEEPERS = ['administrator'] as const;
const HOME = '/api/organisation';

export const organisationRoutes = (signedIn: Audience): Readonly<Record<keyof OrganisationPort, Route>> => ({
  organisation: { method: 'GET', path: HOME, audience: signedIn },
  foundUnits: { method: 'POST', path: `${HOME}/units`, audience: KEEPERS },
  renameUnit: { method: 'POST', path: `${HOME}/units/:scope/name`, audience: KEEPERS },
  closeUnit: { method: 'DELETE', path: `${HOME}/units/:scope`, audience: KEEPERS },
  establishBodies: { method: 'POST', path: `${HOME}/bodies`, audience: KEEPERS },
  amendBody: { method: 'POST', path: `${HOME}/bodies/:body`, audience: KEEPERS },
  dissolveBody: { method: 'DELETE', path: `${HOME}/bodies/:body`, audience: KEEPERS },
  appoint: { method: 'POST', path: `${HOME}/appointments`, audience: KEEPERS },
  prolong: { method: 'POST', path: `${HOME}/appointments/:appointment/prolongation`, audience: KEEPERS },
  replaceHolder: { method: 'POST', path: `${HOME}/appointments/:appointment/replacement`, audience: KEEPERS },
  dismiss: { method: 'POST', path: `${HOME}/dismissals`, audience: KEEPERS },
});

interface Calls {
  read<T>(name: keyof OrganisationPort, parts: readonly string[]): Promise<T>;
  change<T>(name: keyof OrganisationPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function organisationCalls({ read, change }: Calls): OrganisationPort {
  return {
    organisation: () => read('organisation', []),
    foundUnits: (body, key) => change('foundUnits', [], body, key),
    renameUnit: (scope, body, key) => change('renameUnit', [scope], body, key),
    closeUnit: (scope, key) => change('closeUnit', [scope], undefined, key),
    establishBodies: (body, key) => change('establishBodies', [], body, key),
    amendBody: (body, amendment, key) => change('amendBody', [body], amendment, key),
    dissolveBody: (body, key) => change('dissolveBody', [body], undefined, key),
    appoint: (body, key) => change('appoint', [], body, key),
    prolong: (appointment, body, key) => change('prolong', [appointment], body, key),
    replaceHolder: (appointment, body, key) => change('replaceHolder', [appointment], body, key),
    dismiss: (body, key) => change('dismiss', [], body, key),
  };
}
