import type { Actor, Decider, DefinitionSet, Refusal, StoredValue } from '#engine';
import type { ClosingDays } from '#rules/calendar';
import type { CapabilityRules, FactNeed, JobContext } from '#rules/contract';

/**
 * What the runtime needs from outside, stated as its own types: `server/outside` and the capabilities implement them,
 * a test hands in others. The store is in `store-port.ts`.
 */

/** Where time comes from. All instants are UTC milliseconds. */
export interface Clock {
  /** Time of the matters: database time, or the stored demo clock. */
  now(): number;
  /** Always real time: leases, rate limits, sealing and promises use it, also while the demo clock stands still. */
  real(): number;
  /** Reads where another server has moved a stored clock; asked now and then. */
  refresh?(): Promise<void>;
}

/** Where names and randomness come from. */
export interface Ids {
  /** A new ULID, 26 characters; later ones sort after earlier ones of the same process. */
  ulid(): string;
  /** 32 random bytes: the salt of a record's body. */
  salt(): Uint8Array;
}

/** A file of a definition set, exact bytes. */
export interface DefinitionFileBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Turns the stored files of a definition set into the model the engine runs (`server/bpmn` does it). */
export type DefinitionReader = (
  files: readonly DefinitionFileBytes[],
  main: string,
  hash: string,
) => DefinitionSet | Promise<DefinitionSet>;

/** A loaded calendar year: the parsed file, and the hash of its bytes in standard base64. */
export interface CalendarYear {
  readonly year: number;
  readonly hash: string;
  readonly calendar: StoredValue;
}

/** What a decider's facts are made of; a decider's `facts` function picks from it. */
export interface FactSources {
  readonly stream: string;
  /** Hash of the stream's definition set, standard base64. */
  readonly definition: string;
  /** The model; null for streams whose kind asks for none. */
  readonly model: DefinitionSet | null;
  /** The set that a `migrate` command names; null for every other command, and where there is none of that hash. */
  readonly target?: DefinitionSet | null;
  /** Every loaded year, ascending. */
  readonly calendars: readonly CalendarYear[];
  /** Where the stream belongs. */
  readonly scope: string;
  /** Local closings in force, as they were recorded; a host picks those of the stream's place. */
  readonly closings: readonly ClosingDays[];
}

/**
 * A decider with what it is given. `facts` builds the third argument of `decide` and `evolve`; `names` says which of
 * them a command uses, by hash, and becomes the command's `facts` (so an auditor can fetch the same bytes).
 */
export interface HostedDecider {
  readonly decider: Decider<unknown>;
  /** True when the facts hold the model of the stream's definition set. */
  readonly needsModel: boolean;
  facts(sources: FactSources): unknown;
  names?(sources: FactSources, command: Readonly<{ type: string }>): Readonly<Record<string, string>>;
}

/** Answers what job plans need from outside: persons of a scope, calendars. */
export interface FactProviders {
  /** Must give the same answer to the same question within one try; the answer is recorded through the commands planned from it. */
  provide(need: FactNeed, context: JobContext): Promise<StoredValue>;
}

/** Ballots of open polls, decided one by one by `rules/poll`. */
export interface CastingRules {
  /** The kind of stream a poll is. */
  readonly kind: string;
  /**
   * The line of the frozen roll by which somebody votes, null when there is none, or why the one that was named is not theirs. Where it names an `elector`, ballots lie under that
   * one, so that all who may use one right share it. Called outside the transaction.
   */
  rollLine(poll: string, state: unknown, elector: string, line: number | null): Promise<StoredValue | Refusal | null>;
  decideBallot(
    state: unknown,
    rollLine: StoredValue | null,
    earlier: EarlierBallot | null,
    ballot: Ballot,
  ): BallotLeaf | Refusal;
  /** The text kept for a choice of this actor (`BallotLeaf.choice`), by which a repeated ballot is known again even after the close. */
  opening(choice: StoredValue, rollLine: StoredValue | null, by: Actor): string | null;
}

/** A ballot as it comes in. `choice` is opaque to the runtime. */
export interface Ballot {
  readonly poll: string;
  readonly elector: string;
  /** Standard base64 of 32 bytes: the salt of the commitment in the leaf. */
  readonly salt: string;
  readonly choice: StoredValue;
  readonly channel: string;
  readonly by: Actor;
  /** UTC milliseconds; set by the runtime. */
  readonly at: number;
}

export interface EarlierBallot {
  readonly revision: number;
  readonly leafHash: string;
}

/** What `rules/poll` makes of an accepted ballot: the leaf as plain canonical JSON, and its revision. */
export interface BallotLeaf {
  readonly revision: number;
  readonly leaf: Readonly<Record<string, StoredValue>>;
  /** The choice as text of at most 192 bytes, kept in the database until the opening. */
  readonly choice: string;
}

/** Sends what left a stream for the outside world (mail, SMS, in-app inbox). Called at least once per row, by id. */
export interface OutboxPerformer {
  perform(row: OutboxItem): Promise<void>;
}

export interface OutboxItem {
  readonly id: string;
  readonly stream: string;
  readonly seq: number;
  readonly scope: string;
  readonly kind: string;
  /** The effect as the decider gave it. */
  readonly effect: StoredValue;
}

/** Where the runtime says what went wrong outside a request; the server logs it. */
export interface RuntimeLog {
  warn(message: string, details: Readonly<Record<string, unknown>>): void;
}

export type { CapabilityRules };
