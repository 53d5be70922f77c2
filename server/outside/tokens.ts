/** What Nest injects: the clock of the matters and where ids come from. */
export const CLOCK = Symbol('clock');
export const IDS = Symbol('ids');

/** Time of the matters and real time, UTC milliseconds. */
export interface Clock {
  now(): number;
  real(): number;
}

export interface Ids {
  /** A new ULID, 26 characters; later ones sort after earlier ones of the same process. */
  ulid(): string;
  /** 32 random bytes. */
  salt(): Uint8Array;
}
