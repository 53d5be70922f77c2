import type { Actor, Refusal, Represented, StoredValue } from '#engine';
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
import { helperOf, isContext, isCount, principal, refuseActor } from '../contract/index.js';
import { CHOICES, type Choice, type PollState } from './types.js';

/** A ballot as it comes in. */
export interface Ballot {
  readonly poll: string;
  /** Pseudonym in the matter of whose right it is: a person's own, or a household's, whoever of it casts. */
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
  /**
   * Opening of `c`: canonical text of `{"choice","heads"}`, with `"helper","way"` where somebody cast it for the elector;
   * at most 192 bytes. Not to be shown before close: until then the leaf does not tell a helped ballot from another.
   */
  readonly choice: string;
}

/** How an elector may tell a helper what they want. */
const WAYS: readonly Represented['way'][] = ['in-person', 'phone', 'paper'];

/** So often one right may change its mind. */
export const MAX_REVISIONS = 100;

/**
 * Decides one ballot from the poll, the elector's roll line and the elector's earlier ballot; nothing else. The audit
 * decides it again. A later ballot replaces the earlier one until close. The line of the roll is the right to vote,
 * whatever else its holder is: members of a council vote as officials and experts too. A helper casts for the elector who
 * asks (代办), which only an open vote allows; both are in the opening.
 *
 * Refusals: `poll-not-open`, `poll-closed`, `not-on-the-roll`, `role-does-not-fit` and `scope-does-not-fit` (of a
 * helper), `not-your-ballot`, `no-such-channel`, `no-such-choice`, `bad-salt`, `too-many-ballots`.
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
  const helper = ballot.by.for === undefined ? undefined : refuseActor(ballot.by, 'resident', terms.scope);
  if (helper) return helper;
  if (elector !== ballot.elector || !mayUse(rollLine, principal(ballot.by))) return { refused: 'not-your-ballot' };
  if (ballot.channel !== 'device') return { refused: 'no-such-channel', values: { channel: ballot.channel } };
  if (!isChoice(ballot.choice) || !terms.options.includes(ballot.choice)) return { refused: 'no-such-choice' };
  const salt = saltBytes(ballot.salt);
  if (salt === null) return { refused: 'bad-salt' };
  const revision = earlier === null ? 0 : earlier.revision + 1;
  if (revision >= MAX_REVISIONS) return { refused: 'too-many-ballots', values: { most: MAX_REVISIONS } };
  const opening = { choice: ballot.choice, heads, ...helperOf(ballot.by) };
  const c = base64Encode(valueCommitment(salt, opening));
  return { revision, leaf: { c, ch: ballot.channel, e, rev: revision, v: 1 }, choice: canonicalText(opening) };
}

/** A right is used by its elector, or where it is a household's or an owner group's by those who stand for it. */
function mayUse({ elector, holders }: Readonly<Record<string, StoredValue>>, p: string): boolean {
  return Array.isArray(holders) ? holders.includes(p) : elector === p;
}

/** The opening's text of a choice on a roll line, as `decideBallot` gives it to this actor; null where there is no line. */
export function openingOf(choice: StoredValue, rollLine: StoredValue | null, by: Actor): string | null {
  const heads = isContext(rollLine) ? rollLine['heads'] : undefined;
  return heads === undefined ? null : canonicalText({ choice, heads, ...helperOf(by) });
}

/** A ballot of the board, opened and checked against its commitment. */
export interface ReadBallot {
  readonly e: number;
  readonly rev: number;
  readonly choice: Choice;
  readonly heads: number;
  /** Pseudonym of who cast it for the elector; null where the elector did. */
  readonly helper: string | null;
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
  const helper = helperIn(opening);
  const shaped =
    Object.keys(fields).length === 5 &&
    v === 1 &&
    ch === 'device' &&
    isCount(e) &&
    isCount(rev) &&
    typeof c === 'string';
  if (!shaped || helper === undefined || !isChoice(said) || !isCount(heads) || heads < 1) return null;
  return base64Encode(valueCommitment(bytes, opening)) === c ? { e, rev, choice: said, heads, helper } : null;
}

/** Who cast it for the elector, null where nobody did; undefined where the opening has other fields than it may. */
function helperIn(opening: Readonly<Record<string, StoredValue>>): string | null | undefined {
  const fields = Object.keys(opening).length;
  const { helper, way } = opening;
  if (helper === undefined && way === undefined) return fields === 2 ? null : undefined;
  const known = typeof helper === 'string' && helper !== '' && WAYS.some((each) => each === way);
  return known && fields === 4 ? helper : undefined;
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
