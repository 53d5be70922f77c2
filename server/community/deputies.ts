import { Inject, Injectable } from '@nestjs/common';
import type { RecordReference } from '#engine';
import { CLOCK, type Clock } from '#outside';
import { standsFor, type Deputy } from '#rules/people';
import { Database, places } from '#store';
import { People } from './people.js';

/** For whom somebody stands in now, with the record that says so. */
export interface Standing extends Deputy {
  readonly basis: RecordReference;
}

/** 代理 as it is in force: read anew at every request, so what is ended ends at once. */
@Injectable()
export class Deputies {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For whom the person may act now, in which posts. */
  async of(person: string): Promise<readonly Standing[]> {
    const found = standsFor(await this.people.state(), person, this.clock.now());
    if (found.length === 0) return [];
    const rows = await this.database.reading((session) =>
      session.all(
        `SELECT id, stream, seq, leaf_hash FROM deputy WHERE id IN (${places(found.length)})`,
        found.map(({ deputy }) => deputy),
      ),
    );
    const records = new Map(rows.map((row) => [row['id'] as string, row]));
    return found.flatMap((each) => {
      const row = records.get(each.deputy);
      if (row === undefined) return [];
      const { stream, seq, leaf_hash: leafHash } = row as { stream: string; seq: number; leaf_hash: string };
      return [{ ...each, basis: { stream, seq: Number(seq), leafHash } }];
    });
  }
}
