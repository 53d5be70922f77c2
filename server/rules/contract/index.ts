import type { Command, Decider, RecordReference, StoredValue } from '#engine';

/**
 * What a capability gives to the pure world: deciders with their streams, and jobs. The server, the world, the try-run
 * and the auditor all run exactly this; the rim adds tables, routes and the input and output around it.
 */
export interface CapabilityRules {
  /** `poll`, `notice`, `opinions`, `roll`, `notify` … */
  readonly name: string;
  readonly deciders: readonly Decider<unknown>[];
  readonly jobs: readonly PureJob[];
  /** What people may ask of its streams; everything else is asked by jobs. */
  readonly acts?: readonly Act[];
  /** Kinds of its streams that take `cancel`: nobody can act on them any more once what opened them was cancelled. */
  readonly cancels?: readonly string[];
}

/**
 * A command a person sends to an entity's stream. The rim checks the fields, seals what the act says, and hands it on;
 * whether it is allowed here and now is for `decide`.
 */
export interface Act {
  /** Kind of the stream, e.g. `opinions`. */
  readonly kind: string;
  /** Type of the command, e.g. `give`. */
  readonly type: string;
  /** Roles that may ever do it. */
  readonly roles: readonly string[];
  readonly fields: Fields;
  /** A resident's own act: its leaf is published as `act` with the time rounded up to half a minute. */
  readonly own: boolean;
  /** 代办: a helper may enter it for the resident whose act it is. */
  readonly helped?: boolean;
  /** Only who is there: the rim asks for the digits that are shown at the place. */
  readonly onSite?: boolean;
}

/** A job type a model may name. It has no input or output of its own: it plans commands, then reads states. */
export interface PureJob {
  /** `<capability>.<verb>`, e.g. `poll.open`. */
  readonly type: string;
  readonly input: Fields;
  readonly output: Fields;
  /** Looks at the input and says which streams get which command, and which facts from outside they need. */
  plan(input: Readonly<Record<string, StoredValue>>, context: JobContext): JobPlan | JobProblem;
  /** The variables the job returns, from the states after their commands. Quotes the records it rests on. */
  result(
    input: Readonly<Record<string, StoredValue>>,
    after: readonly StreamAfter[],
    context: JobContext,
  ): Readonly<Record<string, StoredValue>> | JobProblem;
}

/**
 * Field name → what it holds. A `sealed` string may only arrive as a commitment, a `text` open or as a commitment. A `person`
 * is a pseudonym in the matter (the rim makes it of a person's id), an `elector` that of whatever a line of the roll stands for: a
 * person, a household or an owner group by its id in the register, a `file` is `{file, type, size}` by the hash of its bytes.
 */
export type Fields = Readonly<Record<string, Field>>;
export interface Field {
  readonly type:
    | 'string'
    | 'integer'
    | 'boolean'
    | 'sealed'
    | 'text'
    | 'fraction'
    | 'instant'
    | 'list'
    | 'context'
    | 'reference'
    | 'person'
    | 'elector'
    | 'file';
  readonly required: boolean;
  /** Of a `list` the fields of each of its records, of a `context` its own; a plain one where there are none. */
  readonly of?: Fields;
  /** Of words: how many code points at most; 255 for an open string, 1,000 for what is sealed, unless said. */
  readonly most?: number;
}

export interface JobContext {
  /** Stream of the matter that asks, its key, its element and the element's name. */
  readonly instance: string;
  readonly key: number;
  readonly element: string;
  readonly elementName: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Path of the organisation the matter belongs to, e.g. `qinghe/d2`. */
  readonly scope: string;
  /** Standard base64 of the definition set's hash. */
  readonly definition: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Ids drawn for this try, in order: `ids[0]` is the first new stream's. Always at least four. */
  readonly ids: readonly string[];
  /** Facts that an earlier `needs` asked for, by name. */
  readonly facts: Readonly<Record<string, StoredValue>>;
}

export interface JobPlan {
  /** In order; none where the answer is in the facts. A stream that does not exist is opened by its first command. */
  readonly commands: readonly PlannedCommand[];
  /** Facts wanted from outside before planning can go on; `plan` is then called again with them. */
  readonly needs?: readonly FactNeed[];
}

export interface PlannedCommand {
  readonly stream: string;
  readonly kind: string;
  /** `at` and `by` are added by whoever performs the plan. */
  readonly command: Readonly<{ type: string } & Record<string, StoredValue>>;
}

/**
 * What a plan may ask for from outside.
 * - `electors` `{scope, selector}`: the persons of a scope who meet a selector, as roll lines `{elector, name:{"~":…}, heads,
 *   area}` sorted by elector.
 *   `selector` `residents`: adults, a line each; `households`: a line each, with `holders`, those who may act for it.
 * - `count` `{scope, selector}`: how many lines `electors` would give.
 * - `lines` `{roll}`: the lines of a frozen roll, `{elector, holders}`, in its order.
 * - `matter` `{}`: `{number, title}` of the matter that asks.
 * - `similar` `{place, topic, days}`: open matters of the same community whose intake has that place and topic and is not older,
 *   `{matter, number, title, at}`, newest first, at most 20.
 * - `streams` `{}`: every entity of the matter that asks, `{stream, kind, seq, leafHash}` of its last record, in order of opening.
 * - `calendars`: the loaded years.
 * - `board` `{poll}`: every ballot laid on the poll's board, as `{leaf, choice, salt}`: the leaf's exact text, the opening as
 *   `decideBallot` gave it, standard base64. Closing locks the poll first, so that no ballot lands afterwards.
 */
export interface FactNeed {
  readonly name: string;
  readonly kind: 'electors' | 'count' | 'lines' | 'matter' | 'similar' | 'streams' | 'calendars' | 'board';
  readonly parameters: Readonly<Record<string, StoredValue>>;
}

export interface StreamAfter {
  readonly stream: string;
  readonly state: unknown;
  readonly record: RecordReference;
}

/** Variables by name, as stored. */
export type Variables = Readonly<Record<string, StoredValue>>;

/** The job fails (and is tried again or becomes an incident) or, with `error`, throws that BPMN error. */
export interface JobProblem {
  readonly problem: string;
  readonly values?: Readonly<Record<string, StoredValue>>;
  readonly error?: string;
}

export function isProblem(answer: object): answer is JobProblem {
  return 'problem' in answer;
}

export * from './actor.js';
export * from './day.js';
export * from './fields.js';
export * from './input.js';
export * from './lines.js';
export * from './roles.js';
export * from './scope.js';
export type { Command, RecordReference, StoredValue };
export { commandTo, openedStream } from './plan.js';
export { cancellable } from './cancel.js';
export type { Cancel, Cancelled } from './cancel.js';
