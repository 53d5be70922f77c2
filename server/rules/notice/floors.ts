import type { Refusal } from '#engine';
import { check, packOf, packText, PACKS } from '#law';
import { base64Encode, fileHash, utf8Encode } from '#ledger';
import { dayOf, type TermSetting } from '../contract/index.js';

/** The law that sets how long a notice is shown, named by its hash so that the same text can be found again. */
export interface NoticeLaw {
  readonly pack: string;
  /** Standard base64 SHA-256 of the pack as a file. */
  readonly hash: string;
}

/**
 * The pack in force on the day of `at`, and whether the term reaches its floor. Terms of weeks and months cannot be
 * compared with a floor of days and are refused. Refusals: `pack-unknown` `{pack, day}`, `below-floor` `{code, law, article}`.
 */
export function lawOf(pack: string, at: number, { n, unit }: TermSetting): NoticeLaw | Refusal {
  const day = dayOf(at);
  const found = packOf(PACKS, pack, day);
  if (found === undefined) return { refused: 'pack-unknown', values: { pack, day } };
  const comparable = unit === 'week' || unit === 'month' ? null : { n, unit };
  const given = comparable === null ? {} : { publicity: comparable };
  const [finding] = check(found, given, { day, required: ['publicity'] });
  if (finding === undefined) return { pack, hash: base64Encode(fileHash(utf8Encode(packText(found)))) };
  const { floor, unit: floorUnit } = finding.values;
  const values = { floor: floor ?? null, unit: floorUnit ?? null };
  return { refused: 'below-floor', values: { code: finding.code, law: finding.law, article: finding.article, values } };
}
