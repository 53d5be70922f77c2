import { audit, isEvidenceBundle } from '#audit';
import type { EvidenceBundle } from '#web/port';
import { recount } from './recount.js';
import type { Recomputed } from './types.js';

/** Executes and counts the evidence again, from its bytes alone. Throws where the file is no evidence at all. */
export async function recheck(bundle: EvidenceBundle): Promise<Recomputed> {
  const evidence: unknown = bundle;
  if (!isEvidenceBundle(evidence)) throw new Error('not an evidence file');
  return {
    report: await audit(evidence),
    records: evidence.streams.reduce((sum, stream) => sum + stream.records.length, 0),
    kinds: Object.fromEntries(evidence.streams.map(({ id, kind }) => [id, kind])),
    results: recount(evidence),
  };
}
