import type { Command, Event, StoredValue } from '#engine';
import type { Role } from '../contract/index.js';

/**
 * The organisation: the tree of places, the bodies beside it and who holds which role where, as one stream per
 * installation. An appointment is a record like any other, so that every later act can quote the record its right rests
 * on (`by.basis`). Residents are not appointed: they act by their community's register.
 */
export const UNIT_KINDS = ['street', 'community', 'estate', 'building', 'stairwell'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** A unit of the tree by its path (`qinghe/qhl/e1/b3/u2`); names of institutions are public. */
export interface Unit {
  readonly path: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** 街道工委—社区党委—小区支部—楼栋党小组, and the other bodies of a community. */
export const BODY_KINDS = [
  'party-street',
  'party-community',
  'party-estate',
  'party-building',
  'committee',
  'supervision',
  'sub-committee',
  'council',
  'group',
  'grid',
  'department',
  'owners-committee',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

/** What stands above a body of this kind; a kind that is not named may stand under any body or none. */
export const PARENT_KIND: Readonly<Partial<Record<BodyKind, BodyKind>>> = {
  'party-community': 'party-street',
  'party-estate': 'party-community',
  'party-building': 'party-estate',
  'sub-committee': 'committee',
};

/** How many may hold a role in a body at the same time; so many as are missing are vacant. */
export interface Seats {
  readonly role: Role;
  readonly count: number;
}

/**
 * A body of a scope. `remit`: the topics it deals with, by code. `seats`: a role that is not named may be held by any
 * number; each role is named once.
 */
export interface Body {
  readonly body: string;
  readonly kind: BodyKind;
  readonly name: string;
  readonly scope: string;
  readonly parent: string | null;
  readonly remit: readonly string[];
  readonly seats: readonly Seats[];
}

/** The paper an appointment rests on: its number and its title, both public. */
export interface AppointingDocument {
  readonly number: string;
  readonly title: string;
}

/** Who holds which role where, from an instant until before another (UTC milliseconds; null: without end). */
export interface Appointment {
  readonly appointment: string;
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
  readonly body: string | null;
  readonly from: number;
  readonly to: number | null;
  readonly document: AppointingDocument | null;
}

/**
 * An appointment as it is asked for; `from` null means from now on. `relative`: whether the person is a near relative of
 * a member of the residents committee, stated by who appoints; needed for the supervision committee alone (R03 art. 36).
 */
export interface NewAppointment extends Omit<Appointment, 'from'> {
  readonly from: number | null;
  readonly relative: boolean | null;
}

/** A post of whoever is stood in for, which the deputy holds there or above as well. */
export interface Covered {
  readonly role: Role;
  readonly scope: string;
}

/**
 * 代理: from an instant until before another the tasks of `person` may be done by `stands`, in their name, in the posts that are
 * covered. `reason` is sealed.
 */
export interface Deputy {
  readonly deputy: string;
  readonly person: string;
  readonly stands: string;
  readonly posts: readonly Covered[];
  readonly from: number;
  readonly to: number;
  readonly reason: StoredValue;
}

export interface Found extends Command {
  readonly type: 'found';
  readonly units: readonly Unit[];
}

export interface Establish extends Command {
  readonly type: 'establish';
  readonly bodies: readonly Body[];
}

export interface RenameUnit extends Command {
  readonly type: 'renameUnit';
  readonly path: string;
  readonly name: string;
}

/** A unit without units, bodies and posts of its own goes; its path is never used again. */
export interface CloseUnit extends Command {
  readonly type: 'closeUnit';
  readonly path: string;
}

export interface AmendBody extends Command {
  readonly type: 'amendBody';
  readonly body: string;
  readonly name: string;
  readonly remit: readonly string[];
  readonly seats: readonly Seats[];
}

/** A body that stands above no other and in which nobody holds a post any more. */
export interface DissolveBody extends Command {
  readonly type: 'dissolveBody';
  readonly body: string;
}

/** One or many at once, all or none. `appointment` is the caller's own id of it, `person` a random id whose row is erasable. */
export interface Appoint extends Command {
  readonly type: 'appoint';
  readonly appointments: readonly NewAppointment[];
}

export interface Dismiss extends Command {
  readonly type: 'dismiss';
  readonly appointment: string;
  readonly document: AppointingDocument | null;
}

/** The term goes on until a later day; what is over is not taken up again. */
export interface Prolong extends Command {
  readonly type: 'prolong';
  readonly appointment: string;
  readonly to: number | null;
  readonly document: AppointingDocument | null;
}

/**
 * The holder goes and another comes into the same role, scope and body, in one record: where the one's time ends the
 * other's begins. `from` null means at once.
 */
export interface Replace extends Command {
  readonly type: 'replace';
  readonly appointment: string;
  readonly successor: Pick<NewAppointment, 'appointment' | 'person' | 'from' | 'to' | 'document' | 'relative'>;
}

/** Asked by `person` alone. `deputy` is the caller's own id of it; `from` null means from now on. */
export interface NameDeputy extends Command {
  readonly type: 'nameDeputy';
  readonly deputy: string;
  readonly person: string;
  readonly stands: string;
  readonly from: number | null;
  readonly to: number;
  readonly reason: StoredValue;
}

/** Before its time is over, by whoever named the deputy or an administrator of the place. */
export interface EndDeputy extends Command {
  readonly type: 'endDeputy';
  readonly deputy: string;
}

export type PeopleCommand =
  | Found
  | RenameUnit
  | CloseUnit
  | Establish
  | AmendBody
  | DissolveBody
  | Appoint
  | Dismiss
  | Prolong
  | Replace
  | NameDeputy
  | EndDeputy;

export interface Founded extends Event {
  readonly type: 'Founded';
  readonly units: readonly Unit[];
}

export interface Established extends Event {
  readonly type: 'Established';
  readonly bodies: readonly Body[];
}

export interface UnitRenamed extends Event {
  readonly type: 'UnitRenamed';
  readonly path: string;
  readonly name: string;
}

export interface UnitClosed extends Event {
  readonly type: 'UnitClosed';
  readonly path: string;
}

export interface BodyAmended extends Event {
  readonly type: 'BodyAmended';
  readonly body: string;
  readonly name: string;
  readonly remit: readonly string[];
  readonly seats: readonly Seats[];
}

export interface BodyDissolved extends Event {
  readonly type: 'BodyDissolved';
  readonly body: string;
}

export interface Appointed extends Event, Appointment {
  readonly type: 'Appointed';
}

/** From `at` on the appointment is over. */
export interface Dismissed extends Event {
  readonly type: 'Dismissed';
  readonly appointment: string;
  readonly at: number;
  readonly document: AppointingDocument | null;
}

export interface Prolonged extends Event {
  readonly type: 'Prolonged';
  readonly appointment: string;
  readonly to: number | null;
  readonly document: AppointingDocument;
}

export interface DeputyNamed extends Event, Deputy {
  readonly type: 'DeputyNamed';
}

/** From `at` on nobody stands in any more. */
export interface DeputyEnded extends Event {
  readonly type: 'DeputyEnded';
  readonly deputy: string;
  readonly at: number;
}

export type PeopleEvent =
  | Founded
  | UnitRenamed
  | UnitClosed
  | Established
  | BodyAmended
  | BodyDissolved
  | Appointed
  | Dismissed
  | Prolonged
  | DeputyNamed
  | DeputyEnded;

export interface PeopleState {
  readonly units: Readonly<Record<string, Unit>>;
  /** Units that were closed: their names are still read, their paths stay taken. */
  readonly closed: Readonly<Record<string, Unit>>;
  readonly bodies: Readonly<Record<string, Body>>;
  /** By id; those that are over stay. */
  readonly appointments: Readonly<Record<string, Appointment>>;
  /** By id; those that are over stay. */
  readonly deputies: Readonly<Record<string, Deputy>>;
}

export const NO_ORGANISATION: PeopleState = { units: {}, closed: {}, bodies: {}, appointments: {}, deputies: {} };
