import { Inject, Injectable } from '@nestjs/common';
import { invalid, notFound, Problem } from '#http';
import type { Caller } from '#identity';
import { IDS, CLOCK, type Clock, type Ids } from '#outside';
import type { ListName, SavedFilter } from '#pages';
import { Database, insertRows, type TableOf } from '#store';
import { MAX_WORDS } from './list-search.js';

/** So many searches an account keeps. */
export const MAX_FILTERS = 20;
export const MAX_NAME = 20;

interface FilterRow extends SavedFilter {
  readonly account: string;
  readonly person: string;
  readonly at: number;
}

const FILTER: TableOf<FilterRow> = {
  name: 'saved_filter',
  columns: ['id', 'account', 'person', 'name', 'list', 'words', 'at'],
  keys: ['id'],
  parameters: (row) => [row.filter, row.account, row.person, row.name, row.list, row.words, row.at],
};

/** Searches that each account keeps for itself; nobody else reads them. */
@Injectable()
export class Filters {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** By name. */
  async of({ account }: Caller): Promise<readonly SavedFilter[]> {
    const rows = await this.database.reading((session) =>
      session.all('SELECT id, name, list, words FROM saved_filter WHERE account = ? ORDER BY name', [account]),
    );
    return rows.map((row) => ({
      filter: row['id'] as string,
      name: row['name'] as string,
      list: row['list'] as ListName,
      words: row['words'] as string,
    }));
  }

  /**
   * Keeps a search; the same name with the same search is kept once. Problems: `text-empty`, `text-too-long` 422 `{field}`,
   * `filter-name-taken` 409, `filters-full` 409 `{most}`.
   */
  async keep(asked: Omit<SavedFilter, 'filter'>, caller: Caller): Promise<readonly SavedFilter[]> {
    const name = checked('name', asked.name, MAX_NAME);
    const words = checked('words', asked.words, MAX_WORDS);
    const kept = await this.of(caller);
    const same = kept.find((each) => each.name === name);
    if (same !== undefined && same.list === asked.list && same.words === words) return kept;
    if (same !== undefined) throw new Problem(409, 'filter-name-taken');
    if (kept.length >= MAX_FILTERS) throw new Problem(409, 'filters-full', { most: MAX_FILTERS });
    const { account, person } = caller;
    const row = { filter: this.ids.ulid(), account, person, name, list: asked.list, words, at: this.clock.real() };
    await this.database.transaction((session) => insertRows(session, this.database.dialect, FILTER, [row], 'keep'));
    return this.of(caller);
  }

  /** Problem `filter-unknown` 404, also where it is somebody else's. */
  async drop(filter: string, caller: Caller): Promise<readonly SavedFilter[]> {
    const gone = await this.database.transaction((session) =>
      session.run('DELETE FROM saved_filter WHERE id = ? AND account = ?', [filter, caller.account]),
    );
    if (gone === 0) throw notFound('filter-unknown');
    return this.of(caller);
  }
}

function checked(field: string, text: string, most: number): string {
  const trimmed = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (trimmed === '') throw invalid('text-empty', { field });
  if ([...trimmed].length > most) throw invalid('text-too-long', { field, most });
  return trimmed;
}
