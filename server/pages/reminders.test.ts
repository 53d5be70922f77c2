import { describe, expect, it } from 'vitest';
import { comesAt, fitsTogether, nextDigest, REMINDER_TIMES } from './reminders.js';

const at = (time: string) => Date.parse(`2026-03-${time}+08:00`);

describe('a letter', () => {
  it.each([
    ['02T20:59:59.999', '02T20:59:59.999'],
    ['02T21:00', '03T08:00'],
    ['03T00:00', '03T08:00'],
    ['03T07:59:59.999', '03T08:00'],
    ['03T08:00', '03T08:00'],
  ])('of %s comes at %s', (written, comes) => {
    expect(comesAt(at(written), REMINDER_TIMES)).toBe(at(comes));
  });

  it.each([
    ['03T12:59', 13, 15, '03T12:59'],
    ['03T13:00', 13, 15, '03T15:00'],
    ['03T15:00', 13, 15, '03T15:00'],
    ['03T23:00', 0, 0, '03T23:00'],
    ['03T03:00', 21, 21, '03T03:00'],
  ])('of %s comes, with quiet from %i to %i, at %s', (written, quietFrom, quietTo, comes) => {
    expect(comesAt(at(written), { digestHour: 19, quietFrom, quietTo })).toBe(at(comes));
  });
});

describe('the next digest', () => {
  it.each([
    ['02T09:00', 19, null, '02T19:00'],
    ['02T18:59:59.999', 19, null, '02T19:00'],
    ['02T19:00', 19, null, '03T19:00'],
    // the hour was moved after the digest of the day
    ['02T19:30', 20, '02T19:00', '03T20:00'],
    ['02T19:00', 19, '02T19:00', '03T19:00'],
    // sent late: the day of the last one is over
    ['03T09:00', 19, '02T20:10', '03T19:00'],
    ['03T09:00', 19, '03T09:00', '04T19:00'],
  ])('after %s at %i, the last one at %s, is at %s', (now, hour, last, next) => {
    expect(nextDigest(at(now), hour, last === null ? null : at(last))).toBe(at(next));
  });

  it.each([
    [20, true],
    [21, false],
    [7, false],
    [8, true],
  ])('at %i outside the quiet hours: %s', (digestHour, fits) => {
    expect(fitsTogether({ ...REMINDER_TIMES, digestHour })).toBe(fits);
  });
});
