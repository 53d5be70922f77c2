import type { Language } from './types.js';

/**
 * Dates as people read them, without `Date` or `Intl`: the same bytes in every browser and on every server. Instants are
 * UTC milliseconds; the wall clock is Asia/Shanghai, which has been UTC+8 without summer time since 1991-09-15.
 */
const SHANGHAI = 8 * 3_600_000;
const DAY = 86_400_000;

export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** The wall clock in Shanghai at an instant (proleptic Gregorian, days counted from 1970-01-01). */
export function wallClock(at: number): WallClock {
  const local = at + SHANGHAI;
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  return {
    ...civil(days),
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor((rest % 3_600_000) / 60_000),
  };
}

/** Year, month and day of a count of days since 1970-01-01, in 400-year cycles of 146,097 days that start on 1 March. */
function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const cycle = Math.floor(shifted / 146_097);
  const inCycle = shifted - cycle * 146_097;
  const yearOfCycle = Math.floor(
    (inCycle - Math.floor(inCycle / 1460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)) / 365,
  );
  const dayOfYear = inCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

const WEEKDAYS_ZH = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const WEEKDAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `5月22日（周五）` · `Fri 22 May`. The year is added where it is another than that of `seenFrom`. */
export function dateInWords(at: number, language: Language, seenFrom?: number): string {
  const clock = wallClock(at);
  const otherYear = seenFrom !== undefined && wallClock(seenFrom).year !== clock.year;
  if (language === 'en') {
    const date = `${WEEKDAYS_EN[clock.weekday] ?? ''} ${clock.day} ${MONTHS_EN[clock.month - 1] ?? ''}`;
    return otherYear ? `${date} ${clock.year}` : date;
  }
  const date = `${clock.month}月${clock.day}日（${WEEKDAYS_ZH[clock.weekday] ?? ''}）`;
  return otherYear ? `${clock.year}年${date}` : date;
}

/** `5月22日（周五）14:05` · `Fri 22 May, 14:05`. */
export function instantInWords(at: number, language: Language, seenFrom?: number): string {
  const date = dateInWords(at, language, seenFrom);
  return language === 'en' ? `${date}, ${timeOfDay(at)}` : `${date}${timeOfDay(at)}`;
}

/**
 * A term's end. One that ends at midnight ends at 24:00 of the day before (R01: the last day ends at 24:00):
 * `5月22日（周五）24:00前` · `before 24:00 on Fri 22 May`.
 */
export function deadlineInWords(at: number, language: Language, seenFrom?: number): string {
  const clock = wallClock(at);
  const midnight = clock.hour === 0 && clock.minute === 0;
  const date = dateInWords(midnight ? at - 1 : at, language, seenFrom);
  const time = midnight ? '24:00' : timeOfDay(at);
  return language === 'en' ? `before ${time} on ${date}` : `${date}${time}前`;
}

/** `09:05`. */
export function timeOfDay(at: number): string {
  const clock = wallClock(at);
  return `${two(clock.hour)}:${two(clock.minute)}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** `2026-05-22`, for files and tables. */
export function isoDate(at: number): string {
  const clock = wallClock(at);
  return `${clock.year}-${two(clock.month)}-${two(clock.day)}`;
}

/** `2026-05-22` as `5月22日（周五）` · `Fri 22 May`, with its year where that is another than `seenFrom`'s; anything else as it is. */
export function isoDateInWords(date: string, language: Language, seenFrom?: number): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return date;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  // noon keeps the day, wherever the day's border lies
  const at = dayCount(year, month, day) * DAY - SHANGHAI + DAY / 2;
  return isoDate(at) === date ? dateInWords(at, language, seenFrom) : date;
}

/** Days since 1970-01-01, the opposite of `civil`. */
function dayCount(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const cycle = Math.floor(y / 400);
  const yearOfCycle = y - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const inCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * 146_097 + inCycle - 719_468;
}

/** What is left of a term in working days: `还有3个工作日`, `今天截止`, `逾期1个工作日`. */
export function workingDaysLeft(days: number, language: Language): string {
  if (language === 'en') {
    if (days === 0) return 'due today';
    return days > 0 ? `${plural(days, 'working day')} left` : `${plural(-days, 'working day')} late`;
  }
  if (days === 0) return '今天截止';
  return days > 0 ? `还有${days}个工作日` : `逾期${-days}个工作日`;
}

/** What is left in calendar days: `还有2天`, `今天截止`, `逾期2天`. */
export function daysLeft(days: number, language: Language): string {
  if (language === 'en') {
    if (days === 0) return 'due today';
    return days > 0 ? `${plural(days, 'day')} left` : `${plural(-days, 'day')} late`;
  }
  if (days === 0) return '今天截止';
  return days > 0 ? `还有${days}天` : `逾期${-days}天`;
}

/** `第4天，共7天`, `第4个工作日，共7个工作日` · `day 4 of 7`, `working day 4 of 7`. Units as in `term()`. */
export function dayOf(day: number, total: number, unit: string, language: Language): string {
  const word = UNITS[unit] ?? { zh: '天', en: 'day' };
  return language === 'en' ? `${word.en} ${day} of ${total}` : `第${day}${word.zh}，共${total}${word.zh}`;
}

/** A term as a setting: `3个工作日` · `3 working days`. Units as in `term()`. */
export function termInWords(n: number, unit: string, language: Language): string {
  const words = UNITS[unit];
  if (words === undefined) return `${n} ${unit}`;
  return language === 'en' ? plural(n, words.en) : `${n}${words.zh}`;
}

const UNITS: Readonly<Record<string, { zh: string; en: string }>> = {
  hour: { zh: '小时', en: 'hour' },
  day: { zh: '天', en: 'day' },
  working_day: { zh: '个工作日', en: 'working day' },
  week: { zh: '周', en: 'week' },
  month: { zh: '个月', en: 'month' },
  year: { zh: '年', en: 'year' },
};

/** `1 day`, `2 days`. */
export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
