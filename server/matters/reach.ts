import { scopeFits, type Appointed, type Role } from '#community';
import type { Caller } from '#identity';

/** Who takes part in what a larger place decides: residents, and those who help them. */
export const UPWARD: readonly string[] = ['resident', 'grid'];

/** One lies in the other. */
export function isNear(held: string, scope: string): boolean {
  return scopeFits(held, scope) || scopeFits(scope, held);
}

/** `a/b/c`: `a` and `a/b`. */
export function placesAbove(scope: string): readonly string[] {
  const parts = scope.split('/');
  return parts.slice(1).map((_part, n) => parts.slice(0, n + 1).join('/'));
}

/** Roles of the caller whose scope reaches the place; a resident's reaches matters of the place one lives in or above. */
export function rolesAt(caller: Caller, scope: string): readonly Role[] {
  return [...new Set(appointmentsAt(caller, scope).map((appointment) => appointment.role))];
}

/** Appointments of the caller that reach the place, or from below it in what residents take part in. */
export function appointmentsAt(caller: Caller, scope: string): readonly Appointed[] {
  return caller.appointments.filter(
    (held) => scopeFits(held.scope, scope) || (UPWARD.includes(held.role) && scopeFits(scope, held.scope)),
  );
}
