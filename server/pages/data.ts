import type { Actor, Command, DefinitionSet, Event, InstanceState, StoredValue } from '#engine';
import type { Calendars } from '#engine/expression';
import type { Closing } from '#rules/calendar';
import type { Hash, Holder, Id, Instant, Role } from './views.js';

/** A record with its body opened: what was asked, and what came of it. */
export interface HistoryRecord {
  readonly stream: Id;
  readonly seq: number;
  readonly at: Instant;
  readonly type: string;
  readonly prev: Hash | null;
  readonly leafHash: Hash;
  /** Exact text of the leaf. */
  readonly leaf: string;
  readonly command: Command & Readonly<Record<string, StoredValue | Actor | undefined>>;
  readonly events: readonly (Event & Readonly<Record<string, StoredValue | undefined>>)[];
}

/** An entity's stream (a roll, a poll, opinions, a notice …) of a matter. */
export interface EntityData {
  readonly stream: Id;
  readonly kind: string;
  readonly state: unknown;
  readonly history: readonly HistoryRecord[];
}

/** What a matter ran on until it was put on another set. */
export interface EarlierSet {
  readonly set: DefinitionSet;
  /** BPMN XML by process id. */
  readonly bpmn: Readonly<Record<string, string>>;
  /** Number of the procedure's version that this was. */
  readonly version: number;
}

/** All there is of one matter, the same for every reader; whoever loads it (runtime or world) judges nothing. */
export interface MatterData {
  readonly matter: Id;
  readonly number: string;
  readonly scope: string;
  readonly procedure: { readonly id: Id; readonly name: string; readonly version: number };
  readonly set: DefinitionSet;
  /** What it ran on before, one for each migration, in order; absent or empty for a matter that keeps its first set. */
  readonly earlier?: readonly EarlierSet[];
  /** BPMN XML by process id. */
  readonly bpmn: Readonly<Record<string, string>>;
  readonly state: InstanceState;
  readonly history: readonly HistoryRecord[];
  /** In the order they were opened. */
  readonly entities: readonly EntityData[];
}

/** The eyes through which a page is made. */
export interface Reading {
  readonly now: Instant;
  /** With the closings of the matter's place that stand now. */
  readonly calendars: Calendars;
  /** Every local closing, those taken back too: what was decided with one goes on naming it. Absent: none. */
  readonly closings?: readonly Closing[];
  readonly person: Id;
  /** Roles of the reader whose scope reaches the matter. */
  readonly roles: readonly Role[];
  /** The reader's pseudonym in this matter. */
  readonly p: string;
  /** 代理: pseudonyms of those the reader stands in for here, with the roles in which they do; absent: nobody. */
  readonly standsFor?: readonly { readonly p: string; readonly roles: readonly Role[] }[];
  /** Opens a sealed value for this reader; null where the reader may not see it or it was erased. */
  open(commitment: string): string | null;
  /** How many sealed values of the matter were erased; none where nothing ever is (a world in memory). */
  readonly erased?: number;
  /** Who `p` is, as far as this reader may know. */
  holder(p: string | null, role: Role | 'system'): Holder;
  /** What a right of the reader's is called, such as a household's door, by the elector of its line; null where nothing is known. */
  right(elector: string): string | null;
  /** Who `p` is where the name was published, as seats are. */
  published(p: string): Holder;
}

/** Those who work on the matter: they read what residents typed and who they are. Observers, experts and auditors do not. */
const INSIDE: readonly Role[] = ['worker', 'convenor', 'grid', 'street', 'administrator'];

/** The post in which somebody reads, as it is noted of them; of a resident nothing. */
export function inPost({ roles }: Pick<Reading, 'roles'>): { readonly role: Role } | Record<string, never> {
  const role = roles.find((held) => held !== 'resident');
  return role === undefined ? {} : { role };
}

export function isStaff(reading: Pick<Reading, 'roles'>): boolean {
  return reading.roles.some((role) => INSIDE.includes(role));
}

/** A text that stands openly or as its commitment. */
export function textOf(value: StoredValue | undefined, reading: Reading): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('~' in value)) return null;
  const commitment = value['~'];
  return typeof commitment === 'string' ? reading.open(commitment) : null;
}
