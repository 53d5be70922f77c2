import type { Event, Seat } from '../decider.js';
import type { StoredValue } from '../expression/index.js';
import type { SeatStance, TaskOperation, Variables } from './commands.js';
import type { AskedTerm, EntityStream } from './state.js';

/**
 * What happened to an instance (format): one event per outcome of an element. Elements are named by id together with the
 * key of the scope they ran in; the scope says which process the id belongs to. What follows from the model and the
 * state before is not written:
 *
 * - `flows` (ids of the sequence flows taken) is absent when every outgoing flow was taken;
 * - job types, roles, message names and called ids are absent when the model says them as literals;
 * - an element with incoming flows consumes one token of its first incoming flow that has one, a parallel gateway one
 *   of each;
 * - `variables` are merged upwards from the scope: into the nearest scope that has the name, else into the border
 *   (the root of the process or of the called process).
 *
 * - in a multi-instance body the next run is begun, unless `i` names another; a finished body hands on the list of results;
 * - in a scope that undoes, the activity completed last is undone next;
 * - what is completed and can be undone is remembered.
 *
 * The key of a watched timer or subscription is its host's key + 1 + its position among what the host watches: its boundary
 * events, then the starts of event sub-processes inside it; that is how many keys opening a node takes.
 */
export type InstanceEvent =
  | Started
  | Passed
  | Entered
  | Completed
  | Fired
  | Triggered
  | Watched
  | Undone
  | Held
  | Ended
  | IncidentRaised
  | IncidentResolved
  | JobFailed
  | StreamsOpened
  | TaskUpdated
  | SeatAdded
  | SeatRemoved
  | SeatActed
  | DueMoved
  | VariablesSet
  | ConditionFell
  | Activated
  | Terminated
  | Withdrawn
  | Migrated
  | Suspended
  | Resumed;

/** Opens the root scope, which always has key 1. */
export interface Started extends Event {
  readonly type: 'Started';
  readonly v: 1;
  readonly process: string;
  /** Rule version of the engine that the matter keeps to its end. */
  readonly rules: number;
  /** Path of the organisation the matter belongs to. */
  readonly org: string;
  readonly title?: StoredValue;
  readonly variables?: Variables;
  /** Of the starts of event sub-processes of the process, in the order of the model; null where that could not be said. */
  readonly watch?: readonly (Watch | null)[];
}

/** Entered and left in one go: gateways, none events, scripts, decisions. */
export interface Passed extends Event {
  readonly type: 'Passed';
  readonly v: 1;
  readonly element: string;
  readonly scope: number;
  readonly flows?: readonly string[];
  readonly variables?: Variables;
  /** Which run of a multi-instance body, from 1; absent: the next. */
  readonly i?: number;
  /** Its place in the list of results. */
  readonly output?: StoredValue;
}

/** Entered and waiting: for a job, a person, an instant, a message, or what runs inside. */
export interface Entered extends Event {
  readonly type: 'Entered';
  readonly v: 1;
  readonly element: string;
  readonly scope: number;
  readonly key: number;
  /** What input mappings made. */
  readonly local?: Variables;
  readonly job?: { readonly type?: string; readonly retries?: number };
  readonly task?: {
    readonly roles?: readonly string[];
    readonly people?: readonly string[];
    readonly assignee?: string;
    readonly due?: Due;
    /** UTC milliseconds. */
    readonly followUp?: number;
  };
  readonly due?: Due;
  readonly message?: MessageWait;
  readonly signal?: SignalWait;
  /**
   * Of the host's boundary timers, messages, signals and conditions in the order of the model; of an event-based gateway
   * what is waited for behind it, in the order of its outgoing flows.
   */
  readonly watch?: readonly Watch[];
  /** callActivity: the process that runs inside, where the model does not say it as a literal. */
  readonly process?: string;
  /** A multi-instance body: the items, else the number of runs. */
  readonly loop?: { readonly items?: readonly StoredValue[]; readonly count?: number };
  /** Which run of a multi-instance body, from 1; absent: the next. */
  readonly i?: number;
  /** A completed sub-process is opened again to undo what was completed inside it. */
  readonly undo?: true;
}

/** The instant something is due. Without `at` it waits for the calendar of `year` (日期待定). */
export interface Due {
  readonly at?: number;
  readonly year?: number;
  /** When the term began to run, where the date may have to be computed again. UTC milliseconds. */
  readonly since?: number;
  /** The cycle as evaluated, and how many firings are left; absent `left`: without end. */
  readonly cycle?: string;
  readonly left?: number;
}

export interface MessageWait {
  /** Absent when the model says it as a literal. */
  readonly name?: string;
  readonly key: string;
}

/** The name is absent when the model says it as a literal. */
export interface SignalWait {
  readonly name?: string;
}

/** A condition waits for nothing but its variables. */
export type ConditionWait = Readonly<Record<never, never>>;

export type Watch = Due | MessageWait | SignalWait | ConditionWait;

/** A waiting element is done and left. */
export interface Completed extends Event {
  readonly type: 'Completed';
  readonly v: 1;
  readonly element: string;
  readonly key: number;
  readonly flows?: readonly string[];
  readonly variables?: Variables;
  /** Of a task: who completed it. */
  readonly by?: string;
  /** Of a run of a multi-instance body: its place in the list of results. */
  readonly output?: StoredValue;
}

/** A boundary event happened to `host`; an interrupting one ends it and all that runs inside. */
export interface Fired extends Event {
  readonly type: 'Fired';
  readonly v: 1;
  readonly element: string;
  readonly host: number;
  readonly flows?: readonly string[];
  readonly variables?: Variables;
  /** Next firing of a cycle. */
  readonly next?: Due;
  /** It could not be left (an incident follows): it stays under this key with `variables` as its result. */
  readonly key?: number;
}

/**
 * An event sub-process of `scope` begins with its start event `element`; an interrupting one ends all that runs there. `key`
 * is its own scope; `variables` are merged upwards from it.
 */
export interface Triggered extends Event {
  readonly type: 'Triggered';
  readonly v: 1;
  readonly element: string;
  readonly scope: number;
  readonly key: number;
  readonly flows?: readonly string[];
  readonly variables?: Variables;
  /** What input mappings of the event sub-process made. */
  readonly local?: Variables;
  /** Of event sub-processes inside it; null where that could not be said. */
  readonly watch?: readonly (Watch | null)[];
  /** Next firing of a cycle. */
  readonly next?: Due;
  /** The start event could not be left (an incident follows): it stays under this key with `variables` as its result. */
  readonly held?: number;
}

/** What the event sub-processes of an open scope wait for, where that could not be said when it was opened. */
export interface Watched extends Event {
  readonly type: 'Watched';
  readonly v: 1;
  readonly key: number;
  readonly watch: readonly Watch[];
}

/** Everything that was completed inside a sub-process is undone. */
export interface Undone extends Event {
  readonly type: 'Undone';
  readonly v: 1;
  readonly key: number;
}

/** Done outside, but it could not be left: an incident follows. `variables` are what it brought. */
export interface Held extends Event {
  readonly type: 'Held';
  readonly v: 1;
  readonly key: number;
  readonly variables?: Variables;
}

/** The instance is over: nothing is open any more. `terminated`: by a terminate end event; `cancelled`: by command. */
export interface Ended extends Event {
  readonly type: 'Ended';
  readonly v: 1;
  readonly status: 'completed' | 'terminated' | 'cancelled';
}

/**
 * Something stopped on an element. With `of` it is the waiting element of that key, else a token before the element.
 * `values` are what the sentence needs; for an expression `where` it stands, its `problem` and its offsets `from`, `to`.
 */
export interface IncidentRaised extends Event {
  readonly type: 'IncidentRaised';
  readonly v: 1;
  readonly key: number;
  readonly element: string;
  readonly scope: number;
  readonly of?: number;
  readonly code: string;
  readonly values?: Variables;
}

export interface IncidentResolved extends Event {
  readonly type: 'IncidentResolved';
  readonly v: 1;
  readonly key: number;
  /** New retries of the job. */
  readonly retries?: number;
}

/** The job of a node opened entities, which end with what the node runs in, should that be cancelled. */
export interface StreamsOpened extends Event {
  readonly type: 'StreamsOpened';
  readonly v: 1;
  readonly key: number;
  readonly streams: readonly EntityStream[];
}

export interface JobFailed extends Event {
  readonly type: 'JobFailed';
  readonly v: 1;
  readonly key: number;
  readonly retries: number;
}

/**
 * `assign` comes from `assignTask`; `confirm`: a delegated task came back to its owner; `complete`: its own act is done and
 * seats beside or after it still have to act. The last two keep the `variables` it brought.
 */
export interface TaskUpdated extends Event {
  readonly type: 'TaskUpdated';
  readonly v: 1;
  readonly key: number;
  readonly op: TaskOperation | 'assign' | 'confirm' | 'complete';
  /** Absent: unchanged. */
  readonly assignee?: string | null;
  /** Who delegated it; absent: unchanged. */
  readonly owner?: string | null;
  readonly watcher?: { readonly p: string; readonly due: number | null };
  readonly readers?: readonly string[];
  /** The longer term that was asked for; null: it is decided. Absent: unchanged. */
  readonly term?: AskedTerm | null;
  /** When it was urged. */
  readonly at?: number;
  readonly variables?: Variables;
}

export interface SeatAdded extends Event {
  readonly type: 'SeatAdded';
  readonly v: 1;
  readonly key: number;
  readonly seat: number;
  readonly p: string;
  readonly role: string;
  readonly place: Seat['place'];
  readonly addedBy: string;
}

export interface SeatRemoved extends Event {
  readonly type: 'SeatRemoved';
  readonly v: 1;
  readonly key: number;
  readonly seat: number;
}

export interface SeatActed extends Event {
  readonly type: 'SeatActed';
  readonly v: 1;
  readonly key: number;
  readonly seat: number;
  readonly stance?: SeatStance;
  readonly variables?: Variables;
}

/** A due date was set (its calendar year was loaded, or it waits for another) or moved by command. */
export interface DueMoved extends Event {
  readonly type: 'DueMoved';
  readonly v: 1;
  readonly key: number;
  readonly due: Due;
}

/** The condition of a non-interrupting event that had happened is false again: it can happen once more. */
export interface ConditionFell extends Event {
  readonly type: 'ConditionFell';
  readonly v: 1;
  readonly key: number;
}

export interface VariablesSet extends Event {
  readonly type: 'VariablesSet';
  readonly v: 1;
  readonly scope: number;
  readonly variables: Variables;
}

export interface Suspended extends Event {
  readonly type: 'Suspended';
  readonly v: 1;
  readonly clock: 'runs' | 'stops';
  /** UTC milliseconds. */
  readonly at: number;
}

/** Every open due date moved by `shift` milliseconds; 0 where the clock ran on. */
export interface Resumed extends Event {
  readonly type: 'Resumed';
  readonly v: 1;
  readonly shift: number;
}

/**
 * By command a token stands before an element: on its first incoming flow, before a parallel gateway on each that has none.
 * An element without incoming flows gets none. What it does then follows as its own event.
 */
export interface Activated extends Event {
  readonly type: 'Activated';
  readonly v: 1;
  readonly element: string;
  readonly scope: number;
}

/** By command an element instance is over, with everything inside; no flow is taken. */
export interface Terminated extends Event {
  readonly type: 'Terminated';
  readonly v: 1;
  readonly key: number;
}

/** By command the tokens that waited before an element are gone, with its incident. */
export interface Withdrawn extends Event {
  readonly type: 'Withdrawn';
  readonly v: 1;
  readonly element: string;
  readonly scope: number;
}

/**
 * The matter goes on in another definition set; the keys of what runs stay. From here on the leaf of every record names the
 * new set (`definition`); those before it named `from`.
 */
export interface Migrated extends Event {
  readonly type: 'Migrated';
  readonly v: 1;
  readonly from: string;
  readonly definition: string;
  /** What has another id there, as the command said it. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Nodes for which anything is armed anew, in the order of their keys. */
  readonly waits?: readonly {
    readonly key: number;
    /** Of the element itself: a new date in place of the one before. */
    readonly due?: Due;
    /**
     * All that is watched there, under new keys from the next one on. Absent: as before, position by position.
     */
    readonly watch?: readonly WatchChange[];
  }[];
}

/** A position that goes on unchanged, something armed now (`was`: in place of an old position), or nothing any more. */
export type WatchChange = number | { readonly arm: Watch; readonly was?: number } | null;
