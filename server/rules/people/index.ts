import type { Command, Decider, Decision, Event } from '#engine';
import { ROLES, type CapabilityRules, type Role } from '#rules/contract';

/**
 * The organisation with its appointments: one stream per installation. Who holds which role where is a record like any
 * other, so that every later act can quote the record its right rests on (`by.basis`).
 */
export { ROLES, type Role } from '#rules/contract';

export type PeopleCommand = Command &
  (
    | { readonly type: 'found'; readonly units: readonly Unit[] }
    /** `appointment` is the caller's own id of it; `person` a pseudonym under the organisation's key. */
    | {
        readonly type: 'appoint';
        readonly appointment: string;
        readonly person: string;
        readonly role: Role;
        readonly scope: string;
        readonly document: string | null;
      }
    | { readonly type: 'dismiss'; readonly appointment: string; readonly document: string | null }
  );

/** A unit of the tree by its path (`qinghe/d2`); names of institutions are public. */
export interface Unit {
  readonly path: string;
  readonly name: string;
  readonly kind: 'street' | 'community' | 'estate' | 'building';
}

export type PeopleEvent = Event &
  (
    | { readonly type: 'Founded'; readonly units: readonly Unit[] }
    | {
        readonly type: 'Appointed';
        readonly appointment: string;
        readonly person: string;
        readonly role: Role;
        readonly scope: string;
      }
    | { readonly type: 'Dismissed'; readonly appointment: string }
  );

export interface Appointment {
  readonly appointment: string;
  readonly person: string;
  readonly role: Role;
  readonly scope: string;
}

export interface PeopleState {
  readonly units: Readonly<Record<string, Unit>>;
  readonly appointments: Readonly<Record<string, Appointment>>;
}

export const peopleDecider: Decider<PeopleState, PeopleCommand, PeopleEvent, unknown> = {
  kind: 'organisation',
  stateVersion: 1,
  initial: () => ({ units: {}, appointments: {} }),
  decide,
  evolve,
};

/** The organisation decides by itself; it has no jobs a procedure could call. */
export const peopleRules: CapabilityRules = { name: 'people', deciders: [peopleDecider], jobs: [] };

function decide(state: PeopleState, command: PeopleCommand): Decision<PeopleEvent> {
  if (command.by.role !== 'administrator' && command.by.p !== 'system') return { refused: 'role-does-not-fit' };
  switch (command.type) {
    case 'found': {
      const orphan = command.units.find((unit) => !hasParent(unit.path, state, command.units));
      if (orphan) return { refused: 'unit-without-parent', values: { path: orphan.path } };
      const twice = command.units.find((unit) => state.units[unit.path]);
      if (twice) return { refused: 'unit-exists', values: { path: twice.path } };
      return { events: [{ type: 'Founded', v: 1, units: command.units }], effects: [] };
    }
    case 'appoint': {
      if (!state.units[command.scope]) return { refused: 'unknown-scope', values: { scope: command.scope } };
      if (!ROLES.includes(command.role)) return { refused: 'unknown-role', values: { role: command.role } };
      if (state.appointments[command.appointment]) return { refused: 'appointment-exists' };
      const same = Object.values(state.appointments).some(
        (each) => each.person === command.person && each.role === command.role && each.scope === command.scope,
      );
      if (same) return { refused: 'already-appointed' };
      const { appointment, person, role, scope } = command;
      return { events: [{ type: 'Appointed', v: 1, appointment, person, role, scope }], effects: [] };
    }
    case 'dismiss':
      if (!state.appointments[command.appointment]) return { refused: 'unknown-appointment' };
      return { events: [{ type: 'Dismissed', v: 1, appointment: command.appointment }], effects: [] };
    default:
      return { refused: 'unknown-command' };
  }
}

function evolve(state: PeopleState, event: PeopleEvent): PeopleState {
  switch (event.type) {
    case 'Founded':
      return {
        ...state,
        units: { ...state.units, ...Object.fromEntries(event.units.map((unit) => [unit.path, unit])) },
      };
    case 'Appointed': {
      const { appointment, person, role, scope } = event;
      return { ...state, appointments: { ...state.appointments, [appointment]: { appointment, person, role, scope } } };
    }
    case 'Dismissed': {
      const { [event.appointment]: _gone, ...rest } = state.appointments;
      return { ...state, appointments: rest };
    }
  }
}

function hasParent(path: string, state: PeopleState, founded: readonly Unit[]): boolean {
  const cut = path.lastIndexOf('/');
  if (cut < 0) return true;
  const parent = path.slice(0, cut);
  return state.units[parent] !== undefined || founded.some((unit) => unit.path === parent);
}

/** An actor fits its own scope and every scope below (`qinghe` fits `qinghe/d2`). */
export function scopeFits(holder: string, place: string): boolean {
  return holder === place || place.startsWith(`${holder}/`);
}
