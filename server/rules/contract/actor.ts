import type { Actor, Refusal } from '#engine';

/** An actor fits its own scope and every scope below (`qinghe` fits `qinghe/d2`). */
export function fitsScope(by: Actor, scope: string): boolean {
  return by.scope === scope || scope.startsWith(`${by.scope}/`);
}

/**
 * A role of the organisation within the scope of an entity; undefined where it fits, else the refusal. A resident also
 * takes part in what a larger unit decides: one of building `qinghe/d2/b3` in matters of `qinghe/d2`.
 */
export function refuseActor(
  by: Actor,
  role: 'resident' | 'worker' | 'administrator',
  scope: string,
): Refusal | undefined {
  if (by.role !== role) return { refused: 'role-does-not-fit', values: { role: by.role, needed: role } };
  const inside = role === 'resident' && by.scope.startsWith(`${scope}/`);
  if (!inside && !fitsScope(by, scope))
    return { refused: 'scope-does-not-fit', values: { scope: by.scope, needed: scope } };
  return undefined;
}

/** Only a procedure asks this, through a job; no person does. */
export function refusePerson(by: Actor): Refusal | undefined {
  return by.role === 'system' && by.p === 'system'
    ? undefined
    : { refused: 'role-does-not-fit', values: { role: by.role, needed: 'system' } };
}
