import { base64, equalBytes, sha256 } from './bytes.js';
import { SNAPSHOT_EVERY, type Environment } from './environment.js';
import type { DefinitionReader, FactSources, HostedDecider } from './ports.js';
import type { DefinitionRow, RecordRow, SnapshotRow, StreamRow } from './store-port.js';
import type { DefinitionSet, Event, InstanceEvent } from '#engine';
import { closingsFor, inForce } from '#rules/calendar';

/** A stream's row with the state after its last record. Never changed in place. */
export interface Loaded {
  readonly row: StreamRow;
  readonly state: unknown;
  /** `seq` of the latest snapshot known to be stored. */
  readonly snapshotAt: number;
}

/** The reads loading needs: inside a unit or outside of one. */
export interface LoadingReads {
  snapshot(stream: string): Promise<SnapshotRow | null>;
  recordsFrom(stream: string, seq: number): Promise<readonly RecordRow[]>;
  definition(hash: Uint8Array): Promise<DefinitionRow | null>;
}

/** Thrown when a stream cannot be loaded: its records are broken or its definition set is missing. */
export class LoadingProblem extends Error {
  override readonly name = 'LoadingProblem';
}

/** States in memory, replaced only after a commit; and how they are made from a snapshot and the records after it. */
export class States {
  readonly #cache = new Map<string, Loaded>();
  readonly #models = new Map<string, Promise<DefinitionSet>>();
  readonly #readings = new Map<string, Promise<Loaded | null>>();

  constructor(
    private readonly environment: Environment,
    private readonly read: DefinitionReader,
    /** Called with a state that leaves the cache and has records its snapshot does not cover. */
    private readonly evicted: (snapshot: SnapshotRow) => void,
  ) {}

  host(kind: string): HostedDecider | undefined {
    return this.environment.hosts.get(kind);
  }

  /** The facts' sources of a stream: its model, if its decider wants one, the calendars, and the closings of its place. */
  async sources(
    row: Pick<StreamRow, 'id' | 'definition' | 'scope' | 'startedAt'>,
    host: HostedDecider,
    reads: LoadingReads,
    target: string | null = null,
  ): Promise<FactSources> {
    return {
      stream: row.id,
      definition: base64(row.definition),
      model: host.needsModel ? await this.model(row.definition, reads) : null,
      target: host.needsModel && target !== null ? await this.#target(target, reads) : null,
      calendars: this.environment.calendars,
      scope: row.scope,
      closings: closingsFor(inForce(this.environment.calendar.closings), row),
    };
  }

  /** The set a command wants to go on in; null where nobody stored it. */
  async #target(hash: string, reads: LoadingReads): Promise<DefinitionSet | null> {
    const bytes = Buffer.from(hash, 'base64');
    if (base64(bytes) !== hash || (await reads.definition(bytes)) === null) return null;
    return this.model(bytes, reads);
  }

  /** The model of a definition set, parsed once. */
  model(hash: Uint8Array, reads: LoadingReads): Promise<DefinitionSet> {
    const name = base64(hash);
    let model = this.#models.get(name);
    if (model === undefined) {
      model = this.#readModel(hash, name, reads);
      this.#models.set(name, model);
      model.catch(() => this.#models.delete(name));
    }
    return model;
  }

  async #readModel(hash: Uint8Array, name: string, reads: LoadingReads): Promise<DefinitionSet> {
    const definition = await reads.definition(hash);
    if (definition === null) throw new LoadingProblem(`no definition set ${name}`);
    return this.read(definition.files, definition.main, name);
  }

  /**
   * The state of a stream as it is committed when the read begins; null when there is none. Callers of one turn of the
   * event loop share a read that begins after all of them, so each sees what was committed before it asked.
   */
  latest(id: string): Promise<Loaded | null> {
    let reading = this.#readings.get(id);
    if (reading === undefined) {
      reading = new Promise((resolve, reject) => {
        setImmediate(() => {
          this.#readings.delete(id);
          this.#readLatest(id).then(resolve, reject);
        });
      });
      this.#readings.set(id, reading);
    }
    return reading;
  }

  async #readLatest(id: string): Promise<Loaded | null> {
    const { store } = this.environment;
    const row = await store.stream(id);
    if (row === null) return null;
    const loaded = await this.load(row, store);
    this.replace([loaded]);
    return loaded;
  }

  /**
   * The state at `row`, from the cache when it is as new, else from the cached state or snapshot and the records after it.
   * Does not touch the cache.
   */
  async load(row: StreamRow, reads: LoadingReads): Promise<Loaded> {
    const host = this.host(row.kind);
    if (host === undefined) throw new LoadingProblem(`no decider of kind ${row.kind}`);
    const cached = this.#cache.get(row.id);
    if (cached !== undefined && cached.row.seq === row.seq) return cached.row === row ? cached : { ...cached, row };
    let from: { state: unknown; seq: number; snapshotAt: number };
    if (cached !== undefined && cached.row.seq < row.seq) {
      from = { state: cached.state, seq: cached.row.seq, snapshotAt: cached.snapshotAt };
    } else {
      from = (await this.#fromSnapshot(row, host, reads)) ?? { state: host.decider.initial(), seq: 0, snapshotAt: 0 };
    }
    let { state } = from;
    const records = row.seq > from.seq ? await reads.recordsFrom(row.id, from.seq) : [];
    const past = records.filter((record) => record.seq < row.seq);
    const sets = setsOf(past, base64(row.definition));
    let next = from.seq;
    let facts: unknown = null;
    for (const [position, record] of past.entries()) {
      if (record.seq !== next++) throw new LoadingProblem(`records of ${row.id} have a gap before ${record.seq}`);
      const set = sets[position];
      if (set !== undefined && set !== sets[position - 1]) {
        const place = { ...row, definition: Buffer.from(set.definition, 'base64') };
        facts = host.facts(await this.sources(place, host, reads, set.target));
      }
      for (const event of eventsOf(record)) state = host.decider.evolve(state, event, facts);
    }
    if (next !== row.seq) throw new LoadingProblem(`stream ${row.id} has ${next} records, its row says ${row.seq}`);
    return { row, state, snapshotAt: from.snapshotAt };
  }

  async #fromSnapshot(row: StreamRow, host: HostedDecider, reads: LoadingReads) {
    if (row.seq === 0) return null;
    const snapshot = await reads.snapshot(row.id);
    if (snapshot === null || snapshot.stateVersion !== host.decider.stateVersion || snapshot.seq > row.seq) return null;
    if (!equalBytes(sha256(snapshot.state), snapshot.stateHash)) {
      this.environment.log.warn('snapshot ignored: its hash does not fit', { stream: row.id, seq: snapshot.seq });
      return null;
    }
    const state = JSON.parse(Buffer.from(snapshot.state).toString('utf8')) as unknown;
    return { state, seq: snapshot.seq, snapshotAt: snapshot.seq };
  }

  /** After a commit: newer states replace older ones; the longest unused leave. */
  replace(loaded: readonly Loaded[]): void {
    for (const next of loaded) {
      const { id } = next.row;
      const present = this.#cache.get(id);
      if (present !== undefined && present.row.seq > next.row.seq) continue;
      this.#cache.delete(id);
      this.#cache.set(id, next);
    }
    for (const [id, oldest] of this.#cache) {
      if (this.#cache.size <= this.environment.limits.cachedStates) break;
      this.#cache.delete(id);
      const snapshot = this.snapshot(oldest);
      if (snapshot !== null && oldest.row.seq > oldest.snapshotAt) this.evicted(snapshot);
    }
  }

  /** Forgets a state whose unit failed, or all of them. */
  forget(stream?: string): void {
    if (stream === undefined) this.#cache.clear();
    else this.#cache.delete(stream);
  }

  /** The snapshot of a state; null before the first record. */
  snapshot(loaded: Loaded): SnapshotRow | null {
    const { row } = loaded;
    const host = this.host(row.kind);
    if (host === undefined || row.leafHash === null) return null;
    const state = Buffer.from(JSON.stringify(loaded.state), 'utf8');
    return {
      stream: row.id,
      seq: row.seq,
      leafHash: row.leafHash,
      stateVersion: host.decider.stateVersion,
      state,
      stateHash: sha256(state),
    };
  }
}

/** True when a snapshot is due between these two numbers of records. */
export function snapshotDue(before: number, after: number): boolean {
  return Math.floor(before / SNAPSHOT_EVERY) !== Math.floor(after / SNAPSHOT_EVERY);
}

interface Sets {
  /** The set a command was decided with. */
  readonly definition: string;
  /** The set the stream went on in with it; null where it stayed. */
  readonly target: string | null;
}

/** The sets of each of these records: behind the last `migrate` the one of `last`, before one the set it came from. */
function setsOf(records: readonly RecordRow[], last: string): readonly Sets[] {
  const sets: Sets[] = [];
  let set: Sets = { definition: last, target: null };
  for (let position = records.length - 1; position >= 0; position -= 1) {
    const record = records[position];
    const moved = record?.type === 'migrate' ? movedBy(record) : null;
    if (moved === null) sets[position] = set;
    else {
      sets[position] = { definition: moved.from, target: moved.definition };
      set = { definition: moved.from, target: null };
    }
  }
  return sets;
}

function movedBy(record: RecordRow): { readonly from: string; readonly definition: string } | null {
  const moved = eventsOf(record).find((event) => event.type === 'Migrated');
  return moved === undefined ? null : (moved as InstanceEvent & { readonly type: 'Migrated' });
}

/** The events of a stored record. Throws `LoadingProblem` where the body was erased. */
export function eventsOf(record: RecordRow): readonly Event[] {
  if (record.body === null) throw new LoadingProblem(`body of record ${record.seq} of ${record.stream} is erased`);
  const body = JSON.parse(Buffer.from(record.body).toString('utf8')) as { readonly events: readonly Event[] };
  return body.events;
}
