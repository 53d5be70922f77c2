/** Something that is told of each piece of work it set off, and of its end. */
export interface Counted {
  enter(): void;
  leave(): void;
}

/** Several that wait for the same work; null for none. */
export function joined(all: readonly Counted[]): Counted | null {
  if (all.length <= 1) return all[0] ?? null;
  return {
    enter: () => all.forEach((one) => one.enter()),
    leave: () => all.forEach((one) => one.leave()),
  };
}

/** The requests that wait for one piece of work. More may join while it is under way: whoever comes later waits too. */
export class Waiters {
  readonly #all = new Set<Counted>();

  join(cause: Counted | null): void {
    if (cause === null || this.#all.has(cause)) return;
    cause.enter();
    this.#all.add(cause);
  }

  /** Those there are now, told of what the work sets off. */
  get joined(): Counted | null {
    return joined([...this.#all]);
  }

  over(): void {
    for (const cause of this.#all) cause.leave();
    this.#all.clear();
  }
}

/**
 * What one request caused and is not yet consumed: jobs, inbox rows, message matches, and what those cause in turn. A
 * request that wants to read its own writes waits until nothing is left, or until its time is up.
 */
export class Cause implements Counted {
  #open = 0;
  #waiting: (() => void)[] = [];

  enter(): void {
    this.#open++;
  }

  leave(): void {
    this.#open--;
    if (this.#open > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** True when everything was consumed within `milliseconds`. */
  settled(milliseconds: number): Promise<boolean> {
    if (this.#open === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}

/**
 * Work that several set off and none can tell apart, such as the pairs of one correlation: whoever joins while any of it is
 * open waits until all of it is done, no matter who began it.
 */
export class Shared implements Counted {
  readonly #waiters = new Waiters();
  #open = 0;

  constructor(private readonly over: () => void) {}

  join(cause: Counted | null): void {
    this.#waiters.join(cause);
  }

  enter(): void {
    this.#open++;
  }

  leave(): void {
    this.#open--;
    if (this.#open > 0) return;
    this.#waiters.over();
    this.over();
  }
}
