import { describe, expect, it } from 'vitest';
import { isRefusal, previewChange, type Actor, type Change, type InstanceCommand, type Process } from '#engine';
import { Matter, MONDAY, type Ask } from '../../../tests/support/matter.js';
import { ANYBODY, jobOf, NONE_EVENT, ProcessBuilder, timerOf } from '../../../tests/support/processes.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LI: Actor = { p: 'li', role: 'staff', scope: 'qinghe', basis: null };
const WU: Actor = { ...LI, p: 'wu' };
const STREET: Actor = { ...LI, p: 'qian', role: 'street' };
const RESIDENT: Actor = { p: 'sun', role: 'resident', scope: 'qinghe/d2', basis: null };

const plain = (id: string) => new ProcessBuilder(id).element('startEvent', 'start', { event: NONE_EVENT });
const DUE = { user: { ...ANYBODY.user, dueDate: 'now() + duration("P5D")' } };

/** `work` with an earlier `ask`, in the five places a task can stand. */
const SHAPES: Readonly<Record<string, readonly Process[]>> = {
  sequence: [
    plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('userTask', 'work', DUE)
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'ask', 'work', 'end')
      .build(),
  ],
  parallel: [
    plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('parallelGateway', 'fork')
      .element('userTask', 'work', DUE)
      .element('userTask', 'other', DUE)
      .element('parallelGateway', 'join')
      .chain('start', 'ask', 'fork', 'work', 'join')
      .chain('fork', 'other', 'join')
      .build(),
  ],
  nested: [
    plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('subProcess', 'step')
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
      .element('userTask', 'work', DUE, 'step')
      .chain('start', 'ask', 'step')
      .chain('begin', 'work')
      .build(),
  ],
  'multi-instance': [
    plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('userTask', 'work', {
        ...DUE,
        loop: {
          sequential: false,
          collection: null,
          inputElement: null,
          cardinality: '2',
          outputCollection: null,
          outputElement: null,
          completionCondition: null,
        },
      })
      .chain('start', 'ask', 'work')
      .build(),
  ],
  called: [
    plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('callActivity', 'step', {
        call: { processId: '"Q"', propagateAllParentVariables: true, propagateAllChildVariables: true },
      })
      .chain('start', 'ask', 'step')
      .build(),
    plain('Q').element('userTask', 'work', DUE).chain('start', 'work').build(),
  ],
};

/** Every operation, asked by whom it is for; some after another one. */
const OPERATIONS: Readonly<
  Record<string, { readonly before?: Operation; readonly ask: Operation; readonly by?: Actor }>
> = {
  claim: { ask: (key) => ({ type: 'updateTask', op: 'claim', key }) },
  release: { before: claim, ask: (key) => ({ type: 'updateTask', op: 'return', key }) },
  assign: { ask: (key) => ({ type: 'assignTask', assignee: 'wu', key }) },
  delegate: { before: claim, ask: (key) => ({ type: 'updateTask', op: 'delegate', to: 'wu', key }) },
  'take back': {
    before: (key) => ({ type: 'updateTask', op: 'delegate', to: 'wu', key }),
    ask: (key) => ({ type: 'updateTask', op: 'withdraw', key }),
  },
  'add before': { ask: (key) => ({ type: 'addSeat', p: 'wu', role: 'staff', place: 'before', key }) },
  'add after': { ask: (key) => ({ type: 'addSeat', p: 'wu', role: 'staff', place: 'after', key }) },
  'add beside': { ask: (key) => ({ type: 'addSeat', p: 'wu', role: 'staff', place: 'beside', key }) },
  'remove a seat': { before: added('after'), ask: (key) => ({ type: 'removeSeat', seat: 1, key }) },
  'remove a seat that was asked': { before: added('before'), ask: (key) => ({ type: 'removeSeat', seat: 1, key }) },
  'act on a seat before': { before: added('before'), ask: act, by: WU },
  'act on a seat beside': { before: added('beside'), ask: act, by: WU },
  'complete with a seat after': { before: added('after'), ask: (key) => ({ type: 'completeTask', key }) },
  copy: { ask: (key) => ({ type: 'updateTask', op: 'copy', people: ['wu'], key }) },
  urge: { ask: (key) => ({ type: 'updateTask', op: 'urge', key }), by: WU },
  watch: { ask: (key) => ({ type: 'updateTask', op: 'watch', due: MONDAY + DAY, key }), by: WU },
  'longer term': { ask: (key) => ({ type: 'rescheduleTimer', due: MONDAY + 9 * DAY, key }), by: STREET },
  'ask for a longer term': { ask: askTerm },
  'grant a longer term': { before: askTerm, ask: (key) => ({ type: 'updateTask', op: 'grantTerm', key }), by: STREET },
  'decline a longer term': {
    before: askTerm,
    ask: (key) => ({ type: 'updateTask', op: 'declineTerm', key }),
    by: STREET,
  },
  suspend: { ask: () => ({ type: 'suspend', clock: 'stops' }), by: WU },
  resume: { before: () => ({ type: 'suspend', clock: 'stops' }), ask: () => ({ type: 'resume' }), by: WU },
  'send back': {
    ask: () => ({ type: 'modify', op: 'return', terminate: ['step', 'work', 'other'], activate: [{ element: 'ask' }] }),
    by: WU,
  },
  complete: { ask: (key) => ({ type: 'completeTask', key }) },
  'take back what was done before': { ask: (_key, asked) => ({ type: 'recall', key: asked }) },
  end: { ask: () => ({ type: 'cancel' }), by: WU },
};

/** `asked`: the task before it, which `li` has completed. */
type Operation = (key: number, asked: number) => Ask;
function askTerm(key: number): Ask {
  return { type: 'updateTask', op: 'askTerm', due: MONDAY + 9 * DAY, key };
}
function added(place: 'before' | 'after' | 'beside'): Operation {
  return (key) => ({ type: 'addSeat', p: 'wu', role: 'staff', place, key });
}
function act(key: number): Ask {
  return { type: 'actOnSeat', seat: 1, stance: 'object', key };
}
function claim(key: number): Ask {
  return { type: 'updateTask', op: 'claim', key };
}

/** What is open outside with who has it and until when: a task by key. */
function tasksOf(
  matter: Matter,
): ReadonlyMap<number, { assignee: string | null; due: number | null; term: number | null; seats: string }> {
  return new Map(
    [...matter.ledger.tasks].map(([key, { task }]) => [
      key,
      {
        assignee: task.assignee,
        due: task.due,
        term: task.term?.due ?? null,
        seats: task.seats
          .filter(({ acted }) => !acted)
          .map(({ p, place }) => `${p} ${place}`)
          .join(),
      },
    ]),
  );
}

/** The tasks there would be, as the preview says it. */
function foretold(before: ReturnType<typeof tasksOf>, changes: readonly Change[]): ReturnType<typeof tasksOf> {
  const tasks = new Map(before);
  for (const { code, values } of changes) {
    const key = values['key'] as number;
    const task = tasks.get(key) ?? { assignee: null, due: null, term: null, seats: '' };
    const seats = task.seats === '' ? [] : task.seats.split(',');
    const seat = `${String(values['p'])} ${String(values['place'])}`;
    if (code === 'change.task-withdrawn') tasks.delete(key);
    if (code === 'change.task-opened')
      tasks.set(key, {
        ...task,
        assignee: values['assignee'] as string | null,
        due: (values['due'] ?? null) as number,
      });
    if (code === 'change.task-handed') tasks.set(key, { ...task, assignee: values['assignee'] as string | null });
    if (code === 'change.term-asked') tasks.set(key, { ...task, term: values['due'] as number });
    if (code === 'change.term-decided') tasks.set(key, { ...task, term: null });
    if (code === 'change.due-moved') tasks.set(key, { ...task, due: values['due'] as number });
    if (code === 'change.seat-opened') tasks.set(key, { ...task, seats: [...seats, seat].join() });
    if (code === 'change.seat-withdrawn')
      tasks.set(key, { ...task, seats: seats.filter((each) => each !== seat).join() });
  }
  return tasks;
}

describe.each(Object.entries(SHAPES))('operations on a task in %s', (shape, processes) => {
  it.each(Object.entries(OPERATIONS))('%s does what its preview said', (name, { before, ask, by = LI }) => {
    // given
    const matter = new Matter(processes).start();
    const first = matter.keyOf('task', 'ask') ?? 0;
    matter.ask({ type: 'completeTask', key: first }, LI);
    const key = matter.keyOf('task', 'work') ?? 0;
    if (before !== undefined)
      expect(matter.ask(before(key, first), name === 'resume' ? WU : LI)).not.toBeTypeOf('string');
    if (name === 'resume') matter.at += DAY;
    const terminate = { sequence: ['work'], parallel: ['work', 'other'], nested: ['step'], called: ['step'] }[shape];
    const asked = ask(key, first);
    const command = {
      ...(asked.type === 'modify' ? { ...asked, terminate: terminate ?? ['work'] } : asked),
      at: matter.at,
      by,
    } as InstanceCommand;
    const tasks = tasksOf(matter);

    // when
    const told = previewChange(matter.state, command, matter.facts);
    const others = matter.ledger.others.length;
    const { at: _at, by: _by, ...what } = command;
    const answer = matter.ask(what as Ask, by);

    // then
    if (isRefusal(told as never)) throw new Error(`${(told as { refused: string }).refused}`);
    const { changes } = told as { changes: readonly Change[] };
    expect(answer).not.toBeTypeOf('string');
    expect(tasksOf(matter)).toEqual(foretold(tasks, changes));
    const said = (code: string) => changes.filter((change) => change.code === code).length;
    const notified = matter.ledger.others.slice(others).filter((effect) => effect.do === 'notify').length;
    expect(said('change.told')).toBe(notified);
    expect(said('change.ends')).toBe(matter.state.status === 'active' ? 0 : 1);
    expect(said('change.suspended')).toBe(name === 'suspend' ? 1 : 0);
    expect(changes.length).toBeGreaterThan(0);
  });
});

describe('taking back what one has done', () => {
  const done = (processes: readonly Process[], element = 'ask') => {
    const matter = new Matter(processes).start();
    if (element !== 'ask') matter.complete('ask');
    const key = matter.keyOf('task', element) ?? 0;
    matter.ask({ type: 'completeTask', key, variables: { told: 'yes' } }, LI);
    const recall = (by: Actor = LI) => {
      const answer = matter.ask({ type: 'recall', key }, by);
      return typeof answer === 'string' ? answer : 'done';
    };
    const open = (by: Actor) => {
      const answer = matter.ask({ type: 'updateTask', op: 'open', key: matter.keyOf('task', 'work') ?? 0 }, by);
      return typeof answer === 'string' ? answer : 'done';
    };
    return { matter, recall, open };
  };

  it.each(Object.entries(SHAPES))('leaves the task as it was, in %s', (_shape, processes) => {
    // given
    const { matter, recall } = done(processes);
    // when
    const answers = [recall(WU), recall(), recall()];
    // then
    expect(answers).toEqual(['not-your-act', 'done', 'moved-on']);
    expect(matter.ledger.open).toEqual(['task ask']);
    expect(matter.ledger.stray).toEqual([]);
    expect(matter.state.nodes[1]?.variables).toMatchObject({ told: 'yes' });
    expect(matter.state.nodes[1]?.inner?.tokens).toEqual([]);
  });

  it('takes back the token that waits at a join, and not what somebody else did meanwhile', () => {
    // given
    const { matter, recall } = done(SHAPES['parallel'] ?? [], 'work');
    const late = done(SHAPES['parallel'] ?? [], 'work');
    // when
    late.matter.ask({ type: 'completeTask', key: late.matter.keyOf('task', 'other') ?? 0 }, WU);
    const answers = [recall(), late.recall()];
    matter.ask({ type: 'completeTask', key: matter.keyOf('task', 'other') ?? 0 }, WU);
    // then
    expect(answers).toEqual(['done', 'instance-ended']);
    expect(matter.ledger.open).toEqual(['task work']);
    matter.complete('work');
    expect(matter.state.status).toBe('completed');
  });

  it('is over once whoever comes next has opened it, or has done anything with it', () => {
    // given
    const opened = done(SHAPES['sequence'] ?? []);
    const claimed = done(SHAPES['sequence'] ?? []);
    const urged = done(SHAPES['sequence'] ?? []);
    const key = claimed.matter.keyOf('task', 'work') ?? 0;
    // when
    const notes = [opened.open(LI), opened.open(RESIDENT), opened.open(WU), opened.open(WU)];
    claimed.matter.ask({ type: 'updateTask', op: 'claim', key }, WU);
    urged.matter.ask({ type: 'updateTask', op: 'urge', key }, LI);
    // then
    expect(notes).toEqual(['nothing-to-note', 'role-does-not-fit', 'done', 'nothing-to-note']);
    expect([opened.recall(), claimed.recall(), urged.recall()]).toEqual(['task-opened', 'task-opened', 'done']);
  });

  it('is over once something was sent or registered because of it', () => {
    // given
    const process = plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('serviceTask', 'file', jobOf('file.it'))
      .element('userTask', 'work', DUE)
      .chain('start', 'ask', 'file', 'work')
      .build();
    const { matter, recall } = done([process]);
    // when
    const underway = recall();
    matter.ask({ type: 'completeJob', key: matter.keyOf('job', 'file') ?? 0 });
    // then
    expect([underway, recall()]).toEqual(['effect-sent', 'moved-on']);
  });

  it.each([
    ['vote', 'step-vote-open'],
    ['publicity', 'step-publicity-running'],
  ])('is over once a %s runs', (kind, code) => {
    // given
    const process = plain('P')
      .element('userTask', 'ask', ANYBODY)
      .element('subProcess', 'step', { properties: { 'step.kind': kind, 'step.return': 'never' } })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
      .element('userTask', 'work', DUE, 'step')
      .chain('start', 'ask', 'step')
      .chain('begin', 'work')
      .build();
    // when
    const answer = done([process]).recall();
    // then
    expect(answer).toBe(code);
  });
});

describe('a longer term', () => {
  const asked = (properties: Record<string, string> = {}) => {
    const process = plain('P')
      .element('userTask', 'work', { ...DUE, properties })
      .chain('start', 'work')
      .build();
    const matter = new Matter([process]).start();
    const key = matter.keyOf('task', 'work') ?? 0;
    const said = (op: 'askTerm' | 'grantTerm' | 'declineTerm', by: Actor) => {
      const answer = matter.ask({ type: 'updateTask', op, key, due: MONDAY + 9 * DAY }, by);
      return typeof answer === 'string' ? answer : 'done';
    };
    return { matter, key, said, due: () => matter.ledger.tasks.get(key)?.task.due };
  };

  it('is asked for once and decided by those above, not by who asked; both dates stay', () => {
    // given
    const { matter, key, said, due } = asked();
    const before = due() ?? null;
    // when
    const answers = [
      said('grantTerm', STREET),
      said('askTerm', RESIDENT),
      said('askTerm', LI),
      said('askTerm', LI),
      said('grantTerm', WU),
      said('declineTerm', STREET),
      said('askTerm', LI),
      said('grantTerm', STREET),
    ];
    // then
    expect(answers).toEqual([
      'term-not-asked',
      'role-does-not-fit',
      'done',
      'term-asked',
      'role-does-not-fit',
      'done',
      'done',
      'done',
    ]);
    expect(due()).toBe(MONDAY + 9 * DAY);
    expect(matter.state.nodes[key]?.task?.due?.planned).toBe(before);
    expect(matter.ledger.others.map((effect) => (effect.do === 'notify' ? effect.code : effect.do))).toEqual([
      'term-asked',
      'term-declined',
      'term-asked',
      'term-granted',
    ]);
  });

  it('is decided by whom the step names, never by oneself', () => {
    // given
    const { said } = asked({ 'step.extend': 'convenor, staff' });
    // when
    const answers = [said('askTerm', LI), said('grantTerm', STREET), said('grantTerm', LI), said('grantTerm', WU)];
    // then
    expect(answers).toEqual(['done', 'role-does-not-fit', 'own-request', 'done']);
  });

  it('is given directly neither by who asked for it nor by who has the task', () => {
    // given: whoever asks also holds a post above
    const { matter, key, said, due } = asked({ 'step.extend': 'staff' });
    const before = due();
    const extend = (by: Actor) => {
      const answer = matter.ask({ type: 'rescheduleTimer', due: MONDAY + 9 * DAY, key }, by);
      return typeof answer === 'string' ? answer : 'done';
    };
    matter.ask({ type: 'updateTask', op: 'claim', key }, LI);
    // when
    const answers = [extend(LI), said('askTerm', LI), extend(LI), said('declineTerm', WU), extend(LI)];
    // then
    expect(answers).toEqual(['own-term', 'done', 'own-request', 'done', 'own-term']);
    expect(due()).toBe(before);
    expect(extend(WU)).toBe('done');
  });
});

describe('those who are added', () => {
  it('are asked in their turn and not before, and whoever added them is told of each act', () => {
    // given
    const matter = new Matter(SHAPES['sequence'] ?? []).start();
    matter.complete('ask');
    const key = matter.keyOf('task', 'work') ?? 0;
    const told = () =>
      matter.ledger.others.flatMap((effect) =>
        effect.do === 'notify' && 'people' in effect.to ? [`${effect.code} ${effect.to.people.join()}`] : [],
      );
    const HE: Actor = { ...LI, p: 'he' };
    // when
    matter.ask({ type: 'addSeat', p: 'wu', role: 'staff', place: 'before', key }, LI);
    matter.ask({ type: 'addSeat', p: 'he', role: 'staff', place: 'after', key }, LI);
    const early = [matter.ask({ type: 'completeTask', key }, LI), matter.ask({ ...act(key), seat: 2 } as Ask, HE)];
    matter.ask(act(key), WU);
    matter.ask({ type: 'completeTask', key }, LI);
    const open = matter.keyOf('task', 'work');
    matter.ask({ ...act(key), seat: 2 } as Ask, HE);
    // then
    expect(early).toEqual(['seats-open', 'not-your-turn']);
    expect(told()).toEqual(['seat-asked wu', 'seat-acted li', 'seat-asked he', 'seat-acted li']);
    expect(open).toBe(key);
    expect(matter.state.status).toBe('completed');
  });

  it.each([
    ['vote', 'roll-fixed'],
    ['meeting', 'roll-fixed'],
    ['roll', 'roll-fixed'],
    ['handle', 'done'],
  ])('are none where a roll says who takes part: %s', (kind, code) => {
    // given
    const process = plain('P')
      .element('subProcess', 'step', { properties: { 'step.kind': kind } })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
      .element('userTask', 'work', DUE, 'step')
      .chain('start', 'step')
      .chain('begin', 'work')
      .build();
    const matter = new Matter([process]).start();
    // when
    const answer = matter.ask(added('beside')(matter.keyOf('task', 'work') ?? 0, 0), LI);
    // then
    expect(typeof answer === 'string' ? answer : 'done').toBe(code);
  });
});

describe('what is refused before anything happens', () => {
  const working = () => {
    const matter = new Matter(SHAPES['sequence'] ?? []).start();
    matter.complete('ask');
    return { matter, key: matter.keyOf('task', 'work') ?? 0 };
  };

  it('is a second reminder on one day, by whomever', () => {
    // given
    const { matter, key } = working();
    const urge: Ask = { type: 'updateTask', op: 'urge', key };
    // when
    const answers = [LI, WU, LI].map((by, day) => {
      if (day === 2) matter.at += DAY - 9 * HOUR;
      return matter.ask(urge, by);
    });
    // then
    expect(answers.map((answer) => (typeof answer === 'string' ? answer : 'done'))).toEqual([
      'done',
      'already-urged',
      'done',
    ]);
  });

  it('is handing it to somebody it does not name, and handing on what was only lent', () => {
    // given
    const named = plain('P')
      .element('userTask', 'work', { user: { ...ANYBODY.user, candidateUsers: '["li", "wu"]' } })
      .chain('start', 'work')
      .build();
    const matter = new Matter([named]).start();
    const key = matter.keyOf('task', 'work') ?? 0;
    // when
    const answers = [
      matter.ask({ type: 'assignTask', assignee: 'zhao', key }, LI),
      matter.ask({ type: 'updateTask', op: 'delegate', to: 'zhao', key }, LI),
      matter.ask({ type: 'updateTask', op: 'delegate', to: 'wu', key }, LI),
      matter.ask({ type: 'assignTask', assignee: 'wu', key }, WU),
    ];
    // then
    expect(answers.map((answer) => (typeof answer === 'string' ? answer : 'done'))).toEqual([
      'receiver-cannot-act',
      'receiver-cannot-act',
      'done',
      'already-delegated',
    ]);
  });

  it('is reminding oneself; a seat whose turn it is is reminded instead of who waits for it', () => {
    // given
    const { matter, key } = working();
    matter.ask({ type: 'updateTask', op: 'claim', key }, LI);
    const urge: Ask = { type: 'updateTask', op: 'urge', key };
    expect(matter.ask(urge, LI)).toBe('waits-for-you');
    // when
    matter.ask({ type: 'addSeat', p: 'he', role: 'staff', place: 'after', key }, LI);
    matter.ask({ type: 'completeTask', key }, LI);
    matter.ask(urge, WU);
    // then
    expect(matter.ledger.others.at(-1)).toMatchObject({ to: { people: ['he'] }, code: 'task-urged' });
  });

  it('ends with its new term, not with the one before', () => {
    // given
    const process = plain('P')
      .element('userTask', 'work', DUE)
      .boundary('work', 'late', timerOf('duration', 'P5D'))
      .boundary('work', 'remind', { ...timerOf('duration', 'P3D'), interrupting: false })
      .chain('start', 'work')
      .build();
    const matter = new Matter([process]).start();
    const key = matter.keyOf('task', 'work') ?? 0;
    const due = () => [...matter.ledger.timers.values()].map((timer) => [timer.element, timer.due]);
    const [, remind] = due();
    // when
    matter.ask({ type: 'rescheduleTimer', key, due: MONDAY + 9 * DAY }, STREET);
    // then
    expect(due()).toEqual([['late', MONDAY + 9 * DAY], remind]);
    expect(matter.ask({ type: 'rescheduleTimer', key, due: MONDAY + 900 * DAY }, STREET)).toBe('due-too-late');
  });

  it('is a term made shorter, and a term given by somebody who may not', () => {
    // given
    const { matter, key } = working();
    const due = matter.ledger.tasks.get(key)?.task.due ?? 0;
    // when
    const answers = [
      matter.ask({ type: 'rescheduleTimer', key, due }, STREET),
      matter.ask({ type: 'rescheduleTimer', key, due: due + DAY }, WU),
      matter.ask({ type: 'rescheduleTimer', key, due: due + DAY }, RESIDENT),
      matter.ask({ type: 'suspend', clock: 'stops' }, RESIDENT),
      matter.ask({ type: 'cancel' }, RESIDENT),
    ];
    // then
    expect(answers).toEqual([
      'due-not-later',
      'role-does-not-fit',
      'role-does-not-fit',
      'role-does-not-fit',
      'role-does-not-fit',
    ]);
  });

  it.each([
    ['vote', 'step-vote-open'],
    ['publicity', 'step-publicity-running'],
    ['roll', 'step-roll-frozen'],
  ])('is putting aside a matter whose %s runs, or moving its term', (kind, code) => {
    // given
    const process = plain('P')
      .element('subProcess', 'step', { properties: { 'step.kind': kind, 'step.return': 'never' } })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
      .element('userTask', 'work', DUE, 'step')
      .chain('start', 'step')
      .chain('begin', 'work')
      .build();
    const matter = new Matter([process]).start();
    const key = matter.keyOf('task', 'work') ?? 0;
    // when
    const answers = [
      matter.ask({ type: 'suspend', clock: 'stops' }, WU),
      matter.ask({ type: 'suspend', clock: 'runs' }, WU),
      matter.ask({ type: 'rescheduleTimer', key, due: MONDAY + 30 * DAY }, STREET),
      matter.ask({ type: 'updateTask', op: 'askTerm', key, due: MONDAY + 30 * DAY }, LI),
    ];
    // then
    expect(answers).toEqual([code, code, code, code]);
  });
});
