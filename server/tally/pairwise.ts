/** Schulze and ranked pairs: both compare options two by two. */
import type { ReadBallot } from './ballots.js';
import type { Step } from './explore.js';
import type { PollFile } from './poll.js';
import { fillSeats } from './seats.js';

/** `votes.get(a).get(b)`: how many rank a before b. */
export type Matrix = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

/** Pairwise votes. An unranked option stands behind all ranked ones (`last-equal`) or is not compared at all. */
export function pairwise(poll: PollFile, ids: readonly string[], ballots: readonly ReadBallot[]): Matrix {
  const matrix = new Map(ids.map((a) => [a, new Map(ids.filter((b) => b !== a).map((b) => [b, 0n]))]));
  for (const { said, votes } of ballots) {
    if (said.kind !== 'ranks') continue;
    const ranked = new Set(said.ranks.flat());
    const unranked = poll.unranked === 'last-equal' ? ids.filter((id) => !ranked.has(id)) : [];
    const ranks = [...said.ranks, unranked];
    ranks.forEach((rank, place) => {
      for (const a of rank) {
        const row = matrix.get(a) as Map<string, bigint>;
        for (const b of ranks.slice(place + 1).flat()) row.set(b, (row.get(b) ?? 0n) + votes);
      }
    });
  }
  return matrix;
}

/** How strong the victory of a over b is, 0 without one: the votes for it, or the margin where the poll's rules say so. */
function strength(matrix: Matrix, margins: boolean, a: string, b: string): bigint {
  const won = matrix.get(a)?.get(b) ?? 0n;
  const lost = matrix.get(b)?.get(a) ?? 0n;
  return won <= lost ? 0n : margins ? won - lost : won;
}

/** Schulze: a stands before b where the strongest path from a to b is stronger than the one back. Ranks, best first. */
export function schulzeRanks(matrix: Matrix, ids: readonly string[], margins: boolean): readonly (readonly string[])[] {
  const path = new Map(
    ids.map((a) => [a, new Map(ids.map((b) => [b, a === b ? 0n : strength(matrix, margins, a, b)]))]),
  );
  const of = (a: string, b: string): bigint => path.get(a)?.get(b) ?? 0n;
  for (const via of ids) {
    for (const a of ids) {
      for (const b of ids) {
        if (a === b || a === via || b === via) continue;
        const detour = smaller(of(a, via), of(via, b));
        if (detour > of(a, b)) path.get(a)?.set(b, detour);
      }
    }
  }
  return layers(ids, (a, b) => of(a, b) > of(b, a));
}

/** A pairwise victory, strongest first by `strength`, then by fewer votes against. */
interface Victory {
  readonly winner: string;
  readonly loser: string;
  readonly strength: bigint;
  readonly against: bigint;
}

export interface PairsState {
  readonly rounds: readonly Readonly<Record<string, unknown>>[];
  readonly key: string;
  /** Groups of equally strong victories still to lock, strongest first. */
  readonly groups: readonly (readonly Victory[])[];
  /** `a b` for every locked pair, closed over paths. */
  readonly above: ReadonlySet<string>;
}

/** Ranked pairs (Tideman): victories from the strongest down, each locked unless it contradicts stronger ones. */
export function startPairs(matrix: Matrix, ids: readonly string[], margins: boolean): PairsState {
  const victories: Victory[] = [];
  for (const winner of ids) {
    for (const loser of ids) {
      const strong = strength(matrix, margins, winner, loser);
      if (strong > 0n) {
        victories.push({ winner, loser, strength: strong, against: matrix.get(loser)?.get(winner) ?? 0n });
      }
    }
  }
  victories.sort((a, b) => order(b.strength, a.strength) || order(a.against, b.against));
  const groups: Victory[][] = [];
  for (const victory of victories) {
    const last = groups[groups.length - 1];
    const alike = last?.[0];
    if (last !== undefined && alike?.strength === victory.strength && alike.against === victory.against)
      last.push(victory);
    else groups.push([victory]);
  }
  return { rounds: [], key: '', groups, above: new Set() };
}

/** Locks the next victory or group of victories; equally strong ones that contradict each other are a tie. */
export function stepPairs(state: PairsState, ids: readonly string[], poll: PollFile): Step<PairsState> {
  const [group, ...rest] = state.groups;
  if (group === undefined) {
    const ranking = layers(ids, (a, b) => state.above.has(pair(a, b)));
    return { kind: 'end', ranking, ...fillSeats(ranking, poll.seats ?? 1, poll.tieRule) };
  }
  const possible = group.filter(({ winner, loser }) => !state.above.has(pair(loser, winner)));
  const together = possible.reduce<ReadonlySet<string> | undefined>(
    (above, victory) =>
      above?.has(pair(victory.loser, victory.winner)) === true ? undefined : above && lock(above, victory),
    state.above,
  );
  const contradicts = together === undefined;
  if (!contradicts) return { kind: 'go', state: locked(state, possible, rest, together) };
  // names of victories: winner and loser, in the order of the options
  const names = possible.map(({ winner, loser }) => `${winner} > ${loser}`);
  return {
    kind: 'tie',
    options: names,
    take: 'best',
    with: (name) => {
      const chosen = possible[names.indexOf(name)] as Victory;
      const others = possible.filter((victory) => victory !== chosen);
      return locked(state, [chosen], [others, ...rest], lock(state.above, chosen));
    },
    sure: [],
    open: ids,
  };
}

function locked(
  state: PairsState,
  victories: readonly Victory[],
  groups: readonly (readonly Victory[])[],
  above: ReadonlySet<string>,
): PairsState {
  const rounds = victories.map(({ winner, loser, strength: votes }) => ({
    locked: [winner, loser],
    strength: votes.toString(),
  }));
  const key = `${groups.map((group) => group.map(({ winner, loser }) => pair(winner, loser)).join()).join(';')}|${[...above].sort().join()}`;
  return { rounds: [...state.rounds, ...rounds], key, groups, above };
}

/** The relation with one more pair and every path it makes. */
function lock(above: ReadonlySet<string>, { winner, loser }: Victory): ReadonlySet<string> {
  const more = new Set(above);
  const pairs = [...above].map((text) => JSON.parse(text) as [string, string]);
  const over = [winner, ...pairs.filter(([, b]) => b === winner).map(([a]) => a)];
  const under = [loser, ...pairs.filter(([a]) => a === loser).map(([, b]) => b)];
  for (const a of over) for (const b of under) more.add(pair(a, b));
  return more;
}

function pair(a: string, b: string): string {
  return JSON.stringify([a, b]);
}

/** Ranks from a relation without cycles: those nobody stands before, then those nobody of the rest stands before … */
function layers(ids: readonly string[], before: (a: string, b: string) => boolean): readonly (readonly string[])[] {
  const ranks: (readonly string[])[] = [];
  let left = ids;
  while (left.length > 0) {
    const top = left.filter((b) => !left.some((a) => before(a, b)));
    ranks.push(top);
    left = left.filter((id) => !top.includes(id));
  }
  return ranks;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
