import type { Id, Role } from './basics.js';

/** Somebody staff may name in a matter. */
export interface PersonLine {
  readonly person: Id;
  readonly name: string;
  readonly place: string;
  readonly roles: readonly Role[];
}

/** A line of a roll that somebody may act for, by its place; what it is called, null where nothing is known. */
export interface LineChoice {
  readonly line: number;
  readonly label: string | null;
}
