import { isNumber } from '../values/kind.js';
import { integer, safeInteger } from '../values/number.js';
import { type Environment, FeelDate, FeelDateTime, type FeelProblem, type FeelValue, Sealed } from '../values/types.js';
import { dateTimeOfMillis, millisOf, plusDays, plusMonths, weekday } from './civil.js';
import { parseDateTime } from './lexical.js';
import { printDate } from './print.js';

export type TermAnswer =
  | { readonly ok: true; readonly value: FeelDateTime; /** UTC milliseconds of the end. */ readonly at: number }
  | { readonly ok: false; readonly awaitingCalendar: number }
  | { readonly ok: false; readonly problem: FeelProblem };

/** Time limits of law are counted here, whatever zone `now()` is shown in. */
const ZONE = { id: 'Asia/Shanghai' } as const;

/** Longest term: about a hundred years of days, or as many hours, weeks, months or years. */
const MAX_AMOUNT = 36_600;

/** Thrown when a day lies in a year whose calendar is not loaded. */
class MissingYear {
  constructor(readonly year: number) {}
}

/**
 * A term as R01 counts it (Civil Code art. 201 to 203): the first day does not count, the last day ends at 24:00 Asia/Shanghai, which is the 00:00
 * that follows it, and moves past days off; hours run from the moment itself and do not move.
 *
 * @param start a date, a date and time (local ones are Asia/Shanghai) or an ISO string of either
 * @param n how many, a whole number from 0
 * @param unit `hour`, `day`, `working_day`, `week`, `month` or `year`
 * @returns the end; or the calendar year that is not loaded; or a problem (`bad-value`, `sealed-used`, `null-argument`)
 */
export function term(
  start: FeelValue,
  n: FeelValue | number,
  unit: string,
  environment: Environment,
  count: (steps: number) => void = (steps) => void (environment.budget.steps -= steps),
): TermAnswer {
  if (start instanceof Sealed || n instanceof Sealed) return bad('sealed-used');
  if (start === null || n === null) return bad('null-argument');
  const from = typeof start === 'string' ? parseDateTime(start) : start;
  const begin = from instanceof FeelDate ? new FeelDateTime(from, 0) : from;
  const number = typeof n === 'number' ? integer(n) : n;
  const amount = isNumber(number) ? safeInteger(number) : undefined;
  if (!(begin instanceof FeelDateTime)) return bad('bad-value', 'start');
  if (amount === undefined || amount < 0 || amount > MAX_AMOUNT) return bad('bad-value', 'n');
  const at = millisOf(begin, ZONE);
  const local = at === undefined ? undefined : dateTimeOfMillis(at, ZONE);
  if (at === undefined || !local) return bad('bad-value', 'start');
  if (unit === 'hour') return ended(dateTimeOfMillis(at + amount * 3_600_000, ZONE));
  try {
    const last = lastDay(local.date, amount, unit, new WorkingDays(environment, count, unit === 'working_day'));
    const after = last && plusDays(last, 1);
    return after ? ended(new FeelDateTime(after, 0, ZONE)) : bad('bad-value', 'unit');
  } catch (thrown) {
    if (thrown instanceof MissingYear) return { ok: false, awaitingCalendar: thrown.year };
    throw thrown;
  }
}

function lastDay(first: FeelDate, amount: number, unit: string, days: WorkingDays): FeelDate | undefined {
  switch (unit) {
    case 'day':
      return days.sameOrNext(plusDays(first, amount));
    case 'week':
      return days.sameOrNext(plusDays(first, amount * 7));
    case 'month':
      return days.sameOrNext(plusMonths(first, amount));
    case 'year':
      return days.sameOrNext(plusMonths(first, amount * 12));
    case 'working_day': {
      let day: FeelDate | undefined = amount === 0 ? days.sameOrNext(first) : first;
      for (let counted = 0; counted < amount; counted++) day = days.sameOrNext(day && plusDays(day, 1));
      return day;
    }
    default:
      return undefined;
  }
}

/**
 * Which days are worked: the weekdays that are no holidays and the weekend days made working days. A local closing is no
 * holiday of the law: it takes days from a term in working days and never moves the last day of another.
 */
class WorkingDays {
  private readonly years = new Map<number, { holidays: ReadonlySet<string>; workdays: ReadonlySet<string> }>();

  private readonly closed: ReadonlySet<string>;

  constructor(
    private readonly environment: Environment,
    private readonly count: (steps: number) => void,
    heedsClosings: boolean,
  ) {
    this.closed = new Set(heedsClosings ? environment.calendars?.closings : undefined);
  }

  /** The day itself when it is worked, else the first one after it that is. */
  sameOrNext(day: FeelDate | undefined): FeelDate | undefined {
    let candidate = day;
    while (candidate && !this.isWorked(candidate)) candidate = plusDays(candidate, 1);
    return candidate;
  }

  private isWorked(day: FeelDate): boolean {
    this.count(1);
    const { holidays, workdays } = this.yearOf(day.year);
    const text = printDate(day);
    if (this.closed.has(text)) return false;
    if (workdays.has(text)) return true;
    return weekday(day) <= 5 && !holidays.has(text);
  }

  private yearOf(year: number): { holidays: ReadonlySet<string>; workdays: ReadonlySet<string> } {
    const known = this.years.get(year);
    if (known) return known;
    const years = this.environment.calendars?.years;
    const key = String(year);
    const loaded = years && Object.hasOwn(years, key) ? years[key] : undefined;
    if (!loaded) throw new MissingYear(year);
    const sets = { holidays: new Set(loaded.holidays), workdays: new Set(loaded.workdays) };
    this.years.set(year, sets);
    return sets;
  }
}

function ended(value: FeelDateTime | undefined): TermAnswer {
  const at = value && millisOf(value, ZONE);
  return value && at !== undefined ? { ok: true, value, at } : bad('bad-value', 'n');
}

function bad(code: 'bad-value' | 'sealed-used' | 'null-argument', parameter?: string): TermAnswer {
  return {
    ok: false,
    problem: { code, values: { function: 'term', ...(parameter ? { parameter } : {}) }, from: 0, to: 0 },
  };
}
