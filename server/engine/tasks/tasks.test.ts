import { describe, expect, it } from 'vitest';
import { offersFor, preview, taskRows, type Actor } from '#engine';
import { Matter, type Ask } from '../../../tests/support/matter.js';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';

const person = (p: string, role = 'clerk', scope = 'qinghe/d2'): Actor => ({ p, role, scope, basis: null });
const LI = person('li');
const WU = person('wu');

function matterWith(user: object = {}, lane = true): Matter {
  const builder = new ProcessBuilder('P', [{ id: 'Lane_1', name: '经办', role: 'clerk' }])
    .element('startEvent', 'start', { event: NONE_EVENT })
    .element('userTask', 'task', { name: '审核', lane: lane ? 0 : null, user: { ...ANYBODY.user, ...user } })
    .element('task', 'after')
    .chain('start', 'task', 'after');
  return new Matter([builder.build()]).start();
}

const complete: Ask = { type: 'completeTask', key: 2, variables: { passed: true } };

describe('user task', () => {
  it('shows who may act: the lane, its literal groups, or what an expression says', () => {
    // given
    const shown = [
      matterWith(),
      matterWith({}, false),
      matterWith({ candidateGroups: '"clerk, chair"' }),
      matterWith({ candidateGroups: '["a", "b"]', candidateUsers: '["li"]', assignee: '"li"', formId: 'Form_1' }),
    ].map((matter) => matter.ledger.tasks.get(2)?.task);

    // then
    expect(shown.map((task) => task?.roles)).toEqual([['clerk'], ['staff'], ['clerk', 'chair'], ['a', 'b']]);
    expect(shown[0]).toMatchObject({
      name: '审核',
      lane: '经办',
      scope: 'qinghe/d2',
      assignee: null,
      due: null,
      seats: [],
    });
    expect(shown[3]).toMatchObject({ assignee: 'li', people: ['li'], form: 'Form_1' });
  });

  it('is completed by who fits, in two events', () => {
    // given
    const matter = matterWith();

    // when
    const events = matter.ask(complete, LI);

    // then
    expect(events).toMatchObject([
      { type: 'Completed', key: 2, variables: { passed: true } },
      { element: 'after' },
      { type: 'Ended' },
    ]);
    expect(matter.ledger.open).toEqual([]);
    expect(matter.variables).toEqual({ passed: true });
  });

  it.each([
    ['another role', {}, person('li', 'resident'), 'role-does-not-fit'],
    ['an administrator', {}, person('li', 'administrator'), 'role-does-not-fit'],
    ['a person who calls the role system', {}, person('li', 'system'), 'role-does-not-fit'],
    ['another organisation', {}, person('li', 'clerk', 'qinghe/d1'), 'scope-does-not-fit'],
    ['one below', {}, person('li', 'clerk', 'qinghe/d2/b1'), 'scope-does-not-fit'],
    ['a resident of another community', {}, person('li', 'resident', 'qinghe/d22/b1'), 'scope-does-not-fit'],
    ['a resident one below, by role', {}, person('li', 'resident', 'qinghe/d2/b1'), 'role-does-not-fit'],
    ['somebody else', { assignee: '"wu"' }, LI, 'not-assigned-to-you'],
    ['nobody of those named', { candidateUsers: '["wu"]' }, LI, 'role-does-not-fit'],
  ])('refuses %s', (_who, user, by, code) => {
    // given
    const matter = matterWith(user);

    // then
    expect(matter.ask(complete, by)).toBe(code);
  });

  it('refuses bad variables, unknown keys and a second completion', () => {
    // given
    const matter = matterWith({}, true);

    // then
    expect(matter.ask({ type: 'completeTask', key: 2, variables: { '~n': '1' } }, LI)).toBe('bad-variables');
    expect(matter.ask({ type: 'completeTask', key: 9 }, LI)).toBe('unknown-key');
    matter.ask({ type: 'addSeat', key: 2, p: 'wu', role: 'clerk', place: 'after' }, LI);
    matter.ask(complete, LI);
    expect(matter.ask(complete, LI)).toBe('already-completed');
  });
});

describe('operations', () => {
  it('claim and return', () => {
    // given
    const matter = matterWith();

    // when
    matter.ask({ type: 'updateTask', key: 2, op: 'claim' }, LI);

    // then
    expect(matter.ledger.tasks.get(2)?.task.assignee).toBe('li');
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'claim' }, WU)).toBe('already-claimed');
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'return' }, WU)).toBe('not-assigned-to-you');
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'claim' }, person('li', 'resident'))).toBe('role-does-not-fit');
    matter.ask({ type: 'updateTask', key: 2, op: 'return' }, LI);
    expect(matter.ledger.tasks.get(2)?.task.assignee).toBe(null);
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'return' }, LI)).toBe('not-claimed');
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'sign' as never }, LI)).toBe('unknown-operation');
  });

  it('assign moves the responsibility', () => {
    // given
    const matter = matterWith({ assignee: '"li"' });

    // when
    matter.ask({ type: 'assignTask', key: 2, assignee: 'wu', reason: { '~': 'Zm9v' } }, LI);

    // then
    expect(matter.ask(complete, LI)).toBe('not-assigned-to-you');
    expect(matter.ask({ type: 'assignTask', key: 2, assignee: '' }, WU)).toBe('bad-command');
    expect(matter.ask(complete, WU)).toHaveLength(3);
  });

  it('a delegated task comes back to be confirmed', () => {
    // given
    const matter = matterWith({ assignee: '"li"' });
    matter.ask({ type: 'updateTask', key: 2, op: 'delegate', to: 'wu' }, LI);
    expect(matter.ledger.tasks.get(2)?.task).toMatchObject({ assignee: 'wu', owner: 'li' });

    // when
    const done = matter.ask({ type: 'completeTask', key: 2, variables: { draft: 1, passed: false } }, WU);

    // then
    expect(done).toMatchObject([{ type: 'TaskUpdated', op: 'confirm', assignee: 'li', owner: null }]);
    matter.ask(complete, LI);
    expect(matter.variables).toEqual({ draft: 1, passed: true });
  });

  it('a delegation can be taken back, by who gave it', () => {
    // given
    const matter = matterWith({ assignee: '"li"' });
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'withdraw' }, LI)).toBe('not-delegated');
    matter.ask({ type: 'updateTask', key: 2, op: 'delegate', to: 'wu' }, LI);

    // then
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'delegate', to: 'he' }, WU)).toBe('already-delegated');
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'withdraw' }, WU)).toBe('not-assigned-to-you');
    matter.ask({ type: 'updateTask', key: 2, op: 'withdraw' }, LI);
    expect(matter.ask(complete, LI)).toHaveLength(3);
  });

  it('copy, urge and watch tell people and move nothing', () => {
    // given
    const matter = matterWith({ assignee: '"li"' });

    // when
    matter.ask({ type: 'updateTask', key: 2, op: 'copy', people: ['he'] }, LI);
    matter.ask({ type: 'updateTask', key: 2, op: 'urge' }, WU);
    matter.ask({ type: 'updateTask', key: 2, op: 'watch', due: matter.at + 1 }, WU);

    // then
    expect(matter.state.nodes[2]?.task).toMatchObject({ readers: ['he'], watchers: [{ p: 'wu', due: matter.at + 1 }] });
    expect(matter.ledger.others).toMatchObject([
      { do: 'notify', to: { people: ['he'] }, code: 'task-copied' },
      { do: 'notify', to: { people: ['li'] }, code: 'task-urged' },
      { do: 'notify', to: { people: ['li'] }, code: 'task-watched' },
    ]);
    expect(matter.ask({ type: 'updateTask', key: 2, op: 'copy', people: [] }, LI)).toBe('bad-command');
  });
});

describe('seats', () => {
  const add = (matter: Matter, place: 'before' | 'beside' | 'after', p = 'wu') =>
    matter.ask({ type: 'addSeat', key: 2, p, role: 'clerk', place }, LI);
  const act = (matter: Matter, seat: number, by: Actor = WU) =>
    matter.ask({ type: 'actOnSeat', key: 2, seat, variables: { [`seat${seat}`]: true } }, by);

  it('one before acts before the task can be done', () => {
    // given
    const matter = matterWith();
    add(matter, 'before');
    expect(matter.ask(complete, LI)).toBe('seats-open');

    // when
    act(matter, 1);
    matter.ask(complete, LI);

    // then
    expect(matter.state.status).toBe('completed');
    expect(matter.variables).toEqual({ seat1: true, passed: true });
  });

  it.each(['beside', 'after'] as const)('the task waits for one %s it', (place) => {
    // given
    const matter = matterWith();
    add(matter, place);
    if (place === 'after') expect(act(matter, 1)).toBe('not-your-turn');

    // when
    matter.ask(complete, LI);
    const between = matter.ledger.tasks.get(2)?.task;
    act(matter, 1);

    // then
    expect(between).toMatchObject({ done: true, seats: [{ acted: false }] });
    expect(matter.state.status).toBe('completed');
    expect(matter.variables).toEqual({ passed: true, seat1: true });
    expect(matter.ledger.stray).toEqual([]);
  });

  it('one beside may act first', () => {
    // given
    const matter = matterWith();
    add(matter, 'beside');

    // when
    act(matter, 1);
    matter.ask(complete, LI);

    // then
    expect(matter.state.status).toBe('completed');
  });

  it('one that has not acted can be removed by whoever added it; the task may be done then', () => {
    // given
    const matter = matterWith();
    add(matter, 'after');
    matter.ask(complete, LI);
    expect(matter.ask({ type: 'removeSeat', key: 2, seat: 1 }, WU)).toBe('not-your-seat');
    expect(matter.ask({ type: 'removeSeat', key: 2, seat: 5 }, LI)).toBe('unknown-seat');

    // when
    matter.ask({ type: 'removeSeat', key: 2, seat: 1 }, LI);

    // then
    expect(matter.state.status).toBe('completed');
  });

  it('refuses who does not fit the seat, and a seat that acted', () => {
    // given
    const matter = matterWith();
    add(matter, 'before');

    // then
    expect(act(matter, 1, LI)).toBe('not-assigned-to-you');
    expect(act(matter, 1, person('wu', 'chair'))).toBe('role-does-not-fit');
    expect(act(matter, 2)).toBe('unknown-seat');
    expect(add(matter, 'beside')).toBe('seat-taken');
    expect(
      matter.ask({ type: 'addSeat', key: 2, p: 'he', role: 'clerk', place: 'before' }, person('he', 'resident')),
    ).toBe('role-does-not-fit');
    act(matter, 1);
    expect(act(matter, 1)).toBe('seat-acted');
    expect(matter.ask({ type: 'removeSeat', key: 2, seat: 1 }, LI)).toBe('seat-acted');
  });
});

describe('what people are shown', () => {
  it('rows of open tasks with the calls they lie in', () => {
    // given
    const child = new ProcessBuilder('child')
      .element('startEvent', 'begin', { event: NONE_EVENT })
      .element('userTask', 'inner', ANYBODY)
      .chain('begin', 'inner')
      .build();
    const parent = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('callActivity', 'call', {
        call: { processId: '"child"', propagateAllParentVariables: false, propagateAllChildVariables: false },
      })
      .chain('start', 'call')
      .build();
    const matter = new Matter([parent, child]).start();

    // when
    const rows = taskRows(matter.state, matter.facts);

    // then
    expect(rows).toMatchObject([{ element: 'inner', path: ['call'], task: { roles: ['staff'] } }]);
    expect(rows[0]?.task).toEqual(matter.ledger.tasks.get(rows[0]?.key ?? 0)?.task);
  });

  it('what a command would do, without doing it', () => {
    // given
    const matter = matterWith();
    const before = matter.state;
    const common = { at: matter.at, by: LI } as const;

    // when
    const shown = preview(matter.state, { type: 'completeTask', key: 2, ...common }, matter.facts);
    const refused = preview(
      matter.state,
      { type: 'completeTask', key: 2, at: matter.at, by: person('x', 'resident') },
      matter.facts,
    );

    // then
    expect(shown).toEqual({
      finishes: ['task', 'after'],
      opens: [],
      closes: [{ kind: 'task', key: 2, element: 'task' }],
      ends: 'completed',
    });
    expect(refused).toMatchObject({ refused: 'role-does-not-fit' });
    expect(matter.state).toBe(before);
  });

  it('what somebody may do with a task, and why not the rest', () => {
    // given
    const matter = matterWith();
    matter.ask({ type: 'updateTask', key: 2, op: 'claim' }, LI);

    // when
    const offers = [LI, WU].map((by) =>
      Object.fromEntries(
        offersFor(matter.state, 2, by, matter.at, matter.facts).map(({ operation, refused }) => [
          operation,
          refused?.refused ?? true,
        ]),
      ),
    );

    // then
    expect(offers[0]).toMatchObject({
      complete: true,
      return: true,
      delegate: true,
      claim: 'already-claimed',
      withdraw: 'not-delegated',
      urge: 'waits-for-you',
    });
    expect(offers[1]).toMatchObject({
      complete: 'not-assigned-to-you',
      return: 'not-assigned-to-you',
      addSeat: 'not-assigned-to-you',
      urge: true,
    });
  });
});
