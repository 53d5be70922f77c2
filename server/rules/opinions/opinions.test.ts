import { describe, expect, it } from 'vitest';
import type { Actor } from '#engine';
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
const answerAll = (ns: unknown, more: object = {}): OpinionsCommand =>
  ({
    type: 'answerAll',
    at: 3,
    by: actor('he', 'convenor'),
    ns,
    outcome: 'partly',
    reason: text,
    ...more,
  }) as OpinionsCommand;
const helping = (helper: string, role: string, p: string): Actor => ({
  ...actor(helper, role),
  for: { p, basis: null, way: 'paper' },
});
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

  it('names the first open one of 23 where 22 are answered, and settles after the 23rd (T01, case 4)', () => {
    // given 23 opinions, the 17th without an answer
    const people = Array.from({ length: 23 }, (_, i) => `p${i + 1}`);
    const answered = people.flatMap((_, i) => (i === 16 ? [] : [answer(i + 1)]));
    const waiting = [open, ...people.map((p) => give(p)), close, ...answered];
    // when then
    const { decision, after } = given(...waiting).when(check);
    expect(decision).toEqual({ events: [{ type: 'OpinionsChecked', v: 1, open: 1, first: 17 }], effects: [] });
    expect(after.status).toBe('closed');
    expect(given(...waiting, answer(17)).when(check).after.status).toBe('settled');
  });

  it('gives similar opinions one answer, and tells every author', () => {
    // given
    const set = given(open, give('li'), give('sun'), give('zhao'), give('li'), close);
    // when
    const { decision, after } = set.when(answerAll([4, 1, 3, 3]));
    // then
    expect(decision).toEqual({
      events: [{ type: 'AnsweredTogether', v: 1, ns: [1, 3, 4], outcome: 'partly', reason: text, p: 'he', at: 3 }],
      effects: [
        ['li', 1],
        ['zhao', 3],
        ['li', 4],
      ].map(([p, n]) => ({
        do: 'notify',
        to: { people: [p] },
        code: 'opinion-answered',
        values: { n, outcome: 'partly' },
      })),
    });
    expect(after.items.map((item) => item.answer?.shared ?? 0)).toEqual([3, 0, 3, 3]);
    const seen = opinionsView(after, { p: 'zhao', staff: false });
    expect(seen.items.map((item) => [item.n, item.answer?.reason])).toEqual([1, 3, 4].map((n) => [n, text]));
  });

  it('gives all of them their answer or none', () => {
    const { after } = given(open, give('li'), give('sun'), close, answer(2)).when(answerAll([1, 2]));
    expect(after.items[0]?.answer).toBeNull();
  });

  it('takes an opinion from a helper as the resident’s own, names both and tells the resident', () => {
    // given
    const { decision, after } = given(open).when(give('li', { by: helping('chen', 'grid', 'li') }));
    // then
    expect(decision).toMatchObject({
      events: [{ type: 'Given', p: 'li', helper: 'chen', way: 'paper' }],
      effects: [{ do: 'notify', to: { people: ['li'] }, code: 'acted-for-you', values: { act: 'opinions.give' } }],
    });
    expect(after.items).toMatchObject([{ p: 'li', helper: 'chen', way: 'paper' }]);
    expect(opinionsView(after, { p: 'li', staff: false }).items).toMatchObject([{ mine: true, helper: 'chen' }]);
    const answered = given(open, give('li', { by: helping('chen', 'grid', 'li') })).when(answer(1)).after;
    expect(opinionsView(answered, { p: 'sun', staff: false }).items[0]).not.toHaveProperty('helper');
  });

  it('counts what a resident may give as theirs, whoever enters it', () => {
    const mine = Array.from({ length: MAX_PER_PERSON }, () => give('li', { by: helping('chen', 'grid', 'li') }));
    expect(given(open, ...mine).when(give('li')).decision).toMatchObject({ refused: 'too-many-opinions' });
    expect(given(open, ...mine).when(give('chen')).decision).toHaveProperty('events');
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
    ['role-does-not-fit', [open], give('li', { by: helping('sun', 'resident', 'li') })],
    ['not-for-others', [open, give('li')], answer(1, { by: helping('wang', 'worker', 'li') })],
    ['opinions-not-open', [], answerAll([1])],
    ['role-does-not-fit', [open, give('li')], answerAll([1], { by: actor('chen', 'grid') })],
    ['scope-does-not-fit', [open, give('li')], answerAll([1], { by: actor('far', 'worker', 'qinghe/d9') })],
    ['not-for-others', [open, give('li')], answerAll([1], { by: helping('wang', 'worker', 'li') })],
    ['no-opinions-named', [open, give('li')], answerAll([])],
    ['no-opinions-named', [open, give('li')], answerAll(1)],
    ['no-such-opinion', [open, give('li')], answerAll([1, 2])],
    ['no-such-opinion', [open, give('li')], answerAll(['1'])],
    ['no-such-answer', [open, give('li')], answerAll([1], { outcome: 'maybe' })],
    ['not-sealed', [open, give('li')], answerAll([1], { reason: '明文' })],
    ['already-answered', [open, give('li'), give('sun'), close, answer(2)], answerAll([1, 2])],
    ['opinions-settled', [open, give('li'), answer(1), close, check], answerAll([1])],
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
