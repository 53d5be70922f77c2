import {
  isRefusal,
  type Actor,
  type EntityStream,
  type Event,
  type RecordReference,
  type Refusal,
  type StoredValue,
} from '#engine';
import { buildRecord } from '#ledger';
import { definitionAfter, targetOf } from '#world';
import type { Accepted, Answer, Change, SealedInput } from './api.js';
import { base64, NATIVE } from './bytes.js';
import { ChangeSet } from './changes.js';
import type { Asked } from './commands.js';
import { applyEffects, nothingSpawned, type Spawned } from './effects.js';
import type { Environment } from './environment.js';
import { snapshotDue, type Loaded, type States } from './states.js';
import type { AnswerRow, FactRow, SettingRow, StoreUnit, StreamRow } from './store-port.js';

/** How a stream comes to be, when the command is its first. */
export interface Opening {
  readonly kind: string;
  readonly scope: string;
  readonly definition: Uint8Array;
  readonly title: StoredValue;
}

/** A key with what it stands for. */
export interface Idempotency {
  readonly scope: string;
  readonly key: string;
  readonly bytesHash: Uint8Array;
}

/** One command to decide. */
export interface Order {
  readonly stream: string;
  /** Checked against the stream's kind when given. */
  readonly kind?: string;
  readonly opening?: Opening;
  readonly command: Asked;
  readonly by: Actor;
  readonly act?: boolean;
  readonly idempotency?: Idempotency;
  readonly sealed?: readonly SealedInput[];
  /** Written with the record: a fact's bytes, a setting. */
  readonly facts?: readonly FactRow[];
  readonly settings?: readonly SettingRow[];
  /** For the tables of the stream's kind. */
  readonly beside?: unknown;
}

/** What is kept under an idempotency key: enough to give the first answer again. */
interface KeptAnswer {
  readonly stream: string;
  readonly seq: number;
  readonly leafHash: string;
  readonly at: number;
  readonly answer?: StoredValue;
}

/** One transaction's work in memory: streams as locked and loaded, what was decided, what will be written. */
export class Unit {
  readonly changes = new ChangeSet();
  readonly spawned: Spawned = nothingSpawned();
  readonly published: Change[] = [];
  readonly #loaded = new Map<string, Loaded>();
  readonly #opened = new Set<string>();
  readonly #before = new Map<string, number>();
  readonly #answered = new Map<string, { readonly bytesHash: Uint8Array; readonly answer: Accepted }>();
  #kept = new Map<string, AnswerRow>();

  constructor(
    private readonly environment: Environment,
    private readonly states: States,
    private readonly tx: StoreUnit,
    private readonly rows: ReadonlyMap<string, StreamRow>,
  ) {}

  /** Reads the answers kept under these keys, so that repeats are seen before they are decided. */
  async readAnswers(keys: readonly Idempotency[]): Promise<void> {
    if (keys.length === 0) return;
    const rows = await this.tx.answers(keys);
    this.#kept = new Map(rows.map((row) => [nameOf(row), row]));
  }

  /** The state of a stream as this unit has left it; null when there is none. */
  async state(stream: string): Promise<Loaded | null> {
    const loaded = this.#loaded.get(stream);
    if (loaded !== undefined) return loaded;
    const row = this.rows.get(stream);
    if (row === undefined) return null;
    const fresh = await this.states.load(row, this.tx);
    this.#loaded.set(stream, fresh);
    return fresh;
  }

  /** Decides one command. A refusal leaves nothing behind; an exception neither, so the others of a group go on. */
  async decide(order: Order): Promise<Answer> {
    const repeat = await this.#repeated(order);
    if (repeat !== null) return repeat;
    const loaded = (await this.state(order.stream)) ?? this.#open(order);
    if ('refused' in loaded) return loaded;
    const { row } = loaded;
    if (order.kind !== undefined && order.kind !== row.kind) return { refused: 'stream-kind' };
    const host = this.states.host(row.kind);
    if (host === undefined) return { refused: 'kind-unknown' };
    const sources = await this.states.sources(row, host, this.tx, targetOf(order.command));
    const facts = host.facts(sources);
    const at = Math.max(this.environment.clock.now(), row.at);
    const named = host.names?.(sources, order.command);
    const command = {
      ...order.command,
      at,
      by: order.by,
      ...(named === undefined || Object.keys(named).length === 0 ? {} : { facts: named }),
    };
    const decision = host.decider.decide(loaded.state, command, facts);
    if (isRefusal(decision)) return this.#answerRefused(order, decision);
    let { state } = loaded;
    for (const event of decision.events) state = host.decider.evolve(state, event, facts);
    const { seq } = row;
    const moved = definitionAfter(decision.effects);
    const definition = moved === null ? row.definition : Buffer.from(moved, 'base64');
    const salt = this.environment.ids.salt();
    const record = buildRecord(
      {
        stream: row.id,
        seq,
        at,
        type: order.command.type,
        def: definition,
        prev: row.leafHash,
        body: { command, events: decision.events },
        salt,
        ...(order.act === true ? { act: true } : {}),
      },
      NATIVE,
    );
    // from here on nothing can fail: the unit's changes stay whole
    const { leafHash, leafBytes, bodyBytes } = record;
    this.changes.records.push({
      stream: row.id,
      seq,
      at,
      type: order.command.type,
      leaf: leafBytes,
      leafHash,
      body: bodyBytes,
      salt,
      index: null,
    });
    const applied = applyEffects(decision.effects, row, seq, at, this.environment, this.changes, this.spawned);
    const status = applied.status ?? row.status;
    const next: StreamRow = { ...row, definition, seq: seq + 1, leafHash, at, status };
    if (!this.#before.has(row.id)) this.#before.set(row.id, row.seq);
    if (seq === 0) this.#opened.add(row.id);
    this.#loaded.set(row.id, { row: next, state, snapshotAt: loaded.snapshotAt });
    this.published.push({
      stream: row.id,
      kind: row.kind,
      scope: row.scope,
      seq,
      type: order.command.type,
      at,
      touched: applied.touched,
    });
    const answer: Accepted = {
      accepted: true,
      stream: row.id,
      record: { stream: row.id, seq, leafHash: base64(leafHash) },
      at,
      events: decision.events,
      ...(decision.answer === undefined ? {} : { answer: decision.answer }),
      repeated: false,
      settled: true,
    };
    if (this.environment.store.projected?.has(row.kind) === true) {
      const { record: reference, events } = answer;
      this.changes.projected.push({ kind: row.kind, record: reference, events, beside: order.beside ?? null });
    }
    this.#keep(order, answer);
    return answer;
  }

  /** Everything the unit writes; call once, at its end. Answers the states to put into the cache after the commit. */
  finish(): { readonly changes: ChangeSet; readonly states: readonly Loaded[] } {
    const states: Loaded[] = [];
    for (const [id, before] of this.#before) {
      const loaded = this.#loaded.get(id);
      if (loaded === undefined) continue;
      (this.#opened.has(id) ? this.changes.open : this.changes.move).push(loaded.row);
      const snapshot = snapshotDue(before, loaded.row.seq) ? this.states.snapshot(loaded) : null;
      if (snapshot === null) {
        states.push(loaded);
      } else {
        this.changes.snapshots.push(snapshot);
        states.push({ ...loaded, snapshotAt: loaded.row.seq });
      }
    }
    // states that were only read are worth keeping too
    for (const [id, loaded] of this.#loaded) if (!this.#before.has(id) && loaded.row.seq > 0) states.push(loaded);
    return { changes: this.changes, states };
  }

  /** Streams this unit has opened, with their kinds. */
  get opened(): readonly EntityStream[] {
    return [...this.#opened].flatMap((stream) => {
      const kind = this.#loaded.get(stream)?.row.kind;
      return kind === undefined ? [] : [{ stream, kind }];
    });
  }

  /** The last record of a stream as this unit has left it. */
  reference(stream: string): RecordReference | null {
    const row = this.#loaded.get(stream)?.row ?? this.rows.get(stream);
    if (row === undefined || row.leafHash === null) return null;
    return { stream, seq: row.seq - 1, leafHash: base64(row.leafHash) };
  }

  #open(order: Order): Loaded | Refusal {
    const { opening } = order;
    if (opening === undefined) return { refused: 'stream-unknown' };
    const host = this.states.host(opening.kind);
    if (host === undefined) return { refused: 'kind-unknown' };
    const now = this.environment.clock.now();
    const row: StreamRow = {
      id: order.stream,
      kind: opening.kind,
      definition: opening.definition,
      scope: opening.scope,
      title: opening.title,
      status: 'open',
      seq: 0,
      leafHash: null,
      at: 0,
      startedAt: now,
    };
    return { row, state: host.decider.initial(), snapshotAt: 0 };
  }

  /** The first answer again, or `conflict`; null when the key is new or there is none. */
  async #repeated(order: Order): Promise<Answer | null> {
    const { idempotency } = order;
    if (idempotency === undefined) return null;
    const name = nameOf(idempotency);
    const here = this.#answered.get(name);
    if (here !== undefined) {
      if (Buffer.compare(here.bytesHash, idempotency.bytesHash) !== 0) return { refused: 'conflict' };
      return { ...here.answer, repeated: true };
    }
    const kept = this.#kept.get(name);
    return kept === undefined ? null : this.#again(kept, idempotency);
  }

  async #again(kept: AnswerRow, idempotency: Idempotency): Promise<Answer> {
    if (Buffer.compare(kept.bytesHash, idempotency.bytesHash) !== 0) return { refused: 'conflict' };
    const { stream, seq, leafHash, at, answer } = kept.answer as unknown as KeptAnswer;
    const record = (await this.tx.recordsFrom(stream, seq, 1))[0];
    const body = record?.body ?? null;
    const events =
      body === null
        ? []
        : (JSON.parse(Buffer.from(body).toString('utf8')) as { readonly events: readonly Event[] }).events;
    return {
      accepted: true,
      stream,
      record: { stream, seq, leafHash },
      at,
      events,
      ...(answer === undefined ? {} : { answer }),
      repeated: true,
      settled: true,
    };
  }

  /** A repeat of an accepted command is often refused by the state it made: the kept answer comes first. */
  async #answerRefused(order: Order, refusal: Refusal): Promise<Answer> {
    const { idempotency } = order;
    if (idempotency === undefined) return refusal;
    const [kept] = await this.tx.answers([idempotency]);
    return kept === undefined ? refusal : this.#again(kept, idempotency);
  }

  #keep(order: Order, answer: Accepted): void {
    if (order.sealed !== undefined) this.changes.sealed.push(...order.sealed);
    if (order.facts !== undefined) this.changes.facts.push(...order.facts);
    if (order.settings !== undefined) this.changes.settings.push(...order.settings);
    const { idempotency } = order;
    if (idempotency === undefined) return;
    this.#answered.set(nameOf(idempotency), { bytesHash: idempotency.bytesHash, answer });
    const { stream, record, at } = answer;
    this.changes.answers.push({
      scope: idempotency.scope,
      key: idempotency.key,
      bytesHash: idempotency.bytesHash,
      answer: {
        stream,
        seq: record.seq,
        leafHash: record.leafHash,
        at,
        ...(answer.answer === undefined ? {} : { answer: answer.answer }),
      },
      at: this.environment.clock.real(),
    });
  }
}

function nameOf(key: { readonly scope: string; readonly key: string }): string {
  return `${key.scope} ${key.key}`;
}
