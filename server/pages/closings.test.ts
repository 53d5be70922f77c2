import { describe, expect, it } from 'vitest';
import type { Calendars } from '#engine/expression';
import { CALENDAR_2026 } from '#law';
import { NO_CALENDARS, readCalendar, type CalendarState, type Closing } from '#rules/calendar';
import { calendarsAt } from './calendars.js';
import { closingPreview } from './closings.js';
import { isWorkingDay } from './due.js';
import { termsPage } from './month.js';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const year = readCalendar(CALENDAR_2026);
if ('fault' in year) throw new Error(year.fault);
const years: Calendars['years'] = { '2026': year };
const closing = (change: Partial<Closing>): Closing => ({
  ...{ scope: 'qinghe', n: 1, from: '2026-03-06', to: '2026-03-06', reason: '检修', document: '3号' },
  ...{ hash: '', recordedAt: 0, withdrawn: null },
  ...change,
});
const STREET = closing({});
const BACK = closing({ scope: 'qinghe/qhl', from: '2026-03-04', to: '2026-03-04', withdrawn: { at: 1, reason: '' } });
const OTHER = closing({ scope: 'qinghe/hx', from: '2026-03-05', to: '2026-03-05' });
const state: CalendarState = {
  ...NO_CALENDARS,
  years: { '2026': { ...year, hash: '', loadedAt: 0 } },
  closings: [STREET, BACK, OTHER],
};

describe('closings as pages see them', () => {
  it('stand at their place and below, until they are taken back', () => {
    expect(calendarsAt(years, state.closings, 'qinghe/qhl').closings).toEqual(['2026-03-06']);
    expect(calendarsAt(years, state.closings, 'qinghe/hx').closings).toEqual(['2026-03-06', '2026-03-05'].sort());
    // where there are none nothing is said, so that what is decided with it is as it was
    expect(calendarsAt(years, state.closings, 'elsewhere')).toEqual({ years });
    expect(calendarsAt(years, state.closings, null)).toEqual({ years });
  });

  it('are no working days, and have a mark of their own in the month where they would be worked', () => {
    const calendars = calendarsAt(years, [closing({ to: '2026-03-07' })], 'qinghe');
    expect([isWorkingDay(at('2026-03-06T12:00'), calendars), isWorkingDay(at('2026-03-06T12:00'), { years })]).toEqual([
      false,
      true,
    ]);
    const { days } = termsPage('2026-03', [], { now: at('2026-03-02T09:00'), calendars });
    expect(days.slice(4, 9).map(({ kind }) => kind)).toEqual(['work', 'closed', 'weekend', 'weekend', 'work']);
    const swapped = calendarsAt(years, [closing({ from: '2026-05-09', to: '2026-05-09' })], 'qinghe');
    expect(termsPage('2026-05', [], { now: 0, calendars: swapped }).days[8]?.kind).toBe('closed');
  });

  it('are previewed beside those that stand: terms begin on the last day worked before', () => {
    const asked = { scope: 'qinghe/qhl', from: '2026-03-09', to: '2026-03-10' };
    const preview = closingPreview(state, years, asked, at('2026-03-02T09:00'));
    // Friday is closed by the street
    expect(preview).toMatchObject({
      may: { yes: true },
      days: ['2026-03-09', '2026-03-10'],
      start: '2026-03-05',
      examples: [
        { n: 3, before: at('2026-03-12T00:00'), after: at('2026-03-14T00:00') },
        { n: 5, before: at('2026-03-14T00:00'), after: at('2026-03-18T00:00') },
        { n: 10, before: at('2026-03-21T00:00'), after: at('2026-03-25T00:00') },
      ],
    });
    const late = closingPreview(state, years, { ...asked, from: '2026-12-30', to: '2026-12-31' }, 0);
    expect(late.examples.map(({ after }) => after)).toEqual([null, null, null]);
    const over = closingPreview(state, years, { ...asked, from: '2026-03-06' }, at('2026-03-02T09:00'));
    expect(over.may.why?.code).toBe('closing-overlaps');
  });
});
