import { performance } from 'node:perf_hooks';

/**
 * Real time as the database has it: measured against the steady clock of this process, so that servers that share a
 * database agree even where their machines do not.
 */
export class DatabaseClock {
  #offset: number;
  #timer: NodeJS.Timeout | null = null;

  private constructor(
    private readonly databaseTime: () => Promise<number>,
    offset: number,
  ) {
    this.#offset = offset;
  }

  /** Asks the database once, and again every minute until `close`. */
  static async open(databaseTime: () => Promise<number>): Promise<DatabaseClock> {
    const clock = new DatabaseClock(databaseTime, await measure(databaseTime));
    clock.#timer = setInterval(() => {
      // a database that is away keeps the last measure
      measure(databaseTime).then(
        (offset) => (clock.#offset = offset),
        () => undefined,
      );
    }, 60_000);
    clock.#timer.unref();
    return clock;
  }

  now(): number {
    return this.real();
  }

  real(): number {
    return Math.floor(performance.now() + this.#offset);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }
}

async function measure(databaseTime: () => Promise<number>): Promise<number> {
  const before = performance.now();
  const there = await databaseTime();
  const after = performance.now();
  return there - (before + after) / 2;
}

/** Where the demo clock is kept. */
export interface StoredInstant {
  read(): Promise<number | null>;
  /** Sets it unless it is further on already; answers what it is then. UTC milliseconds. */
  advance(to: number): Promise<number>;
}

/** Monday 2 March 2026, 09:00 in Shanghai. */
export const DEMO_START = 1_772_413_200_000;

/**
 * A clock moved by hand, forward only, kept in the database: it survives a restart and is the same for every server.
 * `real()` stays real: leases, sessions and rate limits do not wait for it.
 */
export class DemoClock {
  #now: number;

  private constructor(
    private readonly stored: StoredInstant,
    private readonly realTime: { real(): number },
    now: number,
  ) {
    this.#now = now;
  }

  static async open(stored: StoredInstant, realTime: { real(): number }, begin = DEMO_START): Promise<DemoClock> {
    const now = (await stored.read()) ?? (await stored.advance(begin));
    return new DemoClock(stored, realTime, now);
  }

  now(): number {
    return this.#now;
  }

  real(): number {
    return this.realTime.real();
  }

  /** Moves the clock to this instant. Throws `RangeError` for an instant before now. */
  async moveTo(instant: number): Promise<void> {
    await this.refresh();
    if (!Number.isSafeInteger(instant) || instant < this.#now) throw new RangeError('the demo clock only runs forward');
    this.#now = await this.stored.advance(instant);
  }

  /** Reads where another server has moved it. */
  async refresh(): Promise<void> {
    const stored = await this.stored.read();
    if (stored !== null && stored > this.#now) this.#now = stored;
  }
}
