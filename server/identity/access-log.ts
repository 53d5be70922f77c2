import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Person } from '#community';
import { IDS, type Ids } from '#outside';
import { Database } from '#store';
import { AccessRow } from './entities.js';

export interface Looked {
  /** Who looked; null for the installation itself. */
  readonly reader: string | null;
  /** About whom; null where it is about nobody in particular. */
  readonly subject: string | null;
  readonly matter?: string | null;
  /** Code of `server/text` (`access.<what>`). */
  readonly what: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

export interface AccessLine {
  readonly at: number;
  readonly reader: string | null;
  readonly subject: string | null;
  readonly matter: string | null;
  readonly what: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Who looked at, took out, changed or erased whose data. Rows are only ever added. */
@Injectable()
export class AccessLog {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async note({ reader, subject, matter = null, what, details = {} }: Looked): Promise<void> {
    const row: AccessRow = { id: this.ids.ulid(), at: Date.now(), reader, subject, matter, what, details };
    await this.database.write((manager) => manager.insert(AccessRow, row));
  }

  /** What was done with one person's data, newest first. */
  about(subject: string, most = 200): Promise<readonly AccessLine[]> {
    return this.#lines({ subject }, most);
  }

  /** All there is, newest first, for auditors. */
  all(most = 500): Promise<readonly AccessLine[]> {
    return this.#lines({}, most);
  }

  /** Names as lines show them: ids of people who are gone stay ids. */
  async #lines(where: { readonly subject?: string }, most: number): Promise<readonly AccessLine[]> {
    const rows = await this.database.repository(AccessRow).find({ where, order: { id: 'DESC' }, take: most });
    const ids = [...new Set(rows.flatMap(({ reader, subject }) => [reader, subject]).filter((id) => id !== null))];
    const people = ids.length === 0 ? [] : await this.database.repository(Person).findBy({ id: In(ids) });
    const name = (id: string | null) => people.find((each) => each.id === id)?.name ?? id;
    return rows.map(({ at, reader, subject, matter, what, details }) => ({
      at,
      reader: name(reader),
      subject: name(subject),
      matter,
      what,
      details,
    }));
  }
}
