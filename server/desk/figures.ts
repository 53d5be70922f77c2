import { Inject, Injectable, Logger } from '@nestjs/common';
import { within, withinParameters } from '#community';
import { Matters } from '#matters';
import { figuresOf, isClosedPoll, type ActFigure, type CountedBallot, type TaskFigure } from '#pages';
import { INSTANCE, Runtime } from '#runtime';
import { Database, insertRows, places, type Parameter, type Row, type TableOf } from '#store';

/** Kinds of streams whose records change a figure. */
const KINDS = [INSTANCE, 'opinions', 'notice', 'cosign', 'poll'];
const AT_ONCE = 100;
const MOST_ROUNDS = 10_000;

interface Position {
  readonly stream: string;
  readonly matter: string;
  readonly seq: number;
}

const POSITION: TableOf<Position> = {
  name: 'figure_stream',
  columns: ['stream', 'matter', 'seq'],
  keys: ['stream'],
  parameters: ({ stream, matter, seq }) => [stream, matter, seq],
};

const TASK: TableOf<TaskFigure> = {
  name: 'figure_task',
  columns: [
    ...['matter', 'task_key', 'element', 'name', 'scope', 'opened_at', 'due', 'ended_at', 'ended'],
    ...['kind', 'definition', 'path', 'again'],
  ],
  keys: ['matter', 'task_key'],
  parameters: (row) => [
    ...[row.matter, row.key, row.element, row.name.slice(0, 255), row.scope],
    ...[row.openedAt, row.due, row.endedAt, row.ended],
    ...[row.kind, row.definition, row.path, row.again],
  ],
};

const ACT: TableOf<ActFigure> = {
  name: 'figure_act',
  columns: [
    ...['stream', 'n', 'matter', 'kind', 'scope', 'p'],
    ...['channel', 'at', 'closed_at', 'answered_at', 'outcome'],
  ],
  keys: ['stream', 'n'],
  parameters: (row) => [
    ...[row.stream, row.n, row.matter, row.kind, row.scope, row.p],
    ...[row.channel, row.at, row.closedAt, row.answeredAt, row.outcome],
  ],
};

/** A period in instants: from the first until before the second. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** Who took part in a closed step, as the registers know them today. */
export interface TookPart {
  readonly who: string;
  readonly place: string;
  readonly channel: ActFigure['channel'];
  readonly closedAt: number;
}

/**
 * Rows the overview is counted from: a reading of the records, kept beside them. A matter whose streams have moved is read again and its rows
 * replaced; a row that is lost, or a table emptied by hand, comes back with the next look. Nothing is decided by them.
 */
@Injectable()
export class Figures {
  readonly #log = new Logger('figures');
  #tail: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Matters) private readonly matters: Matters,
  ) {}

  /** Reads what has been recorded since the last look; one at a time, and a call that waits looks again. */
  refresh(): Promise<void> {
    const next = this.#tail.then(() => this.#refresh());
    this.#tail = next.catch(() => undefined);
    return next;
  }

  /** Tasks of the place that were due in the period; of the ended ones and the open ones alike. */
  async tasks(scope: string, { from, until }: Period): Promise<readonly TaskFigure[]> {
    const sql = `SELECT * FROM figure_task WHERE ${within('scope')} AND due >= ? AND due < ? ORDER BY due, matter, task_key`;
    return (await this.#all(sql, [...withinParameters(scope), from, until])).map(taskOf);
  }

  /** Tasks of the place that are open past their date, the latest first. */
  async late(scope: string, now: number): Promise<readonly TaskFigure[]> {
    const sql = `SELECT * FROM figure_task WHERE ${within('scope')} AND ended_at IS NULL AND due <= ? ORDER BY due, matter, task_key`;
    return (await this.#all(sql, [...withinParameters(scope), now])).map(taskOf);
  }

  /** Runs of steps of the place that were done, or were due, in the period; an instant of its end counts, since days end at 24:00. */
  async steps(scope: string, { from, until }: Period): Promise<readonly TaskFigure[]> {
    const sql = `SELECT * FROM figure_task WHERE ${within('scope')}
      AND ((ended_at > ? AND ended_at <= ?) OR (due > ? AND due <= ?)) ORDER BY matter, task_key`;
    return (await this.#all(sql, [...withinParameters(scope), from, until, from, until])).map(taskOf);
  }

  /** Definition sets the matters of the place ran on, with how many runs of steps each. */
  async definitions(scope: string): Promise<readonly { readonly definition: string; readonly runs: number }[]> {
    const sql = `SELECT definition, COUNT(*) AS n FROM figure_task WHERE ${within('scope')} AND definition <> ''
      GROUP BY definition ORDER BY COUNT(*) DESC, definition`;
    const rows = await this.#all(sql, withinParameters(scope));
    return rows.map((row) => ({ definition: String(row['definition']), runs: Number(row['n']) }));
  }

  /** Opinions and objections of the place that came in during the period. */
  async answered(scope: string, { from, until }: Period): Promise<readonly ActFigure[]> {
    const sql = `SELECT * FROM figure_act WHERE ${within('scope')} AND kind IN ('opinion', 'objection') AND at >= ? AND at < ?
      ORDER BY at, stream, n`;
    return (await this.#all(sql, [...withinParameters(scope), from, until])).map(actOf);
  }

  /**
   * Everybody of the place who took part in what was closed in the period, wherever the matter lies: with where they live, or what they hold
   * lies. So a building has the same people from wherever one looks.
   */
  async participants(scope: string, { from, until }: Period): Promise<readonly TookPart[]> {
    const sql = `SELECT DISTINCT a.matter AS matter, a.p AS p, a.channel AS channel, a.closed_at AS closed_at, k.person AS who,
        COALESCE(r.scope, h.scope, g.scope) AS place
      FROM figure_act a JOIN pseudonym k ON k.matter = a.matter AND k.p = a.p
      LEFT JOIN person r ON r.id = k.person LEFT JOIN household h ON h.id = k.person
      LEFT JOIN owner_group g ON g.id = k.person
      WHERE a.closed_at >= ? AND a.closed_at < ? AND ${within('COALESCE(r.scope, h.scope, g.scope)')}`;
    const rows = await this.#all(sql, [from, until, ...withinParameters(scope)]);
    return rows.map((row) => ({
      who: String(row['who']),
      place: String(row['place']),
      channel: row['channel'] as ActFigure['channel'],
      closedAt: Number(row['closed_at']),
    }));
  }

  /** Matters in which people took part in what was closed in the period. */
  async participated(scope: string, { from, until }: Period): Promise<readonly string[]> {
    const sql = `SELECT DISTINCT matter FROM figure_act WHERE ${within('scope')} AND closed_at >= ? AND closed_at < ?`;
    return (await this.#all(sql, [...withinParameters(scope), from, until])).map((row) => String(row['matter']));
  }

  async #refresh(): Promise<void> {
    const seen = new Set<string>();
    let after = '';
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const moved = await this.#moved(after);
      if (moved.length === 0) return;
      for (const { id, kind, matter: known } of moved) {
        const matter = kind === INSTANCE ? id : (known ?? (await this.matters.matterOf(id)));
        if (matter === null || seen.has(matter)) continue;
        seen.add(matter);
        // one that cannot be read is counted when it can be again, and keeps no other from being counted
        await this.#read(matter).catch((error: unknown) => this.#log.warn(`figures of ${matter}: ${String(error)}`));
      }
      after = moved.at(-1)?.id ?? '';
    }
  }

  async #moved(after: string): Promise<readonly { id: string; kind: string; matter: string | null }[]> {
    const sql = `SELECT s.id AS id, s.kind AS kind, f.matter AS matter FROM stream s
      LEFT JOIN figure_stream f ON f.stream = s.id
      WHERE s.kind IN (${places(KINDS.length)}) AND s.id > ? AND (f.seq IS NULL OR f.seq < s.seq) ORDER BY s.id LIMIT ${AT_ONCE}`;
    const rows = await this.#all(sql, [...KINDS, after]);
    return rows.map((row) => ({
      id: String(row['id']),
      kind: String(row['kind']),
      matter: row['matter'] === null ? null : String(row['matter']),
    }));
  }

  /** A matter that is loaded while it moves on is read again with the next look: its position is that of what was read. */
  async #read(matter: string): Promise<void> {
    const data = await this.matters.load(matter);
    if (data === null) return;
    const ballots = new Map<string, readonly CountedBallot[]>();
    for (const entity of data.entities)
      if (isClosedPoll(entity)) ballots.set(entity.stream, await this.#ballots(entity.stream));
    const { tasks, acts } = figuresOf(data, ballots);
    const positions = [
      { stream: matter, matter, seq: data.history.length },
      ...data.entities.map(({ stream, history }) => ({ stream, matter, seq: history.length })),
    ];
    const { database } = this;
    await database.transaction(async (session) => {
      await session.run('DELETE FROM figure_task WHERE matter = ?', [matter]);
      await session.run('DELETE FROM figure_act WHERE matter = ?', [matter]);
      await insertRows(session, database.dialect, TASK, tasks, 'replace');
      await insertRows(session, database.dialect, ACT, acts, 'replace');
      await insertRows(session, database.dialect, POSITION, positions, 'replace');
    });
  }

  /** The last ballot of each elector, in the order of electors. */
  async #ballots(poll: string): Promise<readonly CountedBallot[]> {
    const last = new Map((await this.runtime.votes(poll)).map(({ elector, choice }) => [elector, { elector, choice }]));
    return [...last.values()];
  }

  #all(sql: string, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    return this.database.reading((session) => session.all(sql, parameters));
  }
}

const maybe = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

function taskOf(row: Row): TaskFigure {
  return {
    matter: String(row['matter']),
    key: Number(row['task_key']),
    element: String(row['element']),
    name: String(row['name']),
    scope: String(row['scope']),
    kind: row['kind'] as TaskFigure['kind'],
    definition: String(row['definition']),
    path: String(row['path']),
    again: row['again'] as TaskFigure['again'],
    openedAt: Number(row['opened_at']),
    due: maybe(row['due']),
    endedAt: maybe(row['ended_at']),
    ended: row['ended'] as TaskFigure['ended'],
  };
}

function actOf(row: Row): ActFigure {
  return {
    stream: String(row['stream']),
    n: Number(row['n']),
    matter: String(row['matter']),
    kind: row['kind'] as ActFigure['kind'],
    scope: String(row['scope']),
    p: String(row['p']),
    channel: row['channel'] as ActFigure['channel'],
    at: Number(row['at']),
    closedAt: maybe(row['closed_at']),
    answeredAt: maybe(row['answered_at']),
    outcome: row['outcome'] as string | null,
  };
}
