import type { Environment } from './environment.js';
import type { OutboxPerformer } from './ports.js';
import type { StoredValue } from '#engine';

/** Lease on rows being sent; real time. */
const LEASE = 60_000;
/** What was not sent is tried again after a minute, doubling, at most an hour: it is never given up. */
const MOST_WAIT = 3_600_000;
const CODE = /^[a-z][a-z0-9-]{0,63}$/;

/** Effects for the outside world, sent at least once each after their unit was committed. */
export class Outbox {
  #running: Promise<void> | null = null;
  #again = false;

  constructor(
    private readonly environment: Environment,
    private readonly performer: OutboxPerformer,
  ) {}

  /** Sends what waits; a call while one runs makes it look once more. */
  wake(): Promise<void> {
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#send().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(): Promise<void> {
    const { store, clock, limits, log } = this.environment;
    do {
      this.#again = false;
      const rows = await store.outbox(clock.real(), limits.batch);
      if (rows.length === 0) continue;
      const until = clock.real() + LEASE;
      const held = await store.unit((tx) => tx.claimOutbox(rows, until));
      const done: string[] = [];
      for (const row of rows) {
        if (!held.has(row.id)) continue;
        try {
          const { id, stream, seq, scope, effect } = row;
          await this.performer.perform({
            id,
            stream,
            seq,
            scope,
            kind: effect.do,
            effect: effect as unknown as StoredValue,
          });
          done.push(row.id);
        } catch (error) {
          log.warn('not sent', { id: row.id, error: String(error) });
          const at = clock.real();
          const until = at + Math.min(MOST_WAIT, LEASE * 2 ** Math.min(row.fence, 6));
          await store.unit((tx) => tx.outboxFailed(row.id, reasonOf(error), at, until));
        }
      }
      if (done.length > 0) await store.unit((tx) => tx.outboxDone(done));
      if (rows.length === limits.batch) this.#again = true;
    } while (this.#again);
  }
}

/** The code of a problem; anything else that is thrown may name somebody and stands in the log alone. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && CODE.test(code) ? code : 'effect-exception';
}
