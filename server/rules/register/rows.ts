import { base64Decode, base64Encode, rootOf, valueCommitment } from '#ledger';

/** Whoever lives or owns in the community. Dates are `YYYY-MM-DD`. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  /** What residents call the place, e.g. `3号楼2单元502室`. */
  readonly place: string;
  /** Path of the smallest known unit the person lives in; null for owners who live elsewhere. */
  readonly scope: string | null;
  readonly household: string | null;
  /** Digits; a leading `+` for numbers abroad. */
  readonly phone: string | null;
  readonly born: string | null;
  /** Relation to the head of the household, as the register has it. */
  readonly relation: string | null;
}

/** A household (户) by its number in the community's books. */
export interface HouseholdRow {
  readonly id: string;
  readonly scope: string;
  readonly label: string;
  readonly number: string;
}

/** Where the area of a unit was taken from, best first (R06: register, then survey, then contract). */
export const AREA_SOURCES = ['register', 'survey', 'contract'] as const;
export type AreaSource = (typeof AREA_SOURCES)[number];
export const PROPERTY_KINDS = ['home', 'shop', 'parking'] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];

/** An exclusive part; `area` in hundredths of a square metre. */
export interface PropertyRow {
  readonly id: string;
  readonly scope: string;
  readonly label: string;
  readonly number: string;
  readonly kind: PropertyKind;
  readonly area: number;
  readonly areaSource: AreaSource;
  readonly areaDate: string | null;
  readonly owners: string | null;
}

export const OWNER_KINDS = ['persons', 'company', 'developer'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/**
 * One head and one line of a roll, however many units and co-owners (R06). `holder` speaks for the group: the only
 * owner, whom the co-owners chose, or who stands for a company by the named paper.
 */
export interface OwnersRow {
  readonly id: string;
  /** Path of the estate or community whose owners they are. */
  readonly scope: string;
  readonly kind: OwnerKind;
  readonly name: string;
  readonly holder: string | null;
  readonly document: string | null;
  /** Ids of the owning persons, ascending. */
  readonly persons: readonly string[];
}

export interface RegisterRows {
  readonly persons: readonly Salted<PersonRow>[];
  readonly households: readonly Salted<HouseholdRow>[];
  readonly units: readonly Salted<PropertyRow>[];
  readonly owners: readonly Salted<OwnersRow>[];
}

/** A row with the salt of its commitment, standard base64 of 32 bytes. */
export type Salted<Row> = Row & { readonly salt: string };

/**
 * Root over all rows, standard base64: leaves are the salted commitments of the rows (`heyi/value/v1`), ordered by kind
 * (persons, households, units, owners) and id. Nothing of a row can be learnt from it once the row with its salt is gone.
 */
export function registerRoot(rows: RegisterRows, commit: Commit = valueCommitment): string {
  return base64Encode(rootOf([...registerLeaves(rows, commit)]));
}

/** The leaves under that root one by one, for whoever does not want to make all of them at once. */
export function* registerLeaves(rows: RegisterRows, commit: Commit = valueCommitment): Generator<Uint8Array> {
  const kinds = { person: rows.persons, household: rows.households, unit: rows.units, owners: rows.owners };
  for (const [kind, all] of Object.entries(kinds)) {
    for (const row of ordered<Salted<{ readonly id: string }>>(all)) yield commitment(kind, row, commit);
  }
}

/** How a salted value becomes its commitment; the host may bring a faster one that answers the same. */
export type Commit = (salt: Uint8Array, value: unknown) => Uint8Array;

function commitment(kind: string, { salt, ...row }: Salted<{ readonly id: string }>, commit: Commit): Uint8Array {
  return commit(base64Decode(salt), { kind, row });
}

function ordered<Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * Whether somebody is an adult (18 years) on a day, both `YYYY-MM-DD`. Whose date of birth the register does not hold
 * counts as one: a roll is posted and can be objected to, a right that was left out is not seen by anybody.
 */
export function isAdult(born: string | null, day: string): boolean {
  return born === null || born <= adultBornBy(day);
}

/** Who was born on this day or before is an adult on `day`. */
export function adultBornBy(day: string): string {
  return `${String(Number(day.slice(0, 4)) - 18).padStart(4, '0')}${day.slice(4)}`;
}
