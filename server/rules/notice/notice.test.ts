import { describe, expect, it } from 'vitest';
import type { Actor } from '#engine';
import { base64Encode, linesRoot } from '#ledger';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { noticeDecider, noticeRules, noticeView, recordLines } from './index.js';
import { daysShown, leastOf } from './certificate.js';
import { MAX_PER_PERSON, MAX_PLACE, MAX_PROOFS, MAX_RESTARTS, type NoticeCommand } from './types.js';

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
const DAY = 86_400_000;
const AFTER = 4 * DAY;
const close: NoticeCommand = { type: 'close', at: AFTER, by: system };
const end: NoticeCommand = { type: 'end', at: AFTER + 1, by: system };
const prove = (more: object = {}): NoticeCommand =>
  ({ type: 'prove', at: 3, by: actor('wang', 'worker'), place: '1号楼大门', ...more }) as NoticeCommand;
const restart = (more: object = {}): NoticeCommand =>
  ({
    type: 'restart',
    at: DAY,
    by: actor('he', 'convenor'),
    text: { '~': 'changed' },
    reason: text,
    ...more,
  }) as NoticeCommand;
const file = { file: `${'A'.repeat(43)}=`, type: 'image/jpeg', size: 9 };
const helping = (helper: string, role: string, p: string): Actor => ({
  ...actor(helper, role),
  for: { p, basis: null, way: 'in-person' },
});
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
    ['role-does-not-fit', [publish], object('sun', { by: helping('li', 'resident', 'sun') })],
    ['not-for-others', [publish, object('sun')], answer(1, { by: helping('wang', 'worker', 'sun') })],
    ['term-not-over', [publish], { ...close, at: 3 * DAY }],
    ['term-not-over', [publish, restart()], { ...close, at: 4 * DAY - 1 }],
    // posting
    ['notice-not-open', [], prove()],
    ['role-does-not-fit', [publish], prove({ by: actor('sun', 'resident') })],
    ['scope-does-not-fit', [publish], prove({ by: actor('far', 'worker', 'qinghe/d9') })],
    ['not-for-others', [publish], prove({ by: helping('wang', 'worker', 'sun') })],
    ['notice-ended', [publish, close, end], prove()],
    ['place-missing', [publish], prove({ place: ' ' })],
    ['place-missing', [publish], prove({ place: '楼'.repeat(MAX_PLACE + 1) })],
    ['file-invalid', [publish], prove({ file: { ...file, size: 0 } })],
    ['proofs-full', [publish, ...Array.from({ length: MAX_PROOFS }, () => prove())], prove()],
    // changing the text
    ['notice-not-open', [], restart()],
    ['role-does-not-fit', [publish], restart({ by: actor('sun', 'resident') })],
    ['scope-does-not-fit', [publish], restart({ by: actor('far', 'convenor', 'qinghe/d9') })],
    ['not-for-others', [publish], restart({ by: helping('wang', 'worker', 'sun') })],
    ['restart-too-late', [publish, close], restart()],
    ['notice-ended', [publish, close, end], restart()],
    ['text-missing', [publish], restart({ text: '' })],
    ['text-unchanged', [publish], restart({ text })],
    ['text-unchanged', [{ ...publish, text: '原文' } as NoticeCommand], restart({ text: '原文' })],
    ['not-sealed', [publish], restart({ reason: '明文' })],
    [
      'too-many-restarts',
      [publish, ...Array.from({ length: MAX_RESTARTS }, (_, n) => restart({ text: `第${n}稿` }))],
      restart(),
    ],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as NoticeCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('takes an objection from a helper for somebody, who is told', () => {
    expect(given(publish).when(object('sun', { by: helping('chen', 'grid', 'sun') })).decision).toMatchObject({
      events: [{ type: 'Objected', p: 'sun', helper: 'chen', way: 'in-person' }],
      effects: [
        { do: 'notify', to: { people: ['sun'] }, code: 'acted-for-you', values: { act: 'notice.object' } },
        { do: 'publishMessage' },
      ],
    });
  });

  it('counts the objections of a person as theirs, whoever enters them', () => {
    const mine = Array.from({ length: MAX_PER_PERSON }, () => object('sun', { by: helping('chen', 'grid', 'sun') }));
    expect(given(publish, ...mine).when(object('sun')).decision).toMatchObject({ refused: 'too-many-objections' });
    expect(given(publish, ...mine).when(object('chen')).decision).toHaveProperty('events');
  });

  it('has objections answered by a convenor as well', () => {
    expect(
      given(publish, object('sun')).when(answer(1, { by: actor('he', 'convenor') })).after.objections,
    ).toMatchObject([{ answer: { p: 'he' } }]);
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

describe('a notice whose text changes', () => {
  it('starts its period again, wakes its matter, and tells everybody and those who objected', () => {
    // given
    const notice = given(publish, object('sun'), object('li'), object('sun'));
    // when
    const { decision, after } = notice.when(restart());
    // then
    expect(decision).toEqual({
      events: [{ type: 'NoticeRestarted', v: 1, n: 1, text: { '~': 'changed' }, reason: text, p: 'he', at: DAY }],
      effects: [
        {
          do: 'publishMessage',
          name: 'notice-restarted',
          correlationKey: 'n1',
          variables: { restart: 1, text: { '~': 'changed' } },
          timeToLive: 90 * DAY,
        },
        {
          do: 'notify',
          to: { role: 'resident', scope: 'qinghe/d2' },
          code: 'notice-restarted',
          values: { notice: 'n1', code: 'vote-passed', title: '充电棚' },
        },
        {
          do: 'notify',
          to: { people: ['sun', 'li'] },
          code: 'objected-notice-restarted',
          values: { notice: 'n1', title: '充电棚' },
        },
      ],
      answer: { n: 1 },
    });
    expect(after).toMatchObject({
      text: { '~': 'changed' },
      publishedAt: DAY,
      restarts: [{ n: 1, before: text, from: 1, at: DAY }],
    });
  });

  it('tells nobody of objections where there are none', () => {
    expect(given(publish).when(restart()).decision).toMatchObject({
      effects: [{ do: 'publishMessage' }, { do: 'notify', code: 'notice-restarted' }],
    });
  });

  it('keeps its objections, still to be answered', () => {
    const restarted = [publish, object('sun'), restart(), close];
    expect(given(...restarted).when(end).decision).toMatchObject({ refused: 'objections-open', values: { first: 1 } });
    expect(given(...restarted, answer(1)).when(end).decision).toMatchObject({ events: [{ restarts: 1 }] });
  });

  it('is not closed by a timer that was set before', () => {
    // given a term of 3 days, changed after one
    const changed = given(publish, restart());
    // then
    expect(changed.when({ ...close, at: 1 + 3 * DAY }).decision).toEqual({ refused: 'term-not-over' });
    expect(changed.when({ ...close, at: 4 * DAY }).after.status).toBe('closed');
  });
});

describe('the posting of a notice', () => {
  const strict = { ...publish, proofRequired: true } as NoticeCommand;

  it('is proved by a place and a photograph', () => {
    const { decision, after } = given(publish).when(prove({ file: { ...file, name: 'x' } }));
    expect(decision).toMatchObject({ answer: { n: 1 } });
    expect(after.proofs).toEqual([{ n: 1, place: '1号楼大门', file, restart: 0, p: 'wang', at: 3 }]);
  });

  it('has to be proved where the procedure says so, for the text now shown', () => {
    expect(given(publish, close).when(end).after.status).toBe('ended');
    expect(given(strict, close).when(end).decision).toEqual({ refused: 'proof-missing' });
    expect(given(strict, prove(), close).when(end).after.status).toBe('ended');
    expect(given(strict, prove(), restart(), close).when(end).decision).toEqual({ refused: 'proof-missing' });
    expect(given(strict, restart(), prove(), close).when(end).after.status).toBe('ended');
  });

  it('may be proved late, and is seen to be', () => {
    const late = history(noticeDecider, [strict, close, prove({ at: AFTER }), end]).state;
    expect(late.status).toBe('ended');
    expect(noticeView(late, { p: null, staff: false }).proofs).toEqual([
      { n: 1, place: '1号楼大门', file: null, restart: 0, at: AFTER },
    ]);
  });
});

describe('the certificate of a notice', () => {
  const monday = Date.parse('2026-03-02T10:00:00+08:00');
  const posted = { ...publish, at: monday, term: { n: 7, unit: 'day' } } as NoticeCommand;
  const midnight = Date.parse('2026-03-10T00:00:00+08:00');
  const done: NoticeCommand[] = [
    posted,
    object('sun', { at: monday + 1 }),
    object('li', { at: monday + 2 }),
    prove({ at: monday + 3 }),
    answer(1, { upheld: true }),
    answer(2),
    { ...close, at: midnight },
    end,
  ];

  it('says from when to when, how many days, and what came in', () => {
    const { state } = history(noticeDecider, done);
    expect(state.certificate).toEqual({
      from: monday,
      to: midnight,
      days: 7,
      objections: 2,
      upheld: 1,
      proofs: 1,
      restarts: 0,
      root: base64Encode(linesRoot(recordLines(state))),
    });
    expect(recordLines(state)).toHaveLength(3);
  });

  it('has a root that changes with anything it stands on', () => {
    const rootAfter = (commands: readonly NoticeCommand[]) => history(noticeDecider, commands).state.certificate?.root;
    const roots = [
      rootAfter(done),
      rootAfter(done.map((each) => (each.type === 'answerObjection' ? { ...each, upheld: false } : each))),
      rootAfter(done.map((each) => (each.type === 'prove' ? { ...each, place: '2号楼大门' } : each))),
      rootAfter(done.filter((each) => each.type !== 'prove')),
    ];
    expect(new Set(roots).size).toBe(4);
  });

  it('reaches the procedure with the record that ended it', () => {
    const job = noticeRules.jobs.find((each) => each.type === 'notice.end');
    const record = { stream: 'n1', seq: 7, leafHash: 'h' };
    const { state } = history(noticeDecider, done);
    expect(job?.result({}, [{ stream: 'n1', state, record }], {} as never)).toMatchObject({
      ...state.certificate,
      reference: record,
    });
    expect(job?.result({}, [], {} as never)).toMatchObject({ problem: 'stream-missing' });
  });

  it('counts whole days after the day of posting, in Shanghai', () => {
    expect(daysShown(monday, midnight)).toBe(7);
    expect(daysShown(monday, midnight - 1)).toBe(6);
    expect(daysShown(monday, monday)).toBe(0);
  });

  it('never takes a term for shorter than any calendar makes it', () => {
    expect(
      (['hour', 'day', 'working_day', 'week', 'month'] as const).map((unit) => leastOf({ n: 2, unit }) / DAY),
    ).toEqual([1 / 12, 2, 2, 14, 56]);
  });
});
