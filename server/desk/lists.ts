import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { Deputies, People, type Role } from '#community';
import type { Deputy } from '#rules/people';
import { invalid } from '#http';
import type { Caller } from '#identity';
import { Matters, rolesAt } from '#matters';
import {
  askOf,
  DONE,
  isStaff,
  listRow,
  NAMED,
  roleOf,
  SEATED,
  termsPage,
  type Entry,
  type Holder,
  type ListCounts,
  type ListedMatter,
  type ListedPerson,
  type ListedReason,
  type ListedTask,
  type ListName,
  type ListPage,
  type ListRow,
  type TermsPage,
} from '#pages';
import { CLOCK, type Clock } from '#outside';
import { Database, type Parameter, type Row } from '#store';
import {
  answered,
  byRole,
  decides,
  either,
  inside,
  names,
  OPEN,
  OVER,
  pattern,
  reach,
  says,
  standsIn,
  together,
  within,
  type Where,
} from './conditions.js';
import { Listing } from './listing.js';

export const LISTS = ['todo', 'done', 'started', 'copied', 'watched'] as const satisfies readonly ListName[];

/** Rows of a page unless asked for another number. */
const USUAL = 60;
const MOST = 100;
/** A search may be so long, in code points, and of so many words. */
export const MAX_WORDS = 64;
const MAX_TERMS = 5;
/** Places a word may stand for. */
const MAX_PLACES = 40;
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
const MATTER_COLUMNS = [
  ...['scope', 'title', 'status', 'started_at', 'ended_at', 'element', 'kind', 'name', 'since', 'due'],
  ...['awaits_year', 'holder_role', 'holder'],
].map((column) => `m.${column} AS m_${column}`);
const TASK_COLUMNS = [
  ...['task_key', 'element', 'kind', 'name', 'since', 'over_at', 'due', 'awaits_year', 'roles', 'closed'],
  ...['assignee', 'watched', 'alike', 'own_act', 'answer'],
].map((column) => `t.${column} AS t_${column}`);
/** Rows a list reads beside its own, for the tasks of a page. */
const BESIDE: Partial<Record<ListName, readonly ListedReason[]>> = {
  todo: [...SEATED, 'asked', 'awaited', 'decides'],
  done: ['last'],
};

/** 待办, 已办, 我发起, 抄送我, 督办: read from rows alone. No list opens a matter. */
@Injectable()
export class Lists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Listing) private readonly listing: Listing,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
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
    const found = { ...source, where: [...source.where, reach(caller), ...(await this.#search(words, caller))] };
    const most = Math.max(1, Math.min(MOST, Math.floor(limit)));
    const [rows, total] = await Promise.all([this.#rows(list, found, after, most + 1), this.#count(found)]);
    const shown = await this.#shown(list, rows.slice(0, most), caller, standing);
    const last = rows[most - 1];
    return { rows: shown, next: rows.length > most && last !== undefined ? cursorOf(last) : null, total };
  }

  /** All rows of a list, at most a thousand. */
  async all(list: ListName, caller: Caller): Promise<readonly ListRow[]> {
    await this.listing.caughtUp();
    const standing = await this.deputies.of(caller.person);
    const source = this.#source(list, caller, standing);
    const found = { ...source, where: [...source.where, reach(caller)] };
    return this.#shown(list, await this.#rows(list, found, undefined, ALL), caller, standing);
  }

  /** How many rows each list has. */
  async counts(caller: Caller): Promise<ListCounts> {
    await this.listing.caughtUp();
    const standing = await this.deputies.of(caller.person);
    const counted = LISTS.map(async (list) => {
      const source = this.#source(list, caller, standing);
      return [list, await this.#count({ ...source, where: [...source.where, reach(caller)] })] as const;
    });
    return Object.fromEntries(await Promise.all(counted)) as Record<ListName, number>;
  }

  /** 期限日历 of the caller's open tasks. */
  async terms(month: string, caller: Caller): Promise<TermsPage> {
    const rows = await this.all('todo', caller);
    return termsPage(month, rows, { now: this.clock.now(), calendars: this.matters.calendars() });
  }

  #source(list: ListName, caller: Caller, standing: readonly Deputy[], over = false): Source {
    const { person } = caller;
    switch (list) {
      case 'todo':
        return {
          from: { sql: 'listed_task t JOIN listed_matter m ON m.matter = t.matter', parameters: [] },
          where: [
            OPEN,
            either([names(caller, [...NAMED, ...SEATED]), byRole(caller), decides(caller), standsIn(caller, standing)]),
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
        `SELECT m.matter AS matter, n.number AS number, ${[...MATTER_COLUMNS, ...TASK_COLUMNS].join(', ')}${person},
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

  /** Each word as a condition. Names of people are looked for where the caller reads them: of staff, in matters the caller works on. */
  async #search(words: string, caller: Caller): Promise<readonly Where[]> {
    const text = words.normalize('NFC').trim();
    if ([...text].length > MAX_WORDS) throw invalid('search-too-long', { most: MAX_WORDS });
    const terms = text.split(/\s+/).filter((term) => term !== '');
    if (terms.length === 0) return [];
    const { units } = await this.people.state();
    const { dialect } = this.database;
    const named = Object.values(units);
    return terms.slice(0, MAX_TERMS).map((term) => {
      const like = pattern(term);
      // text that was typed lies as JSON, where a quotation mark is written with a stroke
      const inJson = pattern(JSON.stringify(term).slice(1, -1));
      const low = term.toLowerCase();
      const places = named.filter(({ name }) => name.toLowerCase().includes(low)).slice(0, MAX_PLACES);
      return either([
        { sql: `LOWER(n.number) LIKE ? ESCAPE '!'`, parameters: [like.toLowerCase()] },
        { sql: `${dialect.text('v.value')} LIKE ? ESCAPE '!'`, parameters: [inJson] },
        { sql: `(m.title_commitment IS NULL AND m.title LIKE ? ESCAPE '!')`, parameters: [inJson] },
        ...places.map(({ path }) => within('m.scope', path)),
        says(caller, (column) => dialect.text(column), inJson, like),
        together([
          inside(caller),
          {
            sql: `EXISTS (SELECT 1 FROM listed_person w JOIN pseudonym z ON z.matter = w.matter AND z.p = w.p
              JOIN person q ON q.id = z.person
              WHERE w.matter = m.matter AND w.role IS NOT NULL AND w.role <> 'resident' AND q.name LIKE ? ESCAPE '!')`,
            parameters: [like],
          },
        ]),
      ]);
    });
  }

  async #shown(
    list: ListName,
    rows: readonly Row[],
    caller: Caller,
    standing: readonly Deputy[],
  ): Promise<readonly ListRow[]> {
    const read = rows.map((row) => ({ row, matter: matterIn(row), task: taskIn(row) }));
    const beside = await this.#beside(list, read);
    const [titles, people, calendars] = await Promise.all([
      this.matters.opened([
        ...new Set(
          read.flatMap(({ matter, task }) => [
            ...one(commitmentOf(matter.title)),
            ...(task?.answer?.said ?? []).flatMap(({ value }) => one(commitmentOf(value))),
          ]),
        ),
      ]),
      this.#people([
        ...read.flatMap(({ row, matter, task }) => holders(row, matter, task)),
        ...beside.flatMap(({ of, p, askedBy }) => [p, askedBy ?? p].map((each) => ({ matter: of, p: each }))),
      ]),
      Promise.resolve(this.matters.calendars()),
    ]);
    const names = await this.people.persons([...new Set(people.values())]);
    const places = new Map<string, string>();
    for (const { matter } of read)
      if (!places.has(matter.scope)) places.set(matter.scope, await this.people.unitName(matter.scope));
    const now = this.clock.now();
    const holder = (scope: string, matter: string, p: string | null, role: Role | 'system'): Holder => {
      const person = p === null ? undefined : people.get(`${matter} ${p}`);
      const you = person === caller.person;
      const named = you || (role !== 'resident' && rolesAt(caller, scope).some((each) => each !== 'resident'));
      const home = isStaff({ roles: rolesAt(caller, scope) }) ? (names.get(person ?? '')?.place ?? null) : null;
      const place = role === 'resident' ? home : role === 'system' ? null : (places.get(scope) ?? null);
      return { role, place, name: named ? (names.get(person ?? '')?.name ?? null) : null, p, you };
    };
    return read.map(({ row, matter, task }) => {
      const title = commitmentOf(matter.title);
      const of = matter.matter;
      const self = (p: string): boolean => people.get(`${of} ${p}`) === caller.person;
      const who = (p: string, role: Role) => holder(matter.scope, of, p, role);
      const asked = beside.filter((each) => each.of === of && each.key === task?.key);
      const ask = list === 'todo' ? askOf(asked, self, rolesAt(caller, matter.scope)) : null;
      const awaited = asked.find(({ reason }) => reason === 'awaited');
      const mine = ask ?? mineIn(list, row, task);
      const isFor = (p: string): boolean => standing.some((each) => each.person === people.get(`${of} ${p}`));
      const named =
        task?.assignee == null ? asked.flatMap(({ reason, p }) => (reason === 'asked' ? [p] : [])) : [task.assignee];
      const stood = ask === null && Number(row['o_stands']) === 1 ? (named.find(isFor) ?? null) : null;
      const role = roleOf(task ?? { roles: [] });
      const entry: Entry = {
        ...{ matter, task, number: row['number'] as string, place: places.get(matter.scope) ?? null },
        title:
          title === null ? (typeof matter.title === 'string' ? matter.title : null) : (titles.texts.get(title) ?? null),
        mine,
        holder: this.#holder(list, row, matter, task, (p, role) => holder(matter.scope, of, p, role)),
        asker: task === null || mine?.askedBy == null ? null : who(mine.askedBy, role),
        stood: stood === null ? null : who(stood, role),
        awaited: awaited === undefined ? null : who(awaited.p, awaited.role as Role),
        last: asked.some(({ reason, p }) => reason === 'last' && self(p)),
      };
      return listRow(list, entry, {
        now,
        calendars,
        roles: rolesAt(caller, matter.scope),
        open: (commitment) => titles.texts.get(commitment) ?? null,
        holder: (p, post) => holder(matter.scope, of, p, post),
      });
    });
  }

  #holder(
    list: ListName,
    row: Row,
    matter: ListedMatter,
    task: ListedTask | null,
    holder: (p: string | null, role: Role | 'system') => Holder,
  ): Holder | null {
    if (list === 'done') {
      const role = (row['p_role'] as Role | null) ?? 'worker';
      return holder(row['p_p'] as string, role);
    }
    if (task === null) return holder(matter.holder, matter.holderRole ?? 'system');
    return task.assignee === null ? null : holder(task.assignee, (task.roles[0] as Role | undefined) ?? 'worker');
  }

  /** What the tasks of a page ask of people beside whoever has them, and whose act was the last thing to happen. */
  async #beside(
    list: ListName,
    read: readonly { readonly matter: ListedMatter; readonly task: ListedTask | null }[],
  ): Promise<readonly (ListedPerson & { readonly of: string })[]> {
    const reasons = BESIDE[list] ?? [];
    if (reasons.length === 0) return [];
    const tasks = read.flatMap(({ matter, task }) => (task === null ? [] : [[matter.matter, task.key] as const]));
    const found: (ListedPerson & { readonly of: string })[] = [];
    for (let from = 0; from < tasks.length; from += 100) {
      const some = tasks.slice(from, from + 100);
      const rows = await this.database.reading((session) =>
        session.all(
          `SELECT matter, task_key, p, reason, role, at, due, asked_by FROM listed_person
           WHERE reason IN (${reasons.map(() => '?').join(', ')})
             AND (${some.map(() => '(matter = ? AND task_key = ?)').join(' OR ')}) ORDER BY matter, task_key, p, reason`,
          [...reasons, ...some.flat()],
        ),
      );
      found.push(...rows.map((row) => ({ ...personIn(row), of: row['matter'] as string })));
    }
    return found;
  }

  /** Person behind each pseudonym of a matter, by both. */
  async #people(
    asked: readonly { readonly matter: string; readonly p: string }[],
  ): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const wanted = [...new Map(asked.map((each) => [`${each.matter} ${each.p}`, each])).values()];
    for (let from = 0; from < wanted.length; from += 100) {
      const some = wanted.slice(from, from + 100);
      const rows = await this.database.reading((session) =>
        session.all(
          `SELECT matter, p, person FROM pseudonym WHERE ${some.map(() => '(matter = ? AND p = ?)').join(' OR ')}`,
          some.flatMap(({ matter, p }) => [matter, p]),
        ),
      );
      for (const row of rows) found.set(`${row['matter'] as string} ${row['p'] as string}`, row['person'] as string);
    }
    return found;
  }
}

/** Whom a row may name. */
function holders(row: Row, { matter, holder }: ListedMatter, task: ListedTask | null) {
  const of = (column: string) => (row[column] as string | null | undefined) ?? null;
  const named = [holder, task?.assignee ?? null, task?.answer?.p ?? null, of('p_p'), of('p_asked_by')];
  return named.flatMap((p) => (p === null ? [] : [{ matter, p }]));
}

function commitmentOf(title: StoredValue): string | null {
  const commitment = typeof title === 'object' && title !== null && '~' in title ? title['~'] : null;
  return typeof commitment === 'string' ? commitment : null;
}

function personIn(row: Row): ListedPerson {
  return {
    key: Number(row['task_key']),
    p: row['p'] as string,
    reason: row['reason'] as ListedReason,
    role: row['role'] as string | null,
    at: Number(row['at']),
    due: maybe(row['due']),
    askedBy: row['asked_by'] as string | null,
  };
}

function mineIn(
  list: ListName,
  row: Row,
  task: ListedTask | null,
): Pick<ListedPerson, 'reason' | 'at' | 'due' | 'askedBy'> | null {
  if (list === 'todo')
    return task?.closed === true ? { reason: 'asked', at: task.since, due: null, askedBy: null } : null;
  if (row['p_reason'] == null) return null;
  const askedBy = row['p_asked_by'] as string | null;
  return { reason: row['p_reason'] as 'done', at: Number(row['p_at']), due: maybe(row['p_due']), askedBy };
}

const one = <T>(value: T | null): readonly T[] => (value === null ? [] : [value]);
const maybe = (value: unknown): number | null => (value == null ? null : Number(value));

function matterIn(row: Row): ListedMatter {
  return {
    matter: row['matter'] as string,
    scope: row['m_scope'] as string,
    title: JSON.parse(row['m_title'] as string) as StoredValue,
    status: row['m_status'] as ListedMatter['status'],
    startedAt: Number(row['m_started_at']),
    endedAt: maybe(row['m_ended_at']),
    element: row['m_element'] as string,
    kind: row['m_kind'] as ListedMatter['kind'],
    name: JSON.parse(row['m_name'] as string) as string,
    since: Number(row['m_since']),
    due: maybe(row['m_due']),
    awaitsYear: maybe(row['m_awaits_year']),
    holderRole: row['m_holder_role'] as ListedMatter['holderRole'],
    holder: row['m_holder'] as string | null,
  };
}

function taskIn(row: Row): ListedTask | null {
  if (row['t_task_key'] == null) return null;
  return {
    key: Number(row['t_task_key']),
    element: row['t_element'] as string,
    kind: row['t_kind'] as ListedTask['kind'],
    name: JSON.parse(row['t_name'] as string) as string,
    since: Number(row['t_since']),
    overAt: maybe(row['t_over_at']),
    due: maybe(row['t_due']),
    awaitsYear: maybe(row['t_awaits_year']),
    roles: JSON.parse(row['t_roles'] as string) as readonly string[],
    closed: Number(row['t_closed']) === 1,
    assignee: row['t_assignee'] as string | null,
    watched: Number(row['t_watched']) === 1,
    alike: JSON.parse(row['t_alike'] as string) as string | null,
    ownAct: Number(row['t_own_act']) === 1,
    answer: row['t_answer'] == null ? null : (JSON.parse(row['t_answer'] as string) as ListedTask['answer']),
  };
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
