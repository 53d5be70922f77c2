import type { StoredValue } from '#engine';

/** A calendar file: a year with its days off and the weekend days worked, ISO dates. */
export function calendarOf(text: string): { readonly year: number; readonly calendar: StoredValue } | undefined {
  let calendar: StoredValue;
  try {
    calendar = JSON.parse(text) as StoredValue;
  } catch {
    return undefined;
  }
  if (typeof calendar !== 'object' || calendar === null || Array.isArray(calendar)) return undefined;
  const { year, holidays, workdays } = calendar as Readonly<Record<string, StoredValue>>;
  if (typeof year !== 'number' || !Number.isSafeInteger(year)) return undefined;
  return isDates(holidays) && isDates(workdays) ? { year, calendar } : undefined;
}

function isDates(value: StoredValue | undefined): boolean {
  return (
    Array.isArray(value) &&
    value.every((day: StoredValue) => typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day))
  );
}
