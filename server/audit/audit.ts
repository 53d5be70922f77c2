import type { PollState } from '#rules/poll';
import { readStreams, type ReadStream } from './chain.js';
import { readDefinitions, readFacts } from './definitions.js';
import { Findings } from './findings.js';
import { checkPolls } from './polls.js';
import { checkReferences } from './references.js';
import { replay } from './replay.js';
import { AUDIT_STEPS, type AuditReport, type AuditStep, type EvidenceBundle } from './types.js';

/**
 * Checks an exported history and executes it again, from its bytes alone: exact records, unbroken chains, commitments,
 * definitions and facts by hash, every command decided again, quoted records, boards of polls. Runs in the browser as it
 * does on a server; never asks whoever wrote the history, and never throws for a bundle that was tampered with.
 */
export async function audit(bundle: EvidenceBundle): Promise<AuditReport> {
  const findings = new Findings();
  const streams = readStreams(bundle, findings);
  const sets = await readDefinitions(bundle, streams, findings);
  const facts = readFacts(bundle);
  const replayed = replay(streams, sets, facts, findings);
  // nothing rests on a fact that no command names; had it been a named one, the replay would miss that
  for (const hash of facts.keys()) if (!replayed.named.has(hash)) findings.cannot('fact-unnamed', '', null);
  if (bundle.v !== 1) findings.differ('records', '', null, 'version', '1', String(bundle.v));
  const references = checkReferences(streams, findings);
  const ballots = checkPolls(bundle, streams, replayed.states, findings);
  const records = streams.reduce((sum, stream) => sum + stream.records.length, 0);
  const counts: Readonly<Record<AuditStep, number>> = {
    records,
    chain: streams.length,
    bodies: records,
    definitions: sets.size,
    facts: facts.size,
    replay: replayed.commands,
    references,
    polls: ballots,
  };
  const { differences, unverifiable } = findings;
  const steps = AUDIT_STEPS.map((step) => {
    const count = differences.filter((difference) => difference.step === step).length;
    const ok = count === 0;
    return {
      step,
      ok,
      detail: {
        code: ok ? `audit.${step}` : `audit.${step}.different`,
        values: { count: counts[step], differences: count },
      },
    };
  });
  return {
    verdict: differences.length === 0 ? 'equal' : 'different',
    steps,
    differences,
    results: resultsOf(streams, replayed.states),
    decisions: replayed.decisions,
    unverifiable,
  };
}

function resultsOf(streams: readonly ReadStream[], states: ReadonlyMap<string, unknown>): AuditReport['results'] {
  return streams
    .filter(({ kind }) => kind === 'poll')
    .flatMap(({ id }) => {
      const result = (states.get(id) as PollState | undefined)?.result ?? null;
      return result === null ? [] : [{ poll: id, result }];
    });
}
