import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtLeast, meets, needed, parseFraction, type Fraction } from './fraction.js';
import { drawLot, sha256Hex } from './lot.js';
import { METHODS, type Ballot, type PollFile } from './poll.js';
import { isCounted, tally, type TallyAnswer } from './tally.js';
import { readWhole, writeWhole } from './whole.js';

function counted(poll: PollFile, ballots?: Iterable<Ballot>): TallyAnswer {
  const answer = tally(poll, ballots);
  if (!isCounted(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

const fraction = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom('>=' as const, '>' as const))
  .filter(([num, den, op]) => num < den || (num === den && op === '>='))
  .map(([num, den, op]): Fraction => ({ num, den, op }));

describe('fractions', () => {
  it.each([
    ['>=2/3', 16_800n, 25_200n, true],
    ['>=2/3', 16_799n, 25_200n, false],
    ['>1/2', 75n, 151n, false],
    ['>1/2', 76n, 151n, true],
    ['>1/2', 50n, 100n, false],
    ['>=1/2', 50n, 100n, true],
    ['> 2/3', 200n, 300n, false],
    ['>=1/1', 59n, 59n, true],
    ['>=1/1', 58n, 59n, false],
    ['>=2/3', 0n, 0n, false],
    // beyond what a double can tell apart
    ['>1/2', 9_007_199_254_740_993n, 18_014_398_509_481_985n, true],
    ['>1/2', 9_007_199_254_740_992n, 18_014_398_509_481_984n, false],
  ] as const)('%s: %s of %s is %s', (text, value, total, met) => {
    const read = parseFraction(text);
    expect(read).toBeDefined();
    expect(meets(read as Fraction, value, total)).toBe(met);
  });

  it.each(['2/3', '>=0/3', '>1/0', '>=4/3', '>1/1', '=>1/2', '>= 1.5/2', '>=2/3 of all', '<1/2'])(
    'refuses %j',
    (text) => expect(parseFraction(text)).toBeUndefined(),
  );

  it('needed() is the least number that meets the fraction', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 1, max: 5000 }), (f, total) => {
        const least = needed(f, BigInt(total));
        expect(meets(f, least, BigInt(total))).toBe(true);
        expect(meets(f, least - 1n, BigInt(total))).toBe(false);
      }),
    );
  });

  it.each([
    ['>1/2', '>1/2', true],
    ['>=1/2', '>1/2', false],
    ['>1/2', '>=1/2', true],
    ['>=2/4', '>=1/2', true],
    ['>=51/100', '>1/2', true],
    ['>=2/3', '>=3/4', false],
  ])('%s is at least %s: %s', (given, floor, enough) => {
    expect(isAtLeast(parseFraction(given) as Fraction, parseFraction(floor) as Fraction)).toBe(enough);
  });

  it('isAtLeast: whatever reaches the one reaches the other', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        const counterexample = Array.from({ length: 1600 }, (_, n) => n + 1).some(
          (total) => needed(a, BigInt(total)) < needed(b, BigInt(total)),
        );
        expect(isAtLeast(a, b)).toBe(!counterexample);
      }),
      { numRuns: 200 },
    );
  });
});

describe('whole numbers', () => {
  it.each([
    [0, 0n],
    [-3, -3n],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['-12', -12n],
  ])('reads %j', (value, whole) => expect(readWhole(value)).toBe(whole));
  it.each([0.5, NaN, -0, 2 ** 53, '1.0', '01', '+1', ' 1', '', '1e3', '-0', null, true, '9'.repeat(61)])(
    'refuses %j',
    (value) => expect(readWhole(value)).toBeUndefined(),
  );
  it('writes a number where it is exact, else a string', () => {
    expect(writeWhole(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991);
    expect(writeWhole(9_007_199_254_740_992n)).toBe('9007199254740992');
  });
});

describe('yes-no', () => {
  const base: PollFile = {
    method: 'yes-no',
    electorate: { heads: 20 },
    attending: { heads: 12 },
    ballots: [
      { choice: 'yes', count: 5 },
      { choice: 'no', count: 3 },
      { choice: 'abstain', count: 2 },
      { choice: 'invalid', count: 1 },
    ],
  };

  it.each([
    ['electorate', 'in-base', 20],
    ['attending', 'in-base', 12],
    ['participating', 'in-base', 10],
    ['cast', 'in-base', 11],
    ['electorate', 'out', 20],
    ['attending', 'out', 10],
    ['participating', 'out', 8],
    ['cast', 'out', 9],
  ] as const)('base %s with abstentions %s is %i', (of, abstain, total) => {
    const answer = counted({ ...base, abstain, threshold: [{ of: 'heads', base: of, num: 1, den: 2, op: '>' }] });
    expect(answer.threshold).toEqual([
      { of: 'heads', base: of, num: 1, den: 2, op: '>', value: 5, total, met: 5 * 2 > total },
    ]);
    expect(answer.outcome).toBe(5 * 2 > total ? 'passed' : 'failed');
  });

  it.each([
    [5, 3, 'passed', ['yes']],
    [3, 5, 'failed', []],
    [4, 4, 'tie', []],
    [0, 0, 'failed', []],
  ] as const)('without threshold, %i against %i: %s', (yes, no, outcome, winners) => {
    const answer = counted({
      method: 'yes-no',
      ballots: [
        { choice: 'yes', count: yes },
        { choice: 'no', count: no },
      ],
    });
    expect(answer).toMatchObject({ outcome, winners });
  });

  it('every quorum must be met, and figures are given all the same', () => {
    const answer = counted({
      ...base,
      quorum: [
        { of: 'heads', base: 'electorate', num: 1, den: 2, op: '>=' },
        { of: 'heads', base: 'electorate', num: 2, den: 3, op: '>=' },
      ],
      threshold: [{ of: 'heads', base: 'participating', num: 1, den: 3, op: '>' }],
    });
    expect(answer.outcome).toBe('no-quorum');
    expect(answer.winners).toEqual([]);
    expect(answer.quorum.map((test) => [test.value, test.met])).toEqual([
      [12, true],
      [12, false],
    ]);
    expect(answer.threshold[0]?.met).toBe(true);
  });

  it('counts beyond 2^53 exactly', () => {
    const answer = counted({
      method: 'yes-no',
      threshold: [{ of: 'area', base: 'participating', num: 1, den: 2, op: '>' }],
      ballots: [
        { choice: 'yes', area: '9007199254740993' },
        { choice: 'no', area: '9007199254740992' },
      ],
    });
    expect(answer).toMatchObject({ outcome: 'passed', areas: { yes: '9007199254740993' } });
    expect(answer.threshold[0]).toMatchObject({ value: '9007199254740993', total: '18014398509481985' });
  });

  it('weight, count and area multiply as identical ballots do', () => {
    const folded = counted({ method: 'yes-no', ballots: [{ choice: 'yes', weight: 3, count: 4, area: 250 }] });
    const spread = counted({
      method: 'yes-no',
      ballots: Array<Ballot>(4).fill({ choice: 'yes', weight: 3, area: 250 }),
    });
    expect(folded).toEqual(spread);
    expect(folded.counts.yes).toBe(12);
    expect(folded.areas?.yes).toBe(1000);
  });
});

describe('plurality, approval and score', () => {
  const options = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it('elects the most votes and reports the whole ranking', () => {
    const answer = counted({ method: 'plurality', options }, [
      { choice: 'b', count: 4 },
      { choice: 'a', count: 2 },
      { choice: 'c', count: 2 },
      { choice: 'abstain' },
    ]);
    expect(answer).toMatchObject({ outcome: 'elected', winners: ['b'], ranking: ['b', ['a', 'c']] });
    expect(answer.counts).toEqual({ a: 2, b: 4, c: 2, abstain: 1, invalid: 0 });
  });

  const tied: Ballot[] = [
    { choice: 'b', count: 3 },
    { choice: 'a', count: 3 },
    { choice: 'c', count: 5 },
  ];

  it('reports a tie for the last seat and never breaks it silently', () => {
    expect(counted({ method: 'plurality', options, seats: 2, ballots: tied })).toMatchObject({
      outcome: 'tie',
      winners: ['c'],
      tied: ['a', 'b'],
    });
    expect(counted({ method: 'plurality', options, seats: 3, ballots: tied })).toMatchObject({
      outcome: 'elected',
      winners: ['c', 'a', 'b'],
    });
  });

  it('breaks it by the poll’s own rule and says so', () => {
    const byOrder = counted({ method: 'plurality', options, seats: 2, tieRule: { kind: 'order' }, ballots: tied });
    expect(byOrder).toMatchObject({
      outcome: 'elected',
      winners: ['c', 'a'],
      brokenTies: [{ options: ['a', 'b'], rule: 'order', order: ['a', 'b'] }],
    });
    const lots = ['1', '2', '3', '4', '5', '6', '7', '8'].map(
      (seed) =>
        counted({ method: 'plurality', options, seats: 2, tieRule: { kind: 'lot', seed }, ballots: tied }).winners[1],
    );
    expect(new Set(lots)).toEqual(new Set(['a', 'b']));
  });

  it('gives no seat for no votes or below the threshold', () => {
    const ballots: Ballot[] = [
      { choice: 'a', count: 6 },
      { choice: 'b', count: 4 },
    ];
    expect(counted({ method: 'plurality', options, seats: 3, ballots })).toMatchObject({
      winners: ['a', 'b'],
      vacant: 1,
    });
    const threshold = [{ of: 'heads', base: 'participating', num: 1, den: 2, op: '>' }] as const;
    const half = counted({ method: 'plurality', options, seats: 2, threshold, ballots });
    expect(half).toMatchObject({ outcome: 'elected', winners: ['a'], vacant: 1 });
    expect(half.threshold.map((test) => [test.option, test.met])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
    expect(counted({ method: 'plurality', options, ballots: [] })).toMatchObject({ outcome: 'failed', winners: [] });
  });

  it('approval counts every named option once', () => {
    const answer = counted({ method: 'approval', options, seats: 2 }, [
      { choice: ['a', 'b'], count: 3 },
      { choice: ['b', 'c'], count: 2 },
      { choice: [] },
      { choice: 'invalid' },
    ]);
    expect(answer).toMatchObject({ winners: ['b', 'a'], counts: { a: 3, b: 5, c: 2, abstain: 1, invalid: 1 } });
    expect(answer.totals.participating.votes).toBe(6);
  });

  it('score adds points, negative ones too', () => {
    const answer = counted({ method: 'score', options }, [
      { choice: { a: 5, b: 4 }, count: 2 },
      { choice: { b: 4, c: -1, a: '-3' } },
    ]);
    expect(answer).toMatchObject({ winners: ['b'], counts: { a: 7, b: 12, c: -1 } });
  });
});

describe('what cannot be counted is refused with its place', () => {
  const yesNo: PollFile = { method: 'yes-no' };
  const refuse = (poll: unknown, ballots?: readonly unknown[]): unknown =>
    tally(poll as PollFile, ballots as Ballot[] | undefined);

  it.each<[string, unknown, string, string]>([
    ['no object', [], '', 'type'],
    ['an unknown method', { method: 'borda' }, 'method', 'value'],
    ['no options', { method: 'plurality' }, 'options', 'required'],
    ['an option twice', { method: 'plurality', options: [{ id: 'a' }, { id: 'a' }] }, 'options[1].id', 'duplicate'],
    ['a reserved id', { method: 'plurality', options: [{ id: 'abstain' }] }, 'options[0].id', 'reserved'],
    ['half a seat', { method: 'plurality', options: [{ id: 'a' }], seats: 0.5 }, 'seats', 'value'],
    [
      'a fraction of nothing',
      { ...yesNo, quorum: [{ of: 'heads', base: 'cast', num: 1, den: 0, op: '>' }] },
      'quorum[0].den',
      'value',
    ],
    [
      'more than all',
      { ...yesNo, threshold: [{ of: 'heads', base: 'cast', num: 1, den: 1, op: '>' }] },
      'threshold[0].op',
      'value',
    ],
    [
      'a demand in shoes',
      { ...yesNo, threshold: [{ of: 'shoes', base: 'cast', num: 1, den: 2, op: '>' }] },
      'threshold[0].of',
      'value',
    ],
    [
      'a base without its total',
      { ...yesNo, quorum: [{ of: 'area', base: 'electorate', num: 1, den: 2, op: '>' }] },
      'electorate.area',
      'required',
    ],
    [
      'those present not said',
      { ...yesNo, threshold: [{ of: 'heads', base: 'attending', num: 1, den: 2, op: '>' }] },
      'attending.heads',
      'required',
    ],
    ['a rounded electorate', { ...yesNo, electorate: { heads: 2 ** 53 } }, 'electorate.heads', 'value'],
    ['a misspelt total', { ...yesNo, electorate: { people: 3 } }, 'electorate.people', 'unknown'],
    ['presumed votes', { ...yesNo, silence: 'count-with-majority' }, 'silence', 'value'],
    ['invalid ballots in the base', { ...yesNo, invalid: 'in-base' }, 'invalid', 'value'],
    ['a lot without a seed', { ...yesNo, tieRule: { kind: 'lot' } }, 'tieRule.seed', 'required'],
    [
      'a threshold over points',
      { method: 'score', options: [{ id: 'a' }], threshold: [{ of: 'heads', base: 'cast', num: 1, den: 2, op: '>' }] },
      'threshold',
      'not-for-method',
    ],
    ['ranks without a rule for the unranked', { method: 'schulze', options: [{ id: 'a' }] }, 'unranked', 'required'],
    ['a budget vote without a budget', { method: 'pb-greedy', options: [{ id: 'a', cost: 5 }] }, 'budget', 'required'],
    [
      'a project without a cost',
      { method: 'pb-greedy', budget: 9, options: [{ id: 'a' }] },
      'options[0].cost',
      'required',
    ],
  ])('%s', (_name, poll, field, code) => {
    expect(refuse(poll)).toEqual({ error: 'invalid-poll', findings: [{ code, field }] });
  });

  it.each<[string, unknown, unknown, string, string]>([
    ['no choice', yesNo, {}, 'choice', 'required'],
    ['another word', yesNo, { choice: 'maybe' }, 'choice', 'unknown-option'],
    ['a list for yes-no', yesNo, { choice: ['yes'] }, 'choice', 'type'],
    ['a fraction of a vote', yesNo, { choice: 'yes', weight: 0.5 }, 'weight', 'value'],
    ['a negative count', yesNo, { choice: 'yes', count: -1 }, 'count', 'value'],
    ['an area in floating point', yesNo, { choice: 'yes', area: '90.5' }, 'area', 'value'],
    ['no object', yesNo, 'yes', '', 'type'],
    [
      'an approval twice',
      { method: 'approval', options: [{ id: 'a' }] },
      { choice: ['a', 'a'] },
      'choice[1]',
      'duplicate',
    ],
    ['tied approvals', { method: 'approval', options: [{ id: 'a' }] }, { choice: [['a']] }, 'choice[0]', 'type'],
    [
      'a score for nobody',
      { method: 'score', options: [{ id: 'a' }] },
      { choice: { z: 1 } },
      'choice.z',
      'unknown-option',
    ],
    ['a fraction of a point', { method: 'score', options: [{ id: 'a' }] }, { choice: { a: 1.5 } }, 'choice.a', 'value'],
  ])('a ballot with %s', (_name, poll, ballot, field, code) => {
    const good = { choice: 'abstain' };
    expect(refuse(poll, [good, ballot])).toEqual({ error: 'invalid-poll', findings: [{ code, field, row: 2 }] });
  });

  it('ballots in the poll and beside it', () => {
    expect(refuse({ ...yesNo, ballots: [] }, [])).toMatchObject({
      findings: [{ field: 'ballots', code: 'given-twice' }],
    });
  });

  it('counts a poll with an unknown field, and says so', () => {
    const answer = refuse({ ...yesNo, title: 'lift', treshold: [], ballots: [{ choice: 'yes', wieght: 2 }] });
    expect(answer).toMatchObject({
      outcome: 'passed',
      warnings: [
        { code: 'unknown-field', field: 'treshold' },
        { code: 'unknown-field', field: 'wieght', row: 1 },
      ],
    });
  });

  it('says when more voted than could', () => {
    const answer = counted({
      ...yesNo,
      electorate: { heads: 3 },
      quorum: [{ of: 'heads', base: 'electorate', num: 1, den: 2, op: '>' }],
      ballots: [{ choice: 'yes', count: 4 }],
    });
    expect(answer.warnings).toEqual([{ code: 'more-cast-than-electorate', field: 'electorate.heads' }]);
  });

  it.each(METHODS)('counts by %s', (method) => {
    const options =
      method === 'yes-no'
        ? {}
        : {
            options: [
              { id: 'yes', cost: 1 },
              { id: 'no', cost: 1 },
            ],
          };
    const choice = method === 'yes-no' || method === 'plurality' ? 'yes' : method === 'score' ? { yes: 1 } : ['yes'];
    const answer = counted({ method, ...options, budget: 1, unranked: 'last-equal', ballots: [{ choice }] });
    expect(answer.winners).toEqual(['yes']);
  });

  it.each<[string, unknown, string, string]>([
    [
      'a run-off for two seats',
      { method: 'irv', options: [{ id: 'a' }], unranked: 'last-equal', seats: 2 },
      'seats',
      'not-for-method',
    ],
    [
      'a rule of another method',
      { method: 'plurality', options: [{ id: 'a' }], rules: { quota: 'droop' } },
      'rules.quota',
      'not-for-method',
    ],
    [
      'an unknown quota',
      { method: 'stv', options: [{ id: 'a' }], unranked: 'last-equal', rules: { quota: 'hare' } },
      'rules.quota',
      'value',
    ],
    [
      'a threshold over ranks',
      {
        method: 'schulze',
        options: [{ id: 'a' }],
        unranked: 'last-equal',
        threshold: [{ of: 'heads', base: 'cast', num: 1, den: 2, op: '>' }],
      },
      'threshold',
      'not-for-method',
    ],
  ])('%s', (_name, poll, field, code) => {
    expect(refuse(poll)).toEqual({ error: 'invalid-poll', findings: [{ code, field }] });
  });
});

describe('lot', () => {
  it('hashes as SHA-256 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });

  it('orders by the hash of seed and id, whatever the order given', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const hash = (id: string): string => createHash('sha256').update(`seed\n${id}`).digest('hex');
    const expected = [...ids].sort((x, y) => (hash(x) < hash(y) ? -1 : 1));
    expect(drawLot('seed', ids)).toEqual(expected);
    expect(drawLot('seed', [...ids].reverse())).toEqual(expected);
  });
});
