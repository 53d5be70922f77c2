import type { May, Plain } from './views.js';

export const YES: May = { yes: true, why: null };

export function no(code: string, values: Readonly<Record<string, Plain>> = {}): May {
  return { yes: false, why: { code, values } };
}

/** Why nobody can act on an entity whose step was broken off; null for any other. */
export function brokenOff({ status }: { readonly status: string }): May | null {
  return status === 'cancelled' ? no('entity-cancelled') : null;
}
