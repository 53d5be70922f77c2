import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { RecordReference } from '#engine';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import { dayOf, scopeFits } from '#rules/contract';
import {
  householdsTable,
  planRoster,
  propertyTable,
  type Decisions,
  type Finding,
  type PostLine,
  type Proposal,
  type RosterGround,
  type Table,
  type Template,
} from '#rules/register';
import { Database } from '#store';
import { RegisterChange } from './entities.js';
import { People, type Asking } from './people.js';
import { RegisterProblem, Registers } from './registers.js';
import { checkInThread, type RosterAsked, type RosterChecked } from './roster-thread.js';
import { writeSheet, type SheetFormat } from './sheets.js';

export { TEMPLATES, type Template } from '#rules/register';

/** An import as it is looked at: nothing is changed before it is committed. */
export interface ImportView {
  readonly id: string;
  readonly community: string;
  readonly template: Template;
  readonly file: string;
  readonly status: string;
  readonly at: number;
  /** Rows without the headings. */
  readonly rows: number;
  readonly findings: readonly Finding[];
  readonly proposals: readonly Proposal[];
  /** May be committed once every proposal is decided. */
  readonly ready: boolean;
}

export interface Upload {
  readonly community: string;
  readonly template: Template;
  readonly bytes: Buffer;
  readonly file: string;
  readonly person: string;
}

interface Staged {
  readonly template: Template;
  readonly table: Table;
  readonly hash: string;
  readonly findings: readonly Finding[];
  readonly errors: number;
  readonly proposals: readonly Proposal[];
}

/** Rosters from files: read, checked row by row, decided about by a person, then written all or not at all. */
@Injectable()
export class Imports {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Registers) private readonly registers: Registers,
    @Inject(People) private readonly people: People,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `RegisterProblem` `file-empty`, `file-too-large`, `file-unreadable` or `file-too-heavy`. */
  async preview({ community, template, bytes, file, person }: Upload): Promise<ImportView> {
    const ground = await this.#ground(community, template);
    const { table, findings, errors, proposals } = await check({ template, source: { bytes }, ground, lines: false });
    const hash = createHash('sha256').update(bytes).digest('base64');
    const staged: Staged = { template, table: table ?? [], hash, findings, errors, proposals };
    const id = this.ids.ulid();
    const row = { id, scope: community, kind: 'import', status: 'preview', person, file: file.slice(0, 255) };
    await this.database.write((manager) =>
      manager.insert(RegisterChange, { ...row, at: this.clock.now(), staged, plan: null }),
    );
    return this.of(community, id);
  }

  /** Throws `import-unknown`, also where the import is another community's. */
  async of(community: string, id: string): Promise<ImportView> {
    const { row, staged } = await this.#row(community, id);
    return {
      id,
      community,
      template: staged?.template ?? 'households',
      file: row.file ?? '',
      status: row.status,
      at: row.at,
      rows: Math.max(0, (staged?.table.length ?? 0) - 1),
      findings: staged?.findings ?? [],
      proposals: staged?.proposals ?? [],
      ready: staged !== null && staged.errors === 0,
    };
  }

  async discard(community: string, id: string): Promise<void> {
    const { row } = await this.#row(community, id);
    if (row.status === 'discarded') return;
    await this.#whileOpen(id, { status: 'discarded', staged: null });
  }

  /**
   * Writes everything or nothing. Throws `import-decided`, `import-has-errors`, `proposals-open` `{open}`, `import-stale`
   * (the register changed since, so that the user has to look again), or what register and organisation refuse.
   */
  async commit(community: string, id: string, decisions: Decisions, asking: Asking): Promise<RecordReference | null> {
    const { row, staged } = await this.#row(community, id);
    if (row.status !== 'preview' || staged === null) throw new RegisterProblem('import-decided');
    const { template, table } = staged;
    const ground = await this.#ground(community, template);
    const { errors, findings, proposals, reading } = await check({ template, source: { table }, ground, lines: true });
    if (errors > 0 || reading === null) throw new RegisterProblem('import-has-errors', { errors });
    if (JSON.stringify(proposals) !== JSON.stringify(staged.proposals)) {
      const now: Staged = { ...staged, findings, errors, proposals };
      await this.#whileOpen(id, { staged: now });
      throw new RegisterProblem('import-stale');
    }
    const open = proposals.filter(({ n }) => !decisions.has(n)).length;
    if (open > 0) throw new RegisterProblem('proposals-open', { open });
    if (reading.template === 'posts') return this.#appoint(id, reading.lines, asking);
    const rows = planRoster(reading, ground, decisions, () => this.ids.ulid());
    return this.registers.change({ community, kind: 'import', by: asking.by, rows, id, file: staged.hash });
  }

  /** The register as a file that could be imported again. */
  async export(community: string, template: 'households' | 'property', format: SheetFormat): Promise<Buffer> {
    const [rows, units] = await Promise.all([this.registers.rows(community), this.#units(community)]);
    return writeSheet(template === 'households' ? householdsTable(rows, units) : propertyTable(rows, units), format);
  }

  async #appoint(id: string, posts: readonly PostLine[], asking: Asking): Promise<null> {
    const known = new Map<string, string>();
    const news: { id: string; name: string; place: string; phone: string | null }[] = [];
    const state = await this.people.state();
    const today = dayOf(this.clock.now());
    const appointments = posts.map(({ name, phone, role, scope, body, from, to, document, relative }) => {
      const key = JSON.stringify([name, phone]);
      const person = known.get(key) ?? this.ids.ulid();
      if (!known.has(key)) {
        known.set(key, person);
        const seat = body === null ? null : (state.bodies[body]?.name ?? null);
        news.push({ id: person, name, place: seat ?? state.units[scope]?.name ?? scope, phone });
      }
      // today means at once: what ended this morning can be given again this afternoon
      const term = {
        from: from === null || from === today ? null : startOf(from),
        to: to === null ? null : startOf(to) + DAY,
      };
      return { appointment: this.ids.ulid(), person, role, scope, body, ...term, document, relative };
    });
    // one roster is brought in once, whoever says so and however often
    const once = { by: asking.by, idempotencyKey: `posts:${id}`, bytes: Buffer.from(id) };
    await this.people.appointAll(appointments, once, { newcomers: news, roster: id });
    return null;
  }

  /** What the roster is checked against; appointments need nothing of the register. */
  async #ground(community: string, template: Template): Promise<RosterGround> {
    const [units, state] = await Promise.all([this.#units(community), this.people.state()]);
    const bodies = Object.values(state.bodies).filter(({ scope }) => scopeFits(community, scope));
    const day = dayOf(this.clock.now());
    const none = { persons: [], households: [], properties: [], owners: [] };
    if (template === 'posts') return { community, day, units, bodies, ...none };
    const { persons, households, units: properties, owners } = await this.registers.rows(community);
    if (template === 'households') return { community, day, units, bodies, ...none, persons, households };
    return { community, day, units, bodies, persons, households: [], properties, owners };
  }

  async #units(community: string) {
    return Object.values((await this.people.state()).units).filter(({ path }) => scopeFits(community, path));
  }

  /** Only what nobody has decided about changes, whoever decided while this was looked at. Throws `import-decided`. */
  async #whileOpen(
    id: string,
    change: { readonly status?: 'discarded'; readonly staged: Staged | null },
  ): Promise<void> {
    const done = await this.database.write((manager) =>
      manager.update(RegisterChange, { id, status: 'preview' }, change),
    );
    if ((done.affected ?? 0) === 0) throw new RegisterProblem('import-decided');
  }

  async #row(community: string, id: string): Promise<{ row: RegisterChange; staged: Staged | null }> {
    const row = await this.database.repository(RegisterChange).findOneBy({ id, scope: community, kind: 'import' });
    if (!row) throw new RegisterProblem('import-unknown');
    return { row, staged: row.staged as Staged | null };
  }
}

/** Throws `RegisterProblem` where the file is no roster that can be checked. */
async function check(asked: RosterAsked): Promise<RosterChecked> {
  const answer = await checkInThread(asked);
  if ('problem' in answer) throw new RegisterProblem(answer.problem);
  return answer;
}

const DAY = 86_400_000;

/** The first instant of a day in Asia/Shanghai. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}
