import type { Actor, Refusal } from '#engine';
import { scopeFits } from '../contract/index.js';

/** Why this actor may change nothing at a scope; undefined where the actor may. */
export function refuseAdministrator(by: Actor, scope: string): Refusal | undefined {
  if (by.p === 'system' && by.role === 'system') return undefined;
  if (by.role !== 'administrator')
    return { refused: 'role-does-not-fit', values: { role: by.role, needed: 'administrator' } };
  if (!scopeFits(by.scope, scope)) return { refused: 'scope-does-not-fit', values: { scope: by.scope, needed: scope } };
  return undefined;
}

/** One line of words, so long at most. */
export function isLine(text: unknown, most: number): text is string {
  return typeof text === 'string' && text.trim() !== '' && [...text].length <= most;
}
