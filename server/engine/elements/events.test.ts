import { describe, expect, it } from 'vitest';
import { preview, SYSTEM } from '#engine';
import { Matter } from '../../../tests/support/matter.js';
import {
  ANYBODY,
  conditionEvent,
  messageEvent,
  NONE_EVENT,
  ProcessBuilder,
  signalEvent,
  timerOf,
} from '../../../tests/support/processes.js';

const HOUR = 3_600_000;
const types = (matter: Matter): readonly string[] => matter.events.map(({ type }) => type);

describe('an event-based gateway', () => {
  const process = () =>
    new ProcessBuilder('p')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('eventBasedGateway', 'gate')
      .element('intermediateCatchEvent', 'soon', timerOf('duration', 'PT1H'))
      .element('intermediateCatchEvent', 'told', messageEvent('m', '"k"'))
      .element('intermediateCatchEvent', 'alarm', signalEvent('s'))
      .element('intermediateCatchEvent', 'many', conditionEvent('n > 1'))
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'gate', 'soon', 'end')
      .chain('gate', 'told', 'end')
      .chain('gate', 'alarm', 'end')
      .chain('gate', 'many', 'end')
      .build();

  it('asks outside for each of its events and takes all back with the first', () => {
    // given
    const matter = new Matter([process()]).start({ n: 0 });
    expect(matter.ledger.open).toEqual(['timer soon', 'subscription told', 'subscription alarm']);
    const timer = matter.keyOf('timer', 'soon') ?? 0;
    // when
    matter.deliver('told', { yes: true });
    // then
    expect(matter.path).toEqual(['start', 'gate', 'told', 'end']);
    expect(matter.variables).toEqual({ n: 0, yes: true });
    expect(matter.ledger.open).toEqual([]);
    expect(matter.ledger.stray).toEqual([]);
    expect(timer).toBeGreaterThan(0);
  });

  it('refuses what comes for an event that lost', () => {
    // given
    const builder = process();
    const matter = new Matter([{ ...builder, elements: builder.elements }]).start({ n: 0 });
    const signal = matter.keyOf('subscription', 'alarm') ?? 0;
    matter.deliver('told');
    // when, then: the matter is over with it
    expect(matter.ask({ type: 'deliverSignal', key: signal })).toBe('instance-ended');
  });

  it('is previewed with everything it would take back', () => {
    // given
    const matter = new Matter([process()]).start({ n: 0 });
    const key = matter.keyOf('subscription', 'told') ?? 0;
    // when
    const shown = preview(matter.state, { type: 'deliverMessage', key, at: matter.at, by: SYSTEM }, matter.facts);
    // then
    expect(shown).toMatchObject({
      finishes: ['gate', 'told', 'end'],
      closes: [
        { kind: 'timer', element: 'soon' },
        { kind: 'message', element: 'told' },
        { kind: 'signal', element: 'alarm' },
      ],
      ends: 'completed',
    });
  });

  it('keeps the clock of its timer when it is moved, and while the matter is suspended', () => {
    // given
    const matter = new Matter([process()]).start({ n: 0 });
    const key = matter.keyOf('timer', 'soon') ?? 0;
    const begun = matter.at;
    // when
    matter.ask({ type: 'rescheduleTimer', key, due: begun + 5 * HOUR });
    matter.ask({ type: 'suspend', clock: 'stops' });
    matter.at += 2 * HOUR;
    matter.ask({ type: 'resume' });
    // then
    expect(matter.ledger.timers.get(key)).toMatchObject({ due: begun + 7 * HOUR });
    expect(matter.ask({ type: 'fireTimer', key })).toBe('too-early');
    matter.at = begun + 7 * HOUR;
    matter.fire('soon');
    expect(matter.path).toEqual(['start', 'gate', 'soon', 'end']);
  });
});

describe('a signal', () => {
  const process = () =>
    new ProcessBuilder('p')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'work', ANYBODY)
      .boundary('work', 'told', { ...signalEvent('news'), interrupting: false })
      .element('intermediateThrowEvent', 'shout', { ...signalEvent('news'), input: [{ source: '1', target: 'n' }] })
      .element('endEvent', 'heard', { event: NONE_EVENT })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'work', 'shout', 'end')
      .chain('told', 'heard')
      .build();

  it('leaves the matter with what its mappings made, once', () => {
    // given
    const matter = new Matter([process()]).start();
    // when
    matter.complete('work');
    // then: its own listener was gone by then
    expect(matter.ledger.others).toEqual([
      { do: 'broadcastSignal', name: 'news', variables: { n: 1 } },
      { do: 'endStream', status: 'completed' },
    ]);
    expect(matter.path).toEqual(['start', 'work', 'shout', 'end']);
  });

  it('opens a subscription that stays for a listener that does not interrupt', () => {
    // given
    const matter = new Matter([process()]).start();
    const key = matter.keyOf('subscription', 'told') ?? 0;
    expect(matter.ledger.subscriptions.get(key)).toMatchObject({ kind: 'signal', correlationKey: '', once: false });
    // when
    matter.ask({ type: 'deliverSignal', key, variables: { a: 1 } });
    matter.ask({ type: 'deliverSignal', key, variables: { a: 2 } });
    // then
    expect(matter.variables).toEqual({ a: 2 });
    expect(matter.path).toEqual(['start', 'told', 'heard', 'told', 'heard']);
  });

  it('is refused where nothing waits for it, or for something else', () => {
    // given
    const matter = new Matter([process()]).start();
    const task = matter.keyOf('task', 'work') ?? 0;
    const key = matter.keyOf('subscription', 'told') ?? 0;
    // then
    expect(matter.ask({ type: 'deliverSignal', key: 99 })).toBe('unknown-key');
    expect(matter.ask({ type: 'deliverSignal', key: task })).toBe('already-completed');
    expect(matter.ask({ type: 'deliverMessage', key })).toBe('already-completed');
    expect(matter.ask({ type: 'deliverSignal', key, variables: { '~x': 1 } })).toBe('bad-variables');
    matter.ask({ type: 'suspend', clock: 'runs' });
    expect(matter.ask({ type: 'deliverSignal', key })).toBe('suspended');
  });
});

describe('a condition', () => {
  const beside = (condition: string) =>
    new ProcessBuilder('p')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'work', ANYBODY)
      .boundary('work', 'much', { ...conditionEvent(condition), interrupting: false })
      .element('endEvent', 'seen', { event: NONE_EVENT })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'work', 'end')
      .chain('much', 'seen')
      .build();

  it('records that it fell, and nothing while nothing changes', () => {
    // given
    const matter = new Matter([beside('n > 1')]).start({ n: 2 });
    // when
    matter.ask({ type: 'setVariables', variables: { n: 3 } });
    matter.ask({ type: 'setVariables', variables: { other: 1 } });
    const before = types(matter);
    matter.ask({ type: 'setVariables', variables: { n: 0 } });
    matter.ask({ type: 'setVariables', variables: { n: 1 } });
    matter.ask({ type: 'setVariables', variables: { n: 2 } });
    // then
    expect(before).toEqual(['Started', 'Passed', 'Entered', 'Fired', 'Passed', 'VariablesSet', 'VariablesSet']);
    expect(types(matter).slice(before.length)).toEqual([
      'VariablesSet',
      'ConditionFell',
      'VariablesSet',
      'VariablesSet',
      'Fired',
      'Passed',
    ]);
    expect(matter.ledger.open).toEqual(['task work']);
  });

  it('is one incident however often its variables change, and goes on when that is resolved', () => {
    // given
    const matter = new Matter([beside('n > "x"')]).start({ n: 0 });
    // when
    matter.ask({ type: 'setVariables', variables: { n: 1 } });
    // then
    expect(matter.incidents).toEqual(['expression-failed']);
    matter.resolve('much');
    expect(matter.incidents).toEqual(['expression-failed']);
    matter.ask({ type: 'setVariables', variables: { n: 'y' } });
    matter.resolve('much');
    expect(matter.incidents).toEqual([]);
    expect(matter.path).toEqual(['start', 'much', 'seen']);
  });

  it('of what is entered after the first look of a command is looked at too', () => {
    // given
    const process = new ProcessBuilder('p')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'first', ANYBODY)
      .boundary('first', 'one', conditionEvent('n = 1'))
      .element('parallelGateway', 'fork')
      .element('userTask', 'second', ANYBODY)
      .boundary('second', 'two', conditionEvent('n = 2'))
      .element('scriptTask', 'count', { script: { source: '2', resultVariable: 'n' } })
      .element('endEvent', 'seen', { event: NONE_EVENT })
      .chain('start', 'first')
      .chain('one', 'fork', 'second')
      .chain('fork', 'count')
      .chain('two', 'seen')
      .build();
    // when
    const matter = new Matter([process]).start({ n: 1 });
    // then
    expect(matter.path).toEqual(['start', 'one', 'fork', 'count', 'two', 'seen']);
  });

  it('that sets itself off for ever runs into the counted limit', () => {
    // given
    const process = new ProcessBuilder('p')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'work', ANYBODY)
      .boundary('work', 'up', { ...conditionEvent('n = 1'), interrupting: false })
      .element('scriptTask', 'down', { script: { source: '0', resultVariable: 'n' } })
      .element('scriptTask', 'again', { script: { source: '1', resultVariable: 'n' } })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .element('endEvent', 'seen', { event: NONE_EVENT })
      .chain('start', 'work', 'end')
      .chain('up', 'down', 'again', 'seen')
      .build();
    // when
    const matter = new Matter([process]).start({ n: 1 });
    // then
    expect(matter.incidents).toContain('budget-elements');
    expect(matter.keyOf('task', 'work')).toBeDefined();
  });
});

describe('an inclusive join', () => {
  it('is looked at again after every command, without a record of its own', () => {
    // given
    const process = new ProcessBuilder('p')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('parallelGateway', 'fork')
      .element('userTask', 'a', ANYBODY)
      .element('userTask', 'b', ANYBODY)
      .boundary('b', 'late', timerOf('duration', 'PT1H'))
      .element('endEvent', 'lost', { event: NONE_EVENT })
      .element('inclusiveGateway', 'join')
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'fork', 'a', 'join', 'end')
      .chain('fork', 'b', 'join')
      .chain('late', 'lost')
      .build();
    const matter = new Matter([process]).start();
    matter.complete('a');
    expect(matter.path).toEqual(['start', 'fork', 'a']);
    // when
    matter.at += HOUR;
    const events = matter.fire('late');
    // then
    expect(events).toMatchObject([
      { type: 'Fired', element: 'late' },
      { type: 'Passed', element: 'lost' },
      { type: 'Passed', element: 'join' },
      { type: 'Passed', element: 'end' },
      { type: 'Ended' },
    ]);
  });
});
