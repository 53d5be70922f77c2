import type { DefinitionSet, InstanceState } from '#engine';
import type { Calendars } from '#engine/expression';
import {
  calendarsAt,
  isStaff,
  type EarlierSet,
  type EntityData,
  type HistoryRecord,
  type Holder,
  type MatterData,
  type Reading,
} from '#pages';
import { scopeFits } from '#rules/contract';
import type { StreamData, World, WorldRecord } from '#world';
import type { WorldPerson, WorldProcedure } from './setup.js';

const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** All there is of a matter of the world, for the pages; null where there is none. */
export function matterData(world: World, matter: string, procedures: ReadonlyMap<string, Ready>): MatterData | null {
  const stream = world.stream(matter);
  if (stream?.kind !== 'instance') return null;
  const ready = procedures.get(stream.definition);
  if (ready === undefined) return null;
  const history = historyOf(stream);
  const position = world.streams('instance').findIndex((one) => one.id === matter);
  return {
    matter,
    number: numberOf(stream.scope, history[0]?.at ?? world.at, position + 1),
    scope: stream.scope,
    procedure: { id: ready.procedure.id, name: ready.procedure.name, version: ready.procedure.version },
    set: ready.set,
    earlier: earlierOf(history, procedures),
    bpmn: ready.bpmn,
    state: stream.state as InstanceState,
    history,
    entities: entitiesOf(world, history),
  };
}

/** A procedure parsed once. */
export interface Ready {
  readonly procedure: WorldProcedure;
  readonly set: DefinitionSet;
  /** BPMN XML by process id. */
  readonly bpmn: Readonly<Record<string, string>>;
}

export function historyOf(stream: StreamData): readonly HistoryRecord[] {
  return stream.records.map((record) => openRecord(stream.id, record));
}

function openRecord(stream: string, record: WorldRecord): HistoryRecord {
  const { prev } = JSON.parse(record.leaf) as { prev: string | null };
  const { command, events } = JSON.parse(record.body) as Pick<HistoryRecord, 'command' | 'events'>;
  return {
    stream,
    seq: record.seq,
    at: command.at,
    type: command.type,
    prev,
    leafHash: record.leafHash,
    leaf: record.leaf,
    command,
    events,
  };
}

/** What the matter ran on before each of its migrations. */
function earlierOf(history: readonly HistoryRecord[], procedures: ReadonlyMap<string, Ready>): readonly EarlierSet[] {
  return history
    .flatMap(({ events }) => events)
    .flatMap(({ type, from }) => (type === 'Migrated' && typeof from === 'string' ? [from] : []))
    .flatMap((hash) => procedures.get(hash) ?? [])
    .map(({ set, bpmn, procedure: { version } }) => ({ set, bpmn, version }));
}

/** Streams that jobs of the matter opened, in that order. */
function entitiesOf(world: World, history: readonly HistoryRecord[]): readonly EntityData[] {
  const ids = new Set<string>();
  for (const { command } of history) {
    const variables = command.type === 'completeJob' ? command['variables'] : null;
    if (typeof variables !== 'object' || variables === null) continue;
    for (const value of Object.values(variables)) if (typeof value === 'string' && ID.test(value)) ids.add(value);
  }
  return [...ids].flatMap((id) => {
    const stream = world.stream(id);
    return stream === undefined
      ? []
      : [{ stream: id, kind: stream.kind, state: stream.state, history: historyOf(stream) }];
  });
}

/** `D2-2026-0001`: the last part of the scope, the year, counted up. */
function numberOf(scope: string, at: number, count: number): string {
  const year = new Date(at + 8 * 3_600_000).getUTCFullYear();
  return `${(scope.split('/').pop() ?? '').toUpperCase()}-${year}-${String(count).padStart(4, '0')}`;
}

/** Whether something of `scope` is within the reader's reach: below one's own place, or for residents also above it. */
export function reaches(person: WorldPerson, scope: string): boolean {
  return scopeFits(person.scope, scope) || (person.role === 'resident' && scopeFits(scope, person.scope));
}

/** The eyes of one person. In a world of invented people a pseudonym is the person's id. */
export function readingOf(
  world: World,
  data: MatterData,
  reader: WorldPerson,
  people: readonly WorldPerson[],
): Reading {
  const roles = reaches(reader, data.scope) ? [reader.role] : [];
  const staff = isStaff({ roles } as unknown as Reading);
  const place =
    people.find((one) => one.scope === data.scope && one.role !== 'resident')?.scopeName ??
    people.find((one) => one.scope === data.scope)?.scopeName ??
    null;
  return {
    now: world.at,
    calendars: calendarsOf(world, data.scope),
    closings: world.calendarState().closings,
    person: reader.person,
    roles,
    p: reader.person,
    open: (commitment) => {
      const value = world.open(commitment);
      return typeof value === 'string' ? value : null;
    },
    right: () => null,
    published: (p): Holder => {
      const known = people.find((one) => one.person === p);
      return { role: known?.role ?? 'resident', place: null, name: known?.name ?? null, p, you: p === reader.person };
    },
    holder: (p, role): Holder => {
      const you = p === reader.person;
      const known = people.find((one) => one.person === p);
      const named = you || (staff && role !== 'resident');
      const where = role === 'system' ? null : role === 'resident' ? (staff ? (known?.place ?? null) : null) : place;
      return { role, place: where, name: named ? (known?.name ?? null) : null, p, you };
    },
  };
}

/** The loaded years with the closings that stand at a place; null: at none. */
export function calendarsOf(world: World, place: string | null): Calendars {
  const years = world.data.calendars.map(
    ({ year, calendar }) => [String(year), calendar as unknown as Calendars['years'][string]] as const,
  );
  return calendarsAt(Object.fromEntries(years), world.calendarState().closings, place);
}
