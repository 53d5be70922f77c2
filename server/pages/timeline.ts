import type { StoredValue } from '#engine';
import type { HistoryRecord, MatterData, Reading } from './data.js';
import { kindOf } from './kinds.js';
import { inOrderOfEvents } from './order.js';
import { Trail } from './trail.js';
import type { Plain, Role, TimelineEntry } from './views.js';

/**
 * Every event of a matter and its entities in the order it happened, one sentence each. Sealed texts never stand in a
 * sentence, and of an open poll nothing is known here: ballots are no records.
 */
export function timeline(data: MatterData, reading: Reading, trail: Trail): readonly TimelineEntry[] {
  return inOrderOfEvents(data).flatMap((record) => entriesOf(record, data, reading, trail));
}

function entriesOf(record: HistoryRecord, data: MatterData, reading: Reading, trail: Trail): readonly TimelineEntry[] {
  return record.events.flatMap((event) => {
    const where = record.stream === data.matter ? placeOf(event, trail) : NOWHERE;
    // A gateway or event that nobody named says nothing to a reader.
    if (where.element !== null && where.name === null) return [];
    return [
      {
        at: record.at,
        stream: record.stream,
        seq: record.seq,
        said: { code: `event.${event.type}`, values: { ...openValues(event), ...(where.name === null ? {} : { name: where.name }) } },
        by: reading.holder(record.command.by.p === 'system' ? null : record.command.by.p, record.command.by.role as Role | 'system'),
        ...where,
      },
    ];
  });
}

const NOWHERE = { element: null, path: [], kind: null, name: null } as const;

function placeOf(event: Readonly<Record<string, StoredValue | undefined>>, trail: Trail): Pick<TimelineEntry, 'element' | 'path' | 'kind' | 'name'> {
  const key = event['key'] ?? event['of'];
  const run = typeof key === 'number' ? trail.byKey(key) : undefined;
  const scope = typeof event['scope'] === 'number' ? trail.scope(event['scope']) : undefined;
  const element = run?.element ?? scope?.process.elements.find((each) => each.id === event['element']);
  if (!element) return NOWHERE;
  return { element: element.id, path: run?.path ?? scope?.path ?? [], kind: kindOf(element), name: element.name };
}

/** Numbers, enumerations and dates of an event; commitments, keys and lists stay out. */
function openValues(event: Readonly<Record<string, StoredValue | undefined>>): Record<string, Plain> {
  const open: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(event)) {
    if (name === 'type' || name === 'v') continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') open[name] = value;
  }
  return open;
}
