import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ballot, PollFile } from './poll.js';
import { isCounted, tally, type TallyAnswer } from './tally.js';

function counted(poll: PollFile): TallyAnswer {
  const answer = tally(poll);
  if (!isCounted(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

const project = (id: string, cost: number): { id: string; cost: number } => ({ id, cost });

describe('greedy', () => {
  const options = [project('lamp', 60), project('bench', 30), project('ramp', 50), project('sign', 10)];

  it('takes the most approved that still fits, and skips what does not', () => {
    const answer = counted({
      method: 'pb-greedy',
      budget: 100,
      options,
      ballots: [
        { choice: ['lamp', 'ramp'], count: 5 },
        { choice: ['ramp', 'bench'], count: 3 },
        { choice: ['sign'], count: 1 },
      ],
    });
    expect(answer).toMatchObject({
      outcome: 'elected',
      winners: ['ramp', 'bench', 'sign'],
      ranking: ['ramp', 'lamp', 'bench', 'sign'],
    });
    expect(answer.rounds[0]).toEqual({ chosen: 'ramp', votes: '8', cost: '50', by: 'votes' });
  });

  it('reports equals that do not fit together', () => {
    const ballots: Ballot[] = [{ choice: ['lamp', 'ramp'], count: 2 }];
    expect(counted({ method: 'pb-greedy', budget: 100, options, ballots })).toMatchObject({
      outcome: 'tie',
      winners: [],
      tied: ['lamp', 'ramp'],
    });
    expect(counted({ method: 'pb-greedy', budget: 110, options, ballots })).toMatchObject({
      outcome: 'elected',
      winners: ['lamp', 'ramp'],
    });
    expect(counted({ method: 'pb-greedy', budget: 100, options, ballots, tieRule: { kind: 'order' } })).toMatchObject({
      winners: ['lamp'],
    });
  });

  it('chooses nothing nobody approves', () => {
    expect(counted({ method: 'pb-greedy', budget: 100, options, ballots: [] })).toMatchObject({
      outcome: 'failed',
      winners: [],
    });
  });
});

describe('equal shares', () => {
  it('gives a minority its part of the budget', () => {
    // 60 voters want the three northern projects, 40 the two southern ones; budget 100, one unit a voter
    const options = ['n1', 'n2', 'n3'].map((id) => project(id, 30)).concat([project('s1', 25), project('s2', 15)]);
    const ballots: Ballot[] = [
      { choice: ['n1', 'n2', 'n3'], count: 60 },
      { choice: ['s1', 's2'], count: 40 },
    ];
    const shares = counted({ method: 'pb-equal-shares', budget: 100, options, ballots, tieRule: { kind: 'order' } });
    expect(new Set(shares.winners)).toEqual(new Set(['n1', 'n2', 's1', 's2']));
    const greedy = counted({ method: 'pb-greedy', budget: 100, options, ballots });
    expect(new Set(greedy.winners)).toEqual(new Set(['n1', 'n2', 'n3']));
  });

  it('lets who has less pay all and the others the rest, exactly', () => {
    // a costs 2, all three pay 2/3 of their 1; b costs 1, its two supporters pay their 1/3 each: too little
    const answer = counted({
      method: 'pb-equal-shares',
      budget: 3,
      options: [project('a', 2), project('b', 1)],
      ballots: [{ choice: ['a'] }, { choice: ['a', 'b'], count: 2 }],
      tieRule: { kind: 'order' },
    });
    expect(answer.winners).toEqual(['a']);
    expect(answer.rounds).toEqual([{ chosen: 'a', cost: '2', payment: '2/3', price: '1/3', by: 'shares' }]);
  });

  it('counts a project as its cost, or as one', () => {
    // big: price per yuan 1/60; small: 1/40; payments 100/60 = 5/3 and 10/40 = 1/4
    const poll: PollFile = {
      method: 'pb-equal-shares',
      budget: 200,
      options: [project('big', 100), project('small', 10)],
      ballots: [
        { choice: ['big'], count: 60 },
        { choice: ['small'], count: 40 },
      ],
    };
    expect(counted(poll).rounds.map((round) => [round.chosen, round.price])).toEqual([
      ['big', '1/60'],
      ['small', '1/40'],
    ]);
    expect(
      counted({ ...poll, rules: { utility: 'cardinality' } }).rounds.map((round) => [round.chosen, round.price]),
    ).toEqual([
      ['small', '1/4'],
      ['big', '5/3'],
    ]);
  });

  it('leaves money over, or spends it by votes where the poll says so', () => {
    const poll: PollFile = {
      method: 'pb-equal-shares',
      budget: 100,
      options: [project('a', 60), project('b', 30)],
      ballots: [
        { choice: ['a'], count: 3 },
        { choice: ['b'], count: 2 },
        { choice: [], count: 9 },
      ],
    };
    expect(counted(poll).winners).toEqual(['a', 'b']);
    const dear: PollFile = { ...poll, options: [project('a', 61), project('b', 39)] };
    expect(counted(dear).winners).toEqual(['b']);
    const completed = counted({ ...dear, completion: 'utilitarian' });
    expect(completed.winners).toEqual(['b', 'a']);
    expect(completed.rounds.map((round) => round.by)).toEqual(['shares', 'votes']);
  });
});

describe('properties', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const instance = fc.record({
    costs: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 4, maxLength: 4 }),
    budget: fc.integer({ min: 0, max: 60 }),
    ballots: fc.array(fc.record({ choice: fc.subarray(ids), count: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    method: fc.constantFrom('pb-greedy' as const, 'pb-equal-shares' as const),
    completion: fc.constantFrom('none' as const, 'utilitarian' as const),
  });

  it('never spends more than the budget, and does not depend on the order of projects or ballots', () => {
    fc.assert(
      fc.property(
        instance,
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        ({ costs, budget, ballots, method, completion }, order) => {
          const options = ids.map((id, i) => project(id, costs[i] as number));
          const one = counted({ method, completion, budget, options, ballots });
          const spent = one.winners.reduce((sum, id) => sum + (costs[ids.indexOf(id)] as number), 0);
          expect(spent).toBeLessThanOrEqual(budget);
          const shuffled = order.map((i) => options[i] as { id: string; cost: number });
          const other = counted({ method, completion, budget, options: shuffled, ballots: [...ballots].reverse() });
          expect(new Set(other.winners)).toEqual(new Set(one.winners));
          expect(new Set(other.tied)).toEqual(new Set(one.tied));
        },
      ),
      { numRuns: 500 },
    );
  });
});
