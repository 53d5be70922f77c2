import type { Actor, Refusal, StoredValue } from '#engine';
import {
  base64Decode,
  base64Encode,
  canonicalText,
  EncodingError,
  parseCanonical,
  utf8Encode,
  valueCommitment,
  CanonicalError,
} from '#ledger';
import { isContext, isCount } from '../contract/index.js';
import { CHOICES, type Choice, type PollState } from './types.js';

/** A ballot as it comes in. */
export interface Ballot {
  readonly poll: string;
  /** Pseudonym of the elector in the matter. */
  readonly elector: string;
  readonly choice: StoredValue;
  /** `device`; paper and kiosk come with the officers who sign for them. */
  readonly channel: string;
  readonly by: Actor;
  /** Standard base64 of 32 bytes. */
  readonly salt: string;
  /** UTC milliseconds. */
  readonly at: number;
}

/** A leaf of an open poll's board: `{"c","ch","e","rev","v"}`, no `prev`; unique by (`e`, `rev`). */
export type BallotLeaf = Readonly<{ c: string; ch: string; e: number; rev: number; v: 1 }>;

export interface DecidedBallot {
  readonly revision: number;
  readonly leaf: BallotLeaf;
  /** Opening of `c`: canonical text of `{"choice","heads"}`, at most 64 bytes. Not to be shown before close. */
  readonly choice: string;
}

/** So often one right may change its mind. */
export const MAX_REVISIONS = 100;

/**
 * Decides one ballot from the poll, the elector's roll line and the elector's earlier ballot; nothing else. The audit
 * decides it again. A later ballot replaces the earlier one until close.
 *
 * Refusals: `poll-not-open`, `poll-closed`, `not-on-the-roll`, `role-does-not-fit`, `not-your-ballot`, `no-such-channel`,
 * `no-such-choice`, `bad-salt`, `too-many-ballots`.
 */
export function decideBallot(
  state: unknown,
  rollLine: StoredValue | null,
  earlier: { readonly revision: number } | null,
  ballot: Ballot,
): DecidedBallot | Refusal {
  const { status, terms } = state as PollState;
  if (status === 'none' || terms === null) return { refused: 'poll-not-open' };
  if (status !== 'open') return { refused: 'poll-closed' };
  if (!isContext(rollLine)) return { refused: 'not-on-the-roll' };
  const { e, elector, heads } = rollLine;
  if (!isCount(e) || e >= terms.roll.electors || !isCount(heads) || heads < 1) return { refused: 'not-on-the-roll' };
  if (ballot.by.role !== 'resident')
    return { refused: 'role-does-not-fit', values: { role: ballot.by.role, needed: 'resident' } };
  if (elector !== ballot.elector || ballot.by.p !== ballot.elector) return { refused: 'not-your-ballot' };
  if (ballot.channel !== 'device') return { refused: 'no-such-channel', values: { channel: ballot.channel } };
  if (!isChoice(ballot.choice) || !terms.options.includes(ballot.choice)) return { refused: 'no-such-choice' };
  const salt = saltBytes(ballot.salt);
  if (salt === null) return { refused: 'bad-salt' };
  const revision = earlier === null ? 0 : earlier.revision + 1;
  if (revision >= MAX_REVISIONS) return { refused: 'too-many-ballots', values: { most: MAX_REVISIONS } };
  const opening = { choice: ballot.choice, heads };
  const c = base64Encode(valueCommitment(salt, opening));
  return { revision, leaf: { c, ch: ballot.channel, e, rev: revision, v: 1 }, choice: canonicalText(opening) };
}

/** The opening's text of a choice on a roll line, as `decideBallot` gives it; null where there is no line. */
export function openingOf(choice: StoredValue, rollLine: StoredValue | null): string | null {
  const heads = isContext(rollLine) ? rollLine['heads'] : undefined;
  return heads === undefined ? null : canonicalText({ choice, heads });
}

/** A ballot of the board, opened and checked against its commitment. */
export interface ReadBallot {
  readonly e: number;
  readonly rev: number;
  readonly choice: Choice;
  readonly heads: number;
}

/** Opens one ballot: its leaf is exact, and salt and opening give the leaf's commitment. Null where anything differs. */
export function openBallot({
  leaf,
  choice,
  salt,
}: {
  readonly leaf: string;
  readonly choice: string;
  readonly salt: string;
}): ReadBallot | null {
  const fields = canonicalOf(leaf);
  const opening = canonicalOf(choice);
  const bytes = saltBytes(salt);
  if (!isContext(fields) || !isContext(opening) || bytes === null) return null;
  const { c, ch, e, rev, v } = fields;
  const { choice: said, heads } = opening;
  const shaped =
    Object.keys(fields).length === 5 &&
    v === 1 &&
    ch === 'device' &&
    isCount(e) &&
    isCount(rev) &&
    typeof c === 'string';
  if (!shaped || Object.keys(opening).length !== 2 || !isChoice(said) || !isCount(heads) || heads < 1) return null;
  return base64Encode(valueCommitment(bytes, opening)) === c ? { e, rev, choice: said, heads } : null;
}

/** Roll index and revision of a leaf, for ordering the board; null for no ballot leaf. */
export function placeOf(leaf: string): { readonly e: number; readonly rev: number } | null {
  const fields = canonicalOf(leaf);
  if (!isContext(fields)) return null;
  const { e, rev } = fields;
  return isCount(e) && isCount(rev) ? { e, rev } : null;
}

function isChoice(value: unknown): value is Choice {
  return CHOICES.includes(value as Choice);
}

function canonicalOf(text: string): StoredValue | undefined {
  try {
    return parseCanonical(utf8Encode(text)) as StoredValue;
  } catch (error) {
    if (error instanceof CanonicalError || error instanceof EncodingError) return undefined;
    throw error;
  }
}

function saltBytes(text: string): Uint8Array | null {
  try {
    const bytes = base64Decode(text);
    return bytes.length === 32 ? bytes : null;
  } catch (error) {
    if (error instanceof EncodingError) return null;
    throw error;
  }
}
