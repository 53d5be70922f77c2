import type { StoredValue } from '#engine';
import { FEWEST_ANSWERS } from '#rules/callback';
import { isStaff, type HistoryRecord, type MatterData, type Reading } from './data.js';
import { deputyEntry } from './deputies.js';
import { kindOf } from './kinds.js';
import { inOrderOfEvents } from './order.js';
import { seatWords } from './seats.js';
import { Trail } from './trail.js';
import type { Holder, Plain, Role, TimelineEntry } from './views.js';

/**
 * Every event of a matter and its entities in the order it happened, one sentence each. Sealed texts never stand in a
 * sentence, and of an open poll nothing is known here: ballots are no records.
 */
export function timeline(data: MatterData, reading: Reading, trail: Trail): readonly TimelineEntry[] {
  return inOrderOfEvents(data).flatMap((record) => entriesOf(record, data, reading, trail));
}

function entriesOf(record: HistoryRecord, data: MatterData, reading: Reading, trail: Trail): readonly TimelineEntry[] {
  const entries = record.events.flatMap((event): readonly TimelineEntry[] => {
    if (SILENT.has(event.type)) return [];
    const where = record.stream === data.matter ? placeOf(event, trail, record.seq) : NOWHERE;
    const few = hidesCounts(event, reading);
    // A gateway or event that nobody named says nothing to a reader.
    if (where.element !== null && where.name === null) return [];
    return [
      {
        at: record.at,
        stream: record.stream,
        seq: record.seq,
        said: {
          code: `event.${event.type}${few ? '.few' : aspectOf(event, trail, record)}`,
          values: {
            ...(PRIVATE.has(event.type) || few ? {} : openValues(event)),
            ...(few ? { few: FEWEST_ANSWERS } : {}),
            ...timesOf(event, trail),
            ...(record.stream === data.matter ? seatWords(event, data, reading) : {}),
            ...(where.name === null ? {} : { name: where.name }),
          },
        },
        by: actorOf(record, reading),
        ...where,
      },
    ];
  });
  const [first] = entries;
  const deputy = first === undefined ? null : deputyEntry(record, first, reading);
  return deputy === null ? entries : [deputy, ...entries];
}

/** An answer to a call-back is told by nobody but its page, which knows whose it is. */
const PRIVATE: ReadonlySet<string> = new Set(['CallbackAnswered']);

/** What a call-back with few answers came to would be what one person said. */
function hidesCounts(event: Readonly<Record<string, StoredValue | undefined>>, reading: Reading): boolean {
  return event['type'] === 'CallbackClosed' && Number(event['answered']) < FEWEST_ANSWERS && !tellsApart(reading);
}

/** How often an activity runs that runs several times, where an event is about all of its runs. */
function timesOf({ key }: Readonly<Record<string, unknown>>, trail: Trail): { readonly count?: number } {
  const runs = typeof key === 'number' ? trail.byKey(key)?.runs : null;
  return runs == null ? {} : { count: runs };
}

/** One type of event says different things of an activity that runs several times, and of what is undone. */
function aspectOf(
  event: Readonly<Record<string, unknown>> & { readonly type: string },
  trail: Trail,
  { command }: HistoryRecord,
): string {
  if (command.type === 'recall' && (event.type === 'Activated' || event.type === 'Terminated')) return '.recall';
  if (event.type === 'Entered' && event['undo'] === true) return '.undo';
  if (event.type === 'SeatActed') return event['stance'] === undefined ? '' : '.said';
  const many = event.type === 'Entered' || event.type === 'Completed';
  return many && timesOf(event, trail).count !== undefined ? '.all' : '';
}

/** Those who check tell residents apart as those inside do, by pseudonyms of this matter and without names. */
const CHECKING: readonly Role[] = ['auditor', 'supervision'];

/** Neighbours do not see under which pseudonym another resident acted: it would join what one person said and did. */
export function actorOf({ command: { by } }: HistoryRecord, reading: Reading): Holder {
  const holder = reading.holder(by.p === 'system' ? null : by.p, by.role as Role | 'system');
  return holder.role !== 'resident' || holder.you || tellsApart(reading) ? holder : { ...holder, p: null };
}

export function tellsApart(reading: Pick<Reading, 'roles'>): boolean {
  return isStaff(reading) || reading.roles.some((role) => CHECKING.includes(role));
}

/** Said by the record of the stream it is about. */
const SILENT: ReadonlySet<string> = new Set(['StreamsOpened']);

const NOWHERE = { element: null, path: [], kind: null, name: null } as const;

/** Where it happened, as the set had it that the matter ran on then. */
function placeOf(
  event: Readonly<Record<string, StoredValue | undefined>>,
  trail: Trail,
  seq: number,
): Pick<TimelineEntry, 'element' | 'path' | 'kind' | 'name'> {
  const stretch = trail.stretchOf(seq);
  const key = event['key'] ?? event['of'];
  const found = typeof key === 'number' ? trail.byKey(key) : undefined;
  const run = found && trail.runIn(found, stretch);
  const scope = typeof event['scope'] === 'number' ? trail.scopeIn(event['scope'], stretch) : undefined;
  // a boundary event has no key of its own: it is known by what it is attached to
  const host = typeof event['host'] === 'number' ? trail.byKey(event['host']) : undefined;
  const around = scope ?? (host && trail.runIn(host, stretch));
  const element = run?.element ?? around?.process.elements.find((each) => each.id === event['element']);
  if (!element) return NOWHERE;
  return { element: element.id, path: run?.path ?? around?.path ?? [], kind: kindOf(element), name: element.name };
}

/** Numbers, enumerations and dates of an event; commitments, pseudonyms and lists stay out. */
function openValues(event: Readonly<Record<string, StoredValue | undefined>>): Record<string, Plain> {
  const open: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(event)) {
    if (name === 'type' || name === 'v' || name === 'output' || PSEUDONYMS.has(name)) continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') open[name] = value;
  }
  return open;
}

/** Fields of events that hold who: said by `by`, as far as the reader may know. */
const PSEUDONYMS = new Set(['p', 'assignee', 'owner', 'addressee']);
