import { describe, expect, it } from 'vitest';
import { Matter } from '../../../tests/support/matter.js';
import { errorEvent, jobOf, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';

function process(id = 'P') {
  return new ProcessBuilder(id).element('startEvent', 'start', { event: NONE_EVENT });
}

describe('call activity', () => {
  const call = (given: { all?: boolean; back?: boolean; id?: string } = {}) => ({
    call: {
      processId: given.id ?? '"child"',
      propagateAllParentVariables: given.all ?? false,
      propagateAllChildVariables: given.back ?? false,
    },
  });
  const child = new ProcessBuilder('child')
    .element('startEvent', 'begin', { event: NONE_EVENT })
    .element('serviceTask', 'work', jobOf('x'))
    .chain('begin', 'work')
    .build();

  it('lets only mappings cross the border', () => {
    // given
    const parent = process()
      .element('callActivity', 'call', {
        ...call(),
        input: [{ source: 'a', target: 'given' }],
        output: [{ source: 'answer', target: 'result' }],
      })
      .flow('start', 'call')
      .build();
    const matter = new Matter([parent, child]).start({ a: 1, secret: 2 });

    // when
    const input = matter.ledger.jobs.get(matter.keyOf('job', 'work') ?? 0)?.input;
    matter.complete('work', { answer: 3, secret: 4 });

    // then
    expect(input).toEqual({ given: 1 });
    expect(matter.variables).toEqual({ a: 1, secret: 2, result: 3 });
    expect(matter.path).toEqual(['start', 'begin', 'work', 'call']);
  });

  it('lets no expression inside read what lies outside', () => {
    // given
    const reading = new ProcessBuilder('child')
      .element('startEvent', 'begin', { event: NONE_EVENT })
      .element('scriptTask', 'read', { script: { source: 'secret + 1', resultVariable: 'x' } })
      .chain('begin', 'read')
      .build();
    const parent = process().element('callActivity', 'call', call()).flow('start', 'call').build();

    // when
    const matter = new Matter([parent, reading]).start({ secret: 1 });

    // then
    expect(matter.incidents).toEqual(['expression-failed']);
  });

  it('hands on everything where the model says so', () => {
    // given
    const parent = process()
      .element('callActivity', 'call', call({ all: true, back: true }))
      .flow('start', 'call')
      .build();
    const matter = new Matter([parent, child]).start({ a: 1 });

    // when
    const input = matter.ledger.jobs.get(matter.keyOf('job', 'work') ?? 0)?.input;
    matter.complete('work', { a: 2, b: 3 });

    // then
    expect(input).toEqual({ a: 1 });
    expect(matter.variables).toEqual({ a: 2, b: 3 });
  });

  it('stops where a called id is missing, and goes on when it is right', () => {
    // given
    const parent = process()
      .element('callActivity', 'call', call({ id: 'which' }))
      .flow('start', 'call')
      .build();
    const matter = new Matter([parent, child]).start({ which: 'nobody' });
    expect(matter.incidents).toEqual(['called-process-missing']);

    // when
    matter.ask({ type: 'setVariables', variables: { which: 'child' } });
    matter.resolve('call');

    // then
    expect(matter.ledger.open).toEqual(['job work']);
  });

  it('counts the depth of recursion', () => {
    // given: a process that calls itself for ever
    const self = process()
      .element('callActivity', 'call', call({ id: '"P"' }))
      .flow('start', 'call')
      .build();

    // when
    const matter = new Matter([self]).start();

    // then
    expect(matter.incidents).toEqual(['budget-depth']);
    expect(Object.keys(matter.state.nodes)).toHaveLength(64);
    matter.ask({ type: 'cancel' });
    expect(matter.ledger.open).toEqual([]);
  });

  it('lets a terminate end event of the called process end the call alone', () => {
    // given
    const ending = new ProcessBuilder('child')
      .element('startEvent', 'begin', { event: NONE_EVENT })
      .element('endEvent', 'stop', { event: { kind: 'terminate' } })
      .chain('begin', 'stop')
      .build();
    const parent = process()
      .element('callActivity', 'call', call())
      .element('task', 'after')
      .chain('start', 'call', 'after')
      .build();

    // when
    const matter = new Matter([parent, ending]).start();

    // then
    expect(matter.path).toEqual(['start', 'begin', 'stop', 'call', 'after']);
    expect(matter.state.status).toBe('completed');
  });
});

describe('errors', () => {
  const model = (boundary: (builder: ProcessBuilder) => ProcessBuilder) =>
    boundary(
      process()
        .element('subProcess', 'sub')
        .element('startEvent', 'begin', { event: NONE_EVENT }, 'sub')
        .element('serviceTask', 'work', jobOf('x'), 'sub')
        .chain('begin', 'work')
        .flow('start', 'sub'),
    ).build();

  it('are caught by the nearest boundary event with their code, else by one for any', () => {
    // given
    const both = model((builder) =>
      builder
        .boundary('sub', 'any', errorEvent(null))
        .boundary('sub', 'exact', errorEvent('E1'))
        .element('task', 'forAny')
        .element('task', 'forExact')
        .flow('any', 'forAny')
        .flow('exact', 'forExact'),
    );
    const paths = ['E1', 'E2'].map((code) => {
      const matter = new Matter([both]).start();
      // when
      matter.ask({ type: 'throwError', key: matter.keyOf('job', 'work') ?? 0, code, variables: { why: 1 } });
      expect(matter.variables).toEqual({ why: 1 });
      expect(matter.ledger.open).toEqual([]);
      return matter.path.slice(2);
    });

    // then
    expect(paths).toEqual([
      ['exact', 'forExact'],
      ['any', 'forAny'],
    ]);
  });

  it('that nobody catches are an incident; resolving tries the job again', () => {
    // given
    const matter = new Matter([model((builder) => builder.boundary('sub', 'exact', errorEvent('E1')))]).start();
    const key = matter.keyOf('job', 'work') ?? 0;

    // when
    matter.ask({ type: 'throwError', key, code: 'E9' });

    // then
    expect(matter.incidents).toEqual(['unhandled-error']);
    expect(matter.ledger.open).toEqual(['incident work']);
    matter.resolve('work');
    expect(matter.ledger.open).toEqual(['job work']);
  });

  it('of an end event leave calls through the boundary of the call', () => {
    // given
    const child = new ProcessBuilder('child')
      .element('startEvent', 'begin', { event: NONE_EVENT })
      .element('endEvent', 'fail', errorEvent('E1'))
      .chain('begin', 'fail')
      .build();
    const parent = process()
      .element('callActivity', 'call', {
        call: { processId: '"child"', propagateAllParentVariables: false, propagateAllChildVariables: false },
      })
      .boundary('call', 'caught', errorEvent('E1'))
      .element('task', 'after')
      .flow('start', 'call')
      .flow('caught', 'after')
      .build();

    // when
    const matter = new Matter([parent, child]).start();

    // then
    expect(matter.path).toEqual(['start', 'begin', 'fail', 'caught', 'after']);
    expect(matter.state.status).toBe('completed');
  });

  it('of an end event that nobody catches stop before it', () => {
    // given
    const alone = process().element('endEvent', 'fail', errorEvent('E1')).flow('start', 'fail').build();

    // when
    const matter = new Matter([alone]).start();

    // then
    expect(matter.incidents).toEqual(['unhandled-error']);
    expect(matter.path).toEqual(['start']);
    expect(matter.resolve('fail')).toMatchObject([{ type: 'IncidentResolved' }, { type: 'IncidentRaised' }]);
  });

  it('are mapped by their boundary event, which is held when that fails', () => {
    // given
    const mapped = model((builder) =>
      builder
        .boundary('sub', 'caught', { ...errorEvent('E1'), output: [{ source: 'why + x', target: 'sum' }] })
        .element('task', 'after')
        .flow('caught', 'after'),
    );
    const matter = new Matter([mapped]).start();

    // when
    matter.ask({ type: 'throwError', key: matter.keyOf('job', 'work') ?? 0, code: 'E1', variables: { why: 1 } });

    // then
    expect(matter.ledger.open).toEqual(['incident caught']);
    matter.ask({ type: 'setVariables', variables: { x: 2 } });
    matter.resolve('caught');
    expect(matter.variables).toEqual({ x: 2, sum: 3 });
    expect(matter.path.slice(-2)).toEqual(['caught', 'after']);
    expect(matter.state.status).toBe('completed');
  });
});
