import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { Electorate, People } from '#community';
import { MatterRow, Matters, Pseudonyms } from '#matters';
import { Runtime, type FactProviders } from '#runtime';
import { nameOrNull, type FactNeed, type JobContext } from '#rules/contract';
import type { IntakeState } from '#rules/intake';
import type { RollState } from '#rules/roll';
import { Database } from '#store';

const DAY = 86_400_000;
const MOST_SIMILAR = 20;
const AT_ONCE = 200;

/**
 * Answers what jobs ask from outside (`FactNeed`): who may take part, from the registers, under the pseudonyms of the
 * matter that asks; lines of rolls; the matter's own number, its entities, and matters like it.
 */
@Injectable()
export class Facts implements FactProviders {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Electorate) private readonly electorate: Electorate,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
  ) {}

  async provide(need: FactNeed, context: JobContext): Promise<StoredValue> {
    const { kind, parameters } = need;
    switch (kind) {
      case 'electors':
        return this.#electors(String(parameters['selector']), scopeOf(need, context), context);
      case 'count':
        return this.electorate.count(String(parameters['selector']), scopeOf(need, context), context.at);
      case 'lines':
        return this.#lines(String(parameters['roll']));
      case 'matter':
        return this.#matter(context.instance);
      case 'similar':
        return this.#similar(parameters, context);
      case 'streams':
        return this.#streams(context.instance);
      default:
        throw new Error(`nobody provides ${kind}`);
    }
  }

  /** Roll lines sorted by elector. Names are not copied into the roll: they stand behind the pseudonyms, and are erased there. */
  async #electors(selector: string, scope: string, { instance, at }: JobContext): Promise<StoredValue> {
    const lines = await this.electorate.lines(selector, scope, at);
    const ids = [...new Set(lines.flatMap(({ id, holders }) => [id, ...(holders ?? [])]))];
    const known = new Map((await this.pseudonyms.ofAll(instance, ids)).map((p, n) => [ids[n] as string, p]));
    const p = (id: string): string => known.get(id) as string;
    return lines
      .map(({ id, heads, area, holders }) => ({
        elector: p(id),
        name: null,
        heads,
        area,
        ...(holders === null ? {} : { holders: holders.map(p).sort() }),
      }))
      .sort((a, b) => (a.elector < b.elector ? -1 : 1));
  }

  async #lines(roll: string): Promise<StoredValue> {
    const view = await this.runtime.state<RollState>(roll);
    if (view?.stream.kind !== 'roll') throw new Error(`${roll} is no roll`);
    return view.state.lines.map(({ elector, holders }) => ({ elector, holders: [...(holders ?? [elector])] }));
  }

  async #matter(instance: string): Promise<StoredValue> {
    const [row, view, [first]] = await Promise.all([
      this.database.repository(MatterRow).findOneBy({ id: instance }),
      this.runtime.stream(instance),
      this.matters.history(instance),
    ]);
    return { number: row?.number ?? instance, title: view?.title ?? null, reporter: first?.command.by.p ?? null };
  }

  /** Open matters of the same community with an intake of the same place and topic, newest first. */
  async #similar({ place, topic, days }: FactNeed['parameters'], context: JobContext): Promise<StoredValue> {
    const since = context.at - Number(days ?? 0) * DAY;
    const scope = await this.people.communityOf(context.scope);
    const found: { matter: string; number: string; title: StoredValue; at: number }[] = [];
    for (let before: string | undefined; ;) {
      const streams = await this.runtime.streams({
        kind: 'intake',
        scope,
        limit: AT_ONCE,
        ...(before === undefined ? {} : { before }),
      });
      for (const { id, startedAt } of streams) {
        if (startedAt < since) continue;
        const state = (await this.runtime.state<IntakeState>(id))?.state;
        if (state === undefined || state.matter === context.instance) continue;
        if (state.place !== place || state.topic !== topic || state.registeredAt < since) continue;
        if ((await this.runtime.stream(state.matter))?.status !== 'open') continue;
        const { matter, number, title, registeredAt } = state;
        found.push({ matter, number, title: title as StoredValue, at: registeredAt });
      }
      before = streams.at(-1)?.id;
      // ids ascend with time: behind the first that is too old nothing is young enough
      if (streams.length < AT_ONCE || (streams.at(-1)?.startedAt ?? 0) < since) break;
    }
    return found.sort((a, b) => b.at - a.at).slice(0, MOST_SIMILAR);
  }

  /** Every entity of the matter with its last record, in the order they were opened. */
  async #streams(instance: string): Promise<StoredValue> {
    const data = await this.matters.load(instance);
    return (data?.entities ?? []).flatMap(({ stream, kind, history }) => {
      const last = history.at(-1);
      return last === undefined ? [] : [{ stream, kind, seq: last.seq, leafHash: last.leafHash }];
    });
  }
}

function scopeOf({ parameters }: FactNeed, context: JobContext): string {
  return nameOrNull(parameters['scope']) ?? context.scope;
}
