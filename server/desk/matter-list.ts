import { Inject, Injectable } from '@nestjs/common';
import { People } from '#community';
import { AccessLog, type Caller } from '#identity';
import { Matters } from '#matters';
import { matterRow, type MatterListAsked, type MatterListPage, type MatterListRow, type MatterListState } from '#pages';
import { CLOCK, type Clock } from '#outside';
import { communityOf } from '#rules/people';
import { atOrBelow, Database, together, type Row, type Where } from '#store';
import { reach } from './list-conditions.js';
import { ListSearch } from './list-search.js';
import { commitmentOf, matterIn, SHOWN_OF_MATTERS } from './listed-rows.js';
import { Listing } from './listing.js';
import { RowNames } from './row-names.js';

export const ROWS_OF_A_PAGE = 30;
const NEVER = String(Number.MAX_SAFE_INTEGER);
const MATTERS = 'listed_matter m JOIN matter n ON n.id = m.matter JOIN stream s ON s.id = m.matter';
/** With the sealed value of the title, which only a search reads. */
const TITLED = `${MATTERS} LEFT JOIN sealed_value v ON v.commitment = m.title_commitment`;
/** What runs by its first date, then what is over by when it ended; of the same instant the newer matter first. */
const ORDER = `CASE WHEN m.ended_at IS NULL THEN 0 ELSE 1 END,
  CASE WHEN m.ended_at IS NULL THEN COALESCE(m.next_due, ${NEVER}) ELSE -m.ended_at END, m.matter DESC`;

/** 事项: the matters in a caller's reach, searched, narrowed and paged by their rows. Opens no matter. */
@Injectable()
export class MatterList {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Listing) private readonly listing: Listing,
    @Inject(ListSearch) private readonly search: ListSearch,
    @Inject(RowNames) private readonly names: RowNames,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
    @Inject(AccessLog) private readonly log: AccessLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page. Problem 422: `search-too-long` `{most}`. A state, procedure or place that is none of those offered finds nothing. */
  async page(asked: MatterListAsked, caller: Caller): Promise<MatterListPage> {
    await this.listing.caughtUp();
    const words = await this.search.conditions(asked.words ?? '', caller);
    const where = together([reach(caller), ...this.#narrowed(asked), ...words]);
    const from = words.length === 0 ? MATTERS : TITLED;
    const [counts] = await this.#all(
      `SELECT COUNT(*) AS n, COUNT(m.ended_at) AS ended FROM ${from} WHERE ${where.sql}`,
      where,
    );
    const total = Number(counts?.['n'] ?? 0);
    const pages = Math.max(1, Math.ceil(total / ROWS_OF_A_PAGE));
    const page = Math.min(Math.max(1, Math.floor(asked.page ?? 1)), pages);
    const rows = await this.#all(
      `SELECT m.matter AS matter, n.number AS number, s.at AS moved_at, ${SHOWN_OF_MATTERS.join(', ')} FROM ${from}
       WHERE ${where.sql} ORDER BY ${ORDER} LIMIT ${ROWS_OF_A_PAGE} OFFSET ${(page - 1) * ROWS_OF_A_PAGE}`,
      where,
    );
    return {
      ...{ rows: await this.#shown(rows, caller), total, ended: Number(counts?.['ended'] ?? 0), page, pages },
      ...(await this.#choices(caller)),
      unreadable: await this.#unreadable(caller),
    };
  }

  #narrowed({ state, procedure, place }: MatterListAsked): readonly Where[] {
    const is: Readonly<Record<MatterListState, Where>> = {
      open: { sql: 'm.ended_at IS NULL', parameters: [] },
      late: {
        sql: `(m.ended_at IS NULL AND m.status <> 'suspended' AND m.next_due <= ?)`,
        parameters: [this.clock.now()],
      },
      suspended: { sql: `m.status = 'suspended'`, parameters: [] },
      ended: { sql: 'm.ended_at IS NOT NULL', parameters: [] },
    };
    return [
      ...(state === undefined ? [] : [is[state]]),
      ...(procedure === undefined ? [] : [{ sql: 'm.procedure_id = ?', parameters: [procedure] }]),
      ...(place === undefined || place === '' ? [] : [atOrBelow('m.scope', place)]),
    ];
  }

  async #shown(rows: readonly Row[], caller: Caller): Promise<readonly MatterListRow[]> {
    const read = rows.map((row) => ({
      number: row['number'] as string,
      movedAt: Number(row['moved_at']),
      matter: matterIn(row),
    }));
    const [titles, looks, names] = await Promise.all([
      this.matters.opened(read.flatMap(({ matter }) => commitmentOf(matter.title) ?? [])),
      this.log.lastLooks(
        caller.person,
        read.map(({ matter }) => matter.matter),
      ),
      this.names.of(
        read.flatMap(({ matter: { matter, open } }) => open.flatMap(({ p }) => (p === null ? [] : [{ matter, p }]))),
        read.map(({ matter }) => matter.scope),
        caller,
      ),
    ]);
    const now = this.clock.now();
    const noted = caller.appointments.some(({ role }) => role !== 'resident');
    return read.map(({ number, movedAt, matter }) => {
      const sealed = commitmentOf(matter.title);
      const plain = typeof matter.title === 'string' ? matter.title : null;
      const opened = {
        number,
        title: sealed === null ? plain : (titles.texts.get(sealed) ?? null),
        place: names.place(matter.scope),
        holder: (p: string | null, role: Parameters<typeof names.holder>[3]) =>
          names.holder(matter.scope, matter.matter, p, role),
      };
      const calendars = this.matters.calendars(matter.scope);
      // residents' looking is nowhere noted
      const lookedAt = noted ? { lookedAt: looks.get(matter.matter) ?? null } : {};
      return { ...matterRow(matter, opened, { now, calendars }), movedAt, ...lookedAt };
    });
  }

  /** The procedures and the communities of all matters in reach. */
  async #choices(caller: Caller): Promise<Pick<MatterListPage, 'procedures' | 'places'>> {
    const all = reach(caller);
    const [found, scopes, state] = await Promise.all([
      this.#all(
        `SELECT m.procedure_id AS id, MAX(m.procedure_name) AS name FROM listed_matter m
         WHERE ${all.sql} AND m.procedure_id IS NOT NULL GROUP BY m.procedure_id ORDER BY m.procedure_id`,
        all,
      ),
      this.#all(`SELECT DISTINCT m.scope AS scope FROM listed_matter m WHERE ${all.sql} ORDER BY m.scope`, all),
      this.people.state(),
    ]);
    const places = new Map<string, string>();
    for (const row of scopes) {
      const scope = row['scope'] as string;
      const unit = communityOf(state, scope) ?? state.units[scope];
      if (unit !== undefined) places.set(unit.path, unit.name);
    }
    return {
      procedures: found.map((row) => ({ id: row['id'] as string, name: row['name'] as string })),
      places: [...places].map(([scope, name]) => ({ scope, name })),
    };
  }

  async #unreadable(caller: Caller): Promise<MatterListPage['unreadable']> {
    const unmade = [...this.listing.unmade];
    if (unmade.length === 0) return [];
    const within = reach(caller, 's.scope');
    const found = await this.#all(
      `SELECT s.id AS id FROM stream s WHERE s.id IN (${unmade.map(() => '?').join(', ')}) AND ${within.sql}`,
      { sql: '', parameters: [...unmade, ...within.parameters] },
    );
    return this.matters.numbered(found.map((row) => row['id'] as string));
  }

  #all(sql: string, { parameters }: Where): Promise<readonly Row[]> {
    return this.database.reading((session) => session.all(sql, [...parameters]));
  }
}
