import type { Answer, Change } from './api.js';
import type { Spawned } from './effects.js';
import type { Environment } from './environment.js';
import { joined, type Counted } from './settle.js';
import type { States } from './states.js';
import { AlreadyThere, type RowKey, type StoreUnit } from './store-port.js';
import { Unit, type Idempotency, type Order } from './unit.js';

/** Where an order comes from; checked under the stream's lock, so that it is carried out once. */
export type Source =
  | { readonly from: 'caller' }
  | { readonly from: 'inbox'; readonly id: string; readonly message: string | null }
  | { readonly from: 'timer'; readonly key: number; readonly due: number }
  | { readonly from: 'job'; readonly key: number; readonly fence: number };

export interface QueuedOrder {
  readonly order: Order;
  readonly source: Source;
  readonly cause: Counted | null;
  /** `gone`: its inbox row, timer or lease is no more, somebody else has carried it out. */
  done(answer: Answer | 'gone'): void;
  failed(error: unknown): void;
}

/** What a committed unit set off, handed to whoever performs it. */
export interface Committed {
  readonly published: readonly Change[];
  readonly spawned: Spawned;
  readonly cause: Counted | null;
}

/**
 * Group commit: ready units of different streams share one transaction. Rows are locked in id order first, stale states
 * re-read, then the commands are decided. While nothing is in flight a unit starts at once; else it waits a bounded
 * moment for others.
 */
export class Groups {
  readonly #queues = new Map<string, QueuedOrder[]>();
  readonly #busy = new Set<string>();
  #inFlight = 0;
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  readonly #most: number;

  constructor(
    private readonly environment: Environment,
    private readonly states: States,
    private readonly committed: (committed: Committed) => void,
  ) {
    // leave connections to jobs, casting and matches
    this.#most = Math.max(1, Math.min(8, environment.store.concurrentUnits - 2));
  }

  /** Queues an order; orders of one stream are decided in the order they came. */
  add(queued: QueuedOrder): void {
    const queue = this.#queues.get(queued.order.stream);
    if (queue === undefined) this.#queues.set(queued.order.stream, [queued]);
    else queue.push(queued);
    this.#pump();
  }

  /** Queues an order and waits for its answer. */
  ask(order: Order, source: Source, cause: Counted | null): Promise<Answer | 'gone'> {
    return new Promise((done, failed) => this.add({ order, source, cause, done, failed }));
  }

  /** Resolves when nothing is queued or in flight. */
  async idle(): Promise<void> {
    while (this.#inFlight > 0 || this.#queues.size > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  #pump(): void {
    if (this.#inFlight >= this.#most || this.#immediate !== null) return;
    const ready = this.#ready();
    if (ready === 0) return;
    if (this.#inFlight === 0 || ready >= this.environment.limits.groupStreams) {
      // the end of this turn of the event loop: requests that arrived together go together
      this.#immediate = setImmediate(() => {
        this.#immediate = null;
        this.#launch();
      });
    } else if (this.#timer === null) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#launch();
      }, this.environment.limits.groupDelay);
    }
  }

  #ready(): number {
    let count = 0;
    for (const stream of this.#queues.keys()) if (!this.#busy.has(stream)) count++;
    return count;
  }

  #launch(): void {
    if (this.#inFlight >= this.#most) return;
    const { groupStreams, commandsPerUnit, commandsPerGroup } = this.environment.limits;
    let left = commandsPerGroup;
    const group = new Map<string, QueuedOrder[]>();
    for (const [stream, queue] of this.#queues) {
      if (group.size >= groupStreams || left <= 0) break;
      if (this.#busy.has(stream)) continue;
      const taken = queue.splice(0, Math.min(left, commandsPerUnit));
      left -= taken.length;
      group.set(stream, taken);
      this.#busy.add(stream);
      // to the end of the line, so that a busy stream does not keep others waiting
      this.#queues.delete(stream);
      if (queue.length > 0) this.#queues.set(stream, queue);
    }
    if (group.size === 0) return;
    this.#inFlight++;
    void this.#run(group).finally(() => {
      this.#inFlight--;
      for (const stream of group.keys()) this.#busy.delete(stream);
      this.#pump();
    });
    this.#pump();
  }

  async #run(group: ReadonlyMap<string, readonly QueuedOrder[]>): Promise<void> {
    try {
      await this.#transact(group, false);
    } catch (error) {
      // one of the group spoils it for all: each stream again by itself, repeats looked for first
      for (const [stream, orders] of group) {
        this.states.forget(stream);
        await this.#alone(stream, orders, error);
      }
    }
  }

  async #alone(stream: string, orders: readonly QueuedOrder[], first: unknown): Promise<void> {
    let error = first;
    for (let attempt = 0; attempt < 4; attempt++) {
      if (attempt > 0 && !(error instanceof AlreadyThere)) break;
      try {
        await this.#transact(new Map([[stream, orders]]), true);
        return;
      } catch (again) {
        error = again;
        this.states.forget(stream);
      }
    }
    if (orders.length === 1 || !(await this.#oneByOne(stream, orders))) {
      for (const queued of orders) queued.failed(error);
    }
  }

  /** A unit of several commands that fails as a whole is tried command by command, so that one cannot hurt another. */
  async #oneByOne(stream: string, orders: readonly QueuedOrder[]): Promise<boolean> {
    for (const queued of orders) {
      try {
        await this.#transact(new Map([[stream, [queued]]]), true);
      } catch (error) {
        this.states.forget(stream);
        queued.failed(error);
      }
    }
    return true;
  }

  async #transact(group: ReadonlyMap<string, readonly QueuedOrder[]>, careful: boolean): Promise<void> {
    const answers: { queued: QueuedOrder; answer: Answer | 'gone' | { failed: unknown } }[] = [];
    const result = await this.environment.store.unit(async (tx) => {
      answers.length = 0;
      const rows = await tx.lockStreams([...group.keys()].sort());
      const unit = new Unit(this.environment, this.states, tx, rows);
      const all = [...group.values()].flat();
      if (careful) await unit.readAnswers(keysOf(all));
      const gone = await goneSources(tx, all);
      for (const queued of all) {
        if (gone.has(queued)) {
          answers.push({ queued, answer: 'gone' });
          continue;
        }
        answers.push({ queued, answer: await decideOne(unit, queued) });
      }
      const finished = unit.finish();
      if (!finished.changes.empty) await tx.append(finished.changes);
      return { unit, finished };
    });
    this.states.replace(result.finished.states);
    // every cause of the group waits for all it spawned: a little longer than needed, never shorter
    const causes = new Set(answers.map((one) => one.queued.cause).filter((cause) => cause !== null));
    const { published, spawned } = result.unit;
    if (published.length > 0 || result.finished.changes.messagesBack.length > 0) {
      this.committed({ published, spawned, cause: joined([...causes]) });
    }
    for (const { queued, answer } of answers) {
      if (typeof answer === 'object' && 'failed' in answer) queued.failed(answer.failed);
      else queued.done(answer);
    }
  }
}

async function decideOne(unit: Unit, queued: QueuedOrder): Promise<Answer | { failed: unknown }> {
  const { source } = queued;
  let answer: Answer;
  try {
    answer = await unit.decide(queued.order);
  } catch (error) {
    return { failed: error };
  }
  if (source.from === 'inbox') {
    if (!('refused' in answer)) unit.changes.inboxDone.push(source.id);
    else if (queued.order.command.type === 'deliverSignal') {
      // it waits no longer: a signal is kept for nobody
      unit.changes.inboxDone.push(source.id);
    } else if (source.message === null) unit.changes.inboxRefused.push({ id: source.id, code: answer.refused });
    else {
      // whom the message was paired with is gone: the next one may have it
      unit.changes.inboxDone.push(source.id);
      unit.changes.messagesBack.push(source.message);
    }
  }
  return answer;
}

function keysOf(orders: readonly QueuedOrder[]): readonly Idempotency[] {
  return orders.map((queued) => queued.order.idempotency).filter((key) => key !== undefined);
}

/** Orders whose inbox row, timer or lease is not there any more. One query for each kind of source in the group. */
async function goneSources(tx: StoreUnit, orders: readonly QueuedOrder[]): Promise<ReadonlySet<QueuedOrder>> {
  const gone = new Set<QueuedOrder>();
  const inbox = orders.filter((queued) => queued.source.from === 'inbox');
  if (inbox.length > 0) {
    const waiting = await tx.inboxWaiting(inbox.map((queued) => (queued.source as { id: string }).id));
    for (const queued of inbox) if (!waiting.has((queued.source as { id: string }).id)) gone.add(queued);
  }
  const timers = orders.filter((queued) => queued.source.from === 'timer');
  if (timers.length > 0) {
    const keys = timers.map((queued): RowKey => {
      const { key } = queued.source as { key: number };
      return { stream: queued.order.stream, key };
    });
    const rows = await tx.timers(keys);
    for (const queued of timers) {
      const { key, due } = queued.source as { key: number; due: number };
      const there = rows.some((row) => row.stream === queued.order.stream && row.key === key && row.due === due);
      if (!there) gone.add(queued);
    }
  }
  for (const queued of orders) {
    if (queued.source.from !== 'job') continue;
    const { key, fence } = queued.source;
    const job = await tx.job({ stream: queued.order.stream, key });
    if (job === null || job.fence !== fence) gone.add(queued);
  }
  return gone;
}
