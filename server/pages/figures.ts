import type { CosignState } from '#rules/cosign';
import type { NoticeState } from '#rules/notice';
import type { OpinionsState } from '#rules/opinions';
import type { PollState } from '#rules/poll';
import type { EntityData, MatterData } from './data.js';
import { Trail, type Run } from './trail.js';
import type { Id, Instant } from './views.js';
import type { Channel } from './views/overview.js';

/** Why a step ran again in a matter: sent back (退回), taken back (撤回), moved by authority, or the procedure itself came to it again. */
export type AgainCause = 'return' | 'withdraw' | 'modify' | 'loop';
export const AGAIN_CAUSES: readonly AgainCause[] = ['return', 'withdraw', 'modify', 'loop'];

/** A run of a step as the overview counts it: open, done, or taken away before it was done. Only tasks have a date. */
export interface TaskFigure {
  readonly matter: Id;
  readonly key: number;
  /** Work for somebody, or a part of the procedure with steps inside. */
  readonly kind: 'task' | 'part';
  /** Hash of the definition set the matter runs on now, in base64: what ran before it was moved there is counted as it is drawn there. */
  readonly definition: string;
  /** Ids of the calls it lies in, from the outside in, joined by `/`. */
  readonly path: string;
  /** Null where it was the first time. */
  readonly again: AgainCause | null;
  readonly element: string;
  readonly name: string;
  readonly scope: string;
  readonly openedAt: Instant;
  /** Null where it has no date, or waits for a calendar. */
  readonly due: Instant | null;
  readonly endedAt: Instant | null;
  readonly ended: 'completed' | 'cancelled' | null;
}

/** One act of somebody's own. `p` is a pseudonym of the matter: of a person, a household or an owner group. */
export interface ActFigure {
  readonly stream: Id;
  readonly n: number;
  readonly matter: Id;
  readonly kind: 'opinion' | 'objection' | 'support' | 'ballot';
  readonly scope: string;
  readonly p: string;
  readonly channel: Channel;
  readonly at: Instant;
  /** When what it was given to was closed; null before. Of an open step nothing is counted by place or channel. */
  readonly closedAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly outcome: string | null;
}

/** A ballot that counts, with what its opening says of how it came. */
export interface CountedBallot {
  readonly elector: string;
  readonly choice: string;
}

/**
 * Everything the overview counts of one matter, from its history alone. `ballots`: those of each closed poll, one for each elector; a
 * ballot carries no time of its own, so it has that of the close.
 */
export function figuresOf(
  data: MatterData,
  ballots: ReadonlyMap<Id, readonly CountedBallot[]>,
): { readonly tasks: readonly TaskFigure[]; readonly acts: readonly ActFigure[] } {
  const acts = data.entities.flatMap((entity) => actsOf(entity, data, ballots.get(entity.stream) ?? []));
  return { tasks: tasksOf(data), acts };
}

/** Whether ballots of the poll may be counted at all. */
export function isClosedPoll({ kind, state }: EntityData): boolean {
  return kind === 'poll' && ['closed', 'counted'].includes((state as PollState).status);
}

function actsOf(entity: EntityData, data: MatterData, ballots: readonly CountedBallot[]): readonly ActFigure[] {
  const common = { stream: entity.stream, matter: data.matter, scope: data.scope };
  const unanswered = { answeredAt: null, outcome: null };
  switch (entity.kind) {
    case 'opinions': {
      const { items, closedAt } = entity.state as OpinionsState;
      return items.map(({ n, p, way, at, answer }) => ({
        ...{ ...common, n, p, at, kind: 'opinion', channel: channelOf(way), closedAt: closedAt || null },
        ...{ answeredAt: answer?.at ?? null, outcome: answer?.outcome ?? null },
      }));
    }
    case 'notice': {
      const { objections, closedAt } = entity.state as NoticeState;
      return objections.map(({ n, p, way, at, answer }) => ({
        ...{ ...common, n, p, at, kind: 'objection', channel: channelOf(way), closedAt: closedAt || null },
        answeredAt: answer?.at ?? null,
        outcome: answer === null ? null : answer.upheld ? 'upheld' : 'rejected',
      }));
    }
    case 'cosign': {
      const { supports, closedAt } = entity.state as CosignState;
      return supports.map(({ p, way, at }, n) => ({
        ...{ ...common, n, p, at, kind: 'support', channel: channelOf(way), closedAt: closedAt || null },
        ...unanswered,
      }));
    }
    case 'poll': {
      const { closedAt } = entity.state as PollState;
      if (!isClosedPoll(entity)) return [];
      return ballots.map(({ elector, choice }, n) => {
        const { way } = JSON.parse(choice) as { readonly way?: string };
        const at = { at: closedAt, closedAt };
        return { ...common, n, p: elector, kind: 'ballot', channel: channelOf(way), ...at, ...unanswered };
      });
    }
    default:
      return [];
  }
}

function channelOf(way: string | undefined): Channel {
  return way === undefined ? 'app' : way === 'paper' ? 'paper' : 'helper';
}

function tasksOf(data: MatterData): readonly TaskFigure[] {
  const trail = new Trail(data);
  const causes = againOf(data, trail);
  const done = new Set<number>();
  for (const { events } of data.history)
    for (const { type, key } of events) if (type === 'Completed' && typeof key === 'number') done.add(key);
  const dues = duesOf(data);
  const last = data.history[data.history.length - 1]?.at ?? 0;
  return trail.runs.flatMap((run) => {
    const { key, element } = run;
    if (!isCounted(run) || key === null) return [];
    const kind = WORK.has(element.type) ? ('task' as const) : ('part' as const);
    const node = data.state.nodes[key];
    const open = kind === 'task' ? node?.task != null : node !== undefined;
    const endedAt = open ? null : (endOf(run, trail) ?? last);
    return {
      ...{ matter: data.matter, key, element: element.id, name: element.name ?? element.id, scope: data.scope },
      ...{ kind, definition: data.set.hash, path: run.path.join('/'), again: causes.get(run) ?? null },
      ...{ openedAt: run.from, due: dues.get(key) ?? null, endedAt },
      ended: open ? null : done.has(key) ? ('completed' as const) : ('cancelled' as const),
    };
  });
}

/** A manual task has a key only where it waits for somebody. */
const WORK: ReadonlySet<string> = new Set(['userTask', 'manualTask']);
const PARTS: ReadonlySet<string> = new Set(['callActivity', 'subProcess']);

/** Of an activity that runs several times each run is counted, and not the whole. */
function isCounted({ key, runs, element }: Run): boolean {
  return key !== null && runs === null && (WORK.has(element.type) || PARTS.has(element.type));
}

/**
 * Runs of a step that had been over in the same matter before, with what brought them: the last operation in between, else the procedure.
 * What runs beside each other, such as the runs of one activity for several people, is not again.
 */
function againOf({ history }: MatterData, trail: Trail): ReadonlyMap<Run, AgainCause> {
  const moves = history.flatMap(({ seq, command }) => {
    if (command.type === 'recall') return { seq, cause: 'withdraw' as const };
    if (command.type !== 'modify') return [];
    const cause = AGAIN_CAUSES.find((each) => each === command['op']) ?? 'modify';
    return { seq, cause };
  });
  const before = new Map<string, Run[]>();
  const found = new Map<Run, AgainCause>();
  for (const run of trail.runs) {
    if (!isCounted(run)) continue;
    const step = stepName(run.path, run.element.id);
    const earlier = before.get(step) ?? [];
    before.set(step, [...earlier, run]);
    const last = earlier.filter(
      ({ ended, scope }) => ended !== null && ended <= run.seq && !(run.single && scope === run.scope),
    );
    const since = Math.max(-1, ...last.map(({ ended }) => ended ?? -1));
    if (since < 0) continue;
    const move = moves.filter(({ seq }) => seq >= since && seq <= run.seq);
    found.set(run, move[move.length - 1]?.cause ?? 'loop');
  }
  return found;
}

/** A step of a procedure by one name: the calls it lies in and its id. */
export function stepName(path: readonly string[], element: string): string {
  return [...path, element].join('/');
}

/** When it ended, or what it ran in did. */
function endOf(run: Run, trail: Trail): Instant | null {
  for (let each: Run | undefined = run; each !== undefined; each = trail.byKey(each.scope))
    if (each.to !== null) return each.to;
  return null;
}

/** The date each task had last: as it was opened, moved by command or calendar, and by pauses that stopped the clock. */
function duesOf({ history }: MatterData): ReadonlyMap<number, Instant> {
  const dues = new Map<number, Instant>();
  const ended = new Set<number>();
  const set = (key: number, due: unknown) => {
    const { at } = (due ?? {}) as { readonly at?: Instant };
    if (at === undefined) dues.delete(key);
    else dues.set(key, at);
  };
  for (const { events } of history) {
    for (const event of events) {
      const key = event['key'] as number;
      if (event.type === 'Entered') set(key, (event['task'] as { readonly due?: unknown } | undefined)?.due);
      else if (event.type === 'DueMoved') set(key, event['due']);
      else if (event.type === 'Completed' || event.type === 'Terminated') ended.add(key);
      else if (event.type === 'Resumed') {
        const shift = event['shift'] as number;
        for (const [open, at] of dues) if (!ended.has(open)) dues.set(open, at + shift);
      }
    }
  }
  return dues;
}
