import {
  base64Decode,
  base64Encode,
  canonicalText,
  checkRecord,
  leafHash,
  noDefinition,
  utf8Encode,
  EncodingError,
  type RecordFault,
} from '#ledger';
import type { AuditStep, EvidenceBundle, EvidenceStream } from './types.js';
import type { Findings } from './findings.js';

/** A record that stood every check of its own bytes and its place. */
export interface ReadRecord {
  readonly seq: number;
  readonly leafHash: string;
  /** Standard base64 of the definition set's hash. */
  readonly definition: string;
  /** Undefined where the body is withheld. */
  readonly body: RecordBody | undefined;
  readonly bodyText: string | null;
}

export interface RecordBody {
  readonly command: Readonly<{ type: string; at: number } & Record<string, unknown>>;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

export interface ReadStream {
  readonly id: string;
  readonly kind: string;
  readonly records: readonly ReadRecord[];
  /** False as soon as one of its records did not stand a check: what follows from it is not executed again. */
  readonly sound: boolean;
}

/** What each fault of a record belongs to. */
const STEP_OF: Readonly<Record<RecordFault, AuditStep>> = {
  'leaf-not-canonical': 'records',
  'leaf-fields': 'records',
  'body-not-canonical': 'records',
  stream: 'chain',
  seq: 'chain',
  prev: 'chain',
  def: 'chain',
  'body-commitment': 'bodies',
  'body-at': 'bodies',
  'body-type': 'bodies',
};

/** Checks every record in its place: exact bytes, unbroken chain, commitment to its body. */
export function readStreams(bundle: EvidenceBundle, findings: Findings): readonly ReadStream[] {
  const seen = new Set<string>();
  return bundle.streams.map((stream) => {
    if (seen.has(stream.id)) findings.differ('chain', stream.id, null, 'stream-twice', null, null);
    seen.add(stream.id);
    return readStream(stream, findings);
  });
}

function readStream(stream: EvidenceStream, findings: Findings): ReadStream {
  const records: ReadRecord[] = [];
  let sound = stream.records.length > 0;
  if (!sound) findings.differ('chain', stream.id, null, 'records-missing', null, null);
  let prev: Uint8Array | null = null;
  let definition: string | undefined;
  let last = 0;
  for (const [seq, record] of stream.records.entries()) {
    const leafBytes = bytesOf(record.leaf);
    const salt = saltOf(record.salt);
    const checked = checkRecord({
      leafBytes,
      stream: stream.id,
      seq,
      prev,
      ...(definition !== undefined && { def: base64Decode(definition) }),
      ...(record.body !== null && { bodyBytes: bytesOf(record.body), ...(salt !== undefined && { salt }) }),
    });
    const hash = leafHash(leafBytes);
    prev = hash;
    if (!checked.ok) {
      sound = false;
      const { expected, found } = valuesOf(
        checked.fault,
        record.leaf,
        stream.id,
        seq,
        stream.records[seq - 1]?.leaf,
        definition,
      );
      findings.differ(STEP_OF[checked.fault], stream.id, seq, checked.fault, expected, found);
      continue;
    }
    definition = checked.leaf.def;
    const body = bodyOf(checked.body);
    if (record.body === null) findings.cannot('body-missing', stream.id, seq);
    else if (body === undefined) {
      sound = false;
      findings.differ('bodies', stream.id, seq, 'body-fields', null, null);
    }
    // chained bytes can still tell an impossible story: a clock that ran backwards
    if (body !== undefined && body.command.at < last) {
      sound = false;
      findings.differ('chain', stream.id, seq, 'at', String(last), String(body.command.at));
    }
    last = Math.max(last, body?.command.at ?? last);
    if (record.body === null) sound = false;
    records.push({ seq, leafHash: base64Encode(hash), definition, body, bodyText: record.body });
  }
  return { id: stream.id, kind: stream.kind, records, sound };
}

/** The exact body of a record: `{command, events}` and nothing else. */
function bodyOf(value: unknown): RecordBody | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'command,events') return undefined;
  const { command, events } = value as { readonly command: unknown; readonly events: unknown };
  const shaped = typeof command === 'object' && command !== null && !Array.isArray(command) && Array.isArray(events);
  if (!shaped) return undefined;
  const { type, at } = command as { readonly type?: unknown; readonly at?: unknown };
  return typeof type === 'string' && typeof at === 'number' ? (value as RecordBody) : undefined;
}

/** What the place demanded and what the leaf says, where that can be told in a word. */
function valuesOf(
  fault: RecordFault,
  leaf: string,
  stream: string,
  seq: number,
  before: string | undefined,
  definition: string | undefined,
): { readonly expected: string | null; readonly found: string | null } {
  const field = {
    stream: 'stream',
    seq: 'seq',
    prev: 'prev',
    def: 'def',
    'body-commitment': 'body',
    'body-at': 'at',
    'body-type': 'type',
  }[fault as string];
  const found = field === undefined ? null : fieldOf(leaf, field);
  switch (fault) {
    case 'stream':
      return { expected: stream, found };
    case 'seq':
      return { expected: String(seq), found };
    case 'prev':
      return { expected: before === undefined ? 'null' : base64Encode(leafHash(bytesOf(before))), found };
    case 'def':
      return { expected: definition ?? null, found };
    default:
      return { expected: null, found };
  }
}

function fieldOf(leaf: string, field: string): string | null {
  const value = (JSON.parse(leaf) as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' ? value : canonicalText(value ?? null);
}

/** UTF-8 of a text; a text that has none (a lone surrogate) is no record of ours, and neither are no bytes. */
export function bytesOf(text: string): Uint8Array {
  try {
    return utf8Encode(text);
  } catch (error) {
    if (error instanceof EncodingError) return new Uint8Array(0);
    throw error;
  }
}

function saltOf(text: string | null): Uint8Array | undefined {
  if (text === null) return undefined;
  try {
    return base64Decode(text);
  } catch (error) {
    if (error instanceof EncodingError) return undefined;
    throw error;
  }
}

/** Definition named by streams that run no procedure. */
export const NO_DEFINITION = base64Encode(noDefinition());
