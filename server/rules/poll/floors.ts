import type { Refusal } from '#engine';
import { check, packOf, packText, PACKS, type RulePack } from '#law';
import { base64Encode, fileHash, utf8Encode } from '#ledger';
import type { Fraction } from '#tally';
import { dayOf } from '../contract/index.js';

/** The law a poll is held under, named by its hash so that the same text can be found again. */
export interface PollLaw {
  readonly pack: string;
  /** Standard base64 SHA-256 of the pack as a file. */
  readonly hash: string;
}

/** What the threshold is a fraction of: those attending where the law says so, else those taking part. */
export type ThresholdBase = 'attending' | 'participating';

/**
 * The pack in force on the day of `at`, and whether the poll's fractions reach its floors. A floor may be exceeded, never
 * gone below. Refusals: `pack-unknown` `{pack, day}`, `below-floor` `{code, law, article, floor}`.
 */
export function lawOf(
  pack: string,
  at: number,
  quorum: Fraction,
  threshold: Fraction,
): { readonly law: PollLaw; readonly base: ThresholdBase } | Refusal {
  const day = dayOf(at);
  const found = packOf(PACKS, pack, day);
  if (found === undefined) return { refused: 'pack-unknown', values: { pack, day } };
  const base = baseOf(found);
  const [finding] = check(
    found,
    {
      quorum: { ...quorum, of: 'heads', base: 'electorate' },
      threshold: { ...threshold, of: 'heads', base },
      abstain: 'in-base',
      silence: 'not-counted',
    },
    { day },
  );
  if (finding !== undefined) {
    const floor = String(finding.values['floor'] ?? '');
    return {
      refused: 'below-floor',
      values: { code: finding.code, law: finding.law, article: finding.article, values: { floor } },
    };
  }
  return { law: { pack, hash: base64Encode(fileHash(utf8Encode(packText(found)))) }, base };
}

function baseOf(pack: RulePack): ThresholdBase {
  return pack.threshold?.base === 'attending' ? 'attending' : 'participating';
}
