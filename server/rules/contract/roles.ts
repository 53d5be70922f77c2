/**
 * Every role a person may hold, as it stands in `by.role`, in appointments, in lanes and in candidate groups (format: a
 * code is never renamed). Names people read are `role.<code>` of `server/text`.
 */
export const ROLES = [
  'resident',
  'worker',
  'convenor',
  'grid',
  'expert',
  'social-worker',
  'department',
  'supervision',
  'street',
  'party',
  'administrator',
  'security',
  'auditor',
] as const;

export type Role = (typeof ROLES)[number];

/** Everybody who acts by appointment; residents act by the register. */
export const STAFF: readonly Role[] = ROLES.filter((role) => role !== 'resident');

/** The three administrator roles of graded protection (GB/T 22239): no person holds two of them. */
export const ADMINISTRATORS: readonly Role[] = ['administrator', 'security', 'auditor'];

/** Sign in with a second factor. */
export const TWO_FACTOR: readonly Role[] = ADMINISTRATORS;

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
