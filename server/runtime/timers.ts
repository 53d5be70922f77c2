import { SYSTEM } from '#engine';
import { fireTimer } from './commands.js';
import type { Environment } from './environment.js';
import type { Groups } from './groups.js';
import type { Counted } from './settle.js';
import type { TimerRow } from './store-port.js';

/** A refused timer (its matter is suspended) is not tried again for so long. Real time. */
const REFUSED_PAUSE = 30_000;

/**
 * Fires what is due, in bounded batches: late perhaps, never early. The row's due date is checked again under the
 * stream's lock, so two servers that see the same timer fire it once.
 */
export class Timers {
  readonly #under = new Set<string>();
  readonly #paused = new Map<string, number>();

  constructor(
    private readonly environment: Environment,
    private readonly groups: Groups,
  ) {}

  /** Fires everything due now and what that makes due, and answers how many fired. */
  async fireDue(cause: Counted | null = null): Promise<number> {
    const { store, clock, limits } = this.environment;
    let fired = 0;
    for (;;) {
      const due = await store.dueTimers(clock.now(), limits.batch + this.#paused.size);
      const ready = due.filter((timer) => this.#mayFire(timer)).slice(0, limits.batch);
      if (ready.length === 0) return fired;
      // in the order of their dates: those of one stream stay in it, since a stream's orders are decided as they come
      const answers = await Promise.all(ready.map((timer) => this.#fire(timer, cause)));
      const done = answers.filter((answer) => answer).length;
      fired += done;
      if (done === 0) return fired;
    }
  }

  /** A stream moved on: what it refused may be accepted now. */
  moved(stream: string): void {
    if (this.#paused.size === 0) return;
    for (const name of this.#paused.keys()) if (name.startsWith(`${stream}:`)) this.#paused.delete(name);
  }

  #mayFire(timer: TimerRow): boolean {
    const name = nameOf(timer);
    if (this.#under.has(name)) return false;
    const until = this.#paused.get(name);
    if (until === undefined) return true;
    if (until > this.environment.clock.real()) return false;
    this.#paused.delete(name);
    return true;
  }

  async #fire(timer: TimerRow, cause: Counted | null): Promise<boolean> {
    const name = nameOf(timer);
    this.#under.add(name);
    try {
      const answer = await this.groups.ask(
        { stream: timer.stream, command: fireTimer(timer.key), by: SYSTEM },
        { from: 'timer', key: timer.key, due: timer.due ?? 0 },
        cause,
      );
      if (answer === 'gone') return true;
      if (!('refused' in answer)) return true;
      this.#paused.set(name, this.environment.clock.real() + REFUSED_PAUSE);
      return false;
    } catch (error) {
      this.#paused.set(name, this.environment.clock.real() + REFUSED_PAUSE);
      this.environment.log.warn('timer not fired', { stream: timer.stream, key: timer.key, error: String(error) });
      return false;
    } finally {
      this.#under.delete(name);
    }
  }
}

function nameOf(timer: TimerRow): string {
  return `${timer.stream}:${timer.key}:${timer.due ?? ''}`;
}
