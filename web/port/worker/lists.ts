import {
  alikeOf,
  concernsReader,
  entriesOf,
  inListOrder,
  inMatterOrder,
  isLateRow,
  listed,
  listRow,
  matterRow,
  readTaskId,
  termsPage,
  titleOf,
  Trail,
} from '#pages';
import type { ListAsked, ListsPort } from '../lists.js';
import type { Key } from '../port.js';
import { PortProblem } from '../problem.js';
import type {
  BatchLine,
  Id,
  ListCounts,
  ListName,
  ListPage,
  ListRow,
  MatterListAsked,
  MatterListPage,
  MatterListRow,
  Plain,
} from '../views.js';
import { calendarsOf } from './matter-data.js';
import type { Stage } from './stage.js';
import { completeIn } from './tasks.js';

const USUAL = 60;
/** Matters of a page. */
const ROWS = 30;
const NAMES: readonly ListName[] = ['todo', 'done', 'started', 'copied', 'watched'];

/** The lists of a world: small, so each is made from its matters anew. Nothing is kept for later in it. */
export function listCalls(stage: Stage): ListsPort {
  return {
    async listCounts() {
      return Object.fromEntries(
        NAMES.map((list) => [list, rowsOf(stage, list).filter((row) => !isOthers(list, row)).length]),
      ) as unknown as ListCounts;
    },

    async list(list: ListName, { words = '', after, limit = USUAL, over = false }: ListAsked = {}): Promise<ListPage> {
      const terms = termsIn(words);
      const rows = rowsOf(stage, list, over).filter((row) => terms.every((term) => found(row, term)));
      const from = after === undefined ? 0 : Number(after);
      const rest = rows.slice(from, from + limit);
      const next = rows.length > from + limit ? String(from + limit) : null;
      return { rows: rest, next, total: rows.length, others: rows.filter((row) => isOthers(list, row)).length };
    },

    async matterRows({ words = '', state, procedure, place, page = 1 }: MatterListAsked): Promise<MatterListPage> {
      const all = matterRowsOf(stage);
      const terms = termsIn(words);
      const fits = ({ scope, row }: InPlace): boolean =>
        (state === undefined || IS[state](row)) &&
        (procedure === undefined || row.procedure.id === procedure) &&
        (place === undefined || scope === place || scope.startsWith(`${place}/`)) &&
        terms.every((term) => says([row.number, row.title, row.place], term));
      const rows = all
        .filter(fits)
        .map(({ row }) => row)
        .sort(inMatterOrder);
      const pages = Math.max(1, Math.ceil(rows.length / ROWS));
      const at = Math.min(Math.max(1, page), pages);
      return {
        rows: rows.slice((at - 1) * ROWS, at * ROWS),
        total: rows.length,
        ended: rows.filter(IS.ended).length,
        page: at,
        pages,
        procedures: [
          ...new Map(
            all.map(
              ({
                row: {
                  procedure: { id, name },
                },
              }) => [id, { id, name }],
            ),
          ).values(),
        ],
        places: [...new Map(all.map(({ scope, row }) => [scope, { scope, name: row.place ?? scope }])).values()],
        unreadable: [],
      };
    },

    async terms(month = '') {
      const { world } = stage;
      return termsPage(
        month,
        rowsOf(stage, 'todo').filter((row) => !isOthers('todo', row)),
        { now: world.at, calendars: calendarsOf(world, stage.seat().scope) },
      );
    },

    filters: () => Promise.resolve([]),
    keepFilter: () => Promise.reject<never>(stage.problem('only-on-a-server', 409)),
    dropFilter: () => Promise.reject<never>(stage.problem('filter-unknown', 404)),

    completeAll(body: { tasks: readonly Id[]; variables: Readonly<Record<string, Plain>> }, key: Key) {
      return stage.act('completeAll', key, body, async () => {
        const alike = [...new Set(body.tasks)].map((id) => alikeIn(stage, id));
        if (alike.includes(null)) throw stage.problem('batch-not-allowed', 409);
        if (new Set(alike).size > 1) throw stage.problem('batch-not-alike', 409);
        return [...new Set(body.tasks)].map((id): BatchLine => oneOf(stage, id, body.variables));
      });
    },
  };
}

/** 待办 shows what others of the same post have taken, and does not count it. */
function isOthers(list: ListName, { state }: ListRow): boolean {
  return list === 'todo' && state === 'other';
}

/** All rows of a list for who sits at the page, in its order. */
export function rowsOf(stage: Stage, list: ListName, over = false): readonly ListRow[] {
  const { scopeName } = stage.seat();
  return stage
    .inReach()
    .flatMap((data) => {
      const reading = stage.reading(data);
      const place = stage.setup.people.find(({ scope }) => scope === data.scope)?.scopeName ?? scopeName;
      return entriesOf(list, data, reading, place, over).map((entry) => listRow(list, entry, reading));
    })
    .sort(inListOrder(list));
}

interface InPlace {
  readonly scope: string;
  readonly row: MatterListRow;
}

function matterRowsOf(stage: Stage): readonly InPlace[] {
  const { scopeName } = stage.seat();
  return stage.inReach().map((data) => {
    const reading = stage.reading(data);
    const place = stage.setup.people.find(({ scope }) => scope === data.scope)?.scopeName ?? scopeName;
    const opened = { number: data.number, title: titleOf(data, reading), place, holder: reading.holder };
    return { scope: data.scope, row: matterRow(listed(data).matter, opened, reading) };
  });
}

const IS: Readonly<Record<NonNullable<MatterListAsked['state']>, (row: MatterListRow) => boolean>> = {
  open: ({ endedAt }) => endedAt === null,
  late: isLateRow,
  suspended: ({ status }) => status === 'suspended',
  ended: ({ endedAt }) => endedAt !== null,
};

function termsIn(words: string): readonly string[] {
  return words
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '');
}

function found({ number, title, place, holder }: ListRow, term: string): boolean {
  return says([number, title, place, holder?.name ?? null], term);
}

function says(texts: readonly (string | null)[], term: string): boolean {
  return texts.some((text) => text?.toLowerCase().includes(term) === true);
}

function alikeIn(stage: Stage, id: Id): string | null {
  const { task, data } = stage.task(id);
  const trail = new Trail(data);
  const run = trail.byKey(readTaskId(id)?.key ?? 0);
  if (run === undefined || !concernsReader(task.key, data, stage.reading(data)))
    throw stage.problem('task-unknown', 404);
  return alikeOf(run, data, trail);
}

function oneOf(stage: Stage, id: Id, variables: Readonly<Record<string, Plain>>): BatchLine {
  try {
    completeIn(stage, id, variables);
    return { task: id, became: 'done', why: null };
  } catch (problem) {
    if (!(problem instanceof PortProblem)) throw problem;
    return { task: id, became: 'refused', why: { code: problem.code, values: problem.values } };
  }
}
