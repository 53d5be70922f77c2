import type { Actor, DefinitionSet, Event, RecordReference, Refusal, StoredValue } from '#engine';
import type { CalendarState, ClosingFile, ReopenDays } from '#rules/calendar';
import type { CapabilityRules, FactNeed } from '#rules/contract';
import type {
  ElectorRow,
  HouseholdRow,
  IncidentRow,
  JobRow,
  NotificationRow,
  SimilarRow,
  StreamData,
  SubscriptionRow,
  TaskRow,
  TimerRow,
  VoteRow,
  WorldData,
  WorldRecord,
} from './data.js';
import type { Message } from './messages.js';
import type { Signal } from './signals.js';

/** What a world is made of. Everything is handed in: definitions, rules, calendars, the clock and where ids come from. */
export interface WorldSettings {
  /** Definition sets that may be started, named by their hash. */
  readonly definitions: readonly DefinitionSet[];
  readonly rules: readonly CapabilityRules[];
  /** Calendar files, exact text (JSON with `year`). */
  readonly calendars?: readonly string[];
  /** The clock at the beginning, UTC milliseconds. */
  readonly at: number;
  /** The n-th id, from 0; 26 characters of Crockford base32 counting up unless given. */
  readonly ids?: (n: number) => string;
  /** Answers fact needs beside the world's own electors, calendars and boards; undefined: not known. */
  readonly provide?: (need: FactNeed, scope: string, world: World) => StoredValue | undefined;
  /** Who decides ballots; `rules/poll` unless given. */
  readonly casting?: CastingRules;
}

/** Ballots are decided one by one, by the poll's rules. */
export interface CastingRules {
  /** The kind of stream a poll is. */
  readonly kind: string;
  /** The elector's line in the frozen roll, of several the one named; null when there is none, or why it is not theirs. */
  rollLine(
    world: World,
    poll: string,
    state: unknown,
    elector: string,
    line: number | null,
  ): StoredValue | Refusal | null;
  decideBallot(
    state: unknown,
    rollLine: StoredValue | null,
    earlier: { readonly revision: number; readonly leafHash: string } | null,
    ballot: Ballot & { readonly poll: string; readonly at: number },
  ):
    | { readonly revision: number; readonly leaf: Readonly<Record<string, StoredValue>>; readonly choice: string }
    | Refusal;
}

/** `choice` is opaque to the world; `salt` is standard base64 of 32 bytes. */
export interface Ballot {
  readonly elector: string;
  readonly choice: StoredValue;
  readonly channel: string;
  readonly by: Actor;
  readonly salt: string;
}

export interface CastRequest {
  readonly elector: string;
  /** Place of the roll's line, where the elector may use several. */
  readonly line?: number | null;
  readonly choice: StoredValue;
  readonly channel?: string;
  readonly by: Actor;
  readonly salt?: string;
}

export interface StartRequest {
  /** Hash of a definition set of the settings; the only one unless named. */
  readonly definition?: string;
  readonly variables?: Readonly<Record<string, StoredValue>>;
  readonly scope?: string;
  readonly by?: Actor;
  readonly title?: StoredValue;
  /** Process and start event, as the `start` command takes them. */
  readonly process?: string;
  readonly element?: string;
  readonly stream?: string;
  readonly idempotencyKey?: string;
}

/** One command for one stream; `at` and `facts` are added by the world. */
export interface SubmitRequest {
  readonly command: Readonly<{ type: string } & Record<string, unknown>>;
  readonly by: Actor;
  /** Needed to open a stream that does not exist yet; checked when it does. */
  readonly kind?: string;
  readonly scope?: string;
  readonly definition?: string;
  readonly idempotencyKey?: string;
  /** A resident's own act: its leaf shows the time rounded up to half a minute. */
  readonly act?: boolean;
}

export interface Accepted {
  readonly accepted: true;
  readonly stream: string;
  readonly record: RecordReference;
  readonly at: number;
  readonly events: readonly Event[];
  readonly answer?: StoredValue;
  /** True when an identical earlier request was answered again. */
  readonly repeated: boolean;
  /** False only when what the command caused would not come to rest within the counted limit. */
  readonly settled: boolean;
}

/** Refusals of the world itself: `conflict`, `stream-unknown`, `stream-exists`, `stream-kind`, `kind-unknown`, `definition-unknown`. */
export type Answer = Accepted | Refusal;

/** Something a matter waits for; an `event` is whichever comes first behind an event-based gateway. `element` is its id, `path` the call activities around it from the outside in. */
export interface Waiting {
  readonly stream: string;
  readonly key: number;
  readonly element: string;
  readonly path: readonly string[];
  readonly name: string | null;
  readonly kind: 'userTask' | 'job' | 'manualTask' | 'timer' | 'message' | 'signal' | 'condition' | 'event';
}

/**
 * The world: streams, inbox, timers, messages and a clock in memory, over the same deciders the server runs. Whatever a
 * call causes has happened when it returns. The same calls give the same bytes.
 */
export interface World {
  /** The clock, UTC milliseconds. */
  readonly at: number;
  start(request?: StartRequest): Answer;
  submit(stream: string, request: SubmitRequest): Answer;
  cast(
    poll: string,
    ballot: CastRequest,
  ): { readonly accepted: true; readonly revision: number; readonly leafHash: string; readonly salt: string } | Refusal;
  publishMessage(message: Omit<Message, 'id'> & { readonly id?: string }): {
    readonly accepted: true;
    readonly repeated: boolean;
  };
  /** Throws a signal from outside. Answers how many waited for it: nobody later hears it. */
  broadcastSignal(signal: Omit<Signal, 'scope'> & { readonly scope?: string }): {
    readonly accepted: true;
    readonly told: number;
  };
  /** Moves the clock and fires what falls due on the way, in order. Throws `RangeError` backwards. */
  advance(to: number): void;
  /** The next instant at which something happens by itself; null when nothing will. */
  nextDue(): number | null;
  /** Loads a calendar year, exact text; terms that waited for it get their dates. Refused by the calendar's decider, or `calendar-invalid`. */
  loadCalendar(text: string, by?: Actor): Answer;
  /** Closes the offices of a place on days to come (本地停止办公日); terms that run keep their dates. */
  closeDays(asked: Omit<ClosingFile, 'n'>, by?: Actor): Answer;
  /** Takes a closing back that has not begun. */
  reopenDays(asked: Pick<ReopenDays, 'scope' | 'n' | 'reason'>, by?: Actor): Answer;
  calendarState(): CalendarState;
  setElectors(electors: readonly ElectorRow[]): void;
  setHouseholds(households: readonly HouseholdRow[]): void;
  /** What facts say that do not follow from the world itself: `count` by selector, `similar` matters of elsewhere. */
  setKnown(known: {
    readonly counts?: Readonly<Record<string, number>>;
    readonly similar?: readonly SimilarRow[];
  }): void;
  /** Seals a value: what stands in commands for it. The same value twice gives two commitments. */
  seal(value: StoredValue, subject?: string): { readonly '~': string };
  /** The sealed value of a commitment; undefined when it is not known here (any more). */
  open(commitment: string): StoredValue | undefined;
  erase(commitment: string): void;
  state(stream: string): unknown;
  stream(id: string): StreamData | undefined;
  streams(kind?: string): readonly StreamData[];
  records(stream: string): readonly WorldRecord[];
  votes(poll: string): readonly VoteRow[];
  tasks(stream?: string): readonly TaskRow[];
  jobs(stream?: string): readonly JobRow[];
  timers(stream?: string): readonly TimerRow[];
  subscriptions(stream?: string): readonly SubscriptionRow[];
  incidents(stream?: string): readonly IncidentRow[];
  notifications(): readonly NotificationRow[];
  /** Everything a matter waits for, inner scopes included, the oldest first. */
  waiting(stream: string): readonly Waiting[];
  definition(hash: string): DefinitionSet | undefined;
  /** All of it as JSON text; `createWorld` with the same settings and this goes on from here. */
  snapshot(): string;
  /** Read-only look at the tables, for exports. */
  readonly data: Readonly<WorldData>;
}
