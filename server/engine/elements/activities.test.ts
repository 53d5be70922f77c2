import { describe, expect, it } from 'vitest';
import { Matter } from '../../../tests/support/matter.js';
import { jobOf, messageEvent, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';

function process(id = 'P') {
  return new ProcessBuilder(id).element('startEvent', 'start', { event: NONE_EVENT });
}

describe('service task', () => {
  const model = process()
    .element('serviceTask', 'work', jobOf('poll.open', '2'))
    .element('task', 'after')
    .chain('start', 'work', 'after')
    .build();

  it('asks for a job and hands its variables to the scope', () => {
    // given
    const matter = new Matter([model]).start({ a: 1 });
    expect([...matter.ledger.jobs.values()]).toEqual([
      { do: 'openJob', key: 2, type: 'poll.open', element: 'work', retries: 2, input: { a: 1 }, headers: {} },
    ]);

    // when
    const events = matter.complete('work', { a: 2, b: 3 });

    // then
    expect(events).toEqual([
      { type: 'Completed', v: 1, element: 'work', key: 2, variables: { a: 2, b: 3 } },
      { type: 'Passed', v: 1, element: 'after', scope: 1 },
      { type: 'Ended', v: 1, status: 'completed' },
    ]);
    expect(matter.variables).toEqual({ a: 2, b: 3 });
  });

  it('is tried again while it has retries, then becomes an incident that can be resolved', () => {
    // given
    const matter = new Matter([model]).start();

    // when
    matter.ask({ type: 'failJob', key: 2, retries: 1, backOff: 500 });
    const waiting = matter.ledger.jobs.get(2);
    matter.ask({ type: 'failJob', key: 2, retries: 0, code: 'no-roll', values: { roll: 'r1' } });

    // then
    expect(waiting).toMatchObject({ retries: 1, backOff: 500 });
    expect(matter.ledger.open).toEqual(['incident work']);
    expect([...matter.ledger.incidents.values()][0]).toMatchObject({
      code: 'no-retries-left',
      values: { cause: 'no-roll', values: { roll: 'r1' } },
    });
    expect(matter.ask({ type: 'completeJob', key: 2 })).toBe('incident-open');
    matter.resolve('work');
    expect(matter.ledger.open).toEqual(['job work']);
    expect(matter.ledger.jobs.get(2)).toMatchObject({ retries: 1 });
  });

  it('refuses keys that are used up or never were', () => {
    // given
    const two = process()
      .element('serviceTask', 'a', jobOf('x'))
      .element('serviceTask', 'b', jobOf('x'))
      .chain('start', 'a', 'b')
      .build();
    const matter = new Matter([two]).start();

    // when
    matter.complete('a');

    // then
    expect(matter.ask({ type: 'completeJob', key: 2 })).toBe('already-completed');
    expect(matter.ask({ type: 'failJob', key: 2, retries: 0 })).toBe('already-completed');
    expect(matter.ask({ type: 'completeJob', key: 99 })).toBe('unknown-key');
    expect(matter.ask({ type: 'completeJob', key: 3, variables: { '~x': 1 } })).toBe('bad-variables');
    expect(matter.ask({ type: 'completeJob', key: 3, variables: { x: 0.5 } })).toBe('bad-variables');
    expect(
      matter.ask({ type: 'completeJob', key: 3, variables: JSON.parse('{"__proto__":1}') as Record<string, number> }),
    ).toBe('bad-variables');
    expect(matter.ask({ type: 'completeJob', key: 3, variables: { x: 'x'.repeat(1_100_000) } })).toBe(
      'variables-too-large',
    );
    expect(matter.ask({ type: 'failJob', key: 3, retries: -1 })).toBe('bad-command');
  });

  it('stops where the job type is no text', () => {
    // given
    const odd = process()
      .element('serviceTask', 'work', { job: { type: 'nothing', retries: null, headers: {} } })
      .flow('start', 'work')
      .build();

    // when
    const matter = new Matter([odd]).start();

    // then
    expect(matter.incidents).toEqual(['expression-failed']);
    expect(matter.ledger.open).toEqual(['incident work']);
  });
});

describe('input and output mappings', () => {
  it('keeps input mappings local and hands on exactly the output mappings', () => {
    // given
    const model = process()
      .element('serviceTask', 'work', {
        ...jobOf('x'),
        input: [
          { source: 'a + 1', target: 'put' },
          { source: 'put * 2', target: 'deep.er' },
        ],
        output: [
          { source: 'answer', target: 'result' },
          { source: 'put', target: 'kept.put' },
        ],
      })
      .flow('start', 'work')
      .build();
    const matter = new Matter([model]).start({ a: 1, kept: { before: true } });

    // when
    const job = matter.ledger.jobs.get(2);
    matter.complete('work', { answer: 42, other: 1 });

    // then
    expect(job?.input).toEqual({ put: 2, deep: { er: 4 } });
    expect(matter.variables).toEqual({ a: 1, kept: { before: true, put: 2 }, result: 42 });
  });

  it('without output mappings drops what belongs to its own variables', () => {
    // given
    const model = process()
      .element('serviceTask', 'work', { ...jobOf('x'), input: [{ source: '1', target: 'mine' }] })
      .flow('start', 'work')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('work', { mine: 2, yours: 3 });

    // then
    expect(matter.variables).toEqual({ yours: 3 });
  });

  it('holds a finished job whose output mapping fails, and leaves it when resolved', () => {
    // given
    const model = process()
      .element('serviceTask', 'work', { ...jobOf('x'), output: [{ source: 'answer + offset', target: 'sum' }] })
      .flow('start', 'work')
      .build();
    const matter = new Matter([model]).start();

    // when
    const events = matter.complete('work', { answer: 1 });

    // then
    expect(events).toMatchObject([
      { type: 'Held', key: 2, variables: { answer: 1 } },
      { type: 'IncidentRaised', of: 2 },
    ]);
    expect(matter.ledger.open).toEqual(['incident work']);
    expect(matter.ask({ type: 'completeJob', key: 2 })).toBe('already-completed');
    matter.ask({ type: 'setVariables', variables: { offset: 2 } });
    matter.resolve('work');
    expect(matter.state.status).toBe('completed');
    expect(matter.variables).toEqual({ offset: 2, sum: 3 });
    expect(matter.ledger.stray).toEqual([]);
  });

  it('copies sealed values whole and stops at any other use', () => {
    // given
    const sealed = { '~': 'Zm9v' };
    const model = (source: string) =>
      process()
        .element('scriptTask', 'copy', { script: { source, resultVariable: 'copy' } })
        .flow('start', 'copy')
        .build();

    // when
    const whole = new Matter([model('{ name: secret }')]).start({ secret: sealed });
    const used = new Matter([model('upper case(secret)')]).start({ secret: sealed });

    // then
    expect(whole.variables['copy']).toEqual({ name: sealed });
    expect(used.incidents).toEqual(['expression-failed']);
  });
});

describe('script and decision', () => {
  it('sets the result variable in one event', () => {
    // given
    const model = process()
      .element('scriptTask', 'sum', { script: { source: 'a + 0.5', resultVariable: 'sum' } })
      .flow('start', 'sum')
      .build();

    // when
    const matter = new Matter([model]).start({ a: 1 });

    // then
    expect(matter.events[2]).toEqual({
      type: 'Passed',
      v: 1,
      element: 'sum',
      scope: 1,
      variables: { sum: { '~n': '1.5' } },
    });
  });

  it('evaluates a decision, and stops where there is none', () => {
    // given
    const model = process()
      .element('businessRuleTask', 'rule', { decision: { id: '"size"', resultVariable: 'size' } })
      .flow('start', 'rule')
      .build();
    const decision = {
      id: 'size',
      name: 'Size',
      variable: { name: 'Size', type: null },
      requires: { inputs: [], decisions: [] },
      names: [],
      logic: { kind: 'literal' as const, source: 'if n > 10 then "big" else "small"' },
    };

    // when
    const matter = new Matter([model], { decisions: { decisions: { size: decision } } }).start({ n: 11 });
    const missing = new Matter([model]).start({ n: 11 });

    // then
    expect(matter.variables).toEqual({ n: 11, size: 'big' });
    expect(missing.incidents).toEqual(['decision-missing']);
  });
});

describe('messages', () => {
  it('waits with name and key and takes what the message brings', () => {
    // given
    const model = process()
      .element('receiveTask', 'receive', messageEvent('paid', 'order'))
      .element('intermediateCatchEvent', 'catch', messageEvent('sent', '"k"'))
      .chain('start', 'receive', 'catch')
      .build();
    const matter = new Matter([model]).start({ order: 7 });
    expect([...matter.ledger.subscriptions.values()]).toEqual([
      {
        do: 'openSubscription',
        key: 2,
        element: 'receive',
        kind: 'message',
        name: 'paid',
        correlationKey: '7',
        once: true,
      },
    ]);

    // when
    matter.deliver('receive', { amount: 5 });
    matter.deliver('catch');

    // then
    expect(matter.variables).toEqual({ order: 7, amount: 5 });
    expect(matter.state.status).toBe('completed');
  });

  it('stops where there is no correlation key', () => {
    // given
    const model = process()
      .element('receiveTask', 'receive', messageEvent('paid', 'order'))
      .flow('start', 'receive')
      .build();

    // when
    const matter = new Matter([model]).start({ order: null });

    // then
    expect(matter.incidents).toEqual(['expression-wrong-type']);
  });

  it('publishes from throw and end events', () => {
    // given
    const model = process()
      .element('intermediateThrowEvent', 'tell', {
        ...messageEvent('hello', '"k"'),
        input: [{ source: 'a', target: 'b' }],
      })
      .element('endEvent', 'end', messageEvent('bye', null))
      .chain('start', 'tell', 'end')
      .build();

    // when
    const matter = new Matter([model]).start({ a: 1 });

    // then
    expect(matter.ledger.others).toEqual([
      { do: 'publishMessage', name: 'hello', correlationKey: 'k', variables: { b: 1 }, timeToLive: 2_592_000_000 },
      { do: 'publishMessage', name: 'bye', correlationKey: '', variables: {}, timeToLive: 2_592_000_000 },
      { do: 'endStream', status: 'completed' },
    ]);
  });
});

describe('sub-process', () => {
  it('is a scope with local variables that ends when nothing is left inside', () => {
    // given
    const model = process()
      .element('subProcess', 'sub', { input: [{ source: '1', target: 'inner' }] })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'sub')
      .element('serviceTask', 'work', jobOf('x'), 'sub')
      .element('task', 'after')
      .chain('begin', 'work')
      .chain('start', 'sub', 'after')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('work', { inner: 2, outer: 3 });

    // then
    expect(matter.path).toEqual(['start', 'begin', 'work', 'sub', 'after']);
    expect(matter.variables).toEqual({ outer: 3 });
  });

  it('a terminate end event ends its own scope alone', () => {
    // given
    const model = process()
      .element('subProcess', 'sub')
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'sub')
      .element('parallelGateway', 'fork', {}, 'sub')
      .element('serviceTask', 'slow', jobOf('x'), 'sub')
      .element('serviceTask', 'quick', jobOf('x'), 'sub')
      .element('endEvent', 'stop', { event: { kind: 'terminate' } }, 'sub')
      .element('task', 'after')
      .chain('begin', 'fork', 'slow')
      .chain('fork', 'quick', 'stop')
      .chain('start', 'sub', 'after')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('quick');

    // then
    expect(matter.path).toEqual(['start', 'begin', 'fork', 'quick', 'stop', 'sub', 'after']);
    expect(matter.state.status).toBe('completed');
    expect(matter.ledger.open).toEqual([]);
  });

  it('a terminate end event of the process ends the instance', () => {
    // given
    const model = process()
      .element('parallelGateway', 'fork')
      .element('serviceTask', 'slow', jobOf('x'))
      .element('endEvent', 'stop', { event: { kind: 'terminate' } })
      .chain('start', 'fork', 'slow')
      .flow('fork', 'stop')
      .build();

    // when
    const matter = new Matter([model]).start();

    // then
    expect(matter.state.status).toBe('terminated');
    expect(matter.ledger.open).toEqual([]);
    expect(matter.ask({ type: 'completeJob', key: 2 })).toBe('instance-ended');
  });
});
