/**
 * How often a property over random models runs. `npm test` takes the same 500 models every time, so that it says something
 * about the change and not about the day; the long run (`HEYI_RUNS`) takes others each time. `HEYI_SEED` repeats one: the
 * seed of a failing run is printed with the counterexample.
 */
export const runs = {
  numRuns: Number(process.env['HEYI_RUNS'] ?? 500),
  seed: Number(
    process.env['HEYI_SEED'] ?? (process.env['HEYI_RUNS'] === undefined ? 20_260_302 : Date.now() % 2 ** 31),
  ),
};

/** A story that has grown beyond this says nothing new: it runs into a counted limit again and again. */
export const MOST_EVENTS = 30_000;

export const timeout = Math.max(600_000, runs.numRuns * 1_000);
