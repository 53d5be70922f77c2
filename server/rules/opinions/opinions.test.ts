import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { opinionsDecider, opinionsRules, opinionsView } from './index.js';
import { MAX_PER_PERSON, type OpinionsCommand } from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const open: OpinionsCommand = {
  type: 'open',
  at: 1,
  by: system,
  matter: 'm1',
  scope: 'qinghe/d2',
  title: '充电棚',
  text,
  term: { n: 3, unit: 'day' },
};
const give = (p: string, more: object = {}): OpinionsCommand =>
  ({ type: 'give', at: 2, by: actor(p, 'resident'), stance: 'support', text, ...more }) as OpinionsCommand;
const answer = (n: number, more: object = {}): OpinionsCommand =>
  ({
    type: 'answer',
    at: 3,
    by: actor('wang', 'worker'),
    n,
    outcome: 'adopt',
    reason: text,
    ...more,
  }) as OpinionsCommand;
const close: OpinionsCommand = { type: 'close', at: 4, by: system };
const check: OpinionsCommand = { type: 'check', at: 5, by: system };
const given = (...commands: OpinionsCommand[]) =>
  specify(opinionsDecider).given(history(opinionsDecider, commands).events);

describe('opinions', () => {
  it('numbers what residents give, several each, and tells the author of the answer', () => {
    // given
    const set = given(open, give('zhang'), give('zhang', { stance: 'oppose' }));
    // when
    const { decision, after } = set.when(answer(2, { outcome: 'partly' }));
    // then
    expect(after.items.map((item) => [item.n, item.stance, item.answer?.outcome])).toEqual([
      [1, 'support', undefined],
      [2, 'oppose', 'partly'],
    ]);
    expect(decision).toMatchObject({
      effects: [{ do: 'notify', to: { people: ['zhang'] }, code: 'opinion-answered' }],
    });
  });

  it('takes an answer back while collecting, never after', () => {
    expect(
      given(open, give('li'), answer(1)).when(answer(1, { outcome: 'decline' })).after.items[0]?.answer?.outcome,
    ).toBe('decline');
    expect(given(open, give('li'), answer(1), close).when(answer(1)).decision).toEqual({
      refused: 'already-answered',
      values: { n: 1 },
    });
  });

  it('settles only when none is open', () => {
    // given 2 opinions, 1 answered
    const waiting = given(open, give('li'), give('sun'), close, answer(2));
    // when then
    expect(waiting.when(check).decision).toEqual({
      events: [{ type: 'OpinionsChecked', v: 1, open: 1, first: 1 }],
      effects: [],
    });
    expect(given(open, give('li'), close, answer(1)).when(check).after.status).toBe('settled');
    expect(given(open, close).when(check).after.status).toBe('settled');
  });

  it('lets a resident of a building take part in the community, and nobody of another one', () => {
    expect(given(open).when(give('li', { by: actor('li', 'resident', 'qinghe/d2/b3') })).after.items).toHaveLength(1);
    expect(given(open).when(give('li', { by: actor('li', 'resident', 'qinghe/d21') })).decision).toMatchObject({
      refused: 'scope-does-not-fit',
    });
  });

  it.each<[string, OpinionsCommand[], OpinionsCommand]>([
    ['opinions-open', [open], open],
    ['text-missing', [], { ...open, title: ' ' } as OpinionsCommand],
    ['term-invalid', [], { ...open, term: { n: 0, unit: 'day' } } as OpinionsCommand],
    ['role-does-not-fit', [], { ...open, by: actor('wang', 'worker') } as OpinionsCommand],
    ['opinions-not-open', [], give('li')],
    ['opinions-closed', [open, close], give('li')],
    ['role-does-not-fit', [open], give('wang', { by: actor('wang', 'worker') })],
    ['no-such-stance', [open], give('li', { stance: 'angry' })],
    ['not-sealed', [open], give('li', { text: '明文' })],
    ['too-many-opinions', [open, ...Array.from({ length: MAX_PER_PERSON }, () => give('li'))], give('li')],
    ['opinions-not-open', [], answer(1)],
    ['role-does-not-fit', [open, give('li')], answer(1, { by: actor('li', 'resident') })],
    ['scope-does-not-fit', [open, give('li')], answer(1, { by: actor('far', 'worker', 'qinghe/d9') })],
    ['no-such-opinion', [open, give('li')], answer(2)],
    ['no-such-opinion', [open, give('li')], answer(0)],
    ['no-such-answer', [open, give('li')], answer(1, { outcome: 'maybe' })],
    ['not-sealed', [open, give('li')], answer(1, { reason: '明文' })],
    ['opinions-settled', [open, give('li'), answer(1), close, check], answer(1)],
    ['opinions-not-open', [open, close], close],
    ['role-does-not-fit', [open], { ...close, by: actor('wang', 'worker') }],
    ['opinions-not-closed', [open], check],
    ['opinions-settled', [open, close, check], check],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as OpinionsCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('shows others only what is answered, without its author; staff see all', () => {
    // given
    const { state } = history(opinionsDecider, [open, give('li'), give('sun'), answer(2)]);
    // when
    const seen = (p: string | null, staff: boolean) =>
      opinionsView(state, { p, staff }).items.map((item) => [item.n, item.p, item.mine]);
    // then
    expect(seen('li', false)).toEqual([
      [1, 'li', true],
      [2, null, false],
    ]);
    expect(seen(null, false)).toEqual([[2, null, false]]);
    expect(seen('wang', true)).toEqual([
      [1, 'li', false],
      [2, 'sun', false],
    ]);
    expect(opinionsView(state, { p: null, staff: false })).toMatchObject({ total: 2, answered: 1 });
  });

  it('answers the gate with what is open and how it was answered', () => {
    // given
    const job = opinionsRules.jobs.find((each) => each.type === 'opinions.check');
    const { state } = history(opinionsDecider, [
      open,
      give('li'),
      give('sun'),
      give('zhao'),
      close,
      answer(1),
      answer(3, { outcome: 'decline' }),
    ]);
    const record = { stream: 'o1', seq: 6, leafHash: 'h' };
    // when
    const result = job?.result({}, [{ stream: 'o1', state, record }], {} as never);
    // then
    expect(result).toEqual({
      opinions: 'o1',
      open: 1,
      total: 3,
      first: 2,
      adopted: 1,
      partly: 0,
      declined: 1,
      reference: record,
    });
  });
});
