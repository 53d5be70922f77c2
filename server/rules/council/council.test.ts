import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import { councilDecider, councilRules, councilView, type CouncilCommand, type Seat } from './index.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const seat = (kind: string, side: Seat['side'], more: Partial<Seat> = {}): Seat => ({
  kind,
  side,
  min: 1,
  max: 15,
  mandatory: false,
  ...more,
});
const seats: readonly Seat[] = [
  seat('resident', 'residents', { min: 2, mandatory: true }),
  seat('street', 'government', { max: 7 }),
  seat('department', 'government', { max: 7 }),
  seat('organisation', 'organisation', { max: 5 }),
  seat('expert', 'expert', { max: 3, mandatory: true }),
];
const open = (more: object = {}): CouncilCommand =>
  ({ type: 'open', at: 1, by: system, matter: 'm1', scope: 'qinghe/d2', seats, ...more }) as CouncilCommand;
const named = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([kind, n]) => Array.from({ length: n }, (_, i) => ({ kind, p: `${kind}-${i + 1}` })));
const compose = (members: unknown, more: object = {}): CouncilCommand =>
  ({ type: 'compose', at: 2, by: actor('gu', 'convenor'), members, ...more }) as CouncilCommand;
const conflict = (p: string, role = 'expert', more: object = {}): CouncilCommand =>
  ({ type: 'conflict', at: 3, by: actor(p, role), reason: text, ...more }) as CouncilCommand;
const replace = (n: number, p: string, more: object = {}): CouncilCommand =>
  ({ type: 'replace', at: 4, by: actor('gu', 'convenor'), n, p, reason: text, ...more }) as CouncilCommand;
const settle: CouncilCommand = { type: 'settle', at: 5, by: system };
const given = (...commands: CouncilCommand[]) =>
  specify(councilDecider).given(history(councilDecider, commands).events);
const fifteen = named({ resident: 5, street: 4, department: 3, organisation: 2, expert: 1 });

describe('the seats of a council', () => {
  it('of 15 are refused with 8 of the government, whatever kinds these are, and taken with 7', () => {
    // given
    const draft = given(open());
    // when then
    expect(
      draft.when(compose(named({ resident: 5, street: 4, department: 4, organisation: 1, expert: 1 }))).decision,
    ).toEqual({ refused: 'council-side-over-half', values: { side: 'government', seats: 8, size: 15 } });
    expect(draft.when(compose(fifteen)).after.members).toHaveLength(15);
  });

  it('give no one kind more than half, and exactly half is not more', () => {
    const draft = given(open());
    expect(draft.when(compose(named({ resident: 8, street: 6, expert: 1 }))).decision).toEqual({
      refused: 'council-kind-over-half',
      values: { kind: 'resident', seats: 8, size: 15 },
    });
    expect(draft.when(compose(named({ resident: 7, street: 6, expert: 1 }))).decision).toHaveProperty('events');
  });

  it('may leave out what is mandatory only with a reason, and what is not without one', () => {
    // given nobody from the experts, organisations or departments
    const members = named({ resident: 4, street: 4 });
    const draft = given(open());
    // when then
    expect(draft.when(compose(members)).decision).toEqual({
      refused: 'council-mandatory-missing',
      values: { kind: 'expert' },
    });
    expect(draft.when(compose(members, { without: [{ kind: 'expert' }] })).decision).toEqual({
      refused: 'reason-missing',
    });
    const { after } = draft.when(compose(members, { without: [{ kind: 'expert' }], reason: text }));
    expect(after).toMatchObject({ without: ['expert'], reason: text });
  });

  it('settle where they stand, are published, and every member is told', () => {
    // given
    const composed = given(open(), compose(fifteen));
    // when
    const { after, decision } = composed.when(settle);
    // then
    expect(after.status).toBe('settled');
    expect(decision).toMatchObject({ events: [{ type: 'CouncilSettled', size: 15 }] });
    const effects = 'effects' in decision ? decision.effects : [];
    expect(effects).toHaveLength(15);
    expect(effects[0]).toMatchObject({ do: 'notify', to: { people: ['resident-1'] }, code: 'council-seated' });
  });

  it('do not settle before they are composed, nor while a member declares a conflict', () => {
    expect(given(open()).when(settle).decision).toMatchObject({
      events: [{ type: 'CouncilChecked', composed: false, conflicts: 0 }],
    });
    const torn = given(open(), compose(fifteen), conflict('expert-1'));
    expect(torn.when(settle)).toMatchObject({
      decision: { events: [{ type: 'CouncilChecked', composed: false, conflicts: 1 }] },
      after: { status: 'open' },
    });
    expect(given(open(), compose(fifteen), conflict('expert-1'), replace(15, 'chen')).when(settle).after.status).toBe(
      'settled',
    );
  });

  it('replace a member who declares a conflict, also after they were settled', () => {
    // given
    const settled = [open(), compose(fifteen), settle];
    const torn = given(...settled).when(conflict('expert-1'));
    expect(torn.decision).toMatchObject({
      events: [{ type: 'ConflictDeclared', n: 15 }],
      effects: [{ to: { role: 'convenor', scope: 'qinghe/d2' }, code: 'council-conflict' }],
    });
    // when
    const { after, decision } = given(...settled, conflict('expert-1')).when(replace(15, 'chen'));
    // then
    expect(after.members.at(-1)).toEqual({ n: 15, kind: 'expert', p: 'chen', conflict: null });
    expect(decision).toMatchObject({ effects: [{ to: { people: ['chen'] }, code: 'council-seated' }] });
    expect(given(...settled, conflict('expert-1')).when(settle).decision).toMatchObject({
      events: [{ type: 'CouncilChecked', composed: false, conflicts: 1 }],
    });
    expect(given(...settled, conflict('expert-1'), replace(15, 'chen')).when(settle).decision).toMatchObject({
      events: [{ type: 'CouncilChecked', composed: true, conflicts: 0 }],
    });
  });

  it.each<[string, CouncilCommand[], CouncilCommand]>([
    ['council-opened', [open()], open()],
    ['role-does-not-fit', [], open({ by: actor('gu', 'convenor') })],
    ['council-seats-invalid', [], open({ seats: [] })],
    ['council-seats-invalid', [], open({ seats: [seat('', 'expert')] })],
    ['council-seats-invalid', [], open({ seats: [seat('a', 'press' as 'expert')] })],
    ['council-seats-invalid', [], open({ seats: [seat('a', 'expert', { min: 3, max: 2 })] })],
    ['council-seats-invalid', [], open({ seats: [seat('a', 'expert', { max: 0, min: 0 })] })],
    ['council-seats-invalid', [], open({ seats: [seat('a', 'expert'), seat('a', 'residents')] })],
    ['council-seats-invalid', [], open({ seats: ['expert'] })],
    ['council-not-open', [], compose(fifteen)],
    ['role-does-not-fit', [open()], compose(fifteen, { by: actor('wang', 'worker') })],
    ['scope-does-not-fit', [open()], compose(fifteen, { by: actor('far', 'convenor', 'qinghe/d9') })],
    [
      'not-for-others',
      [open()],
      compose(fifteen, { by: { ...actor('gu', 'convenor'), for: { p: 'li', basis: null, way: 'phone' } } }),
    ],
    ['council-settled', [open(), compose(fifteen), settle], compose(fifteen)],
    ['council-empty', [open()], compose([])],
    ['council-empty', [open()], compose('everybody')],
    ['council-too-large', [open()], compose(named({ resident: 201 }))],
    ['council-kind-unknown', [open()], compose([...fifteen, { kind: 'press', p: 'x' }])],
    ['council-kind-unknown', [open()], compose([...fifteen, 'zhang'])],
    ['council-kind-unknown', [open()], compose(fifteen, { without: [{ kind: 'press' }], reason: text })],
    ['person-missing', [open()], compose([...fifteen, { kind: 'resident' }])],
    ['council-person-twice', [open()], compose([...fifteen, { kind: 'organisation', p: 'expert-1' }])],
    ['council-without-seated', [open()], compose(fifteen, { without: [{ kind: 'expert' }], reason: text })],
    ['council-seat-too-few', [open()], compose(named({ resident: 1, street: 1, expert: 1 }))],
    ['council-seat-too-many', [open()], compose(named({ resident: 9, expert: 4, organisation: 5 }))],
    ['council-not-open', [], conflict('expert-1')],
    ['not-a-member', [open(), compose(fifteen)], conflict('stranger')],
    ['not-sealed', [open(), compose(fifteen)], conflict('expert-1', 'expert', { reason: '明文' })],
    ['conflict-declared', [open(), compose(fifteen), conflict('expert-1')], conflict('expert-1')],
    [
      'not-for-others',
      [open(), compose(fifteen)],
      conflict('x', 'grid', { by: { ...actor('x', 'grid'), for: { p: 'expert-1', basis: null, way: 'phone' } } }),
    ],
    ['council-not-open', [], replace(1, 'chen')],
    ['no-such-member', [open(), compose(fifteen)], replace(16, 'chen')],
    ['person-missing', [open(), compose(fifteen)], replace(15, '')],
    ['council-person-twice', [open(), compose(fifteen)], replace(15, 'resident-1')],
    ['not-sealed', [open(), compose(fifteen)], replace(15, 'chen', { reason: '明文' })],
    ['role-does-not-fit', [open(), compose(fifteen)], replace(15, 'chen', { by: actor('wang', 'worker') })],
    [
      'scope-does-not-fit',
      [open(), compose(fifteen)],
      replace(15, 'chen', { by: actor('f', 'convenor', 'qinghe/d9') }),
    ],
    ['council-not-open', [], settle],
    ['role-does-not-fit', [open(), compose(fifteen)], { ...settle, by: actor('gu', 'convenor') } as CouncilCommand],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as CouncilCommand],
  ])('refuse %s', (refused, commands, command) => {
    // given
    const council = given(...commands);
    // when
    const { decision, after } = council.when(command);
    // then
    expect(decision).toMatchObject({ refused });
    expect(after).toBe(council.before);
  });

  it('are balanced whenever they are taken', () => {
    const counts = fc.record({
      resident: fc.nat(9),
      street: fc.nat(8),
      department: fc.nat(8),
      organisation: fc.nat(6),
      expert: fc.nat(4),
    });
    fc.assert(
      fc.property(counts, (each) => {
        // given when
        const { decision } = given(open()).when(compose(named(each)));
        // then
        const size = Object.values(each).reduce((sum, n) => sum + n, 0);
        const lawful =
          each.resident >= 2 &&
          each.expert >= 1 &&
          each.street <= 7 &&
          each.department <= 7 &&
          each.organisation <= 5 &&
          each.expert <= 3 &&
          (each.street + each.department) * 2 <= size &&
          Object.values(each).every((n) => n * 2 <= size);
        expect('events' in decision).toBe(lawful);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is seen of the seats', () => {
  it('is the draft for staff and for who sits on it, and everything but the reasons once it is settled', () => {
    // given
    const draft = history(councilDecider, [open(), compose(fifteen), conflict('expert-1')]).state;
    const settled = history(councilDecider, [open(), compose(fifteen), settle, conflict('expert-1')]).state;
    // when then
    expect(councilView(draft, { p: 'li', staff: false }).members).toEqual([]);
    expect(councilView(draft, { p: 'street-1', staff: false }).members).toMatchObject([{ p: 'street-1', mine: true }]);
    expect(councilView(draft, { p: 'wang', staff: true }).members).toHaveLength(15);
    expect(councilView(settled, { p: null, staff: false }).members).toHaveLength(15);
    expect(councilView(settled, { p: null, staff: false }).members.at(-1)?.conflict).toBeNull();
    expect(councilView(settled, { p: 'expert-1', staff: false }).members.at(-1)?.conflict).toEqual(text);
    expect(councilView(settled, { p: 'wang', staff: true }).members.at(-1)?.conflict).toEqual(text);
  });
});

describe('the jobs of the seats', () => {
  const [openJob, settleJob] = councilRules.jobs;
  const context = { instance: 'm1', scope: 'qinghe/d2', ids: ['k1'], facts: {} } as unknown as JobContext;
  const record = { stream: 'k1', seq: 2, leafHash: 'h' };

  it('open the kinds of the table', () => {
    const planned = openJob?.plan({ seats: seats.map((each) => ({ ...each })) }, context);
    if (planned === undefined || isProblem(planned)) throw new Error('no plan');
    const command = { ...planned.commands[0]?.command, at: 1, by: system } as unknown as CouncilCommand;
    expect(history(councilDecider, [command]).state.seats).toEqual(seats);
    expect(openJob?.plan({}, context)).toMatchObject({ problem: 'input-missing' });
    expect(settleJob?.plan({}, context)).toMatchObject({ problem: 'input-missing' });
  });

  it('answer the gate with the members as a roll takes them', () => {
    const result = (...commands: CouncilCommand[]) =>
      settleJob?.result({}, [{ stream: 'k1', state: history(councilDecider, commands).state, record }], context);
    expect(result(open(), settle)).toMatchObject({ composed: false, size: 0, members: [] });
    expect(result(open(), compose(fifteen), settle)).toMatchObject({ composed: true, size: 15, reference: record });
    expect(result(open(), compose(named({ resident: 2, street: 1, expert: 1 })), settle)).toMatchObject({
      members: [
        { n: 1, kind: 'resident', elector: 'resident-1', heads: 1, area: 0 },
        { n: 2 },
        { n: 3, kind: 'street' },
        { n: 4, kind: 'expert' },
      ],
    });
    expect(result(open(), compose(fifteen), conflict('expert-1'), settle)).toMatchObject({
      composed: false,
      size: 14,
      conflicts: 1,
    });
  });
});
