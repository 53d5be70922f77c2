import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '#rules/contract';
import { adultBornBy } from '#rules/register';
import { Database } from '#store';
import { within, withinParameters } from './rows.js';

/** One right to take part, by the id of its row: a person, a household or an owner group. Areas in 0.01 m². */
export interface ElectorateLine {
  readonly id: string;
  readonly heads: number;
  readonly area: number;
  /** Ids of the persons who may use it; null where it is the person's own. */
  readonly holders: readonly string[] | null;
}

export const SELECTORS = ['residents', 'households', 'owners'] as const;
export type Selector = (typeof SELECTORS)[number];

/** Whose date of birth is not known counts as an adult (`rules/register`). */
const ADULT = '(born IS NULL OR born <= ?)';

interface LineRow {
  readonly id: string;
  readonly holder: string | null;
  readonly area?: number;
  readonly chosen?: string | null;
}

/**
 * Who may take part in a scope and everything below it, from the registers, in one query each: `residents`, adults on
 * the day of `at`, a line each; `households`, a line each, held by their adults; `owners`, a line for each owner group,
 * held by whom its owners chose (without a choice by each of them), with the areas of its units in the scope summed.
 */
@Injectable()
export class Electorate {
  constructor(@Inject(Database) private readonly database: Database) {}

  async lines(selector: string, scope: string, at: number): Promise<readonly ElectorateLine[]> {
    const adult = adultBornBy(dayOf(at));
    const place = withinParameters(scope);
    switch (selector) {
      case 'residents': {
        const sql = `SELECT id FROM person WHERE ${within('scope')} AND ${ADULT}`;
        return (await this.#rows(sql, [...place, adult])).map(({ id }) => ({ id, heads: 1, area: 0, holders: null }));
      }
      case 'households': {
        const sql = `SELECT h.id AS id, p.id AS holder FROM household h
          LEFT JOIN person p ON p.household = h.id AND (p.born IS NULL OR p.born <= ?) WHERE ${within('h.scope')}`;
        return grouped(await this.#rows(sql, [adult, ...place]), () => 0);
      }
      case 'owners': {
        const sql = `SELECT g.id AS id, g.area AS area, g.holder AS chosen, o.person AS holder FROM (
            SELECT og.id AS id, og.holder AS holder, SUM(u.area) AS area FROM property_unit u
            JOIN owner_group og ON og.id = u.owners WHERE ${within('u.scope')} GROUP BY og.id, og.holder
          ) g LEFT JOIN owner o ON o.owners = g.id`;
        return grouped(await this.#rows(sql, place), ({ area }) => Number(area));
      }
      default:
        throw new Error(`unknown selector ${selector}`);
    }
  }

  /** How many lines `lines` would give. */
  async count(selector: string, scope: string, at: number): Promise<number> {
    const place = withinParameters(scope);
    const sql: Readonly<Record<string, string>> = {
      residents: `SELECT COUNT(*) AS id FROM person WHERE ${within('scope')} AND ${ADULT}`,
      households: `SELECT COUNT(*) AS id FROM household WHERE ${within('scope')}`,
      owners: `SELECT COUNT(DISTINCT owners) AS id FROM property_unit WHERE ${within('scope')}`,
    };
    const asked = sql[selector];
    if (asked === undefined) throw new Error(`unknown selector ${selector}`);
    const [row] = await this.#rows(asked, selector === 'residents' ? [...place, adultBornBy(dayOf(at))] : place);
    return Number(row?.id ?? 0);
  }

  async #rows(sql: string, parameters: readonly string[]): Promise<readonly LineRow[]> {
    return (await this.database.reading((session) => session.all(sql, parameters))) as unknown as readonly LineRow[];
  }
}

/** One line for each id, with everybody who holds it, or whom they chose. */
function grouped(rows: readonly LineRow[], areaOf: (row: LineRow) => number): readonly ElectorateLine[] {
  const lines = new Map<string, { area: number; holders: string[] }>();
  for (const row of rows) {
    const line = lines.get(row.id) ?? { area: areaOf(row), holders: [] };
    const holder = row.chosen ?? row.holder;
    if (holder !== null && !line.holders.includes(holder)) line.holders.push(holder);
    lines.set(row.id, line);
  }
  return [...lines].map(([id, { area, holders }]) => ({ id, heads: 1, area, holders }));
}
