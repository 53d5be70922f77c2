import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import { cosignDecider, cosignRules, cosignView, type CosignCommand, type CosignLine } from './index.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const reference = { stream: 'r1', seq: 0, leafHash: 'h' };
const households = (count: number): CosignLine[] =>
  Array.from({ length: count }, (_, i) => ({
    elector: `h${String(i + 1).padStart(4, '0')}`,
    holders: [`a${i + 1}`, `b${i + 1}`],
  }));
const open = (count: number, threshold: number, more: object = {}): CosignCommand =>
  ({
    type: 'open',
    at: 1,
    by: system,
    cosign: 'c1',
    matter: 'm1',
    scope: 'qinghe/d2/e1/b3',
    title: '充电棚',
    text,
    roll: { stream: 'r1', electors: count, root: 'root', reference },
    lines: households(count),
    threshold,
    term: { n: 30, unit: 'day' },
    ...more,
  }) as unknown as CosignCommand;
const by = (p: string) => actor(p, 'resident', 'qinghe/d2/e1/b3/u1');
const support = (p: string, more: object = {}): CosignCommand =>
  ({ type: 'support', at: 2, by: by(p), ...more }) as CosignCommand;
const withdraw = (p: string, more: object = {}): CosignCommand =>
  ({ type: 'withdraw', at: 3, by: by(p), ...more }) as CosignCommand;
const close: CosignCommand = { type: 'close', at: 4, by: system };
const given = (...commands: CosignCommand[]) => specify(cosignDecider).given(history(cosignDecider, commands).events);

describe('support', () => {
  it('reaches the threshold of a building of 60 households with the third household, not with the second', () => {
    // given min(10, 5 percent of 60) = 3
    const building = [open(60, 3), support('a1'), support('b2')];
    // when then two are not enough
    expect(given(...building).when(close).decision).toMatchObject({
      events: [{ type: 'CosignClosed', outcome: 'not-reached', supporters: 2, threshold: 3 }],
      effects: [{ do: 'endStream', status: 'completed' }],
    });
    // and the third wakes the procedure
    const third = given(...building).when(support('a60'));
    expect(third.decision).toMatchObject({
      events: [{ type: 'Supported', elector: 'h0060', supporters: 3 }],
      effects: [{ do: 'publishMessage', name: 'cosign-reached', correlationKey: 'c1', variables: { supporters: 3 } }],
      answer: { supporters: 3 },
    });
    expect(given(...building, support('a60')).when(close).decision).toMatchObject({
      events: [{ outcome: 'reached', supporters: 3 }],
    });
  });

  it('counts a household once, whoever of it comes', () => {
    // given
    const started = given(open(1_500, 10), support('a1'));
    // when then
    expect(started.when(support('a1')).decision).toEqual({ refused: 'household-supported' });
    expect(started.when(support('b1')).decision).toEqual({ refused: 'household-supported' });
    expect(started.when(support('b2')).after.supports).toHaveLength(2);
  });

  it('is given for each of two households by whoever stands for both, and once for each', () => {
    // given the holder of line 0 stands for line 4 too
    const lines = households(60).map((line, e) => (e === 4 ? { ...line, holders: ['a1', 'b5'] } : line));
    const both = open(60, 3, { lines });
    const first = support('a1', { line: 4 });
    // when then which one has to be said
    expect(given(both).when(support('a1')).decision).toEqual({ refused: 'which-line', values: { lines: 2 } });
    expect(given(both).when(support('a1', { line: 1 })).decision).toMatchObject({ refused: 'not-your-line' });
    expect(given(both).when(first).decision).toMatchObject({ events: [{ elector: 'h0005', p: 'a1' }] });
    expect(given(both, first).when(first).decision).toEqual({ refused: 'household-supported' });
    expect(given(both, first).when(support('b5')).decision).toEqual({ refused: 'household-supported' });
    // and the other one is still free, to give and to withdraw
    const given2 = given(both, first, support('a1', { line: 0 }));
    expect(given2.before.supports.map(({ elector }) => elector)).toEqual(['h0005', 'h0001']);
    expect(given2.when(withdraw('a1')).decision).toMatchObject({ refused: 'which-line' });
    expect(given2.when(withdraw('a1', { line: 4 })).after.supports).toMatchObject([{ elector: 'h0001' }]);
    expect(cosignView(given2.before, { p: 'a1', staff: false }).lines).toMatchObject([
      { e: 0, supported: true, mine: true },
      { e: 4, supported: true, mine: true },
    ]);
  });

  it('wakes the procedure once for the tenth of ten, not before and not again after it', () => {
    const nine = Array.from({ length: 9 }, (_, i) => support(`a${i + 1}`));
    const effects = (...commands: CosignCommand[]) =>
      (
        given(...commands.slice(0, -1)).when(commands.at(-1) as CosignCommand).decision as unknown as {
          effects: object[];
        }
      ).effects;
    expect(effects(open(1_500, 10), ...nine)).toEqual([]);
    expect(effects(open(1_500, 10), ...nine, support('a10'))).toHaveLength(1);
    expect(effects(open(1_500, 10), ...nine, support('a10'), support('a11'))).toEqual([]);
  });

  it('is withdrawn by whoever gave it until the close, and may then come from the other one', () => {
    // given
    const started = given(open(60, 3), support('a1'), support('a2'));
    // when
    const { after, decision } = started.when(withdraw('a1'));
    // then
    expect(decision).toMatchObject({ events: [{ type: 'SupportWithdrawn', elector: 'h0001', supporters: 1 }] });
    expect(after.supports.map((each) => each.elector)).toEqual(['h0002']);
    expect(given(open(60, 3), support('a1'), withdraw('a1')).when(support('b1')).after.supports).toHaveLength(1);
  });

  it('is entered by a helper for somebody, both named, and the author is told', () => {
    // given
    const helper = { ...actor('qian', 'grid', 'qinghe/d2'), for: { p: 'a7', basis: null, way: 'in-person' as const } };
    // when
    const { after, decision } = given(open(60, 3)).when(support('qian', { by: helper }));
    // then
    expect(after.supports).toEqual([{ elector: 'h0007', p: 'a7', helper: 'qian', way: 'in-person', at: 2 }]);
    expect(decision).toMatchObject({
      effects: [{ to: { people: ['a7'] }, code: 'acted-for-you', values: { act: 'cosign.support' } }],
    });
    expect(given(open(60, 3), support('qian', { by: helper })).when(withdraw('a7')).after.supports).toEqual([]);
  });

  it.each<[string, CosignCommand[], CosignCommand]>([
    ['cosign-opened', [open(60, 3)], open(60, 3)],
    ['role-does-not-fit', [], open(60, 3, { by: actor('wang', 'worker') })],
    ['text-missing', [], open(60, 3, { title: ' ' })],
    ['text-missing', [], open(60, 3, { text: '' })],
    ['term-invalid', [], open(60, 3, { term: { n: 0, unit: 'day' } })],
    ['roll-missing', [], open(60, 3, { roll: { stream: 'r1', electors: 0, root: 'root', reference } })],
    ['roll-missing', [], open(60, 3, { roll: { stream: 'r2', electors: 60, root: 'root', reference } })],
    ['roll-missing', [], open(60, 3, { roll: { stream: 'r1', electors: 60, root: 'root', reference: null } })],
    ['roll-changed', [], open(60, 3, { lines: households(59) })],
    ['roll-line', [], open(1, 1, { lines: [{ elector: 'h1', holders: [''] }] })],
    ['cosign-too-wide', [], open(20_001, 3)],
    ['threshold-invalid', [], open(60, 0)],
    ['threshold-invalid', [], open(60, 2.5)],
    ['threshold-invalid', [], open(2, 3)],
    ['cosign-not-open', [], support('a1')],
    ['cosign-not-open', [], withdraw('a1')],
    ['cosign-not-open', [], close],
    ['cosign-closed', [open(60, 3), close], support('a1')],
    ['cosign-closed', [open(60, 3), support('a1'), close], withdraw('a1')],
    ['cosign-closed', [open(60, 3), close], close],
    ['role-does-not-fit', [open(60, 3)], support('a1', { by: actor('a1', 'worker', 'qinghe/d2') })],
    ['scope-does-not-fit', [open(60, 3)], support('a1', { by: actor('a1', 'resident', 'qinghe/d9') })],
    ['scope-does-not-fit', [open(60, 3)], withdraw('a1', { by: actor('a1', 'resident', 'qinghe/d9') })],
    [
      'scope-does-not-fit',
      [open(60, 3)],
      support('far', { by: { ...actor('far', 'grid', 'qinghe/d9'), for: { p: 'a1', basis: null, way: 'phone' } } }),
    ],
    ['not-on-the-roll', [open(60, 3)], support('stranger')],
    ['nothing-to-withdraw', [open(60, 3), support('a1')], withdraw('b1')],
    ['role-does-not-fit', [open(60, 3)], { ...close, by: actor('wang', 'worker') } as CosignCommand],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as CosignCommand],
  ])('refuses %s', (refused, commands, command) => {
    // given
    const cosign = given(...commands);
    // when
    const { decision, after } = cosign.when(command);
    // then
    expect(decision).toMatchObject({ refused });
    expect(after).toBe(cosign.before);
  });

  it('never counts a household twice nor forgets one, whoever comes and goes', () => {
    const step = fc.record({
      give: fc.boolean(),
      p: fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 6 })).map(([half, n]) => `${half}${n}`),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        // given a plain map beside the decider: household → who gave it
        let state = history(cosignDecider, [open(5, 3)]).state;
        const plain = new Map<string, string>();
        for (const { give, p } of steps) {
          const household = p.slice(1);
          // when
          const decision = cosignDecider.decide(state, give ? support(p) : withdraw(p), {});
          // then
          const free = give ? Number(household) <= 5 && !plain.has(household) : plain.get(household) === p;
          expect('refused' in decision).toBe(!free);
          if ('refused' in decision) continue;
          for (const event of decision.events) state = cosignDecider.evolve(state, event, {});
          if (give) plain.set(household, p);
          else plain.delete(household);
          expect(state.supports.map((each) => each.p).sort()).toEqual([...plain.values()].sort());
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is seen of it', () => {
  it('is the number for everybody, and who only for staff', () => {
    const { state } = history(cosignDecider, [open(60, 3), support('a1'), support('b2')]);
    expect(cosignView(state, { p: 'b1', staff: false })).toMatchObject({
      supporters: 2,
      threshold: 3,
      mine: null,
      household: true,
      listed: true,
      supports: [],
      outcome: null,
    });
    expect(cosignView(state, { p: 'a1', staff: false }).mine).toMatchObject({ p: 'a1' });
    expect(cosignView(state, { p: 'wang', staff: true })).toMatchObject({ listed: false, supports: [{}, {}] });
    expect(cosignView(state, { p: null, staff: false })).toMatchObject({ listed: false, household: false });
  });
});

describe('the jobs of support', () => {
  const [openJob, closeJob] = cosignRules.jobs;
  const context = { instance: 'm1', scope: 'qinghe/d2', ids: ['c1'], facts: {} } as unknown as JobContext;
  const roll = { roll: 'r1', electors: 2, heads: 2, area: 0, root: 'root', reference };
  const input = { title: '充电棚', text, roll, threshold: 2, term: { n: 30, unit: 'day' } };

  it('open it on the lines of the roll, and lock that roll', () => {
    // given
    expect(openJob?.plan(input, context)).toEqual({
      commands: [],
      needs: [{ name: 'lines', kind: 'lines', parameters: { roll: 'r1' } }],
    });
    // when
    const planned = openJob?.plan(input, { ...context, facts: { lines: households(2) as never } });
    if (planned === undefined || isProblem(planned)) throw new Error('no plan');
    // then
    expect(planned.commands.map(({ stream, kind, command }) => [stream, kind, command.type])).toEqual([
      ['c1', 'cosign', 'open'],
      ['r1', 'roll', 'lock'],
    ]);
    expect(planned.commands[1]?.command).toEqual({ type: 'lock', holder: 'c1', root: 'root' });
    const command = { ...planned.commands[0]?.command, at: 1, by: system } as unknown as CosignCommand;
    expect(history(cosignDecider, [command]).state).toMatchObject({ status: 'open', threshold: 2, id: 'c1' });
  });

  it('say what they lack', () => {
    expect(openJob?.plan({ ...input, roll: null }, context)).toMatchObject({ problem: 'input-missing' });
    expect(openJob?.plan({ ...input, threshold: null }, context)).toMatchObject({ problem: 'input-missing' });
    expect(closeJob?.plan({}, context)).toMatchObject({ problem: 'input-missing' });
  });

  it('tell the procedure how it ended', () => {
    const { state } = history(cosignDecider, [open(60, 1), support('a1'), close]);
    const record = { stream: 'c1', seq: 2, leafHash: 'h' };
    expect(closeJob?.result({}, [{ stream: 'c1', state, record }], context)).toEqual({
      outcome: 'reached',
      supporters: 1,
      threshold: 1,
      reference: record,
    });
  });
});

describe('a proposer who withdraws', () => {
  const left = (p: string, more: object = {}): CosignCommand =>
    ({ type: 'leave', at: 5, by: by(p), ...more }) as CosignCommand;
  const goOn = (p: string): CosignCommand => ({ type: 'continue', at: 6, by: by(p) }) as CosignCommand;
  const supported = [open(60, 2, { proposer: 'a1' }), support('a1'), support('a2')];

  it('tells the supporters, and one of them goes on as the proposer', () => {
    // given
    const closed = [...supported, close];
    // when
    const leaving = given(...closed).when(left('a1', { reason: text }));
    const going = given(...closed, left('a1')).when(goOn('a2'));
    // then
    expect(leaving.decision).toMatchObject({
      events: [{ type: 'ProposerLeft', p: 'a1', reason: text }],
      effects: [
        { do: 'notify', to: { people: ['a2'] }, code: 'proposer-left' },
        { do: 'publishMessage', name: 'proposer-left', correlationKey: 'a1', variables: {} },
      ],
    });
    expect(going.decision).toMatchObject({
      events: [{ type: 'ProposerContinues', p: 'a2' }],
      effects: [{ do: 'publishMessage', name: 'proposer-continues', correlationKey: 'a1', variables: { p: 'a2' } }],
    });
    expect(cosignView(going.after, { p: 'a2', staff: false })).toMatchObject({ proposing: true, left: false });
    // and the new one may withdraw in turn, heard by the same procedure
    expect(given(...closed, left('a1'), goOn('a2')).when(left('a2')).decision).toMatchObject({
      effects: [
        { do: 'notify', to: { people: ['a1'] } },
        { name: 'proposer-left', correlationKey: 'a1' },
      ],
    });
  });

  it.each<[string, CosignCommand[], CosignCommand]>([
    ['cosign-not-open', [], left('a1')],
    ['not-the-proposer', supported, left('a2')],
    ['not-the-proposer', [open(60, 2), support('a1')], left('a1')],
    ['proposer-has-left', [...supported, left('a1')], left('a1')],
    ['not-sealed', supported, left('a1', { reason: '搬走' })],
    ['role-does-not-fit', supported, left('a1', { by: actor('a1', 'worker') })],
    ['cosign-not-open', [], goOn('a2')],
    ['proposer-has-not-left', supported, goOn('a2')],
    ['not-a-supporter', [...supported, left('a1')], goOn('a3')],
    ['not-a-supporter', [...supported, left('a1')], goOn('a1')],
    ['not-a-supporter', [...supported, withdraw('a2'), left('a1')], goOn('a2')],
  ])('refuses %s', (refused, before, command) => {
    expect(given(...before).when(command).decision).toMatchObject({ refused });
  });
});
