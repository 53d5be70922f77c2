import type { Command, Event, StoredValue } from '#engine';
import type { SealedText, TermSetting, Text } from '../contract/index.js';
import type { NoticeLaw } from './floors.js';

/** A notice (公示): published for a term in which objections may be made; each is answered before the notice ends. */
export interface NoticeState {
  readonly status: 'none' | 'open' | 'closed' | 'ended';
  /** Its own stream, the correlation key of its objections. */
  readonly id: string;
  readonly matter: string;
  readonly scope: string;
  /** What it is of: a code of `server/text` (`notice.<code>`). */
  readonly code: string;
  readonly title: Text | null;
  readonly text: Text | null;
  /** The result it publishes, as the procedure holds it, with the record it rests on. */
  readonly about: StoredValue;
  readonly term: TermSetting;
  /** The rule pack its length is under; null where no law sets one. */
  readonly law: NoticeLaw | null;
  /** Objection `n` is at `n − 1`. */
  readonly objections: readonly Objection[];
  /** UTC milliseconds. */
  readonly publishedAt: number;
  readonly closedAt: number;
}

export interface Objection {
  /** Counted from 1 in the order of arrival. */
  readonly n: number;
  readonly p: string;
  readonly text: SealedText;
  readonly at: number;
  readonly answer: ObjectionAnswer | null;
}

export interface ObjectionAnswer {
  readonly upheld: boolean;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}

/** So many one person may make against one notice. */
export const MAX_PER_PERSON = 5;
export const MAX_OBJECTIONS = 2_000;
/** Name of the message an objection sends to its matter; the correlation key is the notice's stream. */
export const OBJECTION = 'objection';
/** Milliseconds the message waits for the matter to listen: longer than any term here. */
export const OBJECTION_WAITS = 90 * 86_400_000;

export interface Publish extends Command {
  readonly type: 'publish';
  readonly notice: string;
  readonly matter: string;
  readonly scope: string;
  readonly code: string;
  readonly title: Text | null;
  readonly text: Text | null;
  readonly about: StoredValue;
  readonly term: TermSetting;
  /** Id of the rule pack, e.g. `residents.meeting`; null where no law sets the length. */
  readonly pack: string | null;
}
export interface MakeObjection extends Command {
  readonly type: 'object';
  readonly text: SealedText;
}
export interface AnswerObjection extends Command {
  readonly type: 'answerObjection';
  readonly n: number;
  readonly upheld: boolean;
  readonly reason: SealedText;
}
/** Is objection `n` answered? */
export interface Check extends Command {
  readonly type: 'check';
  readonly n: number;
}
/** The term is over: no objection is taken any more. */
export interface Close extends Command {
  readonly type: 'close';
}
/** The gate: ends only where no objection is open. */
export interface End extends Command {
  readonly type: 'end';
}
export type NoticeCommand = Publish | MakeObjection | AnswerObjection | Check | Close | End;

export type Published = Event &
  Omit<Publish, keyof Command | 'pack'> & {
    readonly type: 'Published';
    readonly law: NoticeLaw | null;
    readonly at: number;
  };
export interface Objected extends Event {
  readonly type: 'Objected';
  readonly n: number;
  readonly p: string;
  readonly text: SealedText;
  readonly at: number;
}
export interface ObjectionAnswered extends Event {
  readonly type: 'ObjectionAnswered';
  readonly n: number;
  readonly upheld: boolean;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}
export interface Checked extends Event {
  readonly type: 'ObjectionChecked';
  readonly n: number;
  readonly answered: boolean;
}
export interface Closed extends Event {
  readonly type: 'NoticeClosed';
  readonly objections: number;
  readonly at: number;
}
export interface Ended extends Event {
  readonly type: 'NoticeEnded';
  readonly objections: number;
  readonly upheld: number;
}
export type NoticeEvent = Published | Objected | ObjectionAnswered | Checked | Closed | Ended;

export const NO_NOTICE: NoticeState = {
  status: 'none',
  id: '',
  matter: '',
  scope: '',
  code: '',
  title: null,
  text: null,
  about: null,
  term: { n: 1, unit: 'day' },
  law: null,
  objections: [],
  publishedAt: 0,
  closedAt: 0,
};
