import type { Actor, Effect, Refusal } from '#engine';
import { scopeFits } from './scope.js';

type Notify = Extract<Effect, { do: 'notify' }>;

/** An actor fits its own scope and every scope below (`qinghe` fits `qinghe/d2`). */
export function fitsScope(by: Actor, scope: string): boolean {
  return scopeFits(by.scope, scope);
}

/** Roles that may act for a resident who asks them to (代办). */
export const HELPERS: readonly string[] = ['grid', 'worker'];

/** Whose act it is: the resident's where a helper enters it for them, else the actor's own. */
export function principal(by: Actor): string {
  return by.for?.p ?? by.p;
}

/** Who entered it and how they were told, to stand beside the author in an event; nothing where people act for themselves. */
export function helperOf(by: Actor): { readonly helper?: string; readonly way?: string } {
  return by.for === undefined ? {} : { helper: by.p, way: by.for.way };
}

/** The author is told what was entered for them; nobody is told of their own act. */
export function toldOfHelp(by: Actor, act: string): readonly Notify[] {
  if (by.for === undefined) return [];
  return [{ do: 'notify', to: { people: [by.for.p] }, code: 'acted-for-you', values: { act } }];
}

/**
 * One of the roles within the scope of an entity; undefined where it fits, else the refusal. A resident also takes part
 * in what a larger unit decides: one of building `qinghe/d2/b3` in matters of `qinghe/d2`. A helper who acts for a resident
 * counts as one where the helper's own scope covers the entity's; nobody is their own helper.
 */
export function refuseActor(by: Actor, needed: string | readonly string[], scope: string): Refusal | undefined {
  const roles = typeof needed === 'string' ? [needed] : needed;
  // who stands in for a colleague does their tasks; a seat, a ballot, a signature stay the colleague's own
  if (by.for?.way === 'deputy') return { refused: 'not-by-deputy' };
  const helping = by.for !== undefined;
  if (helping && (!HELPERS.includes(by.role) || by.for?.p === by.p))
    return { refused: 'role-does-not-fit', values: { role: by.role, needed: HELPERS.join(' ') } };
  const role = helping ? 'resident' : by.role;
  if (!roles.includes(role))
    return { refused: 'role-does-not-fit', values: { role: by.role, needed: roles.join(' ') } };
  // a grid lies within a community: its keeper helps those who live there in what the community decides
  const inside =
    role === 'resident' && (by.role === 'resident' || by.role === 'grid') && by.scope.startsWith(`${scope}/`);
  if (!inside && !fitsScope(by, scope))
    return { refused: 'scope-does-not-fit', values: { scope: by.scope, needed: scope } };
  return undefined;
}

/** Some acts only the person may do; undefined where nobody stands between. */
export function refuseHelp(by: Actor): Refusal | undefined {
  return by.for === undefined ? undefined : { refused: 'not-for-others' };
}

/** Only a procedure asks this, through a job; no person does. */
export function refusePerson(by: Actor): Refusal | undefined {
  return by.role === 'system' && by.p === 'system'
    ? undefined
    : { refused: 'role-does-not-fit', values: { role: by.role, needed: 'system' } };
}
