import type { DefinitionSet, Element, Process } from '#engine';
import type { Calendars } from '#engine/expression';
import { isoDate } from '#text';
import { countDays, unitOfTerm } from './due.js';
import { AGAIN_CAUSES, stepName, type TaskFigure } from './figures.js';
import { keepBack } from './hiding.js';
import { wasOnTime } from './overview.js';
import { calledBy, inputsOf, termOf, type Known } from './procedures/constants.js';
import { readingOrder } from './procedures/reading.js';
import type { Instant } from './views.js';
import type { StepRow, StepUnit } from './views/step-figures.js';

const HOUR = 3_600_000;
/** Deeper calls are not told: a procedure that calls itself has no end. */
const DEEPEST = 8;

/**
 * The smallest of the values that so many tenths of them do not exceed (nearest rank): with 5 half of them is no larger, with 9 nine of ten.
 * It is always one of the values, so nothing is made up between two; null where there are none.
 */
export function tenthsOf(values: readonly number[], tenths: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((sorted.length * tenths) / 10)) - 1] ?? null;
}

/**
 * How long a run took, counted as its term is: the first day does not count, and what ended at midnight ended on the day before. Hours are
 * begun ones.
 */
export function lengthOf(
  { openedAt, endedAt }: { readonly openedAt: Instant; readonly endedAt: Instant },
  unit: StepUnit,
  calendars: Calendars,
): number {
  return unit === 'hour' ? Math.ceil((endedAt - openedAt) / HOUR) : countDays(openedAt, endedAt - 1, unit, calendars);
}

/** `2026-Q1` of an instant; midnight belongs to the day before. */
export function quarterOf(at: Instant): string {
  const [year = '', month = ''] = isoDate(at - 1).split('-');
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** What runs are counted as: done in a quarter, or due in it. Only what is judged counts as due. */
export type Counted = 'done' | 'due';

function countedAt(run: TaskFigure, as: Counted, now: Instant): Instant | null {
  if (as === 'done') return run.ended === 'completed' ? run.endedAt : null;
  return wasOnTime(run, now) === null ? null : run.due;
}

/** Where a run is counted: a unit of a larger area, whose sum is told as well. */
export interface StepPlace {
  readonly unit: string;
  readonly area: string;
}

/**
 * Runs of which something may be told. Each quarter of each area is hidden by itself: a step of a unit, or of the whole area, with fewer than
 * five is kept back, and with it so much else that none of them is what is left between two numbers (`keepBack`). A longer time adds up what
 * its quarters tell. `unit`: as it is told of that unit; null: as it is told of areas as a whole. `runs` are all of each area.
 */
export function toldRuns(
  runs: readonly TaskFigure[],
  as: Counted,
  quarters: readonly string[],
  placeOf: (scope: string) => StepPlace,
  unit: string | null,
  now: Instant,
): readonly TaskFigure[] {
  const groups = new Map<string, { readonly run: TaskFigure; readonly unit: string }[]>();
  for (const run of runs) {
    const at = countedAt(run, as, now);
    const quarter = at === null ? null : quarterOf(at);
    if (quarter === null || !quarters.includes(quarter)) continue;
    const place = placeOf(run.scope);
    const name = JSON.stringify([place.area, quarter]);
    const group = groups.get(name) ?? [];
    if (group.length === 0) groups.set(name, group);
    group.push({ run, unit: place.unit });
  }
  return [...groups.values()].flatMap((group) => {
    const rows = [...new Set(group.map(({ run }) => rowOf(run)))].sort();
    const units = [...new Set(group.map((each) => each.unit))].sort();
    const table = rows.map(() => units.map(() => 0));
    for (const each of group) {
      const row = table[rows.indexOf(rowOf(each.run))] as number[];
      const c = units.indexOf(each.unit);
      row[c] = (row[c] ?? 0) + 1;
    }
    // how many tasks of a unit were due in all stands on the overview
    const told = keepBack(table, as === 'due');
    return group.flatMap((each) => {
      const row = told[rows.indexOf(rowOf(each.run))];
      const shown = unit === null ? row?.sum : each.unit === unit && row?.cells[units.indexOf(unit)];
      return shown === true ? [each.run] : [];
    });
  });
}

const rowOf = ({ definition, path, element }: TaskFigure): string => JSON.stringify([definition, path, element]);

/** The name of the step a run was of, as `StepRow.step`. */
export function stepOf({ path, element }: Pick<TaskFigure, 'path' | 'element'>): string {
  return stepName(path === '' ? [] : path.split('/'), element);
}

type Model = Omit<StepRow, 'done' | 'half' | 'most' | 'heat' | 'again' | 'due' | 'late'>;

/** Every step of a version in its order, with the figures of these runs of it: those told as done, and those told as due. */
export function stepRows(
  set: DefinitionSet,
  done: readonly TaskFigure[],
  due: readonly TaskFigure[],
  calendars: Calendars,
  now: Instant,
): readonly StepRow[] {
  const process = set.processes[set.main];
  const models = process ? stepsIn(set, process, 0, [], 0, {}) : [];
  const rows = models.map((model) => {
    const ran = done.filter((run) => stepOf(run) === model.step);
    const judged = due.filter((run) => stepOf(run) === model.step);
    const ended = ran.flatMap(({ openedAt, endedAt }) => (endedAt === null ? [] : [{ openedAt, endedAt }]));
    const lengths = ended.map((run) => lengthOf(run, model.unit, calendars));
    return {
      elapsed: tenthsOf(
        ended.map(({ openedAt, endedAt }) => endedAt - openedAt),
        5,
      ),
      row: {
        ...model,
        done: ran.length || null,
        half: tenthsOf(lengths, 5),
        most: tenthsOf(lengths, 9),
        again: AGAIN_CAUSES.flatMap((cause) => {
          const n = ran.filter(({ again }) => again === cause).length;
          return n === 0 ? [] : [{ cause, n }];
        }),
        due: judged.length || null,
        late: judged.length === 0 ? null : judged.filter((run) => wasOnTime(run, now) === false).length,
      },
    };
  });
  const longest = Math.max(1, ...rows.map(({ elapsed }) => elapsed ?? 0));
  return rows.map(({ row, elapsed }) => ({
    ...row,
    heat: elapsed === null ? null : (Math.ceil((elapsed * 4) / longest) as 0 | 1 | 2 | 3 | 4),
  }));
}

/** Steps that lie in a scope of a process, each part followed by what lies inside. */
function stepsIn(
  set: DefinitionSet,
  process: Process,
  scope: number,
  path: readonly string[],
  depth: number,
  known: Known,
): readonly Model[] {
  if (depth > DEEPEST) return [];
  return readingOrder(process, scope, null).flatMap(({ element }) => {
    const called = element.type === 'callActivity' ? set.processes[calledBy(element) ?? ''] : undefined;
    const inner =
      called !== undefined
        ? stepsIn(set, called, 0, [...path, element.id], depth + 1, inputsOf(element, known))
        : INSIDE.has(element.type)
          ? stepsIn(set, process, element.index, path, depth + (COUNTED.has(element.type) ? 1 : 0), known)
          : [];
    return COUNTED.has(element.type) ? [modelOf(element, path, depth, known), ...inner] : inner;
  });
}

const INSIDE: ReadonlySet<string> = new Set(['subProcess', 'eventSubProcess']);
const COUNTED: ReadonlySet<string> = new Set(['userTask', 'manualTask', 'callActivity', 'subProcess']);

function modelOf(element: Element, path: readonly string[], depth: number, known: Known): Model {
  const feel = element.user?.dueDate ?? null;
  const term = feel === null ? null : termOf(feel, known);
  const kind = element.type === 'userTask' || element.type === 'manualTask' ? 'task' : 'part';
  return {
    ...{ step: stepName(path, element.id), path, element: element.id, name: element.name ?? element.id, depth, kind },
    unit: term?.unit ?? unitOfTerm(feel, kind === 'task' ? 'working_day' : 'day'),
    target: term?.n ?? null,
    dated: feel !== null,
    calls: element.type === 'callActivity' ? calledBy(element) : null,
  };
}
