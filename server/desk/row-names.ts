import { Inject, Injectable } from '@nestjs/common';
import { People, type Role } from '#community';
import type { Caller } from '#identity';
import { rolesAt } from '#matters';
import { isStaff, type Holder } from '#pages';
import { Database } from '#store';

/** Pseudonyms and places of rows, put into words as far as one reader may know them. */
export interface NamesOfRows {
  /** Who `p` is in a matter of a place. */
  holder(scope: string, matter: string, p: string | null, role: Role | 'system'): Holder;
  /** The person behind a pseudonym of a matter; undefined where there is none. */
  person(matter: string, p: string): string | undefined;
  place(scope: string): string | null;
}

/** Looks up whom and what rows of lists name, all of a page at once. */
@Injectable()
export class RowNames {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
  ) {}

  async of(
    asked: readonly { readonly matter: string; readonly p: string }[],
    scopes: readonly string[],
    caller: Caller,
  ): Promise<NamesOfRows> {
    const people = await this.#people(asked);
    const names = await this.people.persons([...new Set(people.values())]);
    const places = new Map<string, string>();
    for (const scope of new Set(scopes)) places.set(scope, await this.people.unitName(scope));
    return {
      person: (matter, p) => people.get(`${matter} ${p}`),
      place: (scope) => places.get(scope) ?? null,
      holder(scope, matter, p, role) {
        const person = p === null ? undefined : people.get(`${matter} ${p}`);
        const you = person === caller.person;
        const named = you || (role !== 'resident' && rolesAt(caller, scope).some((each) => each !== 'resident'));
        const home = isStaff({ roles: rolesAt(caller, scope) }) ? (names.get(person ?? '')?.place ?? null) : null;
        const place = role === 'resident' ? home : role === 'system' ? null : (places.get(scope) ?? null);
        return { role, place, name: named ? (names.get(person ?? '')?.name ?? null) : null, p, you };
      },
    };
  }

  /** Person behind each pseudonym of a matter, by both. */
  async #people(
    asked: readonly { readonly matter: string; readonly p: string }[],
  ): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const wanted = [...new Map(asked.map((each) => [`${each.matter} ${each.p}`, each])).values()];
    for (let from = 0; from < wanted.length; from += 100) {
      const some = wanted.slice(from, from + 100);
      const rows = await this.database.reading((session) =>
        session.all(
          `SELECT matter, p, person FROM pseudonym WHERE ${some.map(() => '(matter = ? AND p = ?)').join(' OR ')}`,
          some.flatMap(({ matter, p }) => [matter, p]),
        ),
      );
      for (const row of rows) found.set(`${row['matter'] as string} ${row['p'] as string}`, row['person'] as string);
    }
    return found;
  }
}
