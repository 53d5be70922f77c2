import { describe, expect, it } from 'vitest';
import type { Actor } from '#engine';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { callbackDecider, callbackRules, callbackView, countsOf, MAX_ASKED } from './index.js';
import type { CallbackCommand } from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const ask = (to: readonly string[], more: object = {}): CallbackCommand =>
  ({
    type: 'ask',
    at: 1,
    by: system,
    callback: 'c1',
    matter: 'm1',
    scope: 'qinghe/d2',
    to,
    handlers: ['wang'],
    term: { n: 7, unit: 'day' },
    ...more,
  }) as CallbackCommand;
const answer = (p: string, solved: boolean, more: object = {}): CallbackCommand =>
  ({
    type: 'answer',
    at: 2,
    by: actor(p, 'resident'),
    solved,
    satisfied: solved,
    contacted: true,
    ...more,
  }) as CallbackCommand;
const close: CallbackCommand = { type: 'close', at: 9, by: system };
const given = (...commands: CallbackCommand[]) =>
  specify(callbackDecider).given(history(callbackDecider, commands).events);
const countsAfter = (...commands: CallbackCommand[]) => countsOf(history(callbackDecider, commands).state);
const helping = (helper: string, role: string, p: string): Actor => ({
  ...actor(helper, role),
  for: { p, basis: null, way: 'phone' },
});

describe('a call-back', () => {
  it('keeps those who do not answer in a class of their own, which raises no rate', () => {
    // given five asked, one of two who answered says it is solved
    const commands = [ask(['li', 'sun', 'zhao', 'he', 'ma']), answer('li', true), answer('sun', false)];
    // then the three silent ones neither solve nor fail
    expect(countsAfter(...commands)).toEqual({
      asked: 5,
      answered: 2,
      solved: 1,
      satisfied: 1,
      contacted: 2,
      unanswered: 3,
      outcome: 'not-solved',
    });
    expect(countsAfter(...commands, answer('zhao', true))).toMatchObject({ outcome: 'solved', unanswered: 2 });
  });

  it('is unanswered where nobody answers, whoever is asked', () => {
    expect(countsAfter(ask(['li', 'sun']), close)).toMatchObject({ outcome: 'unanswered', answered: 0, unanswered: 2 });
    expect(countsAfter(ask([]), close)).toMatchObject({ outcome: 'unanswered', asked: 0 });
  });

  it('asks each person once, and nobody who did the work', () => {
    const { decision } = given().when(ask(['li', 'wang', 'li']));
    expect(decision).toMatchObject({
      events: [{ type: 'CallbackAsked', asked: ['li'] }],
      effects: [{ do: 'notify', to: { people: ['li'] }, code: 'callback-asked' }],
    });
  });

  it('wakes its matter once all have answered, not before', () => {
    // given
    const first = given(ask(['li', 'sun'])).when(answer('li', true)).decision;
    const last = given(ask(['li', 'sun']), answer('li', true)).when(answer('sun', true)).decision;
    // then
    expect(first).toMatchObject({ effects: [] });
    expect(last).toMatchObject({
      effects: [{ do: 'publishMessage', name: 'callback-answered', correlationKey: 'c1', variables: { answered: 2 } }],
    });
  });

  it('takes an answer by phone, keeps both names and tells the person', () => {
    const { decision } = given(ask(['li', 'sun'])).when(answer('li', true, { by: helping('chen', 'grid', 'li') }));
    expect(decision).toMatchObject({
      events: [{ type: 'CallbackAnswered', p: 'li', helper: 'chen', way: 'phone', solved: true }],
      effects: [{ do: 'notify', to: { people: ['li'] }, code: 'acted-for-you', values: { act: 'callback.answer' } }],
    });
  });

  it.each<[string, CallbackCommand[], CallbackCommand]>([
    ['role-does-not-fit', [], ask(['li'], { by: actor('wang', 'worker') })],
    ['callback-asked', [ask(['li'])], ask(['li'])],
    ['nobody-to-ask', [], ask(['li', ''])],
    ['nobody-to-ask', [], ask('li' as unknown as string[])],
    ['nobody-to-ask', [], ask(['li'], { handlers: [3] })],
    ['too-many-to-ask', [], ask(Array.from({ length: MAX_ASKED + 1 }, (_, n) => `p${n}`))],
    ['term-invalid', [], ask(['li'], { term: { n: 0, unit: 'day' } })],
    ['callback-not-asking', [], answer('li', true)],
    ['callback-closed', [ask(['li']), close], answer('li', true)],
    ['callback-answer-given', [ask(['li']), answer('li', true)], answer('li', false)],
    ['not-asked', [ask(['li'])], answer('far', true)],
    ['scope-does-not-fit', [ask(['li'])], answer('li', true, { by: actor('li', 'resident', 'qinghe/d9') })],
    ['role-does-not-fit', [ask(['li'])], answer('li', true, { by: actor('li', 'expert') })],
    ['handler-cannot-answer', [ask(['li'])], answer('wang', true, { by: actor('wang', 'worker') })],
    ['handler-cannot-answer', [ask(['li'])], answer('wang', true)],
    ['handler-cannot-answer', [ask(['li'])], answer('li', true, { by: helping('wang', 'worker', 'li') })],
    ['handler-cannot-answer', [ask(['li'])], answer('li', true, { by: helping('chen', 'grid', 'wang') })],
    [
      'handler-cannot-answer',
      [ask(['li'], { handlers: null })],
      answer('li', true, { by: helping('zhou', 'worker', 'li') }),
    ],
    ['role-does-not-fit', [ask(['li'])], answer('li', true, { by: helping('sun', 'resident', 'li') })],
    ['no-such-answer', [ask(['li'])], answer('li', true, { solved: 'yes' })],
    ['no-such-answer', [ask(['li'])], answer('li', true, { contacted: null })],
    ['not-sealed', [ask(['li'])], answer('li', true, { text: '明文' })],
    ['callback-not-asking', [], close],
    ['callback-closed', [ask(['li']), close], close],
    ['role-does-not-fit', [ask(['li'])], { ...close, by: actor('wang', 'worker') }],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as CallbackCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('shows no count while it runs; afterwards counts to all where five answered, answers to staff', () => {
    // given
    const five = ['li', 'zhao', 'qian', 'zhou', 'wu'];
    const asked = ask([...five, 'sun']);
    const given = five.map((p) => answer(p, true, { text }));
    const running = history(callbackDecider, [asked, ...given]).state;
    const over = history(callbackDecider, [asked, ...given, close]).state;
    const seen = (state: typeof over, p: string | null, staff: boolean) => {
      const { open, counts, answers } = callbackView(state, { p, staff });
      return [open, counts?.answered ?? null, answers.map((each) => each.p)];
    };
    // then
    expect(seen(running, 'wang', true)).toEqual([false, null, []]);
    expect(seen(running, 'li', false)).toEqual([false, null, ['li']]);
    expect(seen(running, 'sun', false)).toEqual([true, null, []]);
    expect(seen(over, 'sun', false)).toEqual([false, 5, []]);
    expect(seen(over, 'wang', true)).toEqual([false, 5, five]);
  });

  it('tells neighbours nothing of fewer than five who answered, and each their own answer', () => {
    // given
    const asked = ask(['li', 'zhao', 'qian', 'zhou', 'wu', 'sun']);
    const four = ['li', 'zhao', 'qian', 'zhou'].map((p) => answer(p, true));
    const { state } = history(callbackDecider, [asked, ...four, close]);
    const seen = (p: string | null, staff: boolean) => {
      const { few, counts, answers } = callbackView(state, { p, staff });
      return [few, counts?.answered ?? null, answers.map((each) => each.p)];
    };
    // then
    expect(seen('sun', false)).toEqual([true, null, []]);
    expect(seen(null, false)).toEqual([true, null, []]);
    expect(seen('li', false)).toEqual([true, null, ['li']]);
    expect(seen('wang', true)).toEqual([true, 4, ['li', 'zhao', 'qian', 'zhou']]);
  });

  it('gives the procedure its counts', () => {
    // given
    const [asking, closing] = callbackRules.jobs;
    const { state } = history(callbackDecider, [ask(['li', 'sun']), answer('li', true), close]);
    const record = { stream: 'c1', seq: 2, leafHash: 'h' };
    // then
    expect(asking?.plan({ to: 'li' }, {} as never)).toMatchObject({ problem: 'input-missing' });
    expect(asking?.result({}, [{ stream: 'c1', state, record }], {} as never)).toEqual({
      callback: 'c1',
      asked: 2,
      reference: record,
    });
    expect(closing?.plan({ callback: '' }, {} as never)).toMatchObject({ problem: 'input-missing' });
    expect(closing?.result({}, [{ stream: 'c1', state, record }], {} as never)).toMatchObject({
      asked: 2,
      answered: 1,
      unanswered: 1,
      outcome: 'solved',
      reference: record,
    });
  });
});
