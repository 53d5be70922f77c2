import type { Command, Event, StoredValue } from '#engine';
import type { FileReference, SealedText, TermSetting, Text } from '../contract/index.js';
import type { NoticeLaw } from './floors.js';

/** A notice (公示): published for a term in which objections may be made; each is answered before the notice ends. */
export interface NoticeState {
  readonly status: 'none' | 'open' | 'closed' | 'ended' | 'cancelled';
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
  /** Objection `n` is at `n − 1`. They outlive a restart. */
  readonly objections: readonly Objection[];
  /** Must the notice be shown to have been posted before it may end? */
  readonly proofRequired: boolean;
  readonly proofs: readonly PostingProof[];
  readonly restarts: readonly Restart[];
  /** UTC milliseconds; `publishedAt` is when the text now shown was put up. */
  readonly publishedAt: number;
  readonly closedAt: number;
  readonly certificate: Certificate | null;
}

/** That the notice was put up somewhere, with a photograph where there is one. */
export interface PostingProof {
  readonly n: number;
  readonly place: string;
  readonly file: FileReference | null;
  /** Which text hung there: how often it had been changed. */
  readonly restart: number;
  readonly p: string;
  readonly at: number;
}

/** The text was changed and the period began again. */
export interface Restart {
  readonly n: number;
  /** What had been shown until then, and since when. */
  readonly before: Text | null;
  readonly from: number;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}

/** What the notice's certificate (公示证明) rests on. */
export interface Certificate {
  /** The last text's posting and the end of its period, UTC milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Whole calendar days after the day of posting (Civil Code art. 201), in Asia/Shanghai. */
  readonly days: number;
  readonly objections: number;
  readonly upheld: number;
  readonly proofs: number;
  readonly restarts: number;
  /** Root over the objections, proofs and restarts (`notice/certificate.ts`), standard base64. */
  readonly root: string;
}

export interface Objection {
  /** Counted from 1 in the order of arrival. */
  readonly n: number;
  readonly p: string;
  /** Pseudonym of who entered it for them, and how they were told; absent where they did themselves. */
  readonly helper?: string;
  readonly way?: string;
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

/** Who answers objections and looks after the posting. */
export const KEEPERS: readonly string[] = ['worker', 'convenor'];

/** So many one person may make against one notice. */
export const MAX_PER_PERSON = 5;
export const MAX_OBJECTIONS = 2_000;
/** Name of the message an objection sends to its matter; the correlation key is the notice's stream. */
export const OBJECTION = 'objection';
/** Name of the message a changed text sends to its matter; the same key. */
export const RESTARTED = 'notice-restarted';
/** A place in code points. */
export const MAX_PLACE = 100;
export const MAX_PROOFS = 100;
export const MAX_RESTARTS = 20;
/** Milliseconds a message waits for the matter to listen: longer than any term here. */
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
  readonly proofRequired: boolean;
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
/** Shows that the notice was put up. */
export interface Prove extends Command {
  readonly type: 'prove';
  readonly place: string;
  readonly file?: FileReference | null;
}
/** Changes the text; the period starts again. */
export interface RestartNotice extends Command {
  readonly type: 'restart';
  readonly text: Text;
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
export type NoticeCommand = Publish | MakeObjection | AnswerObjection | Prove | RestartNotice | Check | Close | End;

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
  readonly helper?: string;
  readonly way?: string;
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
export type Proved = Event & PostingProof & { readonly type: 'PostingProved' };
/** `text` is what is shown from now on. */
export interface Restarted extends Event {
  readonly type: 'NoticeRestarted';
  readonly n: number;
  readonly text: Text;
  readonly reason: SealedText;
  readonly p: string;
  readonly at: number;
}
export type Ended = Event & Certificate & { readonly type: 'NoticeEnded' };
export type NoticeEvent = Published | Objected | ObjectionAnswered | Proved | Restarted | Checked | Closed | Ended;

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
  proofRequired: false,
  proofs: [],
  restarts: [],
  publishedAt: 0,
  closedAt: 0,
  certificate: null,
};
