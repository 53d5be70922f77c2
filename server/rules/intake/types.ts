import type { Command, Event } from '#engine';
import type { SealedText, Text } from '../contract/index.js';

/** A matter taken in (受理与并案): its number and source, and whether it is one with another that is open already. */
export interface IntakeState {
  readonly status: 'none' | 'registered' | 'settled';
  readonly matter: string;
  readonly scope: string;
  readonly source: Source;
  readonly topic: string;
  readonly place: string;
  readonly title: Text | null;
  readonly number: string;
  /** Pseudonym of who brought it; null where nobody is named. */
  readonly reporter: string | null;
  /** Open matters of the same place and topic when it was taken in, newest first. */
  readonly similar: readonly SimilarMatter[];
  readonly merging: Merging | null;
  readonly registeredAt: number;
}

export type Source = 'resident' | 'hotline' | 'grid' | 'committee' | 'street';
export const SOURCES: readonly Source[] = ['resident', 'hotline', 'grid', 'committee', 'street'];

export interface SimilarMatter {
  readonly matter: string;
  readonly number: string;
  readonly title: Text | null;
  readonly at: number;
}

/** What was said of a merge: `into` names the other matter, null keeps them apart. `reporter`: the reporter said it. */
export interface Merging {
  readonly into: string | null;
  readonly reason: SealedText | null;
  readonly p: string;
  readonly reporter: boolean;
  readonly at: number;
}

/** Calendar days back in which an open matter of the same place and topic is similar. */
export const SIMILAR_DAYS = 30;
/** So many similar matters are looked at. */
export const MAX_SIMILAR = 20;

export interface Register extends Command {
  readonly type: 'register';
  readonly matter: string;
  readonly scope: string;
  readonly source: Source;
  readonly topic: string;
  readonly place: string;
  readonly title: Text | null;
  readonly number: string;
  readonly reporter: string | null;
  readonly similar: readonly SimilarMatter[];
}
export interface Merge extends Command {
  readonly type: 'merge';
  readonly into: string;
}
export interface KeepApart extends Command {
  readonly type: 'keepApart';
  readonly reason?: SealedText;
}
/** The gate: settled where nothing is similar or the merge is decided. */
export interface Settle extends Command {
  readonly type: 'settle';
}
export type IntakeCommand = Register | Merge | KeepApart | Settle;

export type Registered = Event & Omit<Register, keyof Command> & { readonly type: 'Registered'; readonly at: number };
export interface MergeProposed extends Event {
  readonly type: 'MergeProposed';
  readonly into: string;
  readonly number: string;
  readonly p: string;
  readonly at: number;
}
export interface KeptApart extends Event {
  readonly type: 'KeptApart';
  readonly reason: SealedText | null;
  readonly p: string;
  readonly helper?: string;
  readonly way?: string;
  readonly reporter: boolean;
  readonly at: number;
}
/** Looked at: `similar` matters are open and nobody decided yet. */
export interface Checked extends Event {
  readonly type: 'IntakeChecked';
  readonly similar: number;
}
export interface Settled extends Event {
  readonly type: 'IntakeSettled';
  readonly into: string | null;
}
export type IntakeEvent = Registered | MergeProposed | KeptApart | Checked | Settled;

export const NO_INTAKE: IntakeState = {
  status: 'none',
  matter: '',
  scope: '',
  source: 'resident',
  topic: '',
  place: '',
  title: null,
  number: '',
  reporter: null,
  similar: [],
  merging: null,
  registeredAt: 0,
};
