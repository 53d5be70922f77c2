import type { Actor, Event, RecordReference, Refusal, Seat, StoredValue } from '#engine';
import type { ClosingFile } from '#rules/calendar';

/** What callers of the runtime hand in and get back. Instants are UTC milliseconds; hashes are standard base64. */

/** A value somebody typed, with what opens its commitment; written in the same transaction as the command. */
export interface SealedInput {
  /** Standard base64 of 32 bytes: what stands in the command as `{"~": commitment}`. */
  readonly commitment: string;
  readonly salt: Uint8Array;
  /** Canonical bytes of the value. */
  readonly value: Uint8Array;
  /** Whom the value is about, for erasure; null when about nobody. */
  readonly subject: string | null;
  /** When it must be erased at the latest; null when no date is known. */
  readonly eraseAfter?: number | null;
}

interface Request {
  readonly by: Actor;
  /** Same key and same bytes: the first answer again. Same key, other bytes: refused `conflict`. */
  readonly idempotencyKey?: string | null;
  /** What the key stands for; without it the canonical bytes of the command are taken. */
  readonly bytes?: Uint8Array;
  readonly sealed?: readonly SealedInput[];
  /** Wait at most so many milliseconds until what the command caused (inbox, jobs, messages) is consumed. */
  readonly settle?: number;
}

/** Starts a matter. */
export interface StartRequest extends Request {
  /** Hash of a stored definition set. */
  readonly definition: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** Path in the organisation tree the matter belongs to, e.g. `qinghe/d2`. */
  readonly scope: string;
  /** What lists show; a text typed by a person comes as its commitment `{"~": …}`. */
  readonly title?: StoredValue;
  /** Further fields of the `start` command, as the engine defines them. */
  readonly extra?: Readonly<Record<string, StoredValue>>;
  /** A stream id drawn beforehand, where the caller's pseudonyms depend on it. */
  readonly stream?: string;
}

/** One command for one stream. */
export interface SubmitRequest extends Request {
  readonly stream: string;
  /** Needed to open a stream that does not exist yet; checked when it does. */
  readonly kind?: string;
  /** For a stream that is opened: where it belongs, and the definition set its records name. */
  readonly scope?: string;
  readonly definition?: string;
  /** `at`, `by` and `facts` are added by the runtime. */
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
  /** What the tables of the stream's kind need and no record may hold (`ProjectedRecord.beside`); written with the record. */
  readonly beside?: unknown;
  /** A resident's own act: published with its time rounded up to half a minute. */
  readonly act?: boolean;
}

/** The command was applied, now or by an identical earlier request. */
export interface Accepted {
  readonly accepted: true;
  readonly stream: string;
  readonly record: RecordReference;
  readonly at: number;
  readonly events: readonly Event[];
  /** The decider's own answer, when it gave one. */
  readonly answer?: StoredValue;
  /** True when an identical earlier request was answered again. */
  readonly repeated: boolean;
  /** False when the wait asked for by `settle` ran out; true also when none was asked for. */
  readonly settled: boolean;
}

/** Refusals of the runtime itself: `conflict`, `stream-unknown`, `stream-kind`, `kind-unknown`, `definition-unknown`, `text-invalid`. */
export type Answer = Accepted | Refusal;

export interface PublishRequest {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** Milliseconds it waits for somebody to take it; 0: only who waits now. */
  readonly timeToLive: number;
  /** A message with the same name, key and id is taken once, as long as the first is kept. */
  readonly id?: string;
  readonly settle?: number;
}

/** A signal thrown from outside: heard by who waits for it now, in `scope` and below. */
export interface BroadcastRequest {
  readonly name: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** Path in the organisation tree; the empty text is all of it. */
  readonly scope: string;
  readonly settle?: number;
}

export interface Published {
  readonly accepted: true;
  /** True when the id had been seen. */
  readonly repeated: boolean;
  readonly settled: boolean;
}

export interface VoteRequest {
  readonly poll: string;
  readonly elector: string;
  /** Place of the roll's line it is cast for, where the elector may use several. */
  readonly line?: number | null;
  readonly choice: StoredValue;
  readonly channel: string;
  readonly by: Actor;
  /**
   * Standard base64 of 32 bytes, the same for a repeated request and for no other: the same choice under it gives the
   * first answer again, another choice is refused `conflict`. Drawn by the runtime when absent.
   */
  readonly salt?: string;
}

export interface VoteCast {
  readonly accepted: true;
  readonly revision: number;
  readonly leafHash: string;
  readonly salt: string;
  /** Null where an earlier request is answered again: the time of a ballot is not kept. */
  readonly at: number | null;
}

/** One stored ballot. Callers must not show `choice` and `salt` before the poll is closed. */
export interface VoteRow {
  readonly poll: string;
  readonly elector: string;
  readonly revision: number;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly choice: string;
  readonly salt: Uint8Array;
}

export interface CalendarRequest {
  readonly year: number;
  /** The calendar file, exact bytes (JSON). */
  readonly bytes: Uint8Array;
  readonly by: Actor;
  readonly settle?: number;
}

/** Closes the offices of a place (本地停止办公日). */
export interface ClosingRequest extends Request {
  readonly closing: Omit<ClosingFile, 'n'>;
}

/** Takes a closing back. */
export interface ReopeningRequest extends Request {
  readonly scope: string;
  readonly n: number;
  readonly reason: string;
}

/** A stream as lists and pages see it. */
export interface StreamView {
  readonly id: string;
  readonly kind: string;
  readonly definition: string;
  readonly scope: string;
  readonly title: StoredValue;
  readonly status: StreamStatus;
  /** Number of records. */
  readonly seq: number;
  readonly startedAt: number;
  /** `at` of the last record. */
  readonly at: number;
}

export type StreamStatus = 'open' | 'completed' | 'terminated' | 'cancelled';

export interface StreamQuery {
  readonly kind?: string;
  /** This scope and everything below it. */
  readonly scope?: string;
  /** This scope alone. */
  readonly exactly?: boolean;
  readonly status?: StreamStatus;
  readonly definition?: string;
  /** Streams with an id smaller than this one (newest first paging). */
  readonly before?: string;
  /** At most 200; default 50. */
  readonly limit?: number;
}

/** A record as stored. */
export interface RecordView {
  readonly stream: string;
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Null where the body was erased. */
  readonly body: Uint8Array | null;
  readonly salt: Uint8Array | null;
  /** Place in the log, once sealed. */
  readonly index: number | null;
}

export interface StateView<State = unknown> {
  readonly stream: StreamView;
  readonly state: State;
  /** The record the state stands after; null before the first. */
  readonly record: RecordReference | null;
}

export interface TaskQuery {
  readonly stream?: string;
  readonly scope?: string;
  /** That scope alone, not what lies below it. */
  readonly exactly?: boolean;
  /** Tasks one of these roles may act on. */
  readonly roles?: readonly string[];
  readonly assignee?: string;
  /** At most 500; default 100. */
  readonly limit?: number;
}

export interface TaskView {
  readonly stream: string;
  readonly key: number;
  readonly element: string;
  readonly name: string;
  readonly lane: string | null;
  readonly roles: readonly string[];
  readonly scope: string;
  readonly assignee: string | null;
  readonly form: string | null;
  readonly due: number | null;
  readonly seats: readonly Seat[];
  /** A longer term that was asked for; absent: none. */
  readonly term?: { readonly p: string; readonly due: number };
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly openedAt: number;
}

export interface TimerView {
  readonly stream: string;
  readonly key: number;
  readonly element: string;
  /** Null: 日期待定, waits for the calendar of `awaitsYear`. */
  readonly due: number | null;
  readonly awaitsYear: number | null;
}

export interface IncidentView {
  readonly stream: string;
  readonly key: number;
  readonly element: string;
  readonly code: string;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly at: number;
}

export interface JobView {
  readonly stream: string;
  readonly key: number;
  readonly type: string;
  readonly element: string;
  readonly retries: number;
  readonly notBefore: number;
}

/** An effect for the outside world that was not sent. */
export interface EffectView {
  readonly id: string;
  readonly stream: string;
  readonly scope: string;
  /** What it is, such as `notify`. */
  readonly kind: string;
  /** A code; what was thrown stands in the log alone. */
  readonly reason: string;
  readonly tries: number;
  /** Last time, and when it is tried again; real time. */
  readonly failedAt: number;
  readonly nextAt: number;
}

/** A job that does not move by itself, or waits after a failure. */
export interface StuckJob extends JobView {
  readonly scope: string;
  /** `failed`: tried again at `notBefore`; `out`: no retries are left, an incident stands on its element; `nobody`: nobody here does such jobs. */
  readonly why: 'failed' | 'out' | 'nobody';
}

/** A command of one stream to another that the receiver refused. */
export interface RefusedCommand {
  readonly id: string;
  readonly stream: string;
  readonly scope: string;
  readonly type: string;
  readonly code: string;
}

/** Everything that waits for somebody to look at it. */
export interface Stuck {
  readonly effects: readonly EffectView[];
  readonly jobs: readonly StuckJob[];
  readonly commands: readonly RefusedCommand[];
}

/** After a commit: what pages listen to. Effects tell which lists changed. */
export interface Change {
  readonly stream: string;
  readonly kind: string;
  readonly scope: string;
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  /** `task`, `incident`, `timer`, `end` … the lists this record touched. */
  readonly touched: readonly string[];
}

export type Listener = (changes: readonly Change[]) => void;

/** True for a refusal. */
export function isRefused(answer: object): answer is Refusal {
  return 'refused' in answer;
}
