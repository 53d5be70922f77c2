import type { Base, RunningMatters } from '#rules/procedure';
import type { ProcedureFinding } from '../procedures/check.js';
import type { Hash, Id, Instant, Role, StepKind } from './basics.js';

/** The same text in both languages. */
export interface InWords {
  readonly zh: string;
  readonly en: string;
}

/** A length that adds up: calendar days, working days and hours are counted apart, since they are not worth the same. */
export interface Length {
  readonly days: number;
  readonly workingDays: number;
  readonly hours: number;
}
export interface Lasting extends Length {
  readonly text: InWords;
}

/** How long a procedure lasts at least on the way to one of its ends, and what makes it so long. */
export interface EndDuration {
  readonly element: Id;
  readonly name: string | null;
  readonly length: Lasting;
  readonly parts: readonly { readonly element: Id; readonly name: string | null; readonly length: Lasting }[];
}

/** `full`: to the end that is reached last, which is the way through the whole procedure. */
export interface ProcedureDuration {
  readonly full: Lasting;
  readonly ends: readonly EndDuration[];
  /** Steps whose term is only known when a matter gets there; they count as nothing. */
  readonly open: readonly { readonly element: Id; readonly name: string | null }[];
}

/** A row of a procedure read in words: a step of somebody, or what lies between steps. */
export interface WordsLine {
  readonly element: Id;
  /** How deep it lies inside another row, or beside the way to the end; 0 is the way itself. */
  readonly depth: number;
  readonly kind: StepKind;
  /** Which step it is, from 1 in the order of reading; null for what is nobody's work: beginnings, ends, choices, events. */
  readonly n: number | null;
  readonly name: InWords;
  /** Who, and within which term. */
  readonly text: InWords;
  /** How soon it begins at the earliest; null where that is not said, as for what may happen at any time. */
  readonly begins: InWords | null;
  /** Where it goes on, where that is not simply the row below. */
  readonly ways: readonly { readonly when: InWords | null; readonly to: InWords }[];
}

export interface BasisLine {
  readonly law: string;
  readonly article: string;
}

/** A procedure as the list shows it. */
export interface ProcedureCard {
  readonly procedure: Id;
  readonly name: InWords;
  readonly use: InWords;
  /** In force now. */
  readonly version: number;
  readonly definition: Hash;
  readonly duration: ProcedureDuration;
  /** Open matters in the reader's reach, on whatever version. */
  readonly running: number;
  readonly basis: readonly BasisLine[];
  /** Comes with the installation; else of the place `scope`. */
  readonly shipped: boolean;
  readonly scope: string | null;
  readonly scopeName: string | null;
}

export interface VersionLine {
  readonly version: number;
  readonly hash: Hash;
  readonly definition: Hash;
  readonly shipped: boolean;
  readonly inForce: boolean;
  readonly at: Instant | null;
  /** Names for staff, null for others and for shipped ones. */
  readonly submitter: string | null;
  readonly approver: string | null;
  /** Open matters in the reader's reach on exactly this definition set. */
  readonly running: number;
}

export interface ProcedurePage extends ProcedureCard {
  readonly versions: readonly VersionLine[];
  readonly may: { readonly author: boolean; readonly retire: boolean };
}

/** A version to be read: in words and as drawings. */
export interface ReadView {
  readonly procedure: Id;
  readonly version: number;
  readonly name: InWords;
  readonly words: readonly WordsLine[];
  readonly duration: ProcedureDuration;
  readonly roles: readonly Role[];
  readonly drawings: readonly { readonly process: Id; readonly name: string; readonly xml: string }[];
}

/** One change by element id. `aspect`: what of it; the words say all of it. */
export interface DifferenceLine {
  readonly element: Id | null;
  readonly change: 'added' | 'removed' | 'renamed' | 'changed';
  readonly aspect: DifferenceAspect | null;
  readonly text: InWords;
}
export type DifferenceAspect = 'who' | 'term' | 'condition' | 'form' | 'next' | 'decision' | 'about' | 'other';

export interface DifferencePage {
  readonly lines: readonly DifferenceLine[];
  /** Some drawing was moved about and nothing of it matters. */
  readonly layout: boolean;
}

export type DraftStatus = 'open' | 'submitted' | 'sent-back' | 'published';

export interface DraftLine {
  readonly draft: Id;
  readonly procedure: Id;
  readonly name: InWords;
  readonly status: DraftStatus;
  readonly revision: number;
  readonly at: Instant;
  readonly scope: string;
  readonly scopeName: string;
  /** Null where it is the reader's own. */
  readonly author: string | null;
  readonly base: number | null;
  /** Colleagues of its place see it. */
  readonly shared: boolean;
}
export interface DraftLists {
  readonly own: readonly DraftLine[];
  /** Of others who share them with the reader. */
  readonly shared: readonly DraftLine[];
  /** Submitted by others, waiting for the reader. */
  readonly waiting: readonly DraftLine[];
  /** Whether the reader may draw procedures at all, and where. */
  readonly scopes: readonly { readonly scope: string; readonly name: string }[];
}

/** What the author says about the procedure. */
export interface DraftSaid {
  readonly name: InWords;
  readonly use: InWords;
  readonly roles: readonly Role[];
  readonly title: string;
  readonly basis: readonly BasisLine[];
}
export interface DraftText {
  readonly path: string;
  readonly text: string;
}

/**
 * One line of what has to be so before a draft is submitted. `open`: not so, and submitting is refused; `ask`: the author says it with the
 * submission, else it is refused.
 */
export interface CheckLine {
  readonly check:
    | 'errors'
    | 'law'
    | 'personal'
    | 'name'
    | 'changed'
    | 'basis'
    | 'lanes'
    | 'running'
    | 'duration'
    | 'remarks'
    | 'document';
  readonly state: 'met' | 'open' | 'told' | 'ask';
  readonly text: InWords;
}

export interface CommentLine {
  readonly element: Id | null;
  readonly name: string | null;
  /** Null where it was erased. */
  readonly text: string | null;
}

/** What somebody said about a draft, at any time before it is published. */
export interface RemarkLine {
  readonly comment: Id;
  /** Null for the whole. */
  readonly element: Id | null;
  /** As the element is called now; null where it is no longer in the drawing. */
  readonly name: string | null;
  readonly text: string;
  readonly writer: string;
  /** Whose it is to see to it. */
  readonly assignee: string | null;
  readonly at: Instant;
  readonly closed: { readonly at: Instant; readonly by: string } | null;
  readonly mayClose: boolean;
}

/** Who works on a shared draft: one person at a time. */
export interface DraftPen {
  /** Null where it is free. */
  readonly holder: string | null;
  readonly mine: boolean;
  /** Who asked for it and waits. */
  readonly asked: string | null;
  readonly askedByMe: boolean;
}

export interface DraftPage extends DraftLine {
  readonly about: DraftSaid;
  readonly files: readonly DraftText[];
  /** The steps one can draw with, for who may change the draft; empty for everybody else. */
  readonly steps: readonly DraftText[];
  /** Path of the drawing a matter starts. */
  readonly main: string | null;
  readonly baseVersion: Base | null;
  /** The day whose law counts, `YYYY-MM-DD`. */
  readonly day: string;
  readonly findings: readonly ProcedureFinding[];
  readonly checks: readonly CheckLine[];
  readonly words: readonly WordsLine[];
  readonly duration: ProcedureDuration | null;
  /** Against the version it was made from; null where it begins a procedure, or where it cannot be read. */
  readonly difference: DifferencePage | null;
  /** Null while the draft is its author's alone, or done with. */
  readonly pen: DraftPen | null;
  /** What was said about it, oldest first. It is approved when none is open. */
  readonly remarks: readonly RemarkLine[];
  /** Whom a remark can be given to. */
  readonly colleagues: readonly { readonly person: Id; readonly name: string }[];
  /** Of the last return. */
  readonly comments: readonly CommentLine[];
  /** What its author said with the submission; null until it is submitted. */
  readonly submitted: { readonly running: RunningMatters | null } | null;
  /** Names what is approved; null until it is submitted. */
  readonly hash: Hash | null;
  readonly may: {
    readonly edit: boolean;
    readonly submit: boolean;
    readonly withdraw: boolean;
    readonly decide: boolean;
    readonly comment: boolean;
    /** Share it, or take it back. */
    readonly share: boolean;
    /** Ask for the pen of a shared draft. */
    readonly ask: boolean;
  };
}
