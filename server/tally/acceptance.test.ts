/** The votes of the ready procedures with the numbers their descriptions give. Areas in hundredths of a square metre. */
import { describe, expect, it } from 'vitest';
import { needed } from './fraction.js';
import type { Ballot, Demand, PollFile } from './poll.js';
import { isCounted, tally, type TallyAnswer } from './tally.js';

function counted(poll: PollFile): TallyAnswer {
  const answer = tally(poll);
  if (!isCounted(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

/** One ballot that carries `heads` votes and `area` in all: a group of owners on one line. */
function group(choice: string, heads: number, area = 0): Ballot {
  return { choice, weight: heads, area };
}

const HALF_OF_PRESENT: Demand = { of: 'heads', base: 'attending', num: 1, den: 2, op: '>' };

describe('T01 council of 15', () => {
  it.each([
    { present: 8, yes: 4, no: 3, abstain: 1, outcome: 'failed' },
    { present: 8, yes: 5, no: 3, abstain: 0, outcome: 'passed' },
    { present: 7, yes: 7, no: 0, abstain: 0, outcome: 'no-quorum' },
  ] as const)(
    '$present present, $yes for, $no against, $abstain abstain: $outcome',
    ({ present, yes, no, abstain, outcome }) => {
      const answer = counted({
        method: 'yes-no',
        electorate: { heads: 15 },
        attending: { heads: present },
        quorum: [{ of: 'heads', base: 'electorate', num: 1, den: 2, op: '>' }],
        threshold: [HALF_OF_PRESENT],
        ballots: [
          { choice: 'yes', count: yes },
          { choice: 'no', count: no },
          { choice: 'abstain', count: abstain },
        ],
      });
      expect(answer.outcome).toBe(outcome);
      expect(answer.quorum[0]).toMatchObject({ value: present, total: 15, met: outcome !== 'no-quorum' });
    },
  );
});

describe('T02 residents’ meeting of 300 households (R02: more than half take part, more than half of those present)', () => {
  it.each([
    { present: 150, yes: 150, no: 0, abstain: 0, outcome: 'no-quorum' },
    { present: 151, yes: 75, no: 70, abstain: 6, outcome: 'failed' },
    { present: 151, yes: 76, no: 70, abstain: 5, outcome: 'passed' },
  ] as const)('$present present, $yes for: $outcome', ({ present, yes, no, abstain, outcome }) => {
    const answer = counted({
      method: 'yes-no',
      electorate: { households: 300 },
      attending: { households: present },
      quorum: [{ of: 'households', base: 'electorate', num: 1, den: 2, op: '>' }],
      threshold: [{ of: 'households', base: 'attending', num: 1, den: 2, op: '>' }],
      abstain: 'in-base',
      ballots: [
        { choice: 'yes', count: yes },
        { choice: 'no', count: no },
        { choice: 'abstain', count: abstain },
      ],
    });
    expect(answer.outcome).toBe(outcome);
    expect(answer.winners).toEqual(outcome === 'passed' ? ['yes'] : []);
    expect(answer.threshold[0]).toMatchObject({ value: yes, total: present });
  });

  it.each([
    ['adults, quorum', { num: 1, den: 2, op: '>' }, 612, 307],
    ['adults, petition', { num: 1, den: 10, op: '>=' }, 612, 62],
    ['households, petition', { num: 1, den: 10, op: '>=' }, 300, 30],
    ['representatives, quorum', { num: 2, den: 3, op: '>=' }, 57, 38],
    ['representatives, 38 present', { num: 1, den: 2, op: '>' }, 38, 20],
    ['representatives, 40 present', { num: 1, den: 2, op: '>' }, 40, 21],
    ['petition of 50 representatives for the residents’ meeting', { num: 1, den: 3, op: '>=' }, 50, 17],
    ['petition of 50 representatives for their meeting', { num: 1, den: 5, op: '>=' }, 50, 10],
  ] as const)('%s: %j of %i needs %i', (_name, fraction, total, least) => {
    expect(needed(fraction, BigInt(total))).toBe(BigInt(least));
  });

  it.each([
    [37, 'no-quorum'],
    [38, 'passed'],
  ] as const)('representatives: %i of 57 present: %s', (present, outcome) => {
    const answer = counted({
      method: 'yes-no',
      electorate: { heads: 57 },
      attending: { heads: present },
      quorum: [{ of: 'heads', base: 'electorate', num: 2, den: 3, op: '>=' }],
      threshold: [HALF_OF_PRESENT],
      ballots: [{ choice: 'yes', count: 20 }],
    });
    expect(answer.outcome).toBe(outcome);
  });
});

describe('T03 owners’ joint decision (Civil Code art. 278)', () => {
  const PARTICIPATION: readonly Demand[] = [
    { of: 'area', base: 'electorate', num: 2, den: 3, op: '>=' },
    { of: 'heads', base: 'electorate', num: 2, den: 3, op: '>=' },
  ];
  const ORDINARY: readonly Demand[] = [
    { of: 'area', base: 'participating', num: 1, den: 2, op: '>' },
    { of: 'heads', base: 'participating', num: 1, den: 2, op: '>' },
  ];
  const SPECIAL: readonly Demand[] = [
    { of: 'area', base: 'participating', num: 3, den: 4, op: '>=' },
    { of: 'heads', base: 'participating', num: 3, den: 4, op: '>=' },
  ];
  /** The estate D1 or the stairwell D4. */
  const owners = (heads: number, area: number, threshold: readonly Demand[], ballots: readonly Ballot[]): PollFile => ({
    method: 'yes-no',
    electorate: { heads, area },
    quorum: PARTICIPATION,
    threshold,
    abstain: 'in-base',
    invalid: 'out',
    silence: 'not-counted',
    ballots,
  });
  const d1 = (threshold: readonly Demand[], ...ballots: Ballot[]): PollFile =>
    owners(279, 2_520_000, threshold, ballots);

  it.each([
    { name: '1 half the area is not more', yes: [94, 840_000], no: [92, 840_000], outcome: 'failed' },
    { name: '1 a hundredth more passes', yes: [94, 840_001], no: [92, 839_999], outcome: 'passed' },
    { name: '1 half the heads is not more', yes: [93, 900_000], no: [93, 780_000], outcome: 'failed' },
    { name: '2 a hundredth of participation missing', yes: [186, 1_679_999], no: [0, 0], outcome: 'no-quorum' },
    { name: '2 one head of participation missing', yes: [185, 1_800_000], no: [0, 0], outcome: 'no-quorum' },
  ] as const)('$name: $outcome', ({ yes, no, outcome }) => {
    const answer = counted(d1(ORDINARY, group('yes', yes[0], yes[1]), group('no', no[0], no[1])));
    expect(answer.outcome).toBe(outcome);
    expect(answer.quorum.map((test) => test.total)).toEqual([2_520_000, 279]);
  });

  it('3 abstentions take part and do not agree', () => {
    const rest = [group('no', 60, 550_000), group('abstain', 39, 340_000)];
    expect(counted(d1(ORDINARY, group('yes', 101, 910_000), ...rest)).outcome).toBe('passed');
    const failed = counted(d1(ORDINARY, group('yes', 100, 910_000), ...rest, group('abstain', 1, 0)));
    expect(failed.outcome).toBe('failed');
    expect(failed.counts).toEqual({ yes: 100, no: 60, abstain: 40, invalid: 0 });
    expect(failed.areas).toEqual({ yes: 910_000, no: 550_000, abstain: 340_000, invalid: 0 });
  });

  it.each([
    { yes: [140, 1_260_000], outcome: 'passed' },
    { yes: [139, 1_260_000], outcome: 'failed' },
    { yes: [150, 1_259_999], outcome: 'failed' },
  ] as const)('4 special matter, $yes for: $outcome', ({ yes: [heads, area], outcome }) => {
    const answer = counted(d1(SPECIAL, group('yes', heads, area), group('no', 186 - heads, 1_680_000 - area)));
    expect(answer.outcome).toBe(outcome);
  });

  it('5 both tests must be met', () => {
    const answer = counted(d1(SPECIAL, group('yes', 150, 1_290_000), group('no', 40, 460_000)));
    expect(answer.outcome).toBe('failed');
    expect(answer.threshold.map((test) => test.met)).toEqual([false, true]);
    expect(needed({ num: 3, den: 4, op: '>=' }, 1_750_000n)).toBe(1_312_500n);
    expect(needed({ num: 3, den: 4, op: '>=' }, 190n)).toBe(143n);
  });

  it('6 one group of owners is one head, whatever its units', () => {
    // given: developer with 18 units of 120, one owner of three 90s, two owners of two 60s, 181 single owners
    const ballots: Ballot[] = [
      { choice: 'yes', area: 216_000 },
      { choice: 'yes', area: 27_000 },
      { choice: 'yes', area: 12_000, count: 2 },
      { choice: 'yes', area: 6_000, count: 85 },
      { choice: 'yes', area: 9_000, count: 76 },
      { choice: 'yes', area: 12_000, count: 20 },
    ];

    // when
    const answer = counted(owners(279, 2_520_000, ORDINARY, ballots));

    // then
    expect(answer.outcome).toBe('no-quorum');
    expect(answer.quorum).toMatchObject([
      { of: 'area', value: 1_701_000, met: true },
      { of: 'heads', value: 185, met: false },
    ]);
    expect(counted(d1(ORDINARY, group('yes', 186, 1_680_000))).outcome).toBe('passed');
  });

  it('7 the developer’s vote against is one head and its whole area', () => {
    const before = counted(d1(ORDINARY, group('no', 10, 90_000), group('yes', 200, 1_800_000)));
    const after = counted(
      d1(ORDINARY, group('no', 10, 90_000), group('yes', 200, 1_800_000), { choice: 'no', area: 216_000 }),
    );
    expect(after.counts.no).toBe((before.counts.no as number) + 1);
    expect(after.areas?.no).toBe((before.areas?.no as number) + 216_000);
  });

  it('8 silence is not counted', () => {
    const answer = counted(d1(ORDINARY, group('yes', 120, 1_000_000), group('no', 30, 350_000)));
    expect(answer.outcome).toBe('no-quorum');
    expect(answer.quorum[1]).toMatchObject({ of: 'heads', value: 150, total: 279, met: false });
    expect(needed({ num: 2, den: 3, op: '>=' }, 279n)).toBe(186n);
  });

  it.each([
    { part: 8, yes: 6, outcome: 'passed' },
    { part: 12, yes: 8, outcome: 'failed' },
    { part: 12, yes: 9, outcome: 'passed' },
    { part: 7, yes: 7, outcome: 'no-quorum' },
  ] as const)('9 stairwell of 12: $part take part, $yes for: $outcome', ({ part, yes, outcome }) => {
    const ballots: Ballot[] = [
      { choice: 'yes', count: yes, area: 9_000 },
      { choice: 'no', count: part - yes, area: 9_000 },
    ];
    expect(counted(owners(12, 108_000, SPECIAL, ballots)).outcome).toBe(outcome);
  });

  it.each([
    [58, 'failed'],
    [59, 'passed'],
  ] as const)('10 unanimity of 59: %i agree, the rest silent: %s', (yes, outcome) => {
    const answer = counted({
      method: 'yes-no',
      electorate: { heads: 59 },
      threshold: [{ of: 'heads', base: 'electorate', num: 1, den: 1, op: '>=' }],
      ballots: [{ choice: 'yes', count: yes }],
    });
    expect(answer.outcome).toBe(outcome);
  });

  it('11 only ballots that were accepted are counted: an invalid one is listed and takes no part', () => {
    const answer = counted(d1(ORDINARY, group('yes', 185, 1_700_000), group('invalid', 1, 9_000)));
    expect(answer.outcome).toBe('no-quorum');
    expect(answer.counts.invalid).toBe(1);
    expect(answer.totals).toEqual({
      cast: { votes: 186, area: 1_709_000 },
      participating: { votes: 185, area: 1_700_000 },
    });
  });
});
