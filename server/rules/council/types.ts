import type { Command, Event, StoredValue } from '#engine';
import type { SealedText } from '../contract/index.js';

/** The seats of a consultation (议事会席位): which kinds sit, within which limits, and who sits on each. */
export interface CouncilState {
  readonly status: 'none' | 'open' | 'settled' | 'cancelled';
  readonly matter: string;
  readonly scope: string;
  readonly seats: readonly Seat[];
  /** As composed last, replacements included; `n` counts from 1. */
  readonly members: readonly Member[];
  /** Mandatory kinds left out on purpose, with the one reason for all of them. */
  readonly without: readonly string[];
  readonly reason: SealedText | null;
  readonly openedAt: number;
  readonly settledAt: number;
}

/** One kind of seat, as the decision table gives it. */
export interface Seat {
  readonly kind: string;
  readonly side: Side;
  readonly min: number;
  readonly max: number;
  readonly mandatory: boolean;
}

export type Side = 'government' | 'residents' | 'organisation' | 'expert';
export const SIDES: readonly Side[] = ['government', 'residents', 'organisation', 'expert'];

export interface Member {
  readonly n: number;
  readonly kind: string;
  readonly p: string;
  /** Why this member cannot sit; stands until the seat is filled anew. */
  readonly conflict: SealedText | null;
}

/** So many kinds, so many members. */
export const MAX_SEATS = 50;
export const MAX_MEMBERS = 200;

export interface Open extends Command {
  readonly type: 'open';
  readonly matter: string;
  readonly scope: string;
  readonly seats: readonly Seat[];
}
export interface Compose extends Command {
  readonly type: 'compose';
  readonly members: StoredValue;
  readonly without?: StoredValue;
  readonly reason?: SealedText;
}
export interface DeclareConflict extends Command {
  readonly type: 'conflict';
  readonly reason: SealedText;
}
export interface Replace extends Command {
  readonly type: 'replace';
  readonly n: number;
  readonly p: string;
  readonly reason: SealedText;
}
/** The gate: settles the seats where they are composed and nobody on them declared a conflict. */
export interface Settle extends Command {
  readonly type: 'settle';
}
export type CouncilCommand = Open | Compose | DeclareConflict | Replace | Settle;

export type Opened = Event & Omit<Open, keyof Command> & { readonly type: 'CouncilOpened'; readonly at: number };
export interface Composed extends Event {
  readonly type: 'CouncilComposed';
  readonly members: readonly Omit<Member, 'conflict'>[];
  readonly size: number;
  readonly without: readonly string[];
  readonly reason: SealedText | null;
  readonly p: string;
  readonly at: number;
}
export interface ConflictDeclared extends Event {
  readonly type: 'ConflictDeclared';
  readonly n: number;
  readonly reason: SealedText;
  readonly at: number;
}
export interface Replaced extends Event {
  readonly type: 'MemberReplaced';
  readonly n: number;
  readonly kind: string;
  readonly p: string;
  readonly reason: SealedText;
  readonly by: string;
  readonly at: number;
}
/** Looked at: not yet composed, or `conflicts` stand. */
export interface Checked extends Event {
  readonly type: 'CouncilChecked';
  readonly composed: boolean;
  readonly conflicts: number;
}
export interface Settled extends Event {
  readonly type: 'CouncilSettled';
  readonly members: readonly Omit<Member, 'conflict'>[];
  readonly size: number;
  readonly at: number;
}
export type CouncilEvent = Opened | Composed | ConflictDeclared | Replaced | Checked | Settled;

export const NO_COUNCIL: CouncilState = {
  status: 'none',
  matter: '',
  scope: '',
  seats: [],
  members: [],
  without: [],
  reason: null,
  openedAt: 0,
  settledAt: 0,
};
