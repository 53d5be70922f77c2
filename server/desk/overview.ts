import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits, within, withinParameters } from '#community';
import { invalid, notFound } from '#http';
import type { Caller } from '#identity';
import { Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import {
  ageOf,
  CHANNELS,
  MATTER_STATES,
  answersByPlace,
  listed,
  matterRow,
  mattersByAge,
  monthsOf,
  participationOf,
  stateOf,
  tasksByPlace,
  titleOf,
  wasOnTime,
  type BuildingLine,
  type FigureAsked,
  type FigureLine,
  type FigureList,
  type MatterFigure,
  type OverviewAsked,
  type OverviewPage,
  type PlaceLine,
} from '#pages';
import { communityOf, unitsBelow, upwards, type PeopleState } from '#rules/people';
import { INSTANCE } from '#runtime';
import { Database, type Row } from '#store';
import { isoDate } from '#text';
import { Figures, type Period } from './figures.js';

/** Whose posts open the overview; what they see reaches as far as the post. */
export const OVERSEERS = ['worker', 'supervision', 'street', 'party', 'administrator', 'auditor'] as const;

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
const A_PAGE = 30;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST = 5 * 366;

interface Counted extends MatterFigure {
  readonly id: string;
  readonly scope: string;
}

/** The street overview: counted from rows, hidden where a group is small, and the lists behind its numbers. */
@Injectable()
export class Overview {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What is asked, made whole: the first place of the caller, this month. Problems: `unknown-scope` 404, `period-invalid` 422. */
  async asked(asked: Partial<Record<keyof OverviewAsked, string>>, caller: Caller): Promise<OverviewAsked> {
    const own = ownScopes(caller);
    const scope = asked.scope ?? own[0] ?? '';
    const { units } = await this.people.state();
    if (!own.some((each) => scopeFits(each, scope)) || units[scope] === undefined)
      throw notFound('unknown-scope', { scope });
    const today = isoDate(this.clock.now());
    const from = asked.from ?? `${today.slice(0, 7)}-01`;
    const to = asked.to ?? today;
    const days = isDate(from) && isDate(to) ? (beginOf(to) - beginOf(from)) / DAY : -1;
    if (days < 0 || days > LONGEST) throw invalid('period-invalid');
    return { scope, from, to };
  }

  async page(asked: OverviewAsked, caller: Caller): Promise<OverviewPage> {
    await this.figures.refresh();
    const { scope, from, to } = asked;
    const period = periodOf(from, to);
    const months = monthsOf(from, to);
    const state = await this.people.state();
    const places = unitsIn(state, scope);
    const placeOf = placing(state, scope);
    const [matters, tasks, acts, participants] = await Promise.all([
      this.#matters(scope, period),
      this.figures.tasks(scope, period),
      this.figures.answered(scope, period),
      this.figures.participants(communityAround(state, scope), wholeMonths(months)),
    ]);
    const now = this.clock.now();
    const taking = participants.map(({ who, place, channel, closedAt }) => ({
      ...{ who, channel, building: buildingIn(state, place) },
      month: isoDate(closedAt - 1).slice(0, 7),
    }));
    return {
      ...asked,
      name: state.units[scope]?.name ?? scope,
      places: ownScopes(caller).flatMap((own) => choices(state, own)),
      states: MATTER_STATES,
      channels: CHANNELS,
      matters: mattersByAge(matters, now),
      tasks: tasksByPlace(tasks, places, placeOf, now),
      participation: participationOf(taking, buildingsIn(state, communityAround(state, scope)), months, (building) =>
        scopeFits(scope, building),
      ),
      answers: answersByPlace(acts, places, placeOf),
    };
  }

  /** The matters or tasks behind a figure, thirty a page. */
  async list(asked: FigureAsked, caller: Caller): Promise<FigureList> {
    await this.figures.refresh();
    const period = periodOf(asked.from, asked.to);
    const found = await this.#behind(asked, period);
    const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
    const page = Math.min(Math.max(1, asked.page), pages);
    const shown = found.slice((page - 1) * A_PAGE, page * A_PAGE);
    return {
      from: asked.from,
      to: asked.to,
      total: found.length,
      page,
      pages,
      ...(await this.#lines(shown, caller)),
    };
  }

  async #behind(asked: FigureAsked, period: Period): Promise<readonly Found[]> {
    const { scope, of, only, state, age } = asked;
    const now = this.clock.now();
    switch (of) {
      case 'matters':
        return (await this.#matters(scope, period))
          .filter((each) => (state === null || stateOf(each) === state) && (age === null || ageOf(each, now) === age))
          .map(({ id }) => ({ matter: id, task: null, n: null }));
      case 'tasks': {
        const tasks = await this.figures.tasks(scope, period);
        const people = await this.people.state();
        const placeOf = placing(people, scope);
        // of what the page says nothing this says nothing either: nor can it be had by taking one list from another
        const told = toldPlaces(tasksByPlace(tasks, unitsIn(people, scope), placeOf, now));
        return tasks.flatMap((task) => {
          const onTime = wasOnTime(task, now);
          if (onTime === null || (only !== null && onTime !== (only === 'onTime'))) return [];
          if (!told.has(placeOf(task.scope))) return [];
          const { matter, name, due, endedAt } = task;
          return [{ matter, task: { name, due, endedAt }, n: null }];
        });
      }
      case 'participation': {
        const months = wholeMonths(monthsOf(asked.from, asked.to));
        return (await this.figures.participated(scope, months)).map((matter) => ({ matter, task: null, n: null }));
      }
      default: {
        const kind = of === 'opinions' ? 'opinion' : 'objection';
        const counts = new Map<string, number>();
        for (const { matter, kind: each, answeredAt, outcome } of await this.figures.answered(scope, period)) {
          const fits =
            only === null ||
            (only === 'open' && answeredAt === null) ||
            (only === 'answered' && answeredAt !== null) ||
            (only === 'upheld' && outcome === 'upheld');
          if (each === kind && fits) counts.set(matter, (counts.get(matter) ?? 0) + 1);
        }
        return [...counts].map(([matter, n]) => ({ matter, task: null, n }));
      }
    }
  }

  /** Matters of the place that ran in the period: begun before its end, and not over before its beginning. */
  async #matters(scope: string, { from, until }: Period): Promise<readonly Counted[]> {
    const sql = `SELECT s.id AS id, s.scope AS scope, s.status AS status, s.started_at AS started_at, s.at AS at,
        EXISTS (SELECT 1 FROM incident i WHERE i.stream = s.id) AS stopped
      FROM stream s WHERE s.kind = ? AND ${within('s.scope')} AND s.started_at < ? AND (s.status = 'open' OR s.at >= ?)
      ORDER BY s.id DESC`;
    const parameters = [INSTANCE, ...withinParameters(scope), until, from];
    return (await this.database.reading((session) => session.all(sql, parameters))).map(countedOf);
  }

  async #lines(found: readonly Found[], caller: Caller): Promise<Pick<FigureList, 'lines' | 'unreadable'>> {
    const state = await this.people.state();
    const ids = [...new Set(found.map(({ matter }) => matter))];
    const { opened, unreadable } = await this.matters.openEach(ids, caller);
    const known = new Map<string, Omit<FigureLine, 'task' | 'n'>>();
    for (const { data, reading } of opened) {
      known.set(data.matter, {
        matter: data.matter,
        row: matterRow(
          listed(data).matter,
          {
            number: data.number,
            title: titleOf(data, reading),
            place: communityOf(state, data.scope)?.name ?? state.units[data.scope]?.name ?? data.scope,
            holder: reading.holder,
          },
          reading,
        ),
        state: stateOf({
          status: data.state.status === 'active' || data.state.status === 'new' ? 'open' : data.state.status,
          stopped: Object.keys(data.state.incidents).length > 0,
          startedAt: 0,
          at: 0,
        }),
      });
    }
    const lines = found.flatMap(({ matter, task, n }) => {
      const line = known.get(matter);
      return line === undefined ? [] : [{ ...line, task, n }];
    });
    return { lines, unreadable };
  }
}

type Found = Pick<FigureLine, 'matter' | 'task' | 'n'>;

function ownScopes({ appointments }: Caller): readonly string[] {
  const own = appointments.filter(({ role }) => OVERSEERS.some((each) => each === role)).map(({ scope }) => scope);
  // the widest first, and none that lies in another
  const unique = [...new Set(own)].sort((a, b) => (a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length));
  return unique.filter((each) => !unique.some((other) => other !== each && scopeFits(other, each)));
}

function isDate(text: string): boolean {
  return DATE.test(text) && isoDate(beginOf(text)) === text;
}

/** Midnight of a date in Shanghai, UTC milliseconds. */
function beginOf(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, day) - SHANGHAI;
}

function periodOf(from: string, to: string): Period {
  return { from: beginOf(from), until: beginOf(to) + DAY };
}

/** What is closed at 24:00 of a month's last day belongs to that month: its instant is the first of the next. */
function wholeMonths(months: readonly string[]): Period {
  const [year, month] = (months.at(-1) ?? '').split('-').map(Number) as [number, number];
  return { from: beginOf(`${months[0] ?? ''}-01`) + 1, until: Date.UTC(year, month, 1) - SHANGHAI + 1 };
}

/** Communities of the place; the place itself where it has none. */
function unitsIn(state: PeopleState, scope: string): readonly PlaceLine[] {
  const communities = Object.values(state.units)
    .filter(({ kind, path }) => kind === 'community' && scopeFits(scope, path))
    .map(({ path, name }) => ({ scope: path, name }));
  const own = { scope, name: state.units[scope]?.name ?? scope };
  return communities.some((each) => each.scope === scope) ? communities : [own, ...communities];
}

function placing(state: PeopleState, scope: string): (path: string) => string {
  return (path) => {
    const community = communityOf(state, path)?.path;
    return community !== undefined && scopeFits(scope, community) ? community : scope;
  };
}

/** The place and the communities below it. */
function choices(state: PeopleState, scope: string): readonly PlaceLine[] {
  const own = state.units[scope];
  if (own === undefined) return [];
  const below = Object.values(state.units).filter(
    ({ kind, path }) => kind === 'community' && path !== scope && scopeFits(scope, path),
  );
  return [own, ...below].map(({ path, name }) => ({ scope: path, name }));
}

function buildingIn(state: PeopleState, place: string): string | null {
  return upwards(place).find((path) => state.units[path]?.kind === 'building') ?? null;
}

/** What small groups of a place are hidden in: its community, its street where it lies in none; a larger place itself. */
function communityAround(state: PeopleState, scope: string): string {
  const found = upwards(scope).find((path) => ['community', 'street'].includes(state.units[path]?.kind ?? ''));
  return found ?? scope;
}

function toldPlaces(places: OverviewPage['tasks']): ReadonlySet<string> {
  return new Set(places.flatMap(({ scope, due }) => (due === null ? [] : [scope])));
}

/** Buildings of the place, called with the estate they stand in. */
function buildingsIn(state: PeopleState, scope: string): readonly BuildingLine[] {
  const found: BuildingLine[] = [];
  const descend = (path: string, estate: string): void => {
    for (const unit of unitsBelow(state, path)) {
      if (unit.kind === 'building')
        found.push({ scope: unit.path, name: `${estate}${unit.name}`, community: communityAround(state, unit.path) });
      else descend(unit.path, unit.kind === 'estate' ? unit.name : estate);
    }
  };
  descend(scope, '');
  return found;
}

function countedOf(row: Row): Counted {
  return {
    id: String(row['id']),
    scope: String(row['scope']),
    status: row['status'] as Counted['status'],
    stopped: Number(row['stopped']) === 1,
    startedAt: Number(row['started_at']),
    at: Number(row['at']),
  };
}
