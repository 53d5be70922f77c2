import { describe, expect, it } from 'vitest';
import type { Actor } from '#engine';
import { base64Encode, canonicalText, valueCommitment } from '#ledger';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import {
  boardOf,
  decideBallot,
  inBoardOrder,
  openBallot,
  openingOf,
  pollDecider,
  pollRules,
  pollView,
  type Ballot,
  type OpenedBallot,
  type PollState,
} from './index.js';
import type { PollCommand } from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const reference = { stream: 'r1', seq: 0, leafHash: 'h' };
const open = (electors: number, more: object = {}): PollCommand =>
  ({
    type: 'open',
    at: 1,
    by: system,
    matter: 'm1',
    scope: 'qinghe/d2',
    title: '充电棚',
    question: '是否同意建充电棚？',
    roll: { stream: 'r1', electors, heads: electors, root: 'root', reference },
    quorum: { num: 1, den: 2, op: '>' },
    threshold: { num: 1, den: 2, op: '>' },
    term: { n: 2, unit: 'day' },
    pack: null,
    attending: null,
    ...more,
  }) as PollCommand;
const salt = (n: number): string => base64Encode(new Uint8Array(32).fill(n));
const line = (e: number) => ({ e, elector: `p${e}`, name: null, heads: 1, area: 0 });
const ballot = (e: number, choice: string, more: Partial<Ballot> = {}): Ballot => ({
  poll: 'poll1',
  elector: `p${e}`,
  choice,
  channel: 'device',
  by: actor(`p${e}`, 'resident'),
  salt: salt(e + 1),
  at: 2,
  ...more,
});
const opened = (state: PollState, votes: readonly [number, string, number?][]): OpenedBallot[] =>
  votes.map(([e, choice, rev = 0]) => {
    const decided = decideBallot(state, line(e), rev === 0 ? null : { revision: rev - 1 }, ballot(e, choice));
    if ('refused' in decided) throw new Error(decided.refused);
    return { leaf: canonicalText(decided.leaf), choice: decided.choice, salt: salt(e + 1) };
  });
const stateAfter = (...commands: PollCommand[]): PollState => history(pollDecider, commands).state;
const given = (...commands: PollCommand[]) => specify(pollDecider).given(history(pollDecider, commands).events);
const closeOn = (ballots: readonly OpenedBallot[]): PollCommand => ({
  type: 'close',
  at: 3,
  by: system,
  ...boardOf(ballots),
});
const tallyOf = (ballots: readonly OpenedBallot[]): PollCommand => ({ type: 'tally', at: 3, by: system, ballots });
const countOf = (electors: number, votes: readonly [number, string, number?][], more: object = {}) => {
  const ballots = inBoardOrder(opened(stateAfter(open(electors, more)), votes)) ?? [];
  return stateAfter(open(electors, more), closeOn(ballots), tallyOf(ballots)).result;
};

/** A helper acting for a resident. */
const helping = (p: string, helper: string, role = 'grid', scope = 'qinghe/d2'): Actor => ({
  ...actor(helper, role, scope),
  for: { p, basis: null, way: 'phone' },
});

describe('a ballot', () => {
  const state = stateAfter(open(5));

  it('is the leaf of the ledger document, committing to choice and weight', () => {
    // given
    const decided = decideBallot(state, line(3), null, ballot(3, 'abstain'));
    // then
    const c = base64Encode(valueCommitment(new Uint8Array(32).fill(4), { choice: 'abstain', heads: 1 }));
    expect(decided).toEqual({
      revision: 0,
      leaf: { c, ch: 'device', e: 3, rev: 0, v: 1 },
      choice: '{"choice":"abstain","heads":1}',
    });
  });

  it('may be replaced until close', () => {
    expect(decideBallot(state, line(3), { revision: 4 }, ballot(3, 'no'))).toMatchObject({
      revision: 5,
      leaf: { rev: 5 },
    });
  });

  it('of a household is one right for all who stand for it', () => {
    // given
    const household = { ...line(1), elector: 'h1', holders: ['p1', 'p2'] };
    const by = (p: string) => ballot(1, 'yes', { elector: 'h1', by: actor(p, 'resident') });
    // when
    const first = decideBallot(state, household, null, by('p1'));
    const second = decideBallot(state, household, { revision: 0 }, by('p2'));
    // then
    expect([first, second]).toMatchObject([{ leaf: { e: 1, rev: 0 } }, { leaf: { e: 1, rev: 1 } }]);
  });

  it('is taken from whoever stands on the roll, whatever else they are', () => {
    expect(decideBallot(state, line(1), null, ballot(1, 'yes', { by: actor('p1', 'expert') }))).toHaveProperty('leaf');
  });

  it('is cast by a helper for an elector, with both in what the leaf commits to and neither in the leaf', () => {
    // given
    const cast = ballot(3, 'yes', { by: helping('p3', 'chen') });
    // when
    const decided = decideBallot(state, line(3), null, cast);
    if ('refused' in decided) throw new Error(decided.refused);
    const row = { leaf: canonicalText(decided.leaf), choice: decided.choice, salt: salt(4) };
    // then
    expect(Object.keys(decided.leaf)).toEqual(['c', 'ch', 'e', 'rev', 'v']);
    expect(decided.choice).toBe('{"choice":"yes","heads":1,"helper":"chen","way":"phone"}');
    expect(openingOf('yes', line(3), cast.by)).toBe(decided.choice);
    expect(openBallot(row)).toEqual({ e: 3, rev: 0, choice: 'yes', heads: 1, helper: 'chen' });
    expect(openBallot({ ...row, choice: '{"choice":"yes","heads":1}' })).toBeNull();
  });

  it.each([
    ['no way', { helper: 'chen' }],
    ['an unknown way', { helper: 'chen', way: 'shouting' }],
    ['no helper', { way: 'phone' }],
    ['an empty helper', { helper: '', way: 'phone' }],
    ['another field', { helper: 'chen', way: 'phone', more: 1 }],
    ['another field alone', { more: 1 }],
  ])('is not read where its opening has %s', (_what, more) => {
    // given a leaf that commits to exactly this
    const opening = { choice: 'yes', heads: 1, ...more };
    const c = base64Encode(valueCommitment(new Uint8Array(32).fill(4), opening));
    // then
    expect(
      openBallot({
        leaf: canonicalText({ c, ch: 'device', e: 3, rev: 0, v: 1 }),
        choice: canonicalText(opening),
        salt: salt(4),
      }),
    ).toBeNull();
  });

  it.each([
    ['poll-not-open', stateAfter(), line(1), null, ballot(1, 'yes')],
    ['poll-closed', stateAfter(open(5), closeOn([])), line(1), null, ballot(1, 'yes')],
    ['not-on-the-roll', state, null, null, ballot(1, 'yes')],
    ['not-on-the-roll', state, line(5), null, ballot(5, 'yes')],
    ['role-does-not-fit', state, line(1), null, ballot(1, 'yes', { by: helping('p1', 'p3', 'expert') })],
    ['role-does-not-fit', state, line(1), null, ballot(1, 'yes', { by: helping('p1', 'p3', 'resident') })],
    ['scope-does-not-fit', state, line(1), null, ballot(1, 'yes', { by: helping('p1', 'chen', 'grid', 'qinghe/d3') })],
    ['not-your-ballot', state, line(1), null, ballot(1, 'yes', { by: helping('p2', 'chen') })],
    ['not-your-ballot', state, line(1), null, ballot(1, 'yes', { by: helping('p2', 'p1') })],
    ['not-your-ballot', state, line(1), null, ballot(1, 'yes', { by: actor('p2', 'resident') })],
    ['not-your-ballot', state, line(2), null, ballot(1, 'yes')],
    ['not-your-ballot', state, { ...line(1), holders: ['p3'] }, null, ballot(1, 'yes')],
    ['no-such-channel', state, line(1), null, ballot(1, 'yes', { channel: 'paper' })],
    ['no-such-choice', state, line(1), null, ballot(1, 'maybe')],
    ['bad-salt', state, line(1), null, ballot(1, 'yes', { salt: 'c2hvcnQ=' })],
    ['too-many-ballots', state, line(1), { revision: 99 }, ballot(1, 'yes')],
  ])('is refused %s', (refused, poll, roll, earlier, cast) => {
    expect(decideBallot(poll, roll, earlier, cast)).toMatchObject({ refused });
  });
});

describe('a poll', () => {
  it('passes with 3 of 5 for: 3 is more than half of 5 and of 3', () => {
    expect(
      countOf(5, [
        [0, 'yes'],
        [1, 'yes'],
        [2, 'yes'],
      ]),
    ).toEqual({
      outcome: 'passed',
      counts: { yes: 3, no: 0, abstain: 0 },
      notCast: 2,
      electorate: 5,
      attending: 3,
      quorum: [{ of: 'heads', base: 'electorate', num: 1, den: 2, op: '>', value: 3, total: 5, met: true }],
      threshold: [{ of: 'heads', base: 'participating', num: 1, den: 2, op: '>', value: 3, total: 3, met: true }],
    });
  });

  it('has no quorum with 2 of 5, nor with 2 of 4: half is not more than half', () => {
    expect(
      countOf(5, [
        [0, 'yes'],
        [1, 'yes'],
      ]),
    ).toMatchObject({ outcome: 'no-quorum', attending: 2 });
    expect(
      countOf(4, [
        [0, 'yes'],
        [1, 'yes'],
      ]),
    ).toMatchObject({ outcome: 'no-quorum' });
    expect(
      countOf(
        4,
        [
          [0, 'yes'],
          [1, 'yes'],
        ],
        { quorum: { num: 1, den: 2, op: '>=' } },
      ),
    ).toMatchObject({ outcome: 'passed' });
    expect(countOf(5, [])).toMatchObject({ outcome: 'no-quorum', attending: 0, notCast: 5 });
  });

  it('fails with 2 for, 1 against, 1 abstaining: 2 is not more than half of 4', () => {
    expect(
      countOf(5, [
        [0, 'yes'],
        [1, 'yes'],
        [2, 'no'],
        [3, 'abstain'],
      ]),
    ).toMatchObject({
      outcome: 'failed',
      counts: { yes: 2, no: 1, abstain: 1 },
      threshold: [{ value: 2, total: 4, met: false }],
    });
  });

  describe('of a council of 15 (T01, case 3)', () => {
    /** So many for, against and abstaining, of so many who came. */
    const council = (came: number, yes: number, no: number, abstain: number) =>
      countOf(
        15,
        [
          ...Array.from({ length: yes }, () => 'yes'),
          ...Array.from({ length: no }, () => 'no'),
          ...Array.from({ length: abstain }, () => 'abstain'),
        ].map((choice, e): [number, string] => [e, choice]),
        { attending: came },
      );

    it('with 8 present has its quorum: 4 for, 3 against and 1 abstaining do not pass, 5 for do', () => {
      expect(council(8, 4, 3, 1)).toMatchObject({
        outcome: 'failed',
        attending: 8,
        quorum: [{ value: 8, total: 15, met: true }],
        threshold: [{ base: 'attending', value: 4, total: 8, met: false }],
      });
      expect(council(8, 5, 3, 0)).toMatchObject({ outcome: 'passed', threshold: [{ value: 5, total: 8, met: true }] });
    });

    it('with 7 present has none, whatever they vote', () => {
      expect(council(7, 7, 0, 0)).toMatchObject({ outcome: 'no-quorum', quorum: [{ value: 7, met: false }] });
    });

    it('counts those who came and did not vote: 4 of 7 ballots are not more than half of 8 present', () => {
      expect(council(8, 4, 3, 0)).toMatchObject({
        outcome: 'failed',
        attending: 8,
        notCast: 8,
        threshold: [{ value: 4, total: 8 }],
      });
    });

    it('takes whoever votes without having come as attending', () => {
      expect(council(4, 8, 0, 0)).toMatchObject({ outcome: 'passed', attending: 8 });
    });
  });

  it('is held under a law that may be exceeded, never gone below', () => {
    // given 2 March 2026, the residents' meeting: more than half of all, more than half of those attending
    const at = 1_772_420_400_000;
    const under = (more: object) => given().when(open(5, { at, pack: 'residents.meeting', ...more })).decision;
    // when then
    expect(under({})).toMatchObject({ events: [{ thresholdBase: 'attending', law: { pack: 'residents.meeting' } }] });
    expect(under({ quorum: { num: 2, den: 3, op: '>=' } })).toHaveProperty('events');
    expect(under({ quorum: { num: 1, den: 2, op: '>=' } })).toMatchObject({
      refused: 'below-floor',
      values: { code: 'quorum-below-floor', article: '27', values: { floor: '>1/2' } },
    });
    expect(under({ threshold: { num: 1, den: 3, op: '>' } })).toMatchObject({
      values: { code: 'threshold-below-floor' },
    });
    expect(under({ pack: 'of.nowhere' })).toEqual({
      refused: 'pack-unknown',
      values: { pack: 'of.nowhere', day: '2026-03-02' },
    });
    expect(
      countOf(
        5,
        [
          [0, 'yes'],
          [1, 'yes'],
          [2, 'no'],
        ],
        { at, pack: 'residents.meeting' },
      ),
    ).toMatchObject({
      outcome: 'passed',
      threshold: [{ base: 'attending', value: 2, total: 3, met: true }],
    });
  });

  it('tells whom a helper voted for once it is counted, in the order of the roll, also where the ballot was replaced', () => {
    // given
    const state = stateAfter(open(5));
    const cast = (e: number, rev: number, helper: string | null): OpenedBallot => {
      const by = helper === null ? {} : { by: helping(`p${e}`, helper) };
      const earlier = rev === 0 ? null : { revision: rev - 1 };
      const decided = decideBallot(state, line(e), earlier, ballot(e, 'yes', by));
      if ('refused' in decided) throw new Error(decided.refused);
      return { leaf: canonicalText(decided.leaf), choice: decided.choice, salt: salt(e + 1) };
    };
    const ballots = [cast(0, 0, 'chen'), cast(0, 1, null), cast(1, 0, null), cast(3, 0, 'chen'), cast(3, 1, 'wang')];
    // when
    const { decision } = given(open(5), closeOn(ballots)).when(tallyOf(ballots));
    // then
    const lines = [
      { e: 0, helper: 'chen' },
      { e: 3, helper: 'wang' },
    ];
    expect(decision).toMatchObject({
      effects: [{ do: 'notify', to: { roll: 'r1', lines }, code: 'ballot-by-helper', values: {} }, { do: 'endStream' }],
    });
  });

  it('takes two thirds or more exactly', () => {
    const rule = { quorum: { num: 2, den: 3, op: '>=' } };
    expect(
      countOf(
        279,
        Array.from({ length: 186 }, (_, e) => [e, 'yes']),
        rule,
      ),
    ).toMatchObject({ outcome: 'passed' });
    expect(
      countOf(
        279,
        Array.from({ length: 185 }, (_, e) => [e, 'yes']),
        rule,
      ),
    ).toMatchObject({ outcome: 'no-quorum' });
  });

  it('counts the last ballot of a right, keeping the earlier ones on the board', () => {
    // given
    const votes: [number, string, number?][] = [
      [0, 'no'],
      [1, 'yes'],
      [0, 'abstain', 1],
      [2, 'yes'],
      [0, 'yes', 2],
    ];
    // then
    expect(countOf(5, votes)).toMatchObject({ counts: { yes: 3, no: 0, abstain: 0 }, attending: 3 });
    expect(boardOf(inBoardOrder(opened(stateAfter(open(5)), votes)) ?? []).size).toBe(5);
  });

  const state = stateAfter(open(5));
  const board = opened(state, [
    [0, 'yes'],
    [1, 'no'],
  ]);
  const other = opened(state, [
    [0, 'yes'],
    [1, 'yes'],
  ]);
  const forged = [{ ...(board[0] as OpenedBallot), choice: '{"choice":"no","heads":1}' }, board[1] as OpenedBallot];

  it.each<[string, PollCommand[], PollCommand]>([
    ['role-does-not-fit', [], { ...open(5), by: actor('wang', 'worker') }],
    ['poll-opened', [open(5)], open(5)],
    ['question-missing', [], open(5, { question: ' ' })],
    ['consequences-missing', [], open(5, { consequences: { passed: '建', not: ' ' } })],
    ['consequences-missing', [], open(5, { consequences: { passed: null, not: '不建' } as never })],
    ['roll-missing', [], open(0)],
    ['roll-missing', [], open(5, { roll: { stream: 'other', electors: 5, heads: 5, root: 'root', reference } })],
    ['fraction-invalid', [], open(5, { quorum: { num: 3, den: 2, op: '>' } })],
    ['fraction-invalid', [], open(5, { threshold: 0.667 })],
    ['term-invalid', [], open(5, { term: { n: 1.5, unit: 'day' } })],
    ['attending-invalid', [], open(5, { attending: 6 })],
    ['attending-invalid', [], open(5, { attending: 2.5 })],
    ['poll-not-open', [], closeOn([])],
    ['board-invalid', [open(5)], { ...closeOn([]), root: '' } as PollCommand],
    ['poll-not-closed', [open(5)], tallyOf([])],
    ['board-differs', [open(5), closeOn(board)], tallyOf(other)],
    ['board-differs', [open(5), closeOn(board)], tallyOf(board.slice(1))],
    ['board-invalid', [open(5), closeOn(board)], tallyOf(forged)],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as PollCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it.each<[string, OpenedBallot[]]>([
    [
      'order',
      [
        ...opened(state, [
          [1, 'no'],
          [0, 'yes'],
        ]),
      ],
    ],
    ['revision', opened(state, [[0, 'yes', 1]])],
    ['revision', [...opened(state, [[0, 'yes']]), ...opened(state, [[0, 'no']])]],
    ['index', opened(stateAfter(open(9)), [[7, 'yes']])],
  ])('refuses a board with a fault of %s', (fault, ballots) => {
    expect(given(open(5), closeOn(ballots)).when(tallyOf(ballots)).decision).toMatchObject({
      refused: 'board-invalid',
      values: { fault },
    });
  });

  it('says before anybody votes what follows from each result, and asks steps of before for none', () => {
    // given
    const consequences = { passed: '建24个充电位', not: '空地保持现状' };
    // then
    expect(pollView(stateAfter(open(5, { consequences })))).toMatchObject({ consequences });
    expect(pollView(state)).not.toHaveProperty('consequences');
  });

  it('shows no count, no turnout and no board before it is counted', () => {
    expect(pollView(stateAfter())).toBeNull();
    expect(pollView(state)).toMatchObject({
      status: 'open',
      result: null,
      board: null,
      question: '是否同意建充电棚？',
    });
    expect(pollView(stateAfter(open(5), closeOn(board), tallyOf(board)))).toMatchObject({
      status: 'closed',
      result: { attending: 2 },
      board: { size: 2 },
    });
  });
});

describe('poll.close', () => {
  const job = pollRules.jobs.find((each) => each.type === 'poll.close');
  const context: JobContext = {
    instance: 'm1',
    key: 4,
    element: 'close',
    elementName: null,
    headers: {},
    scope: 'qinghe/d2',
    definition: '',
    at: 3,
    ids: ['a', 'b', 'c', 'd'],
    facts: {},
  };

  it('locks the roll it opens on, under the root it was given', () => {
    // given
    const [openJob] = pollRules.jobs;
    const roll = { stream: 'r1', electors: 5, heads: 5, root: 'root', reference };
    const half = { num: 1, den: 2, op: '>' };
    // when
    const plan = openJob?.plan({ question: '建吗？', roll, quorum: half, threshold: half }, {
      instance: 'm1',
      scope: 'qinghe/d2',
      ids: ['poll1'],
      facts: {},
    } as never);
    // then
    if (plan === undefined || isProblem(plan)) throw new Error('no plan');
    expect(plan.commands.map(({ stream, kind, command }) => [stream, kind, command.type])).toEqual([
      ['poll1', 'poll', 'open'],
      ['r1', 'roll', 'lock'],
    ]);
    expect(plan.commands[1]?.command).toEqual({ type: 'lock', holder: 'poll1', root: 'root' });
  });

  it.each([
    [undefined, false],
    [null, false],
    [{ passed: '建' }, { passed: '建', not: null }],
  ] as const)('hands on what follows from the results: %j', (consequences, handed) => {
    // given
    const [openJob] = pollRules.jobs;
    const roll = { stream: 'r1', electors: 5, heads: 5, root: 'root', reference };
    const half = { num: 1, den: 2, op: '>' };
    const input = { question: '建吗？', roll, quorum: half, threshold: half };
    // when
    const plan = openJob?.plan(consequences === undefined ? input : { ...input, consequences }, context);
    // then
    if (plan === undefined || isProblem(plan)) throw new Error('no plan');
    const given = (plan.commands[0]?.command as { consequences?: unknown }).consequences ?? false;
    expect(given).toEqual(handed);
  });

  it('asks for the board, names it in its own order and counts it', () => {
    // given
    const state = stateAfter(open(5));
    const rows = opened(state, [
      [2, 'yes'],
      [0, 'yes'],
      [1, 'no'],
      [2, 'no', 1],
    ]);
    expect(job?.plan({ poll: 'poll1' }, context)).toMatchObject({
      commands: [],
      needs: [{ kind: 'board', parameters: { poll: 'poll1' } }],
    });
    // when
    const plan = job?.plan({ poll: 'poll1' }, { ...context, facts: { board: rows.map((row) => ({ ...row })) } });
    if (plan === undefined || isProblem(plan)) throw new Error('no plan');
    const commands = plan.commands.map(({ command }) => ({ ...command, at: 3, by: system }) as unknown as PollCommand);
    const after = stateAfter(open(5), ...commands);
    // then
    expect(plan.commands.map(({ command }) => command.type)).toEqual(['close', 'tally']);
    const record = { stream: 'poll1', seq: 2, leafHash: 'h' };
    expect(job?.result({}, [{ stream: 'poll1', state: after, record }], context)).toMatchObject({
      outcome: 'failed',
      counts: { yes: 1, no: 2, abstain: 0 },
      electors: 5,
      attending: 3,
      board: { size: 4, root: after.board?.root },
      reference: record,
    });
  });

  it.each([
    ['board-missing', { board: null }],
    ['board-invalid', { board: [{ leaf: 'x', choice: '', salt: '' }] }],
  ])('says %s', (problem, facts) => {
    expect(job?.plan({ poll: 'poll1' }, { ...context, facts })).toMatchObject({ problem });
  });
});
