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
