import { describe, expect, it } from 'vitest';
import type { Process } from '#engine';
import { Matter } from '../../tests/support/matter.js';
import {
  ANYBODY,
  compensationEvent,
  messageEvent,
  NONE_EVENT,
  ProcessBuilder,
  timerOf,
} from '../../tests/support/processes.js';
import type { MatterData, Reading } from './data.js';
import { timeline } from './timeline.js';
import { Trail } from './trail.js';

const NOBODY = { collection: null, inputElement: null, outputCollection: null, outputElement: null };
const TWICE = { ...NOBODY, sequential: false, cardinality: '2', completionCondition: null };

/** One record for each command, as the history of a matter is. */
function trailOf(matter: Matter, process: Process): Trail {
  const { definitions } = matter.facts;
  const history = [{ at: 1, seq: 0, stream: 'm', command: { type: 'start' }, events: matter.events }];
  return new Trail({ matter: 'm', set: definitions, history, state: matter.state, process } as unknown as MatterData);
}

function ways(trail: Trail): readonly string[] {
  return trail.runs.map(({ element, to, flows }) =>
    `${element.id} ${to === null ? '…' : (flows ?? []).join(',')}`.trim(),
  );
}

describe('the way a matter took', () => {
  it('has each run of a multi-instance and the whole, which alone goes on', () => {
    // given
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'ask', { ...ANYBODY, loop: { ...TWICE, completionCondition: 'true' } })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'ask', 'end')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('ask');
    const trail = trailOf(matter, model);

    // then the run that the condition ended took no way
    expect(ways(trail)).toEqual(['start start>ask', 'ask ask>end', 'ask', 'ask', 'end']);
    expect(trail.runs.map(({ runs }) => runs)).toEqual([null, 2, null, null, null]);
    expect(trail.runs.every(({ to }) => to !== null)).toBe(true);
  });

  it('has event sub-processes with their start, and knows what an interrupting one ended', () => {
    // given
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'ask', ANYBODY)
      .element('eventSubProcess', 'stop')
      .element('startEvent', 'halted', messageEvent('halt', '"k"'), 'stop')
      .element('userTask', 'tidy', ANYBODY, 'stop')
      .chain('start', 'ask')
      .chain('halted', 'tidy')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.deliver('halted');
    const trail = trailOf(matter, model);

    // then
    expect(ways(trail)).toEqual(['start start>ask', 'ask', 'stop …', 'halted halted>tidy', 'tidy …']);
    expect(trail.outermost(matter.keyOf('task', 'tidy') ?? 0)?.element.id).toBe('stop');
  });

  it('has what undoes inside the event that asked for it', () => {
    // given
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('subProcess', 'trip')
      .element('startEvent', 's', { event: NONE_EVENT }, 'trip')
      .element('task', 'book', {}, 'trip')
      .element('userTask', 'unbook', { ...ANYBODY, forCompensation: true }, 'trip')
      .undone('book', 'undone', 'unbook')
      .element('intermediateThrowEvent', 'undo', compensationEvent)
      .chain('start', 'trip', 'undo')
      .chain('s', 'book')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('unbook');
    const trail = trailOf(matter, model);

    // then
    expect(matter.state.status).toBe('completed');
    expect(ways(trail)).toEqual(['start start>trip', 'trip trip>undo', 's s>book', 'book', 'undo', 'trip', 'unbook']);
  });

  it('tells a boundary event by its name, where it has one', () => {
    // given
    const clock = timerOf('duration', 'P1D');
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'ask', ANYBODY)
      .boundary('ask', 'late', { ...clock, name: '逾期', interrupting: false })
      .boundary('ask', 'nameless', { ...clock, interrupting: false })
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'ask', 'end')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.at += 86_400_000;
    matter.fire('late');
    matter.fire('nameless');
    const by = { p: 'system', role: 'system' };
    const history = [{ at: 1, seq: 0, stream: 'm', command: { type: 'start', by }, events: matter.events }];
    const data = { matter: 'm', set: matter.facts.definitions, history, entities: [], state: matter.state };
    const whole = { ...data, process: model } as unknown as MatterData;
    const reading = { roles: [], holder: () => ({ role: 'system' }) } as unknown as Reading;
    const told = timeline(whole, reading, new Trail(whole));

    // then
    const fired = told.filter(({ said }) => said.code === 'event.Fired');
    expect(fired).toMatchObject([{ element: 'late', path: [], said: { values: { name: '逾期' } } }]);
  });
});
