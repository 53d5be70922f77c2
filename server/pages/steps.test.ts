import { describe, expect, it } from 'vitest';
import type { Process } from '#engine';
import { Matter } from '../../tests/support/matter.js';
import { ANYBODY, compensationEvent, messageEvent, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { MatterData, Reading } from './data.js';
import { stepLines } from './steps.js';
import { Trail } from './trail.js';

const READING = { language: 'en', holder: (p: string | null, role: string) => ({ p, role, you: false }) };

function linesOf(matter: Matter, process: Process): readonly string[] {
  const { definitions } = matter.facts;
  const history = [{ at: 1, seq: 0, stream: 'm', command: { type: 'start' }, events: matter.events }];
  const data = { matter: 'm', set: definitions, history, state: matter.state, entities: [], process };
  const known = data as unknown as MatterData;
  const lines = stepLines(known, READING as unknown as Reading, new Trail(known));
  return lines.map(({ element, state, why }) => `${element} ${state}${why === null ? '' : ` ${why.code}`}`);
}

describe('the steps of a matter', () => {
  it('say who holds it where an event sub-process took over', () => {
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
    const before = linesOf(matter, model);
    matter.deliver('halted');

    // then
    expect(before).toEqual(['ask now why.task']);
    expect(linesOf(matter, model)).toEqual(['ask done', 'tidy now why.task']);
  });

  it('show what undoes a step while it runs, and only then', () => {
    // given
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'book', ANYBODY)
      .element('userTask', 'unbook', { ...ANYBODY, forCompensation: true })
      .undone('book', 'booked', 'unbook')
      .element('intermediateThrowEvent', 'undo', compensationEvent)
      .element('userTask', 'after', ANYBODY)
      .chain('start', 'book', 'undo', 'after')
      .build();
    const matter = new Matter([model]).start();

    // when
    matter.complete('book');
    const undoing = linesOf(matter, model);
    matter.complete('unbook');

    // then
    expect(undoing).toEqual(['book done', 'unbook now why.task', 'after next']);
    expect(linesOf(matter, model)).toEqual(['book done', 'after now why.task']);
  });
});
