import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type {
  Answer,
  BatchLine,
  Id,
  ListCounts,
  ListName,
  ListPage,
  MatterListAsked,
  MatterListPage,
  Plain,
  SavedFilter,
  TermsPage,
} from './views.js';

export interface ListAsked {
  /** All of them have to be found. */
  readonly words?: string;
  /** `next` of the page before. */
  readonly after?: string;
  /** At most 100; 60 unless said. */
  readonly limit?: number;
  /** Of 督办: what is over, with what became of it; else what is open. */
  readonly over?: boolean;
}
export type NewFilter = Omit<SavedFilter, 'filter'>;

type Kept = Promise<Answer<readonly SavedFilter[]>>;

/** The desk's lists, searched, saved and shown by day; several alike tasks done at once. */
export interface ListsPort {
  /** GET /api/lists: how many rows each list has. */
  listCounts(): Promise<ListCounts>;
  /** GET /api/lists/:list?words=&after=&limit=&over=. Problems 422: `search-too-long` `{most}`, `page-unknown`. */
  list(list: ListName, asked?: ListAsked): Promise<ListPage>;
  /** GET /api/matter-rows?words=&state=&procedure=&place=&page=: the matters in reach, thirty a page. Problem 422: `search-too-long` `{most}`. */
  matterRows(asked: MatterListAsked): Promise<MatterListPage>;
  /** GET /api/terms?month=YYYY-MM: 期限日历; without a month that of today. */
  terms(month?: string): Promise<TermsPage>;
  /** GET /api/filters: the searches the account keeps, by name. */
  filters(): Promise<readonly SavedFilter[]>;
  /** POST /api/filters `{name, list, words}`. Problems: `text-empty`, `text-too-long` 422; `filter-name-taken`, `filters-full` `{most}` 409. */
  keepFilter(filter: NewFilter, key: Key): Kept;
  /** DELETE /api/filters/:filter. Problem `filter-unknown` 404. */
  dropFilter(filter: Id, key: Key): Kept;
  /**
   * POST /api/batches `{tasks, variables}`: claims and completes alike tasks, each by a command of its own; a line each says what became
   * of it. Problems before anything is touched: `task-unknown` 404, `batch-not-allowed`, `batch-not-alike` 409, `invalid-form` 422.
   */
  completeAll(
    body: { tasks: readonly Id[]; variables: Readonly<Record<string, Plain>> },
    key: Key,
  ): Promise<Answer<readonly BatchLine[]>>;
}

export const listRoutes = (signedIn: Audience): Readonly<Record<keyof ListsPort, Route>> => ({
  listCounts: { method: 'GET', path: '/api/lists', audience: signedIn },
  list: { method: 'GET', path: '/api/lists/:list', audience: signedIn },
  matterRows: { method: 'GET', path: '/api/matter-rows', audience: signedIn },
  terms: { method: 'GET', path: '/api/terms', audience: signedIn },
  filters: { method: 'GET', path: '/api/filters', audience: signedIn },
  keepFilter: { method: 'POST', path: '/api/filters', audience: signedIn },
  dropFilter: { method: 'DELETE', path: '/api/filters/:filter', audience: signedIn },
  completeAll: { method: 'POST', path: '/api/batches', audience: signedIn },
});

interface Calls {
  read<T>(name: keyof ListsPort, parts: readonly string[], query?: string): Promise<T>;
  change<T>(name: keyof ListsPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function listCalls({ read, change }: Calls): ListsPort {
  return {
    listCounts: () => read('listCounts', []),
    list: (list, { words, after, limit, over = false } = {}) =>
      read('list', [list], queryOf({ words, after, limit, ...(over ? { over: 'yes' } : {}) })),
    matterRows: (asked) => read('matterRows', [], queryOf({ ...asked })),
    terms: (month) => read('terms', [], queryOf({ month })),
    filters: () => read('filters', []),
    keepFilter: (filter, key) => change('keepFilter', [], filter, key),
    dropFilter: (filter, key) => change('dropFilter', [filter], undefined, key),
    completeAll: (body, key) => change('completeAll', [], body, key),
  };
}

/** `?words=…&limit=…` of what is said; empty where nothing is. */
function queryOf(asked: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return said.length === 0 ? '' : `?${said.join('&')}`;
}
