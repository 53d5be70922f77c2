import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ballot, Method, PollFile } from './poll.js';
import { isCounted, tally, type TallyAnswer } from './tally.js';

function counted(poll: PollFile): TallyAnswer {
  const answer = tally(poll);
  if (!isCounted(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

/** `45 ACBED` → a ballot with five ranks. */
function ranked(method: Method, letters: string, lines: readonly string[], over: Partial<PollFile> = {}): PollFile {
  const ballots = lines.map((line): Ballot => {
    const [count, order] = line.split(' ') as [string, string];
    return { choice: [...order], count: Number(count) };
  });
  return { method, options: [...letters].map((id) => ({ id })), unranked: 'last-equal', ballots, ...over };
}

// Tennessee's capital, the usual textbook vote: Memphis, Nashville, Chattanooga, Knoxville
const CAPITAL = ['42 MNCK', '26 NCKM', '15 CKNM', '17 KCNM'];
// Schulze, "A new monotonic … single-winner election method", example 1
const SCHULZE_1 = ['5 ACBED', '5 ADECB', '8 BEDAC', '3 CABED', '7 CAEBD', '2 CBADE', '7 DCEBA', '8 EBADC'];

describe('published counts', () => {
  it('Schulze example 1: E wins, the ranking is E A C B D', () => {
    const answer = counted(ranked('schulze', 'ABCDE', SCHULZE_1));
    expect(answer).toMatchObject({ outcome: 'elected', winners: ['E'], ranking: ['E', 'A', 'C', 'B', 'D'] });
    expect(answer.matrix).toEqual({
      A: { B: 20, C: 26, D: 30, E: 22 },
      B: { A: 25, C: 16, D: 33, E: 18 },
      C: { A: 19, B: 29, D: 17, E: 24 },
      D: { A: 15, B: 12, C: 28, E: 14 },
      E: { A: 23, B: 27, C: 21, D: 31 },
    });
  });

  it.each([
    ['schulze', ['N'], ['N', 'C', 'K', 'M']],
    ['ranked-pairs', ['N'], ['N', 'C', 'K', 'M']],
    ['irv', ['K'], ['K', 'M', 'N', 'C']],
    ['stv', ['K'], ['K', 'M', 'N', 'C']],
  ] as const)('Tennessee by %s', (method, winners, ranking) => {
    expect(counted(ranked(method, 'MNCK', CAPITAL))).toMatchObject({ outcome: 'elected', winners, ranking });
  });

  it('Tennessee by run-off, round by round', () => {
    expect(counted(ranked('irv', 'MNCK', CAPITAL)).rounds).toEqual([
      { counts: { M: '42', N: '26', C: '15', K: '17' }, exhausted: '0', out: 'C' },
      { counts: { M: '42', N: '26', K: '32' }, exhausted: '0', out: 'N' },
    ]);
  });

  it('the food vote by STV: 20 ballots, 3 seats, quota 6', () => {
    // given: the older worked example of the encyclopaedia's article on STV
    const poll: PollFile = {
      method: 'stv',
      seats: 3,
      options: ['orange', 'pear', 'chocolate', 'strawberry', 'sweets'].map((id) => ({ id })),
      unranked: 'not-counted',
      ballots: [
        { choice: ['orange'], count: 4 },
        { choice: ['pear', 'orange'], count: 2 },
        { choice: ['chocolate', 'strawberry'], count: 8 },
        { choice: ['chocolate', 'sweets'], count: 4 },
        { choice: ['strawberry'] },
        { choice: ['sweets'] },
      ],
    };

    // when
    const answer = counted(poll);

    // then
    expect(answer.winners).toEqual(['chocolate', 'orange', 'strawberry']);
    expect(answer.rounds).toMatchObject([
      {
        counts: { orange: '4', pear: '2', chocolate: '12', strawberry: '1', sweets: '1' },
        quota: '6',
        elected: ['chocolate'],
      },
      { transfer: 'chocolate', factor: '1/2' },
      { counts: { orange: '4', pear: '2', strawberry: '5', sweets: '3' }, out: 'pear' },
      { elected: ['orange'] },
      { counts: { strawberry: '5', sweets: '3' }, out: 'sweets' },
    ]);
  });

  it('a cycle is broken at its weakest victory', () => {
    const cycle = ['7 ABC', '5 BCA', '4 CAB']; // A beats B 11, B beats C 12, C beats A 9
    for (const method of ['schulze', 'ranked-pairs'] as const) {
      expect(counted(ranked(method, 'ABC', cycle))).toMatchObject({ winners: ['A'], ranking: ['A', 'B', 'C'] });
    }
    expect(counted(ranked('ranked-pairs', 'ABC', cycle)).rounds).toEqual([
      { locked: ['B', 'C'], strength: '12' },
      { locked: ['A', 'B'], strength: '11' },
    ]);
  });

  it.each(['schulze', 'ranked-pairs'] as const)('%s: winning votes and margins can elect others', (method) => {
    // B beats A 7:4, A beats C 6:5, C beats B 5:2; the weakest victory is C's by votes, A's by margin
    const lines = ['4 A', '2 BAC', '5 CBA'];
    expect(counted(ranked(method, 'ABC', lines)).winners).toEqual(['B']);
    expect(counted(ranked(method, 'ABC', lines, { rules: { strength: 'margins' } })).winners).toEqual(['C']);
  });

  it('unranked options stand last, or are not compared', () => {
    const last = counted(ranked('schulze', 'ABC', ['3 A']));
    expect(last.matrix).toEqual({ A: { B: 3, C: 3 }, B: { A: 0, C: 0 }, C: { A: 0, B: 0 } });
    const not = counted(ranked('schulze', 'ABC', ['3 A', '1 BA'], { unranked: 'not-counted' }));
    expect(not.matrix).toEqual({ A: { B: 0, C: 0 }, B: { A: 1, C: 0 }, C: { A: 0, B: 0 } });
  });

  it('tied ranks share a ballot equally and exactly', () => {
    const answer = counted({
      method: 'irv',
      options: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      unranked: 'not-counted',
      ballots: [
        { choice: [['a', 'b', 'c']], count: 1 },
        { choice: ['a', 'b'], count: 2 },
        { choice: ['b', 'c'], count: 1 },
        { choice: ['c'], count: 2 },
      ],
    });
    expect(answer.rounds[0]).toMatchObject({ counts: { a: '7/3', b: '4/3', c: '7/3' }, out: 'b' });
  });
});

describe('ties', () => {
  it('a tie for last that decides nothing is no tie', () => {
    expect(counted(ranked('irv', 'ABCD', ['5 AB', '4 BA', '1 CA', '1 DA']))).toMatchObject({
      outcome: 'elected',
      winners: ['A'],
    });
  });

  it('a tie for last that decides is reported, or broken by the poll’s rule', () => {
    const lines = ['4 A', '2 BC', '2 CA', '1 BA', '1 CB']; // whoever of B and C stays decides
    const open = counted(ranked('irv', 'ABC', lines, { unranked: 'not-counted' }));
    expect(open).toMatchObject({ outcome: 'tie', winners: [] });
    expect(open.rounds.at(-1)).toEqual({ tie: ['B', 'C'] });
    const ruled = counted(ranked('irv', 'ABC', lines, { unranked: 'not-counted', tieRule: { kind: 'order' } }));
    expect(ruled.outcome).toBe('elected');
    expect(ruled.brokenTies?.[0]).toEqual({ options: ['B', 'C'], rule: 'order', order: ['B', 'C'] });
  });

  it.each(['schulze', 'ranked-pairs', 'irv', 'stv'] as const)('two equals are tied by %s', (method) => {
    expect(counted(ranked(method, 'AB', ['3 AB', '3 BA']))).toMatchObject({
      outcome: 'tie',
      winners: [],
      tied: ['A', 'B'],
    });
  });

  it('three equal victories in a circle tie all three', () => {
    const lines = ['1 ABC', '1 BCA', '1 CAB'];
    for (const method of ['schulze', 'ranked-pairs', 'irv'] as const) {
      expect(counted(ranked(method, 'ABC', lines))).toMatchObject({ outcome: 'tie', tied: ['A', 'B', 'C'] });
    }
  });

  it.each(['schulze', 'ranked-pairs', 'irv', 'stv'] as const)('nobody ranked: nobody wins by %s', (method) => {
    expect(counted(ranked(method, 'AB', []))).toMatchObject({ outcome: 'failed', winners: [] });
  });
});

const letters = ['A', 'B', 'C', 'D'];
const ballot = fc
  .tuple(
    fc.shuffledSubarray(letters, { minLength: 1 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([order, joined, count]): Ballot => {
    const ranks: string[][] = [];
    order.forEach((id, i) => {
      if (i > 0 && joined[i] === true) (ranks[ranks.length - 1] as string[]).push(id);
      else ranks.push([id]);
    });
    return { choice: ranks, count };
  });
const poll = fc.tuple(
  fc.array(ballot, { minLength: 1, maxLength: 8 }),
  fc.constantFrom('last-equal' as const, 'not-counted' as const),
);

describe('properties', () => {
  it.each(['schulze', 'ranked-pairs', 'irv', 'stv'] as const)(
    '%s: neither the order of options nor of ballots decides',
    (method) => {
      fc.assert(
        fc.property(
          poll,
          fc.shuffledSubarray(letters, { minLength: 4 }),
          fc.integer({ min: 1, max: 2 }),
          ([ballots, unranked], order, s) => {
            const seats = method === 'irv' ? 1 : s;
            const one = counted({ method, unranked, seats, options: letters.map((id) => ({ id })), ballots });
            const other = counted({
              method,
              unranked,
              seats,
              options: order.map((id) => ({ id })),
              ballots: [...ballots].reverse(),
            });
            expect(other.outcome).toBe(one.outcome);
            expect(new Set(other.winners)).toEqual(new Set(one.winners));
            expect(new Set(other.tied)).toEqual(new Set(one.tied));
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it('Schulze agrees with the strongest of all paths, searched one by one', () => {
    fc.assert(
      fc.property(poll, ([ballots, unranked]) => {
        const answer = counted({ method: 'schulze', unranked, options: letters.map((id) => ({ id })), ballots });
        const votes = (a: string, b: string): number => Number(answer.matrix?.[a]?.[b] ?? 0);
        const direct = (a: string, b: string): number => (votes(a, b) > votes(b, a) ? votes(a, b) : 0);
        const strongest = (a: string, b: string, via: readonly string[]): number =>
          Math.max(
            direct(a, b),
            ...via.map((c) =>
              Math.min(
                direct(a, c),
                strongest(
                  c,
                  b,
                  via.filter((d) => d !== c),
                ),
              ),
            ),
          );
        const path = (a: string, b: string): number =>
          strongest(
            a,
            b,
            letters.filter((c) => c !== a && c !== b),
          );
        const unbeaten = letters.filter((b) => letters.every((a) => a === b || path(a, b) <= path(b, a)));
        expect(answer.outcome === 'elected' ? answer.winners : answer.tied).toEqual(unbeaten);
      }),
      { numRuns: 300 },
    );
  });

  it('ranked pairs agrees with locking one by one where no two victories are equally strong', () => {
    fc.assert(
      fc.property(poll, ([ballots, unranked]) => {
        const answer = counted({ method: 'ranked-pairs', unranked, options: letters.map((id) => ({ id })), ballots });
        const votes = (a: string, b: string): number => Number(answer.matrix?.[a]?.[b]);
        const victories = letters
          .flatMap((a) =>
            letters.filter((b) => b !== a).map((b) => ({ a, b, strong: votes(a, b) * 1000 - votes(b, a) })),
          )
          .filter(({ a, b }) => votes(a, b) > votes(b, a))
          .sort((x, y) => y.strong - x.strong);
        fc.pre(new Set(victories.map((victory) => victory.strong)).size === victories.length);
        const locked: [string, string][] = [];
        const reaches = (from: string, to: string): boolean =>
          locked.some(([a, b]) => a === from && (b === to || reaches(b, to)));
        for (const { a, b } of victories) if (!reaches(b, a)) locked.push([a, b]);
        const unbeaten = letters.filter((id) => !locked.some(([, loser]) => loser === id));
        expect(answer.outcome === 'elected' ? answer.winners : answer.tied).toEqual(unbeaten);
      }),
      { numRuns: 300 },
    );
  });

  it('who beats everyone wins by both pairwise methods', () => {
    fc.assert(
      fc.property(poll, ([ballots, unranked]) => {
        for (const method of ['schulze', 'ranked-pairs'] as const) {
          const answer = counted({ method, unranked, options: letters.map((id) => ({ id })), ballots });
          const wins = (a: string, b: string): boolean =>
            Number(answer.matrix?.[a]?.[b]) > Number(answer.matrix?.[b]?.[a]);
          const best = letters.find((a) => letters.every((b) => a === b || wins(a, b)));
          if (best !== undefined) expect(answer.winners).toEqual([best]);
        }
      }),
    );
  });

  it('STV never seats more than there are seats, and fills them while votes last', () => {
    fc.assert(
      fc.property(poll, fc.integer({ min: 1, max: 4 }), ([ballots, unranked], seats) => {
        const answer = counted({ method: 'stv', unranked, seats, options: letters.map((id) => ({ id })), ballots });
        expect(answer.winners.length).toBeLessThanOrEqual(seats);
        if (answer.outcome === 'elected') expect(answer.winners.length + (answer.vacant ?? 0)).toBe(seats);
        const total = ballots.reduce((sum, one) => sum + Number(one.count), 0);
        for (const round of answer.rounds) {
          if (round.quota !== undefined) expect(round.quota).toBe(String(Math.floor(total / (seats + 1)) + 1));
        }
      }),
    );
  });

  it('a tie rule always ends a tie', () => {
    fc.assert(
      fc.property(
        poll,
        fc.constantFrom('schulze' as const, 'ranked-pairs' as const, 'irv' as const, 'stv' as const),
        fc.string({ minLength: 1 }),
        ([ballots, unranked], method, seed) => {
          const base: PollFile = { method, unranked, options: letters.map((id) => ({ id })), ballots };
          const open = counted(base);
          const ruled = counted({ ...base, tieRule: { kind: 'lot', seed } });
          expect(ruled.outcome).toBe('elected');
          // the rule chooses among those that were tied, never anyone else
          expect([...open.winners, ...(open.tied ?? [])]).toContain(ruled.winners[0]);
        },
      ),
    );
  });
});
