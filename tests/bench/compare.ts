import { median, rounds } from './measure.mjs';

export interface Measured {
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  /** Median per second, of the runtime and of what it is compared with. */
  readonly rates: readonly [number, number];
}

const ROUNDS = 9;
const SLICE = 500;
/** So many units of each side, or so many milliseconds, come before the first round: what is measured is compiled. */
const WARM = 2_000;
const WARM_FOR = 8_000;

/** Units per second with so many in flight, over a slice of time. */
async function rateOf(inFlight: number, one: (worker: number) => Promise<void>): Promise<number> {
  const begin = performance.now();
  let done = 0;
  const workers = Array.from({ length: inFlight }, async (_, worker) => {
    while (performance.now() - begin < SLICE) {
      await one(worker);
      done++;
    }
  });
  await Promise.all(workers);
  return done / ((performance.now() - begin) / 1_000);
}

/** Both measured by turns, so that what else the machine does meets both. */
export async function compared(
  inFlight: number,
  ours: (worker: number) => Promise<void>,
  floor: (worker: number) => Promise<void>,
): Promise<Measured> {
  const both = async () => [await rateOf(inFlight, ours), await rateOf(inFlight, floor)] as const;
  for (const one of [ours, floor]) {
    const begin = performance.now();
    let left = WARM;
    const counted = (worker: number) => (left--, one(worker));
    while (left > 0 && performance.now() - begin < WARM_FOR) await rateOf(inFlight, counted);
  }
  const taken = await rounds(ROUNDS, both);
  return {
    ratio: median(taken.map(([mine, theirs]) => mine / theirs)),
    rates: [median(taken.map(([mine]) => mine)), median(taken.map(([, theirs]) => theirs))],
  };
}
