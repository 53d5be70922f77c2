/** Plain calendar dates as ISO text, without a clock, a zone or a host. Proleptic Gregorian, years 1 … 9999. */

export interface PlainDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The date of `YYYY-MM-DD`, or undefined where there is no such day. */
export function parseDate(text: unknown): PlainDate | undefined {
  const match = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null;
  if (match === null) return undefined;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  const exists = date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysIn(date);
  return exists ? date : undefined;
}

/** 0 Sunday … 6 Saturday. */
export function weekday({ year, month, day }: PlainDate): number {
  let days = day - 1;
  for (let m = 1; m < month; m++) days += daysIn({ year, month: m });
  const before = year - 1;
  days += before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return (days + 1) % 7; // 1 January of year 1 was a Monday
}

function daysIn({ year, month }: Pick<PlainDate, 'year' | 'month'>): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
