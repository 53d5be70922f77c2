import { Inject, Injectable } from '@nestjs/common';
import { derivedId } from '#outside';
import { scopeFits } from '#rules/contract';
import { upwards } from '#rules/people';
import { Database } from '#store';
import { VersionRow } from './entities.js';

/** Open matters of a place on one definition set. */
export interface Running {
  readonly scope: string;
  readonly procedure: string;
  readonly definition: string;
  readonly n: number;
}

/** Versions of procedures that offices published. */
@Injectable()
export class Versions {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Those in force at a place: of each procedure the one of the place itself, else of the nearest above. */
  async inForceAt(scope: string): Promise<readonly VersionRow[]> {
    const rows = await this.database.repository(VersionRow).findBy({ inForce: 1 });
    const found = new Map<string, VersionRow>();
    for (const place of upwards(scope))
      for (const row of rows) if (row.scope === place && !found.has(row.procedure)) found.set(row.procedure, row);
    return [...found.values()];
  }

  /** Every version of a procedure, of whatever place, oldest first. */
  of(procedure: string): Promise<readonly VersionRow[]> {
    return this.database
      .repository(VersionRow)
      .find({ where: { procedure }, order: { at: 'ASC', version: 'ASC', stream: 'ASC' } });
  }

  /** Every version of every procedure, oldest first. */
  all(): Promise<readonly VersionRow[]> {
    return this.database.repository(VersionRow).find({ order: { at: 'ASC', version: 'ASC', stream: 'ASC' } });
  }

  /** Open matters by place, process and definition set (standard base64). */
  async running(): Promise<readonly Running[]> {
    const sql = `SELECT s.scope AS scope, d.main AS main, s.definition AS definition, COUNT(*) AS n
      FROM stream s JOIN definition d ON d.hash = s.definition
      WHERE s.kind = 'instance' AND s.status = 'open' GROUP BY s.scope, d.main, s.definition`;
    const rows = await this.database.reading((session) => session.all(sql, []));
    return rows.map((row) => ({
      scope: row['scope'] as string,
      procedure: row['main'] as string,
      definition: Buffer.from(row['definition'] as Uint8Array).toString('base64'),
      n: Number(row['n']),
    }));
  }

  /** Versions of these files that were published at, above or below these places, oldest first. */
  async withDefinition(definition: string, places: readonly string[]): Promise<readonly VersionRow[]> {
    const rows = await this.database
      .repository(VersionRow)
      .find({ where: { definition }, order: { at: 'ASC', version: 'ASC', stream: 'ASC' } });
    return rows.filter(({ scope }) => places.some((place) => scopeFits(place, scope) || scopeFits(scope, place)));
  }
}

/** The stream of a procedure of a place: one, whoever submits first. */
export function streamOf(scope: string, procedure: string): string {
  return derivedId(`procedure ${scope} ${procedure}`);
}
