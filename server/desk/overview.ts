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
  dueOf,
  listed,
  matterRow,
  mattersByAge,
  monthsOf,
  participationOf,
  stateOf,
  stepOf,
  tasksByPlace,
  titleOf,
  Trail,
  unitOfTask,
  wasOnTime,
  type BuildingLine,
  type FigureAsked,
  type FigureLine,
  type FigureList,
  type MatterFigure,
  type OverviewAsked,
  type OverviewPage,
  type TaskFigure,
} from '#pages';
import { communityOf, unitsBelow, upwards, type PeopleState } from '#rules/people';
import { INSTANCE } from '#runtime';
import { Database, type Row } from '#store';
import { isoDate } from '#text';
import { Figures, type Period } from './figures.js';
import { Listing } from './listing.js';
import {
  beginOf,
  choices,
  communityAround,
  DAY,
  isDate,
  ownScopes,
  periodOf,
  placing,
  quartersOf,
  unitsIn,
  wholeMonths,
  wholeQuarters,
} from './overview-places.js';
import { StepOverview } from './step-overview.js';

const A_PAGE = 30;
const NEVER = String(Number.MAX_SAFE_INTEGER);
/** Late matters the first line names. */
const MOST_NAMED = 3;
const LONGEST = 5 * 366;

interface Counted extends MatterFigure {
  readonly suspended: boolean;
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
    @Inject(StepOverview) private readonly steps: StepOverview,
    @Inject(Listing) private readonly listing: Listing,
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
      now: await this.#standing(scope, caller),
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

  async #standing(scope: string, caller: Caller): Promise<OverviewPage['now']> {
    const now = this.clock.now();
    const [matters, late] = await Promise.all([
      this.#matters(scope, { from: now, until: now + 1 }),
      this.figures.late(scope, now),
    ]);
    const open = matters.filter(({ status }) => status === 'open');
    // of what is suspended no date is looked at: it stands still, and is counted there
    const judged = new Set(open.flatMap(({ id, suspended }) => (suspended ? [] : [id])));
    const first = new Map<string, TaskFigure>();
    for (const task of late) if (!first.has(task.matter) && judged.has(task.matter)) first.set(task.matter, task);
    const { opened } = await this.matters.openEach([...first.keys()].slice(0, MOST_NAMED), caller);
    return {
      running: open.length,
      late: first.size,
      latest: opened.flatMap(({ data, reading: eyes }) => {
        const task = first.get(data.matter);
        if (task === undefined) return [];
        const unit = unitOfTask(new Trail(data).byKey(task.key));
        return [
          {
            matter: data.matter,
            title: titleOf(data, eyes),
            due: dueOf({ due: task.due, year: null }, unit, eyes),
          },
        ];
      }),
      stopped: open.filter(({ stopped }) => stopped).length,
    };
  }

  /** The matters or tasks behind a figure, thirty a page; a file has longer ones. */
  async list(asked: FigureAsked, caller: Caller, ofPage = A_PAGE): Promise<FigureList> {
    await this.figures.refresh();
    const period = periodOf(asked.from, asked.to);
    const found = await this.#behind(asked, period, caller);
    const pages = Math.max(1, Math.ceil(found.length / ofPage));
    const page = Math.min(Math.max(1, asked.page), pages);
    const shown = found.slice((page - 1) * ofPage, page * ofPage);
    const { units } = await this.people.state();
    return {
      name: units[asked.scope]?.name ?? asked.scope,
      ...spanOf(asked),
      total: found.length,
      page,
      pages,
      ...(await this.#lines(shown, caller)),
    };
  }

  async #behind(asked: FigureAsked, period: Period, caller: Caller): Promise<readonly Found[]> {
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
          return [foundTask(task)];
        });
      }
      case 'steps': {
        const told = await this.steps.told(asked, caller);
        const runs = only === 'due' || only === 'late' ? told.due : told.done;
        return runs
          .filter(
            (run) =>
              run.definition === asked.definition &&
              stepOf(run) === asked.step &&
              (only !== 'late' || wasOnTime(run, now) === false) &&
              (only !== 'again' || run.again !== null),
          )
          .map(foundTask);
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

  /** Matters of the place that ran in the period: begun before its end, and not over before its beginning. By date, what is over last. */
  async #matters(scope: string, { from, until }: Period): Promise<readonly Counted[]> {
    const sql = `SELECT s.id AS id, s.scope AS scope, s.status AS status, s.started_at AS started_at, s.at AS at,
        EXISTS (SELECT 1 FROM incident i WHERE i.stream = s.id) AS halted,
        CASE WHEN l.status = 'suspended' THEN 1 ELSE 0 END AS suspended
      FROM stream s LEFT JOIN listed_matter l ON l.matter = s.id WHERE s.kind = ? AND ${within('s.scope')} AND s.started_at < ? AND (s.status = 'open' OR s.at >= ?)
      ORDER BY CASE WHEN s.status = 'open' THEN 0 ELSE 1 END, COALESCE(l.next_due, ${NEVER}), s.id DESC`;
    // whether a matter is suspended is known to the lists
    await this.listing.caughtUp();
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
          stopped: Object.keys(data.state.incidents).length > 0 || data.state.suspended !== null,
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

/** The days a list is of: by step whole quarters are counted. */
function spanOf({ of, from, to }: FigureAsked): Pick<FigureList, 'from' | 'to'> {
  if (of !== 'steps') return { from, to };
  const { from: begin, until } = wholeQuarters(quartersOf(monthsOf(from, to)));
  return { from: isoDate(begin), to: isoDate(until - 1) };
}

type Found = Pick<FigureLine, 'matter' | 'task' | 'n'>;

function foundTask({ matter, name, due, endedAt }: TaskFigure): Found {
  return { matter, task: { name, due, endedAt }, n: null };
}

function buildingIn(state: PeopleState, place: string): string | null {
  return upwards(place).find((path) => state.units[path]?.kind === 'building') ?? null;
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
    suspended: Number(row['suspended']) === 1,
    stopped: Number(row['halted']) === 1 || Number(row['suspended']) === 1,
    startedAt: Number(row['started_at']),
    at: Number(row['at']),
  };
}
