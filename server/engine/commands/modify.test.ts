import { describe, expect, it } from 'vitest';
import {
  instanceDecider,
  previewChange,
  type Actor,
  type InstanceEvent,
  type InstanceFacts,
  type Modify,
  type Process,
} from '#engine';
import { Matter } from '../../../tests/support/matter.js';
import { ANYBODY, jobOf, messageEvent, NONE_EVENT, ProcessBuilder, timerOf } from '../../../tests/support/processes.js';

const none = { event: NONE_EVENT };
const staff = (role: string, scope = 'qinghe/d2'): Actor => ({ p: 'li', role, scope, basis: null });

/** start → ask → review → end, with a reminder beside `ask`. */
const line = () =>
  new ProcessBuilder('P')
    .element('startEvent', 'start', none)
    .element('userTask', 'ask', { ...ANYBODY, name: '初审' })
    .element('userTask', 'review', { ...ANYBODY, name: '复核' })
    .element('endEvent', 'end', none)
    .boundary('ask', 'remind', { ...timerOf('duration', 'PT2H'), interrupting: false, name: '提醒' })
    .chain('start', 'ask', 'review', 'end')
    .build();

const refusalOf = (matter: Matter, command: Omit<Modify, 'type' | 'at' | 'by'>, by: Actor = staff('worker')) =>
  previewChange(matter.state, { type: 'modify', at: matter.at, by, ...command }, matter.facts);

describe('who may move a matter', () => {
  it.each(['staff', 'worker', 'street', 'administrator'])('%s may', (role) => {
    const matter = new Matter([line()]).start();
    expect(matter.ask({ type: 'modify', terminate: ['ask'] }, staff(role))).not.toBe('role-does-not-fit');
  });

  it.each([
    ['resident', 'qinghe/d2', 'role-does-not-fit'],
    ['proposer', 'qinghe/d2', 'role-does-not-fit'],
    ['worker', 'qinghe/d3', 'scope-does-not-fit'],
    ['worker', 'qinghe/d2/b1', 'scope-does-not-fit'],
  ])('%s of %s may not', (role, scope, code) => {
    const matter = new Matter([line()]).start();
    expect(matter.ask({ type: 'modify', terminate: ['ask'] }, staff(role, scope))).toBe(code);
    expect(matter.ask({ type: 'migrate', definition: 'b' }, staff('worker'))).toBe('role-does-not-fit');
  });
});

describe('what a modification says', () => {
  it('what it would do, row by row, with dates', () => {
    // given
    const matter = new Matter([line()]).start();
    const due = matter.at + 7_200_000;

    // when
    const said = refusalOf(matter, { activate: [{ element: 'review' }], terminate: ['ask'] });

    // then
    expect(said).toEqual({
      changes: [
        { code: 'change.ended', values: { key: 2, element: 'ask', name: '初审' } },
        { code: 'change.activated', values: { element: 'review', name: '复核', scope: 1 } },
        { code: 'change.task-withdrawn', values: { key: 2, element: 'ask', name: '初审', assignee: null } },
        { code: 'change.timer-withdrawn', values: { key: 3, element: 'remind', name: '提醒', due } },
        { code: 'change.task-opened', values: { key: 4, element: 'review', name: '复核', assignee: null } },
      ],
    });
    expect(matter.state.nodes[2]).toBeDefined();
  });

  it('what was filled in and is lost, and how the matter ends', () => {
    // given: a task that was done by its assignee and waits for a seat
    const matter = new Matter([line()]).start();
    matter.ask({ type: 'addSeat', key: 2, p: 'wu', role: 'staff', place: 'after' }, staff('staff'));
    matter.ask({ type: 'completeTask', key: 2, variables: { ok: true } }, staff('staff'));

    // when
    const said = refusalOf(matter, { terminate: ['ask'] });

    // then
    const codes = 'changes' in said ? said.changes.map(({ code }) => code) : [];
    expect(codes).toEqual([
      'change.ended',
      'change.task-withdrawn',
      'change.draft-lost',
      'change.timer-withdrawn',
      'change.ends',
    ]);
  });

  it.each<[Omit<Modify, 'type' | 'at' | 'by'>, object]>([
    [{ activate: [{ element: 'nothing' }] }, { refused: 'unknown-element', values: { element: 'nothing' } }],
    [{ terminate: ['nothing'] }, { refused: 'unknown-element', values: { element: 'nothing' } }],
    [{ terminate: ['review'] }, { refused: 'not-running', values: { element: 'review', name: '复核' } }],
    [{ terminate: [99] }, { refused: 'unknown-key', values: { key: 99 } }],
    [
      { activate: [{ element: 'remind' }] },
      { refused: 'activate-boundary', values: { element: 'remind', name: '提醒' } },
    ],
    [{ activate: [{ element: 'review', scope: 2 }] }, { refused: 'unknown-key', values: { key: 2 } }],
    [{ activate: [{ element: 'ask/review' }] }, { refused: 'unknown-element', values: { element: 'ask' } }],
    [{ activate: [{ element: 'review', path: ['a'], scope: 1 }] }, { refused: 'bad-command' }],
    [{}, { refused: 'bad-command' }],
    [{ terminate: [''] }, { refused: 'bad-command' }],
    [{ terminate: ['ask'], op: 'jump' as never }, { refused: 'unknown-operation' }],
    [{ activate: [{ element: 'review', variables: { '~': 1 } }] }, { refused: 'bad-variables' }],
  ])('%o', (command, refusal) => {
    const matter = new Matter([line()]).start();
    expect(refusalOf(matter, command)).toEqual(refusal);
  });
});

describe('scopes', () => {
  const nested = () =>
    new ProcessBuilder('P')
      .element('startEvent', 'start', none)
      .element('userTask', 'ask', ANYBODY)
      .element('subProcess', 'part', { name: '办理' })
      .element('startEvent', 'from', none, 'part')
      .element('userTask', 'first', ANYBODY, 'part')
      .element('userTask', 'second', ANYBODY, 'part')
      .element('endEvent', 'to', none, 'part')
      .element('endEvent', 'end', none)
      .chain('start', 'ask', 'part', 'end')
      .chain('from', 'first', 'second', 'to')
      .build();

  it('names the choices where several are open, and takes the one that is named', () => {
    // given the sub-process twice
    const matter = new Matter([nested()]).start();
    matter.ask({ type: 'modify', activate: [{ element: 'part' }] });
    matter.ask({ type: 'modify', activate: [{ element: 'part' }] });
    const [one = 0, two = 0] = Object.values(matter.state.nodes).flatMap(({ key, inner }) =>
      inner !== null && key > 1 ? [key] : [],
    );

    // then
    expect(refusalOf(matter, { activate: [{ element: 'second' }] })).toEqual({
      refused: 'ambiguous-scope',
      values: { element: 'part', name: '办理', choices: [one, two] },
    });
    expect(matter.ask({ type: 'modify', activate: [{ element: 'second', scope: two }] })).not.toBe('ambiguous-scope');
    expect(Object.values(matter.state.nodes).filter(({ scope }) => scope === two)).toHaveLength(2);
    expect(refusalOf(matter, { activate: [{ element: 'ask', scope: one }] })).toEqual({
      refused: 'not-in-scope',
      values: { element: 'ask', name: 'ask', key: one },
    });
  });

  it('opens a scope of its own inside the one that is named', () => {
    // given
    const matter = new Matter([nested()]).start();
    matter.ask({ type: 'modify', activate: [{ element: 'second' }] });

    // when
    matter.ask({ type: 'modify', activate: [{ element: 'second', scope: 1 }] });

    // then
    expect(Object.values(matter.state.nodes).filter(({ inner, key }) => inner !== null && key > 1)).toHaveLength(2);
  });

  const each = () =>
    new ProcessBuilder('P')
      .element('startEvent', 'start', none)
      .element('userTask', 'ask', ANYBODY)
      .element('subProcess', 'visit', {
        name: '走访',
        loop: {
          sequential: false,
          collection: 'homes',
          cardinality: null,
          inputElement: 'home',
          outputCollection: null,
          outputElement: null,
          completionCondition: null,
        },
      })
      .element('startEvent', 'from', none, 'visit')
      .element('userTask', 'knock', ANYBODY, 'visit')
      .element('userTask', 'talk', ANYBODY, 'visit')
      .element('endEvent', 'to', none, 'visit')
      .element('endEvent', 'end', none)
      .chain('start', 'ask', 'visit', 'end')
      .chain('from', 'knock', 'talk', 'to')
      .build();

  it('goes into no run of a multi-instance that is not there, and into the one that is named', () => {
    // given
    const matter = new Matter([each()]).start({ homes: ['a', 'b'] });
    const inside = { refused: 'inside-multi-instance', values: { element: 'visit', name: '走访' } };
    expect(refusalOf(matter, { activate: [{ element: 'talk' }] })).toEqual(inside);
    matter.complete('ask');
    const runs = Object.values(matter.state.nodes).filter(({ index }) => index > 0);
    expect(refusalOf(matter, { activate: [{ element: 'talk' }] })).toMatchObject({
      refused: 'ambiguous-scope',
      values: { choices: runs.map(({ key }) => key) },
    });

    // when the second home is gone on with, and the first is given up
    const [first, second] = runs;
    matter.ask({
      type: 'modify',
      activate: [{ element: 'talk', scope: second?.key ?? 0 }],
      terminate: [first?.key ?? 0],
    });
    matter.complete('talk');
    matter.complete('knock');
    matter.complete('talk');

    // then the body is done with the runs it still had
    expect(matter.state.status).toBe('completed');
    expect(matter.ledger.open).toEqual([]);
  });

  it('leaves what an event sets off, and what undoes, to what it waits for', () => {
    // given
    const process = new ProcessBuilder('P')
      .element('startEvent', 'start', none)
      .element('userTask', 'ask', ANYBODY)
      .element('eventSubProcess', 'stop')
      .element('startEvent', 'stopped', messageEvent('stop', '"k"'), 'stop')
      .element('userTask', 'tell', ANYBODY, 'stop')
      .element('serviceTask', 'undo', { ...jobOf('toy.undo'), forCompensation: true })
      .element('endEvent', 'end', none)
      .chain('start', 'ask', 'end')
      .chain('stopped', 'tell')
      .build();
    const matter = new Matter([process]).start();

    // then
    const triggered = (element: string, named = element) => {
      expect(refusalOf(matter, { activate: [{ element }] })).toEqual({
        refused: 'activate-triggered',
        values: { element: named, name: named },
      });
    };
    triggered('stop');
    triggered('tell', 'stop');
    triggered('undo');
    // but once it runs, it is a scope like any other
    matter.deliver('stopped');
    expect(matter.ask({ type: 'modify', activate: [{ element: 'tell' }] })).not.toBe('activate-triggered');
  });

  it('opens no call that cannot be opened', () => {
    const process = new ProcessBuilder('P')
      .element('startEvent', 'start', none)
      .element('userTask', 'ask', ANYBODY)
      .element('callActivity', 'step', {
        name: '议事',
        call: { processId: 'which', propagateAllParentVariables: false, propagateAllChildVariables: false },
      })
      .chain('start', 'ask', 'step')
      .build();
    const called = new ProcessBuilder('Q')
      .element('startEvent', 'from', none)
      .element('userTask', 'work', ANYBODY)
      .chain('from', 'work')
      .build();
    const matter = new Matter([process, called]).start();
    expect(refusalOf(matter, { activate: [{ element: 'step/work' }] })).toMatchObject({
      refused: 'cannot-open',
      values: { element: 'step', name: '议事', code: 'expression-failed' },
    });
    matter.ask({ type: 'setVariables', variables: { which: 'Q' } });
    expect(matter.ask({ type: 'modify', activate: [{ element: 'step/work' }], terminate: ['ask'] })).not.toBe(
      'cannot-open',
    );
    expect(matter.ledger.open).toEqual(['task work']);
  });
});

/** Facts with the other set that a migration goes to. */
function withTarget(matter: Matter, hash: string, process: Process): InstanceFacts {
  const { definitions } = matter.facts;
  return { ...matter.facts, target: { ...definitions, hash, processes: { [process.id]: process } } };
}

describe('another definition set', () => {
  it('keeps what was completed and may be undone, by the name it has there', () => {
    // given: `book` is done and can be undone by `cancel`
    const model = (book: string) =>
      new ProcessBuilder('P')
        .element('startEvent', 'start', none)
        .element('serviceTask', book, jobOf('toy.book'))
        .element('userTask', 'ask', ANYBODY)
        .element('serviceTask', 'undo', { ...jobOf('toy.cancel'), forCompensation: true })
        .element('intermediateThrowEvent', 'back', { event: { kind: 'compensation', activity: null } })
        .boundary(book, 'undoing', { event: { kind: 'compensation', activity: null }, handler: 4 })
        .element('endEvent', 'end', none)
        .chain('start', book, 'ask', 'back', 'end')
        .build();
    const matter = new Matter([model('book')]).start();
    matter.complete('book');
    expect(matter.state.nodes[1]?.inner?.undo).toHaveLength(1);

    // when
    matter.facts = withTarget(matter, 'b', model('reserve'));
    expect(matter.ask({ type: 'migrate', definition: 'b' })).toBe('migration-impossible');
    expect(matter.ask({ type: 'migrate', definition: 'b', mapping: { book: 'reserve' } })).not.toBeTypeOf('string');
    matter.facts = { definitions: matter.facts.target ?? matter.facts.definitions };
    matter.complete('ask');

    // then
    expect(matter.ledger.open).toEqual(['job undo']);
  });

  /** Two ways to an inclusive join; `b` leads there by `x`, or in the other version to an end of its own. */
  const waysTo = (id: string, joins: boolean) => {
    const builder = new ProcessBuilder('P')
      .element('startEvent', 'start', none)
      .element('inclusiveGateway', 'split')
      .element('userTask', 'a', ANYBODY)
      .element('userTask', 'b', ANYBODY)
      .element('task', 'x')
      .element('inclusiveGateway', 'join')
      .element('callActivity', id, {
        call: { processId: '"Q"', propagateAllParentVariables: false, propagateAllChildVariables: false },
      })
      .element('endEvent', 'end', none)
      .chain('start', 'split', 'a', 'join', id, 'end')
      .flow('split', 'b');
    return (joins ? builder.flow('b', 'x') : builder.flow('b', 'end')).flow('x', 'join').build();
  };
  const called = (id: string) =>
    new ProcessBuilder('Q')
      .element('startEvent', 'from', none)
      .element('userTask', id, ANYBODY)
      .chain('from', id)
      .build();

  it.each([false, true])('goes on at once where nothing is waited for any more; suspended: %s', (suspended) => {
    // given a join that waits for `b`
    const matter = new Matter([waysTo('step', true), called('work')]).start();
    matter.complete('a');
    if (suspended) matter.ask({ type: 'suspend', clock: 'runs' });
    const { definitions } = matter.facts;
    const processes = { P: waysTo('next', false), Q: called('labour') };
    const before = matter.state;
    const facts = { ...matter.facts, target: { ...definitions, hash: 'b', processes } };

    // when
    matter.facts = facts;
    const events = matter.ask({ type: 'migrate', definition: 'b', mapping: { step: 'next', work: 'labour' } });
    matter.facts = { definitions: facts.target };

    // then what follows the migration in its record happens in the new set, also event by event
    expect(typeof events).toBe('object');
    const singly = (events as readonly InstanceEvent[]).reduce(
      (state, event) => instanceDecider.evolve(state, event, facts),
      before,
    );
    expect(singly).toEqual(matter.state);
    if (suspended) {
      expect(matter.path).toEqual(['start', 'split', 'a']);
      matter.ask({ type: 'resume' });
    }
    expect(matter.path).toEqual(['start', 'split', 'a', 'join', 'from']);
    expect(matter.ledger.open).toEqual(['task b', 'task labour']);
    matter.complete('labour');
    matter.complete('b');
    expect(matter.state.status).toBe('completed');
  });

  it('looks at the conditions of the other version at once', () => {
    // given
    const matter = new Matter([line()]).start({ n: 3 });
    const watched = new ProcessBuilder('P')
      .element('startEvent', 'start', none)
      .element('userTask', 'ask', ANYBODY)
      .element('userTask', 'review', ANYBODY)
      .element('endEvent', 'end', none)
      .boundary('ask', 'remind', { ...timerOf('duration', 'PT2H'), interrupting: false })
      .boundary('ask', 'enough', { event: { kind: 'conditional', condition: 'n > 2' } })
      .chain('start', 'ask', 'review', 'end')
      .flow('enough', 'review')
      .build();

    // when
    matter.facts = withTarget(matter, 'b', watched);
    matter.ask({ type: 'migrate', definition: 'b' });

    // then
    expect(matter.path).toEqual(['start', 'enough']);
    expect(matter.ledger.open).toEqual(['task review']);
  });

  it('is refused where it is the same, unknown, or says nothing', () => {
    const matter = new Matter([line()]).start();
    matter.facts = withTarget(matter, 'b', line());
    expect(matter.ask({ type: 'migrate', definition: 'c' })).toBe('definition-unknown');
    expect(matter.ask({ type: 'migrate', definition: 'b', mapping: { ask: '' } })).toBe('bad-command');
    expect(matter.ask({ type: 'migrate' } as never)).toBe('bad-command');
    matter.facts = withTarget(matter, '', line());
    expect(matter.ask({ type: 'migrate', definition: '' })).toBe('definition-same');
  });
});
