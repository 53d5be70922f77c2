import { Inject, Injectable } from '@nestjs/common';
import { Matters } from '#matters';
import { BOARD_KINDS } from '#pages';
import { Database, places, together, type Where } from '#store';

/** More than anybody waits for in front of a wall, or scrolls through on a first page. */
const MOST = 200;

/** Matters in which something is asked, voted on or published, found by that: however old they are, and however many began since. */
@Injectable()
export class Showing {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Matters) private readonly matters: Matters,
  ) {}

  /** `where`: of the column `scope`. What is open comes first, then what moved since then, the newest; `more`: not all of it is here. */
  async in(where: Where, since: number): Promise<{ readonly matters: readonly string[]; readonly more: boolean }> {
    const kinds: Where = { sql: `kind IN (${places(BOARD_KINDS.length)})`, parameters: BOARD_KINDS };
    const shows: Where = { sql: `(status = 'open' OR at >= ?)`, parameters: [since] };
    const { sql, parameters } = together([kinds, where, shows]);
    const found = await this.database.reading((session) =>
      session.all(
        `SELECT id FROM stream WHERE ${sql}
         ORDER BY CASE status WHEN 'open' THEN 0 ELSE 1 END, at DESC, id DESC LIMIT ${MOST + 1}`,
        parameters,
      ),
    );
    const named = await Promise.all(found.slice(0, MOST).map(({ id }) => this.matters.matterOf(String(id))));
    return { matters: [...new Set(named.flatMap((matter) => matter ?? []))], more: found.length > MOST };
  }
}
