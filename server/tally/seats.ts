/** From a ranking with ties to winners: seats are filled rank by rank, and a rank that does not fit is a tie. */
import { drawLot } from './lot.js';
import type { TieRule } from './poll.js';

/** A rank: one id, or the ids that share it, in the order of the options. */
export type Rank = string | readonly string[];

/** A tie somebody's rule broke: what was tied and in which order the rule put it. */
export interface BrokenTie {
  readonly options: readonly string[];
  readonly rule: TieRule['kind'];
  readonly order: readonly string[];
}

export interface Seated {
  readonly winners: readonly string[];
  /** Options that share the last seats and that no rule separates. */
  readonly tied: readonly string[];
  readonly broken: readonly BrokenTie[];
}

/** Fills `seats` from ranks, best first. */
export function fillSeats(ranks: readonly (readonly string[])[], seats: number, rule: TieRule | undefined): Seated {
  const winners: string[] = [];
  for (const rank of ranks) {
    const left = seats - winners.length;
    if (left <= 0) break;
    if (rank.length <= left) {
      winners.push(...rank);
    } else if (rule === undefined) {
      return { winners, tied: rank, broken: [] };
    } else {
      const order = breakTie(rank, rule);
      winners.push(...order.slice(0, left));
      return { winners, tied: [], broken: [{ options: rank, rule: rule.kind, order }] };
    }
  }
  return { winners, tied: [], broken: [] };
}

/** Tied options (in the order of the poll's options) as the rule orders them. */
export function breakTie(tied: readonly string[], rule: TieRule): readonly string[] {
  return rule.kind === 'lot' ? drawLot(rule.seed, tied) : tied;
}

/** Options in ranks by what they got, most first; equals share a rank in the order of the options. */
export function rankBy(ids: readonly string[], got: (id: string) => bigint): readonly (readonly string[])[] {
  const sorted = ids.map((id, order) => ({ id, order, votes: got(id) }));
  sorted.sort((a, b) => (a.votes > b.votes ? -1 : a.votes < b.votes ? 1 : a.order - b.order));
  const ranks: string[][] = [];
  let last: bigint | undefined;
  for (const { id, votes } of sorted) {
    if (votes === last) (ranks[ranks.length - 1] as string[]).push(id);
    else ranks.push([id]);
    last = votes;
  }
  return ranks;
}

/** Ranks as a ballot writes them: a lone id without brackets. */
export function writeRanks(ranks: readonly (readonly string[])[]): readonly Rank[] {
  return ranks.map((rank) => (rank.length === 1 ? (rank[0] as string) : rank));
}
