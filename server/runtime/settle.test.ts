import { describe, expect, it } from 'vitest';
import { Cause, joined, Shared, Waiters } from './settle.js';

describe('what a request caused', () => {
  it('is settled when nothing is open', async () => {
    expect(await new Cause().settled(0)).toBe(true);
  });

  it('is settled when the last of it ends, also of what came later', async () => {
    // given
    const cause = new Cause();
    cause.enter();
    const settled = cause.settled(10_000);
    // when
    cause.enter();
    cause.leave();
    cause.leave();
    // then
    expect(await settled).toBe(true);
  });

  it('is not settled when the time is up', async () => {
    const cause = new Cause();
    cause.enter();
    expect(await cause.settled(1)).toBe(false);
  });

  it('counts for each of several that wait', async () => {
    // given
    const [one, two] = [new Cause(), new Cause()];
    const both = joined([one, two]);
    both?.enter();
    expect([await one.settled(1), await two.settled(1)]).toEqual([false, false]);
    // when
    both?.leave();
    // then
    expect([await one.settled(1), await two.settled(1)]).toEqual([true, true]);
    expect(joined([])).toBeNull();
  });
});

describe('work that several wait for', () => {
  it('keeps waiting whoever joined while it was under way', async () => {
    // given work that nobody waits for yet
    const waiters = new Waiters();
    expect(waiters.joined).toBeNull();
    const late = new Cause();
    // when
    waiters.join(late);
    waiters.join(late);
    const before = await late.settled(1);
    waiters.joined?.enter();
    waiters.over();
    const between = await late.settled(1);
    late.leave();
    // then: it waits for the work and for what the work set off
    expect([before, between, await late.settled(1)]).toEqual([false, false, true]);
  });
});

describe('work nobody can tell apart', () => {
  it('keeps everybody waiting until all of it is done, also who joined late', async () => {
    // given work begun by nobody who waits
    let over = 0;
    const shared = new Shared(() => over++);
    shared.enter();
    const late = new Cause();
    shared.join(late);
    // when it sets off more before its own end
    shared.enter();
    shared.leave();
    const between = await late.settled(1);
    shared.leave();
    // then
    expect([between, await late.settled(1), over]).toEqual([false, true, 1]);
  });
});
