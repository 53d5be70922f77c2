import type { Command, Event, StoredValue } from '#engine';

/** A roll (名册): who may vote, one line per voting right, frozen once with the root over its lines. */
export interface RollState {
  readonly status: 'none' | 'frozen';
  readonly matter: string;
  readonly scope: string;
  readonly selector: string;
  readonly right: Right;
  readonly lines: readonly RollLine[];
  /** Sums over the lines; area in hundredths of a square metre. */
  readonly heads: number;
  readonly area: number;
  /** Root of the side tree over the public lines (`roll/tree.ts`), standard base64. */
  readonly root: string;
  /** UTC milliseconds. */
  readonly frozenAt: number;
}

/** What one line stands for. Household and owner-group rolls come with the community's property data. */
export type Right = 'person';

/** One voting right. `elector` is the pseudonym of its holder in this matter, `name` the sealed name. */
export interface Elector {
  readonly elector: string;
  readonly name: { readonly '~': string } | null;
  readonly heads: number;
  readonly area: number;
}

/** A line in its place: `e` counts from 0 and is what ballots carry. */
export interface RollLine extends Elector {
  readonly e: number;
}

/** At most so many lines lie in the record itself. */
export const MAX_LINES = 5_000;

export interface Freeze extends Command {
  readonly type: 'freeze';
  readonly matter: string;
  readonly scope: string;
  readonly selector: string;
  readonly right: Right;
  /** Strictly ascending by `elector`. */
  readonly lines: readonly Elector[];
  readonly root: string;
}

export type RollCommand = Freeze;

export interface Frozen extends Event {
  readonly type: 'Frozen';
  readonly matter: string;
  readonly scope: string;
  readonly selector: string;
  readonly right: Right;
  readonly lines: readonly Elector[];
  readonly root: string;
  readonly at: number;
}

export type RollEvent = Frozen;

export const NO_ROLL: RollState = {
  status: 'none',
  matter: '',
  scope: '',
  selector: '',
  right: 'person',
  lines: [],
  heads: 0,
  area: 0,
  root: '',
  frozenAt: 0,
};

/** What other capabilities are told of a roll: enough to open a poll on it, without its lines. */
export interface RollReference {
  readonly stream: string;
  readonly electors: number;
  readonly heads: number;
  readonly area: number;
  readonly root: string;
  readonly reference: Readonly<Record<string, StoredValue>>;
}
