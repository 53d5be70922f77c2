import { isOwnAct, openSeats, seatsAwaited, seatsTurn, termDeciders, type Seat, type StoredValue } from '#engine';
import { answerOf, watchedAnswer, type ListedAnswer } from './answered.js';
import { textOf, type MatterData, type Reading } from './data.js';
import { dueOf, unitOfTask } from './due.js';
import { kindOf } from './kinds.js';
import { isOver, outcomeOf, statusOf } from './standing.js';
import { nameOf } from './seats.js';
import { openIn, openNow, stepLines } from './steps.js';
import { roleOf, taskId } from './tasks.js';
import { textsOf, type ListedText } from './texts.js';
import { Trail, type Run } from './trail.js';
import type { DayUnit, Holder, Id, Instant, ListName, ListRow, MatterStatus, Role, Said, StepKind } from './views.js';

/**
 * What lists keep of a matter, so that none has to open it: read from its history and state, the same for every reader.
 * People stand under their pseudonyms, a title that was typed as its commitment.
 */
export interface Listed {
  readonly matter: ListedMatter;
  readonly tasks: readonly ListedTask[];
  readonly people: readonly ListedPerson[];
  readonly texts: readonly ListedText[];
}

/** Where a matter stands. */
export interface ListedMatter {
  readonly matter: Id;
  readonly scope: string;
  readonly title: StoredValue;
  readonly status: MatterStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** The step that waits (or came last), who has it and until when. */
  readonly element: Id;
  readonly kind: StepKind;
  readonly name: string;
  readonly since: Instant;
  readonly due: Instant | null;
  readonly awaitsYear: number | null;
  /** What the term is counted in. */
  readonly unit: DayUnit;
  readonly holderRole: Role | 'system' | null;
  readonly holder: string | null;
  readonly procedure: { readonly id: Id; readonly name: string; readonly version: number };
  /** Name of the end reached; null while it runs. */
  readonly outcome: string | null;
  /** All that waits now. */
  readonly open: readonly ListedOpen[];
}

/** One thing that waits: its holder by pseudonym, its date without what is left of it. */
export interface ListedOpen {
  readonly element: Id;
  readonly kind: StepKind;
  readonly name: string;
  /** So many alike. */
  readonly n: number;
  readonly role: Role | 'system';
  readonly p: string | null;
  readonly due: Instant | null;
  readonly awaitsYear: number | null;
  readonly unit: DayUnit;
}

/** A task, open or over. */
export interface ListedTask {
  readonly key: number;
  readonly element: Id;
  readonly kind: StepKind;
  readonly name: string;
  readonly since: Instant;
  /** When it was over, done or withdrawn; null while it is open. */
  readonly overAt: Instant | null;
  readonly due: Instant | null;
  readonly awaitsYear: number | null;
  /** What the term is counted in. */
  readonly unit: DayUnit;
  readonly roles: readonly string[];
  /** Only those named in `people` may act (`asked`). */
  readonly closed: boolean;
  readonly assignee: string | null;
  /** Somebody above watches over it, or did until it was over. */
  readonly watched: boolean;
  readonly alike: string | null;
  /** No deputy does it in the holder's name. */
  readonly ownAct: boolean;
  /** Of one that was watched and is over; null for any other, and where nobody did it. */
  readonly answer: ListedAnswer | null;
}

/**
 * Why something is somebody's. `assigned`: the task is theirs; `asked`: they are named for it; `done`: they completed it; `started`: they
 * brought the matter (key 0); `done-for`: a deputy completed it in their name, `askedBy` is the deputy; `copied`, `watching`; `seat-…`: they were added and it is their turn; `awaited`: it waits for them before all;
 * `decides`: their post decides on a longer term; `last`: what they completed was the last thing to happen. A code may be added; lists read
 * those they know.
 */
export type ListedReason =
  | 'assigned'
  | 'asked'
  | 'done'
  | 'done-for'
  | 'started'
  | 'copied'
  | 'watching'
  | SeatReason
  | 'awaited'
  | 'decides'
  | 'last';
type SeatReason = `seat-${Seat['place']}`;

/** Reasons for which a task is in the list of those it names. */
export const NAMED = ['assigned', 'asked'] as const satisfies readonly ListedReason[];
/** Reasons for which a task is in 已办. */
export const DONE = ['done', 'done-for'] as const satisfies readonly ListedReason[];
/** Reasons of those who were added to a task. */
export const SEATED = ['seat-before', 'seat-beside', 'seat-after'] as const satisfies readonly ListedReason[];

export interface ListedPerson {
  /** Of the task; 0: of the matter. */
  readonly key: number;
  /** Of `decides`, which is anybody's who holds the post: `post:` and the role. */
  readonly p: string;
  readonly reason: ListedReason;
  /** In which role, where the record says it. Names of residents are not searched for. */
  readonly role: string | null;
  readonly at: Instant;
  /** The date a watcher set, or until when more time is asked for. */
  readonly due: Instant | null;
  /** Who asked for it; null where nobody did. */
  readonly askedBy: string | null;
}

/** Nobody's eyes: what is kept says who by pseudonym, and dates without what is left of them. */
function plainly(data: MatterData): Reading {
  const last = data.history[data.history.length - 1];
  return {
    now: last?.at ?? 0,
    calendars: { years: {} },
    person: '',
    roles: [],
    p: '',
    open: () => null,
    holder: (p, role): Holder => ({ role, place: null, name: null, p, you: false }),
    right: () => null,
    published: (p): Holder => ({ role: 'resident', place: null, name: null, p, you: false }),
  };
}

/** Everything lists keep of a matter. */
export function listed(data: MatterData): Listed {
  const trail = new Trail(data);
  const tasks = data.state.nodes;
  const runs = trail.runs.filter(
    ({ key, element }) => key !== null && (element.type === 'userTask' || tasks[key]?.task != null),
  );
  const people = [
    ...startedBy(data),
    ...runs.flatMap((run) => concerned(run, data)),
    ...doneBy(data, trail),
    ...lastBy(data),
  ];
  return {
    matter: matterOf(data, trail),
    tasks: runs.map((run) => taskOf(run, data, trail)),
    // of several records that say the same of a person the last one counts
    people: [...new Map(people.map((each) => [`${each.key} ${each.reason} ${each.p}`, each])).values()],
    texts: textsOf(data),
  };
}

function matterOf(data: MatterData, trail: Trail): ListedMatter {
  const status = statusOf(data.state);
  const over = isOver(status);
  const steps = trail.runs.filter((run) => run.path.length === 0 && kindOf(run.element) !== 'branch');
  const open = steps.filter(({ key, to }) => key !== null && to === null && data.state.nodes[key] !== undefined);
  const now = over ? undefined : open[0];
  const waiting = now && openIn(now.element, data, plainly(data), trail)[0];
  const at = now ?? steps[steps.length - 1];
  const last = data.history[data.history.length - 1];
  return {
    matter: data.matter,
    scope: data.scope,
    title: data.state.title ?? null,
    status,
    startedAt: data.history[0]?.at ?? 0,
    endedAt: over ? (last?.at ?? null) : null,
    element: at?.element.id ?? '',
    kind: at ? kindOf(at.element) : 'other',
    name: at?.element.name ?? at?.element.id ?? '',
    since: at?.from ?? 0,
    due: waiting?.due.at ?? null,
    awaitsYear: waiting?.due.awaitsYear ?? null,
    unit: waiting?.unit ?? 'working_day',
    holderRole: waiting?.holder.role ?? null,
    holder: waiting?.holder.p ?? null,
    procedure: data.procedure,
    outcome: over ? outcomeOf(trail) : null,
    open: openOf(data, trail),
  };
}

function openOf(data: MatterData, trail: Trail): readonly ListedOpen[] {
  const reading = plainly(data);
  return openNow(data, reading, trail, stepLines(data, reading, trail)).map(
    ({ element, kind, name, n, holder: { role, p }, due: { at, awaitsYear }, unit }) => ({
      ...{ element, kind, name, n, role, p, due: at, awaitsYear, unit },
    }),
  );
}

function taskOf(run: Run, data: MatterData, trail: Trail): ListedTask {
  const key = run.key as number;
  const task = data.state.nodes[key]?.task ?? null;
  const step = trail.outermost(key) ?? run;
  const watched =
    task === null ? copies(key, data).some(({ reason }) => reason === 'watching') : task.watchers.length > 0;
  return {
    key,
    element: run.element.id,
    kind: kindOf(step.element),
    name: run.element.name ?? run.element.id,
    since: run.from,
    overAt: task === null ? (run.to ?? data.history[data.history.length - 1]?.at ?? run.from) : null,
    due: task?.due?.due ?? null,
    awaitsYear: task?.due != null && task.due.due === null ? task.due.year : null,
    unit: unitOfTask(run),
    roles: task?.roles ?? [],
    closed: (task?.people.length ?? 0) > 0,
    assignee: task?.assignee ?? null,
    watched,
    answer: watched && task === null ? answerOf(run, data) : null,
    ownAct: task !== null && isOwnAct(data.state, data.set, key),
    alike: alikeOf(run, data, trail),
  };
}

/** Steps in which everybody decides for themselves: never done several at once, whatever a property says. */
const OWN_ACTS: readonly StepKind[] = ['vote', 'cosign', 'call-back', 'roll'];

/**
 * What a task is alike to, where its step allows several to be done at once (`step.batch` = `allow`): the same element of the same
 * definition set. Null where each is done by itself: in a vote or another own act, at a page of its own, for named people, with seats.
 */
export function alikeOf(run: Run, data: MatterData, trail: Trail): string | null {
  const task = data.state.nodes[run.key ?? 0]?.task;
  const { properties } = run.element;
  if (task == null || properties['step.batch'] !== 'allow' || properties['heyi.page'] !== undefined) return null;
  const kinds = [run, ...around(run, trail)].map(({ element }) => kindOf(element));
  if (kinds.some((kind) => OWN_ACTS.includes(kind))) return null;
  if (task.people.length + task.seats.length > 0 || task.roles.includes('resident')) return null;
  return `${data.set.hash} ${run.process.id} ${run.element.id}`;
}

function around(run: Run, trail: Trail): readonly Run[] {
  const outer = trail.byKey(run.scope);
  return outer === undefined ? [] : [outer, ...around(outer, trail)];
}

function startedBy({ history }: MatterData): readonly ListedPerson[] {
  const first = history[0];
  if (first === undefined || first.command.by.p === 'system') return [];
  const { p, role } =
    first.command.by.for === undefined ? first.command.by : { p: first.command.by.for.p, role: 'resident' };
  return [{ key: 0, p, reason: 'started', role, at: first.at, due: null, askedBy: null }];
}

/** Those an open task names. */
function concerned({ key, from }: Run, data: MatterData): readonly ListedPerson[] {
  const { history } = data;
  const task = data.state.nodes[key ?? 0]?.task;
  if (task == null || key === null) return copies(key ?? 0, data);
  const of = (p: string, reason: ListedReason): ListedPerson => ({
    ...{ key, p, reason, at: from, due: null, askedBy: null },
    role: reason === 'assigned' || reason === 'asked' ? (task.roles[0] ?? null) : null,
  });
  return [
    ...(task.assignee === null ? [] : [{ ...of(task.assignee, 'assigned'), role: assigneesRole(key, task, history) }]),
    ...task.people.map((p) => of(p, 'asked')),
    ...askedOf(key, from, data),
    ...copies(key, data),
  ];
}

/** Those who were added and whose turn it is, whom the task waits for, and who decides on a longer term. */
function askedOf(key: number, at: Instant, { state, set }: MatterData): readonly ListedPerson[] {
  const task = state.nodes[key]?.task;
  if (task == null) return [];
  const row = (p: string, reason: ListedReason, role: string, askedBy: string | null, due: Instant | null = null) => ({
    ...{ key, p, reason, role, at, due, askedBy },
  });
  const { term } = task;
  return [
    ...openSeats(task)
      .filter((seat) => seatsTurn(task, seat))
      .map(({ p, place, role, addedBy }) => row(p, `seat-${place}`, role, addedBy)),
    ...seatsAwaited(task)
      .slice(0, 1)
      .map(({ p, role }) => row(p, 'awaited', role, null)),
    ...(term === null
      ? []
      : termDeciders(state, set, key).map((role) => row(`post:${role}`, 'decides', role, term.p, term.due))),
  ];
}

/** Whoever completed the task that was the last thing to happen, unless something left the matter because of it, or somebody opened what came next. */
function lastBy({ state: { act, nodes }, history }: MatterData): readonly ListedPerson[] {
  if (act === null || act.sent) return [];
  if (Object.values(nodes).some(({ key, task }) => key >= act.since && task?.opened === true)) return [];
  const at = history[history.length - 1]?.at ?? 0;
  return [{ key: act.key, p: act.p, reason: 'last', role: null, at, due: null, askedBy: null }];
}

/** 抄送 and 督办 as the records say them: a copy stays on the list when the task is over. */
function copies(key: number, { history }: MatterData): readonly ListedPerson[] {
  return history.flatMap(({ command, at }): readonly ListedPerson[] => {
    if (command.type !== 'updateTask' || command['key'] !== key) return [];
    if (command['op'] === 'copy')
      return (command['people'] as readonly string[]).map((p) => ({
        key,
        p,
        reason: 'copied',
        role: null,
        at,
        due: null,
        askedBy: null,
      }));
    if (command['op'] !== 'watch') return [];
    const due = typeof command['due'] === 'number' ? command['due'] : null;
    return [{ key, p: command.by.p, reason: 'watching', role: command.by.role, at, due, askedBy: null }];
  });
}

function doneBy({ history }: MatterData, trail: Trail): readonly ListedPerson[] {
  const done = history.flatMap(({ command, at }): readonly ListedPerson[] => {
    const key = command['key'];
    if (!OWN_WORK.has(command.type) || typeof key !== 'number' || trail.byKey(key) === undefined) return [];
    const { p, role } = command.by;
    const one = { key, p, reason: 'done' as const, role, at, due: null, askedBy: null };
    return command.by.for?.way === 'deputy'
      ? [one, { ...one, p: command.by.for.p, reason: 'done-for' as const, askedBy: p }]
      : [one];
  });
  const own = new Set(done.flatMap(({ key, p, reason }) => (reason === 'done' ? [`${key} ${p}`] : [])));
  // one row of 已办 for each task, also where its holder acted on a seat of it
  return done.filter(({ key, p, reason }) => reason === 'done' || !own.has(`${key} ${p}`));
}

/** Completing a task, and acting on it by a seat. */
const OWN_WORK: ReadonlySet<string> = new Set(['completeTask', 'actOnSeat']);

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

/** In which role somebody has a task: the one they last acted on it in; who was only assigned has the first that may do it. */
export function assigneesRole(
  key: number,
  { assignee, roles }: { readonly assignee: string | null; readonly roles: readonly string[] },
  history: MatterData['history'],
): Role {
  const own = history.filter(
    ({ command }) => command['key'] === key && command.by.p === assignee && roles.includes(command.by.role),
  );
  return ((own[own.length - 1]?.command.by.role ?? roles[0]) as Role | undefined) ?? 'worker';
}

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
