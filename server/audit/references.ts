import type { ReadStream } from './chain.js';
import type { Findings } from './findings.js';

/**
 * Every `{stream, seq, leafHash}` a record quotes must be a record of that stream. One that points outside the bundle is
 * not verifiable here.
 */
export function checkReferences(streams: readonly ReadStream[], findings: Findings): number {
  const leaves = new Map(
    streams.map((stream) => [stream.id, new Map(stream.records.map(({ seq, leafHash }) => [seq, leafHash]))]),
  );
  let checked = 0;
  for (const stream of streams) {
    for (const record of stream.records) {
      for (const quoted of quotedIn(record.body)) {
        const there = leaves.get(quoted.stream);
        if (there === undefined) {
          findings.cannot('reference-outside', stream.id, record.seq);
          continue;
        }
        checked++;
        const leafHash = there.get(quoted.seq) ?? null;
        if (leafHash !== quoted.leafHash)
          findings.differ('references', stream.id, record.seq, 'reference', leafHash, quoted.leafHash);
      }
    }
  }
  return checked;
}

interface Quoted {
  readonly stream: string;
  readonly seq: number;
  readonly leafHash: string;
}

function quotedIn(value: unknown): readonly Quoted[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isQuoted(value)) return [value];
  return Object.values(value).flatMap(quotedIn);
}

function isQuoted(value: object): value is Quoted {
  const { stream, seq, leafHash } = value as Partial<Record<keyof Quoted, unknown>>;
  return (
    typeof stream === 'string' &&
    typeof seq === 'number' &&
    typeof leafHash === 'string' &&
    Object.keys(value).length === 3
  );
}
