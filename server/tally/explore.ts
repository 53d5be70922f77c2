/**
 * Counting that meets ties on the way. Where the poll has a tie rule it decides and is reported; where it has none, every
 * way the tie could fall is counted. Options that win in all of them have won, those that win in some are tied.
 */
import type { TieRule } from './poll.js';
import { breakTie, type BrokenTie } from './seats.js';

/** A line of the count for people and checks. */
export type Round = Readonly<Record<string, unknown>>;

/** What a count says at one moment. */
export type Step<S> =
  | { readonly kind: 'go'; readonly state: S }
  | {
      readonly kind: 'end';
      readonly winners: readonly string[];
      readonly ranking: readonly (readonly string[])[];
      /** Still tied at the end, and ties the poll's rule broke there. */
      readonly tied?: readonly string[];
      readonly broken?: readonly BrokenTie[];
    }
  | {
      readonly kind: 'tie';
      /** In the order of the options. */
      readonly options: readonly string[];
      /** `best`: the one taken goes first; `worst`: the one taken goes out. */
      readonly take: 'best' | 'worst';
      readonly with: (option: string) => S;
      /** Who has already won, and who may still. */
      readonly sure: readonly string[];
      readonly open: readonly string[];
    };

export interface Counting {
  readonly rounds: readonly Round[];
  /** Where given, another path that reaches the same key is not counted again. */
  readonly key?: string;
}

export interface Explored {
  /** In the order of winning. */
  readonly winners: readonly string[];
  readonly tied: readonly string[];
  readonly ranking: readonly (readonly string[])[];
  readonly rounds: readonly Round[];
  readonly broken: readonly BrokenTie[];
}

/** Ways counted at most; a poll with more ties reports everything still open as tied. */
export const MAX_WAYS = 3000;

/** Runs a count to its end, or to all its ends. */
export function explore<S extends Counting>(
  start: S,
  step: (state: S) => Step<S>,
  rule: TieRule | undefined,
  ids: readonly string[],
): Explored {
  const broken: BrokenTie[] = [];
  const ends: { winners: readonly string[]; ranking: readonly (readonly string[])[]; rounds: readonly Round[] }[] = [];
  const left = new Set<string>();
  const seen = new Set<string>();
  let firstTie: readonly Round[] | undefined;
  let ways = 0;
  const waiting: S[] = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (state.key !== undefined && seen.has(state.key)) continue;
    if (state.key !== undefined) seen.add(state.key);
    const next = step(state);
    if (next.kind === 'go') {
      waiting.push(next.state);
    } else if (next.kind === 'end') {
      ends.push({ winners: next.winners, ranking: next.ranking, rounds: state.rounds });
      for (const id of next.tied ?? []) left.add(id);
      broken.push(...(next.broken ?? []));
    } else if (rule !== undefined) {
      const order = breakTie(next.options, rule);
      broken.push({ options: next.options, rule: rule.kind, order });
      waiting.push(next.with((next.take === 'best' ? order[0] : order[order.length - 1]) as string));
    } else {
      firstTie ??= [...state.rounds, { tie: next.options }];
      ways += next.options.length;
      if (ways > MAX_WAYS) {
        ends.push({ winners: next.sure, ranking: [], rounds: state.rounds });
        for (const id of next.open) left.add(id);
      } else {
        // the last pushed is counted first: options keep their order
        for (const option of [...next.options].reverse()) waiting.push(next.with(option));
      }
    }
  }
  const first = ends[0] ?? { winners: [], ranking: [], rounds: start.rounds };
  const winners = first.winners.filter((id) => ends.every((end) => end.winners.includes(id)));
  const some = ids.filter((id) => left.has(id) || ends.some((end) => end.winners.includes(id)));
  const tied = some.filter((id) => !winners.includes(id));
  if (tied.length === 0) return { winners, tied, ranking: first.ranking, rounds: first.rounds, broken };
  const rest = ids.filter((id) => !some.includes(id));
  const ranking = [...winners.map((id) => [id]), tied, ...(rest.length > 0 ? [rest] : [])];
  return { winners, tied, ranking, rounds: firstTie ?? first.rounds, broken };
}
