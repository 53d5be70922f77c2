import type {
  HostedDecider,
  CalendarYear,
  CastingRules,
  Clock,
  DefinitionReader,
  FactProviders,
  Ids,
  OutboxPerformer,
  RuntimeLog,
} from './ports.js';
import type { CalendarState } from '#rules/calendar';
import type { CapabilityRules } from '#rules/contract';
import type { Store } from './store-port.js';

export interface RuntimeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Deciders that want facts: the instance decider first of all (`hostInstances`). */
  readonly deciders: readonly HostedDecider[];
  /** Capabilities: their deciders get no facts, their jobs run in unit 2. */
  readonly rules: readonly CapabilityRules[];
  readonly definitions: DefinitionReader;
  readonly providers: FactProviders;
  /** Polls whose ballots are cast beside their stream. */
  readonly casting?: CastingRules;
  readonly outbox?: OutboxPerformer;
  readonly log?: RuntimeLog;
  readonly limits?: Partial<Limits>;
}

/** Numbers that trade delay against work. Milliseconds are real time. */
export interface Limits {
  /** How long a ready unit waits for others to share its transaction while one is in flight. */
  readonly groupDelay: number;
  /** Streams in one group, and commands of one stream in it. */
  readonly groupStreams: number;
  readonly commandsPerUnit: number;
  /** Commands of all streams in one group: a command writes about five rows, and SQLite's one writer must not be held long. */
  readonly commandsPerGroup: number;
  /** States kept in memory. */
  readonly cachedStates: number;
  /** How often due timers, leased-out jobs and forgotten inbox rows are looked for. */
  readonly pollEvery: number;
  /** Lease of a job. */
  readonly jobLease: number;
  readonly jobsAtOnce: number;
  readonly batch: number;
  readonly castingGroup: number;
  /** How long answers to idempotency keys are kept. */
  readonly keepAnswers: number;
}

export const DEFAULT_LIMITS: Limits = {
  groupDelay: 3,
  groupStreams: 16,
  commandsPerUnit: 16,
  commandsPerGroup: 100,
  cachedStates: 2_000,
  pollEvery: 400,
  jobLease: 30_000,
  jobsAtOnce: 4,
  batch: 100,
  castingGroup: 128,
  keepAnswers: 7 * 24 * 3_600_000,
};

/** A snapshot is written every so many records. */
export const SNAPSHOT_EVERY = 64;

/** What the parts of the runtime share. */
export interface Environment {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: Limits;
  readonly log: RuntimeLog;
  readonly hosts: ReadonlyMap<string, HostedDecider>;
  /** Every loaded year, ascending; replaced as a whole when one is added. */
  calendars: readonly CalendarYear[];
  /** The calendar's stream as it was last read: local closings among others. Replaced as a whole. */
  calendar: CalendarState;
}
