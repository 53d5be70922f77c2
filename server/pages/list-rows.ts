import { watchedAnswer } from './answered.js';
import { textOf, type MatterData, type Reading } from './data.js';
import { dueOf } from './due.js';
import {
  DONE,
  listed,
  NAMED,
  SEATED,
  type ListedMatter,
  type ListedPerson,
  type ListedReason,
  type ListedTask,
} from './listing.js';
import { nameOf } from './seats.js';
import { roleOf, taskId } from './tasks.js';
import type { Holder, ListName, ListRow, Role, Said } from './views.js';

/**
 * What a task asks of the reader beside its own act: as somebody who was added, or as one who decides on a longer term, never their own.
 * `self` knows their pseudonym.
 */
export function askOf<Row extends Pick<ListedPerson, 'p' | 'reason' | 'role' | 'askedBy'>>(
  people: readonly Row[],
  self: (p: string) => boolean,
  roles: readonly string[],
): Row | null {
  const seat = people.find(({ reason, p }) => SEATED.some((each) => each === reason) && self(p));
  const decides = ({ reason, role, askedBy }: Row) =>
    reason === 'decides' && roles.some((held) => held === role) && (askedBy === null || !self(askedBy));
  return seat ?? people.find(decides) ?? null;
}

/** A row before it is shown: what is kept, with what only this reader may know opened. */
export interface Entry {
  readonly matter: ListedMatter;
  readonly task: ListedTask | null;
  /** What makes it the reader's; null where a role does. */
  readonly mine: Pick<ListedPerson, 'reason' | 'at' | 'due'> | null;
  readonly number: string;
  readonly title: string | null;
  readonly place: string | null;
  /** Who has the task, or the matter. */
  readonly holder: Holder | null;
  /** Who asks it of the reader. */
  readonly asker: Holder | null;
  /** 代理: in whose name the reader may do it; null where they may themselves, or not at all. */
  readonly stood: Holder | null;
  /** Whom the task waits for before it can be done. */
  readonly awaited: Holder | null;
  /** Of what is done: it was the last thing to happen, by this reader. */
  readonly last: boolean;
}

/** One row of a list as this reader sees it now. */
export function listRow(
  list: ListName,
  entry: Entry,
  reading: Pick<Reading, 'now' | 'calendars' | 'roles' | 'holder' | 'open'>,
): ListRow {
  const { matter, task, mine, holder } = entry;
  const at = task ?? matter;
  const over = task === null ? matter.endedAt : (task.overAt ?? (list === 'watched' ? matter.endedAt : null));
  const isOver = list === 'done' || over !== null;
  const due =
    list === 'watched' && mine?.due != null ? { due: mine.due, year: null } : { due: at.due, year: at.awaitsYear };
  return {
    row: `${matter.matter}.${task?.key ?? 0}`,
    task: task === null ? null : taskId(matter.matter, task.key),
    matter: matter.matter,
    number: entry.number,
    title: entry.title ?? entry.number,
    element: at.element,
    kind: at.kind,
    name: at.name,
    since: list === 'copied' || list === 'watched' ? (mine?.at ?? at.since) : at.since,
    due: dueOf(isOver || (due.due === null && due.year === null) ? null : due, at.unit, reading),
    why: whyMine(list, entry, reading),
    holder: isOver && list !== 'done' ? null : (entry.stood ?? holder),
    state: isOver
      ? 'done'
      : entry.stood !== null
        ? 'deputy'
        : (ASKED_STATE.get(mine?.reason ?? 'assigned') ??
          ((task === null ? matter.holder : task.assignee) === null
            ? 'free'
            : holder?.you === true
              ? 'mine'
              : 'other')),
    doneAt: isOver ? (list === 'done' ? (mine?.at ?? over) : over) : null,
    status: matter.status,
    place: entry.place,
    watched: task?.watched === true && task.overAt === null,
    alike: list === 'todo' ? (task?.alike ?? null) : null,
    ...(list === 'done' && entry.last ? { recall: true as const } : {}),
    ...(list === 'watched' && over !== null
      ? { answer: watchedAnswer(task?.answer ?? null, mine?.due ?? null, over, reading) }
      : {}),
  };
}

const ASKED_STATE: ReadonlyMap<ListedReason, 'seat' | 'decide'> = new Map([
  ...SEATED.map((reason) => [reason, 'seat'] as const),
  ['decides', 'decide'],
]);

/** The role by which a task is the reader's; where none is, the first that may do it. */
export function heldOf(roles: readonly string[], held: readonly string[]): string {
  return roles.find((role) => held.includes(role)) ?? roles[0] ?? '';
}

function whyMine(
  list: ListName,
  { matter, task, holder, mine, asker, awaited, stood }: Entry,
  { roles }: Pick<Reading, 'roles'>,
): Said {
  const who = asker === null ? '' : nameOf(asker);
  switch (list) {
    case 'started':
      if (matter.endedAt === null && matter.holderRole === 'resident')
        return { code: 'task.why.residents', values: { name: matter.name } };
      return { code: 'task.why.started', values: {} };
    case 'copied':
      return { code: 'task.why.copied', values: {} };
    case 'done':
      if (mine?.reason === 'done-for') return { code: 'task.why.done-for', values: { who } };
      // what became of the task is with the matter: where that is now
      return matter.endedAt === null
        ? { code: 'task.why.now', values: { name: matter.name } }
        : { code: 'task.why.ended', values: { status: matter.status } };
    case 'watched':
      if (mine?.reason === 'watching') return { code: 'task.why.watching', values: {} };
      if (mine !== null || task?.overAt != null) return { code: 'task.why.done', values: {} };
      return { code: 'task.why.watched', values: { role: task?.roles[0] ?? '' } };
    case 'todo':
      if (mine !== null && ASKED_STATE.get(mine.reason) === 'seat')
        return { code: 'task.why.seat', values: { place: mine.reason.slice('seat-'.length), who } };
      if (mine?.reason === 'decides') return { code: 'task.why.term', values: { who, due: mine.due } };
      if (stood !== null) return { code: 'task.why.deputy', values: { who: nameOf(stood) } };
      if (awaited !== null) return { code: 'task.why.waits-seats', values: { who: nameOf(awaited) } };
      if (holder?.you === true) return { code: 'task.why.mine', values: {} };
      if (task?.assignee != null) return { code: 'task.why.other', values: {} };
      if (mine?.reason === 'asked') return { code: 'task.why.asked', values: {} };
      return { code: 'task.why.role', values: { role: heldOf(task?.roles ?? [], roles) } };
  }
}

/**
 * The rows of a list that one matter adds, for this reader: what the server asks its rows for, over a matter in memory. 待办 and 督办 are
 * open, 督办 with `over` what is not; a role of the reader's makes a task theirs unless it names people.
 */
export function entriesOf(
  list: ListName,
  data: MatterData,
  reading: Reading,
  place: string | null,
  over = false,
): readonly Entry[] {
  const { matter, tasks, people } = listed(data);
  const own = people.filter(({ p }) => p === reading.p);
  const roles = reading.roles.filter((role) => role !== 'resident');
  const self = (p: string): boolean => p === reading.p;
  const entry = (task: ListedTask | null, mine: ListedPerson | null, stood: string | null = null): Entry => {
    const of = people.filter(({ key }) => key === task?.key);
    const has = task === null ? matter.holder : list === 'done' ? reading.p : task.assignee;
    const role =
      task === null
        ? matter.holderRole
        : ((of.find(({ reason }) => reason === 'assigned')?.role ?? roleOf(task)) as Role);
    const shown = list === 'done' ? (mine?.role as Role | null) : role;
    const awaited = list === 'todo' ? of.find(({ reason }) => reason === 'awaited') : undefined;
    return {
      ...{ matter, task, mine, number: data.number, title: textOf(data.state.title, reading), place },
      holder: has === null && task !== null ? null : reading.holder(has, shown ?? 'system'),
      stood: task === null || stood === null ? null : reading.holder(stood, roleOf(task)),
      asker: task === null || mine?.askedBy == null ? null : reading.holder(mine.askedBy, roleOf(task)),
      awaited: awaited === undefined ? null : reading.holder(awaited.p, awaited.role as Role),
      last: of.some(({ reason, p }) => reason === 'last' && self(p)),
    };
  };
  if (list === 'started') return own.filter(({ reason }) => reason === 'started').map((mine) => entry(null, mine));
  return tasks.flatMap((task): readonly Entry[] => {
    const why = (...reasons: readonly ListedReason[]) =>
      own.find(({ key, reason }) => key === task.key && reasons.includes(reason)) ?? null;
    if (list === 'done' || list === 'copied') {
      const mine = list === 'done' ? why(...DONE) : why(list);
      return mine === null ? [] : [entry(task, mine)];
    }
    const isOver = task.overAt !== null || matter.endedAt !== null;
    if (isOver !== (over && list === 'watched')) return [];
    if (isOver) {
      const mine = why('watching') ?? why(...DONE);
      return task.watched && mine !== null ? [entry(task, mine)] : [];
    }
    const byRole = !task.closed && task.roles.some((role) => roles.some((held) => held === role));
    const named = why(...NAMED);
    const ask = askOf(
      people.filter(({ key }) => key === task.key),
      self,
      roles,
    );
    const mine = list === 'todo' ? (ask ?? named) : why('watching');
    const theirs = mine !== null || byRole || named !== null;
    const stood = list === 'todo' && mine === null && named === null ? standsIn(task, people, reading) : null;
    if (stood !== null) return [entry(task, null, stood)];
    return theirs && (list === 'todo' || task.watched) ? [entry(task, mine)] : [];
  });
}

/** 代理: in whose name the reader may do a listed task, as rows tell; `stoodFor` looks closer when it is opened. */
function standsIn(task: ListedTask, people: readonly ListedPerson[], { p, standsFor = [] }: Reading): string | null {
  if (task.ownAct || people.some((each) => each.reason === 'started' && each.p === p)) return null;
  if (task.kind === 'review' && people.some((each) => each.reason === 'done' && each.p === p)) return null;
  const asked = people.filter(({ key, reason }) => key === task.key && reason === 'asked').map((each) => each.p);
  const isOf = (who: string): boolean => (task.assignee === null ? asked.includes(who) : task.assignee === who);
  const found = standsFor.find(
    ({ p: who, roles }) => task.roles.some((role) => roles.some((held) => held === role)) && isOf(who),
  );
  return found?.p ?? null;
}

/** Due date first, the late on top, undated last; what is over or was sent, the newest first. Rows of the same instant by their name. */
export function inListOrder(list: ListName): (a: ListRow, b: ListRow) => number {
  const rank = ({ due, since, doneAt }: ListRow): readonly number[] =>
    list === 'watched' && doneAt !== null
      ? [-doneAt, -since]
      : list === 'todo' || list === 'watched'
        ? [due.at ?? Number.MAX_SAFE_INTEGER, since]
        : [-(list === 'done' ? (doneAt ?? 0) : since)];
  return (a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const byName = a.matter < b.matter ? -1 : a.matter > b.matter ? 1 : keyOf(a) - keyOf(b);
    return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0) || byName;
  };
}

function keyOf({ row }: ListRow): number {
  return Number(row.slice(row.indexOf('.') + 1));
}
