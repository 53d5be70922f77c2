import type { StoredValue } from '#engine';

/** What a register holds of a person and a form may rest on: name, telephone, door, household, building, floor area owned (m²). */
export const KNOWN_NAMES = ['name', 'phone', 'place', 'household', 'building', 'area'] as const;
export type KnownName = (typeof KNOWN_NAMES)[number];

/** What is held of whoever answers; null where nothing is. */
export type Known = Readonly<Partial<Record<KnownName, string | null>>>;

export function isKnownName(value: StoredValue): value is KnownName {
  return KNOWN_NAMES.some((name) => name === value);
}
