import type { Command, Event, StoredValue } from '#engine';
import type { SealedText, TermSetting } from '../contract/index.js';

/**
 * A roll (名册): who holds a right, one line per right, frozen with the root over its lines. It may be posted for objections,
 * each decided one by one; what changes on it later stands in a record of its own, with the root after the change.
 */
export interface RollState {
  /** `posted`: objections are taken. `deciding`: no more of them, some are open. `settled`: none is. */
  readonly status: 'none' | 'staging' | 'frozen' | 'posted' | 'deciding' | 'settled' | 'cancelled';
  /** Its own stream, the correlation key of its objections; empty before it is posted. */
  readonly id: string;
  readonly matter: string;
  readonly scope: string;
  readonly selector: string;
  readonly right: Right;
  /** Strictly ascending by `elector`; line `e` is at `e`. */
  readonly lines: readonly Elector[];
  /** Sums over the lines; area in hundredths of a square metre. */
  readonly heads: number;
  readonly area: number;
  /** Root of the side tree over the public lines as they stand (`roll/tree.ts`), standard base64. */
  readonly root: string;
  /** UTC milliseconds. */
  readonly frozenAt: number;
  readonly postedAt: number;
  /** How long objections are taken, as the posting reads; the matter's timer ends it. */
  readonly term: TermSetting | null;
  /** Objection `n` is at `n − 1`. */
  readonly objections: readonly RollObjection[];
  /** Every change since the freeze, in order. */
  readonly changes: readonly RollChange[];
  /** Streams that stand on exactly these lines, such as polls; from the first on nothing changes any more. */
  readonly locked: readonly string[];
}

/** What one line stands for: a person, a household, or the owners of one or several units together. */
export type Right = 'person' | 'household' | 'owner-group';

/** One right. `elector` is the pseudonym of who holds it in this matter, `name` the sealed name. */
export interface Elector {
  readonly elector: string;
  readonly name: SealedText | null;
  readonly heads: number;
  readonly area: number;
  /** Pseudonyms of those who may use the right; absent where it is the elector. */
  readonly holders?: readonly string[];
}

/** A line in its place: `e` counts from 0 and is what ballots carry. */
export interface RollLine extends Elector {
  readonly e: number;
}

export type ObjectionSubject = 'missing' | 'wrong' | 'other';
export const SUBJECTS: readonly ObjectionSubject[] = ['missing', 'wrong', 'other'];

export interface RollObjection {
  /** Counted from 1 in the order of arrival. */
  readonly n: number;
  readonly p: string;
  /** Who entered it for `p`, and how `p` told them; absent where `p` did. */
  readonly helper?: string;
  readonly way?: string;
  readonly subject: ObjectionSubject;
  readonly text: SealedText;
  readonly at: number;
  readonly decision: ObjectionDecision | null;
}

export interface ObjectionDecision {
  readonly upheld: boolean;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}

/** What is done to one line. Heads and area count where it is added or corrected. */
export interface LineChange {
  readonly do: 'add' | 'remove' | 'correct';
  readonly elector: string;
  readonly heads: number;
  readonly area: number;
  readonly name: SealedText | null;
  readonly holders: readonly string[] | null;
}

/** A change as it stands: by an objection `n` upheld, or by a worker of their own accord (`n` null). */
export interface RollChange extends LineChange {
  readonly n: number | null;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
  /** After the change. */
  readonly root: string;
}

/** At most so many lines. */
export const MAX_LINES = 50_000;
/** So many lines lie in one record; more are staged before the freeze. */
export const CHUNK = 500;
/** So many one person may make, so many a roll may get. */
export const MAX_PER_PERSON = 5;
export const MAX_OBJECTIONS = 5_000;
/** So many persons may use one right. */
export const MAX_HOLDERS = 100;
/** Name of the message an objection sends to its matter; the correlation key is the roll's stream. */
export const OBJECTION = 'roll-objection';
/** Milliseconds the message waits for the matter to listen: longer than any term here. */
export const OBJECTION_WAITS = 90 * 86_400_000;

/** Lines of a long roll, in order, before its freeze. */
export interface Stage extends Command {
  readonly type: 'stage';
  readonly matter: string;
  readonly lines: readonly Elector[];
}
export interface Freeze extends Command {
  readonly type: 'freeze';
  readonly matter: string;
  readonly scope: string;
  readonly selector: string;
  readonly right: Right;
  /** The last lines, after those staged. */
  readonly lines: readonly Elector[];
  /** Number of all lines: a part that is missing is missed. */
  readonly electors: number;
}
export interface Post extends Command {
  readonly type: 'post';
  /** Its own stream, the correlation key of its objections. */
  readonly roll: string;
  readonly term: TermSetting;
}
export interface MakeObjection extends Command {
  readonly type: 'object';
  readonly subject: ObjectionSubject;
  readonly text: SealedText;
}
export interface DecideObjection extends Command {
  readonly type: 'decideObjection';
  readonly n: number;
  readonly upheld: boolean;
  readonly reason: SealedText;
  readonly change?: StoredValue;
}
/** The gate: no more objections; settles the roll where each is decided. */
export interface Settle extends Command {
  readonly type: 'settle';
}
export interface Change extends Command {
  readonly type: 'change';
  readonly do: LineChange['do'];
  readonly elector: string;
  readonly heads?: number;
  readonly area?: number;
  readonly name?: SealedText;
  readonly holders?: StoredValue;
  readonly reason: SealedText;
}
/** `holder` stands on the lines with this root from now on. */
export interface Lock extends Command {
  readonly type: 'lock';
  readonly holder: string;
  readonly root: string;
}
export type RollCommand = Stage | Freeze | Post | MakeObjection | DecideObjection | Settle | Change | Lock;

export interface Staged extends Event {
  readonly type: 'Staged';
  readonly lines: readonly Elector[];
}
export interface Frozen extends Event {
  readonly type: 'Frozen';
  readonly matter: string;
  readonly scope: string;
  readonly selector: string;
  readonly right: Right;
  readonly lines: readonly Elector[];
  readonly electors: number;
  readonly root: string;
  readonly at: number;
}
export interface Posted extends Event {
  readonly type: 'RollPosted';
  readonly roll: string;
  readonly term: TermSetting;
  readonly at: number;
}
export type ObjectionMade = Event & Omit<RollObjection, 'decision'> & { readonly type: 'RollObjected' };
export type ObjectionDecided = Event &
  ObjectionDecision & { readonly type: 'RollObjectionDecided'; readonly n: number };
export type LineChanged = Event & RollChange & { readonly type: 'RollChanged' };
/** Looked at after the posting and found `open` undecided. */
export interface Checked extends Event {
  readonly type: 'RollChecked';
  readonly open: number;
}
export interface Settled extends Event {
  readonly type: 'RollSettled';
  readonly objections: number;
  readonly upheld: number;
}
export interface Locked extends Event {
  readonly type: 'RollLocked';
  readonly holder: string;
}
export type RollEvent =
  Staged | Frozen | Posted | ObjectionMade | ObjectionDecided | LineChanged | Checked | Settled | Locked;

export const NO_ROLL: RollState = {
  status: 'none',
  id: '',
  matter: '',
  scope: '',
  selector: '',
  right: 'person',
  lines: [],
  heads: 0,
  area: 0,
  root: '',
  frozenAt: 0,
  postedAt: 0,
  term: null,
  objections: [],
  changes: [],
  locked: [],
};
