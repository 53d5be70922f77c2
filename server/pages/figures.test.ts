import { describe, expect, it } from 'vitest';
import type { Process } from '#engine';
import { Matter } from '../../tests/support/matter.js';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { MatterData } from './data.js';
import { figuresOf } from './figures.js';

const HOUR = 3_600_000;

/** The rows of a matter that did these things, an hour apart, one record each. */
function rowsOf(processes: readonly Process[], ...acts: readonly ((matter: Matter) => unknown)[]) {
  const matter = new Matter(processes);
  const history = [(each: Matter) => each.start(), ...acts].map((act, seq) => {
    matter.at += HOUR;
    const before = matter.events.length;
    const done = act(matter);
    if (typeof done === 'string') throw new Error(done);
    const { command } = matter.commands[matter.commands.length - 1] ?? {};
    return { stream: 'm', seq, at: matter.at, type: command?.type, command, events: matter.events.slice(before) };
  });
  const { definitions: set } = matter.facts;
  const data = { matter: 'm', scope: 'q', set, history, state: matter.state, entities: [] } as unknown as MatterData;
  return figuresOf(data, new Map()).tasks;
}

const again = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => `${row.element} ${row.ended} ${row.again}`);
const complete =
  (element: string, variables = {}) =>
  (matter: Matter) =>
    matter.complete(element, variables);

describe('runs of steps', () => {
  const model = new ProcessBuilder('P')
    .element('startEvent', 'start', { event: NONE_EVENT })
    .element('userTask', 'plan', ANYBODY)
    .element('userTask', 'check', ANYBODY)
    .element('exclusiveGateway', 'good')
    .element('endEvent', 'end', { event: NONE_EVENT })
    .chain('start', 'plan', 'check', 'good')
    .flow('good', 'plan', 'good = false')
    .fallback('good', 'end')
    .build();

  it('are each counted where a procedure comes round again, and say so', () => {
    const rows = rowsOf(
      [model],
      complete('plan'),
      complete('check', { good: false }),
      complete('plan'),
      complete('check', { good: true }),
    );
    expect(again(rows)).toEqual([
      'plan completed null',
      'check completed null',
      'plan completed loop',
      'check completed loop',
    ]);
    expect(rows.map(({ openedAt, endedAt }) => (endedAt ?? 0) - openedAt)).toEqual([HOUR, HOUR, HOUR, HOUR]);
  });

  it('say what brought them back, and so does what follows them', () => {
    const back = (op: 'return' | 'modify') => (matter: Matter) =>
      matter.ask({ type: 'modify', op, terminate: ['check'], activate: [{ element: 'plan' }] });
    const rows = rowsOf([model], complete('plan'), back('return'), complete('plan'), back('modify'));
    expect(again(rows)).toEqual([
      'plan completed null',
      'check cancelled null',
      'plan completed return',
      'check cancelled return',
      'plan null modify',
    ]);
  });

  it('beside each other are not again, and the whole of them is not counted', () => {
    const twice = { collection: null, inputElement: null, outputCollection: null, outputElement: null };
    const each = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'ask', {
        ...ANYBODY,
        loop: { ...twice, sequential: true, cardinality: '2', completionCondition: null },
      })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'ask', 'end')
      .build();
    expect(again(rowsOf([each], complete('ask'), complete('ask')))).toEqual([
      'ask completed null',
      'ask completed null',
    ]);
  });

  it('are named by the calls they lie in, the call being a part of its own', () => {
    const inner = new ProcessBuilder('inner')
      .element('startEvent', 'begin', { event: NONE_EVENT })
      .element('userTask', 'answer', ANYBODY)
      .element('endEvent', 'over', { event: NONE_EVENT })
      .chain('begin', 'answer', 'over')
      .build();
    const outer = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('callActivity', 'reply', { call: { processId: '"inner"' } as never })
      .element('userTask', 'plan', ANYBODY)
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'reply', 'plan', 'end')
      .build();
    const rows = rowsOf([outer, inner], complete('answer'));
    expect(rows.map(({ kind, path, element, ended }) => [kind, path, element, ended])).toEqual([
      ['part', '', 'reply', 'completed'],
      ['task', 'reply', 'answer', 'completed'],
      ['task', '', 'plan', null],
    ]);
  });
});
