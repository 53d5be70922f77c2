import { isoDate } from '#text';
import type { Feel, NodeState } from '#engine';
import type { Calendars } from '#engine/expression';
import type { Reading } from './data.js';
import type { Run } from './trail.js';
import type { DayUnit, Due, Instant, Left } from './views.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

export const NO_DUE: Due = { at: null, awaitsYear: null, left: null };

interface Timed {
  readonly due: Instant | null;
  readonly year: number | null;
}

/** The unit a date of the model is counted in, as its `term(…, "unit")` says; `otherwise` where it is no such term. */
export function unitOfTerm(feel: Feel | null | undefined, otherwise: DayUnit): DayUnit {
  const unit = /\bterm\([^]*,\s*"(\w+)"\s*\)\s*$/.exec(feel ?? '')?.[1];
  if (unit === undefined) return otherwise;
  return unit === 'working_day' ? 'working_day' : 'day';
}

/** The unit of a task's date. */
export function unitOfTask(run: Run | undefined): DayUnit {
  return unitOfTerm(run?.element.user?.dueDate, 'working_day');
}

/** The unit of a clock: the element's own, or of the event at this place of what it watches. */
export function unitOfTimer(run: Run | undefined, watch?: number): DayUnit {
  if (run === undefined) return 'day';
  const { element, process } = run;
  const flow = element.outgoing[watch ?? -1];
  const behind =
    element.type === 'eventBasedGateway' ? process.flows[flow ?? -1]?.target : element.boundary[watch ?? -1];
  const event = (watch === undefined ? element : process.elements[behind ?? -1])?.event;
  return unitOfTerm(event?.kind === 'timer' ? event.expression : null, 'day');
}

/** A date that is waited for, with the unit its term is counted in. */
export interface Clock extends Timed {
  readonly unit: DayUnit;
}

/** The clock that runs at an element: its own, else the soonest it watches. */
export function clockOf(node: NodeState, run: Run | undefined): Clock | null {
  if (node.timer) return { due: node.timer.due, year: node.timer.year, unit: unitOfTimer(run) };
  const watched = node.watch.flatMap((each, at) =>
    each?.kind === 'timer' ? [{ due: each.due, year: each.year, unit: unitOfTimer(run, at) }] : [],
  );
  return watched.sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity))[0] ?? null;
}

/** A term as the reader sees it now. Without a date it waits for a calendar (日期待定), or there is none. */
export function dueOf(timer: Timed | null, unit: DayUnit, reading: Pick<Reading, 'now' | 'calendars'>): Due {
  if (timer === null) return NO_DUE;
  if (timer.due === null) return { at: null, awaitsYear: timer.year, left: null };
  return { at: timer.due, awaitsYear: null, left: leftUntil(timer.due, unit, reading) };
}

/** The date of a clock as the reader sees it now, in the clock's own unit. */
export function clockDue(clock: Clock | null, reading: Pick<Reading, 'now' | 'calendars'>): Due {
  return clock === null ? NO_DUE : dueOf(clock, clock.unit, reading);
}

/** Within the last 24 hours hours are counted, else the days after today up to and including the last one. */
export function leftUntil(due: Instant, unit: DayUnit, { now, calendars }: Pick<Reading, 'now' | 'calendars'>): Left {
  if (now >= due) return { n: Math.max(1, countDays(due, now, unit, calendars)), unit, late: true };
  if (due - now <= DAY) return { n: Math.ceil((due - now) / HOUR), unit: 'hour', late: false };
  return { n: countDays(now, due - 1, unit, calendars), unit, late: false };
}

/** Days after the day of `from` up to and including the day of `to`. */
export function countDays(from: Instant, to: Instant, unit: DayUnit, calendars: Calendars): number {
  let n = 0;
  for (let at = from + DAY; dayNumber(at) <= dayNumber(to); at += DAY)
    if (unit === 'day' || isWorkingDay(at, calendars)) n += 1;
  return n;
}

/** The dates of the days that count in a term that began at `from` and ends at `due` (24:00 of its last day). */
export function daysBetween(from: Instant, due: Instant, unit: DayUnit, calendars: Calendars): readonly string[] {
  const days: string[] = [];
  for (let at = from + DAY; dayNumber(at) <= dayNumber(due - 1); at += DAY)
    if (unit === 'day' || isWorkingDay(at, calendars)) days.push(isoDate(at));
  return days;
}

/** By the loaded years and local closings; weekdays count where a year is not loaded, since a past or present day is never unknown. */
export function isWorkingDay(at: Instant, calendars: Calendars): boolean {
  const date = isoDate(at);
  if (calendars.closings?.includes(date) === true) return false;
  const year = calendars.years[date.slice(0, 4)];
  if (year?.workdays.includes(date)) return true;
  if (year?.holidays.includes(date)) return false;
  const weekday = (dayNumber(at) + 4) % 7;
  return weekday !== 0 && weekday !== 6;
}

/** 00:00 in Shanghai of the day of an instant: 24:00 of the day before. */
export function startOfDay(at: Instant): Instant {
  return dayNumber(at) * DAY - 8 * HOUR;
}

/** Days since 1970-01-01 on the wall clock of Shanghai. */
export function dayNumber(at: Instant): number {
  return Math.floor((at + 8 * HOUR) / DAY);
}

/** Days since 1970-01-01 of an ISO date (days from civil, proleptic Gregorian). */
export function dayOfDate(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const yearOfEra = y - era * 400;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** 00:00 in Shanghai of an ISO date. */
export function startOfDate(date: string): Instant {
  return dayOfDate(date) * DAY - 8 * HOUR;
}
