import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits } from '#community';
import type { Caller } from '#identity';
import { Definitions, Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import {
  monthsOf,
  stepRows,
  toldRuns,
  type OverviewAsked,
  type StepEdition,
  type StepRow,
  type StepsPage,
  type TaskFigure,
} from '#pages';
import { communityOf, type PeopleState } from '#rules/people';
import { Figures } from './figures.js';
import type { SheetSteps } from './overview-sheet.js';
import { choices, communityAround, ownScopes, quartersOf, streetAround, wholeQuarters } from './overview-places.js';

/** What may be told of the steps of a place: the runs that count as done, and those that were due. */
interface Told {
  readonly done: readonly TaskFigure[];
  readonly due: readonly TaskFigure[];
}
const NOTHING: Told = { done: [], due: [] };

/** 按步骤: how long the steps of a version take, how many are late, what comes back; hidden where few, and never by person. */
@Injectable()
export class StepOverview {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of one version: the one named, else the most used. A version nobody used at the place shows nothing. */
  async page(asked: OverviewAsked, definition: string | null, caller: Caller): Promise<StepsPage> {
    await this.figures.refresh();
    const state = await this.people.state();
    const place = placeFor(state, asked.scope);
    const editions = reaches(caller, place) ? await this.#editions(place) : [];
    const edition = definition === null ? editions[0] : editions.find((each) => each.definition === definition);
    const told = edition === undefined ? NOTHING : await this.told(asked, caller);
    return {
      ...asked,
      name: state.units[place]?.name ?? place,
      places: ownScopes(caller).flatMap((own) => choices(state, own)),
      quarters: quartersOf(monthsOf(asked.from, asked.to)),
      editions,
      edition: edition ?? null,
      ...(edition === undefined ? { rows: [], drawings: [] } : await this.#drawn(edition, told, place)),
    };
  }

  /** The rows of every version of which something is told, for the spreadsheet. */
  async tables(asked: OverviewAsked, caller: Caller): Promise<readonly SheetSteps[]> {
    const place = placeFor(await this.people.state(), asked.scope);
    const told = await this.told(asked, caller);
    const used = new Set([...told.done, ...told.due].map(({ definition }) => definition));
    const editions = (await this.#editions(place)).filter(({ definition }) => used.has(definition));
    const quarters = quartersOf(monthsOf(asked.from, asked.to));
    return Promise.all(
      editions.map(async (edition) => ({ edition, quarters, rows: (await this.#drawn(edition, told, place)).rows })),
    );
  }

  /** Runs of which something may be told at the place in whole quarters: nothing else is counted, nor listed behind a number. */
  async told({ scope, from, to }: OverviewAsked, caller: Caller): Promise<Told> {
    const state = await this.people.state();
    const place = placeFor(state, scope);
    if (!reaches(caller, place)) return NOTHING;
    const unit = state.units[place]?.kind === 'community' ? place : null;
    const quarters = quartersOf(monthsOf(from, to));
    // what is hidden in a community depends on the rest of its street
    const around = unit === null ? place : streetAround(state, place);
    const runs = await this.figures.steps(around, wholeQuarters(quarters));
    const placeOf = (path: string) => {
      const area = streetAround(state, path);
      return { area, unit: communityOf(state, path)?.path ?? area };
    };
    const now = this.clock.now();
    return {
      done: toldRuns(runs, 'done', quarters, placeOf, unit, now),
      due: toldRuns(runs, 'due', quarters, placeOf, unit, now),
    };
  }

  async #editions(place: string): Promise<readonly StepEdition[]> {
    const used = await this.figures.definitions(place);
    return Promise.all(
      used.map(async ({ definition }) => {
        const about = (await this.definitions.aboutsOf(definition, [place])).at(-1);
        const { name = { zh: '', en: '' }, version = 1 } = about ?? {};
        return { definition, name, version };
      }),
    );
  }

  /** Working days are counted with the closings of the place that is looked at. */
  async #drawn(
    { definition, name }: StepEdition,
    told: Told,
    place: string,
  ): Promise<Pick<StepsPage, 'rows' | 'drawings'>> {
    const { set, bpmn } = await this.definitions.get(definition);
    const of = (runs: readonly TaskFigure[]) => runs.filter((run) => run.definition === definition);
    const rows = stepRows(set, of(told.done), of(told.due), this.matters.calendars(place), this.clock.now());
    const inside = new Map<string, StepRow>();
    for (const row of rows)
      if (row.path.length > 0 && (row.done !== null || row.due !== null)) inside.set(row.path.join('/'), row);
    const drawings = [...inside.values()].flatMap(({ path }) => {
      const call = rows.find(({ step }) => step === path.join('/'));
      const process = call === undefined ? undefined : call.calls;
      return process == null ? [] : [{ path, name: call?.name ?? '', bpmn: bpmn[process] ?? '' }];
    });
    return { rows, drawings: [{ path: [], name: name.zh, bpmn: bpmn[set.main] ?? '' }, ...drawings] };
  }
}

/** What figures by step are told of: a community, or what is larger; what lies in a community is not told apart. */
function placeFor(state: PeopleState, scope: string): string {
  return communityAround(state, scope);
}

function reaches(caller: Caller, place: string): boolean {
  return ownScopes(caller).some((own) => scopeFits(own, place));
}
