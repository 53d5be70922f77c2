import { describe, expect, it } from 'vitest';
import { DatabaseClock, DEMO_START, DemoClock, type StoredInstant } from './clock.js';

function stored(): StoredInstant & { at: number | null } {
  const place = {
    at: null as number | null,
    read: () => Promise.resolve(place.at),
    advance: (to: number) => Promise.resolve((place.at = Math.max(place.at ?? 0, to))),
  };
  return place;
}

describe('the demo clock', () => {
  it('starts on Monday 2 March 2026 at nine in Shanghai and stands still', async () => {
    const clock = await DemoClock.open(stored(), { real: () => 5 });
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-02T01:00:00.000Z');
    expect(clock.real()).toBe(5);
  });

  it('moves forward only, and stays moved', async () => {
    // given
    const place = stored();
    const clock = await DemoClock.open(place, { real: () => 5 });
    // when
    await clock.moveTo(DEMO_START + 10);
    // then
    await expect(clock.moveTo(DEMO_START + 9)).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(DEMO_START + 10);
    expect((await DemoClock.open(place, { real: () => 5 })).now()).toBe(DEMO_START + 10);
  });

  it('follows where another server has moved it', async () => {
    const place = stored();
    const [one, two] = [await DemoClock.open(place, { real: () => 5 }), await DemoClock.open(place, { real: () => 5 })];
    await one.moveTo(DEMO_START + 10);
    await two.refresh();
    expect(two.now()).toBe(DEMO_START + 10);
  });
});

describe('the database’s clock', () => {
  it('shows the database’s time, whatever the machine’s is', async () => {
    const clock = await DatabaseClock.open(() => Promise.resolve(1_000_000));
    expect(clock.now() - 1_000_000).toBeGreaterThanOrEqual(0);
    expect(clock.now() - 1_000_000).toBeLessThan(60_000);
    clock.close();
  });
});
