import { describe, expect, it } from 'vitest';
import type { Command, Decider } from '#engine';
import { actor } from '../../../tests/support/decider.js';
import {
  cancellable,
  dayOf,
  fileOf,
  fitsScope,
  isDay,
  isSealed,
  isTerm,
  isText,
  lineFor,
  refuseActor,
  refusePerson,
} from './index.js';

describe('who acts', () => {
  it('fits the own scope and every one below, never a neighbour with a longer name', () => {
    expect(fitsScope(actor('wang', 'worker', 'qinghe'), 'qinghe/d2')).toBe(true);
    expect(fitsScope(actor('wang', 'worker', 'qinghe/d2'), 'qinghe/d2')).toBe(true);
    expect(fitsScope(actor('wang', 'worker', 'qinghe/d2'), 'qinghe')).toBe(false);
    expect(fitsScope(actor('wang', 'worker', 'qinghe/d2'), 'qinghe/d21')).toBe(false);
  });

  it('lets only residents act upwards', () => {
    expect(refuseActor(actor('li', 'resident', 'qinghe/d2/b3'), 'resident', 'qinghe/d2')).toBeUndefined();
    expect(refuseActor(actor('wang', 'worker', 'qinghe/d2/b3'), 'worker', 'qinghe/d2')).toMatchObject({
      refused: 'scope-does-not-fit',
    });
    expect(refuseActor(actor('li', 'resident', 'qinghe/d2'), 'worker', 'qinghe/d2')).toMatchObject({
      refused: 'role-does-not-fit',
    });
  });

  it('takes nobody for the system who only claims its role or its name', () => {
    expect(refusePerson({ p: 'system', role: 'system', scope: '', basis: null })).toBeUndefined();
    expect(refusePerson(actor('wang', 'system'))).toMatchObject({ refused: 'role-does-not-fit' });
    expect(refusePerson(actor('system', 'administrator'))).toMatchObject({ refused: 'role-does-not-fit' });
  });
});

describe('the line somebody acts for', () => {
  const [one, two] = [{ e: 3 }, { e: 7 }];

  it('need not be named where there is one, and is named where there are several', () => {
    expect(lineFor([one], undefined)).toBe(one);
    expect(lineFor([one], 3)).toBe(one);
    expect(lineFor([one, two], 7)).toBe(two);
    expect(lineFor([one, two], null)).toEqual({ refused: 'which-line', values: { lines: 2 } });
  });

  it('is one’s own', () => {
    expect(lineFor([], 3)).toEqual({ refused: 'not-on-the-roll' });
    expect(lineFor([one], 7)).toEqual({ refused: 'not-your-line', values: { line: 7 } });
    expect(lineFor([one, two], '7')).toEqual({ refused: 'not-your-line', values: { line: null } });
  });
});

describe('somebody who acts for another', () => {
  const acting = (role: string, scope = 'qinghe/d2') =>
    refuseActor(
      { ...actor('chen', role, scope), for: { p: 'li', basis: null, way: 'paper' } },
      'resident',
      'qinghe/d2',
    );

  it('is the keeper of a grid within the place, who is no worker of it', () => {
    const helping = (role: string) => ({
      ...actor('wang', role, 'qinghe/d2/e1'),
      for: { p: 'li', basis: null, way: 'phone' as const },
    });
    expect(refuseActor(helping('grid'), 'resident', 'qinghe/d2')).toBeUndefined();
    expect(refuseActor(helping('grid'), 'resident', 'qinghe/d3')).toMatchObject({ refused: 'scope-does-not-fit' });
    expect(refuseActor(helping('worker'), 'resident', 'qinghe/d2')).toMatchObject({ refused: 'scope-does-not-fit' });
  });

  it('is a grid worker or a worker of the place, nobody else, and no neighbour', () => {
    expect([acting('grid'), acting('worker', 'qinghe')]).toEqual([undefined, undefined]);
    expect(['resident', 'convenor', 'expert'].map((role) => acting(role)?.refused)).toEqual([
      'role-does-not-fit',
      'role-does-not-fit',
      'role-does-not-fit',
    ]);
    expect(
      refuseActor({ ...actor('li', 'grid'), for: { p: 'li', basis: null, way: 'paper' } }, 'resident', 'qinghe/d2'),
    ).toMatchObject({ refused: 'role-does-not-fit' });
    expect(acting('grid', 'qinghe/d3')).toMatchObject({ refused: 'scope-does-not-fit' });
  });
});

describe('a file that an act names', () => {
  const file = { file: `${'A'.repeat(43)}=`, type: 'image/png', size: 9 };

  it('is its hash, type and size and nothing more', () => {
    expect(fileOf({ ...file, name: 'x' })).toEqual(file);
  });

  it.each([[null], ['x'], [{ ...file, file: 'x' }], [{ ...file, type: '' }], [{ ...file, size: 0 }]])(
    'is not %o',
    (value) => {
      expect(fileOf(value)).toBeNull();
    },
  );
});

describe('what comes in', () => {
  it.each([
    [{ '~': 'x' }, true, true],
    [{ '~': 'x', more: 1 }, false, false],
    ['明文', false, true],
    ['  ', false, false],
    [null, false, false],
    [['~'], false, false],
  ])('%o', (value, sealed, text) => {
    expect(isSealed(value)).toBe(sealed);
    expect(isText(value)).toBe(text);
  });

  it('is a term of whole units', () => {
    expect(
      [{ n: 3, unit: 'working_day' }, { n: 0, unit: 'day' }, { n: 1.5, unit: 'day' }, { n: 3, unit: 'moon' }, 3].map(
        isTerm,
      ),
    ).toEqual([true, false, false, false, false]);
  });
});

describe('the day of an instant', () => {
  it('is the one in Shanghai', () => {
    expect(dayOf(Date.parse('2026-03-01T23:59:59.999+08:00'))).toBe('2026-03-01');
    expect(dayOf(Date.parse('2026-03-02T00:00:00+08:00'))).toBe('2026-03-02');
    expect(dayOf(0)).toBe('1970-01-01');
  });

  it('agrees with the host over 400 years', () => {
    const first = Date.parse('1900-01-01T12:00:00+08:00');
    const days = Array.from({ length: 146_097 }, (_, n) => first + n * 86_400_000);
    expect(days.filter((at) => dayOf(at) !== new Date(at + 8 * 3_600_000).toISOString().slice(0, 10))).toEqual([]);
  });
});

describe('a day of the calendar', () => {
  it('is one that comes, written as it is', () => {
    const some = ['2026-02-28', '2024-02-29', '2000-02-29', '2026-12-31'];
    expect(some.filter((day) => !isDay(day))).toEqual([]);
    const none = ['2026-02-30', '2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-01', '2026-01-00'];
    expect([...none, '2026-3-3', '2026-03-03 ', ''].filter(isDay)).toEqual([]);
  });
});

describe('an entity that is cancelled', () => {
  const toy: Decider<{ readonly status: 'none' | 'open' | 'closed' | 'cancelled' }, Command> = {
    ...{ kind: 'toy', stateVersion: 1, initial: () => ({ status: 'open' }), evolve: (state) => state },
    decide: () => ({ events: [], effects: [] }),
  };
  const cancel = { type: 'cancel', at: 5, by: { p: 'system', role: 'system', scope: '', basis: null } } as const;

  it('ends its stream as cancelled, and takes nothing more', () => {
    // given
    const decider = cancellable(toy, 'ToyCancelled', ['closed']);
    // when
    const decided = decider.decide({ status: 'open' }, cancel, {});
    // then
    expect(decided).toEqual({
      events: [{ type: 'ToyCancelled', v: 1, at: 5 }],
      effects: [{ do: 'endStream', status: 'cancelled' }],
    });
    expect(decider.decide({ status: 'closed' }, cancel, {})).toEqual({ refused: 'entity-over' });
    expect(decider.decide({ status: 'cancelled' }, { ...cancel, type: 'act' }, {})).toEqual({
      refused: 'entity-cancelled',
    });
  });
});
