import { describe, expect, it } from 'vitest';
import type { Process } from '#engine';
import { leftUntil } from './due.js';
import { Matter } from '../../tests/support/matter.js';
import { ANYBODY, compensationEvent, messageEvent, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { MatterData, Reading } from './data.js';
import { openNow, stepLines, withDoers } from './steps.js';
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

  it('say who did what is done and says no more of itself, and of what the machine did nobody', () => {
    // given
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('userTask', 'look', ANYBODY)
      .element('userTask', 'carry', ANYBODY)
      .chain('start', 'look', 'carry')
      .build();
    const matter = new Matter([model]).start();
    const began = [...matter.events];
    matter.complete('look');
    const record = (seq: number, type: string, p: string, events: unknown) => ({
      ...{ at: 1, seq, stream: 'm', events },
      command: { type, by: { p, role: 'worker' } },
    });
    const doersOf = (type: string) => {
      const history = [record(0, 'start', 'li', began), record(1, type, 'wang', matter.events.slice(began.length))];
      const data = { matter: 'm', set: matter.facts.definitions, history, state: matter.state, entities: [] };
      const known = data as unknown as MatterData;
      const reading = { ...READING, roles: [] } as unknown as Reading;
      const trail = new Trail(known);
      return withDoers(stepLines(known, reading, trail), known, reading, trail).map(
        ({ element, state, holder }) => `${element} ${state} ${holder?.role ?? ''}`,
      );
    };
    expect(doersOf('completeTask')[0]).toBe('look done worker');
    expect(doersOf('cancel')[0]).toBe('look done ');
  });

  it('name each thing that waits with its own date in its own unit, and say what surely comes', () => {
    // given: a notice that stays up for ten calendar days while an objection is answered within two working days
    const due = (n: number, unit: string) => ({ user: { ...ANYBODY.user, dueDate: `term(now(), ${n}, "${unit}")` } });
    const clock = { event: { kind: 'timer', timer: 'date', expression: 'term(now(), 10, "day")' } } as const;
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('subProcess', 'publicity', { name: '公示协商结果', properties: { 'step.kind': 'publicity' } })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'publicity')
      .element('parallelGateway', 'fork', {}, 'publicity')
      .element('userTask', 'answer', { name: '答复异议', ...due(2, 'working_day') }, 'publicity')
      .element('intermediateCatchEvent', 'term', { name: '公示期', ...clock }, 'publicity')
      .chain('begin', 'fork', 'answer')
      .chain('fork', 'term')
      .element('exclusiveGateway', 'upheld', { name: '成立？' })
      .element('userTask', 'again', ANYBODY)
      .element('userTask', 'carry', ANYBODY)
      .element('endEvent', 'end', { event: NONE_EVENT })
      .chain('start', 'publicity', 'upheld', 'again', 'carry', 'end')
      .chain('upheld', 'carry')
      .build();
    const calendars = { years: { '2026': { holidays: [], workdays: [] } } };
    const matter = new Matter([model], { calendars }).start();
    const history = [{ at: matter.at, seq: 0, stream: 'm', command: { type: 'start' }, events: matter.events }];
    const data = { matter: 'm', set: matter.facts.definitions, history, state: matter.state, entities: [] };
    const known = data as unknown as MatterData;
    const reading = { ...READING, now: matter.at, calendars } as unknown as Reading;
    const trail = new Trail(known);

    // when
    const steps = stepLines(known, reading, trail);
    const open = openNow(known, reading, trail, steps);

    // then: the step waits for its term, while the work in it is done by somebody until another date
    const now = steps.find(({ state }) => state === 'now');
    expect(now).toMatchObject({ why: { code: 'why.publicity' }, doing: { values: { name: '答复异议' } } });
    expect(now?.due?.at).toBe(open[1]?.due.at);
    // and: the step's own clock first, and no date of the one under the name of the other
    const dates = open.map(({ due: { at } }) => at ?? 0);
    expect(open.map(({ name, unit }) => [name, unit])).toEqual([
      ['公示协商结果', 'day'],
      ['答复异议', 'working_day'],
    ]);
    expect(dates[0]).toBeGreaterThan(dates[1] ?? 0);
    expect(open.map((one) => one.due.left)).toEqual([
      leftUntil(dates[0] ?? 0, 'day', { now: matter.at, calendars }),
      leftUntil(dates[1] ?? 0, 'working_day', { now: matter.at, calendars }),
    ]);
    expect(steps.filter(({ sure }) => sure).map(({ element }) => element)).toEqual(['carry']);
  });

  it.each([
    ['cosign', 'intermediateCatchEvent', 'resident'],
    ['cosign', 'eventBasedGateway', 'resident'],
    ['publicity', 'eventBasedGateway', 'system'],
  ] as const)('say whom the term of %s at its %s waits for: %s', (kind, waits, role) => {
    // given a clock in no lane of a post, alone or beside something else that may happen
    const clock = { event: { kind: 'timer', timer: 'date', expression: 'term(now(), 10, "day")' } } as const;
    const model = new ProcessBuilder('P')
      .element('startEvent', 'start', { event: NONE_EVENT })
      .element('subProcess', 'step', { properties: { 'step.kind': kind } })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
      .element('intermediateCatchEvent', 'term', clock, 'step')
      .element('eventBasedGateway', 'window', {}, 'step')
      .element('intermediateCatchEvent', 'enough', messageEvent('enough', '"k"'), 'step')
      .chain('begin', waits === 'eventBasedGateway' ? 'window' : 'term')
      .chain('window', 'term')
      .chain('window', 'enough')
      .chain('start', 'step')
      .build();
    const matter = new Matter([model], { calendars: { years: {} } }).start();
    const history = [{ at: matter.at, seq: 0, stream: 'm', command: { type: 'start' }, events: matter.events }];
    const data = { matter: 'm', set: matter.facts.definitions, history, state: matter.state, entities: [] };
    const reading = { ...READING, now: matter.at, calendars: { years: {} } } as unknown as Reading;
    const trail = new Trail(data as unknown as MatterData);
    // when
    const steps = stepLines(data as unknown as MatterData, reading, trail);
    // then: in the step's own row, and in what is open
    expect(steps[0]?.holder).toMatchObject({ role });
    expect(openNow(data as unknown as MatterData, reading, trail, steps)[0]?.holder).toMatchObject({ role });
  });
});
