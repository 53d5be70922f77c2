import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal, type Actor } from '#engine';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import { meetingDecider, meetingRules, meetingView, quorumOf, type MeetingState } from './index.js';
import { MAX_FILES, MAX_MEMBERS, MAX_OPTIONS, type MeetingCommand } from './types.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const file = { file: `${'A'.repeat(43)}=`, type: 'image/jpeg', size: 9 };
/** Seats p1 … pn; p1 is the convenor and leads. */
const seats = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ p: `p${i + 1}`, kind: i === 0 ? 'convenor' : 'resident' }));
const open = (n = 3, more: object = {}): MeetingCommand =>
  ({
    type: 'open',
    at: 1,
    by: system,
    matter: 'm1',
    scope: 'qinghe/d2',
    council: 'c1',
    title: '充电棚',
    agenda: ['选址', text],
    form: 'council',
    quorum: { num: 1, den: 2, op: '>' },
    rounds: 2,
    members: seats(n),
    chair: null,
    ...more,
  }) as MeetingCommand;
const convenor = actor('p1', 'convenor');
const act = (type: string, by: Actor, more: object = {}): MeetingCommand =>
  ({ type, at: 2, by, ...more }) as unknown as MeetingCommand;
const member = (p: string) => actor(p, p === 'p1' ? 'convenor' : 'resident');
const signIn = (p: string, by: Actor = member(p)) => act('signIn', by);
const present = (p: string, by: Actor = convenor) => act('present', by, { p });
const speak = (p: string, round: number, more: object = {}, by: Actor = convenor) =>
  act('speak', by, { p, round, text, ...more });
const pass = (p: string, round: number) => act('pass', convenor, { p, round });
const conclude = (result = 'consensus', more: object = {}, by: Actor = convenor) =>
  act('conclude', by, { result, text, ...more });
const minutes = (more: object = {}) => act('minutes', convenor, { text, ...more });
const against = (p: string) => act('standAgainst', member(p));
const standDown = (p: string) => act('standDown', member(p));
const minority = (p: string, more: object = {}) => act('minority', member(p), { text, ...more });
const option = (more: object = {}) => act('option', convenor, { text: '方案', ...more });
const quorum: MeetingCommand = { type: 'quorum', at: 3, by: system };
const close: MeetingCommand = { type: 'close', at: 9, by: system };
const helping = (p: string): Actor => ({ ...actor('chen', 'grid'), for: { p, basis: null, way: 'phone' } });

const given = (...commands: MeetingCommand[]) =>
  specify(meetingDecider).given(history(meetingDecider, commands).events);
const stateAfter = (...commands: MeetingCommand[]): MeetingState => history(meetingDecider, commands).state;
/** A meeting of three, all here. */
const begun = [open(), signIn('p1'), signIn('p2'), signIn('p3')];
const roundOne = [speak('p2', 1), pass('p3', 1), speak('p1', 1)];

describe('the quorum of a meeting', () => {
  const came = (n: number) =>
    quorumOf(stateAfter(open(15), ...Array.from({ length: n }, (_, i) => signIn(`p${i + 1}`))));

  it('is more than half of the seats: 8 of 15 is one, 7 is none', () => {
    expect(came(8)).toEqual({ present: 8, seats: 15, met: true });
    expect(came(7)).toEqual({ present: 7, seats: 15, met: false });
  });

  it('is reached by those who sign in and those who came on paper alike, each once', () => {
    const { present: here } = stateAfter(open(), signIn('p2'), present('p3', actor('wang', 'worker')));
    expect(here).toEqual([
      { p: 'p2', way: 'code', by: 'p2', at: 2 },
      { p: 'p3', way: 'paper', by: 'wang', at: 2 },
    ]);
  });

  it('is counted for the procedure without changing anything', () => {
    const meeting = given(open(), signIn('p1'));
    const { decision, after } = meeting.when(quorum);
    expect(decision).toMatchObject({ events: [{ type: 'QuorumTested', present: 1, seats: 3, met: false }] });
    expect(after).toEqual(meeting.before);
  });
});

describe('the turns of a meeting', () => {
  it('are one for each member in each round, the chair after the others', () => {
    // given
    const { turns } = stateAfter(...begun, ...roundOne, speak('p3', 2), speak('p2', 2), speak('p1', 2, { text: null }));
    // then
    expect(turns.map(({ p, round, spoke, text: gist }) => [p, round, spoke, gist])).toEqual([
      ['p2', 1, true, text],
      ['p3', 1, false, null],
      ['p1', 1, true, text],
      ['p3', 2, true, text],
      ['p2', 2, true, text],
      ['p1', 2, true, null],
    ]);
  });

  it('go on without those who are not there', () => {
    const { turns } = stateAfter(open(), signIn('p1'), signIn('p3'), speak('p3', 1), speak('p1', 1), speak('p3', 2));
    expect(turns).toHaveLength(3);
  });

  it('wait for who comes late: the first round is open again', () => {
    const late = [open(), signIn('p1'), signIn('p3'), speak('p3', 1), speak('p1', 1), signIn('p2')];
    expect(given(...late).when(speak('p3', 2)).decision).toEqual({
      refused: 'turn-round-open',
      values: { n: 2, round: 1, waiting: 1 },
    });
    expect(given(...late, speak('p2', 1)).when(speak('p3', 2)).after.turns).toHaveLength(4);
  });

  it('name the seat that comes first', () => {
    expect(given(...begun).when(speak('p1', 1)).decision).toEqual({
      refused: 'chair-speaks-last',
      values: { n: 2, round: 1, waiting: 2 },
    });
    expect(given(...begun, speak('p2', 1)).when(pass('p2', 2)).decision).toEqual({
      refused: 'turn-round-open',
      values: { n: 1, round: 1, waiting: 2 },
    });
  });

  it('hold back nobody where nobody of the seats leads', () => {
    const members = seats(2).map((seat) => ({ ...seat, kind: 'resident' }));
    const talk = [open(2, { members, form: 'talk' }), signIn('p1'), signIn('p2')];
    expect(given(...talk).when(speak('p1', 1)).after.turns).toHaveLength(1);
    expect(
      given(open(2, { members, chair: 'p2' }), signIn('p1'), signIn('p2')).when(speak('p2', 1)).decision,
    ).toMatchObject({
      refused: 'chair-speaks-last',
    });
  });
});

describe('the result of a meeting', () => {
  it('is no consensus while an objection stands, and may be a vote', () => {
    // given
    const objected = given(...begun, against('p3'), against('p2'));
    // then
    expect(objected.when(conclude('consensus')).decision).toEqual({
      refused: 'standing-objection',
      values: { n: 3, standing: 2 },
    });
    expect(objected.when(conclude('vote')).after.conclusion).toMatchObject({ result: 'vote', p: 'p1' });
    expect(given(...begun, against('p3'), standDown('p3')).when(conclude()).after.conclusion?.result).toBe('consensus');
  });

  it('falls, with its minutes, where somebody stands against a stated consensus', () => {
    // given
    const { decision, after } = given(...begun, conclude(), minutes()).when(against('p2'));
    // then
    expect(decision).toMatchObject({ events: [{ type: 'StoodAgainst', n: 2, reopened: true }] });
    expect(after).toMatchObject({ conclusion: null, minutes: null, against: ['p2'] });
    expect(given(...begun, conclude(), against('p2')).when(conclude('disputed')).decision).toHaveProperty('events');
  });

  it('waits until a round once begun has gone around', () => {
    expect(given(...begun, speak('p2', 1)).when(conclude('vote')).decision).toEqual({
      refused: 'turns-open',
      values: { n: 1, round: 1, waiting: 2 },
    });
    expect(given(...begun, ...roundOne).when(conclude('vote')).decision).toHaveProperty('events');
  });

  it('keeps a minority view of each who came, also after it is stated', () => {
    const { minority: views } = stateAfter(...begun, minority('p2'), conclude('vote'), minority('p3'));
    expect(views.map(({ p }) => p)).toEqual(['p2', 'p3']);
  });

  it('takes minutes with files after it, the last ones', () => {
    const kept = stateAfter(...begun, conclude(), minutes(), minutes({ files: [{ file: { ...file, name: 'x' } }] }));
    expect(kept.minutes).toEqual({ text, files: [{ file }], p: 'p1', at: 2 });
  });
});

describe('the end of a meeting', () => {
  it('asks for the result, then the minutes, then closes', () => {
    expect(given(...begun).when(close).decision).toEqual({
      events: [{ type: 'MeetingChecked', v: 1, result: null, minutes: false }],
      effects: [],
    });
    expect(given(...begun, conclude()).when(close).decision).toMatchObject({
      events: [{ type: 'MeetingChecked', result: 'consensus', minutes: false }],
    });
    expect(given(...begun, conclude(), minutes()).when(close).decision).toEqual({
      events: [{ type: 'MeetingClosed', v: 1, result: 'consensus', present: 3, seats: 3, at: 9 }],
      effects: [{ do: 'endStream', status: 'completed' }],
    });
  });

  it('comes without a quorum at once, with or without minutes', () => {
    const seven = [open(15), ...Array.from({ length: 7 }, (_, i) => signIn(`p${i + 1}`))];
    expect(given(...seven).when(close).decision).toMatchObject({
      events: [{ type: 'MeetingClosed', result: 'no-quorum', present: 7, seats: 15 }],
    });
    expect(given(...seven).when(minutes()).decision).toHaveProperty('events');
    expect(given(...seven).when(conclude('vote')).decision).toEqual({
      refused: 'quorum-missing',
      values: { present: 7, seats: 15 },
    });
  });
});

describe('a meeting', () => {
  const worker = actor('wang', 'worker');
  const far = actor('far', 'convenor', 'qinghe/d9');
  const over = [...begun, conclude(), minutes(), close];

  it.each<[string, MeetingCommand[], MeetingCommand]>([
    // opening
    ['role-does-not-fit', [], open(3, { by: worker })],
    ['meeting-opened', [open()], open()],
    ['text-missing', [], open(3, { title: ' ' })],
    ['text-missing', [], open(3, { agenda: [''] })],
    ['text-missing', [], open(3, { agenda: 'x' })],
    ['no-such-form', [], open(3, { form: 'party' })],
    ['rounds-invalid', [], open(3, { rounds: 0 })],
    ['rounds-invalid', [], open(3, { rounds: 11 })],
    ['fraction-invalid', [], open(3, { quorum: { num: 3, den: 2, op: '>' } })],
    ['fraction-invalid', [], open(3, { quorum: 0.5 })],
    ['members-missing', [], open(0)],
    ['members-missing', [], open(3, { members: ['p1'] })],
    ['members-missing', [], open(3, { members: [{ p: '', kind: 'x' }] })],
    ['too-many-members', [], open(MAX_MEMBERS + 1)],
    ['member-twice', [], open(3, { members: [...seats(2), ...seats(1)] })],
    ['chair-not-a-member', [], open(3, { chair: 'p9' })],
    // too early and too late
    ['meeting-not-open', [], signIn('p1')],
    ['meeting-not-open', [], conclude()],
    ['meeting-not-open', [], quorum],
    ['meeting-not-open', [], close],
    ['meeting-closed', over, signIn('p1')],
    ['meeting-closed', over, speak('p1', 1)],
    ['meeting-closed', over, minutes()],
    ['meeting-closed', over, minority('p2')],
    ['meeting-closed', over, against('p2')],
    ['meeting-closed', over, close],
    ['meeting-concluded', [...begun.slice(0, 3), conclude()], signIn('p3')],
    ['meeting-concluded', [...begun, conclude()], speak('p2', 1)],
    ['meeting-concluded', [...begun, conclude()], option()],
    ['meeting-concluded', [...begun, conclude()], conclude()],
    ['meeting-concluded', [...begun, conclude('vote')], against('p2')],
    ['meeting-not-concluded', begun, minutes()],
    // who
    ['not-a-member', [open()], signIn('far')],
    ['not-a-member', [open()], present('far')],
    ['not-a-member', begun, speak('far', 1)],
    ['not-a-member', begun, minority('far')],
    ['not-a-member', begun, against('far')],
    ['not-a-member', begun, standDown('far')],
    ['role-does-not-fit', [open()], present('p2', member('p2'))],
    ['role-does-not-fit', begun, speak('p2', 1, {}, member('p2'))],
    ['role-does-not-fit', begun, act('pass', member('p2'), { p: 'p2', round: 1 })],
    ['role-does-not-fit', begun, act('option', member('p2'), { text })],
    ['role-does-not-fit', begun, conclude('consensus', {}, worker)],
    ['role-does-not-fit', [...begun, conclude()], act('minutes', member('p2'), { text })],
    ['scope-does-not-fit', [open()], present('p2', far)],
    ['scope-does-not-fit', begun, speak('p2', 1, {}, far)],
    ['scope-does-not-fit', begun, conclude('consensus', {}, far)],
    ['role-does-not-fit', begun, { ...quorum, by: convenor }],
    ['role-does-not-fit', begun, { ...close, by: convenor }],
    ['not-for-others', [open()], signIn('p2', helping('p2'))],
    ['not-for-others', begun, act('standAgainst', helping('p2'))],
    ['not-for-others', begun, act('minority', helping('p2'), { text })],
    ['not-for-others', begun, act('speak', helping('p2'), { p: 'p2', round: 1 })],
    // signing in, turns
    ['already-present', [open(), signIn('p2')], signIn('p2')],
    ['already-present', [open(), signIn('p2')], present('p2')],
    ['not-present', [open(), signIn('p1')], speak('p2', 1)],
    ['not-present', [open()], minority('p2')],
    ['not-present', [open()], against('p2')],
    ['turn-taken', [...begun, speak('p2', 1)], speak('p2', 1)],
    ['turn-taken', [...begun, pass('p2', 1)], speak('p2', 1)],
    ['no-such-round', begun, speak('p2', 3)],
    ['no-such-round', begun, speak('p2', 0)],
    ['no-such-round', begun, speak('p2', 1.5)],
    ['not-sealed', begun, speak('p2', 1, { text: '明文' })],
    // what is said at the end
    ['text-missing', begun, option({ text: '' })],
    ['too-many-options', [...begun, ...Array.from({ length: MAX_OPTIONS }, () => option())], option()],
    ['minority-given', [...begun, minority('p2')], minority('p2')],
    ['not-sealed', begun, minority('p2', { text: '明文' })],
    ['already-against', [...begun, against('p2')], against('p2')],
    ['not-against', begun, standDown('p2')],
    ['no-such-result', begun, conclude('applause')],
    ['not-sealed', begun, conclude('vote', { text: '明文' })],
    ['not-sealed', [...begun, conclude()], minutes({ text: '明文' })],
    ['file-invalid', [...begun, conclude()], minutes({ files: [{ file: { ...file, file: 'x' } }] })],
    ['file-invalid', [...begun, conclude()], minutes({ files: [file] })],
    [
      'file-invalid',
      [...begun, conclude()],
      minutes({ files: Array.from({ length: MAX_FILES + 1 }, () => ({ file })) }),
    ],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as MeetingCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('calls its members', () => {
    expect(given().when(open(2)).decision).toMatchObject({
      effects: [{ do: 'notify', to: { people: ['p1', 'p2'] }, code: 'meeting-called', values: { form: 'council' } }],
    });
  });

  it('shows what was said and the minutes to members and staff, the rest to everybody without who differed', () => {
    // given
    const state = stateAfter(...begun, ...roundOne, minority('p2'), conclude('vote'), minutes());
    const seen = (p: string | null, staff = false) => meetingView(state, { p, staff });
    // then
    expect(seen(null)).toMatchObject({ quorum: { present: 3 }, minutes: null, hasMinutes: true, me: null });
    expect(seen(null).turns.map((turn) => turn.text)).toEqual([null, null, null]);
    expect(seen(null).minority).toMatchObject([{ p: null, text }]);
    expect(seen('p3')).toMatchObject({ me: { n: 3, present: true, against: false }, minutes: { text } });
    expect(seen('p3').turns[0]?.text).toEqual(text);
    expect(seen('p2').minority).toMatchObject([{ p: 'p2', mine: true }]);
    expect(seen('wang', true).minority).toMatchObject([{ p: 'p2', mine: false }]);
  });

  it('says which round is open and whose turn it is', () => {
    const at = (...commands: MeetingCommand[]) => {
      const { round, waiting } = meetingView(stateAfter(...commands), { p: null, staff: false });
      return [round, waiting];
    };
    expect(at(open())).toEqual([null, []]);
    expect(at(...begun, speak('p2', 1))).toEqual([1, [1, 3]]);
    expect(at(...begun, ...roundOne)).toEqual([2, [1, 2, 3]]);
    expect(at(...begun, ...roundOne, pass('p2', 2), pass('p3', 2), pass('p1', 2))).toEqual([null, []]);
  });
});

describe('whatever people try at a meeting', () => {
  const person = fc.integer({ min: 1, max: 5 }).map((n) => `p${n}`);
  const round = fc.integer({ min: 1, max: 2 });
  const attempt: fc.Arbitrary<MeetingCommand> = fc.oneof(
    person.map((p) => signIn(p)),
    person.map((p) => present(p)),
    { weight: 6, arbitrary: fc.tuple(person, round).map(([p, r]) => speak(p, r)) },
    fc.tuple(person, round).map(([p, r]) => pass(p, r)),
    person.map(against),
    person.map(standDown),
    fc.constantFrom('consensus', 'vote', 'disputed').map((result) => conclude(result)),
  );

  it('turns stay equal, the chair last, a consensus without objection and nothing without a quorum', () => {
    let concluded = 0;
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 20, maxLength: 80 }), (attempts) => {
        let state = stateAfter(open(5));
        for (const command of attempts) {
          const decision = meetingDecider.decide(state, command, {});
          if (isRefusal(decision)) continue;
          const before = state;
          for (const event of decision.events) state = meetingDecider.evolve(state, event, {});
          const turn = state.turns.length > before.turns.length ? state.turns.at(-1) : undefined;
          if (turn !== undefined) {
            const had = (p: string, r: number) => before.turns.some((each) => each.p === p && each.round === r);
            const others = before.present.map(({ p }) => p).filter((p) => p !== turn.p);
            expect(had(turn.p, turn.round)).toBe(false);
            if (turn.round === 2) expect(others.every((p) => had(p, 1)) && had(turn.p, 1)).toBe(true);
            if (turn.p === 'p1') expect(others.every((p) => had(p, turn.round))).toBe(true);
          }
          if (state.conclusion !== null) {
            concluded++;
            expect(state.present.length).toBeGreaterThanOrEqual(3);
            if (state.conclusion.result === 'consensus') expect(state.against).toEqual([]);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(concluded).toBeGreaterThan(0);
  });
});

describe('the jobs of a meeting', () => {
  const [opening, counting, closing] = meetingRules.jobs;
  const context: JobContext = {
    instance: 'm1',
    key: 4,
    element: 'meeting',
    elementName: null,
    headers: {},
    scope: 'qinghe/d2',
    definition: '',
    at: 3,
    ids: ['a', 'b', 'c', 'd'],
    facts: {},
  };
  const record = { stream: 'a', seq: 2, leafHash: 'h' };

  it('open one for the members of a council with what the rules say where nothing is said', () => {
    // given
    const members = [
      { n: 1, kind: 'convenor', elector: 'p1', heads: 1, area: 0 },
      { n: 2, kind: 'resident', elector: 'p2', heads: 1, area: 0 },
    ];
    // when
    const plan = opening?.plan({ members, council: 'c1', title: '充电棚' }, context);
    if (plan === undefined || isProblem(plan)) throw new Error('no plan');
    const command = { ...plan.commands[0]?.command, at: 1, by: system } as unknown as MeetingCommand;
    // then
    expect(plan.commands[0]).toMatchObject({ stream: 'a', kind: 'meeting' });
    expect(stateAfter(command)).toMatchObject({
      form: 'council',
      rounds: 2,
      quorum: { num: 1, den: 2, op: '>' },
      chair: 'p1',
      members: [
        { n: 1, p: 'p1', kind: 'convenor' },
        { n: 2, p: 'p2', kind: 'resident' },
      ],
    });
    expect(opening?.result({}, [{ stream: 'a', state: stateAfter(command), record }], context)).toEqual({
      meeting: 'a',
      reference: record,
    });
  });

  it('need members', () => {
    expect(opening?.plan({}, context)).toMatchObject({ problem: 'input-missing', values: { field: 'members' } });
    const plan = opening?.plan({ members: ['p1'] }, context);
    if (plan === undefined || isProblem(plan)) throw new Error('no plan');
    const command = { ...plan.commands[0]?.command, at: 1, by: system } as unknown as MeetingCommand;
    expect(given().when(command).decision).toMatchObject({ refused: 'members-missing' });
  });

  it('answer the quorum and the gate', () => {
    const after = (state: MeetingState) => [{ stream: 'a', state, record }];
    const eight = stateAfter(open(15), ...Array.from({ length: 8 }, (_, i) => signIn(`p${i + 1}`)));
    expect(counting?.result({}, after(eight), context)).toEqual({
      present: 8,
      seats: 15,
      met: true,
      reference: record,
    });
    expect(closing?.result({}, after(stateAfter(...begun, ...roundOne, option())), context)).toEqual({
      closed: false,
      result: null,
      present: 3,
      seats: 3,
      turns: 2,
      options: 1,
      minority: 0,
      minutes: false,
      reference: record,
    });
    expect(closing?.result({}, after(stateAfter(...over())), context)).toMatchObject({
      closed: true,
      result: 'consensus',
      minutes: true,
    });
    expect(closing?.result({}, after(stateAfter(open(), close)), context)).toMatchObject({
      closed: true,
      result: 'no-quorum',
      present: 0,
    });
  });

  function over(): MeetingCommand[] {
    return [...begun, conclude(), minutes(), close];
  }
});
