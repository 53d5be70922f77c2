import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { Matters } from '#matters';
import { listed, type Listed, type ListedMatter, type ListedPerson, type ListedTask, type ListedText } from '#pages';
import { Runtime } from '#runtime';
import { Database, insertRows, type Projection, type Projections, type Session, type TableOf } from '#store';

type Of<T> = T & { readonly of: string };

const DUE: TableOf<{ readonly matter: string; readonly seq: number }> = {
  name: 'listing_due',
  columns: ['matter', 'seq'],
  keys: ['matter'],
  parameters: ({ matter, seq }) => [matter, seq],
};

/** Name of the step with the unit its term is counted in. Rows made by an earlier release have the name alone. */
const named = ({ name, unit }: Pick<ListedTask, 'name' | 'unit'>): string => JSON.stringify([name, unit]);

/** The opposite of `named`. */
export function nameIn(text: string): Pick<ListedTask, 'name' | 'unit'> {
  const kept = JSON.parse(text) as string | readonly [string, ListedTask['unit']];
  return typeof kept === 'string' ? { name: kept, unit: 'working_day' } : { name: kept[0], unit: kept[1] };
}

const MATTER: TableOf<ListedMatter & { readonly seq: number }> = {
  name: 'listed_matter',
  columns: [
    ...['matter', 'seq', 'scope', 'title', 'title_commitment', 'status', 'started_at', 'ended_at'],
    ...['element', 'kind', 'name', 'since', 'due', 'awaits_year', 'holder_role', 'holder'],
    ...['procedure_id', 'procedure_name', 'version', 'outcome', 'open_steps', 'next_due'],
  ],
  keys: ['matter'],
  parameters: (row) => [
    ...[row.matter, row.seq, row.scope, JSON.stringify(row.title), commitmentOf(row.title), row.status],
    ...[row.startedAt, row.endedAt, row.element, row.kind, named(row), row.since],
    ...[row.due, row.awaitsYear, row.holderRole, row.holder],
    ...[row.procedure.id, row.procedure.name, row.procedure.version, row.outcome],
    ...[JSON.stringify(row.open), soonest(row)],
  ],
};

/** The first date of what waits, by which a list of matters is sorted; null where nothing that waits has one. */
function soonest({ open }: ListedMatter): number | null {
  const dates = open.flatMap(({ due }) => due ?? []);
  return dates.length === 0 ? null : Math.min(...dates);
}

const TASK: TableOf<Of<ListedTask>> = {
  name: 'listed_task',
  columns: [
    ...['matter', 'task_key', 'element', 'kind', 'name', 'since', 'over_at', 'due', 'awaits_year'],
    ...['roles', 'closed', 'assignee', 'watched', 'alike', 'own_act', 'answer'],
  ],
  keys: ['matter', 'task_key'],
  parameters: (row) => [
    ...[row.of, row.key, row.element, row.kind, named(row), row.since, row.overAt, row.due],
    ...[row.awaitsYear, JSON.stringify(row.roles), row.closed ? 1 : 0, row.assignee, row.watched ? 1 : 0],
    ...[JSON.stringify(row.alike), row.ownAct ? 1 : 0, row.answer === null ? null : JSON.stringify(row.answer)],
  ],
};

const PERSON: TableOf<Of<ListedPerson>> = {
  name: 'listed_person',
  columns: ['matter', 'task_key', 'p', 'reason', 'role', 'at', 'due', 'asked_by'],
  keys: ['matter', 'task_key', 'p', 'reason'],
  parameters: (row) => [row.of, row.key, row.p, row.reason, row.role, row.at, row.due, row.askedBy],
};

const TEXT: TableOf<Of<ListedText>> = {
  name: 'listed_text',
  columns: ['matter', 'commitment', 'reader', 'p'],
  keys: ['matter', 'commitment'],
  parameters: (row) => [row.of, Buffer.from(row.commitment, 'base64'), row.reader, row.p],
};

/** Of a title that was typed: it is opened and searched where it lies, and erased there. */
function commitmentOf(title: StoredValue): Uint8Array | null {
  const commitment = typeof title === 'object' && title !== null && '~' in title ? title['~'] : null;
  return typeof commitment === 'string' ? Buffer.from(commitment, 'base64') : null;
}

/** In the transaction of every record of a matter: its rows are older than it from now on. */
const noteDue: Projection = (session, dialect, { record }) =>
  insertRows(session, dialect, DUE, [{ matter: record.stream, seq: record.seq }], 'replace');

/** Tables of this room that are written with the records of their streams. */
export const DESK_PROJECTIONS: Projections = new Map([['instance', noteDue]]);

/** Milliseconds after a commit in which further ones of the same matters are waited for. */
const GATHER = 30;
const AT_ONCE = 100;

interface DueRow {
  readonly matter: string;
  readonly seq: number;
}

/**
 * Keeps the rows of lists. A record notes in its own transaction that the rows of its matter are due, so no crash and no other
 * server leaves them old for good; they are made anew soon after, and before a list is read. Each is a function of the
 * matter's history, so they may be thrown away at any time.
 */
@Injectable()
export class Listing implements OnModuleInit, OnModuleDestroy {
  /** How many matters were opened for rows so far. */
  opened = 0;
  /** Matters whose rows could not be made when that was last tried: their records cannot be read. */
  readonly unmade = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  #soon: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: () => void = () => undefined;
  #closed = false;
  readonly #log = new Logger('lists');

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  onModuleInit(): void {
    this.#unsubscribe = this.runtime.subscribe((changes) => {
      if (this.#closed || this.#soon !== undefined || !changes.some(({ kind }) => kind === 'instance')) return;
      this.#soon = setTimeout(() => {
        this.#soon = undefined;
        // what went wrong is met again, and told, by the list that needs it
        void this.caughtUp().catch(() => undefined);
      }, GATHER);
      this.#soon.unref();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    clearTimeout(this.#soon);
    await this.#turn.catch(() => undefined);
  }

  /** Resolves when no row is older than the records that were committed before the call. */
  async caughtUp(): Promise<void> {
    if (this.#closed) return;
    const mine = this.#turn.catch(() => undefined).then(() => this.#catchUp());
    this.#turn = mine;
    await mine;
  }

  /** Every row is made anew from its history; what is read meanwhile waits. */
  async rebuild(): Promise<void> {
    await this.database.transaction(async (session) => {
      for (const { name } of [TEXT, PERSON, TASK, MATTER, DUE] as readonly { name: string }[])
        await session.run(`DELETE FROM ${name}`, []);
      await session.run("INSERT INTO listing_due (matter, seq) SELECT id, seq FROM stream WHERE kind = 'instance'", []);
    });
    await this.caughtUp();
  }

  /** One matter that cannot be read keeps nobody from the others: its rows stay as they are, and it stays due. */
  async #catchUp(): Promise<void> {
    for (let after = ''; !this.#closed;) {
      const due = await this.database.reading((session) =>
        session.all(`SELECT matter, seq FROM listing_due WHERE matter > ? ORDER BY matter LIMIT ${AT_ONCE}`, [after]),
      );
      for (const row of due) {
        after = row['matter'] as string;
        await this.#make({ matter: after, seq: Number(row['seq']) }).then(
          () => this.unmade.delete(after),
          (error: unknown) => {
            this.unmade.add(after);
            this.#log.warn(`rows of ${after} not made: ${String(error)}`);
          },
        );
      }
      if (due.length < AT_ONCE) return;
    }
  }

  async #make({ matter, seq }: DueRow): Promise<void> {
    this.opened += 1;
    const data = await this.matters.load(matter);
    const rows = data === null ? null : listed(data);
    await this.database.transaction(async (session) => {
      // somebody else may have been faster, with a later record
      const [kept] = await session.all(
        `SELECT seq FROM listed_matter WHERE matter = ?${this.database.dialect.forUpdate}`,
        [matter],
      );
      if (rows !== null && (kept === undefined || Number(kept['seq']) <= seq)) await this.#write(session, rows, seq);
      await session.run('DELETE FROM listing_due WHERE matter = ? AND seq <= ?', [matter, seq]);
    });
  }

  async #write(session: Session, { matter, tasks, people, texts }: Listed, seq: number): Promise<void> {
    const { dialect } = this.database;
    const of = matter.matter;
    for (const name of ['listed_text', 'listed_person', 'listed_task'])
      await session.run(`DELETE FROM ${name} WHERE matter = ?`, [of]);
    await insertRows(session, dialect, MATTER, [{ ...matter, seq }], 'replace');
    await insertRows(
      session,
      dialect,
      TASK,
      tasks.map((task) => ({ ...task, of })),
    );
    await insertRows(
      session,
      dialect,
      PERSON,
      people.map((person) => ({ ...person, of })),
    );
    await insertRows(
      session,
      dialect,
      TEXT,
      texts.map((text) => ({ ...text, of })),
    );
  }
}
