import type { SealedInput } from './api.js';
import type {
  AnswerRow,
  Changes,
  FactRow,
  IncidentRow,
  InboxRow,
  JobRow,
  MessageRow,
  OutboxRow,
  ProjectedRecord,
  RecordRow,
  RowKey,
  Rows,
  SettingRow,
  SnapshotRow,
  StreamRow,
  SubscriptionRow,
  TaskRow,
  TimerRow,
} from './store-port.js';

/** Rows of one projection, netted: what was opened and closed in the same unit is not written at all. */
export class RowSet<T extends RowKey> implements Rows<T> {
  readonly #put = new Map<string, T>();
  readonly #remove = new Map<string, RowKey>();
  /** Opened by this unit for the first time, so there is nothing in the table to remove. */
  readonly #fresh = new Set<string>();

  /** `fresh`: the key was never used before this unit. */
  open(row: T, fresh = false): void {
    const name = nameOf(row);
    if (fresh && !this.#remove.has(name)) this.#fresh.add(name);
    this.#remove.delete(name);
    this.#put.set(name, row);
  }

  close(key: RowKey): void {
    const name = nameOf(key);
    this.#put.delete(name);
    if (!this.#fresh.delete(name)) this.#remove.set(name, key);
  }

  get put(): readonly T[] {
    return [...this.#put.values()];
  }

  get remove(): readonly RowKey[] {
    return [...this.#remove.values()];
  }

  get touched(): boolean {
    return this.#put.size + this.#remove.size > 0;
  }
}

function nameOf(key: RowKey): string {
  return `${key.stream}:${key.key}`;
}

/** Everything a unit is going to write, gathered while it decides. */
export class ChangeSet implements Changes {
  readonly open: StreamRow[] = [];
  move: StreamRow[] = [];
  readonly records: RecordRow[] = [];
  readonly snapshots: SnapshotRow[] = [];
  readonly sealed: SealedInput[] = [];
  readonly answers: AnswerRow[] = [];
  readonly jobs = new RowSet<JobRow>();
  readonly timers = new RowSet<TimerRow>();
  readonly tasks = new RowSet<TaskRow>();
  readonly incidents = new RowSet<IncidentRow>();
  readonly subscriptions = new RowSet<SubscriptionRow>();
  readonly messages: MessageRow[] = [];
  readonly inbox: InboxRow[] = [];
  readonly inboxDone: string[] = [];
  readonly inboxRefused: { readonly id: string; readonly code: string }[] = [];
  readonly messagesBack: string[] = [];
  readonly outbox: OutboxRow[] = [];
  readonly facts: FactRow[] = [];
  readonly settings: SettingRow[] = [];
  readonly projected: ProjectedRecord[] = [];

  /** True when there is nothing to write. */
  get empty(): boolean {
    return this.records.length + this.inboxDone.length + this.inboxRefused.length + this.messagesBack.length === 0;
  }
}
