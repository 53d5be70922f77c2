import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { lettersDecider, type LettersCommand } from './index.js';

const DAY = 86_400_000;
/** 2026-03-02, ten in the morning in Shanghai. */
const AT = Date.parse('2026-03-02T10:00:00+08:00');
const system = { p: 'system', role: 'system', scope: '', basis: null };
const write = (more: object = {}): LettersCommand => ({
  ...{
    type: 'writeLetter',
    at: AT,
    by: system,
    matter: 'm1',
    addressee: 'h1',
    scope: 'qinghe/d2',
    code: 'roll-changed',
  },
  ...more,
});
const FEBRUARY = AT - 10 * DAY;
const deliver = (more: object = {}): LettersCommand => ({
  ...{ type: 'deliverLetter', at: AT + DAY, by: actor('wang', 'worker'), n: 1, day: '2026-03-03', way: 'hand' },
  ...more,
});
const given = (...commands: LettersCommand[]) =>
  specify(lettersDecider).given(history(lettersDecider, commands).events);

describe('a letter on paper', () => {
  it('is to be brought within three days, and its delivery is proved by day, way and person', () => {
    // given
    const written = given(write());
    expect(written.before.letters).toMatchObject([{ n: 1, addressee: 'h1', due: AT + 3 * DAY, delivery: null }]);
    // when
    const { decision, after } = written.when(deliver());
    // then
    expect(decision).toMatchObject({ events: [{ type: 'LetterDelivered', n: 1, day: '2026-03-03', way: 'hand' }] });
    expect(after.letters[0]?.delivery).toEqual({ day: '2026-03-03', way: 'hand', p: 'wang', at: AT + DAY });
  });

  it('may have been brought on the day it was written, and that it could not be is said too', () => {
    expect(given(write()).when(deliver({ day: '2026-03-02', way: 'failed' })).decision).toMatchObject({ effects: [] });
  });

  it.each<[string, LettersCommand[], LettersCommand]>([
    ['role-does-not-fit', [], write({ by: actor('wang', 'worker') })],
    ['letter-invalid', [], write({ addressee: '' })],
    ['letter-invalid', [], write({ scope: '' })],
    ['no-such-letter', [], deliver()],
    ['no-such-letter', [write()], deliver({ n: 2 })],
    ['no-such-letter', [write()], deliver({ n: '1' })],
    ['role-does-not-fit', [write()], deliver({ by: actor('li', 'resident') })],
    ['role-does-not-fit', [write()], deliver({ by: actor('gu', 'grid') })],
    ['scope-does-not-fit', [write()], deliver({ by: actor('sun', 'worker', 'qinghe/d3') })],
    [
      'not-for-others',
      [write()],
      deliver({ by: { ...actor('wang', 'worker'), for: { p: 'li', basis: null, way: 'phone' } } }),
    ],
    ['letter-delivered', [write(), deliver()], deliver()],
    ['no-such-way', [write()], deliver({ way: 'pigeon' })],
    ['delivery-day', [write()], deliver({ day: '2026-03-01' })],
    ['delivery-day', [write()], deliver({ day: '2026-03-04' })],
    ['delivery-day', [write()], deliver({ day: '2026-3-3' })],
    ['delivery-day', [write({ at: FEBRUARY })], deliver({ day: '2026-02-30' })],
    ['delivery-day', [write({ at: FEBRUARY })], deliver({ day: '2026-02-99' })],
    ['delivery-day', [write()], deliver({ day: 3 })],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as LettersCommand],
  ])('refuses %s', (refused, before, command) => {
    expect(given(...before).when(command).decision).toMatchObject({ refused });
  });
});
