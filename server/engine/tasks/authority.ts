import type { InstanceRefusal } from '../codes.js';
import type { Actor, Seat } from '../decider.js';
import type { InstanceState, TaskState } from '../history/state.js';

/** Whose task it is that is done: the holder's where a deputy stands in (代理), else the actor's own. */
export function holderOf(by: Actor): string {
  return by.for?.way === 'deputy' ? by.for.p : by.p;
}

/** Is this the runtime acting by itself? */
export function isSystem(by: Actor): boolean {
  return by.p === 'system';
}

/**
 * An actor fits its own organisation and every one below it. A resident also takes part in what a larger unit decides: one
 * of a stairwell in the matters of its building and community.
 */
export function scopeFits(by: Actor, org: string): boolean {
  if (isSystem(by) || by.scope === org) return true;
  const above = by.scope !== '' && org.startsWith(`${by.scope}/`);
  return above || (by.role === 'resident' && org !== '' && by.scope.startsWith(`${org}/`));
}

/** Why this actor may not touch the matter at all, or null. */
export function refuseScope(state: InstanceState, by: Actor): InstanceRefusal | null {
  return scopeFits(by, state.org) ? null : { refused: 'scope-does-not-fit', values: { scope: state.org } };
}

/** Why this actor is none of those who may act on the task, or null. No role is exempt. */
export function refuseRole(task: TaskState, by: Actor): InstanceRefusal | null {
  if (isSystem(by)) return null;
  const fits = task.roles.includes(by.role) && (task.people.length === 0 || task.people.includes(holderOf(by)));
  return fits ? null : { refused: 'role-does-not-fit', values: { roles: task.roles, role: by.role } };
}

/** Why this actor may not do the task, or null: role, and assignee if it has one. */
export function refuseActor(task: TaskState, by: Actor): InstanceRefusal | null {
  const role = refuseRole(task, by);
  if (role !== null) return role;
  const other = task.assignee !== null && task.assignee !== holderOf(by);
  return other && !isSystem(by) ? { refused: 'not-assigned-to-you', values: { assignee: task.assignee } } : null;
}

/** Roles that may move a matter by hand within their scope; residents never. */
const STAFF: readonly string[] = ['staff', 'worker', 'street', 'administrator'];
/** Roles that may put a matter on another definition set. */
const ADMINISTRATORS: readonly string[] = ['administrator'];

/** Why this actor may not move the matter by hand, or null. */
export function refuseStaff(by: Actor): InstanceRefusal | null {
  return refuseOutside(by, STAFF);
}

/** Why this actor may not put the matter on another definition set, or null. */
export function refuseAdministrator(by: Actor): InstanceRefusal | null {
  return refuseOutside(by, ADMINISTRATORS);
}

function refuseOutside(by: Actor, roles: readonly string[]): InstanceRefusal | null {
  return isSystem(by) || roles.includes(by.role)
    ? null
    : { refused: 'role-does-not-fit', values: { roles, role: by.role } };
}

/** Why this actor may not act on the seat, or null. */
export function refuseSeat(seat: Seat, by: Actor): InstanceRefusal | null {
  if (seat.p !== by.p) return { refused: 'not-assigned-to-you', values: { assignee: seat.p } };
  return seat.role === by.role ? null : { refused: 'role-does-not-fit', values: { roles: [seat.role], role: by.role } };
}
