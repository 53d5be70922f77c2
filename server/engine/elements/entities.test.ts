import { describe, expect, it } from 'vitest';
import { Matter } from '../../../tests/support/matter.js';
import { ANYBODY, jobOf, messageEvent, NONE_EVENT, ProcessBuilder } from '../../../tests/support/processes.js';

/** A step that opens an entity and then asks somebody, with a way out of it, and a task after it. */
const model = new ProcessBuilder('P')
  .element('startEvent', 'start', { event: NONE_EVENT })
  .element('subProcess', 'step')
  .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
  .element('serviceTask', 'open', jobOf('opinions.open'), 'step')
  .element('userTask', 'look', ANYBODY, 'step')
  .boundary('step', 'withdrawn', messageEvent('withdrawn', '"k"'))
  .element('userTask', 'after', ANYBODY)
  .element('endEvent', 'end', { event: NONE_EVENT })
  .chain('start', 'step', 'after', 'end')
  .chain('begin', 'open', 'look')
  .chain('withdrawn', 'after')
  .build();

const streams = [{ stream: 'o1', kind: 'opinions' }];
const cancelled = { do: 'sendCommand', stream: 'o1', kind: 'opinions', command: { type: 'cancel' } };

function opened(): Matter {
  const matter = new Matter([model]).start();
  matter.ask({ type: 'completeJob', key: matter.keyOf('job', 'open') ?? 0, streams });
  return matter;
}

describe('entities that a step has opened', () => {
  it('are cancelled with the step that is interrupted', () => {
    // given
    const matter = opened();
    expect(matter.events).toContainEqual(expect.objectContaining({ type: 'StreamsOpened', streams }));

    // when
    matter.deliver('withdrawn');

    // then
    expect(matter.ledger.others).toEqual([cancelled]);
    matter.complete('after');
    expect(matter.ledger.others).toEqual([cancelled, { do: 'endStream', status: 'completed' }]);
  });

  it('are cancelled with the step that is ended by authority', () => {
    // given
    const matter = opened();

    // when
    matter.ask({ type: 'modify', terminate: ['step'], activate: [{ element: 'after' }] });

    // then
    expect(matter.ledger.others).toEqual([cancelled]);
  });

  it('stay the matter’s when the step is done: a cancelled matter takes them along, a completed one does not', () => {
    // given
    const [broken, done] = [opened(), opened()];
    for (const matter of [broken, done]) matter.complete('look');
    expect(broken.state.nodes[1]?.inner?.streams).toEqual(streams);

    // when
    broken.ask({ type: 'cancel' });
    done.complete('after');

    // then
    expect(broken.ledger.others).toEqual([cancelled, { do: 'endStream', status: 'cancelled' }]);
    expect(done.ledger.others).toEqual([{ do: 'endStream', status: 'completed' }]);
  });

  it('are cancelled where the scope that opened them is broken off from inside', () => {
    // given
    const broken = (kind: 'terminate' | 'message') => {
      const builder = new ProcessBuilder('P')
        .element('startEvent', 'start', { event: NONE_EVENT })
        .element('serviceTask', 'open', jobOf('opinions.open'))
        .element('parallelGateway', 'fork')
        .element('userTask', 'look', ANYBODY)
        .element('userTask', 'stop', ANYBODY)
        .element('endEvent', 'over', { event: { kind: kind === 'terminate' ? 'terminate' : 'none' } })
        .chain('start', 'open', 'fork', 'look')
        .chain('fork', 'stop', 'over');
      if (kind === 'message')
        builder
          .element('eventSubProcess', 'give-up')
          .element('startEvent', 'given', messageEvent('withdrawn', '"k"'), 'give-up')
          .element('userTask', 'tell', ANYBODY, 'give-up')
          .chain('given', 'tell');
      const matter = new Matter([builder.build()]).start();
      matter.ask({ type: 'completeJob', key: matter.keyOf('job', 'open') ?? 0, streams });
      return matter;
    };
    const [terminated, given] = [broken('terminate'), broken('message')];
    // when
    terminated.complete('stop');
    given.deliver('given');
    // then
    expect(terminated.ledger.others[0]).toEqual(cancelled);
    expect(given.ledger.others).toEqual([cancelled]);
  });

  it('are named as streams with their kinds, or the job is not taken as done', () => {
    // given
    const matter = new Matter([model]).start();
    const key = matter.keyOf('job', 'open') ?? 0;

    // when
    const answers = [[{ stream: 'o1' }], [null], 'o1'].map((wrong) =>
      matter.ask({ type: 'completeJob', key, streams: wrong as never }),
    );

    // then
    expect(new Set(answers)).toEqual(new Set(['bad-command']));
    expect(matter.keyOf('job', 'open')).toBe(key);
  });
});
