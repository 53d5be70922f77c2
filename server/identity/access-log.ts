import { Inject, Injectable } from '@nestjs/common';
import { Between, In, LessThan, MoreThanOrEqual } from 'typeorm';
import { Person, ROLES, scopeFits, type Role } from '#community';
import { IDS, type Ids } from '#outside';
import { Database } from '#store';
import { AccessRow } from './entities.js';

/** What is noted; each has a sentence `access.<what>` in `server/text`. */
export const ACCESS_KINDS = [
  'register-search',
  'register-export',
  'register-import',
  'texts-opened',
  'trace-opened',
  'questions-asked',
  'evidence-taken',
  'acted-for',
  'letters-listed',
  'own-data-taken',
  'enrolment-decided',
  'codes-printed',
  'password-link',
  'invited',
  'second-factor-set',
  'second-factor-removed',
  'second-factor-removed-by-operator',
  'erased',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

export interface Looked {
  /** Who looked; null for whoever works at the server's own machine. */
  readonly reader: string | null;
  /** About whom; null where it is about nobody in particular. */
  readonly subject?: string | null;
  readonly matter?: string | null;
  readonly what: AccessKind;
  /** Path of the place it concerns: auditors see their own; null for what concerns the reader alone. */
  readonly scope: string | null;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Which of them say that a matter was read. */
const READINGS: readonly AccessKind[] = ['trace-opened', 'texts-opened', 'evidence-taken'];

export interface AccessLine {
  readonly id: string;
  readonly at: number;
  readonly reader: string | null;
  readonly subject: string | null;
  readonly matter: string | null;
  readonly what: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What is looked for; everything where nothing is said. */
export interface LookedFor {
  readonly what?: AccessKind;
  /** Real time, from the first until before the second. */
  readonly from?: number;
  readonly until?: number;
  /** Lines older than the one with this id. */
  readonly before?: string;
  /** Part of the name of who looked, or of whom it is about. */
  readonly words?: string;
  readonly most?: number;
}

const DAY = 86_400_000;
/** China is east of Greenwich by so much, the whole year. */
const EAST = 8 * 3_600_000;
const AT_ONCE = 1_000;
const MOST_ROUNDS = 100;
const MOST_REMEMBERED = 10_000;
const MOST_READINGS = 2_000;

/** Who looked at, took out, changed or erased whose data. Rows are only ever added. Real time. */
@Injectable()
export class AccessLog {
  /** What this process has noted today, so that reading on does not ask the database again. */
  readonly #today = new Set<string>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async note({ reader, subject = null, matter = null, what, scope, details = {} }: Looked): Promise<void> {
    const told = scope === null ? details : { ...details, scope };
    const row: AccessRow = { id: this.ids.ulid(), at: Date.now(), reader, subject, matter, what, details: told };
    await this.database.write((manager) => manager.insert(AccessRow, row));
  }

  /** One line for each place the person holds a post at, whose auditors all see it; of the place they live in where they hold none. */
  async noteAtPosts(
    looked: Omit<Looked, 'scope'>,
    held: readonly { readonly role: string; readonly scope: string }[],
  ): Promise<void> {
    const posts = held.filter(({ role }) => role !== 'resident');
    const scopes = new Set((posts.length > 0 ? posts : held).map(({ scope }) => scope));
    for (const scope of scopes.size > 0 ? scopes : [null]) await this.note({ ...looked, scope });
  }

  /** One line for each reader, matter, subject, place and day (UTC), however often they look. */
  async noteOnceADay(looked: Looked & { readonly reader: string }): Promise<void> {
    const { reader, subject = null, matter = null, what, scope } = looked;
    // a day as the pages count them
    const since = Math.floor((Date.now() + EAST) / DAY) * DAY - EAST;
    const key = JSON.stringify([reader, subject, matter, what, scope, since]);
    if (this.#today.has(key)) return;
    const rows = await this.database.repository(AccessRow).findBy({ reader, what, at: MoreThanOrEqual(since) });
    if (this.#today.size >= MOST_REMEMBERED) this.#today.clear();
    this.#today.add(key);
    const here = (row: AccessRow) => (row.details['scope'] ?? null) === scope;
    if (rows.some((row) => row.subject === subject && row.matter === matter && here(row))) return;
    await this.note(looked);
  }

  /** What was done with one person's data, in person or in matters that hold their words, newest first. */
  async about(subject: string, matters: readonly string[], most = 200): Promise<readonly AccessLine[]> {
    const rows = await this.database.repository(AccessRow).find({
      where: [{ subject }, ...(matters.length === 0 ? [] : [{ matter: In([...matters]), what: 'texts-opened' }])],
      order: { id: 'DESC' },
      take: most,
    });
    return this.#lines(rows);
  }

  /** What was looked at in one matter, newest first, `most` lines before the one named. */
  async ofMatter(matter: string, before: string | null, most: number): Promise<readonly AccessLine[]> {
    const where = before === null ? { matter } : { matter, id: LessThan(before) };
    return this.#lines(await this.database.repository(AccessRow).find({ where, order: { id: 'DESC' }, take: most }));
  }

  /** When somebody last opened the traces of matters; of those they never opened nothing. Real time. */
  async lastLooks(reader: string, matters: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const where = { reader, matter: In([...matters]), what: 'trace-opened' };
    const rows = await this.database.repository(AccessRow).find({ where, order: { id: 'ASC' } });
    return new Map(rows.flatMap(({ matter, at }) => (matter === null ? [] : [[matter, at] as const])));
  }

  /** Who read a matter in a post, the newest 2,000 lines: the post is null in lines older than its noting. Residents are none of them. */
  async readings(matter: string): Promise<readonly { at: number; reader: string; role: Role | null }[]> {
    const rows = await this.database.repository(AccessRow).find({
      where: { matter, what: In([...READINGS]) },
      order: { id: 'DESC' },
      take: MOST_READINGS,
    });
    return rows.flatMap(({ at, reader, what, details }) => {
      const role = ROLES.find((each) => each === details['role']) ?? null;
      // residents take the evidence, too, and nothing else of these is noted of them
      return reader === null || (role === null && what === 'evidence-taken') ? [] : [{ at, reader, role }];
    });
  }

  /** What concerns one of the places or what lies below, newest first, for auditors; as far as it fits what is looked for. */
  async all(
    scopes: readonly string[],
    { what, from, until, before, words = '', most = 500 }: LookedFor = {},
  ): Promise<readonly AccessLine[]> {
    const found: AccessLine[] = [];
    let last = before;
    for (let round = 0; round < MOST_ROUNDS && found.length < most; round++) {
      const rows = await this.database.repository(AccessRow).find({
        where: {
          ...(what === undefined ? {} : { what }),
          ...(last === undefined ? {} : { id: LessThan(last) }),
          ...(from === undefined ? {} : { at: until === undefined ? MoreThanOrEqual(from) : Between(from, until - 1) }),
          ...(from !== undefined || until === undefined ? {} : { at: LessThan(until) }),
        },
        order: { id: 'DESC' },
        take: AT_ONCE,
      });
      const here = rows.filter(({ details: { scope } }) => scopes.some((each) => scopeFits(each, String(scope ?? ''))));
      const lines = await this.#lines(here);
      found.push(
        ...lines.filter(({ reader, subject }) => words === '' || `${reader ?? ''}\n${subject ?? ''}`.includes(words)),
      );
      last = rows.at(-1)?.id;
      if (rows.length < AT_ONCE) break;
    }
    return found.slice(0, most);
  }

  /** With names; ids of people who are gone stay ids. */
  async #lines(rows: readonly AccessRow[]): Promise<readonly AccessLine[]> {
    const ids = [...new Set(rows.flatMap(({ reader, subject }) => [reader, subject]).filter((id) => id !== null))];
    const people = ids.length === 0 ? [] : await this.database.repository(Person).findBy({ id: In(ids) });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const name = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
    return rows.map(({ id, at, reader, subject, matter, what, details }) => ({
      ...{ id, at, matter, what, details },
      reader: name(reader),
      subject: name(subject),
    }));
  }
}
