import { base64Encode, parseCanonical, utf8Decode } from '#ledger';
import type { HistoryRecord } from '#pages';
import type { RecordView } from '#runtime';

/** A stored record with its leaf and body opened. A body that was erased leaves an empty command behind. */
export function openRecord(record: RecordView): HistoryRecord {
  const text = utf8Decode(record.leaf);
  const leaf = JSON.parse(text) as { prev: string | null };
  const body = record.body === null ? NOTHING : (parseCanonical(record.body) as unknown as Body);
  return {
    stream: record.stream,
    seq: record.seq,
    at: body.command.at ?? record.at,
    type: body.command.type === '' ? record.type : body.command.type,
    prev: leaf.prev,
    leafHash: base64Encode(record.leafHash),
    leaf: text,
    command: body.command,
    events: body.events,
  };
}

type Body = Pick<HistoryRecord, 'command' | 'events'>;
const NOTHING: Body = { command: { type: '', at: 0, by: { p: '', role: '', scope: '', basis: null } }, events: [] };
