/** A row of numbers that is the same for the same seed on every machine (mulberry32): the demo data is made of it. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below `most`. */
  below(most: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** The same things in another order. */
  shuffled<T>(all: readonly T[]): readonly T[] {
    const mixed = [...all];
    for (let n = mixed.length - 1; n > 0; n--) {
      const other = this.below(n + 1);
      [mixed[n], mixed[other]] = [mixed[other] as T, mixed[n] as T];
    }
    return mixed;
  }
}
