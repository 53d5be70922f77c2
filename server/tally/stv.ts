/**
 * Instant run-off and single transferable vote, exact. A ballot that ties options shares its value equally among those of
 * them that still stand. STV: whole Droop quota, weighted inclusive Gregory transfers: every ballot of an elected option
 * passes on at value × surplus ÷ votes.
 */
import type { ReadBallot } from './ballots.js';
import type { Round, Step } from './explore.js';
import type { PollFile } from './poll.js';
import { add, compare, divide, multiply, rational, subtract, write, ZERO, type Rational } from './rational.js';
import { rankBy } from './seats.js';

/** Part of a ballot's value, lying with one option. */
interface Paper {
  readonly ranks: readonly (readonly string[])[];
  readonly value: Rational;
  readonly at: string;
}

export interface TransferState {
  readonly rounds: readonly Round[];
  readonly key?: string;
  readonly papers: readonly Paper[];
  /** Neither elected nor out, in the order of the options. */
  readonly standing: readonly string[];
  readonly elected: readonly string[];
  /** Elected with a surplus not yet passed on. */
  readonly surplus: readonly string[];
  /** Last out first. */
  readonly out: readonly string[];
  readonly exhausted: Rational;
}

/** The state before the first count. */
export function startTransfers(poll: PollFile, ids: readonly string[], ballots: readonly ReadBallot[]): TransferState {
  const piles = new Map<string, { ranks: readonly (readonly string[])[]; votes: bigint }>();
  for (const { said, votes } of ballots) {
    if (said.kind !== 'ranks' || votes === 0n) continue;
    const named = new Set(said.ranks.flat());
    const unranked = poll.unranked === 'last-equal' ? ids.filter((id) => !named.has(id)) : [];
    const ranks = unranked.length > 0 ? [...said.ranks, unranked] : said.ranks;
    const key = JSON.stringify(ranks);
    const pile = piles.get(key) ?? { ranks, votes: 0n };
    piles.set(key, { ranks, votes: pile.votes + votes });
  }
  const papers = [...piles.values()].flatMap(({ ranks, votes }) => share(ranks, rational(votes), new Set(ids)).papers);
  return { rounds: [], papers, standing: ids, elected: [], surplus: [], out: [], exhausted: ZERO };
}

/** One round of the run-off: more than half of what still counts wins, otherwise the least goes out. */
export function stepRunOff(state: TransferState): Step<TransferState> {
  const votes = countOf(state);
  const got = (id: string): Rational => votes.get(id) ?? ZERO;
  const counts = Object.fromEntries(state.standing.map((id) => [id, write(got(id))]));
  const all = state.standing.map(got).reduce(add, ZERO);
  const ranks = ranksOf(state.standing, got);
  const round = { counts, exhausted: write(state.exhausted) };
  const leader = ranks[0]?.[0];
  if (leader === undefined || all.n === 0n) return { kind: 'end', winners: [], ranking: [] };
  if (compare(multiply(got(leader), rational(2n)), all) > 0 || state.standing.length === 1) {
    return { kind: 'end', winners: [leader], ranking: [...ranks, ...state.out.map((id) => [id])] };
  }
  const last = ranks[ranks.length - 1] as readonly string[];
  const without = (id: string): TransferState => {
    const next = eliminate(state, id, { ...round, out: id });
    // what is left decides everything that follows, so two ways to the same rest are one
    return { ...next, key: JSON.stringify(next.standing) };
  };
  if (last.length === 1) return { kind: 'go', state: without(last[0] as string) };
  return { kind: 'tie', options: last, take: 'worst', with: without, sure: [], open: state.standing };
}

/** The whole Droop quota: ⌊votes ÷ (seats + 1)⌋ + 1. */
export function droopQuota(votes: bigint, seats: number): bigint {
  return votes / BigInt(seats + 1) + 1n;
}

/** One round of STV: elect who reaches the quota, else pass on a surplus, else put the least out. */
export function stepTransfers(state: TransferState, quota: bigint, seats: number): Step<TransferState> {
  const votes = countOf(state);
  const got = (id: string): Rational => votes.get(id) ?? ZERO;
  const left = seats - state.elected.length;
  const ranks = ranksOf(state.standing, got);
  const counts = Object.fromEntries(
    [...state.elected.filter((id) => state.surplus.includes(id)), ...state.standing].map((id) => [id, write(got(id))]),
  );
  const round = { counts, exhausted: write(state.exhausted), quota: quota.toString() };
  const end = (elected: readonly string[]): Step<TransferState> => ({
    kind: 'end',
    winners: elected,
    ranking: [
      ...elected.map((id) => [id]),
      ...ranks.map((rank) => rank.filter((id) => !elected.includes(id))).filter((rank) => rank.length > 0),
      ...state.out.map((id) => [id]),
    ],
  });
  if (left <= 0 || state.standing.length === 0) return end(state.elected);
  const reached = ranks.flat().filter((id) => compare(got(id), rational(quota)) >= 0);
  if (reached.length > 0) {
    const over = reached.filter((id) => compare(got(id), rational(quota)) > 0);
    return {
      kind: 'go',
      state: {
        ...state,
        standing: state.standing.filter((id) => !reached.includes(id)),
        elected: [...state.elected, ...reached],
        surplus: [...state.surplus, ...over],
        rounds: [...state.rounds, { ...round, elected: reached }],
      },
    };
  }
  if (state.standing.length <= left) {
    // seats for everyone left, except for options nobody gave a vote
    const filled = ranks.flat().filter((id) => got(id).n > 0n);
    return end([...state.elected, ...filled]);
  }
  if (state.surplus.length > 0) {
    const largest = ranksOf(state.surplus, got)[0] as readonly string[];
    const pass = (id: string): TransferState => passOn(state, id, got(id), quota, { ...round, transfer: id });
    if (largest.length === 1) return { kind: 'go', state: pass(largest[0] as string) };
    return { kind: 'tie', options: largest, take: 'best', with: pass, sure: state.elected, open: state.standing };
  }
  const last = ranks[ranks.length - 1] as readonly string[];
  const without = (id: string): TransferState => eliminate(state, id, { ...round, out: id });
  if (last.length === 1) return { kind: 'go', state: without(last[0] as string) };
  return { kind: 'tie', options: last, take: 'worst', with: without, sure: state.elected, open: state.standing };
}

function countOf(state: TransferState): ReadonlyMap<string, Rational> {
  const votes = new Map<string, Rational>();
  for (const { at, value } of state.papers) votes.set(at, add(votes.get(at) ?? ZERO, value));
  return votes;
}

function eliminate(state: TransferState, id: string, round: Round): TransferState {
  const standing = state.standing.filter((other) => other !== id);
  return {
    ...move({ ...state, standing, out: [id, ...state.out] }, id, rational(1n)),
    rounds: [...state.rounds, round],
  };
}

function passOn(state: TransferState, id: string, votes: Rational, quota: bigint, round: Round): TransferState {
  const factor = divide(subtract(votes, rational(quota)), votes);
  const surplus = state.surplus.filter((other) => other !== id);
  return { ...move({ ...state, surplus }, id, factor), rounds: [...state.rounds, { ...round, factor: write(factor) }] };
}

/** Every paper lying with an option goes on to the next standing ones, at a factor of its value. */
function move(state: TransferState, from: string, factor: Rational): TransferState {
  const standing = new Set(state.standing);
  const papers: Paper[] = [];
  const merged = new Map<string, number>();
  let exhausted = state.exhausted;
  const put = (paper: Paper): void => {
    const key = JSON.stringify([paper.at, paper.ranks]);
    const place = merged.get(key);
    if (place === undefined) {
      merged.set(key, papers.push(paper) - 1);
    } else {
      const there = papers[place] as Paper;
      papers[place] = { ...there, value: add(there.value, paper.value) };
    }
  };
  for (const paper of state.papers) {
    if (paper.at !== from) {
      put(paper);
      continue;
    }
    const shared = share(paper.ranks, multiply(paper.value, factor), standing);
    shared.papers.forEach(put);
    exhausted = add(exhausted, shared.exhausted);
  }
  return { ...state, papers, exhausted };
}

function share(
  ranks: readonly (readonly string[])[],
  value: Rational,
  standing: ReadonlySet<string>,
): { readonly papers: readonly Paper[]; readonly exhausted: Rational } {
  for (const rank of ranks) {
    const there = rank.filter((id) => standing.has(id));
    if (there.length === 0) continue;
    const part = divide(value, rational(BigInt(there.length)));
    return { papers: there.map((at) => ({ ranks, value: part, at })), exhausted: ZERO };
  }
  return { papers: [], exhausted: value };
}

/** Options in ranks by exact votes, most first. */
function ranksOf(ids: readonly string[], got: (id: string) => Rational): readonly (readonly string[])[] {
  const common = ids.map((id) => got(id).d).reduce((a, b) => a * b, 1n);
  return rankBy(ids, (id) => (got(id).n * common) / got(id).d);
}
