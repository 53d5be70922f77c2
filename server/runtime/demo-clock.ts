import type { Store } from './store-port.js';

/** Setting that keeps the demo clock. */
const SETTING = 'clock.demo';

/** The stored demo clock: forward only, whoever moves it. What `DemoClock` of `server/outside` is made with. */
export function storedInstant(store: Store): {
  read(): Promise<number | null>;
  advance(to: number): Promise<number>;
} {
  return {
    read: async () => instantOf(await store.setting(SETTING)),
    advance: (to) =>
      store.unit(async (tx) => {
        const now = instantOf(await tx.setting(SETTING));
        if (now !== null && now >= to) return now;
        await tx.setSetting(SETTING, to);
        return to;
      }),
  };
}

function instantOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
