import { describe, expect, it } from 'vitest';
import { Matter } from '../../../tests/support/matter.js';
import { ANYBODY, jobOf, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';

const START = ['startEvent', 'start', { event: NONE_EVENT }] as const;

function process(id = 'P') {
  return new ProcessBuilder(id).element(...START);
}

describe('sequence flow', () => {
  it('runs straight through what passes', () => {
    // given
    const model = process()
      .element('task', 'a')
      .element('manualTask', 'b')
      .element('intermediateThrowEvent', 'c', { event: NONE_EVENT })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'a', 'b', 'c', 'end')
      .build();
    const matter = new Matter([model]);

    // when
    matter.start();

    // then
    expect(matter.path).toEqual(['start', 'a', 'b', 'c', 'end']);
    expect(matter.state.status).toBe('completed');
    expect(matter.events[1]).toEqual({ type: 'Passed', v: 1, element: 'start', scope: 1 });
    expect(matter.ledger.others).toEqual([{ do: 'endStream', status: 'completed' }]);
  });

  it('keeps who started under the name the start event says, whatever came under it', () => {
    // given
    const named = { event: NONE_EVENT, properties: { 'start.starter': 'proposer' } };
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', named)
      .element('userTask', 'a', ANYBODY)
      .chain('start', 'a')
      .build();
    const by = { p: 'grid-1', role: 'grid', scope: 'qinghe/d2', basis: null };
    const resident = { p: 'old-li', basis: null, way: 'phone' } as const;
    const [own, helped] = [new Matter([model]), new Matter([model])];

    // when
    own.ask({ type: 'start', scope: 'qinghe/d2', variables: { proposer: 'somebody else', title: 't' } }, by);
    helped.ask({ type: 'start', scope: 'qinghe/d2' }, { ...by, for: resident });

    // then
    expect(own.variables).toEqual({ proposer: { p: 'grid-1', role: 'grid', scope: 'qinghe/d2' }, title: 't' });
    expect(helped.variables).toEqual({ proposer: { p: 'old-li', role: 'resident', scope: 'qinghe/d2' } });
  });

  it('splits where an activity has several outgoing flows, and ends with the last token', () => {
    // given
    const model = process()
      .element('task', 'split')
      .element('serviceTask', 'a', jobOf('x'))
      .element('serviceTask', 'b', jobOf('x'))
      .flow('start', 'split')
      .flow('split', 'a')
      .flow('split', 'b')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('a');
    const between = matter.state.status;
    matter.complete('b');

    // then
    expect(between).toBe('active');
    expect(matter.state.status).toBe('completed');
  });

  it('takes every conditional flow of an activity that holds, else its default', () => {
    // given
    const model = process()
      .element('task', 'choose')
      .element('task', 'a')
      .element('task', 'b')
      .element('task', 'c')
      .flow('start', 'choose')
      .flow('choose', 'a', 'n > 1')
      .flow('choose', 'b', 'n > 2')
      .fallback('choose', 'c')
      .build();

    // when
    const paths = [0, 2, 3].map((n) => new Matter([model]).start({ n }).path.slice(2));

    // then
    expect(paths).toEqual([['c'], ['a'], ['a', 'b']]);
  });
});

describe('exclusive gateway', () => {
  const model = process()
    .element('exclusiveGateway', 'choice')
    .element('endEvent', 'first', { event: NONE_EVENT })
    .element('endEvent', 'second', { event: NONE_EVENT })
    .element('endEvent', 'other', { event: NONE_EVENT })
    .flow('start', 'choice')
    .flow('choice', 'first', 'n > 10')
    .flow('choice', 'second', 'n > 5')
    .fallback('choice', 'other')
    .build();

  it.each([
    [11, 'first'],
    [6, 'second'],
    [5, 'other'],
  ])('takes the first flow that holds: %i leads to %s', (n, end) => {
    // when
    const matter = new Matter([model]).start({ n });

    // then
    expect(matter.path).toEqual(['start', 'choice', end]);
    expect(matter.events[2]).toMatchObject({ flows: [`choice>${end}`] });
  });

  it('stops with an incident where no flow holds, and goes on when resolved', () => {
    // given
    const without = process()
      .element('exclusiveGateway', 'choice')
      .element('task', 'a')
      .element('task', 'b')
      .flow('start', 'choice')
      .flow('choice', 'a', 'n = 1')
      .flow('choice', 'b', 'n = 2')
      .build();
    const matter = new Matter([without]).start({ n: 3 });
    expect(matter.incidents).toEqual(['no-flow-taken']);
    expect(matter.state.status).toBe('active');

    // when
    const again = matter.resolve('choice');
    matter.ask({ type: 'setVariables', variables: { n: 2 } });
    const solved = matter.resolve('choice');

    // then
    expect(again).toMatchObject([{ type: 'IncidentResolved' }, { type: 'IncidentRaised', code: 'no-flow-taken' }]);
    expect(solved).toMatchObject([
      { type: 'IncidentResolved' },
      { type: 'Passed', element: 'choice' },
      { type: 'Passed', element: 'b' },
      { type: 'Ended' },
    ]);
    expect(matter.ledger.open).toEqual([]);
  });

  it('never takes a failing condition for false', () => {
    // when: `n` is nowhere, or no number
    const missing = new Matter([model]).start({});
    const text = new Matter([model]).start({ n: 'many' });

    // then
    expect(missing.incidents).toEqual(['expression-failed']);
    expect(Object.values(missing.state.incidents)[0]?.values).toMatchObject({ where: 'condition choice>first' });
    expect(text.incidents).toEqual(['expression-failed']);
  });

  it('refuses a condition that is neither true nor false', () => {
    // given
    const odd = process()
      .element('exclusiveGateway', 'choice')
      .element('task', 'a')
      .element('task', 'b')
      .flow('start', 'choice')
      .flow('choice', 'a', 'n')
      .fallback('choice', 'b')
      .build();

    // when
    const matter = new Matter([odd]).start({ n: 1 });

    // then
    expect(matter.incidents).toEqual(['condition-not-boolean']);
  });
});

describe('parallel gateway', () => {
  it('forks and joins', () => {
    // given
    const model = process()
      .element('parallelGateway', 'fork')
      .element('serviceTask', 'a', jobOf('x'))
      .element('serviceTask', 'b', jobOf('x'))
      .element('parallelGateway', 'join')
      .element('task', 'after')
      .flow('start', 'fork')
      .chain('fork', 'a', 'join')
      .chain('fork', 'b', 'join')
      .flow('join', 'after')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('b');
    const waiting = matter.state.nodes[1]?.inner?.tokens;
    matter.complete('a');

    // then
    expect(waiting).toHaveLength(1);
    expect(matter.path).toEqual(['start', 'fork', 'b', 'a', 'join', 'after']);
    expect(matter.state.status).toBe('completed');
  });

  it('joins one token of each flow and lets extra ones queue', () => {
    // given: two tokens reach the join from the left, one at a time from the right
    const model = process()
      .element('parallelGateway', 'fork')
      .element('exclusiveGateway', 'merge')
      .element('serviceTask', 'right', jobOf('x'))
      .element('parallelGateway', 'join')
      .element('serviceTask', 'after', jobOf('x'))
      .flow('start', 'fork')
      .flow('fork', 'merge', null, 'one')
      .flow('fork', 'merge', null, 'two')
      .chain('merge', 'join', 'after')
      .chain('fork', 'right', 'join')
      .build();
    const matter = new Matter([model]).start();
    expect(matter.state.nodes[1]?.inner?.counts).toEqual([2]);

    // when
    matter.complete('right');

    // then: the second left token still waits
    expect(matter.path.filter((id) => id === 'join')).toHaveLength(1);
    expect(matter.state.nodes[1]?.inner?.counts).toEqual([1]);
    matter.complete('after');
    expect(matter.state.status).toBe('active');
  });
});

describe('counted limits', () => {
  it('stops a loop of passing elements with an incident and goes on from there', () => {
    // given
    const model = process()
      .element('task', 'a')
      .element('exclusiveGateway', 'again')
      .element('userTask', 'done', ANYBODY)
      .chain('start', 'a', 'again')
      .flow('again', 'a', 'not(stop)')
      .flow('again', 'done', 'stop')
      .build();

    // when
    const matter = new Matter([model]).start({ stop: false });

    // then
    expect(matter.incidents).toEqual(['budget-elements']);
    const [incident] = matter.ledger.incidents.values();
    expect(matter.ask({ type: 'resolveIncident', key: incident?.key ?? 0 })).toHaveLength(10_002);
    expect(matter.incidents).toEqual(['budget-elements']);
    matter.ask({ type: 'setVariables', variables: { stop: true } });
    matter.resolve([...matter.ledger.incidents.values()][0]?.element ?? '');
    expect(matter.ledger.open).toEqual(['task done']);
  });

  it('stops an expression that takes too many steps', () => {
    // given
    const model = process()
      .element('scriptTask', 'long', { script: { source: 'count(for i in 1..3000000 return i)', resultVariable: 'x' } })
      .flow('start', 'long')
      .build();

    // when
    const matter = new Matter([model]).start();

    // then
    expect(matter.incidents[0]).toMatch(/^budget-(steps|items)$/);
    expect(matter.state.status).toBe('active');
  });

  it('stops what writes too many bytes', () => {
    // given
    const model = process()
      .element('scriptTask', 'grow', {
        script: { source: 'for i in 1..100000 return "0123456789"', resultVariable: 'x' },
      })
      .flow('start', 'grow')
      .build();

    // when
    const matter = new Matter([model]).start();

    // then
    expect(matter.incidents).toEqual(['budget-bytes']);
    expect(matter.variables).toEqual({});
  });
});
