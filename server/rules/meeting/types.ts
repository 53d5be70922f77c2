import type { Command, Event } from '#engine';
import type { Fraction } from '#tally';
import type { FileReference, SealedText, Text } from '../contract/index.js';

/** A meeting of a council, a hearing or a talk (协商会议): who came, who had their turn, what stood at the end. */
export interface MeetingState {
  readonly status: 'none' | 'open' | 'closed' | 'cancelled';
  readonly matter: string;
  readonly scope: string;
  /** Stream of the council that meets; null where people were invited without one. */
  readonly council: string | null;
  readonly title: Text | null;
  readonly agenda: readonly Text[];
  readonly form: MeetingForm;
  /** Of the seats, in heads. */
  readonly quorum: Fraction;
  readonly rounds: number;
  /** Seat `n` is at `n − 1`. */
  readonly members: readonly Member[];
  /** Pseudonym of the member who leads it and speaks last in each round; null where nobody of the seats does. */
  readonly chair: string | null;
  /** In the order of arrival. */
  readonly present: readonly Presence[];
  readonly turns: readonly Turn[];
  readonly options: readonly Option[];
  /** Pseudonyms of members whose objection to a consensus stands. */
  readonly against: readonly string[];
  readonly minority: readonly MinorityView[];
  readonly conclusion: Conclusion | null;
  readonly minutes: Minutes | null;
  /** UTC milliseconds. */
  readonly openedAt: number;
  readonly closedAt: number;
}

/** 议事会, 听证会, 座谈会 (Organic Law of Urban Residents Committees, art. 32). */
export type MeetingForm = 'council' | 'hearing' | 'talk';
export const FORMS: readonly MeetingForm[] = ['council', 'hearing', 'talk'];

export interface Member {
  /** Counted from 1 in the order of the council. */
  readonly n: number;
  /** Pseudonym in the matter. */
  readonly p: string;
  readonly kind: string;
}

export interface Presence {
  readonly p: string;
  /** `code`: signed in themselves; `paper`: signed on paper and was entered by `by`. */
  readonly way: 'code' | 'paper';
  readonly by: string;
  readonly at: number;
}

/** One member's turn of one round: spoken, or passed. */
export interface Turn {
  readonly p: string;
  readonly round: number;
  readonly spoke: boolean;
  /** The gist as the record keeper wrote it down. */
  readonly text: SealedText | null;
  readonly at: number;
}

export interface Option {
  readonly n: number;
  readonly text: Text;
  readonly p: string;
  readonly at: number;
}

export interface MinorityView {
  readonly p: string;
  readonly text: SealedText;
  readonly at: number;
}

/** 达成一致, 表决, 有争议 (goes on to a larger meeting). */
export type MeetingResult = 'consensus' | 'vote' | 'disputed';
export const RESULTS: readonly MeetingResult[] = ['consensus', 'vote', 'disputed'];

export interface Conclusion {
  readonly result: MeetingResult;
  readonly text: SealedText;
  readonly p: string;
  readonly at: number;
}

export interface Minutes {
  readonly text: SealedText;
  readonly files: readonly MinutesFile[];
  readonly p: string;
  readonly at: number;
}

/** A page of the minutes, by the hash of its bytes. */
export interface MinutesFile {
  readonly file: FileReference;
}

export const MAX_MEMBERS = 500;
export const MAX_ROUNDS = 10;
export const MAX_OPTIONS = 20;
export const MAX_AGENDA = 50;
export const MAX_FILES = 20;
/** The seat whose holder leads the meeting unless the procedure names somebody else. */
export const CHAIR_KIND = 'convenor';

export interface Open extends Command {
  readonly type: 'open';
  readonly matter: string;
  readonly scope: string;
  readonly council: string | null;
  readonly title: Text | null;
  readonly agenda: readonly Text[];
  readonly form: string;
  readonly quorum: Fraction;
  readonly rounds: number;
  readonly members: readonly Readonly<{ p: string; kind: string }>[];
  readonly chair: string | null;
}
export interface SignIn extends Command {
  readonly type: 'signIn';
}
export interface MarkPresent extends Command {
  readonly type: 'present';
  readonly p: string;
}
export interface Speak extends Command {
  readonly type: 'speak';
  readonly p: string;
  readonly round: number;
  readonly text?: SealedText | null;
}
export interface Pass extends Command {
  readonly type: 'pass';
  readonly p: string;
  readonly round: number;
}
export interface PutOption extends Command {
  readonly type: 'option';
  readonly text: Text;
}
export interface GiveMinorityView extends Command {
  readonly type: 'minority';
  readonly text: SealedText;
}
export interface StandAgainst extends Command {
  readonly type: 'standAgainst';
}
export interface StandDown extends Command {
  readonly type: 'standDown';
}
export interface Conclude extends Command {
  readonly type: 'conclude';
  readonly result: MeetingResult;
  readonly text: SealedText;
}
export interface KeepMinutes extends Command {
  readonly type: 'minutes';
  readonly text: SealedText;
  readonly files?: readonly MinutesFile[] | null;
}
/** Counts who came; changes nothing. */
export interface TestQuorum extends Command {
  readonly type: 'quorum';
}
/** The gate: closes where there is a result with its minutes, or where the quorum is missing. */
export interface Close extends Command {
  readonly type: 'close';
}
export type MeetingCommand =
  | Open
  | SignIn
  | MarkPresent
  | Speak
  | Pass
  | PutOption
  | GiveMinorityView
  | StandAgainst
  | StandDown
  | Conclude
  | KeepMinutes
  | TestQuorum
  | Close;

export type Opened = Event &
  Omit<Open, keyof Command | 'members' | 'form'> & {
    readonly type: 'MeetingOpened';
    readonly form: MeetingForm;
    readonly members: readonly Member[];
    readonly at: number;
  };
/** `way`, `by` and `at` as in `Presence`. */
export type Came = Event & Presence & { readonly type: 'MemberCame'; readonly n: number };
export type Spoke = Event & Turn & { readonly type: 'MemberSpoke'; readonly n: number };
export type Passed = Event & Turn & { readonly type: 'TurnPassed'; readonly n: number };
export type OptionPut = Event & Option & { readonly type: 'OptionPut' };
export type MinorityGiven = Event & MinorityView & { readonly type: 'MinorityViewGiven' };
/** `reopened`: a consensus had been stated and falls. */
export interface StoodAgainst extends Event {
  readonly type: 'StoodAgainst';
  readonly p: string;
  readonly n: number;
  readonly reopened: boolean;
}
export interface StoodDown extends Event {
  readonly type: 'StoodDown';
  readonly p: string;
  readonly n: number;
}
export type Concluded = Event & Conclusion & { readonly type: 'MeetingConcluded' };
export type MinutesKept = Event & Minutes & { readonly type: 'MinutesKept' };
export interface QuorumTested extends Event {
  readonly type: 'QuorumTested';
  readonly present: number;
  readonly seats: number;
  readonly met: boolean;
}
/** Looked at and found something missing. */
export interface Checked extends Event {
  readonly type: 'MeetingChecked';
  readonly result: MeetingResult | null;
  readonly minutes: boolean;
}
export interface Closed extends Event {
  readonly type: 'MeetingClosed';
  readonly result: MeetingResult | 'no-quorum';
  readonly present: number;
  readonly seats: number;
  readonly at: number;
}
export type MeetingEvent =
  | Opened
  | Came
  | Spoke
  | Passed
  | OptionPut
  | MinorityGiven
  | StoodAgainst
  | StoodDown
  | Concluded
  | MinutesKept
  | QuorumTested
  | Checked
  | Closed;

export const NO_MEETING: MeetingState = {
  status: 'none',
  matter: '',
  scope: '',
  council: null,
  title: null,
  agenda: [],
  form: 'council',
  quorum: { num: 1, den: 2, op: '>' },
  rounds: 2,
  members: [],
  chair: null,
  present: [],
  turns: [],
  options: [],
  against: [],
  minority: [],
  conclusion: null,
  minutes: null,
  openedAt: 0,
  closedAt: 0,
};
