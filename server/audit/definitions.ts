import type { DefinitionSet } from '#engine';
import { buildDefinitionSet } from '#bpmn';
import { base64Encode, definitionFile, definitionHash, EncodingError, fileHash } from '#ledger';
import { bytesOf, NO_DEFINITION, type ReadStream } from './chain.js';
import type { Findings } from './findings.js';
import type { EvidenceBundle, EvidenceDefinition } from './types.js';

/** Definition sets by their computed hash; a stream that names another one is told so. */
export async function readDefinitions(
  bundle: EvidenceBundle,
  streams: readonly ReadStream[],
  findings: Findings,
): Promise<ReadonlyMap<string, DefinitionSet>> {
  const sets = new Map<string, DefinitionSet>();
  const hashes: string[] = [];
  for (const definition of bundle.definitions) {
    const hash = hashOf(definition);
    if (hash === null) continue;
    hashes.push(hash);
    const built = await buildDefinitionSet(definition.files, hash, definition.main);
    if (built.ok) sets.set(hash, built.set);
  }
  for (const stream of streams) {
    // a stream names another set from the record on that puts it there
    for (const [position, { seq, definition: named }] of stream.records.entries()) {
      // only what runs a process needs its set; an entity of a matter merely names it
      if (named === stream.records[position - 1]?.definition || named === NO_DEFINITION || sets.has(named)) continue;
      findings.differ(
        'definitions',
        stream.id,
        seq,
        hashes.includes(named) ? 'definition-unreadable' : 'definition',
        named,
        hashes.join(' '),
      );
    }
  }
  return sets;
}

/** Null for a file list that is none (a path twice, a control character). */
function hashOf(definition: EvidenceDefinition): string | null {
  try {
    return base64Encode(definitionHash(definition.files.map(({ path, text }) => definitionFile(path, bytesOf(text)))));
  } catch (error) {
    if (error instanceof RangeError || error instanceof EncodingError) return null;
    throw error;
  }
}

/** Exact texts of facts by their hash, standard base64. */
export function readFacts(bundle: EvidenceBundle): ReadonlyMap<string, string> {
  return new Map(bundle.facts.map((text) => [base64Encode(fileHash(bytesOf(text))), text]));
}
