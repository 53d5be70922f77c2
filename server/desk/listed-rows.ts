import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { People, type Role } from '#community';
import type { Deputy } from '#rules/people';
import type { Caller } from '#identity';
import { Matters, rolesAt } from '#matters';
import {
  askOf,
  isStaff,
  listRow,
  roleOf,
  SEATED,
  type Entry,
  type Holder,
  type ListedMatter,
  type ListedPerson,
  type ListedReason,
  type ListedTask,
  type ListName,
  type ListRow,
} from '#pages';
import { CLOCK, type Clock } from '#outside';
import { Database, type Row } from '#store';
import { nameIn } from './listing.js';

const MATTER_COLUMNS = [
  ...['scope', 'title', 'status', 'started_at', 'ended_at', 'element', 'kind', 'name', 'since', 'due'],
  ...['awaits_year', 'holder_role', 'holder'],
].map((column) => `m.${column} AS m_${column}`);
const TASK_COLUMNS = [
  ...['task_key', 'element', 'kind', 'name', 'since', 'over_at', 'due', 'awaits_year', 'roles', 'closed'],
  ...['assignee', 'watched', 'alike', 'own_act', 'answer'],
].map((column) => `t.${column} AS t_${column}`);
/** What a query reads of `listed_matter m` and `listed_task t`, for the rows that are shown. */
export const SHOWN_COLUMNS: readonly string[] = [...MATTER_COLUMNS, ...TASK_COLUMNS];
/** Rows a list reads beside its own, for the tasks of a page. */
const BESIDE: Partial<Record<ListName, readonly ListedReason[]>> = {
  todo: [...SEATED, 'asked', 'awaited', 'decides', 'assigned'],
  copied: ['assigned'],
  watched: ['assigned'],
  done: ['last'],
};

/** Makes of what a list found the rows its reader sees: titles opened, people named as far as the reader may know them. */
@Injectable()
export class ListedRows {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async shown(
    list: ListName,
    rows: readonly Row[],
    caller: Caller,
    standing: readonly Deputy[],
  ): Promise<readonly ListRow[]> {
    const read = rows.map((row) => ({ row, matter: matterIn(row), task: taskIn(row) }));
    const beside = await this.#beside(list, read);
    const [titles, people] = await Promise.all([
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
    ]);
    const names = await this.people.persons([...new Set(people.values())]);
    const places = new Map<string, string>();
    for (const { matter } of read)
      if (!places.has(matter.scope)) places.set(matter.scope, await this.people.unitName(matter.scope));
    const calendars = new Map([...places.keys()].map((scope) => [scope, this.matters.calendars(scope)] as const));
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
        holder: this.#holder(list, row, matter, task, asked, (p, role) => holder(matter.scope, of, p, role)),
        asker: task === null || mine?.askedBy == null ? null : who(mine.askedBy, role),
        stood: stood === null ? null : who(stood, role),
        awaited: awaited === undefined ? null : who(awaited.p, awaited.role as Role),
        last: asked.some(({ reason, p }) => reason === 'last' && self(p)),
      };
      return listRow(list, entry, {
        now,
        calendars: calendars.get(matter.scope) ?? this.matters.calendars(null),
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
    ownAct: Number(row['t_own_act']) === 1,
    answer: row['t_answer'] == null ? null : (JSON.parse(row['t_answer'] as string) as ListedTask['answer']),
  };
}
