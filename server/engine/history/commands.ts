import type { Command, Seat } from '../decider.js';
import type { StoredValue } from '../expression/index.js';
import type { EntityStream } from './state.js';

/** Variables by name, as stored. Names never start with `~`. */
export type Variables = Readonly<Record<string, StoredValue>>;

/**
 * What an instance can be asked (format). Plain JSON; `at`, `by` and `facts` come with every command. Keys are the
 * counters its effects gave out: the key of a job, task, timer, subscription or incident.
 */
export type InstanceCommand =
  | Start
  | CompleteJob
  | FailJob
  | ThrowError
  | ThrowEscalation
  | CompleteTask
  | AssignTask
  | UpdateTask
  | AddSeat
  | RemoveSeat
  | ActOnSeat
  | FireTimer
  | RescheduleTimer
  | DeliverMessage
  | DeliverSignal
  | SetVariables
  | ResolveIncident
  | SetCalendar
  | Modify
  | Migrate
  | Recall
  | Suspend
  | Resume
  | Cancel;

/** What a person asks for also says why: `reason` is sealed (`{"~":…}`) when a person typed it. */
interface Asked {
  readonly reason?: StoredValue;
}

/**
 * Which edition of a procedure a matter goes on from here, as it was published: two offices may publish the same files under other names and
 * numbers. It decides nothing.
 */
export type EditionSaid = Readonly<{ name: string; version: number }>;

/** The first command of a stream. */
export interface Start extends Command {
  readonly type: 'start';
  /** Process of the definition set; its main one unless named. */
  readonly process?: string;
  /** Start event id, for a timer or message start; the none start (or the only start) unless named. */
  readonly element?: string;
  readonly variables?: Variables;
  /** Path of the organisation the matter belongs to, e.g. `qinghe/d2`. */
  readonly scope: string;
  /** Title of the matter, sealed when a person typed it. */
  readonly title?: StoredValue;
  readonly edition?: EditionSaid;
}

export interface CompleteJob extends Command {
  readonly type: 'completeJob';
  readonly key: number;
  readonly variables?: Variables;
  /** Entities the job has opened, of kinds that can be cancelled. */
  readonly streams?: readonly EntityStream[];
}

/** The job could not be done; with no retries left it becomes an incident. */
export interface FailJob extends Command {
  readonly type: 'failJob';
  readonly key: number;
  /** How many tries are left now. */
  readonly retries: number;
  /** Stable code of the cause and the values its sentence needs. */
  readonly code?: string;
  readonly values?: Variables;
  /** Milliseconds to wait before the next try. */
  readonly backOff?: number;
}

/** A BPMN error from a job or a task. */
export interface ThrowError extends Command {
  readonly type: 'throwError';
  readonly key: number;
  readonly code: string;
  readonly variables?: Variables;
}

/** An escalation from a job or a task, which goes on unless whoever takes it ends it. Taken by nobody, nothing happens. */
export interface ThrowEscalation extends Command {
  readonly type: 'throwEscalation';
  readonly key: number;
  readonly code: string;
  readonly variables?: Variables;
}

export interface CompleteTask extends Command, Asked {
  readonly type: 'completeTask';
  readonly key: number;
  readonly variables?: Variables;
}

/** Hands the task to somebody (转办), or to nobody. */
export interface AssignTask extends Command, Asked {
  readonly type: 'assignTask';
  readonly key: number;
  readonly assignee: string | null;
}

/**
 * An operation that moves no token.
 *
 * - `claim` 认领: the actor takes a task nobody has.
 * - `return` 释放: the assignee gives it back to those who may act.
 * - `delegate` 委托: `to` does it, the result comes back to the assignee to confirm.
 * - `withdraw` 撤回: the one who delegated takes it back.
 * - `copy` 抄送: `people` may read it and are told.
 * - `urge` 催办: those who have to act are reminded.
 * - `watch` 督办: the actor watches it, with a date (`due`, UTC milliseconds) it has to be answered by.
 * - `open`: the actor has opened the task; noted once, while the act that brought it could be taken back.
 * - `askTerm` 申请延期: the holder asks for a later date (`due`); `grantTerm` and `declineTerm` decide, by the given role.
 */
export type TaskOperation =
  | 'claim'
  | 'return'
  | 'delegate'
  | 'withdraw'
  | 'copy'
  | 'urge'
  | 'watch'
  | 'askTerm'
  | 'grantTerm'
  | 'declineTerm'
  | 'open';

export interface UpdateTask extends Command, Asked {
  readonly type: 'updateTask';
  readonly key: number;
  readonly op: TaskOperation;
  readonly to?: string;
  readonly people?: readonly string[];
  readonly due?: number;
}

/** One more person must act on the same task (加签). */
export interface AddSeat extends Command, Asked {
  readonly type: 'addSeat';
  readonly key: number;
  readonly p: string;
  readonly role: string;
  readonly place: Seat['place'];
}

/** A seat that has not acted goes, by whom it was added (减签). */
export interface RemoveSeat extends Command, Asked {
  readonly type: 'removeSeat';
  readonly key: number;
  readonly seat: number;
}

/** What somebody who was added says: agrees, objects, or only remarks. Their words are the `reason`. */
export type SeatStance = 'agree' | 'object' | 'note';

export interface ActOnSeat extends Command, Asked {
  readonly type: 'actOnSeat';
  readonly key: number;
  readonly seat: number;
  readonly stance?: SeatStance;
  readonly variables?: Variables;
}

/** Refused `too-early` before the due instant: late, never early. */
export interface FireTimer extends Command {
  readonly type: 'fireTimer';
  readonly key: number;
}

/** Moves the due date of a timer or a task. */
export interface RescheduleTimer extends Command, Asked {
  readonly type: 'rescheduleTimer';
  readonly key: number;
  /** UTC milliseconds. */
  readonly due: number;
}

/** A message found this subscription. */
export interface DeliverMessage extends Command {
  readonly type: 'deliverMessage';
  readonly key: number;
  readonly variables?: Variables;
}

/** A signal was thrown while this subscription waited for it. */
export interface DeliverSignal extends Command {
  readonly type: 'deliverSignal';
  readonly key: number;
  readonly variables?: Variables;
}

export interface SetVariables extends Command, Asked {
  readonly type: 'setVariables';
  readonly variables: Variables;
  /** Scope (root unless named) that gets them. */
  readonly scope?: number;
}

/** Tries again what stopped, at the same point. */
export interface ResolveIncident extends Command, Asked {
  readonly type: 'resolveIncident';
  readonly key: number;
  /** A job that ran out of retries gets so many new ones (1 unless said). */
  readonly retries?: number;
}

/** A calendar year was loaded (its hash is among `facts`): due dates that waited for it are set. */
export interface SetCalendar extends Command {
  readonly type: 'setCalendar';
}

/** 撤回: takes back the completion of the task `key` by whoever did it, as long as nobody has opened what came of it. */
export interface Recall extends Command, Asked {
  readonly type: 'recall';
  readonly key: number;
}

/** 挂起. `stops`: every open due date moves by the pause when the matter is resumed. */
export interface Suspend extends Command, Asked {
  readonly type: 'suspend';
  readonly clock: 'runs' | 'stops';
}

export interface Resume extends Command, Asked {
  readonly type: 'resume';
}

/** Ends the matter by authority (终止). */
export interface Cancel extends Command, Asked {
  readonly type: 'cancel';
}

/**
 * Moves the matter by authority, in one go: what is terminated ends with everything inside it, what is activated begins as
 * if a token had come to it. With everything terminated and nothing activated the matter ends as terminated.
 */
export interface Modify extends Command, Asked {
  readonly type: 'modify';
  readonly activate?: readonly Activation[];
  /** Keys of element instances, of scopes or of incidents before an element; or ids, which mean every instance. */
  readonly terminate?: readonly (string | number)[];
  /** What the desk calls it (退回, 撤回 …); `modify` unless said. */
  readonly op?: ModifyOperation;
}

export type ModifyOperation = 'modify' | 'return' | 'withdraw';

/**
 * An element to begin. Scopes around it that are not open are opened, their start events are not run. Neither `path` nor
 * `scope`: the process of the matter, else the one open call that has such an element, else the nearest call.
 */
export interface Activation {
  /** Id; `call/element` means the same as a `path`. */
  readonly element: string;
  /** Ids of the call activities it lies in, from the outside in. */
  readonly path?: readonly string[];
  /** Key of the scope around it; where it is not the nearest, those between are opened anew. */
  readonly scope?: number;
  /** Set in the scope it runs in. */
  readonly variables?: Variables;
}

/**
 * Puts the running matter on another definition set. Every open element needs its counterpart there; one that runs inside a
 * final step (vote, publicity, frozen roll) keeps the whole matter where it is. Dates go on unchanged wherever the two sets
 * say the same, and a term (`term(…)`) that runs is never moved.
 */
export interface Migrate extends Command, Asked {
  readonly type: 'migrate';
  /** Standard base64 of the set's hash. */
  readonly definition: string;
  /** Old id → new id where they differ: of elements, flows and processes; `process/id` for one process alone. */
  readonly mapping?: Readonly<Record<string, string>>;
  readonly edition?: EditionSaid;
}
