import type { Command, Decider, DefinitionSet, StoredValue } from '#engine';
import type { ClosingDays } from '#rules/calendar';

/** A loaded calendar year: the parsed file, and the hash of its bytes in standard base64. */
export interface CalendarYear {
  readonly year: number;
  readonly hash: string;
  readonly calendar: StoredValue;
}

/** What a decider's facts are made of; a host's `facts` picks from it. */
export interface FactSources {
  readonly stream: string;
  /** Hash of the stream's definition set, standard base64. */
  readonly definition: string;
  /** The model; null for streams that run none. */
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

/** A command on its way in, before its `facts` are named. */
export type NamelessCommand = Readonly<{ type: string } & Record<string, unknown>>;

/**
 * A decider with what it is given. `facts` builds the third argument of `decide` and `evolve`; `names` says which facts
 * a command uses, by hash, and becomes the command's own `facts`, so that an auditor can fetch the same bytes.
 */
export interface Host {
  readonly decider: AnyDecider;
  readonly needsModel: boolean;
  facts(sources: FactSources): unknown;
  names(sources: FactSources, command: NamelessCommand): Readonly<Record<string, string>>;
}

/** A decider whose types were forgotten; each host hands it what it asks for. */
export type AnyDecider = Decider<unknown, Command, { readonly type: string; readonly v: number }, unknown>;
