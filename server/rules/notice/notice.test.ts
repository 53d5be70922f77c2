import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { noticeDecider, noticeRules, noticeView } from './index.js';
import { MAX_PER_PERSON, type NoticeCommand } from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const publish: NoticeCommand = {
  type: 'publish',
  at: 1,
  by: system,
  notice: 'n1',
  matter: 'm1',
  scope: 'qinghe/d2',
  code: 'vote-passed',
  title: '充电棚',
  text,
  about: { outcome: 'passed' },
  term: { n: 3, unit: 'working_day' },
  pack: null,
  proofRequired: false,
};
const object = (p: string, more: object = {}): NoticeCommand =>
  ({ type: 'object', at: 2, by: actor(p, 'resident'), text, ...more }) as NoticeCommand;
const answer = (n: number, more: object = {}): NoticeCommand =>
  ({
    type: 'answerObjection',
    at: 3,
    by: actor('wang', 'worker'),
    n,
    upheld: false,
    reason: text,
    ...more,
  }) as NoticeCommand;
const check = (n: number): NoticeCommand => ({ type: 'check', at: 3, by: system, n });
const AFTER = 4 * 86_400_000;
const close: NoticeCommand = { type: 'close', at: AFTER, by: system };
const end: NoticeCommand = { type: 'end', at: AFTER + 1, by: system };
const given = (...commands: NoticeCommand[]) => specify(noticeDecider).given(history(noticeDecider, commands).events);

describe('notice', () => {
  it('wakes its matter with every objection', () => {
    // given
    const notice = given(publish);
    // when
    const { decision, after } = notice.when(object('sun'));
    // then
    expect(decision).toMatchObject({
      effects: [{ do: 'publishMessage', name: 'objection', correlationKey: 'n1', variables: { n: 1, text } }],
      answer: { n: 1 },
    });
    expect(after.objections).toMatchObject([{ n: 1, p: 'sun', answer: null }]);
  });

  it('ends after its term once every objection has its answer', () => {
    // given
    const commands = [publish, object('sun'), object('li'), close, answer(1, { upheld: true })];
    // when then
    expect(given(...commands).when(end).decision).toEqual({
      refused: 'objections-open',
      values: { open: 1, first: 2 },
    });
    expect(given(...commands, answer(2)).when(end).decision).toMatchObject({
      events: [{ type: 'NoticeEnded', v: 1, objections: 2, upheld: 1 }],
      effects: [{ do: 'endStream', status: 'completed' }],
    });
  });

  it('is shown at least as long as the law says', () => {
    // given 2 March 2026: results of a residents' meeting for 15 days
    const at = 1_772_420_400_000;
    const under = (n: number, unit: string) =>
      given().when({ ...publish, at, pack: 'residents.meeting', term: { n, unit } } as NoticeCommand).decision;
    // when then
    expect(under(15, 'day')).toMatchObject({ events: [{ type: 'Published', law: { pack: 'residents.meeting' } }] });
    expect(under(14, 'day')).toMatchObject({
      refused: 'below-floor',
      values: { code: 'publicity-below-floor', article: '34' },
    });
    expect(under(1, 'month')).toMatchObject({ refused: 'below-floor', values: { code: 'publicity-missing' } });
    expect(given().when({ ...publish, at, pack: 'of.nowhere' } as NoticeCommand).decision).toMatchObject({
      refused: 'pack-unknown',
    });
  });

  it.each<[string, NoticeCommand[], NoticeCommand]>([
    ['notice-published', [publish], publish],
    ['notice-code-missing', [], { ...publish, code: '' } as NoticeCommand],
    ['text-missing', [], { ...publish, text: '' } as NoticeCommand],
    ['term-invalid', [], { ...publish, term: { n: 3, unit: 'moon' } } as unknown as NoticeCommand],
    ['role-does-not-fit', [], { ...publish, by: actor('wang', 'worker') } as NoticeCommand],
    ['notice-not-open', [], object('sun')],
    ['role-does-not-fit', [publish], object('wang', { by: actor('wang', 'worker') })],
    ['scope-does-not-fit', [publish], object('far', { by: actor('far', 'resident', 'qinghe/d9') })],
    ['objections-closed', [publish, close], object('sun')],
    ['not-sealed', [publish], object('sun', { text: '明文' })],
    ['too-many-objections', [publish, ...Array.from({ length: MAX_PER_PERSON }, () => object('sun'))], object('sun')],
    ['notice-not-open', [], answer(1)],
    ['role-does-not-fit', [publish, object('sun')], answer(1, { by: actor('sun', 'resident') })],
    ['scope-does-not-fit', [publish, object('sun')], answer(1, { by: actor('far', 'worker', 'qinghe/d9') })],
    ['no-such-objection', [publish], answer(1)],
    ['no-such-answer', [publish, object('sun')], answer(1, { upheld: 'yes' })],
    ['not-sealed', [publish, object('sun')], answer(1, { reason: '明文' })],
    ['already-answered', [publish, object('sun'), answer(1)], answer(1)],
    ['notice-ended', [publish, object('sun'), answer(1), close, end], answer(1)],
    ['no-such-objection', [publish], check(1)],
    ['notice-not-open', [publish, close], close],
    ['role-does-not-fit', [publish], { ...close, by: actor('wang', 'worker') }],
    ['notice-not-closed', [publish], end],
    ['notice-ended', [publish, close, end], end],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as NoticeCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('shows others only answered objections, without their author', () => {
    // given
    const { state } = history(noticeDecider, [publish, object('sun'), object('li'), answer(2)]);
    // when
    const seen = (p: string | null, staff: boolean) =>
      noticeView(state, { p, staff }).objections.map((each) => [each.n, each.p]);
    // then
    expect(seen('sun', false)).toEqual([
      [1, 'sun'],
      [2, null],
    ]);
    expect(seen(null, false)).toEqual([[2, null]]);
    expect(seen('wang', true)).toEqual([
      [1, 'sun'],
      [2, 'li'],
    ]);
  });

  it('tells the procedure whether an objection is answered', () => {
    // given
    const job = noticeRules.jobs.find((each) => each.type === 'notice.check');
    const { state } = history(noticeDecider, [publish, object('sun'), object('li'), answer(2)]);
    const after = [{ stream: 'n1', state, record: { stream: 'n1', seq: 3, leafHash: 'h' } }];
    // when then
    expect(job?.result({ notice: 'n1', n: 1 }, after, {} as never)).toMatchObject({ answered: false, open: 1 });
    expect(job?.result({ notice: 'n1', n: 2 }, after, {} as never)).toMatchObject({ answered: true });
  });
});
