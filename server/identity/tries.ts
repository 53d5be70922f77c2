const MOST = 10_000;

/** Wrong tries by name, in the memory of this process and bounded, so that a stranger cannot fill it. Real time. */
export class Tries {
  /** Oldest first. */
  readonly #tries = new Map<string, { readonly wrong: number; readonly since: number }>();

  /** After `most` wrong tries in a row comes a rest of so many milliseconds. */
  constructor(
    private readonly most: number,
    private readonly rest: number,
  ) {}

  /** Seconds until the next try. */
  wait(name: string): number {
    const tries = this.#tries.get(name);
    if (!tries || tries.wrong < this.most) return 0;
    return Math.max(0, Math.ceil((tries.since + this.rest - Date.now()) / 1000));
  }

  /** To be called before the answer is known, or many tries at once would all pass before the first is counted. */
  count(name: string): void {
    const tries = this.#tries.get(name);
    this.#tries.delete(name);
    const rested = tries !== undefined && tries.wrong >= this.most;
    this.#tries.set(name, { wrong: rested ? 1 : (tries?.wrong ?? 0) + 1, since: Date.now() });
    if (this.#tries.size > MOST) this.#tries.delete(this.#tries.keys().next().value as string);
  }

  clear(name: string): void {
    this.#tries.delete(name);
  }
}
