import type { EntityKind } from './entity-views.js';
import type { DigestMatter } from './reminders.js';

/**
 * What pages see: plain JSON, made for one reader at one moment. The server and the worker give exactly these shapes.
 *
 * Instants are UTC milliseconds, dates `YYYY-MM-DD` in Asia/Shanghai, areas integer hundredths of a square metre, counts
 * safe integers, hashes standard base64 of 32 bytes. What a machine says is a code with values (`Said`), put into words
 * by `server/text` when it is shown; what a person or a procedure wrote is a string as written. A string that this
 * reader may not see, or that was erased, is null.
 */

export type Instant = number;
export type Id = string;
export type Hash = string;
export type Language = 'zh-CN' | 'en';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** A sentence to be made by `say(code, values, language)`. */
export interface Said {
  readonly code: string;
  readonly values: Readonly<Record<string, Plain>>;
}

/** `num/den`, at least (`>=`, 以上) or more than (`>`, 过). */
export interface Fraction {
  readonly num: number;
  readonly den: number;
  readonly op: '>=' | '>';
}

/** As in `by.role`; its name is `role.<code>` of `server/text`. */
export type Role =
  | 'resident'
  | 'worker'
  | 'convenor'
  | 'grid'
  | 'expert'
  | 'social-worker'
  | 'department'
  | 'supervision'
  | 'street'
  | 'party'
  | 'administrator'
  | 'security'
  | 'auditor';

/** Kinds of the step catalogue; each has one character (字徽) and one name in `server/text`. */
export type StepKind =
  | 'consult'
  | 'cosign'
  | 'review'
  | 'meeting'
  | 'vote'
  | 'publicity'
  | 'filing'
  | 'dispatch'
  | 'handle'
  | 'call-back'
  | 'escalate'
  | 'notify'
  | 'points'
  | 'fund'
  | 'intake'
  | 'roll'
  | 'archive'
  | 'start'
  | 'branch'
  | 'end'
  | 'other';

/**
 * Who holds or did something. Residents see posts (`role` and `place`), staff also `name`; `p` is the pseudonym in this
 * matter. `role` `system` is the runtime itself.
 */
export interface Holder {
  readonly role: Role | 'system';
  /** Name of the organisation, e.g. 青禾里社区居委会. */
  readonly place: string | null;
  readonly name: string | null;
  readonly p: string | null;
  readonly you: boolean;
}

/** A date something is due. `at` null with `awaitsYear`: 日期待定, the calendar of that year is not loaded. Both null: no date. */
export interface Due {
  readonly at: Instant | null;
  readonly awaitsYear: number | null;
  /** What is left by the server's clock, in the unit people count it in; within the last 24 hours `hour`. `late`: n is overdue. */
  readonly left: Left | null;
}
export interface Left {
  readonly n: number;
  readonly unit: 'working_day' | 'day' | 'hour';
  readonly late: boolean;
}

/** Names exactly one record of a chain. */
export interface RecordRef {
  readonly stream: Id;
  readonly seq: number;
  readonly leafHash: Hash;
}

/** What a mutating call answers. `settled` false: recorded, but what it caused is still being worked off. */
export interface Answer<T> {
  readonly settled: boolean;
  readonly value: T;
}

// ---- session and clock ---------------------------------------------------------------------------------------------

export interface Session {
  /** Null: not signed in. */
  readonly me: Me | null;
  /** To be sent as `X-CSRF-Token` with every call that changes something. */
  readonly csrf: string;
  readonly installation: Installation;
}
export interface Me {
  readonly person: Id;
  readonly account: string;
  readonly name: string;
  /** Anything but `full`: nothing may be done yet (an enrolment the desk has to see or refused, a second factor to set up). */
  readonly standing: 'full' | 'waiting' | 'refused' | 'needs-second-factor';
  readonly roles: readonly RoleHeld[];
}
export interface RoleHeld {
  readonly role: Role;
  /** Path in the organisation tree, e.g. `qinghe/d2`. */
  readonly scope: string;
  readonly scopeName: string;
}
export interface Installation {
  /** e.g. 青禾里社区 */
  readonly community: string;
  /** e.g. 青禾街道 */
  readonly street: string;
  /** Number of a person to ask, or null. */
  readonly phone: string | null;
  readonly demo: boolean;
  /** Whether a phone can be reached. */
  readonly sms: boolean;
  /** Empty unless `demo`. */
  readonly demoAccounts: readonly DemoAccount[];
}
export interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

export interface Clock {
  /** False: `now` is real time and moves are refused. */
  readonly demo: boolean;
  readonly now: Instant;
  /** The next thing the clock would meet, or null when nothing is due. */
  readonly next: {
    readonly at: Instant;
    readonly matter: Id;
    readonly title: string;
    readonly stepName: string;
  } | null;
}

// ---- matters --------------------------------------------------------------------------------------------------------

export type MatterStatus = 'active' | 'suspended' | 'incident' | 'completed' | 'terminated' | 'cancelled';
export type StepState = 'done' | 'now' | 'next' | 'skipped';

export interface StepTile {
  readonly kind: StepKind;
  /** As the procedure names it. */
  readonly name: string;
  readonly state: StepState;
}
export interface MatterLine {
  readonly matter: Id;
  /** e.g. QHL-2026-0031 */
  readonly number: string;
  readonly title: string;
  readonly status: MatterStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly steps: readonly StepTile[];
  /** The step that waits now, who holds it and until when; null when ended. */
  readonly now: { readonly kind: StepKind; readonly name: string; readonly holder: Holder; readonly due: Due } | null;
  /** Name of the end reached (通过, 未通过 …), as the procedure names it. */
  readonly outcome: string | null;
}

export interface MatterPage extends Omit<MatterLine, 'steps'> {
  readonly summary: string | null;
  readonly procedure: { readonly id: Id; readonly name: string; readonly version: number; readonly definition: Hash };
  readonly startedBy: Holder;
  readonly steps: readonly StepLine[];
}
/** Entities with a page of their own. */
export type LinkedKind = 'opinions' | 'poll' | 'notice' | EntityKind;

/** One step of the procedure a resident is told about (events, gateways and inner steps are left out). */
export interface StepLine extends StepTile {
  readonly element: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** For a step to come, where it can be computed. */
  readonly expected: Instant | null;
  /** What came of it (`done`): e.g. `step.consult.done {opinions: 63}`. */
  readonly said: Said | null;
  /** Only `now`: why it waits, what is still being done, by whom, until when. */
  readonly why: Said | null;
  readonly doing: Said | null;
  readonly holder: Holder | null;
  readonly due: Due | null;
  readonly link: { readonly kind: LinkedKind; readonly id: Id } | null;
}

// ---- the resident's pages -------------------------------------------------------------------------------------------

export interface Home {
  /** What asks for the reader's own act, soonest first; stays (with `acted`) while it can still be changed. */
  readonly duties: readonly Duty[];
  /** Matters of the reader's community in which the reader takes or may take part, newest first. */
  readonly matters: readonly MatterLine[];
  readonly notices: readonly NoticeLine[];
}
export interface Duty {
  /** `task`: something the matter asks of the reader by name. */
  readonly kind: 'opinions' | 'poll' | 'cosign' | 'meeting' | 'callback' | 'roll' | 'task';
  readonly id: Id;
  readonly matter: Id;
  readonly title: string;
  readonly due: Due;
  readonly acted: boolean;
}
export interface NoticeLine {
  readonly notice: Id;
  readonly matter: Id;
  readonly title: string;
  readonly status: 'open' | 'closed' | 'cancelled';
  /** The day counted now (0 before the first, `days` after the last) and how many are counted; 0 while 日期待定. */
  readonly day: number;
  readonly days: number;
  readonly due: Due;
  readonly objections: number;
}

export type Stance = 'support' | 'oppose' | 'other';
/** adopt 采纳, partly 部分采纳, decline 不采纳 */
export type AnswerOutcome = 'adopt' | 'partly' | 'decline';
/** upheld 异议成立, rejected 异议不成立 */
export type ObjectionOutcome = 'upheld' | 'rejected';

export interface OpinionsPage {
  readonly opinions: Id;
  readonly matter: Id;
  readonly title: string;
  /** What is put to the residents, as written by staff. */
  readonly text: string | null;
  readonly status: 'open' | 'answering' | 'closed' | 'cancelled';
  readonly due: Due;
  readonly given: number;
  readonly answered: number;
  /** May the reader give one now? If not, why. */
  readonly may: May;
  readonly mine: readonly OpinionLine[];
  /** Answered ones of others, without their authors. */
  readonly others: readonly OpinionLine[];
}
export interface OpinionLine {
  readonly item: Id;
  /** Counted from 1 in the order of arrival. */
  readonly number: number;
  readonly at: Instant;
  readonly stance: Stance;
  readonly text: string | null;
  /** Only for staff: the author's post or place, without name. */
  readonly from: Holder | null;
  readonly answer: WrittenAnswer | null;
}
export interface WrittenAnswer<Outcome extends string = AnswerOutcome> {
  readonly outcome: Outcome;
  readonly text: string | null;
  readonly at: Instant;
  readonly by: Holder;
}
/** Whether the reader may do it now; `why` is null exactly when `yes`. */
export interface May {
  readonly yes: boolean;
  readonly why: Said | null;
}

export type Choice = 'yes' | 'no' | 'abstain';
export type CountOf = 'heads' | 'households' | 'area';
export type CountBase = 'electorate' | 'attending' | 'participating' | 'cast';

export interface CountRule {
  readonly of: CountOf;
  readonly base: CountBase;
  readonly fraction: Fraction;
}
/** The rule applied: `value*den op total*num`. */
export interface CountTest extends CountRule {
  readonly value: number;
  readonly total: number;
  readonly met: boolean;
}
export interface PollPage {
  readonly poll: Id;
  readonly matter: Id;
  readonly title: string;
  readonly question: string;
  readonly ifPassed: string | null;
  readonly ifNot: string | null;
  readonly secrecy: 'open';
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly opensAt: Instant;
  readonly due: Due;
  readonly options: readonly Choice[];
  readonly roll: { readonly lines: number; readonly heads: number; readonly area: number | null; readonly root: Hash };
  readonly quorum: readonly CountRule[];
  readonly threshold: readonly CountRule[];
  /** A later ballot of the same right replaces the earlier one until close. */
  readonly revote: boolean;
  /** 0: 未设见证方. */
  readonly witnesses: number;
  /** The reader's line on the roll as it names the right (房屋, 户, 本人); null: not on the roll. */
  readonly right: { readonly label: string | null; readonly heads: number; readonly area: number | null } | null;
  /** Where the reader may cast for several lines: each with its place, and its ballot in the box. */
  readonly lines: readonly {
    readonly line: number;
    readonly label: string | null;
    readonly area: number | null;
    readonly mine: Receipt | null;
  }[];
  readonly may: May;
  /** The reader's ballot in the box, never its choice; of several lines only once there is one for each. */
  readonly mine: Receipt | null;
  /** Null before close: nothing is shown or counted until then. */
  readonly result: PollResult | null;
  readonly notice: Id | null;
}
export interface Receipt {
  readonly poll: Id;
  /** Only in the answer to casting: the time of a ballot is not kept. */
  readonly at: Instant | null;
  /** 0 for the first ballot, counted up with every change. */
  readonly revision: number;
  readonly leafHash: Hash;
  /** Position in the public log; null until it is sealed. */
  readonly index: number | null;
}
export interface PollResult {
  readonly outcome: 'passed' | 'failed' | 'no-quorum' | 'tie';
  /** Heads by choice; invalid ones apart. `notCast` is not part of any of them. */
  readonly counts: {
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly invalid: number;
    readonly notCast: number;
  };
  readonly quorum: readonly CountTest[];
  readonly threshold: readonly CountTest[];
  readonly at: Instant;
  readonly record: RecordRef | null;
}

export interface NoticePage {
  readonly notice: Id;
  readonly matter: Id;
  readonly title: string;
  readonly text: string | null;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly from: Instant;
  readonly due: Due;
  /** The days that count, in order; empty while 日期待定. */
  readonly days: readonly string[];
  /** How many of `days` have begun by the server's clock. */
  readonly day: number;
  /** `working_day` where the term counts working days. */
  readonly unit: 'working_day' | 'day';
  /** The result this notice publishes, if it publishes one. */
  readonly result: PollResult | null;
  readonly poll: Id | null;
  readonly objections: { readonly made: number; readonly answered: number };
  readonly may: May;
  /** For those who keep the notice: whether they may add a proof of posting, or change the text and begin anew. */
  readonly mayProve: May;
  readonly mayRestart: May;
  /** Where and when it was posted, with the photo. */
  readonly proofs: readonly { readonly place: string; readonly at: Instant; readonly file: Hash | null }[];
  /** Each change of the text: the period began again. */
  readonly restarts: readonly { readonly at: Instant; readonly reason: string | null }[];
  /** 公示证明, once the notice has ended. */
  readonly certificate: NoticeCertificate | null;
  readonly mine: readonly ObjectionLine[];
  readonly others: readonly ObjectionLine[];
}
export interface NoticeCertificate {
  readonly from: Instant;
  readonly to: Instant;
  readonly days: number;
  readonly objections: number;
  readonly upheld: number;
  readonly proofs: number;
  readonly restarts: number;
  readonly root: Hash;
}
export interface ObjectionLine {
  readonly objection: Id;
  readonly number: number;
  readonly at: Instant;
  readonly text: string | null;
  readonly from: Holder | null;
  readonly answer: WrittenAnswer<ObjectionOutcome> | null;
}

/** Somebody staff may name in a matter. */
export interface PersonLine {
  readonly person: Id;
  readonly name: string;
  readonly place: string;
  readonly roles: readonly Role[];
}

/** A line of a roll that somebody may act for, by its place; what it is called, null where nothing is known. */
export interface LineChoice {
  readonly line: number;
  readonly label: string | null;
}

// ---- the desk -------------------------------------------------------------------------------------------------------

/** A form-js schema: `{type: 'default', components: [...]}` with the field types of our field list. */
export interface FormSchema {
  readonly id?: string;
  readonly components: readonly FormComponent[];
}
export interface FormComponent {
  readonly type: string;
  readonly id?: string;
  readonly key?: string;
  /** Of a group or a list: where its fields stand. */
  readonly path?: string;
  readonly label?: string;
  readonly description?: string;
  readonly text?: string;
  readonly defaultValue?: Plain;
  readonly subtype?: string;
  readonly disabled?: boolean;
  readonly readonly?: boolean;
  readonly values?: readonly { readonly label: string; readonly value: Plain }[];
  readonly validate?: Readonly<Record<string, Plain>>;
  readonly components?: readonly FormComponent[];
  readonly properties?: Readonly<Record<string, Plain>>;
}

export interface TaskLine {
  readonly task: Id;
  readonly matter: Id;
  readonly number: string;
  readonly title: string;
  readonly element: string;
  readonly kind: StepKind;
  /** Name of the step, as the procedure names it. */
  readonly name: string;
  readonly since: Instant;
  readonly due: Due;
  /** Why it is on the reader's list, e.g. `task.why.role {role: 'worker', place: …}`. */
  readonly why: Said;
  readonly holder: Holder | null;
  /** `free`: may be claimed; `mine`; `other`: claimed by somebody else; `done`. */
  readonly state: 'free' | 'mine' | 'other' | 'done';
  readonly doneAt: Instant | null;
}
export interface TaskPage extends TaskLine {
  readonly form: FormSchema | null;
  /** What the form shows, by field key; sealed values opened for this reader. */
  readonly variables: Readonly<Record<string, Plain>>;
  /** Set when the task is to answer them one by one: the task can be completed when all have answers. */
  readonly opinions: { readonly id: Id; readonly items: readonly OpinionLine[] } | null;
  readonly objections: { readonly notice: Id; readonly items: readonly ObjectionLine[] } | null;
  /** The entity the task is done at: seats, a meeting, an intake, a roll. */
  readonly entity: { readonly kind: EntityKind; readonly id: Id } | null;
  readonly complete: May;
  /** What completing it does, and to whom. */
  readonly after: Said | null;
  readonly steps: readonly StepLine[];
  readonly history: readonly TimelineEntry[];
}

export interface ProcedureLine {
  readonly procedure: Id;
  readonly name: string;
  readonly version: number;
  readonly definition: Hash;
  readonly summary: string | null;
  readonly steps: readonly StepTile[];
  readonly form: FormSchema | null;
  readonly may: May;
}

export interface InboxLine {
  readonly message: Id;
  readonly at: Instant;
  readonly said: Said;
  readonly matter: Id | null;
  readonly title: string | null;
  readonly read: boolean;
  /** Of the digest of a day: what happened in each matter the reader follows. */
  readonly digest?: readonly DigestMatter[];
}

// ---- trace ----------------------------------------------------------------------------------------------------------

export interface TimelineEntry {
  readonly at: Instant;
  readonly stream: Id;
  readonly seq: number;
  readonly said: Said;
  readonly by: Holder;
  /** Element it happened at, with the call activities it lies in, outermost first (empty: the procedure itself). */
  readonly element: string | null;
  readonly path: readonly string[];
  readonly kind: StepKind | null;
  readonly name: string | null;
}
export interface TracePage extends Omit<MatterPage, 'steps'> {
  /** How many texts its records commit to that were erased since: nobody can read them any more, the records stay as they are. */
  readonly erased: number;
  readonly timeline: readonly TimelineEntry[];
  readonly diagrams: readonly TraceDiagram[];
  readonly records: readonly RecordLine[];
  /** Published results, for the two halves of the recount. */
  readonly results: readonly { readonly poll: Id; readonly title: string; readonly result: PollResult }[];
}
/** The exact drawing that ran, once for every call of it. The procedure itself has the empty path and comes first. */
export interface TraceDiagram {
  readonly path: readonly string[];
  readonly process: string;
  readonly name: string;
  readonly bpmn: string;
  /** Elements passed, in order; `at` of the first finish, `times` how often. */
  readonly passed: readonly { readonly element: string; readonly at: Instant; readonly times: number }[];
  readonly active: readonly {
    readonly element: string;
    readonly since: Instant;
    readonly trouble: 'waiting' | 'incident' | 'awaitsCalendar' | null;
  }[];
  /** Ids of the sequence flows taken. */
  readonly flows: readonly string[];
}
export interface RecordLine extends RecordRef {
  readonly streamKind: string;
  readonly at: Instant;
  readonly type: string;
  readonly prev: Hash | null;
}
/** What `recheck` of `server/audit` takes: its shape is that room's, and pages hand it over unread. */
export type EvidenceBundle = Readonly<Record<string, unknown>>;

// ---- administration -------------------------------------------------------------------------------------------------

export interface CalendarLine {
  readonly year: number;
  readonly hash: Hash;
  readonly workingDays: number;
  /** Working days that fall on a weekend, and holidays that fall on a weekday, for the reader's eye. */
  readonly swapped: readonly string[];
  readonly holidays: readonly string[];
  readonly loadedAt: Instant;
  readonly by: Holder;
}
export interface Alarm {
  readonly alarm: Id;
  /** `calendar`: a date awaits a year that is not loaded; `incident`: an element stands still; `lane`: nobody holds the role a task waits for. */
  readonly kind: 'calendar' | 'incident' | 'lane';
  readonly matter: Id | null;
  readonly title: string | null;
  readonly element: string | null;
  readonly name: string | null;
  readonly since: Instant;
  readonly said: Said;
  readonly year: number | null;
}

// ---- changes --------------------------------------------------------------------------------------------------------

/** Something changed that the reader may look at: fetch again what is shown. Carries no content. */
export interface Change {
  readonly kind:
    | 'matter'
    | 'opinions'
    | 'poll'
    | 'notice'
    | 'entity'
    | 'tasks'
    | 'inbox'
    | 'calendars'
    | 'alarms'
    | 'clock'
    | 'session';
  /** Null: any of the kind. */
  readonly id: Id | null;
}
