import {
  SYSTEM,
  isRefusal,
  type Actor,
  type Command,
  type Effect,
  type Event,
  type RecordReference,
  type Refusal,
  type StoredValue,
} from '#engine';
import { base64Decode, base64Encode, buildRecord, sha256, utf8Decode, utf8Encode } from '#ledger';
import { streamOf, type StreamData, type WorldData, type WorldRecord } from './data.js';
import { definitionAfter, targetOf } from './facts.js';
import type { FactSources, Host, NamelessCommand } from './hosts.js';

/** Where a stream that does not exist yet will belong. */
export interface Place {
  readonly kind: string;
  readonly definition: string;
  readonly scope: string;
}

/** What one command did inside a unit. */
export interface Applied {
  readonly record: RecordReference;
  readonly at: number;
  readonly events: readonly Event[];
  readonly answer?: StoredValue;
}

interface Staged {
  readonly stream: StreamData;
  readonly fresh: boolean;
  readonly host: Host;
  /** Hash of the definition set its next command is decided with. */
  definition: string;
  state: unknown;
  readonly records: WorldRecord[];
}

/** What a unit needs to know of its world. */
export interface UnitContext {
  readonly data: WorldData;
  host(kind: string): Host | undefined;
  /** `target`: the set a `migrate` command names. */
  sources(
    stream: Pick<StreamData, 'id' | 'definition' | 'scope'>,
    startedAt: number,
    target: string | null,
  ): FactSources;
}

/**
 * One transaction: commands on one or several streams, decided on copies. Nothing of it is seen before `commit`, so a
 * unit that meets a refusal is simply forgotten.
 */
export class Unit {
  readonly #context: UnitContext;
  readonly #staged = new Map<string, Staged>();
  readonly #effects: { readonly staged: Staged; readonly effect: Effect; readonly at: number }[] = [];

  readonly #written: (readonly [string, number])[] = [];

  constructor(context: UnitContext) {
    this.#context = context;
  }

  /**
   * Decides one command. `at` becomes the later of the clock and the stream's last record. Refusals of its own:
   * `stream-unknown`, `stream-kind`, `kind-unknown`.
   */
  apply(id: string, place: Place | null, command: NamelessCommand, by: Actor = SYSTEM, act = false): Applied | Refusal {
    const staged = this.#stage(id, place);
    if ('refused' in staged) return staged;
    const { host, stream } = staged;
    const last = staged.records.at(-1) ?? stream.records.at(-1);
    const at = Math.max(this.#context.data.at, last?.at ?? 0);
    const startedAt = (stream.records[0] ?? staged.records[0])?.at ?? at;
    const asking = { id, definition: staged.definition, scope: stream.scope };
    const sources = this.#context.sources(asking, startedAt, targetOf(command));
    const names = host.names(sources, command);
    const complete: Command & Readonly<Record<string, unknown>> =
      Object.keys(names).length === 0 ? { ...command, at, by } : { ...command, at, by, facts: names };
    const facts = host.facts(sources);
    const decision = host.decider.decide(staged.state, complete, facts);
    if (isRefusal(decision)) return decision;
    staged.definition = definitionAfter(decision.effects) ?? staged.definition;
    const record = recordOf({ ...stream, definition: staged.definition }, last, at, complete, decision.events, act);
    staged.records.push(record);
    this.#written.push([id, record.seq]);
    for (const event of decision.events) staged.state = host.decider.evolve(staged.state, event, facts);
    for (const effect of decision.effects) this.#effects.push({ staged, effect, at });
    const reference = { stream: id, seq: record.seq, leafHash: record.leafHash };
    const done = { record: reference, at, events: decision.events };
    return decision.answer === undefined ? done : { ...done, answer: decision.answer };
  }

  /** State of a stream as this unit leaves it. */
  stateOf(id: string): unknown {
    return this.#staged.get(id)?.state ?? streamOf(this.#context.data, id)?.state;
  }

  /** Writes streams and records, and hands out the effects in the order they were decided. */
  commit(perform: (stream: StreamData, effect: Effect, at: number) => void): void {
    const { data } = this.#context;
    for (const [id, staged] of this.#staged) {
      if (staged.records.length === 0) continue;
      if (staged.fresh) {
        data.streams[id] = staged.stream;
        data.streamOrder.push(id);
      }
      staged.stream.records.push(...staged.records);
      staged.stream.state = staged.state;
      staged.stream.definition = staged.definition;
    }
    data.log.push(...this.#written);
    for (const { staged, effect, at } of this.#effects) perform(staged.stream, effect, at);
  }

  #stage(id: string, place: Place | null): Staged | Refusal {
    const known = this.#staged.get(id);
    const existing = known?.stream ?? streamOf(this.#context.data, id);
    if (existing === undefined && place === null) return { refused: 'stream-unknown', values: { stream: id } };
    const kind = existing?.kind ?? place?.kind ?? '';
    if (place !== null && place.kind !== kind) return { refused: 'stream-kind', values: { stream: id, kind } };
    if (known !== undefined) return known;
    const host = this.#context.host(kind);
    if (host === undefined) return { refused: 'kind-unknown', values: { kind } };
    const stream: StreamData = existing ?? {
      id,
      kind,
      definition: place?.definition ?? '',
      scope: place?.scope ?? '',
      status: 'open',
      state: host.decider.initial(),
      records: [],
    };
    const { state, definition } = stream;
    const staged = { stream, fresh: existing === undefined, host, definition, state, records: [] };
    this.#staged.set(id, staged);
    return staged;
  }
}

function recordOf(
  stream: Pick<StreamData, 'id' | 'definition'>,
  last: WorldRecord | undefined,
  at: number,
  command: Command,
  events: readonly Event[],
  act: boolean,
): WorldRecord {
  const seq = last === undefined ? 0 : last.seq + 1;
  const salt = worldSalt('body', `${stream.id} ${seq}`);
  const built = buildRecord({
    stream: stream.id,
    seq,
    at,
    type: command.type,
    def: base64Decode(stream.definition),
    prev: last === undefined ? null : base64Decode(last.leafHash),
    body: { command, events },
    salt,
    act,
  });
  return {
    seq,
    at,
    type: command.type,
    leaf: utf8Decode(built.leafBytes),
    leafHash: base64Encode(built.leafHash),
    body: utf8Decode(built.bodyBytes),
    salt: base64Encode(salt),
  };
}

/** The world draws nothing at random: its salts are hashes of what they are for, so the same commands give the same bytes. */
export function worldSalt(purpose: string, name: string): Uint8Array {
  return sha256(utf8Encode(`heyi/world/${purpose}\n${name}`));
}
