import { describe, expect, it } from 'vitest';
import { Matter, MONDAY } from '../../../tests/support/matter.js';
import { ANYBODY, jobOf, messageEvent, NONE_EVENT, ProcessBuilder, timerOf } from '../../../tests/support/processes.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function process(id = 'P') {
  return new ProcessBuilder(id).element('startEvent', 'start', { event: NONE_EVENT });
}

describe('intermediate timer', () => {
  const model = process()
    .element('intermediateCatchEvent', 'wait', timerOf('duration', 'PT1H'))
    .flow('start', 'wait')
    .build();

  it('fires at its instant or later, never early', () => {
    // given
    const matter = new Matter([model]).start();
    expect([...matter.ledger.timers.values()]).toEqual([
      { do: 'openTimer', key: 2, element: 'wait', due: MONDAY + HOUR },
    ]);

    // when
    matter.at = MONDAY + HOUR - 1;
    const early = matter.fire('wait');
    matter.at = MONDAY + HOUR;
    matter.fire('wait');

    // then
    expect(early).toBe('too-early');
    expect(matter.state.status).toBe('completed');
    expect(matter.ledger.stray).toEqual([]);
  });

  it('can be moved; the date before stays known', () => {
    // given
    const matter = new Matter([model]).start();

    // when
    matter.ask({ type: 'rescheduleTimer', key: 2, due: MONDAY + DAY });

    // then
    expect(matter.ledger.timers.get(2)?.due).toBe(MONDAY + DAY);
    expect(matter.state.nodes[2]?.timer).toMatchObject({ due: MONDAY + DAY, planned: MONDAY + HOUR });
  });

  it('stops where the expression is no instant', () => {
    // given
    const odd = process()
      .element('intermediateCatchEvent', 'wait', timerOf('date', 'soon'))
      .flow('start', 'wait')
      .build();

    // when
    const matter = new Matter([odd]).start();

    // then
    expect(matter.incidents).toEqual(['expression-failed']);
  });
});

describe('terms and calendars', () => {
  const model = process()
    .element('intermediateCatchEvent', 'term', {
      event: { kind: 'timer', timer: 'date', expression: 'term(now(), 5, "working_day")' },
    })
    .flow('start', 'term')
    .build();
  const years = { years: { '2026': { holidays: ['2026-01-06'], workdays: [] } } };

  it('has no date while the year is not loaded, and gets it when it is', () => {
    // given
    const matter = new Matter([model]).start();
    expect(matter.ledger.timers.get(2)).toEqual({
      do: 'openTimer',
      key: 2,
      element: 'term',
      due: null,
      awaitsYear: 2026,
    });
    expect(matter.fire('term')).toBe('awaiting-calendar');

    // when: loaded a day later; the term still runs from where it began
    matter.at = MONDAY + DAY;
    matter.facts = { ...matter.facts, calendars: years };
    const events = matter.ask({ type: 'setCalendar' });

    // then: Tuesday is off, so the fifth working day is the next Tuesday, which ends at 24:00
    const due = MONDAY - 9 * HOUR + 9 * DAY;
    expect(events).toEqual([{ type: 'DueMoved', v: 1, key: 2, due: { at: due } }]);
    expect(matter.ledger.timers.get(2)).toEqual({ do: 'openTimer', key: 2, element: 'term', due });
  });

  it('holds for the due date of a task and for a boundary event as well', () => {
    // given
    const due = 'term(now(), 5, "working_day")';
    const guarded = process()
      .element('userTask', 'task', { user: { ...ANYBODY.user, dueDate: due } })
      .boundary('task', 'late', { event: { kind: 'timer', timer: 'date', expression: due } })
      .flow('start', 'task')
      .build();
    const matter = new Matter([guarded]).start();
    expect(matter.ledger.tasks.get(2)?.task).toMatchObject({ due: null, awaitsYear: 2026 });
    expect(matter.ledger.timers.get(3)).toMatchObject({ due: null, awaitsYear: 2026 });

    // when
    matter.facts = { ...matter.facts, calendars: years };
    matter.ask({ type: 'setCalendar' });

    // then
    expect(matter.ledger.tasks.get(2)?.task.due).toBe(MONDAY - 9 * HOUR + 9 * DAY);
    expect(matter.ledger.timers.get(3)?.due).toBe(MONDAY - 9 * HOUR + 9 * DAY);
  });

  it('is set at once when the year is loaded', () => {
    // when
    const matter = new Matter([model], { calendars: years }).start();

    // then
    expect(matter.ledger.timers.get(2)?.due).toBe(MONDAY - 9 * HOUR + 9 * DAY);
    expect(matter.ask({ type: 'setCalendar' })).toEqual([]);
  });
});

describe('boundary events', () => {
  const guarded = (interrupting: boolean, event: object) =>
    process()
      .element('serviceTask', 'work', jobOf('x'))
      .boundary('work', 'late', { ...event, interrupting })
      .element('task', 'after')
      .element('userTask', 'remind', ANYBODY)
      .chain('start', 'work', 'after')
      .flow('late', 'remind')
      .build();

  it('an interrupting timer ends its host; who comes later is refused', () => {
    // given
    const matter = new Matter([guarded(true, timerOf('duration', 'PT1H'))]).start();
    expect(matter.ledger.open).toEqual(['job work', 'timer late']);
    expect(matter.keyOf('timer', 'late')).toBe(3);

    // when
    matter.at += 2 * HOUR;
    matter.fire('late');

    // then
    expect(matter.ledger.open).toEqual(['task remind']);
    expect(matter.ask({ type: 'completeJob', key: 2 })).toBe('already-completed');
    expect(matter.path).toEqual(['start', 'late']);
  });

  it('completion closes the boundary; the timer that comes later is refused', () => {
    // given
    const matter = new Matter([guarded(true, timerOf('duration', 'PT1H'))]).start();
    matter.complete('work');

    // when
    matter.at += 2 * HOUR;

    // then
    expect(matter.state.status).toBe('completed');
    expect(matter.ledger.open).toEqual([]);
    expect(matter.ask({ type: 'fireTimer', key: 3 })).toBe('instance-ended');
  });

  it('a non-interrupting message may come several times', () => {
    // given
    const matter = new Matter([guarded(false, messageEvent('ping', '"k"'))]).start();
    expect([...matter.ledger.subscriptions.values()][0]).toMatchObject({ once: false, name: 'ping' });

    // when
    matter.deliver('late', { n: 1 });
    matter.deliver('late', { n: 2 });

    // then
    expect(matter.ledger.open).toEqual(['job work', 'subscription late', 'task remind', 'task remind']);
    expect(matter.variables).toEqual({ n: 2 });
  });

  it('a non-interrupting timer is used up once', () => {
    // given
    const matter = new Matter([guarded(false, timerOf('duration', 'PT1H'))]).start();
    const key = matter.keyOf('timer', 'late') ?? 0;

    // when
    matter.at += HOUR;
    matter.fire('late');

    // then
    expect(matter.ledger.open).toEqual(['job work', 'task remind']);
    expect(matter.ask({ type: 'fireTimer', key })).toBe('already-completed');
    matter.complete('work');
    matter.complete('remind');
    expect(matter.state.status).toBe('completed');
    expect(matter.ledger.stray).toEqual([]);
  });

  it('an overdue cycle fires once and goes on with its own grid', () => {
    // given
    const matter = new Matter([guarded(false, timerOf('cycle', 'R3/PT1H'))]).start();

    // when: three hours and a half late
    matter.at = MONDAY + 3.5 * HOUR;
    matter.fire('late');
    const second = matter.ledger.timers.get(3)?.due;
    const early = matter.fire('late');
    matter.at = MONDAY + 4 * HOUR;
    matter.fire('late');
    matter.at = MONDAY + 5 * HOUR;
    matter.fire('late');

    // then
    expect(second).toBe(MONDAY + 4 * HOUR);
    expect(early).toBe('too-early');
    expect(matter.ledger.open).toEqual(['job work', 'task remind', 'task remind', 'task remind']);
  });

  it('an interrupting one ends everything inside a sub-process', () => {
    // given
    const model = process()
      .element('subProcess', 'sub')
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'sub')
      .element('parallelGateway', 'fork', {}, 'sub')
      .element('serviceTask', 'a', jobOf('x'), 'sub')
      .element('userTask', 'b', ANYBODY, 'sub')
      .element('serviceTask', 'c', { ...jobOf('x'), input: [{ source: 'nobody + 1', target: 'y' }] }, 'sub')
      .boundary('sub', 'stop', messageEvent('stop', '"k"'))
      .element('task', 'after')
      .chain('begin', 'fork', 'a')
      .flow('fork', 'b')
      .flow('fork', 'c')
      .flow('start', 'sub')
      .flow('stop', 'after')
      .build();
    const matter = new Matter([model]).start();
    expect(matter.ledger.open).toEqual(['job a', 'subscription stop', 'task b', 'incident c']);

    // when
    matter.deliver('stop');

    // then
    expect(matter.ledger.open).toEqual([]);
    expect(matter.path.slice(-2)).toEqual(['stop', 'after']);
    expect(matter.state.status).toBe('completed');
  });
});

describe('start', () => {
  it('takes the start event named, else the none start, else the only one', () => {
    // given
    const model = process()
      .element('startEvent', 'monthly', timerOf('cycle', 'R/P1M'))
      .element('task', 'a')
      .element('task', 'b')
      .flow('start', 'a')
      .flow('monthly', 'b')
      .build();
    const only = new ProcessBuilder('P').element('startEvent', 'asked', messageEvent('ask', null)).build();

    // when
    const paths = [
      new Matter([model]).start(),
      new Matter([model]).start({}, 'monthly'),
      new Matter([only]).start({ n: 1 }),
    ];

    // then
    expect(paths.map((matter) => matter.path)).toEqual([['start', 'a'], ['monthly', 'b'], ['asked']]);
    expect(paths[2]?.variables).toEqual({ n: 1 });
  });

  it('is refused where it cannot be', () => {
    // given
    const model = process().build();
    const matter = new Matter([model]);
    const none = new Matter([new ProcessBuilder('P').build()]);

    // then
    expect(matter.ask({ type: 'cancel' })).toBe('not-started');
    expect(matter.ask({ type: 'start', scope: 'q', process: 'Q' })).toBe('unknown-process');
    expect(matter.ask({ type: 'start', scope: 'q', element: 'nothing' })).toBe('no-start');
    expect(none.ask({ type: 'start', scope: 'q' })).toBe('no-start');
    expect(matter.ask({ type: 'start', scope: 'q', variables: { '~': 'x' } })).toBe('bad-variables');
    expect(matter.ask({ type: 'start', scope: 'q', variables: { a: '中'.repeat(400_000) } })).toBe(
      'variables-too-large',
    );
    matter.start();
    expect(matter.ask({ type: 'start', scope: 'q' })).toBe('already-started');
  });

  it('keeps the rule version, the organisation and a sealed title', () => {
    // given
    const matter = new Matter([process().element('userTask', 'a', ANYBODY).flow('start', 'a').build()]);

    // when
    matter.ask({ type: 'start', scope: 'qinghe/d2', title: { '~': 'Zm9v' } });

    // then
    expect(matter.state).toMatchObject({ rules: 1, org: 'qinghe/d2', title: { '~': 'Zm9v' } });
  });
});

describe('suspend, resume, cancel', () => {
  const model = process()
    .element('parallelGateway', 'fork')
    .element('serviceTask', 'work', jobOf('x'))
    .element('userTask', 'task', { user: { ...ANYBODY.user, dueDate: 'now() + duration("P1D")' } })
    .boundary('task', 'late', timerOf('duration', 'PT2H'))
    .element('receiveTask', 'receive', messageEvent('m', '"k"'))
    .flow('start', 'fork')
    .flow('fork', 'work')
    .flow('fork', 'task')
    .flow('fork', 'receive')
    .flow('late', 'work')
    .build();

  it('nothing wakes a suspended matter, and nothing moves it', () => {
    // given
    const matter = new Matter([model]).start();

    // when
    matter.ask({ type: 'suspend', clock: 'runs' });

    // then
    expect(matter.ledger.open).toEqual(['task task']);
    const asks = [
      matter.ask({ type: 'completeJob', key: 2 }),
      matter.ask({ type: 'completeTask', key: 3 }),
      matter.ask({ type: 'fireTimer', key: 4 }),
      matter.ask({ type: 'deliverMessage', key: 5 }),
      matter.ask({ type: 'suspend', clock: 'runs' }),
    ];
    expect(asks).toEqual(['suspended', 'suspended', 'suspended', 'suspended', 'suspended']);
  });

  it('a stopped clock moves every open due date by the pause; one that ran does not', () => {
    // given
    const dates = (['stops', 'runs'] as const).map((clock) => {
      const matter = new Matter([model]).start();
      matter.ask({ type: 'suspend', clock });
      matter.at += 3 * HOUR;
      // when
      matter.ask({ type: 'resume' });
      expect(matter.ledger.open).toEqual(['job work', 'timer late', 'subscription receive', 'task task']);
      const task = matter.state.nodes[3];
      return [matter.ledger.timers.get(4)?.due, matter.ledger.tasks.get(3)?.task.due, task?.task?.due?.planned];
    });

    // then
    expect(dates).toEqual([
      [MONDAY + 5 * HOUR, MONDAY + DAY + 3 * HOUR, MONDAY + DAY],
      [MONDAY + 2 * HOUR, MONDAY + DAY, null],
    ]);
  });

  it('cancel leaves nothing open, suspended or not', () => {
    for (const suspended of [false, true]) {
      // given
      const matter = new Matter([model]).start({ n: 1 });
      if (suspended) matter.ask({ type: 'suspend', clock: 'stops' });

      // when
      matter.ask({ type: 'cancel' });

      // then
      expect(matter.ledger.open).toEqual([]);
      expect(matter.ledger.stray).toEqual([]);
      expect(matter.state).toMatchObject({
        status: 'cancelled',
        nodes: {},
        incidents: {},
        suspended: null,
        result: { n: 1 },
      });
      expect(matter.ask({ type: 'resume' })).toBe('instance-ended');
    }
  });

  it('refuses what does not fit', () => {
    // given
    const matter = new Matter([model]).start();

    // then
    expect(matter.ask({ type: 'resume' })).toBe('not-suspended');
    expect(matter.ask({ type: 'setVariables', variables: {}, scope: 2 })).toBe('already-completed');
    expect(matter.ask({ type: 'resolveIncident', key: 77 })).toBe('unknown-key');
    expect(matter.ask({ type: 'foretell' } as never)).toBe('unknown-command');
    expect(matter.ask({ type: 'cancel' }, { p: 'p1' } as never)).toBe('bad-command');
    expect(matter.ask({ type: 'cancel', at: 0.5 } as never)).toBe('bad-command');
    expect(matter.ask({ type: 'cancel' }, { p: 'p1', role: 'administrator', scope: 'qinghe/d3', basis: null })).toBe(
      'scope-does-not-fit',
    );
    expect(matter.ask({ type: 'cancel' }, { p: 'p1', role: 'administrator', scope: '', basis: null })).toBe(
      'scope-does-not-fit',
    );
    expect(matter.ask({ type: 'cancel' }, { p: 'p1', role: 'administrator', scope: 'qinghe/d', basis: null })).toBe(
      'scope-does-not-fit',
    );
    expect(
      matter.ask({ type: 'cancel' }, { p: 'p1', role: 'administrator', scope: 'qinghe', basis: null }),
    ).toHaveLength(1);
  });
});
