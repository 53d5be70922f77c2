import type {
  Notify,
  OpenIncident,
  OpenJob,
  OpenSubscription,
  OpenTimer,
  RecordReference,
  Seat,
  StoredValue,
  TaskFacts,
} from '#engine';
import type { CalendarYear } from './hosts.js';

/**
 * Everything a world holds, as plain JSON: a snapshot of a world is this and nothing else. Rows have the meaning of the
 * server's tables of the same names; `order` counts openings, so that the oldest is the smallest.
 */
export interface WorldData {
  readonly v: 1;
  /** UTC milliseconds of the clock. */
  at: number;
  /** Ids drawn so far. */
  ids: number;
  /** Values sealed so far. */
  seals: number;
  /** Rows opened so far. */
  order: number;
  readonly streams: Record<string, StreamData>;
  /** Streams in the order they were opened. */
  readonly streamOrder: string[];
  /** Every record as `[stream, seq]`, in the order it was written. */
  readonly log: (readonly [string, number])[];
  readonly inbox: InboxRow[];
  readonly jobs: Record<string, JobRow>;
  readonly timers: Record<string, TimerRow>;
  readonly subscriptions: Record<string, SubscriptionRow>;
  readonly tasks: Record<string, TaskRow>;
  readonly incidents: Record<string, IncidentRow>;
  messages: MessageRow[];
  /** What left for people, in order. */
  readonly notifications: NotificationRow[];
  /** First answers by idempotency key. */
  readonly answers: Record<string, { readonly bytes: string; readonly answer: StoredValue }>;
  /** Ballots by poll, in the order they were cast. */
  readonly votes: Record<string, VoteRow[]>;
  readonly sealed: Record<string, SealedRow>;
  calendars: CalendarYear[];
  /** Stream of the organisation's calendars; null before the first year. */
  calendarStream: string | null;
  /** Exact bytes of facts, as text, by standard base64 of their SHA-256. */
  readonly facts: Record<string, string>;
  electors: ElectorRow[];
  households: HouseholdRow[];
  /** What `count` answers by selector, where it is not the number of lines. */
  counts: Record<string, number>;
  /** What `similar` answers beside the matters of the world itself. */
  similar: SimilarRow[];
}

export type StreamStatus = 'open' | 'completed' | 'terminated' | 'cancelled';

export interface StreamData {
  readonly id: string;
  readonly kind: string;
  /** Standard base64 of the hash of the definition set it runs on now. */
  definition: string;
  readonly scope: string;
  status: StreamStatus;
  state: unknown;
  readonly records: WorldRecord[];
}

/** A record with its exact bytes; leaf and body are canonical JSON text, hashes and salt standard base64. */
export interface WorldRecord {
  readonly seq: number;
  /** UTC milliseconds of the command; a resident's own act shows a rounded one in its leaf. */
  readonly at: number;
  /** The command's type. */
  readonly type: string;
  readonly leaf: string;
  readonly leafHash: string;
  readonly body: string;
  readonly salt: string;
}

interface Row {
  readonly stream: string;
  readonly order: number;
  /** Records its stream had when it last refused this row; the row waits until the stream has moved. */
  tried?: number;
}

export interface InboxRow {
  readonly stream: string;
  readonly kind: string;
  readonly definition: string;
  readonly scope: string;
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
}

export interface JobRow extends Row, Omit<OpenJob, 'do'> {
  /** UTC milliseconds before which it is not tried. */
  readonly notBefore: number;
}
export interface TimerRow extends Row, Omit<OpenTimer, 'do'> {}
export interface SubscriptionRow extends Row, Omit<OpenSubscription, 'do'> {}
export interface IncidentRow extends Row, Omit<OpenIncident, 'do'> {
  readonly at: number;
}
export interface TaskRow extends Row, TaskFacts {
  readonly key: number;
  readonly element: string;
  readonly seats: readonly Seat[];
  readonly openedAt: number;
}
export interface MessageRow {
  readonly id: string | null;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  /** It may be taken before this instant only; a taken one stays until then, so that a repeat is known. */
  readonly expires: number;
  /** Only for who waits when it is published. */
  readonly now: boolean;
  taken: boolean;
}
export interface NotificationRow extends Omit<Notify, 'do'> {
  readonly stream: string;
  readonly at: number;
}
export interface VoteRow {
  readonly elector: string;
  readonly revision: number;
  /** Canonical JSON of the leaf. */
  readonly leaf: string;
  readonly leafHash: string;
  readonly choice: string;
  readonly salt: string;
}
export interface SealedRow {
  readonly salt: string;
  readonly value: StoredValue;
  readonly subject: string | null;
}
/** A person the world knows, for rolls: `name` is sealed, `area` in hundredths of a square metre. */
export interface ElectorRow {
  readonly elector: string;
  readonly scope: string;
  readonly name: StoredValue;
  readonly heads: number;
  readonly area: number;
  readonly attributes?: Readonly<Record<string, StoredValue>>;
}

/** A household: one line of the selector `households`, with those who act for it. */
export interface HouseholdRow extends ElectorRow {
  readonly holders: readonly string[];
}

/** An open matter of elsewhere, as the fact `similar` names it; `at` in UTC milliseconds. */
export interface SimilarRow {
  readonly matter: string;
  readonly number: string;
  readonly title: StoredValue;
  readonly at: number;
}

export function emptyWorld(at: number): WorldData {
  return {
    v: 1,
    at,
    ids: 0,
    seals: 0,
    order: 0,
    streams: {},
    streamOrder: [],
    log: [],
    inbox: [],
    jobs: {},
    timers: {},
    subscriptions: {},
    tasks: {},
    incidents: {},
    messages: [],
    notifications: [],
    answers: {},
    votes: {},
    sealed: {},
    calendars: [],
    calendarStream: null,
    facts: {},
    electors: [],
    households: [],
    counts: {},
    similar: [],
  };
}

/** Name of a row: keys are counters inside a stream. */
export function rowName(stream: string, key: number): string {
  return `${stream} ${key}`;
}

/** A stream by id; names that every object has are no streams. */
export function streamOf(data: WorldData, id: string): StreamData | undefined {
  return Object.hasOwn(data.streams, id) ? data.streams[id] : undefined;
}

/** The record a stream stands after; null before its first. */
export function lastReference(stream: StreamData): RecordReference | null {
  const record = stream.records.at(-1);
  return record === undefined ? null : { stream: stream.id, seq: record.seq, leafHash: record.leafHash };
}
