import { describe, expect, it } from 'vitest';
import { preview, type Actor, type Element } from '#engine';
import { Matter, MONDAY } from '../../../tests/support/matter.js';
import {
  ANYBODY,
  compensationEvent,
  conditionEvent,
  errorEvent,
  escalationEvent,
  jobOf,
  messageEvent,
  NONE_EVENT,
  ProcessBuilder,
  timerOf,
} from '../../../tests/support/processes.js';

const HOUR = 3_600_000;
const LI: Actor = { p: 'li', role: 'staff', scope: 'qinghe', basis: null };

function process(id = 'P') {
  return new ProcessBuilder(id).element('startEvent', 'start', { event: NONE_EVENT });
}

function loop(given: Partial<NonNullable<Element['loop']>> = {}) {
  return {
    loop: {
      sequential: false,
      collection: 'people',
      inputElement: 'item',
      cardinality: null,
      outputCollection: 'answers',
      outputElement: 'answer',
      completionCondition: null,
      ...given,
    },
  };
}

describe('multi-instance', () => {
  it('writes the collection once and nothing that follows from it', () => {
    // given
    const model = process()
      .element('userTask', 'ask', { ...ANYBODY, ...loop() })
      .flow('start', 'ask')
      .build();
    const matter = new Matter([model]).start({ people: ['a', 'b'] });

    // when
    matter.complete('ask', { answer: 1 });
    matter.complete('ask', { answer: 2 });

    // then
    expect(matter.events.slice(2)).toEqual([
      { type: 'Entered', v: 1, element: 'ask', scope: 1, key: 2, loop: { items: ['a', 'b'] } },
      { type: 'Entered', v: 1, element: 'ask', scope: 2, key: 3 },
      { type: 'Entered', v: 1, element: 'ask', scope: 2, key: 4 },
      { type: 'Completed', v: 1, element: 'ask', key: 3, output: 1 },
      { type: 'Completed', v: 1, element: 'ask', key: 4, output: 2 },
      { type: 'Completed', v: 1, element: 'ask', key: 2 },
      { type: 'Ended', v: 1, status: 'completed' },
    ]);
    expect(matter.variables).toEqual({ people: ['a', 'b'], answers: [1, 2] });
  });

  it('gives each run a task of its own, with its own variables and seats, in any order', () => {
    // given
    const model = process()
      .element('userTask', 'ask', { ...ANYBODY, ...loop() })
      .flow('start', 'ask')
      .build();
    const matter = new Matter([model]).start({ people: ['a', 'b', 'c'] });
    const [first = 0, second = 0, third = 0] = [...matter.ledger.tasks.keys()];

    // when
    const shown = [...matter.ledger.tasks.values()].map(({ task }) => task.variables);
    matter.ask({ type: 'addSeat', key: second, p: 'wu', role: 'staff', place: 'before' }, LI);
    const early = matter.ask({ type: 'completeTask', key: second }, LI);
    matter.ask({ type: 'completeTask', key: third, variables: { answer: 3 } }, LI);
    matter.ask({ type: 'completeTask', key: first, variables: { answer: 1 } }, LI);
    matter.ask({ type: 'actOnSeat', key: second, seat: 1, variables: { answer: 2 } }, { ...LI, p: 'wu' });
    matter.ask({ type: 'completeTask', key: second }, LI);

    // then
    expect(shown).toEqual([
      { item: 'a', loopCounter: 1, answer: null },
      { item: 'b', loopCounter: 2, answer: null },
      { item: 'c', loopCounter: 3, answer: null },
    ]);
    expect(early).toBe('seats-open');
    expect(matter.variables['answers']).toEqual([1, 2, 3]);
  });

  it('gives a job its item; mapped, exactly what is mapped', () => {
    // given
    const model = process()
      .element('serviceTask', 'all', { ...jobOf('x'), ...loop() })
      .element('serviceTask', 'mapped', {
        ...jobOf('x'),
        ...loop(),
        input: [{ source: 'item + "!"', target: 'who' }],
      })
      .chain('start', 'all')
      .flow('start', 'mapped')
      .build();

    // when
    const matter = new Matter([model]).start({ people: ['a'] });

    // then
    expect(matter.ledger.jobs.get(matter.keyOf('job', 'all') ?? 0)?.input).toEqual({
      people: ['a'],
      item: 'a',
      loopCounter: 1,
      answer: null,
    });
    expect(matter.ledger.jobs.get(matter.keyOf('job', 'mapped') ?? 0)?.input).toEqual({ who: 'a!' });
  });

  it('says which run it is where an earlier one could not begin', () => {
    // given
    const model = process()
      .element('scriptTask', 'times', {
        ...loop({ outputElement: 'r' }),
        script: { source: 'if item = 1 then item * factor else item', resultVariable: 'r' },
      })
      .flow('start', 'times')
      .build();
    const matter = new Matter([model]).start({ people: [1, 2, 1] });

    // when
    const passed = matter.events.filter((event) => event.type === 'Passed' && event.element === 'times');
    matter.ask({ type: 'setVariables', variables: { factor: 10 } });
    matter.resolve('times');

    // then
    expect(passed).toEqual([{ type: 'Passed', v: 1, element: 'times', scope: 2, i: 2, output: 2 }]);
    expect(matter.variables['answers']).toEqual([10, 2, 10]);
    expect(matter.ledger.open).toEqual([]);
  });

  it('goes on after more runs than one command may enter', () => {
    // given
    const model = process()
      .element(
        'subProcess',
        'each',
        loop({ collection: null, inputElement: null, cardinality: '6000', outputCollection: null }),
      )
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'each')
      .flow('start', 'each')
      .build();
    const matter = new Matter([model]).start();

    // when
    const stopped = matter.incidents;
    for (let turn = 0; turn < 9 && matter.incidents.length > 0; turn += 1) {
      for (const key of [...matter.ledger.incidents.keys()]) matter.ask({ type: 'resolveIncident', key });
    }

    // then
    expect(stopped[0]).toBe('budget-elements');
    expect(matter.state.status).toBe('completed');
  });
});

describe('event sub-processes', () => {
  const model = process()
    .element('userTask', 'ask', ANYBODY)
    .element('eventSubProcess', 'late')
    .element('startEvent', 'missed', { ...timerOf('duration', 'PT2H'), interrupting: true }, 'late')
    .element('userTask', 'tidy', ANYBODY, 'late')
    .element('eventSubProcess', 'hear')
    .element('startEvent', 'told', { ...messageEvent('news', '"k"'), interrupting: false }, 'hear')
    .element('userTask', 'read', ANYBODY, 'hear')
    .chain('start', 'ask')
    .chain('missed', 'tidy')
    .chain('told', 'read')
    .build();

  it('are watched under the keys behind the one of their scope', () => {
    // when
    const matter = new Matter([model]).start();

    // then
    expect(matter.events[0]).toMatchObject({ type: 'Started', watch: [{ at: MONDAY + 2 * HOUR }, { key: 'k' }] });
    expect([...matter.ledger.timers.keys()]).toEqual([2]);
    expect([...matter.ledger.subscriptions]).toMatchObject([[3, { element: 'told', once: false }]]);
    expect(matter.keyOf('task', 'ask')).toBe(4);
  });

  it('take over once: what comes for the others afterwards is refused', () => {
    // given
    const matter = new Matter([model]).start();
    matter.deliver('told');

    // when
    matter.at += 2 * HOUR;
    const fired = matter.fire('missed');

    // then
    expect(fired[0]).toEqual({ type: 'Triggered', v: 1, element: 'missed', scope: 1, key: 7 });
    expect(matter.ledger.open).toEqual(['task tidy']);
    expect(matter.ledger.stray).toEqual([]);
    expect(matter.ask({ type: 'deliverMessage', key: 3 })).toBe('already-completed');
    expect(matter.ask({ type: 'fireTimer', key: 2 })).toBe('already-completed');
  });

  it('have dates that can be moved, by a person and by a pause', () => {
    // given
    const matter = new Matter([model]).start();

    // when
    matter.ask({ type: 'rescheduleTimer', key: 2, due: MONDAY + HOUR });
    matter.ask({ type: 'suspend', clock: 'stops' });
    const asleep = matter.ledger.open;
    matter.at += 5 * HOUR;
    matter.ask({ type: 'resume' });

    // then
    expect(asleep).toEqual(['task ask']);
    expect(matter.ledger.timers.get(2)).toMatchObject({ element: 'missed', due: MONDAY + 6 * HOUR });
    expect(matter.ledger.subscriptions.has(3)).toBe(true);
  });

  it('wait for the calendar their term reaches into', () => {
    // given
    const term = process()
      .element('userTask', 'ask', ANYBODY)
      .element('eventSubProcess', 'late')
      .element(
        'startEvent',
        'missed',
        { event: { kind: 'timer', timer: 'date', expression: 'term(now(), days, "working_day")' } },
        'late',
      )
      .chain('start', 'ask')
      .build();
    const matter = new Matter([term]).start({ days: 1 });

    // when
    const waiting = matter.ledger.timers.get(2);
    matter.facts = { ...matter.facts, calendars: { years: { '2026': { holidays: [], workdays: [] } } } };
    matter.ask({ type: 'setCalendar' });

    // then
    expect(waiting).toMatchObject({ due: null, awaitsYear: 2026 });
    expect(matter.ledger.timers.get(2)?.due).toBeGreaterThan(MONDAY);
  });

  it('can be foreseen', () => {
    // given
    const matter = new Matter([model]).start();
    matter.at += 2 * HOUR;

    // when
    const seen = preview(matter.state, { type: 'fireTimer', key: 2, at: matter.at, by: LI }, matter.facts);

    // then
    expect(seen).toMatchObject({
      finishes: ['missed'],
      opens: [{ kind: 'task', element: 'tidy' }],
      closes: [
        { kind: 'task', element: 'ask' },
        { kind: 'timer', element: 'missed' },
        { kind: 'message', element: 'told' },
      ],
    });
  });

  it('stop with an incident of their own where a condition fails, and the scope goes on', () => {
    // given
    const failing = process()
      .element('userTask', 'ask', ANYBODY)
      .element('eventSubProcess', 'watch')
      .element('startEvent', 'high', conditionEvent('n > 3'), 'watch')
      .element('userTask', 'tidy', ANYBODY, 'watch')
      .chain('start', 'ask')
      .chain('high', 'tidy')
      .build();
    const matter = new Matter([failing]).start({ n: 'x' });

    // when
    const open = matter.ledger.open;
    matter.ask({ type: 'setVariables', variables: { n: 4 } });
    matter.resolve('high');

    // then
    expect(open).toEqual(['task ask', 'incident high']);
    expect(matter.ledger.open).toEqual(['task tidy']);
    expect(matter.ledger.stray).toEqual([]);
  });
});

describe('escalation', () => {
  it('is refused from what does not wait for work, and without a code', () => {
    // given
    const model = process()
      .element('userTask', 'ask', ANYBODY)
      .boundary('ask', 'told', escalationEvent('UP'))
      .chain('start', 'ask')
      .build();
    const matter = new Matter([model]).start();

    // then
    expect(matter.ask({ type: 'throwEscalation', key: 77, code: 'UP' })).toBe('unknown-key');
    expect(matter.ask({ type: 'throwEscalation', key: 2, code: 5 } as never)).toBe('bad-command');
    expect(matter.ask({ type: 'throwEscalation', key: 2, code: 'UP', variables: { '~x': 1 } } as never)).toBe(
      'bad-variables',
    );
    expect(matter.ask({ type: 'throwEscalation', key: 2, code: 'OTHER' })).toEqual([]);
    expect(matter.ask({ type: 'throwEscalation', key: 2, code: 'UP' })).toEqual([
      { type: 'Fired', v: 1, element: 'told', host: 2 },
      { type: 'Ended', v: 1, status: 'completed' },
    ]);
    expect(matter.ask({ type: 'throwEscalation', key: 2, code: 'UP' })).toBe('instance-ended');
  });

  it('of a code that cannot be compared stops the job, which stays out', () => {
    // given
    const model = process()
      .element('serviceTask', 'work', jobOf('x'))
      .boundary('work', 'told', { event: { kind: 'escalation', code: 'missing' } })
      .chain('start', 'work')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.ask({ type: 'throwEscalation', key: 2, code: 'UP' });

    // then
    expect(matter.ledger.open).toEqual(['job work', 'incident work']);
    expect(matter.complete('work')).toHaveLength(2);
  });
});

describe('compensation', () => {
  const model = process()
    .element('subProcess', 'trip', { input: [{ source: '1', target: 'seat' }] })
    .element('startEvent', 'begin', { event: NONE_EVENT }, 'trip')
    .element('serviceTask', 'book', jobOf('book'), 'trip')
    .element('serviceTask', 'unbook', { ...jobOf('unbook'), forCompensation: true }, 'trip')
    .undone('book', 'booked', 'unbook')
    .element('intermediateThrowEvent', 'undo', compensationEvent)
    .chain('start', 'trip', 'undo')
    .chain('begin', 'book')
    .build();

  it('opens a completed sub-process again, as it was, and leaves no trace of it', () => {
    // given
    const matter = new Matter([model]).start();
    matter.complete('book', { seat: 7 });

    // when
    const input = matter.ledger.jobs.get(matter.keyOf('job', 'unbook') ?? 0)?.input;
    const events = matter.complete('unbook');

    // then
    expect(input).toEqual({ seat: 7 });
    expect(events).toMatchObject([
      { type: 'Completed', element: 'unbook' },
      { type: 'Undone' },
      { type: 'Completed', element: 'undo' },
      { type: 'Ended' },
    ]);
    expect(matter.state.nodes).toEqual({});
  });

  it('keeps nothing of what was not completed', () => {
    // given
    const failed = process()
      .element('subProcess', 'trip')
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'trip')
      .element('task', 'book', {}, 'trip')
      .element('task', 'unbook', { forCompensation: true }, 'trip')
      .undone('book', 'booked', 'unbook')
      .element('endEvent', 'fail', errorEvent('E1'), 'trip')
      .boundary('trip', 'failed', errorEvent('E1'))
      .element('userTask', 'after', ANYBODY)
      .chain('start', 'trip')
      .chain('begin', 'book', 'fail')
      .chain('failed', 'after')
      .build();

    // when
    const matter = new Matter([failed]).start();

    // then
    expect(matter.state.nodes[1]?.inner?.undo).toEqual([]);
    expect(matter.path).toEqual(['start', 'begin', 'book', 'fail', 'failed']);
  });
});
