import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#law';
import { actor, history, specify } from '../../../tests/support/decider.js';
import {
  calendarDecider,
  calendarHash,
  closedDays,
  closingFile,
  closingsAt,
  closingsFor,
  readClosing,
  type CalendarEvent,
  type CloseDays,
  type ClosingFile,
  type LoadYear,
  type ReopenDays,
} from './index.js';

/** Friday 6 March 2026, 09:00 in Shanghai. */
const AT = Date.parse('2026-03-06T09:00:00+08:00');
const administrator = actor('chen', 'administrator', 'qinghe');
const year: LoadYear = {
  ...{ type: 'loadYear', at: 1, by: administrator, year: 2026 },
  ...{ hash: calendarHash(CALENDAR_2026), file: CALENDAR_2026 },
};
const REPAIR: ClosingFile = {
  ...{ scope: 'qinghe/qhl', n: 1, from: '2026-03-09', to: '2026-03-11' },
  ...{ reason: '电力检修', document: '青街办〔2026〕3号' },
};
const close = (change: Partial<ClosingFile> = {}, more: object = {}): CloseDays => {
  const closing = { ...REPAIR, ...change };
  const file = closingFile(closing);
  const { scope, n } = closing;
  return { type: 'closeDays', at: AT, by: administrator, scope, n, hash: calendarHash(file), file, ...more };
};
const reopen = (more: object = {}): ReopenDays => ({
  ...{ type: 'reopenDays', at: AT, by: administrator, scope: 'qinghe/qhl', n: 1, reason: '检修改期' },
  ...more,
});
const given = (...commands: readonly (CloseDays | ReopenDays)[]) => {
  const { events } = history(calendarDecider, [year, ...commands]);
  return specify(calendarDecider).given(events as readonly CalendarEvent[]);
};

describe('local closings', () => {
  it('are recorded with reason and document, and taken back before they begin', () => {
    // when
    const { after } = given(close()).when(reopen());
    // then
    expect(after.closings).toEqual([
      { ...REPAIR, hash: close().hash, recordedAt: AT, withdrawn: { at: AT, reason: '检修改期' } },
    ]);
    // the days are free again, under another number
    expect(given(close(), reopen()).when(close({ n: 2 })).decision).toMatchObject({
      events: [{ type: 'DaysClosed', n: 2 }],
    });
  });

  it('may begin today, and hold where only some of the days are worked', () => {
    const { decision } = given().when(close({ from: '2026-03-06', to: '2026-03-08' }));
    expect(decision).toMatchObject({ events: [{ from: '2026-03-06', to: '2026-03-08' }] });
    // a Saturday that is worked instead of a holiday
    expect(given().when(close({ from: '2026-05-09', to: '2026-05-09' })).decision).toHaveProperty('events');
  });

  it.each<[string, CloseDays | ReopenDays]>([
    ['role-does-not-fit', close({}, { by: actor('wang', 'worker', 'qinghe') })],
    ['scope-does-not-fit', close({}, { by: actor('lin', 'administrator', 'hexiang') })],
    ['scope-does-not-fit', close({ scope: 'qinghe' }, { by: actor('lin', 'administrator', 'qinghe/qhl') })],
    ['closing-past', close({ from: '2026-03-05', to: '2026-03-09' })],
    ['closing-backwards', close({ from: '2026-03-11', to: '2026-03-09' })],
    ['closing-too-long', close({ to: '2026-04-09' })],
    ['closing-year', close({ from: '2026-12-31', to: '2027-01-04' })],
    ['closing-not-worked', close({ from: '2026-04-04', to: '2026-04-06' })],
    ['closing-not-worked', close({ from: '2026-03-07', to: '2026-03-08' })],
    ['closing-number', close({ n: 2 })],
    ['closing-text-missing', close({ reason: ' ' })],
    ['closing-text-missing', close({ document: '' })],
    ['closing-invalid', close({ document: '号'.repeat(201) })],
    ['closing-invalid', close({}, { scope: 'qinghe' })],
    ['closing-invalid', close({}, { n: 3 })],
    ['closing-invalid', close({}, { hash: calendarHash('{}') })],
    ['closing-invalid', close({}, { file: '{"v":1}' })],
    ['closing-unknown', reopen()],
  ])('are refused: %s', (refused, command) => {
    expect(given().when(command).decision).toMatchObject({ refused });
  });

  it('do not overlap with one of the place or above it; the street may close what a community closed', () => {
    const overlapping = { from: '2026-03-11', to: '2026-03-12' };
    expect(given(close()).when(close({ ...overlapping, n: 2 })).decision).toMatchObject({
      refused: 'closing-overlaps',
      values: { from: '2026-03-09', to: '2026-03-11' },
    });
    expect(given(close({ scope: 'qinghe' })).when(close(overlapping)).decision).toMatchObject({
      refused: 'closing-overlaps',
    });
    expect(given(close()).when(close({ ...overlapping, scope: 'qinghe' })).decision).toHaveProperty('events');
    expect(given(close()).when(close({ ...overlapping, scope: 'qinghe/hx' })).decision).toHaveProperty('events');
  });

  it.each<[string, ReopenDays]>([
    ['closing-begun', reopen({ at: Date.parse('2026-03-09T00:00:00+08:00') })],
    ['closing-text-missing', reopen({ reason: '' })],
    ['scope-does-not-fit', reopen({ by: actor('lin', 'administrator', 'qinghe/hx') })],
  ])('are not taken back: %s', (refused, command) => {
    expect(given(close()).when(command).decision).toMatchObject({ refused });
  });

  it('are taken back once', () => {
    expect(given(close(), reopen()).when(reopen()).decision).toMatchObject({ refused: 'closing-withdrawn' });
  });

  it('keep the years that are loaded', () => {
    expect(given(close(), reopen()).before.years).toHaveProperty('2026');
  });

  it('hold at their place and below, not above and not beside it', () => {
    const all = [REPAIR, { ...REPAIR, scope: 'qinghe' }, { ...REPAIR, scope: 'qinghe/qhl2' }, { ...REPAIR, scope: '' }];
    const at = (place: string) => closingsAt(all, place).map(({ scope }) => scope);
    expect(at('qinghe/qhl')).toEqual(['qinghe/qhl', 'qinghe']);
    expect(at('qinghe/qhl/3')).toEqual(['qinghe/qhl', 'qinghe']);
    expect(at('qinghe')).toEqual(['qinghe']);
    expect(at('hexiang')).toEqual([]);
  });

  it('are facts of matters that began up to a year after they were over', () => {
    const of = (day: string) =>
      closingsFor([REPAIR], { scope: 'qinghe/qhl', startedAt: Date.parse(`${day}T12:00:00+08:00`) }).length;
    expect([of('2026-03-06'), of('2027-03-12'), of('2027-03-13')]).toEqual([1, 1, 0]);
  });

  it('are one text each', () => {
    const file = closingFile(REPAIR);
    expect(readClosing(file)).toEqual(REPAIR);
    for (const other of [`${file} `, file.replace('"v":1', '"v":2'), file.replace('03-09', '02-30'), '[]', '{'])
      expect(readClosing(other)).toBeUndefined();
    expect(
      closedDays([REPAIR, { from: '2026-02-27', to: '2026-03-01' }, { from: '2026-03-11', to: '2026-03-12' }]),
    ).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12']);
  });
});
