import type { Command, Event, StoredValue } from '#engine';
import type { SealedText } from '../contract/index.js';

/**
 * A procedure of an office (流程): who submitted which definition set, who sent it back or approved it, and which version is in
 * force. One stream for each procedure of a place. What was drawn lies in drafts and definition sets; the stream names it by hashes.
 */
export interface ProcedureState {
  /** Id of the process a matter starts. */
  readonly procedure: string;
  /** Path of the place the procedure belongs to. */
  readonly scope: string;
  /** How many were submitted so far. */
  readonly submissions: number;
  /** The one that waits for a second person. */
  readonly open: Submission | null;
  /** Published ones, oldest first. */
  readonly versions: readonly Version[];
  /** Number of the version new matters start on; null where none is. */
  readonly inForce: number | null;
}

/** What somebody approves: both hashes are standard base64 of SHA-256. */
export interface Edition {
  /** Over the files of the definition set and what is said about the procedure beside them. */
  readonly hash: string;
  /** Over the files of the definition set alone: what a matter runs. */
  readonly definition: string;
}

/** The version a draft was made from, by its number and its hash. */
export interface Base {
  readonly version: number;
  readonly hash: string;
}

export interface Submission extends Edition, SaidWith, DrawnBy {
  /** Counted from 1. */
  readonly n: number;
  readonly draft: string;
  readonly base: Base | null;
  /** What is said about the procedure: name, use, who starts it, legal basis. Public. */
  readonly about: Readonly<Record<string, StoredValue>>;
  /** Who submitted it. */
  readonly p: string;
  readonly at: number;
}

export interface Version extends Edition {
  readonly version: number;
  readonly submitter: string;
  readonly approver: string;
  readonly at: number;
}

/** What becomes of matters on older versions: they finish there, or an administrator moves them one by one. */
export const RUNNING = ['stay', 'move'] as const;
export type RunningMatters = (typeof RUNNING)[number];

/** What the author says with a submission. */
export interface SaidWith {
  /** Null where none was running. */
  readonly running: RunningMatters | null;
  /** The document the procedure rests on is attached. */
  readonly document: boolean;
}

/** Who changed a draft beside the one who submits it. */
export interface DrawnBy {
  readonly editors: readonly string[];
}

/** A remark on an element of the drawing, null for the whole. */
export interface Comment {
  readonly element: string | null;
  readonly text: SealedText;
}

/** Commands and records of before have none of `SaidWith` and `DrawnBy`. */
export interface Submit extends Command, Edition, Partial<SaidWith>, Partial<DrawnBy> {
  readonly type: 'submitProcedure';
  readonly procedure: string;
  readonly scope: string;
  readonly draft: string;
  readonly base: Base | null;
  /** What is said about the procedure: name, use, who starts it, legal basis. Public. */
  readonly about: Readonly<Record<string, StoredValue>>;
}
export interface SendBack extends Command {
  readonly type: 'sendProcedureBack';
  readonly n: number;
  readonly hash: string;
  readonly comments: readonly Comment[];
}
export interface Withdraw extends Command {
  readonly type: 'withdrawSubmission';
  readonly n: number;
}
export interface Approve extends Command {
  readonly type: 'approveProcedure';
  readonly n: number;
  /** Of the edition that was looked at. */
  readonly hash: string;
}
export interface Retire extends Command {
  readonly type: 'retireProcedure';
  readonly version: number;
}
export type ProcedureCommand = Submit | SendBack | Withdraw | Approve | Retire;

export interface Submitted
  extends Event, Omit<Submission, keyof SaidWith | keyof DrawnBy>, Partial<SaidWith>, Partial<DrawnBy> {
  readonly type: 'ProcedureSubmitted';
  readonly procedure: string;
  readonly scope: string;
}
export interface SentBack extends Event {
  readonly type: 'ProcedureSentBack';
  readonly n: number;
  readonly draft: string;
  readonly comments: readonly Comment[];
  readonly p: string;
  readonly at: number;
}
export interface Withdrawn extends Event {
  readonly type: 'SubmissionWithdrawn';
  readonly n: number;
  readonly draft: string;
  readonly at: number;
}
export interface Approved extends Event, Version {
  readonly type: 'ProcedureApproved';
  readonly n: number;
  readonly draft: string;
}
export interface Retired extends Event {
  readonly type: 'ProcedureRetired';
  readonly version: number;
  readonly p: string;
  readonly at: number;
}
export type ProcedureEvent = Submitted | SentBack | Withdrawn | Approved | Retired;

/** 街道综合岗 draws procedures. */
export const AUTHORS: readonly string[] = ['street'];
/** Somebody else of the street, or an administrator, lets them come into force. */
export const APPROVERS: readonly string[] = ['street', 'administrator'];

/** Remarks in one return at most. */
export const MOST_COMMENTS = 100;

export const NO_PROCEDURE: ProcedureState = {
  procedure: '',
  scope: '',
  submissions: 0,
  open: null,
  versions: [],
  inForce: null,
};
