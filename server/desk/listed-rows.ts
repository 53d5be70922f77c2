import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import type { Role } from '#community';
import type { Deputy } from '#rules/people';
import type { Caller } from '#identity';
import { Matters, rolesAt } from '#matters';
import {
  askOf,
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
import { RowNames } from './row-names.js';

const MATTER_COLUMNS = [
  ...['scope', 'title', 'status', 'started_at', 'ended_at', 'element', 'kind', 'name', 'since', 'due'],
  ...['awaits_year', 'holder_role', 'holder', 'procedure_id', 'procedure_name', 'version', 'outcome', 'open_steps'],
].map((column) => `m.${column} AS m_${column}`);
const TASK_COLUMNS = [
  ...['task_key', 'element', 'kind', 'name', 'since', 'over_at', 'due', 'awaits_year', 'roles', 'closed'],
  ...['assignee', 'watched', 'alike', 'own_act', 'answer'],
].map((column) => `t.${column} AS t_${column}`);
/** What a query reads of `listed_matter m`. */
export const SHOWN_OF_MATTERS: readonly string[] = MATTER_COLUMNS;
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
    @Inject(RowNames) private readonly names: RowNames,
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
    const [titles, names] = await Promise.all([
      this.matters.opened([
        ...new Set(
          read.flatMap(({ matter, task }) => [
            ...one(commitmentOf(matter.title)),
            ...(task?.answer?.said ?? []).flatMap(({ value }) => one(commitmentOf(value))),
          ]),
        ),
      ]),
      this.names.of(
        [
          ...read.flatMap(({ row, matter, task }) => holders(row, matter, task)),
          ...beside.flatMap(({ of, p, askedBy }) => [p, askedBy ?? p].map((each) => ({ matter: of, p: each }))),
        ],
        read.map(({ matter }) => matter.scope),
        caller,
      ),
    ]);
    const scopes = new Set(read.map(({ matter }) => matter.scope));
    const calendars = new Map([...scopes].map((scope) => [scope, this.matters.calendars(scope)] as const));
    const now = this.clock.now();
    return read.map(({ row, matter, task }) => {
      const title = commitmentOf(matter.title);
      const of = matter.matter;
      const self = (p: string): boolean => names.person(of, p) === caller.person;
      const who = (p: string, role: Role) => names.holder(matter.scope, of, p, role);
      const asked = beside.filter((each) => each.of === of && each.key === task?.key);
      const ask = list === 'todo' ? askOf(asked, self, rolesAt(caller, matter.scope)) : null;
      const awaited = asked.find(({ reason }) => reason === 'awaited');
      const mine = ask ?? mineIn(list, row, task);
      const isFor = (p: string): boolean => standing.some((each) => each.person === names.person(of, p));
      const named =
        task?.assignee == null ? asked.flatMap(({ reason, p }) => (reason === 'asked' ? [p] : [])) : [task.assignee];
      const stood = ask === null && Number(row['o_stands']) === 1 ? (named.find(isFor) ?? null) : null;
      const role = roleOf(task ?? { roles: [] });
      const entry: Entry = {
        ...{ matter, task, number: row['number'] as string, place: names.place(matter.scope) },
        title:
          title === null ? (typeof matter.title === 'string' ? matter.title : null) : (titles.texts.get(title) ?? null),
        mine,
        holder: this.#holder(list, row, matter, task, asked, (p, role) => names.holder(matter.scope, of, p, role)),
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
        holder: (p, post) => names.holder(matter.scope, of, p, post),
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
}

/** Whom a row may name. */
function holders(row: Row, { matter, holder }: ListedMatter, task: ListedTask | null) {
  const of = (column: string) => (row[column] as string | null | undefined) ?? null;
  const named = [holder, task?.assignee ?? null, task?.answer?.p ?? null, of('p_p'), of('p_asked_by')];
  return named.flatMap((p) => (p === null ? [] : [{ matter, p }]));
}

export function commitmentOf(title: StoredValue): string | null {
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

/** The part of a row that `SHOWN_OF_MATTERS` names. */
export function matterIn(row: Row): ListedMatter {
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
    // a row that could not be made anew since an earlier release has none of these
    procedure: {
      id: (row['m_procedure_id'] as string | null) ?? '',
      name: (row['m_procedure_name'] as string | null) ?? '',
      version: Number(row['m_version'] ?? 0),
    },
    outcome: row['m_outcome'] as string | null,
    open: JSON.parse((row['m_open_steps'] as string | null) ?? '[]') as ListedMatter['open'],
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
