import { isOwnAct, openSeats, seatsAwaited, seatsTurn, termDeciders, type Seat, type StoredValue } from '#engine';
import { answerOf, type ListedAnswer } from './answered.js';
import type { MatterData, Reading } from './data.js';
import { unitOfTask } from './due.js';
import { kindOf } from './kinds.js';
import { isOver, outcomeOf, statusOf } from './standing.js';
import { openIn, openNow, stepLines } from './steps.js';
import { textsOf, type ListedText } from './texts.js';
import { Trail, type Run } from './trail.js';
import type { DayUnit, Holder, Id, Instant, MatterStatus, Role, StepKind } from './views.js';

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
