import { Inject, Injectable } from '@nestjs/common';
import { People } from '#community';
import { invalid } from '#http';
import type { Caller } from '#identity';
import { atOrBelow, Database, either, together, type Where } from '#store';
import { inside, pattern, says } from './list-conditions.js';

/** A search may be so long, in code points, and of so many words. */
export const MAX_WORDS = 64;
const MAX_TERMS = 5;
/** Places a word may stand for. */
const MAX_PLACES = 40;

/** What words of a search mean over `listed_matter m`, its `matter n` and the sealed value `v` of its title. Problem 422: `search-too-long` `{most}`. */
@Injectable()
export class ListSearch {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
  ) {}

  /** Each word as a condition. Names of people are looked for where the caller reads them: of staff, in matters the caller works on. */
  async conditions(words: string, caller: Caller): Promise<readonly Where[]> {
    const text = words.normalize('NFC').trim();
    if ([...text].length > MAX_WORDS) throw invalid('search-too-long', { most: MAX_WORDS });
    const terms = text.split(/\s+/).filter((term) => term !== '');
    if (terms.length === 0) return [];
    const { units } = await this.people.state();
    const { dialect } = this.database;
    const named = Object.values(units);
    return terms.slice(0, MAX_TERMS).map((term) => {
      const like = pattern(term);
      // text that was typed lies as JSON, where a quotation mark is written with a stroke
      const inJson = pattern(JSON.stringify(term).slice(1, -1));
      const low = term.toLowerCase();
      const places = named.filter(({ name }) => name.toLowerCase().includes(low)).slice(0, MAX_PLACES);
      return either([
        { sql: `LOWER(n.number) LIKE ? ESCAPE '!'`, parameters: [like.toLowerCase()] },
        { sql: `${dialect.text('v.value')} LIKE ? ESCAPE '!'`, parameters: [inJson] },
        { sql: `(m.title_commitment IS NULL AND m.title LIKE ? ESCAPE '!')`, parameters: [inJson] },
        ...places.map(({ path }) => atOrBelow('m.scope', path)),
        says(caller, (column) => dialect.text(column), inJson, like),
        together([
          inside(caller),
          {
            sql: `EXISTS (SELECT 1 FROM listed_person w JOIN pseudonym z ON z.matter = w.matter AND z.p = w.p
              JOIN person q ON q.id = z.person
              WHERE w.matter = m.matter AND w.role IS NOT NULL AND w.role <> 'resident' AND q.name LIKE ? ESCAPE '!')`,
            parameters: [like],
          },
        ]),
      ]);
    });
  }
}
