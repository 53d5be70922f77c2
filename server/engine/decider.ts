import type { StoredValue } from './expression/index.js';

/**
 * The contract of everything that decides: `decide` looks and never changes, `evolve` changes and never judges.
 * Neither waits, reads a clock, draws a random number or touches a network. A decider owns one kind of stream.
 */
export interface Decider<State, C extends Command = Command, E extends Event = Event, Facts = unknown> {
  /** The kind of stream it owns: `instance`, `poll`, `notice`, `opinions`, `roll`, `calendar` … */
  readonly kind: string;
  /** Version of the state's shape; a snapshot of another version is ignored. */
  readonly stateVersion: number;
  /** The state before the first record. */
  initial(): State;
  decide(state: State, command: C, facts: Facts): Decision<E>;
  /** Total: never refuses, never throws for an event that `decide` of a released version made. */
  evolve(state: State, event: E, facts: Facts): State;
}

/** What `decide` answers: what happened and what the rim has to do, or why nothing did. */
export type Decision<E extends Event = Event> = Decided<E> | Refusal;

export interface Decided<E extends Event = Event> {
  readonly events: readonly E[];
  readonly effects: readonly Effect[];
  /** What the caller is told, if the command has an answer of its own (a number, a receipt). */
  readonly answer?: StoredValue;
}

/** An answer, not an exception: a stable kebab-case code and the values its sentence needs (`server/text`). */
export interface Refusal {
  readonly refused: string;
  readonly values?: Readonly<Record<string, StoredValue>>;
}

export function isRefusal(decision: Decision): decision is Refusal {
  return 'refused' in decision;
}

/** A position in a chain: names exactly one record. `leafHash` is standard base64 of 32 bytes. */
export interface RecordReference {
  readonly stream: string;
  readonly seq: number;
  readonly leafHash: string;
}

/**
 * Who acts (format): `p` a pseudonym per matter (`system` for the runtime itself), `role` and `scope` as they fit the
 * lane or seat, `basis` the record of the appointment, enrolment or roll line that gives the role. `scope` is a path
 * in the organisation tree (`qinghe/d2`); an actor fits its own scope and every scope below.
 */
export interface Actor {
  readonly p: string;
  readonly role: string;
  readonly scope: string;
  readonly basis: RecordReference | null;
  /** 代办, 代理: for whom a helper or a deputy acts. Both stand in the record. */
  readonly for?: Represented;
}

/**
 * Who is acted for. A helper (代办) names the record of the resident's right and how they said what they want; a deputy (代理,
 * `way` = `deputy`) the record that named the deputy.
 */
export interface Represented {
  readonly p: string;
  readonly basis: RecordReference | null;
  readonly way: 'in-person' | 'phone' | 'paper' | 'deputy';
}

/** The runtime acting by itself: timers, jobs, messages. */
export const SYSTEM: Actor = { p: 'system', role: 'system', scope: '', basis: null };

/** A command as recorded (format): plain JSON. `at` is UTC milliseconds; `facts` names what `decide` was given, by hash. */
export interface Command {
  readonly type: string;
  readonly at: number;
  readonly by: Actor;
  /** name → standard base64 SHA-256 of the fact's bytes, e.g. `calendar:2026`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Past tense, small, versioned; from v1.0.0 a released `v` is never edited, only followed by the next. */
export interface Event {
  readonly type: string;
  readonly v: number;
}

/** What must happen outside, as plain data: the runtime performs it, the world keeps it, the auditor checks it was asked for. */
export type Effect =
  | OpenJob
  | { readonly do: 'closeJob'; readonly key: number }
  | OpenTimer
  | { readonly do: 'closeTimer'; readonly key: number }
  | OpenSubscription
  | { readonly do: 'closeSubscription'; readonly key: number }
  | OpenTask
  | { readonly do: 'closeTask'; readonly key: number; readonly outcome: 'completed' | 'cancelled' }
  | OpenIncident
  | { readonly do: 'closeIncident'; readonly key: number }
  | PublishMessage
  | BroadcastSignal
  | SendCommand
  | Notify
  | { readonly do: 'setDefinition'; readonly definition: string }
  | { readonly do: 'endStream'; readonly status: 'completed' | 'terminated' | 'cancelled' };

/** Keys are counters inside the stream; (stream, key) names a row outside. Opening an open key again replaces its row. */
export interface OpenJob {
  readonly do: 'openJob';
  readonly key: number;
  /** `<capability>.<verb>` */
  readonly type: string;
  readonly element: string;
  readonly retries: number;
  /** Milliseconds to wait before the next try, after a failure. */
  readonly backOff?: number;
  readonly input: StoredValue;
  readonly headers: Readonly<Record<string, string>>;
}

export interface OpenTimer {
  readonly do: 'openTimer';
  readonly key: number;
  readonly element: string;
  /** UTC milliseconds; null while the calendar of `awaitsYear` is not loaded (日期待定). */
  readonly due: number | null;
  readonly awaitsYear?: number;
}

export interface OpenSubscription {
  readonly do: 'openSubscription';
  readonly key: number;
  readonly element: string;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  /** Empty for a signal. */
  readonly correlationKey: string;
  /** A non-interrupting subscription stays open after a delivery. */
  readonly once: boolean;
}

export interface OpenTask {
  readonly do: 'openTask';
  readonly key: number;
  readonly element: string;
  readonly task: TaskFacts;
}

/** What a task list needs to know; names come from the model. */
export interface TaskFacts {
  readonly name: string;
  readonly lane: string | null;
  /** Roles that may act; never empty. */
  readonly roles: readonly string[];
  /** Only these pseudonyms of the roles may act; absent or empty: all. */
  readonly people?: readonly string[];
  readonly scope: string;
  readonly assignee: string | null;
  readonly form: string | null;
  /** UTC milliseconds; null when there is none or it is awaiting a calendar. */
  readonly due: number | null;
  /** The calendar year its due date waits for (日期待定); absent: none. */
  readonly awaitsYear?: number;
  /** UTC milliseconds from which somebody should look at it; absent: none. */
  readonly followUp?: number;
  /** Who delegated it and has to confirm the result; absent: nobody. */
  readonly owner?: string;
  /** A longer term that was asked for; absent: none. */
  readonly term?: { readonly p: string; readonly due: number };
  /** Its own act is done, seats still have to act; absent: no. */
  readonly done?: true;
  readonly seats: readonly Seat[];
  /** Local variables of the task and what it maps in: what the form shows. */
  readonly variables: Readonly<Record<string, StoredValue>>;
}

/** A further person who must act on the same task (加签). */
export interface Seat {
  readonly seat: number;
  readonly p: string;
  readonly role: string;
  readonly place: 'before' | 'after' | 'beside';
  readonly addedBy: string;
  readonly acted: boolean;
}

export interface OpenIncident {
  readonly do: 'openIncident';
  readonly key: number;
  readonly element: string;
  readonly code: string;
  readonly values: Readonly<Record<string, StoredValue>>;
}

export interface PublishMessage {
  readonly do: 'publishMessage';
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** Milliseconds a message waits for somebody to take it. */
  readonly timeToLive: number;
}

/**
 * Heard by who waits for it now in other streams of the thrower's scope and below: never above it, never beside it, and
 * nobody later. The thrower's own stream has heard it already.
 */
export interface BroadcastSignal {
  readonly do: 'broadcastSignal';
  readonly name: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
}

/** Into the inbox of another stream, in the same transaction. `at` and `by` are set by the runtime. */
export interface SendCommand {
  readonly do: 'sendCommand';
  readonly stream: string;
  readonly kind: string;
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
}

/** Place of a line on its roll, and the pseudonym of who used it for its holder. */
export type HelpedLine = Readonly<{ e: number; helper: string }>;

/** Tell people; the text is rendered per reader at sending (capability `notify`). */
export interface Notify {
  readonly do: 'notify';
  /** Whom: a role within a scope, pseudonyms of this matter, or lines of a roll that a helper used, in the roll's order. */
  readonly to:
    | { readonly role: string; readonly scope: string }
    | { readonly people: readonly string[] }
    | { readonly roll: string; readonly lines: readonly HelpedLine[] };
  /** Code of the sentence in `server/text`. */
  readonly code: string;
  readonly values: Readonly<Record<string, StoredValue>>;
}
