import { SYSTEM } from '#engine';
import type { Change } from './api.js';
import type { Calendars } from './calendars.js';
import type { Environment } from './environment.js';
import type { Committed, Groups } from './groups.js';
import type { Jobs } from './jobs.js';
import type { Messages } from './messages.js';
import type { Outbox } from './outbox.js';
import { Waiters, type Counted } from './settle.js';
import type { Signals } from './signals.js';
import type { InboxRow, SnapshotRow } from './store-port.js';
import type { Timers } from './timers.js';

interface Parts {
  readonly groups: Groups;
  readonly jobs: Jobs;
  readonly timers: Timers;
  readonly messages: Messages;
  readonly signals: Signals;
  readonly calendars: Calendars;
  readonly outbox: Outbox | null;
  publish(changes: readonly Change[]): void;
}

/**
 * Performs what commits set off: at once in the process that committed, and by polling for everything a crash or another
 * server left. Each way may come first; whatever is done is checked under the stream's lock.
 */
export class Performer {
  #running = false;
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<void> | null = null;
  #rounds = 0;
  readonly #aside = new Set<Promise<unknown>>();
  /** Inbox rows queued here already, with the requests that wait for them. */
  readonly #inbox = new Map<string, Waiters>();

  constructor(
    private readonly environment: Environment,
    private readonly holder: string,
    private readonly parts: Parts,
  ) {}

  get running(): boolean {
    return this.#running;
  }

  start(): void {
    this.#running = true;
    this.#next(0);
  }

  async stop(): Promise<void> {
    this.#running = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.idle();
  }

  async idle(): Promise<void> {
    for (;;) {
      await this.#sweeping;
      await Promise.all(this.#aside);
      await this.parts.groups.idle();
      await this.parts.jobs.idle();
      if (this.#aside.size === 0 && this.#inbox.size === 0) return;
    }
  }

  /** After a commit. */
  committed({ published, spawned, cause }: Committed): void {
    if (published.length > 0) this.parts.publish(published);
    for (const { stream } of published) {
      this.parts.timers.moved(stream);
      if (this.parts.jobs.moved(stream) && this.#running) this.#run(this.#wakeJobs(stream, cause), cause);
    }
    if (!this.#running) return;
    for (const job of spawned.jobs) this.#run(this.#wakeJob(job.stream, job.key, cause), cause);
    for (const { name, correlationKey } of spawned.correlations) this.match({ name, correlationKey }, cause);
    for (const id of spawned.signals) this.spread(id, cause);
    if (spawned.inbox.length > 0)
      this.#run(this.#wakeInbox([...new Set(spawned.inbox.map((row) => row.stream))], cause), cause);
    if (spawned.outbox && this.parts.outbox !== null) this.#run(this.parts.outbox.wake(), null);
    if (spawned.due !== null && spawned.due <= this.environment.clock.now())
      this.#run(this.parts.timers.fireDue(cause), cause);
  }

  match(key: { readonly name: string; readonly correlationKey: string }, cause: Counted | null): void {
    if (this.#running) this.#run(this.parts.messages.match(key.name, key.correlationKey, cause), cause);
  }

  spread(signal: string, cause: Counted | null): void {
    if (this.#running) this.#run(this.parts.signals.spread(signal, cause), cause);
  }

  /** Queues inbox rows for their streams. */
  deliver(rows: readonly InboxRow[], cause: Counted | null): void {
    for (const row of rows) {
      const known = this.#inbox.get(row.id);
      if (known !== undefined) {
        known.join(cause);
        continue;
      }
      const waiters = new Waiters();
      waiters.join(cause);
      this.#inbox.set(row.id, waiters);
      const over = () => {
        this.#inbox.delete(row.id);
        waiters.over();
      };
      this.parts.groups.add({
        order: {
          stream: row.stream,
          kind: row.kind,
          command: row.command,
          by: { ...SYSTEM, scope: row.scope },
          ...(row.message === null
            ? { opening: { kind: row.kind, scope: row.scope, definition: row.definition, title: null } }
            : {}),
        },
        source: { from: 'inbox', id: row.id, message: row.message },
        get cause() {
          return waiters.joined;
        },
        done: over,
        failed: (error) => {
          over();
          this.environment.log.warn('inbox row failed', { id: row.id, stream: row.stream, error: String(error) });
        },
      });
    }
  }

  fireDue(cause: Counted | null): Promise<number> {
    return this.parts.timers.fireDue(cause);
  }

  keepSnapshot(snapshot: SnapshotRow): void {
    this.#run(
      this.environment.store.unit((tx) => tx.keepSnapshot(snapshot)),
      null,
    );
  }

  /** Everything that waits in the database and may be done now. */
  async sweep(): Promise<void> {
    const { store, clock, limits } = this.environment;
    const { jobs, messages, signals, timers, calendars, outbox } = this.parts;
    await clock.refresh?.();
    await timers.fireDue();
    for (const row of await store.readyJobs(jobs.types, clock.real(), limits.batch)) jobs.add(row, null);
    this.deliver(await store.inboxOf(null, limits.batch), null);
    for (const id of await store.signals(limits.batch)) await signals.spread(id, null);
    for (const { name, correlationKey } of await store.unmatched(clock.now(), limits.batch)) {
      await messages.match(name, correlationKey, null);
    }
    await calendars.refresh();
    await calendars.tellWaiting(null);
    await outbox?.wake();
  }

  #next(delay: number): void {
    if (!this.#running) return;
    this.#timer = setTimeout(() => {
      this.#sweeping = this.#round()
        .catch((error: unknown) => {
          this.environment.log.warn('sweep failed', { error: String(error) });
        })
        .finally(() => {
          this.#sweeping = null;
          this.#next(this.environment.limits.pollEvery);
        });
    }, delay);
  }

  async #round(): Promise<void> {
    await this.sweep();
    // housekeeping by one server at a time, every few hundred rounds
    if (this.#rounds++ % 500 !== 0) return;
    const { store, clock, limits } = this.environment;
    const real = clock.real();
    await store.unit(async (tx) => {
      if (!(await tx.takeLease('tidy', this.holder, real, real + 60_000))) return;
      await tx.tidy(clock.now(), real - limits.keepAnswers);
    });
  }

  async #wakeJob(stream: string, key: number, cause: Counted | null): Promise<void> {
    const row = (await this.environment.store.jobsOf(stream)).find((job) => job.key === key);
    if (row !== undefined) this.parts.jobs.add(row, cause);
  }

  async #wakeJobs(stream: string, cause: Counted | null): Promise<void> {
    for (const row of await this.environment.store.jobsOf(stream)) {
      if (row.retries > 0 && row.notBefore <= this.environment.clock.real()) this.parts.jobs.add(row, cause);
    }
  }

  async #wakeInbox(streams: readonly string[], cause: Counted | null): Promise<void> {
    for (const stream of streams)
      this.deliver(await this.environment.store.inboxOf(stream, this.environment.limits.batch), cause);
  }

  #run(work: Promise<unknown>, cause: Counted | null): void {
    cause?.enter();
    const watched: Promise<unknown> = work
      .catch((error: unknown) => {
        this.environment.log.warn('left for the next sweep', { error: String(error) });
      })
      .finally(() => {
        this.#aside.delete(watched);
        cause?.leave();
      });
    this.#aside.add(watched);
  }
}
