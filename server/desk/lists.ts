import { Inject, Injectable } from '@nestjs/common';
import { Deputies } from '#community';
import type { Deputy } from '#rules/people';
import { invalid } from '#http';
import type { Caller } from '#identity';
import { Matters } from '#matters';
import {
  DONE,
  NAMED,
  SEATED,
  termsPage,
  type ListCounts,
  type ListedReason,
  type ListName,
  type ListPage,
  type ListRow,
  type TermsPage,
} from '#pages';
import { CLOCK, type Clock } from '#outside';
import { Database, either, together, type Parameter, type Row, type Where } from '#store';
import { answered, byRole, decides, names, OPEN, OVER, own, reach, standsIn } from './list-conditions.js';
import { ListSearch } from './list-search.js';
import { ListedRows, SHOWN_COLUMNS } from './listed-rows.js';
import { Listing } from './listing.js';

export const LISTS = ['todo', 'done', 'started', 'copied', 'watched'] as const satisfies readonly ListName[];

/** Rows of a page unless asked for another number. */
const USUAL = 60;
const MOST = 100;
/** What a calendar or a call for all of a list looks at. */
const ALL = 1_000;

export interface ListQuery {
  /** Words that all have to be found: in the number, the title, what was typed, names of files, of the place, or of staff who have to do with it. */
  readonly words?: string;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
  /** Of 督办: what is over. */
  readonly over?: boolean;
}

interface Source {
  readonly from: Where;
  readonly where: readonly Where[];
  /** What rows are sorted by before matter and key, ascending. */
  readonly order: readonly [string, string];
  /** Of a row: the caller may do its task in somebody's name (代理). */
  readonly stands?: Where;
}

const NEVER = String(Number.MAX_SAFE_INTEGER);
/** Who is named for a task of 待办, or added to it. */
const NAMED_OR_ADDED: readonly ListedReason[] = [...NAMED, ...SEATED];

/** 待办, 已办, 我发起, 抄送我, 督办: read from rows alone. No list opens a matter. */
@Injectable()
export class Lists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Listing) private readonly listing: Listing,
    @Inject(ListedRows) private readonly rows: ListedRows,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(ListSearch) private readonly search: ListSearch,
    @Inject(Deputies) private readonly deputies: Deputies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page. Problems 422: `search-too-long` `{most}`, `page-unknown`. */
  async page(
    list: ListName,
    { words = '', after, limit = USUAL, over = false }: ListQuery,
    caller: Caller,
  ): Promise<ListPage> {
    await this.listing.caughtUp();
    const standing = await this.deputies.of(caller.person);
    const source = this.#source(list, caller, standing, over);
    const found = {
      ...source,
      where: [...source.where, reach(caller), ...(await this.search.conditions(words, caller))],
    };
    const most = Math.max(1, Math.min(MOST, Math.floor(limit)));
    const theirs = { ...found, where: [...found.where, ...own(list, caller, standing)] };
    const [rows, total, mine] = await Promise.all([
      this.#rows(list, found, after, most + 1),
      this.#count(found),
      this.#count(theirs),
    ]);
    const shown = await this.rows.shown(list, rows.slice(0, most), caller, standing);
    const last = rows[most - 1];
    return {
      rows: shown,
      next: rows.length > most && last !== undefined ? cursorOf(last) : null,
      total,
      others: total - mine,
    };
  }

  /** All rows of a list, at most a thousand. */
  async all(list: ListName, caller: Caller): Promise<readonly ListRow[]> {
    await this.listing.caughtUp();
    const standing = await this.deputies.of(caller.person);
    const source = this.#source(list, caller, standing);
    const found = { ...source, where: [...source.where, reach(caller)] };
    return this.rows.shown(list, await this.#rows(list, found, undefined, ALL), caller, standing);
  }

  /** How many rows each list has; of 待办 those somebody else has taken are not counted. */
  async counts(caller: Caller): Promise<ListCounts> {
    await this.listing.caughtUp();
    const standing = await this.deputies.of(caller.person);
    const counted = LISTS.map(async (list) => {
      const source = this.#source(list, caller, standing);
      const where = [...source.where, reach(caller), ...own(list, caller, standing)];
      return [list, await this.#count({ ...source, where })] as const;
    });
    return Object.fromEntries(await Promise.all(counted)) as Record<ListName, number>;
  }

  /** 期限日历 of the caller's open tasks. */
  async terms(month: string, caller: Caller): Promise<TermsPage> {
    const rows = (await this.all('todo', caller)).filter(({ state }) => state !== 'other');
    const workplace = caller.appointments.find(({ role }) => role !== 'resident')?.scope;
    const calendars = this.matters.calendars(workplace ?? null);
    return termsPage(month, rows, { now: this.clock.now(), calendars });
  }

  #source(list: ListName, caller: Caller, standing: readonly Deputy[], over = false): Source {
    const { person } = caller;
    switch (list) {
      case 'todo':
        return {
          from: { sql: 'listed_task t JOIN listed_matter m ON m.matter = t.matter', parameters: [] },
          where: [
            OPEN,
            either([names(caller, NAMED_OR_ADDED), byRole(caller), decides(caller), standsIn(caller, standing)]),
          ],
          order: [`COALESCE(t.due, ${NEVER})`, 't.since'],
          stands: standsIn(caller, standing),
        };
      case 'watched': {
        const theirs = either([names(caller, NAMED), byRole(caller)]);
        const watching: Where = { sql: 'p.p IS NOT NULL', parameters: [] };
        return {
          from: {
            sql: `listed_task t JOIN listed_matter m ON m.matter = t.matter
              LEFT JOIN (listed_person p JOIN pseudonym x ON x.matter = p.matter AND x.p = p.p AND x.person = ?)
                ON p.matter = t.matter AND p.task_key = t.task_key AND p.reason = 'watching'`,
            parameters: [person],
          },
          where: [
            over ? OVER : OPEN,
            { sql: 't.watched = 1', parameters: [] },
            over ? answered(caller) : either([watching, theirs]),
          ],
          order: over
            ? ['-t.over_at', '-COALESCE(p.at, t.since)']
            : [`COALESCE(p.due, t.due, ${NEVER})`, 'COALESCE(p.at, t.since)'],
        };
      }
      default:
        return {
          from: {
            sql: `pseudonym x JOIN listed_person p ON p.matter = x.matter AND p.p = x.p AND p.reason IN (?, ?)
              JOIN listed_matter m ON m.matter = p.matter
              ${list === 'started' ? 'LEFT ' : ''}JOIN listed_task t ON t.matter = p.matter AND t.task_key = p.task_key`,
            parameters: list === 'done' ? DONE : [list, list],
          },
          where: [{ sql: 'x.person = ?', parameters: [person] }],
          order: ['-p.at', '-p.at'],
        };
    }
  }

  async #rows(
    list: ListName,
    { from, where, order, stands = either([]) }: Source,
    after: string | undefined,
    most: number,
  ) {
    const key = 'COALESCE(t.task_key, 0)';
    const sorted = [...order, 'm.matter', key].join(', ');
    const beyond: readonly Where[] =
      after === undefined ? [] : [{ sql: `(${sorted}) > (?, ?, ?, ?)`, parameters: readCursor(after) }];
    const person =
      list === 'todo'
        ? ''
        : ', p.p AS p_p, p.reason AS p_reason, p.role AS p_role, p.at AS p_at, p.due AS p_due, p.asked_by AS p_asked_by';
    const all = together([...where, ...beyond]);
    return this.database.reading((session) =>
      session.all(
        `SELECT m.matter AS matter, n.number AS number, ${SHOWN_COLUMNS.join(', ')}${person},
          CASE WHEN ${stands.sql} THEN 1 ELSE 0 END AS o_stands, ${order[0]} AS o_first, ${order[1]} AS o_second, ${key} AS o_key
         FROM ${from.sql} JOIN matter n ON n.id = m.matter LEFT JOIN sealed_value v ON v.commitment = m.title_commitment
         WHERE ${all.sql} ORDER BY ${sorted} LIMIT ${most}`,
        [...stands.parameters, ...from.parameters, ...all.parameters],
      ),
    );
  }

  async #count({ from, where }: Source): Promise<number> {
    const all = together(where);
    const [row] = await this.database.reading((session) =>
      session.all(
        `SELECT COUNT(*) AS n FROM ${from.sql} JOIN matter n ON n.id = m.matter
         LEFT JOIN sealed_value v ON v.commitment = m.title_commitment WHERE ${all.sql}`,
        [...from.parameters, ...all.parameters],
      ),
    );
    return Number(row?.['n'] ?? 0);
  }
}

/** Where a page ended: nothing in it that its reader did not see. */
function cursorOf(row: Row): string {
  const place = [Number(row['o_first']), Number(row['o_second']), row['matter'], Number(row['o_key'])];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(after: string): readonly Parameter[] {
  try {
    const place = JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as unknown;
    if (
      Array.isArray(place) &&
      place.length === 4 &&
      place.every((each, n) => typeof each === (n === 2 ? 'string' : 'number'))
    )
      return place as Parameter[];
  } catch {
    // said below
  }
  throw invalid('page-unknown');
}
