import type { Seat } from '../decider.js';
import type { StoredValue } from '../expression/index.js';
import type { Variables } from './commands.js';

/** Version of the shape below; a snapshot of another version is ignored. */
export const STATE_VERSION = 5;

/** Rule version of this engine; `Started` records it and the matter keeps it. */
export const RULES = 1;

/** Key of the root scope. */
export const ROOT = 1;

/**
 * An instance: its open nodes and nothing of what is past. Plain JSON, so a snapshot is the state. Indexes are positions
 * in the `Process` the node belongs to.
 */
export interface InstanceState {
  /** `new` before the first record. */
  readonly status: 'new' | 'active' | 'completed' | 'terminated' | 'cancelled';
  readonly rules: number;
  /** Hash of the definition set it was put on last; empty while it runs on its first one. */
  readonly definition: string;
  /** Process that was started. */
  readonly process: string;
  /** Path of the organisation the matter belongs to. */
  readonly org: string;
  readonly title: StoredValue;
  readonly suspended: { readonly at: number; readonly clock: 'runs' | 'stops' } | null;
  /** Counter of all keys of this stream. */
  readonly nextKey: number;
  /** Open element instances by key; the root scope is `ROOT`. Empty once the instance is over. */
  readonly nodes: Readonly<Record<number, NodeState>>;
  readonly incidents: Readonly<Record<number, IncidentState>>;
  /** The last thing that happened, where it is a task that somebody completed (撤回 asks for it); else null. */
  readonly act: ActState | null;
  /** Variables of the root scope when the instance ended; empty before. */
  readonly result: Variables;
}

/** One running element: what waits, or a scope with what runs inside. */
export interface NodeState {
  readonly key: number;
  /** Index in the process of its scope; 0 for the root. */
  readonly element: number;
  /** Key of the scope it runs in; 0 for the root. */
  readonly scope: number;
  /** `completing`: what it waited for is done and closed, but it could not be left yet (its incident says why). */
  readonly phase: 'active' | 'completing';
  /** Its own variables: a scope's variables, or what input mappings made. */
  readonly variables: Variables;
  /** What it has brought so far, while it cannot be left; null before. */
  readonly result: Variables | null;
  readonly inner: InnerState | null;
  readonly job: { readonly type: string; readonly retries: number } | null;
  readonly task: TaskState | null;
  readonly timer: TimerState | null;
  readonly message: MessageState | null;
  readonly signal: SignalState | null;
  readonly condition: ConditionState | null;
  /** How many incidents are open on it. */
  readonly stopped: number;
  /** Which run of a multi-instance body it is, from 1 (the `loopCounter`); 0 outside bodies. */
  readonly index: number;
  /** A multi-instance body: what its runs are. */
  readonly loop: LoopState | null;
  /** Key of the first thing that is watched beside it: its own and one more, until it goes on in another definition set. */
  readonly watchKey: number;
  /** What is watched beside it (its boundary events, the events behind an event-based gateway), in the order of the model; null once used up. */
  readonly watch: readonly (WatchState | null)[];
}

/** The inside of a scope. */
export interface InnerState {
  /** Process the elements inside belong to. */
  readonly process: string;
  /** A border: look-up and assignment of variables stop here (the root, a call). */
  readonly border: boolean;
  /** Nesting of scopes, 1 for the root. */
  readonly depth: number;
  /** Sequence flows taken and not yet used, in the order they were first taken, and how many tokens each holds. */
  readonly tokens: readonly number[];
  readonly counts: readonly number[];
  /** How many nodes run directly inside. */
  readonly active: number;
  /** How many elements inside are stopped with an incident before they were entered. */
  readonly stopped: number;
  /** No event sub-process can begin any more: one took over, what ran inside is done, or it only undoes. */
  readonly closed: boolean;
  /** Nothing but compensation runs inside: `undo` is what is left of it. */
  readonly undoing: boolean;
  /** Activities completed inside that can be undone, in the order of their completion. */
  readonly undo: readonly UndoState[];
  /** Entities that jobs inside opened: ended with the scope where it is cancelled, handed to the scope around it where it is done. */
  readonly streams: readonly EntityStream[];
}

/** A stream of an entity (a poll, a set of opinions …) and its kind. */
export type EntityStream = Readonly<{ stream: string; kind: string }>;

/** The runs of a multi-instance body. Plain JSON like everything here. */
export interface LoopState {
  /** The items of the collection; null where only a number of runs was given. */
  readonly items: readonly StoredValue[] | null;
  readonly count: number;
  /** Runs up to here were begun, except those in `pending`. */
  readonly next: number;
  /** Runs that an incident keeps from beginning. */
  readonly pending: readonly number[];
  readonly completed: number;
  /** Results by position; null where the model collects none. */
  readonly outputs: readonly StoredValue[] | null;
}

/** A completed activity that compensation undoes. */
export interface UndoState {
  /** Index of the activity. */
  readonly element: number;
  /** What it saw when it was done: the variables of a sub-process, item and counter of a multi-instance run; else null. */
  readonly variables: Variables | null;
  /** Of a sub-process without a handler of its own: what is undone inside it. */
  readonly undo: readonly UndoState[];
}

export interface TimerState {
  readonly kind: 'timer';
  /** UTC milliseconds; null while it waits for the calendar of `year`. */
  readonly due: number | null;
  readonly year: number | null;
  /** The date before it was moved by a pause or by command; null while it never was. */
  readonly planned: number | null;
  /** When the term began to run. */
  readonly since: number | null;
  readonly cycle: string | null;
  /** Firings left of a cycle; null: without end. */
  readonly left: number | null;
}

export interface MessageState {
  readonly kind: 'message';
  readonly name: string;
  readonly key: string;
}

export interface SignalState {
  readonly kind: 'signal';
  readonly name: string;
}

export interface ConditionState {
  readonly kind: 'condition';
  /** It happened and has been true since: it has to be false once before it can happen again. */
  readonly held: boolean;
}

/** What is watched beside an element that runs. */
export type WatchState = TimerState | MessageState | SignalState | ConditionState;

export interface TaskState {
  readonly roles: readonly string[];
  /** Only these of the roles may act; empty: all. */
  readonly people: readonly string[];
  readonly assignee: string | null;
  /** Who delegated it and confirms the result. */
  readonly owner: string | null;
  /** Its own act is done; seats beside or after it still have to act. */
  readonly done: boolean;
  readonly due: TimerState | null;
  /** UTC milliseconds from which somebody should look at it. */
  readonly followUp: number | null;
  readonly seats: readonly Seat[];
  readonly nextSeat: number;
  readonly readers: readonly string[];
  readonly watchers: readonly { readonly p: string; readonly due: number | null }[];
  /** When those who have to act were last reminded; null: never. */
  readonly urgedAt: number | null;
  /** A longer term that was asked for and is not decided; null: none is. */
  readonly term: AskedTerm | null;
  /** Somebody has opened it, or done anything with it, since it came. */
  readonly opened: boolean;
}

/** A task that somebody completed: `p` completed `element` of `scope`. */
export interface ActState {
  readonly key: number;
  readonly p: string;
  readonly scope: number;
  readonly element: number;
  /** Keys from here on were given out after it. */
  readonly since: number;
  /** Something left the matter because of it. */
  readonly sent: boolean;
}

/** 延期 asked for: by whom, and until when (UTC milliseconds). */
export interface AskedTerm {
  readonly p: string;
  readonly due: number;
}

export interface IncidentState {
  readonly key: number;
  /** Index in the process of `scope`. */
  readonly element: number;
  readonly scope: number;
  /** Key of the waiting node; null for a token before the element. */
  readonly of: number | null;
  readonly code: string;
  readonly values: Variables;
}

/** The state before the first record. */
export function initialState(): InstanceState {
  return {
    status: 'new',
    rules: RULES,
    definition: '',
    process: '',
    org: '',
    title: null,
    suspended: null,
    nextKey: ROOT,
    nodes: {},
    incidents: {},
    act: null,
    result: {},
  };
}
