import type { Actor, StoredValue } from '#engine';
import { OrganisationProblem, RegisterProblem, scopeFits, type Asking } from '#community';
import { notFound, Problem, refusedBy } from '#http';
import type { Caller } from '#identity';
import { repeatable } from '#matters';

/**
 * The caller as an actor of the organisation and its registers, by the first of the roles whose scope reaches the place.
 * Who has none there is told that there is no such place: what lies in another community is nobody else's business.
 */
export function actorAt(caller: Caller, scope: string, roles: readonly string[]): Actor {
  const held = caller.appointments.find((each) => roles.includes(each.role) && scopeFits(each.scope, scope));
  if (!held) throw notFound('unknown-scope', { scope });
  return { p: caller.person, role: held.role, scope: held.scope, basis: held.basis };
}

/** The same, with what makes a repeated request the same one. */
export function askingAt(
  caller: Caller,
  scope: string,
  roles: readonly string[],
  key: string,
  sent: StoredValue,
): Asking {
  return { by: actorAt(caller, scope, roles), ...repeatable(caller, key, sent) };
}

/** 422: the file or what was decided about it. */
const INPUT = new Set(['file-empty', 'file-too-large', 'file-unreadable', 'file-too-heavy', 'import-has-errors']);

/** What the organisation and the registers refuse, as an answer. */
export async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OrganisationProblem) throw refusedBy({ refused: error.code, values: error.values });
    if (error instanceof RegisterProblem && INPUT.has(error.code)) throw new Problem(422, error.code, error.values);
    if (error instanceof RegisterProblem) throw refusedBy({ refused: error.code, values: error.values });
    throw error;
  }
}
