import type { Calendars } from '#engine/expression';
import { parseDate, weekday, type PlainDate } from '#law';
import { isoDate } from '#text';
import type { Instant, ListRow, TermDay, TermsPage } from './views.js';

/** So many of the next terms are named where a day has none. */
const AHEAD = 3;

/** The month with its working days, and the open rows that fall due in it. `month`: `YYYY-MM`, that of today where it is none. */
export function termsPage(
  month: string,
  rows: readonly ListRow[],
  { now, calendars }: { readonly now: Instant; readonly calendars: Calendars },
): TermsPage {
  const today = isoDate(now);
  const shown = parseDate(`${month}-01`) === undefined ? today.slice(0, 7) : month;
  const dated = rows
    .flatMap((row) => {
      // 24:00 of a day is the first instant of the next
      return row.due.at === null ? [] : [{ date: isoDate(row.due.at - 1), row }];
    })
    .sort((a, b) => (a.row.due.at ?? 0) - (b.row.due.at ?? 0));
  return {
    month: shown,
    today,
    loaded: calendars.years[shown.slice(0, 4)] !== undefined,
    days: daysOf(shown, calendars),
    terms: dated.filter(({ date }) => date.startsWith(`${shown}-`)),
    pending: rows.filter(({ due }) => due.at === null && due.awaitsYear !== null),
    late: rows.filter(({ due }) => due.left?.late === true),
    ahead: dated.filter(({ date, row }) => date >= today && row.due.left?.late !== true).slice(0, AHEAD),
  };
}

function daysOf(month: string, calendars: Calendars): readonly TermDay[] {
  return Array.from({ length: 31 }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`).flatMap((date) => {
    const day = parseDate(date);
    return day === undefined ? [] : [{ date, kind: kindOn(date, day, calendars) }];
  });
}

function kindOn(date: string, day: PlainDate, calendars: Calendars): TermDay['kind'] {
  const year = calendars.years[date.slice(0, 4)];
  const weekend = weekday(day) === 0 || weekday(day) === 6;
  const worked = weekend ? year?.workdays.includes(date) === true : year?.holidays.includes(date) !== true;
  if (worked && calendars.closings?.includes(date) === true) return 'closed';
  if (weekend) return year?.workdays.includes(date) === true ? 'swapped' : 'weekend';
  return year?.holidays.includes(date) === true ? 'off' : 'work';
}
