import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, insertRows, type TableOf } from '#store';
import { MatterRow, PseudonymRow } from './entities.js';

/** Many at once, as the roll of a whole community takes them. */
const PSEUDONYM: TableOf<PseudonymRow> = {
  name: 'pseudonym',
  columns: ['matter', 'p', 'person'],
  keys: ['matter', 'p'],
  parameters: ({ matter, p, person }) => [matter, p, person],
};

const AT_ONCE = 500;

/**
 * People appear in a matter's streams under HMAC-SHA-256(matterKey, person): the same person in two matters cannot be
 * linked by the record, and erasing the key and these rows leaves the record without names.
 */
@Injectable()
export class Pseudonyms {
  /** Keys never change once drawn, so they may be kept; bounded, oldest out first. */
  readonly #keys = new Map<string, Buffer>();

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Draws the key of a new matter. The number is given out here too, since both are rows of the same table. */
  async open(matter: string, number: string): Promise<void> {
    await this.database.write((manager) =>
      manager.insert(MatterRow, { id: matter, number, pseudonymKey: randomBytes(32), letters: null }),
    );
  }

  /** Takes back a matter that was not started after all. */
  async forget(matter: string): Promise<void> {
    this.#keys.delete(matter);
    await this.database.write(async (manager) => {
      await manager.delete(PseudonymRow, { matter });
      await manager.delete(MatterRow, { id: matter });
    });
  }

  /** The pseudonym of `person` in `matter`, remembered so that those who may can tell who it is. */
  async of(matter: string, person: string): Promise<string> {
    const p = await this.compute(matter, person);
    const known = await this.database.repository(PseudonymRow).existsBy({ matter, p });
    if (!known)
      await this.database.write((manager) => manager.upsert(PseudonymRow, { matter, p, person }, ['matter', 'p']));
    return p;
  }

  /** Pseudonyms of many people at once, in order; households and owner groups, which hold rights too, have theirs by their ids. */
  async ofAll(matter: string, people: readonly string[]): Promise<readonly string[]> {
    const key = await this.#key(matter);
    const rows = people.map((person) => ({ matter, person, p: pseudonym(key, person) }));
    await this.database.transaction((session) => insertRows(session, this.database.dialect, PSEUDONYM, rows, 'keep'));
    return rows.map((row) => row.p);
  }

  /** Without remembering it: to ask whether this reader acted. */
  async compute(matter: string, person: string): Promise<string> {
    return pseudonym(await this.#key(matter), person);
  }

  /** 32 bytes in standard base64 that nobody without the matter's key can tell from random, the same for the same purpose. */
  async secret(matter: string, purpose: string): Promise<string> {
    return createHmac('sha256', await this.#key(matter))
      .update(`heyi/secret/v1\n${purpose}`)
      .digest('base64');
  }

  /** Person behind each known pseudonym of the matter. */
  async people(matter: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.repository(PseudonymRow).findBy({ matter });
    return new Map(rows.map((row) => [row.p, row.person]));
  }

  /** Every matter this person has a pseudonym in. */
  async ofPerson(person: string): Promise<readonly { readonly matter: string; readonly p: string }[]> {
    return this.database.repository(PseudonymRow).findBy({ person });
  }

  /** From now on nobody can tell who the person was in any matter. */
  async erase(person: string): Promise<void> {
    await this.database.write((manager) => manager.delete(PseudonymRow, { person }));
  }

  /** Person behind each of these pseudonyms that is known in the matter. */
  async among(matter: string, pseudonyms: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let from = 0; from < pseudonyms.length; from += AT_ONCE) {
      const p = In(pseudonyms.slice(from, from + AT_ONCE));
      for (const row of await this.database.repository(PseudonymRow).findBy({ matter, p }))
        found.set(row.p, row.person);
    }
    return found;
  }

  async #key(matter: string): Promise<Buffer> {
    const kept = this.#keys.get(matter);
    if (kept) return kept;
    const row = await this.database.repository(MatterRow).findOneBy({ id: matter });
    if (!row?.pseudonymKey) throw new Error(`matter ${matter} has no pseudonym key`);
    if (this.#keys.size >= 1_000) this.#keys.delete(this.#keys.keys().next().value as string);
    this.#keys.set(matter, row.pseudonymKey);
    return row.pseudonymKey;
  }
}

function pseudonym(key: Buffer, person: string): string {
  return createHmac('sha256', key).update(person).digest('base64');
}
