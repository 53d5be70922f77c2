import { describe, expect, it } from 'vitest';
import { calendars, checkCalendar, readCalendar, type CalendarFile } from './calendar.js';
import { CALENDAR_2026 } from './calendars/2026.js';
import { parseDate, weekday } from './dates.js';

const file = JSON.parse(CALENDAR_2026) as CalendarFile;
const changed = (over: Readonly<Record<string, unknown>>): unknown => ({ ...file, ...over });

describe('calendar of 2026', () => {
  it('is a calendar without findings', () => {
    expect(readCalendar(CALENDAR_2026)).toEqual({ file });
    expect(file.holidays).toHaveLength(33);
    expect(file.workdays).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
  });

  it('becomes the calendars a term is counted with', () => {
    expect(calendars([file])).toEqual({ years: { '2026': { holidays: file.holidays, workdays: file.workdays } } });
    expect(() => calendars([file, file])).toThrow(RangeError);
  });
});

describe('what a calendar file gets wrong is found by field', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['no object', [], [{ code: 'type', field: '' }]],
    ['no year', changed({ year: undefined }), [{ code: 'required', field: 'year' }]],
    ['a year as text', changed({ year: '2026' }), [{ code: 'value', field: 'year' }]],
    ['another version', changed({ v: 2 }), [{ code: 'value', field: 'v' }]],
    ['another zone', changed({ zone: 'Asia/Tokyo' }), [{ code: 'value', field: 'zone' }]],
    ['no source', changed({ source: ' ' }), [{ code: 'value', field: 'source' }]],
    ['a misspelt field', changed({ holiday: [] }), [{ code: 'unknown-field', field: 'holiday' }]],
    ['a list that is none', changed({ workdays: '2026-01-04' }), [{ code: 'type', field: 'workdays' }]],
    [
      'no such day',
      changed({ workdays: ['2026-02-29'] }),
      [{ code: 'not-a-date', field: 'workdays[0]', value: '2026-02-29' }],
    ],
    ['a number for a day', changed({ workdays: [20260104] }), [{ code: 'not-a-date', field: 'workdays[0]' }]],
    [
      'a day of next year',
      changed({ workdays: ['2027-01-03'] }),
      [{ code: 'other-year', field: 'workdays[0]', value: '2027-01-03' }],
    ],
    [
      'a day twice',
      changed({ workdays: ['2026-01-04', '2026-01-04'] }),
      [{ code: 'repeated', field: 'workdays[1]', value: '2026-01-04' }],
    ],
    [
      'a day both off and worked',
      changed({ workdays: ['2026-02-15'] }),
      [{ code: 'both-lists', field: 'workdays[0]', value: '2026-02-15' }],
    ],
    [
      'a make-up day in the week',
      changed({ workdays: ['2026-03-02'] }),
      [{ code: 'workday-not-weekend', field: 'workdays[0]', value: '2026-03-02' }],
    ],
    [
      'National Day left out',
      changed({ holidays: file.holidays.filter((day) => day !== '2026-10-02') }),
      [{ code: 'statutory-missing', field: 'holidays', value: '2026-10-02' }],
    ],
  ])('%s', (_name, json, findings) => expect(checkCalendar(json)).toEqual(findings));

  it('text that is no JSON', () => {
    expect(readCalendar('{')).toEqual({ findings: [{ code: 'not-json', field: '' }] });
  });
});

describe('plain dates', () => {
  it('knows the weekday of every day of two centuries as the host does', () => {
    for (let at = Date.UTC(1900, 0, 1); at < Date.UTC(2100, 0, 1); at += 86_400_000) {
      const host = new Date(at);
      const date = parseDate(host.toISOString().slice(0, 10));
      if (date === undefined || weekday(date) !== host.getUTCDay()) expect(host.toISOString()).toBe('known');
    }
  });

  it.each([
    '2026-00-01',
    '2026-13-01',
    '2026-04-31',
    '1900-02-29',
    '2026-1-1',
    '2026-01-01T00',
    '0000-01-01',
    20260101,
  ])('refuses %j', (text) => expect(parseDate(text)).toBeUndefined());
  it('accepts a leap day', () => expect(parseDate('2028-02-29')).toEqual({ year: 2028, month: 2, day: 29 }));
});
