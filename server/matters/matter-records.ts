import { Inject, Injectable } from '@nestjs/common';
import type { InstanceState } from '#engine';
import type { EarlierSet, EntityData, HistoryRecord, MatterData } from '#pages';
import { Runtime } from '#runtime';
import { Database } from '#store';
import { Definitions } from './definitions.js';
import { MatterRow } from './entities.js';
import { Histories } from './histories.js';
import { openRecord } from './history.js';

/** Kind of the stream of a matter. */
export const INSTANCE = 'instance';
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Reads all there is of a matter from its records and those of its entities, for nobody's eyes. */
@Injectable()
export class MatterRecords {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Histories) private readonly histories: Histories,
  ) {}

  /** The matter that the stream of an entity names in its first command; null where it names none, or that record cannot be read. */
  async matterOf(stream: string): Promise<string | null> {
    const [first] = ULID.test(stream) ? await this.runtime.records(stream, 0, 1) : [];
    if (first === undefined) return null;
    try {
      const matter = openRecord(first).command['matter'];
      return typeof matter === 'string' ? matter : null;
    } catch {
      return null;
    }
  }

  /** All there is of a matter; null where there is none. */
  async load(matter: string): Promise<MatterData | null> {
    if (!ULID.test(matter)) return null;
    const view = await this.runtime.state<InstanceState>(matter);
    if (view?.stream.kind !== INSTANCE) return null;
    const [definition, history, row] = await Promise.all([
      this.definitions.get(view.stream.definition),
      this.histories.of(matter),
      this.database.repository(MatterRow).findOneBy({ id: matter }),
    ]);
    const edition = await this.definitions.editionOf(history, definition, view.stream.scope);
    return {
      matter,
      number: row?.number ?? matter,
      scope: view.stream.scope,
      procedure: { id: definition.set.main, name: edition.name, version: edition.version },
      set: definition.set,
      earlier: await this.#earlier(history, view.stream.scope),
      bpmn: definition.bpmn,
      state: view.state,
      history,
      entities: await this.#entities(history, row?.letters ?? null),
    };
  }

  /** What the matter ran on before each of its migrations, each with the edition it was then. */
  #earlier(history: readonly HistoryRecord[], scope: string): Promise<readonly EarlierSet[]> {
    const moves = history.flatMap(({ events }, n) =>
      events.flatMap(({ type, from }) => (type === 'Migrated' && typeof from === 'string' ? [{ n, from }] : [])),
    );
    return Promise.all(
      moves.map(async ({ n, from }) => {
        const definition = await this.definitions.get(from);
        const { version } = await this.definitions.editionOf(history.slice(0, n), definition, scope);
        return { set: definition.set, bpmn: definition.bpmn, version };
      }),
    );
  }

  /** Streams that jobs of the matter opened, in that order, and last the one of its letters on paper. */
  async #entities(history: readonly HistoryRecord[], letters: string | null): Promise<readonly EntityData[]> {
    const ids = new Set<string>();
    for (const { command } of history) {
      const variables = command.type === 'completeJob' ? command['variables'] : null;
      if (typeof variables !== 'object' || variables === null) continue;
      for (const value of Object.values(variables)) if (typeof value === 'string' && ULID.test(value)) ids.add(value);
    }
    if (letters !== null) ids.add(letters);
    const loaded = await Promise.all(
      [...ids].map(async (stream) => {
        const view = await this.runtime.state(stream);
        return view && { stream, kind: view.stream.kind, state: view.state, history: await this.histories.of(stream) };
      }),
    );
    return loaded.filter((entity) => entity !== null);
  }
}
