/** Quorum and threshold: which numbers a demand compares, and the comparison itself. */
import type { ReadBallot, Weight } from './ballots.js';
import { meets, type FractionOp } from './fraction.js';
import type { Base, Demand, Dimension, PollFile } from './poll.js';
import { readWhole, writeWhole, type Whole } from './whole.js';

/** A demand with the exact numbers it compared. */
export interface Tested {
  readonly of: Dimension;
  readonly base: Base;
  readonly num: number;
  readonly den: number;
  readonly op: FractionOp;
  readonly value: Whole;
  readonly total: Whole;
  readonly met: boolean;
  /** The option a threshold was applied to, where there are several. */
  readonly option?: string;
}

/** Sums over the ballots that every method needs. */
export interface Sums {
  /** All ballots. */
  readonly cast: Weight;
  /** Ballots that are not invalid, abstentions included. */
  readonly participating: Weight;
  readonly abstain: Weight;
  readonly invalid: Weight;
}

export const NOTHING: Weight = { votes: 0n, area: 0n };

export function plus(a: Weight, b: Weight): Weight {
  return { votes: a.votes + b.votes, area: a.area + b.area };
}

function minus(a: Weight, b: Weight): Weight {
  return { votes: a.votes - b.votes, area: a.area - b.area };
}

export function sumsOf(ballots: readonly ReadBallot[]): Sums {
  const of = (kinds: readonly string[]): Weight =>
    ballots.filter((ballot) => kinds.includes(ballot.said.kind)).reduce<Weight>(plus, NOTHING);
  const abstain = of(['abstain']);
  const invalid = of(['invalid']);
  const cast = plus(plus(of(['ranks', 'points']), abstain), invalid);
  return { cast, participating: minus(cast, invalid), abstain, invalid };
}

/**
 * Every quorum of the poll. Those present count where the poll says how many they were and the demand is about the
 * electorate (会议: 到会); otherwise those whose ballots are not invalid (书面: 参与表决).
 */
export function testQuorum(poll: PollFile, sums: Sums): readonly Tested[] {
  return (poll.quorum ?? []).map((demand) => {
    const present = demand.base === 'electorate' ? readWhole(poll.attending?.[demand.of]) : undefined;
    const value = present ?? measure(sums.participating, demand.of);
    return tested(demand, value, baseOf(poll, sums, demand));
  });
}

/** Every threshold of the poll, applied to what one option got. Abstentions leave the base where the poll says `out`. */
export function testThreshold(poll: PollFile, sums: Sums, got: Weight, option?: string): readonly Tested[] {
  return (poll.threshold ?? []).map((demand) => {
    const total = baseOf(poll, sums, demand);
    // abstaining members of the electorate stay members of it, whatever the poll says about abstentions
    const leaves = poll.abstain === 'out' && demand.base !== 'electorate';
    const base = leaves ? total - measure(sums.abstain, demand.of) : total;
    const test = tested(demand, measure(got, demand.of), base);
    return option === undefined ? test : { ...test, option };
  });
}

/** A weight in one dimension. A ballot is one household's ballot where households are counted. */
export function measure(weight: Weight, of: Dimension): bigint {
  return of === 'area' ? weight.area : weight.votes;
}

function baseOf(poll: PollFile, sums: Sums, demand: Demand): bigint {
  if (demand.base === 'cast' || demand.base === 'participating') return measure(sums[demand.base], demand.of);
  return readWhole(poll[demand.base]?.[demand.of]) ?? 0n;
}

function tested({ of, base, num, den, op }: Demand, value: bigint, total: bigint): Tested {
  return {
    of,
    base,
    num,
    den,
    op,
    value: writeWhole(value),
    total: writeWhole(total),
    met: meets({ num, den, op }, value, total),
  };
}
