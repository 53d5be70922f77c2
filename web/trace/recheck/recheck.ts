import { audit, type EvidenceBundle as Evidence } from '#audit';
import type { EvidenceBundle } from '#web/port';
import { recount } from './recount.js';
import type { Recomputed } from './types.js';

/** Executes and counts the evidence again, from its bytes alone. Throws where the file is no evidence at all. */
export async function recheck(bundle: EvidenceBundle): Promise<Recomputed> {
  const { streams, votes, definitions } = bundle as Partial<Evidence>;
  if (!Array.isArray(streams) || !Array.isArray(votes) || !Array.isArray(definitions)) throw new Error('not an evidence file');
  const evidence = bundle as unknown as Evidence;
  return {
    report: await audit(evidence),
    records: evidence.streams.reduce((sum, stream) => sum + stream.records.length, 0),
    kinds: Object.fromEntries(evidence.streams.map(({ id, kind }) => [id, kind])),
    results: recount(evidence),
  };
}
