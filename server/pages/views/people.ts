import type { Id, Role } from './basics.js';

/** Somebody staff may name in a matter. */
export interface PersonLine {
  readonly person: Id;
  readonly name: string;
  readonly place: string;
  readonly roles: readonly Role[];
}

/** Whom a line of a roll may stand for, by their id in the register, and the line they have on it now. */
export interface ElectorLine {
  readonly elector: Id;
  readonly name: string;
  readonly place: string;
  /** `area` in hundredths of a square metre; null where they are not on the roll. */
  readonly line: { readonly heads: number; readonly area: number } | null;
}

/** A line of a roll that somebody may act for, by its place; what it is called, null where nothing is known. */
export interface LineChoice {
  readonly line: number;
  readonly label: string | null;
}
