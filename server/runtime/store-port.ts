import type { Effect, Event, OpenTask, RecordReference, StoredValue } from '#engine';
import type {
  EffectView,
  IncidentView,
  JobView,
  SealedInput,
  StreamQuery,
  StreamStatus,
  StuckJob,
  TaskQuery,
  TaskView,
  TimerView,
  VoteRow,
} from './api.js';
import type { DefinitionFileBytes } from './ports.js';

/**
 * The store the runtime needs. Two halves: `StoreUnit` lives inside one transaction and is the only way to write;
 * `Store` reads what is committed. Hashes are 32 bytes, instants and leases UTC milliseconds.
 */
export interface Store extends StoreReads {
  /**
   * One transaction. Repeats `work` from the start, with back-off, when the database asks for it (deadlock, lock wait,
   * certification, busy); so `work` must have no effect but through `tx` and its result. Any other error rolls back
   * and is thrown.
   */
  unit<T>(work: (tx: StoreUnit) => Promise<T>): Promise<T>;
  /** Whether several units can be in flight at once (not on SQLite, where they queue behind one mutex). */
  readonly concurrentUnits: number;
  /** Kinds of streams that have tables of their own, written in the transaction of each record. */
  readonly projected?: ReadonlySet<string>;
}

/** A new record of a stream whose kind has tables of its own. */
export interface ProjectedRecord {
  readonly kind: string;
  readonly record: RecordReference;
  readonly events: readonly Event[];
  /** As the request handed it in, null where it did not: what belongs into the tables and must not be in a record, such as names. */
  readonly beside: unknown;
}

export interface StreamRow {
  readonly id: string;
  readonly kind: string;
  /** Hash of the definition set, 32 bytes. */
  readonly definition: Uint8Array;
  readonly scope: string;
  readonly title: StoredValue;
  readonly status: StreamStatus;
  /** Number of records; the next record's `seq`. */
  readonly seq: number;
  /** Leaf hash of record `seq − 1`; null before the first. */
  readonly leafHash: Uint8Array | null;
  /** `at` of the last record, 0 before the first. */
  readonly at: number;
  readonly startedAt: number;
}

export interface RecordRow {
  readonly stream: string;
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly body: Uint8Array | null;
  readonly salt: Uint8Array | null;
  readonly index: number | null;
}

export interface SnapshotRow {
  readonly stream: string;
  /** The state stands after record `seq − 1`, whose leaf hash this is. */
  readonly seq: number;
  readonly leafHash: Uint8Array;
  readonly stateVersion: number;
  /** JSON of the state and SHA-256 of these bytes. */
  readonly state: Uint8Array;
  readonly stateHash: Uint8Array;
}

/** Names a projection row outside a stream. */
export interface RowKey {
  readonly stream: string;
  readonly key: number;
}

export interface JobRow extends JobView {
  readonly input: StoredValue;
  readonly headers: Readonly<Record<string, string>>;
  /** Lease: the holder's id, until when, and the counter every claim raises. */
  readonly fence: number;
}

export type TimerRow = TimerView;

export interface SubscriptionRow extends RowKey {
  readonly element: string;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey: string;
  readonly once: boolean;
  /** ULID: orders the waiting, oldest first. */
  readonly opened: string;
  /** A message was paired and lies in the inbox; no second one is until it is opened again. */
  readonly taken: boolean;
}

export interface MessageRow {
  /** ULID: orders the messages, oldest first. */
  readonly id: string;
  readonly name: string;
  readonly correlationKey: string;
  /** The publisher's id for de-duplication; the row's own id when it gave none. */
  readonly messageId: string;
  readonly variables: StoredValue;
  readonly expiresAt: number;
  /** Taken rows are kept until they expire, for de-duplication. */
  readonly taken: boolean;
  /** Not yet looked at by `match`: then it counts even when its time to live is nothing. */
  readonly fresh: boolean;
}

/** Kind of the inbox row that a thrown signal is until all who waited for it are told; no stream has this kind. */
export const SIGNAL = 'signal';

/** Who hears a signal. */
export interface Hearing {
  readonly name: string;
  /** In this scope and below. */
  readonly scope: string;
  /** The stream that threw it. */
  readonly except: string;
  /** Subscriptions opened after this one and not after `until`. */
  readonly after: string;
  readonly until: string;
}

export interface Hearer {
  readonly subscription: SubscriptionRow;
  readonly owner: StreamRow;
}

export interface InboxRow {
  /** ULID: order of arrival. */
  readonly id: string;
  readonly stream: string;
  readonly kind: string;
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
  /** For a stream that the command opens. */
  readonly scope: string;
  readonly definition: Uint8Array;
  /** Where it came from, kept for a message so that a refusal can put it back. */
  readonly message: string | null;
  /** Code of the refusal once the decider refused it; such rows stay for people to look at. */
  readonly refused: string | null;
}

export interface OutboxRow {
  readonly id: string;
  readonly stream: string;
  readonly seq: number;
  readonly scope: string;
  readonly effect: Effect;
  readonly fence: number;
}

export interface AnswerRow {
  /** The stream, or `start` for a matter that has none yet. */
  readonly scope: string;
  readonly key: string;
  readonly bytesHash: Uint8Array;
  readonly answer: StoredValue;
  /** Real time. */
  readonly at: number;
}

/** An open task as the effect gave it, with what lists sort by. */
export interface TaskRow extends RowKey {
  readonly effect: OpenTask;
  readonly openedAt: number;
}

export type IncidentRow = IncidentView;

/** Rows to put (insert or replace) and keys to remove. A key is in at most one of the two. */
export interface Rows<T> {
  readonly put: readonly T[];
  readonly remove: readonly RowKey[];
  /** False when there is nothing in either. */
  readonly touched: boolean;
}

/** Everything one unit writes. The store writes it with one statement per table and chunk. */
export interface Changes {
  readonly open: readonly StreamRow[];
  readonly move: readonly StreamRow[];
  readonly records: readonly RecordRow[];
  readonly snapshots: readonly SnapshotRow[];
  readonly sealed: readonly SealedInput[];
  readonly answers: readonly AnswerRow[];
  readonly jobs: Rows<JobRow>;
  readonly timers: Rows<TimerRow>;
  readonly tasks: Rows<TaskRow>;
  readonly incidents: Rows<IncidentRow>;
  readonly subscriptions: Rows<SubscriptionRow>;
  readonly messages: readonly MessageRow[];
  readonly inbox: readonly InboxRow[];
  /** Consumed inbox rows. */
  readonly inboxDone: readonly string[];
  readonly inboxRefused: readonly { readonly id: string; readonly code: string }[];
  /** Messages to put back because whom they were paired with refused them. */
  readonly messagesBack: readonly string[];
  readonly outbox: readonly OutboxRow[];
  readonly facts: readonly FactRow[];
  readonly settings: readonly SettingRow[];
  readonly projected: readonly ProjectedRecord[];
}

/** Thrown by `append` when a unique key is taken: another unit was first. The caller re-reads and decides again. */
export class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere';
  constructor(readonly table: string) {
    super(`already there: ${table}`);
  }
}

/** Inside one transaction. */
export interface StoreUnit {
  /** Locks the rows of the existing streams in the order of their ids and returns them as they are now. */
  lockStreams(ids: readonly string[]): Promise<Map<string, StreamRow>>;
  /** Holds one stream's row in share mode: nobody changes it until this unit ends, others may share it. */
  shareStream(id: string): Promise<StreamRow | null>;
  /** A stream's row without a lock. */
  streamOf(id: string): Promise<StreamRow | null>;
  answers(keys: readonly { readonly scope: string; readonly key: string }[]): Promise<readonly AnswerRow[]>;
  snapshot(stream: string): Promise<SnapshotRow | null>;
  /** Records of one stream from `seq` on, ascending. */
  recordsFrom(stream: string, seq: number, limit?: number): Promise<readonly RecordRow[]>;
  definition(hash: Uint8Array): Promise<DefinitionRow | null>;
  /** Those of these inbox rows that still wait and were not refused. */
  inboxWaiting(ids: readonly string[]): Promise<ReadonlyMap<string, InboxRow>>;
  /** Takes an inbox row out; false when it is gone. */
  takeInbox(id: string): Promise<boolean>;
  /** Those who waited for a signal, the oldest first. */
  hearers(hearing: Hearing, limit: number): Promise<readonly Hearer[]>;
  /** The due instants of these timers as they are now. */
  timers(keys: readonly RowKey[]): Promise<readonly TimerRow[]>;
  job(key: RowKey): Promise<JobRow | null>;
  /** Writes everything. Throws `AlreadyThere`. */
  append(changes: Changes): Promise<void>;

  /** Takes or renews the lease of a job: false when somebody else did. */
  claimJob(key: RowKey, fence: number, holder: string, until: number): Promise<boolean>;
  /** Gives the lease of a job back. */
  releaseJob(key: RowKey, fence: number): Promise<void>;
  /** Takes a message into keeping. False when (name, key, message id) is there. */
  keepMessage(message: MessageRow): Promise<boolean>;
  /** Locks the correlation row, making it if need be. */
  lockCorrelation(name: string, correlationKey: string): Promise<void>;
  waitingMessages(name: string, correlationKey: string, now: number, limit: number): Promise<readonly MessageRow[]>;
  waitingSubscriptions(name: string, correlationKey: string, limit: number): Promise<readonly SubscriptionRow[]>;
  /** The pairs of one match: messages and single-use subscriptions taken, inbox rows written, freshness ended. */
  pair(name: string, correlationKey: string, pairs: readonly Pair[]): Promise<void>;

  /** Every ballot of each of these electors, by revision; electors without one are left out. */
  votesBy(poll: string, electors: readonly string[]): Promise<ReadonlyMap<string, readonly VoteRow[]>>;
  /** Every ballot of a poll, by elector and revision. */
  votesOf(poll: string): Promise<readonly VoteRow[]>;
  /** Throws `AlreadyThere`. */
  insertVotes(votes: readonly VoteRow[]): Promise<void>;

  /** Keeps a snapshot unless a newer one is there. */
  keepSnapshot(snapshot: SnapshotRow): Promise<void>;
  insertDefinition(definition: DefinitionRow): Promise<void>;
  setSetting(name: string, value: StoredValue): Promise<void>;
  setting(name: string): Promise<StoredValue | undefined>;
  /** True when this holder has the lease now, new or renewed. */
  takeLease(name: string, holder: string, now: number, until: number): Promise<boolean>;
  releaseLease(name: string, holder: string): Promise<void>;
  /** Takes the leases of these rows; answers the ids of those nobody else took. */
  claimOutbox(rows: readonly OutboxRow[], until: number): Promise<ReadonlySet<string>>;
  outboxDone(ids: readonly string[]): Promise<void>;
  /** Says why a row was not sent and leaves it alone until then; both instants are real time. */
  outboxFailed(id: string, reason: string, at: number, until: number): Promise<void>;
  /** Lets a row that failed, a job that waits after a failure, or a refused command be tried at once. False where it is gone. */
  effectAgain(id: string): Promise<boolean>;
  jobAgain(key: RowKey): Promise<boolean>;
  commandAgain(id: string): Promise<boolean>;
  /** Removes expired messages and old answers. */
  tidy(now: number, answersBefore: number): Promise<void>;
}

export interface Pair {
  readonly message: MessageRow;
  readonly subscription: SubscriptionRow;
  readonly inbox: InboxRow;
}

export interface DefinitionRow {
  readonly hash: Uint8Array;
  readonly main: string;
  readonly files: readonly DefinitionFileBytes[];
}

export interface FactRow {
  readonly hash: Uint8Array;
  /** `calendar` … */
  readonly kind: string;
  /** `2026` … */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SettingRow {
  readonly name: string;
  readonly value: StoredValue;
}

/** Reads of committed rows, outside any unit. */
export interface StoreReads {
  /** Database time, UTC milliseconds. */
  databaseTime(): Promise<number>;
  stream(id: string): Promise<StreamRow | null>;
  streams(query: StreamQuery): Promise<readonly StreamRow[]>;
  snapshot(stream: string): Promise<SnapshotRow | null>;
  recordsFrom(stream: string, seq: number, limit?: number): Promise<readonly RecordRow[]>;
  records(stream: string, from: number, limit: number): Promise<readonly RecordRow[]>;
  definition(hash: Uint8Array): Promise<DefinitionRow | null>;
  facts(kind: string): Promise<readonly FactRow[]>;
  setting(name: string): Promise<StoredValue | undefined>;
  tasks(query: TaskQuery): Promise<readonly TaskView[]>;
  timersOf(stream: string | null, limit: number): Promise<readonly TimerRow[]>;
  /** Earliest first; `due` at most `until`. */
  dueTimers(until: number, limit: number): Promise<readonly TimerRow[]>;
  /** The earliest dated timer of open, not suspended streams. */
  nextDue(): Promise<number | null>;
  /** Of `scopes` and below; null: of all. */
  awaitingCalendar(year: number | null, limit: number, scopes: readonly string[] | null): Promise<readonly TimerRow[]>;
  /** Streams after this id that have an open task without a date, ascending. */
  undatedTaskStreams(after: string, limit: number): Promise<readonly string[]>;
  /** Of one stream, or of the streams at or below places; null: of all. The newest first. */
  incidents(of: string | readonly string[] | null, limit: number): Promise<readonly IncidentRow[]>;
  /** Jobs of these types that nobody holds and whose time has come, both by real time. */
  readyJobs(types: readonly string[], real: number, limit: number): Promise<readonly JobRow[]>;
  jobsOf(stream: string): Promise<readonly JobRow[]>;
  /** Commands that wait for their streams; thrown signals are not among them. */
  inboxOf(stream: string | null, limit: number): Promise<readonly InboxRow[]>;
  /** Ids of the inbox rows of thrown signals, the oldest first. */
  signals(limit: number): Promise<readonly string[]>;
  /** Of `scopes` and below; null: of all. */
  refusedInbox(limit: number, scopes: readonly string[] | null): Promise<readonly InboxRow[]>;
  /** Correlations where a message and a subscription wait for each other. */
  unmatched(now: number, limit: number): Promise<readonly { readonly name: string; readonly correlationKey: string }[]>;
  sealed(commitments: readonly string[]): Promise<readonly SealedInput[]>;
  votes(poll: string): Promise<readonly VoteRow[]>;
  outbox(real: number, limit: number): Promise<readonly OutboxRow[]>;
  /** Effects that failed and wait to be tried again, the oldest first; of `scopes` and below, null: of all. */
  failedEffects(limit: number, scopes: readonly string[] | null): Promise<readonly EffectView[]>;
  /** Jobs that wait after a failure, have no retries left, or are of a type that is not among these; of `scopes` and below, null: of all. */
  stuckJobs(
    types: readonly string[],
    real: number,
    limit: number,
    scopes: readonly string[] | null,
  ): Promise<readonly StuckJob[]>;
}
