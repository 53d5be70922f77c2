import type { Role } from '../contract/index.js';
import { parentOf, upwards } from './scopes.js';
import type { Appointment, Body, PeopleState, Unit } from './types.js';

/** Whether an appointment is in force at an instant: from its first instant until before its last. */
export function inForce({ from, to }: Pick<Appointment, 'from' | 'to'>, at: number): boolean {
  return from <= at && (to === null || at < to);
}

/** Who holds a lane's role, and at which scope; nobody anywhere is an empty list at the scope asked for: an alarm. */
export interface ResolvedLane {
  readonly scope: string;
  readonly holders: readonly Appointment[];
}

/**
 * Who holds `role` for a matter of `scope` at `at`: those appointed exactly there, else those of the nearest scope above.
 * Residents hold no appointment and are never answered here.
 */
export function resolveLane(state: PeopleState, role: Role, scope: string, at: number): ResolvedLane {
  const held = Object.values(state.appointments).filter((each) => each.role === role && inForce(each, at));
  for (const place of upwards(scope)) {
    const holders = held.filter((each) => each.scope === place);
    if (holders.length > 0) return { scope: place, holders };
  }
  return { scope, holders: [] };
}

/** The sub-committee whose remit names the topic (R03 art. 9): of the scope itself, else of the nearest one above; null where none does. */
export function resolveTopic(state: PeopleState, scope: string, topic: string): Body | null {
  const able = Object.values(state.bodies).filter(
    ({ kind, remit }) => kind === 'sub-committee' && remit.includes(topic),
  );
  for (const place of upwards(scope)) {
    const found = able.find((each) => each.scope === place);
    if (found !== undefined) return found;
  }
  return null;
}

/** The community a place lies in; null above communities and where the place is unknown. */
export function communityOf(state: PeopleState, path: string): Unit | null {
  for (const place of upwards(path)) {
    const unit = state.units[place];
    if (unit?.kind === 'community') return unit;
  }
  return null;
}

/** Units directly below a path, in the order they were founded. */
export function unitsBelow(state: PeopleState, path: string | null): readonly Unit[] {
  return Object.values(state.units).filter((unit) => parentOf(unit.path) === path);
}
