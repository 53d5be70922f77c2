import { scopeFits } from '#community';
import type { Caller } from '#identity';
import type { PlaceLine } from '#pages';
import { communityOf, upwards, type PeopleState } from '#rules/people';
import { isoDate } from '#text';
import type { Period } from './figures.js';

/** Places and periods of the overview: what a reader may ask for, and what figures are counted in. */

/** Whose posts open the overview; what they see reaches as far as the post. */
export const OVERSEERS = ['worker', 'supervision', 'street', 'party', 'administrator', 'auditor'] as const;

export const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function ownScopes({ appointments }: Caller): readonly string[] {
  const own = appointments.filter(({ role }) => OVERSEERS.some((each) => each === role)).map(({ scope }) => scope);
  // the widest first, and none that lies in another
  const unique = [...new Set(own)].sort((a, b) => (a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length));
  return unique.filter((each) => !unique.some((other) => other !== each && scopeFits(other, each)));
}

export function isDate(text: string): boolean {
  return DATE.test(text) && isoDate(beginOf(text)) === text;
}

/** Midnight of a date in Shanghai, UTC milliseconds. */
export function beginOf(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, day) - SHANGHAI;
}

export function periodOf(from: string, to: string): Period {
  return { from: beginOf(from), until: beginOf(to) + DAY };
}

/** What is closed at 24:00 of a month's last day belongs to that month: its instant is the first of the next. */
export function wholeMonths(months: readonly string[]): Period {
  const [year, month] = (months.at(-1) ?? '').split('-').map(Number) as [number, number];
  return { from: beginOf(`${months[0] ?? ''}-01`) + 1, until: Date.UTC(year, month, 1) - SHANGHAI + 1 };
}

/** Communities of the place; the place itself where it has none. */
export function unitsIn(state: PeopleState, scope: string): readonly PlaceLine[] {
  const communities = Object.values(state.units)
    .filter(({ kind, path }) => kind === 'community' && scopeFits(scope, path))
    .map(({ path, name }) => ({ scope: path, name }));
  const own = { scope, name: state.units[scope]?.name ?? scope };
  return communities.some((each) => each.scope === scope) ? communities : [own, ...communities];
}

export function placing(state: PeopleState, scope: string): (path: string) => string {
  return (path) => {
    const community = communityOf(state, path)?.path;
    return community !== undefined && scopeFits(scope, community) ? community : scope;
  };
}

/** The place and the communities below it. */
export function choices(state: PeopleState, scope: string): readonly PlaceLine[] {
  const own = state.units[scope];
  if (own === undefined) return [];
  const below = Object.values(state.units).filter(
    ({ kind, path }) => kind === 'community' && path !== scope && scopeFits(scope, path),
  );
  return [own, ...below].map(({ path, name }) => ({ scope: path, name }));
}

/** What small groups of a place are hidden in: its community, its street where it lies in none; a larger place itself. */
export function communityAround(state: PeopleState, scope: string): string {
  const found = upwards(scope).find((path) => ['community', 'street'].includes(state.units[path]?.kind ?? ''));
  return found ?? scope;
}

/** The street around a place, in which its figures by step are hidden; its community, else the place itself, where it lies in none. */
export function streetAround(state: PeopleState, scope: string): string {
  const street = upwards(scope).find((path) => state.units[path]?.kind === 'street');
  return street ?? communityOf(state, scope)?.path ?? scope;
}

/** `2026-Q1` and so on: the quarters a period touches. */
export function quartersOf(months: readonly string[]): readonly string[] {
  const quarters = months.map((month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`);
  return [...new Set(quarters)];
}

/** From the first day of the first quarter to the last day of the last; what is over at 24:00 of it belongs to it. */
export function wholeQuarters(quarters: readonly string[]): Period {
  const [first = '', last = ''] = [quarters[0], quarters[quarters.length - 1]];
  const month = (quarter: string, n: number) =>
    `${quarter.slice(0, 4)}-${String((Number(quarter.slice(6)) - 1) * 3 + n).padStart(2, '0')}`;
  const { until } = wholeMonths([month(last, 3)]);
  return { from: beginOf(`${month(first, 1)}-01`), until: until - 1 };
}
