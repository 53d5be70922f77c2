import type { StoredValue } from '#engine';
import { isWithin, type FactNeed } from '#rules/contract';
import type { IntakeState } from '#rules/intake';
import type { RollState } from '#rules/roll';
import { lastReference, streamOf, type ElectorRow, type StreamData, type WorldData } from './data.js';

/** Who asks: the matter and the place it belongs to. */
export interface Asking {
  readonly scope: string;
  readonly instance: string;
}

const DAY = 86_400_000;
const MOST_SIMILAR = 20;

/** Answers a job's need from what the world holds, as `FactNeed` describes it; a need without an answer is null. */
export function provideFact(data: WorldData, need: FactNeed, asking: Asking): StoredValue {
  switch (need.kind) {
    case 'electors':
      return linesOf(data, need, asking);
    case 'count': {
      const known = data.counts[textOf(need, 'selector')];
      return known ?? linesOf(data, need, asking).length;
    }
    case 'lines': {
      const roll = streamOf(data, textOf(need, 'roll'))?.state as RollState | undefined;
      return (roll?.lines ?? []).map(({ elector, holders }) => ({ elector, holders: holders ?? [elector] }));
    }
    case 'matter':
      return matterOf(data, asking.instance);
    case 'similar':
      return similarTo(data, need, asking);
    case 'streams':
      return entitiesOf(data, asking.instance).map((stream) => ({
        kind: stream.kind,
        ...(lastReference(stream) ?? { stream: stream.id, seq: 0, leafHash: '' }),
      }));
    case 'calendars':
      return data.calendars.map(({ year, hash, calendar }) => ({ year, hash, calendar }));
    case 'board': {
      const poll = textOf(need, 'poll');
      const votes = Object.hasOwn(data.votes, poll) ? data.votes[poll] : undefined;
      return (votes ?? []).map(({ leaf, choice, salt }) => ({ leaf, choice, salt }));
    }
  }
}

/** Lines of a selector in a scope and everything below it, sorted by elector. */
function linesOf(data: WorldData, need: FactNeed, { scope }: Asking): readonly StoredValue[] {
  const asked = need.parameters['scope'];
  const place = typeof asked === 'string' ? asked : scope;
  const inside = (row: ElectorRow): boolean => isWithin(row.scope, place);
  const byElector = (a: ElectorRow, b: ElectorRow): number =>
    a.elector < b.elector ? -1 : a.elector > b.elector ? 1 : 0;
  if (need.parameters['selector'] !== 'households')
    return data.electors
      .filter(inside)
      .sort(byElector)
      .map(({ elector, name, heads, area }) => ({ elector, name, heads, area }));
  return data.households
    .filter(inside)
    .sort(byElector)
    .map(({ elector, name, heads, area, holders }) => ({ elector, name, heads, area, holders }));
}

/** Number and title of a matter, and who brought it. Matters of a world are counted in the order they started. */
function matterOf(data: WorldData, instance: string): StoredValue {
  const matters = data.streamOrder.filter((id) => data.streams[id]?.kind === 'instance');
  const command = firstCommand(streamOf(data, instance));
  const variables = (command?.['variables'] ?? {}) as Readonly<Record<string, StoredValue>>;
  const by = (command?.['by'] ?? {}) as Readonly<Record<string, StoredValue>>;
  return {
    number: String(matters.indexOf(instance) + 1),
    title: variables['title'] ?? null,
    reporter: by['p'] ?? null,
  };
}

/** Other open matters of the same community taken in with the same place and topic, and those the world was told of. */
function similarTo(data: WorldData, need: FactNeed, { scope, instance }: Asking): StoredValue {
  const { place, topic, days } = need.parameters;
  const since = data.at - Number(days ?? 0) * DAY;
  const here = data.streamOrder.flatMap((id) => {
    const stream = streamOf(data, id);
    if (stream?.kind !== 'intake') return [];
    const state = stream.state as IntakeState;
    const same = state.place === place && state.topic === topic && state.registeredAt >= since;
    const open = streamOf(data, state.matter)?.status === 'open';
    if (!same || !open || state.matter === instance || state.scope !== scope) return [];
    const { matter, number, title, registeredAt } = state;
    return [{ matter, number, title, at: registeredAt }];
  });
  const known = data.similar.filter(({ at }) => at >= since);
  return [...here, ...known].sort((a, b) => b.at - a.at).slice(0, MOST_SIMILAR) as unknown as StoredValue;
}

/** Every entity a matter opened, in order: what its jobs did rests on a record of the matter. */
function entitiesOf(data: WorldData, instance: string): readonly StreamData[] {
  return data.streamOrder.flatMap((id) => {
    const stream = streamOf(data, id);
    if (stream === undefined || stream.kind === 'instance') return [];
    const by = (firstCommand(stream)?.['by'] ?? {}) as { readonly basis?: { readonly stream?: string } | null };
    return by.basis?.stream === instance ? [stream] : [];
  });
}

function firstCommand(stream: StreamData | undefined): Readonly<Record<string, StoredValue>> | undefined {
  const body = stream?.records[0]?.body;
  if (body === undefined) return undefined;
  return (JSON.parse(body) as { readonly command: Readonly<Record<string, StoredValue>> }).command;
}

function textOf(need: FactNeed, name: string): string {
  const value = need.parameters[name];
  return typeof value === 'string' ? value : '';
}
