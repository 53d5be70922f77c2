import { hideSmall, SMALLEST, sumShown } from './hiding.js';
import { dayNumber } from './due.js';
import type { Instant } from './views.js';
import {
  CHANNELS,
  MATTER_AGES,
  MATTER_STATES,
  type Channel,
  type MatterAge,
  type MatterState,
  type OverviewPage,
  type ParticipationTable,
  type PlaceLine,
} from './views/overview.js';
import type { ActFigure, TaskFigure } from './figures.js';

/** A matter as its row has it. */
export interface MatterFigure {
  readonly status: 'open' | 'completed' | 'terminated' | 'cancelled';
  readonly stopped: boolean;
  readonly startedAt: Instant;
  /** Of the last record. */
  readonly at: Instant;
}

/** One person, household or owner group who took part in a step that was closed. */
export interface Participant {
  /** Whoever it is: only to count nobody twice. */
  readonly who: string;
  /** Path of the building; null where none is known. */
  readonly building: string | null;
  readonly channel: Channel;
  /** `YYYY-MM` of the close. */
  readonly month: string;
}

export function stateOf({ status, stopped }: MatterFigure): MatterState {
  if (status === 'completed') return 'completed';
  if (status !== 'open') return 'ended';
  return stopped ? 'stopped' : 'active';
}

/** By whole days on the wall clock: up to 7, 30, 90, and more. */
export function ageOf({ status, startedAt, at }: MatterFigure, now: Instant): MatterAge {
  const days = dayNumber(status === 'open' ? now : at) - dayNumber(startedAt);
  return days <= 7 ? 'week' : days <= 30 ? 'month' : days <= 90 ? 'quarter' : 'longer';
}

export function mattersByAge(matters: readonly MatterFigure[], now: Instant): OverviewPage['matters'] {
  return MATTER_AGES.map((age) => {
    const ofAge = matters.filter((each) => ageOf(each, now) === age);
    return { age, counts: MATTER_STATES.map((state) => ofAge.filter((each) => stateOf(each) === state).length) };
  });
}

/** Whether a task was done by the end of its date; null where it says nothing: without a date, taken away, or open and not due yet. */
export function wasOnTime(
  { due, endedAt, ended }: Pick<TaskFigure, 'due' | 'endedAt' | 'ended'>,
  now: Instant,
): boolean | null {
  if (due === null || ended === 'cancelled') return null;
  if (endedAt !== null) return endedAt <= due;
  return now >= due ? false : null;
}

/** By place; of a place with fewer than five nothing is said, since it would be about one or two people. */
export function tasksByPlace(
  tasks: readonly TaskFigure[],
  places: readonly PlaceLine[],
  placeOf: (scope: string) => string,
  now: Instant,
): OverviewPage['tasks'] {
  return places.map((place) => {
    const judged = tasks
      .filter(({ scope }) => placeOf(scope) === place.scope)
      .flatMap((task) => wasOnTime(task, now) ?? []);
    const told = judged.length >= SMALLEST;
    return {
      ...place,
      due: told ? judged.length : null,
      onTime: told ? judged.filter((onTime) => onTime).length : null,
    };
  });
}

/** A building with the community it is hidden in: what is kept back in one community never depends on another. */
export interface BuildingLine extends PlaceLine {
  readonly community: string;
}

/**
 * People by building and channel. Each month of each community is hidden by itself, and what is longer or larger adds up what those show: so
 * nobody learns more by taking one period or place from another than the months of a community say themselves. `buildings` are all of every
 * community that has one `among` those asked for: which of them had few is no secret.
 */
export function participationOf(
  participants: readonly Participant[],
  buildings: readonly BuildingLine[],
  months: readonly string[],
  among: (building: string) => boolean = () => true,
): ParticipationTable {
  const groups = new Map<string, Set<string>>();
  const nameOf = (month: string, building: string | null, channel: Channel) =>
    JSON.stringify([month, building, channel]);
  for (const { who, building, channel, month } of participants) {
    const name = nameOf(month, building, channel);
    groups.set(name, (groups.get(name) ?? new Set()).add(who));
  }
  const communities = [...new Set(buildings.map(({ community }) => community))];
  const asked: (PlaceLine & { readonly shown: readonly (readonly (number | null)[])[] })[] = [];
  for (const community of communities) {
    const here = buildings.filter((building) => building.community === community);
    const tables = months.map((month) =>
      hideSmall(
        here.map(({ scope }) => CHANNELS.map((channel) => groups.get(nameOf(month, scope, channel))?.size ?? 0)),
      ),
    );
    for (const [r, { scope, name }] of here.entries())
      if (among(scope)) asked.push({ scope, name, shown: tables.map((table) => table[r] ?? []) });
  }
  const rows = asked.flatMap(({ shown, ...building }) => {
    const counts = CHANNELS.map((_channel, c) => {
      const cells = shown.map((row) => row[c] ?? null);
      return cells.every((n) => n === null) ? null : sumShown(cells);
    });
    return counts.every((n) => n === null) ? [] : [{ ...building, counts, sum: sumShown(counts) }];
  });
  return {
    months,
    rows,
    hidden: asked.length - rows.length,
    sums: CHANNELS.map((_channel, c) => sumShown(rows.map(({ counts }) => counts[c] ?? null))),
  };
}

/** Opinions and objections by place: each of them is published in its matter, so none of these numbers is hidden. */
export function answersByPlace(
  acts: readonly ActFigure[],
  places: readonly PlaceLine[],
  placeOf: (scope: string) => string,
): OverviewPage['answers'] {
  return places.map((place) => {
    const here = acts.filter(({ scope }) => placeOf(scope) === place.scope);
    const opinions = here.filter(({ kind }) => kind === 'opinion');
    const objections = here.filter(({ kind }) => kind === 'objection');
    return {
      ...place,
      given: opinions.length,
      answered: opinions.filter(({ answeredAt }) => answeredAt !== null).length,
      raised: objections.length,
      settled: objections.filter(({ answeredAt }) => answeredAt !== null).length,
      upheld: objections.filter(({ outcome }) => outcome === 'upheld').length,
    };
  });
}

/** The months a period touches, `YYYY-MM`, at most 60. */
export function monthsOf(from: string, to: string): readonly string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  while (months.length < 60) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) break;
    months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}
