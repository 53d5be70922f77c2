import { describe, expect, it } from 'vitest';
import { instanceDecider, isOwnAct, isRefusal, type Actor, type InstanceCommand } from '#engine';
import { Matter, MONDAY } from '../../../tests/support/matter.js';
import { NONE_EVENT, ANYBODY, ProcessBuilder } from '../../../tests/support/processes.js';

const LI: Actor = { p: 'li', role: 'staff', scope: 'qinghe', basis: null };
const WU: Actor = { ...LI, p: 'wu' };
const WU_FOR_LI: Actor = { ...WU, for: { p: 'li', basis: null, way: 'deputy' } };

/** A matter that stands at one task, inside a step of its own where one is named. */
function at(
  properties: Record<string, string>,
  around?: Record<string, string>,
  user: Readonly<Record<keyof typeof ANYBODY.user, string | null>> = ANYBODY.user,
) {
  const builder = new ProcessBuilder('P').element('startEvent', 'start', { event: NONE_EVENT });
  if (around === undefined) builder.element('userTask', 'work', { user, properties });
  else
    builder
      .element('subProcess', 'work', { properties: around })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'work')
      .element('userTask', 'inner', { user, properties }, 'work')
      .chain('begin', 'inner');
  builder.element('endEvent', 'end', { event: NONE_EVENT }).chain('start', 'work', 'end');
  const matter = new Matter([builder.build()]).start();
  const key = Object.values(matter.state.nodes).find(({ task }) => task !== null)?.key ?? 0;
  return { matter, key };
}

/** The code it is refused with, or `done`. */
function asked({ matter }: ReturnType<typeof at>, command: object, by: Actor): string {
  const decision = instanceDecider.decide(
    matter.state,
    { ...command, by, at: MONDAY } as InstanceCommand,
    matter.facts,
  );
  return isRefusal(decision) ? decision.refused : 'done';
}

describe('a deputy', () => {
  it('does the holder’s task in their name; somebody whose deputy they are not keeps theirs', () => {
    // given
    const { matter, key } = at({});
    matter.ask({ type: 'updateTask', op: 'claim', key }, LI);
    const done = { type: 'completeTask', key };
    // then
    expect(asked({ matter, key }, done, WU)).toBe('not-assigned-to-you');
    expect(asked({ matter, key }, done, { ...WU, for: { p: 'sun', basis: null, way: 'deputy' } })).toBe(
      'not-assigned-to-you',
    );
    expect(asked({ matter, key }, done, { ...WU, for: { p: 'li', basis: null, way: 'phone' } })).toBe(
      'not-assigned-to-you',
    );
    // when
    const decision = instanceDecider.decide(
      matter.state,
      { ...done, by: WU_FOR_LI, at: MONDAY } as InstanceCommand,
      matter.facts,
    );
    // then: who did it is the deputy; whose it was stands in the command
    expect(decision).toMatchObject({
      events: [{ type: 'Completed', by: 'wu' }, { type: 'Passed' }, { type: 'Ended' }],
    });
    expect(asked({ matter, key }, done, LI)).toBe('done');
  });

  it.each<[string, object, string]>([
    ['completeTask', { type: 'completeTask' }, 'done'],
    ['return', { type: 'updateTask', op: 'return' }, 'done'],
    ['claim', { type: 'updateTask', op: 'claim' }, 'not-by-deputy'],
    ['delegate', { type: 'updateTask', op: 'delegate', to: 'sun' }, 'not-by-deputy'],
    ['withdraw', { type: 'updateTask', op: 'withdraw' }, 'not-by-deputy'],
    ['copy', { type: 'updateTask', op: 'copy', people: ['sun'] }, 'not-by-deputy'],
    ['urge', { type: 'updateTask', op: 'urge' }, 'not-by-deputy'],
    ['watch', { type: 'updateTask', op: 'watch' }, 'not-by-deputy'],
    ['askTerm', { type: 'updateTask', op: 'askTerm', due: MONDAY + 1 }, 'not-by-deputy'],
    ['grantTerm', { type: 'updateTask', op: 'grantTerm' }, 'not-by-deputy'],
    ['declineTerm', { type: 'updateTask', op: 'declineTerm' }, 'not-by-deputy'],
    ['assignTask', { type: 'assignTask', assignee: 'sun' }, 'not-by-deputy'],
    ['addSeat', { type: 'addSeat', p: 'sun', role: 'staff', place: 'before' }, 'not-by-deputy'],
    ['removeSeat', { type: 'removeSeat', seat: 1 }, 'not-by-deputy'],
    ['actOnSeat', { type: 'actOnSeat', seat: 1, stance: 'agree' }, 'not-by-deputy'],
    ['rescheduleTimer', { type: 'rescheduleTimer', due: MONDAY + 1 }, 'not-by-deputy'],
    ['recall', { type: 'recall' }, 'not-by-deputy'],
    ['suspend', { type: 'suspend', clock: 'stops' }, 'not-by-deputy'],
    ['modify', { type: 'modify', op: 'return', terminate: [], activate: [] }, 'not-by-deputy'],
    ['cancel', { type: 'cancel' }, 'not-by-deputy'],
  ])('asks %s', (_name, command, answer) => {
    const it_ = at({});
    it_.matter.ask({ type: 'updateTask', op: 'claim', key: it_.key }, LI);
    expect(asked(it_, { ...command, key: it_.key }, WU_FOR_LI)).toBe(answer);
  });

  it.each<[string, Record<string, string>, Record<string, string> | undefined, boolean]>([
    ['a seat of a vote', { 'step.kind': 'vote' }, undefined, true],
    ['anything inside a vote', {}, { 'step.kind': 'vote' }, true],
    ['a signature', { 'step.kind': 'cosign' }, undefined, true],
    ['a verdict on the result', {}, { 'step.kind': 'call-back' }, true],
    ['what says so', { 'step.deputy': 'never' }, undefined, true],
    ['what lies in a step that says so', {}, { 'step.deputy': 'never' }, true],
    ['a task of the office inside a vote that says so', { 'step.deputy': 'allow' }, { 'step.kind': 'vote' }, false],
    ['a review', { 'step.kind': 'review' }, undefined, false],
    ['a task of which nothing is said', {}, undefined, false],
  ])('and %s', (_what, properties, around, own) => {
    const it_ = at(properties, around);
    it_.matter.ask({ type: 'updateTask', op: 'claim', key: it_.key }, LI);
    expect(isOwnAct(it_.matter.state, it_.matter.facts.definitions, it_.key)).toBe(own);
    expect(asked(it_, { type: 'completeTask', key: it_.key }, WU_FOR_LI)).toBe(own ? 'own-act' : 'done');
  });

  it('acts in no task of a resident, nor where they have a part of their own', () => {
    // given
    const resident = at({}, undefined, { ...ANYBODY.user, candidateGroups: '"resident"' });
    const seat = at({});
    seat.matter.ask({ type: 'updateTask', op: 'claim', key: seat.key }, LI);
    seat.matter.ask({ type: 'addSeat', key: seat.key, p: 'wu', role: 'staff', place: 'beside' }, LI);
    const lent = at({});
    lent.matter.ask({ type: 'updateTask', op: 'claim', key: lent.key }, WU);
    lent.matter.ask({ type: 'updateTask', op: 'delegate', key: lent.key, to: 'li' }, WU);
    // then
    const done = (of: ReturnType<typeof at>) => asked(of, { type: 'completeTask', key: of.key }, WU_FOR_LI);
    expect([done(resident), done(seat), done(lent)]).toEqual(['own-act', 'deputy-conflict', 'deputy-conflict']);
  });
});
