import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { People, type Role } from '#community';
import { invalid } from '#http';
import type { Caller } from '#identity';
import { Matters, placesAbove, rolesAt } from '#matters';
import {
  askOf,
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
import { Listing, nameIn } from './listing.js';

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
  /** Words that all have to be found: in the number, the title, the name of the place, or of staff who have to do with it. */
  readonly words?: string;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/** A condition with its parameters. */
interface Where {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

interface Source {
  readonly from: Where;
  readonly where: readonly Where[];
  /** What rows are sorted by before matter and key, ascending. */
  readonly order: readonly [string, string];
}

const NEVER = String(Number.MAX_SAFE_INTEGER);
const MATTER_COLUMNS = [
  ...['scope', 'title', 'status', 'started_at', 'ended_at', 'element', 'kind', 'name', 'since', 'due'],
  ...['awaits_year', 'holder_role', 'holder'],
].map((column) => `m.${column} AS m_${column}`);
const TASK_COLUMNS = [
  ...['task_key', 'element', 'kind', 'name', 'since', 'over_at', 'due', 'awaits_year', 'roles', 'closed'],
  ...['assignee', 'watched', 'alike'],
].map((column) => `t.${column} AS t_${column}`);
/** Rows a list reads beside its own, for the tasks of a page. */
const BESIDE: Partial<Record<ListName, readonly ListedReason[]>> = {
  todo: [...SEATED, 'awaited', 'decides', 'assigned'],
  copied: ['assigned'],
  watched: ['assigned'],
  done: ['last'],
};
/** Who is named for a task of 待办, or added to it. */
const NAMED_OR_ADDED: readonly ListedReason[] = [...NAMED, ...SEATED];
const OPEN: Where = { sql: 't.over_at IS NULL AND m.ended_at IS NULL', parameters: [] };

/** 待办, 已办, 我发起, 抄送我, 督办: read from rows alone. No list opens a matter. */
@Injectable()
export class Lists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Listing) private readonly listing: Listing,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page. Problems 422: `search-too-long` `{most}`, `page-unknown`. */
  async page(list: ListName, { words = '', after, limit = USUAL }: ListQuery, caller: Caller): Promise<ListPage> {
    await this.listing.caughtUp();
    const source = this.#source(list, caller);
    const found = { ...source, where: [...source.where, reach(caller), ...(await this.#search(words, caller))] };
    const most = Math.max(1, Math.min(MOST, Math.floor(limit)));
    const theirs = { ...found, where: [...found.where, ...own(list, caller)] };
    const [rows, total, mine] = await Promise.all([
      this.#rows(list, found, after, most + 1),
      this.#count(found),
      this.#count(theirs),
    ]);
    const shown = await this.#shown(list, rows.slice(0, most), caller);
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
    const source = this.#source(list, caller);
    const found = { ...source, where: [...source.where, reach(caller)] };
    return this.#shown(list, await this.#rows(list, found, undefined, ALL), caller);
  }

  /** How many rows each list has; of 待办 those somebody else has taken are not counted. */
  async counts(caller: Caller): Promise<ListCounts> {
    await this.listing.caughtUp();
    const counted = LISTS.map(async (list) => {
      const source = this.#source(list, caller);
      const where = [...source.where, reach(caller), ...own(list, caller)];
      return [list, await this.#count({ ...source, where })] as const;
    });
    return Object.fromEntries(await Promise.all(counted)) as Record<ListName, number>;
  }

  /** 期限日历 of the caller's open tasks. */
  async terms(month: string, caller: Caller): Promise<TermsPage> {
    const rows = (await this.all('todo', caller)).filter(({ state }) => state !== 'other');
    return termsPage(month, rows, { now: this.clock.now(), calendars: this.matters.calendars() });
  }

  #source(list: ListName, caller: Caller): Source {
    const { person } = caller;
    switch (list) {
      case 'todo':
        return {
          from: { sql: 'listed_task t JOIN listed_matter m ON m.matter = t.matter', parameters: [] },
          where: [OPEN, either([names(caller, NAMED_OR_ADDED), byRole(caller), decides(caller)])],
          order: [`COALESCE(t.due, ${NEVER})`, 't.since'],
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
          where: [OPEN, { sql: 't.watched = 1', parameters: [] }, either([watching, theirs])],
          order: [`COALESCE(p.due, t.due, ${NEVER})`, 'COALESCE(p.at, t.since)'],
        };
      }
      default:
        return {
          from: {
            sql: `pseudonym x JOIN listed_person p ON p.matter = x.matter AND p.p = x.p AND p.reason = ?
              JOIN listed_matter m ON m.matter = p.matter
              ${list === 'started' ? 'LEFT ' : ''}JOIN listed_task t ON t.matter = p.matter AND t.task_key = p.task_key`,
            parameters: [list],
          },
          where: [{ sql: 'x.person = ?', parameters: [person] }],
          order: ['-p.at', '-p.at'],
        };
    }
  }

  async #rows(list: ListName, { from, where, order }: Source, after: string | undefined, most: number) {
    const key = 'COALESCE(t.task_key, 0)';
    const sorted = [...order, 'm.matter', key].join(', ');
    const beyond: readonly Where[] =
      after === undefined ? [] : [{ sql: `(${sorted}) > (?, ?, ?, ?)`, parameters: readCursor(after) }];
    const person =
      list === 'todo' ? '' : ', p.p AS p_p, p.reason AS p_reason, p.role AS p_role, p.at AS p_at, p.due AS p_due';
    const all = together([...where, ...beyond]);
    return this.database.reading((session) =>
      session.all(
        `SELECT m.matter AS matter, n.number AS number, ${[...MATTER_COLUMNS, ...TASK_COLUMNS].join(', ')}${person},
          ${order[0]} AS o_first, ${order[1]} AS o_second, ${key} AS o_key
         FROM ${from.sql} JOIN matter n ON n.id = m.matter LEFT JOIN sealed_value v ON v.commitment = m.title_commitment
         WHERE ${all.sql} ORDER BY ${sorted} LIMIT ${most}`,
        [...from.parameters, ...all.parameters],
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

  async #shown(list: ListName, rows: readonly Row[], caller: Caller): Promise<readonly ListRow[]> {
    const read = rows.map((row) => ({ row, matter: matterIn(row), task: taskIn(row) }));
    const beside = await this.#beside(list, read);
    const [titles, people, calendars] = await Promise.all([
      this.matters.opened([...new Set(read.flatMap(({ matter }) => commitmentOf(matter.title) ?? []))]),
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
      const entry: Entry = {
        ...{ matter, task, number: row['number'] as string, place: places.get(matter.scope) ?? null },
        title:
          title === null ? (typeof matter.title === 'string' ? matter.title : null) : (titles.texts.get(title) ?? null),
        mine: ask ?? mineIn(list, row, task),
        holder: this.#holder(list, row, matter, task, asked, (p, role) => holder(matter.scope, of, p, role)),
        asker: task === null || ask?.askedBy == null ? null : who(ask.askedBy, roleOf(task)),
        awaited: awaited === undefined ? null : who(awaited.p, awaited.role as Role),
        last: asked.some(({ reason, p }) => reason === 'last' && self(p)),
      };
      return listRow(list, entry, { now, calendars, roles: rolesAt(caller, matter.scope) });
    });
  }

  #holder(
    list: ListName,
    row: Row,
    matter: ListedMatter,
    task: ListedTask | null,
    beside: readonly ListedPerson[],
    holder: (p: string | null, role: Role | 'system') => Holder,
  ): Holder | null {
    if (list === 'done') {
      const role = (row['p_role'] as Role | null) ?? 'worker';
      return holder(row['p_p'] as string, role);
    }
    if (task === null) return holder(matter.holder, matter.holderRole ?? 'system');
    const taken = beside.find(({ reason }) => reason === 'assigned')?.role as Role | null | undefined;
    return task.assignee === null ? null : holder(task.assignee, taken ?? roleOf(task));
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
  const named = [holder, task?.assignee ?? null, (row['p_p'] as string | null | undefined) ?? null];
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

function mineIn(list: ListName, row: Row, task: ListedTask | null): Entry['mine'] {
  if (list === 'todo') return task?.closed === true ? { reason: 'asked', at: task.since, due: null } : null;
  if (row['p_reason'] == null) return null;
  return { reason: row['p_reason'] as 'done', at: Number(row['p_at']), due: maybe(row['p_due']) };
}

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
    ...nameIn(row['m_name'] as string),
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
    ...nameIn(row['t_name'] as string),
    since: Number(row['t_since']),
    overAt: maybe(row['t_over_at']),
    due: maybe(row['t_due']),
    awaitsYear: maybe(row['t_awaits_year']),
    roles: JSON.parse(row['t_roles'] as string) as readonly string[],
    closed: Number(row['t_closed']) === 1,
    assignee: row['t_assignee'] as string | null,
    watched: Number(row['t_watched']) === 1,
    alike: JSON.parse(row['t_alike'] as string) as string | null,
  };
}

/** At or below the place of an appointment; residents and those who help them also above it. */
function reach(caller: Caller): Where {
  const below = caller.appointments.map(({ scope }) => within('m.scope', scope));
  const above = caller.appointments
    .filter(({ role }) => role === 'resident' || role === 'grid')
    .flatMap(({ scope }) => placesAbove(scope))
    .map((scope): Where => ({ sql: 'm.scope = ?', parameters: [scope] }));
  return either([...below, ...above]);
}

/** Where the caller works, and reads the names of those who work there. */
function inside({ appointments }: Caller): Where {
  return either(appointments.filter(({ role }) => role !== 'resident').map(({ scope }) => within('m.scope', scope)));
}

/** A task that names nobody is theirs who hold one of its roles there. */
function byRole({ appointments }: Caller): Where {
  const held = appointments.filter(({ role }) => role !== 'resident');
  const fits = either(
    held.map(({ role, scope }) =>
      together([{ sql: 't.roles LIKE ?', parameters: [`%${JSON.stringify(role)}%`] }, within('m.scope', scope)]),
    ),
  );
  return together([{ sql: 't.closed = 0', parameters: [] }, fits]);
}

/** A row names the caller, for one of these reasons. */
function names({ person }: Caller, reasons: readonly ListedReason[]): Where {
  return {
    sql: `EXISTS (SELECT 1 FROM listed_person a JOIN pseudonym y ON y.matter = a.matter AND y.p = a.p
      WHERE a.matter = t.matter AND a.task_key = t.task_key AND y.person = ?
        AND a.reason IN (${reasons.map(() => '?').join(', ')}))`,
    parameters: [person, ...reasons],
  };
}

/** 待办 shows what others of the same post have taken, and does not count it: nobody else can do it now. */
function own(list: ListName, caller: Caller): readonly Where[] {
  if (list !== 'todo') return [];
  return [
    either([{ sql: 't.assignee IS NULL', parameters: [] }, names(caller, ['assigned', ...SEATED]), decides(caller)]),
  ];
}

/** A longer term is asked for, by somebody else, and a post the caller holds there decides. */
function decides({ person, appointments }: Caller): Where {
  const fits = either(
    appointments.map(({ role, scope }) =>
      together([{ sql: 'd.role = ?', parameters: [role] }, within('m.scope', scope)]),
    ),
  );
  return {
    sql: `EXISTS (SELECT 1 FROM listed_person d WHERE d.matter = t.matter AND d.task_key = t.task_key
      AND d.reason = 'decides' AND ${fits.sql} AND NOT EXISTS (SELECT 1 FROM pseudonym y
        WHERE y.matter = d.matter AND y.p = d.asked_by AND y.person = ?))`,
    parameters: [...fits.parameters, person],
  };
}

function within(column: string, scope: string): Where {
  if (scope === '') return { sql: '1 = 1', parameters: [] };
  return { sql: `(${column} = ? OR (${column} > ? AND ${column} < ?))`, parameters: [scope, `${scope}/`, `${scope}0`] };
}

function either(conditions: readonly Where[]): Where {
  return joined(conditions, ' OR ', '1 = 0');
}

function together(conditions: readonly Where[]): Where {
  return joined(conditions, ' AND ', '1 = 1');
}

function joined(conditions: readonly Where[], by: string, none: string): Where {
  if (conditions.length === 0) return { sql: none, parameters: [] };
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(by)})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** A part of a text, with what LIKE would take for a wildcard taken as it is. */
function pattern(term: string): string {
  return `%${term.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
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
