const SHANGHAI = 8 * 3_600_000;
const DAY = 86_400_000;

/**
 * The calendar day of an instant (UTC milliseconds) in Asia/Shanghai, `YYYY-MM-DD`: which law is in force. Counted in
 * 400-year cycles of 146,097 days that start on 1 March, so that the leap day is the last of its year.
 */
export function dayOf(at: number): string {
  const days = Math.floor((at + SHANGHAI) / DAY) + 719_468;
  const cycle = Math.floor(days / 146_097);
  const rest = days - cycle * 146_097;
  const year = Math.floor(
    (rest - Math.floor(rest / 1460) + Math.floor(rest / 36_524) - Math.floor(rest / 146_096)) / 365,
  );
  const dayOfYear = rest - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return `${pad(year + cycle * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(n: number, digits: number): string {
  return String(n).padStart(digits, '0');
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether this is a day of the calendar, written `YYYY-MM-DD`: the 30th of February is none. */
export function isDay(day: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return false;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && isLeap ? 29 : (LENGTHS[month - 1] ?? 0);
  return date >= 1 && date <= length;
}
