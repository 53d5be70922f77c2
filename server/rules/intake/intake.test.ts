import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import { intakeDecider, intakeRules, intakeView, type IntakeCommand, type SimilarMatter } from './index.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const text = { '~': 'commitment' };
const other: SimilarMatter = { matter: 'm0', number: '2026-7', title: '充电棚', at: 5 };
const register = (more: object = {}): IntakeCommand =>
  ({
    type: 'register',
    at: 10,
    by: system,
    matter: 'm1',
    scope: 'qinghe/d2',
    source: 'resident',
    topic: 'charging',
    place: 'qinghe/d2/e1',
    title: text,
    number: '2026-8',
    reporter: 'zhang',
    similar: [other],
    ...more,
  }) as IntakeCommand;
const merge = (into: string, more: object = {}): IntakeCommand =>
  ({ type: 'merge', at: 11, by: actor('wang', 'worker'), into, ...more }) as IntakeCommand;
const keepApart = (p: string, role: string, more: object = {}): IntakeCommand =>
  ({ type: 'keepApart', at: 12, by: actor(p, role), ...more }) as IntakeCommand;
const settle: IntakeCommand = { type: 'settle', at: 13, by: system };
const given = (...commands: IntakeCommand[]) => specify(intakeDecider).given(history(intakeDecider, commands).events);
const helping = (p: string) => ({ ...actor('qian', 'grid'), for: { p, basis: null, way: 'phone' as const } });

describe('intake', () => {
  it('gives the reporter the number as a receipt, and nobody where nobody is named', () => {
    // given
    const intake = given();
    // when
    const { decision } = intake.when(register());
    // then
    expect(decision).toMatchObject({
      effects: [{ do: 'notify', to: { people: ['zhang'] }, code: 'intake-receipt', values: { number: '2026-8' } }],
    });
    expect(intake.when(register({ reporter: null })).decision).toMatchObject({ effects: [] });
  });

  it('settles at once where nothing is similar, and waits for a word where something is', () => {
    expect(given(register({ similar: [] })).when(settle)).toMatchObject({
      after: { status: 'settled', merging: null },
      decision: { events: [{ type: 'IntakeSettled', into: null }] },
    });
    expect(given(register()).when(settle)).toMatchObject({
      after: { status: 'registered' },
      decision: { events: [{ type: 'IntakeChecked', similar: 1 }] },
    });
  });

  it('merges with a similar matter, and the reporter is told', () => {
    // given
    const merging = given(register()).when(merge('m0'));
    expect(merging.decision).toMatchObject({
      events: [{ type: 'MergeProposed', into: 'm0', number: '2026-7', p: 'wang' }],
      effects: [{ to: { people: ['zhang'] }, code: 'intake-merged', values: { number: '2026-7' } }],
    });
    // when then
    expect(given(register(), merge('m0')).when(settle).decision).toMatchObject({
      events: [{ type: 'IntakeSettled', into: 'm0' }],
      effects: [{ do: 'endStream' }],
    });
  });

  it('lets the reporter refuse a merge, whose word then stands', () => {
    // given
    const refused = given(register(), merge('m0'), keepApart('zhang', 'resident', { reason: text }));
    // when then
    expect(refused.before.merging).toMatchObject({ into: null, reporter: true, p: 'zhang' });
    expect(refused.when(merge('m0')).decision).toEqual({ refused: 'reporter-keeps-apart' });
    expect(refused.when(settle).decision).toMatchObject({ events: [{ into: null }] });
    expect(
      given(register(), keepApart('zhang', 'resident'), keepApart('wang', 'worker')).when(merge('m0')).decision,
    ).toEqual({ refused: 'reporter-keeps-apart' });
    expect(given(register(), keepApart('wang', 'worker')).when(merge('m0')).after.merging?.into).toBe('m0');
  });

  it('takes the word of a reporter of any role, and of one who is helped', () => {
    expect(
      given(register({ reporter: 'shi' })).when(keepApart('shi', 'street', { by: actor('shi', 'street', 'qinghe') }))
        .after.merging,
    ).toMatchObject({ reporter: true });
    const { after, decision } = given(register()).when(keepApart('', '', { by: helping('zhang') }));
    expect(after.merging).toMatchObject({ reporter: true, p: 'zhang' });
    expect(decision).toMatchObject({
      events: [{ helper: 'qian', way: 'phone' }],
      effects: [{ to: { people: ['zhang'] }, code: 'acted-for-you', values: { act: 'intake.keepApart' } }],
    });
  });

  it.each<[string, IntakeCommand[], IntakeCommand]>([
    ['intake-registered', [register()], register()],
    ['role-does-not-fit', [], register({ by: actor('wang', 'worker') })],
    ['no-such-source', [], register({ source: 'rumour' })],
    ['topic-missing', [], register({ topic: '' })],
    ['place-missing', [], register({ place: text })],
    ['text-missing', [], register({ title: ' ' })],
    ['number-missing', [], register({ number: '' })],
    [
      'similar-invalid',
      [],
      register({ similar: Array.from({ length: 21 }, (_, i) => ({ ...other, matter: `x${i}` })) }),
    ],
    ['similar-invalid', [], register({ similar: [{ ...other, matter: 'm1' }] })],
    ['similar-invalid', [], register({ similar: ['m0'] })],
    ['intake-not-registered', [], merge('m0')],
    ['role-does-not-fit', [register()], merge('m0', { by: actor('zhang', 'resident') })],
    ['scope-does-not-fit', [register()], merge('m0', { by: actor('far', 'worker', 'qinghe/d9') })],
    ['not-for-others', [register()], merge('m0', { by: helping('zhang') })],
    ['no-such-matter', [register()], merge('m9')],
    ['no-such-matter', [register({ similar: [] })], merge('m0')],
    ['intake-settled', [register(), merge('m0'), settle], merge('m0')],
    ['intake-not-registered', [], keepApart('wang', 'worker')],
    ['role-does-not-fit', [register()], keepApart('li', 'resident')],
    ['not-for-others', [register()], keepApart('', '', { by: helping('li') })],
    ['scope-does-not-fit', [register()], keepApart('far', 'worker', { by: actor('far', 'worker', 'qinghe/d9') })],
    ['nothing-similar', [register({ similar: [] })], keepApart('wang', 'worker')],
    ['not-sealed', [register()], keepApart('wang', 'worker', { reason: '明文' })],
    ['intake-settled', [register(), merge('m0'), settle], keepApart('zhang', 'resident')],
    ['intake-not-registered', [], settle],
    ['intake-settled', [register({ similar: [] }), settle], settle],
    ['role-does-not-fit', [register()], { ...settle, by: actor('wang', 'worker') } as IntakeCommand],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as IntakeCommand],
  ])('refuses %s', (refused, commands, command) => {
    // given
    const intake = given(...commands);
    // when
    const { decision, after } = intake.when(command);
    // then
    expect(decision).toMatchObject({ refused });
    expect(after).toBe(intake.before);
  });

  it('shows what is similar and who brought it to staff and to the reporter only', () => {
    const { state } = history(intakeDecider, [register(), merge('m0')]);
    expect(intakeView(state, { p: 'zhang', staff: false })).toMatchObject({ mine: true, similar: [{ matter: 'm0' }] });
    expect(intakeView(state, { p: 'wang', staff: true })).toMatchObject({ reporter: 'zhang', mine: false });
    expect(intakeView(state, { p: 'li', staff: false })).toMatchObject({ reporter: null, similar: [], merging: null });
    const settled = history(intakeDecider, [register(), merge('m0'), settle]).state;
    expect(intakeView(settled, { p: null, staff: false })).toMatchObject({ number: '2026-8', mergedInto: 'm0' });
  });
});

describe('the jobs of intake', () => {
  const [registerJob, settleJob] = intakeRules.jobs;
  const context = { instance: 'm1', scope: 'qinghe/d2', ids: ['i1'], facts: {} } as unknown as JobContext;
  const input = { source: 'resident', topic: 'charging', place: 'qinghe/d2/e1', title: text };
  const record = { stream: 'i1', seq: 0, leafHash: 'h' };
  const facts = { matter: { number: 8, title: null, reporter: 'zhang' }, similar: [{ ...other }] };

  it('ask for the number and what is similar, then take the matter in', () => {
    // given
    expect(registerJob?.plan(input, context)).toMatchObject({
      commands: [],
      needs: [
        { kind: 'matter', parameters: {} },
        { kind: 'similar', parameters: { place: 'qinghe/d2/e1', topic: 'charging', days: 30 } },
      ],
    });
    // when
    const planned = registerJob?.plan(input, { ...context, facts });
    if (planned === undefined || isProblem(planned)) throw new Error('no plan');
    const command = { ...planned.commands[0]?.command, at: 10, by: system } as unknown as IntakeCommand;
    const { state } = history(intakeDecider, [command]);
    // then
    expect(state).toMatchObject({ number: '8', reporter: 'zhang', similar: [other] });
    expect(registerJob?.result(input, [{ stream: 'i1', state, record }], context)).toEqual({
      intake: 'i1',
      number: '8',
      similar: 1,
      reference: record,
    });
    expect(registerJob?.plan({ ...input, reporter: 'li' }, { ...context, facts })).toMatchObject({
      commands: [{ command: { reporter: 'li' } }],
    });
  });

  it.each(['source', 'topic', 'place'])('say that “%s” is missing', (field) => {
    expect(registerJob?.plan({ ...input, [field]: '' }, context)).toEqual({
      problem: 'input-missing',
      values: { field },
    });
  });

  it('answer the gate', () => {
    const result = (...commands: IntakeCommand[]) =>
      settleJob?.result({}, [{ stream: 'i1', state: history(intakeDecider, commands).state, record }], context);
    expect(result(register(), settle)).toMatchObject({ settled: false, merged_into: null });
    expect(result(register(), merge('m0'))).toMatchObject({ settled: false, merged_into: null });
    expect(result(register(), merge('m0'), settle)).toMatchObject({ settled: true, merged_into: 'm0' });
    expect(result(register(), keepApart('zhang', 'resident'), settle)).toMatchObject({
      settled: true,
      merged_into: null,
      number: '2026-8',
    });
    expect(settleJob?.plan({}, context)).toMatchObject({ problem: 'input-missing' });
  });
});
