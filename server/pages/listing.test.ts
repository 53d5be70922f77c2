import { describe, expect, it } from 'vitest';
import type { Calendars } from '#engine/expression';
import { CALENDAR_2026 } from '#law';
import { Matter } from '../../tests/support/matter.js';
import { ANYBODY, NONE_EVENT, ProcessBuilder } from '../../tests/support/processes.js';
import type { MatterData } from './data.js';
import { askOf, heldOf, listRow, type Entry } from './list-rows.js';
import { assigneesRole, listed, type ListedPerson } from './listing.js';
import { termsPage } from './month.js';
import type { ListRow } from './views.js';

/** What lists keep of a matter that stands at one task with these properties, inside a step of its own where one is named. */
function keptOf(properties: Readonly<Record<string, string>>, around?: Readonly<Record<string, string>>) {
  const user = { ...ANYBODY.user, candidateGroups: '"worker"' };
  const builder = new ProcessBuilder('P').element('startEvent', 'start', { event: NONE_EVENT });
  if (around === undefined) builder.element('userTask', 'step', { user, properties });
  else
    builder
      .element('subProcess', 'step', { properties: around })
      .element('startEvent', 'begin', { event: NONE_EVENT }, 'step')
      .element('userTask', 'file', { user, properties }, 'step')
      .chain('begin', 'file');
  const model = builder.element('endEvent', 'end', { event: NONE_EVENT }).chain('start', 'step', 'end').build();
  const matter = new Matter([model]).start();
  const by = { p: 'wang', role: 'worker', scope: '', basis: null };
  const history = [{ at: 5, seq: 0, stream: 'm', command: { type: 'start', at: 5, by }, events: matter.events }];
  const { definitions: set } = matter.facts;
  return listed({ matter: 'm', scope: 'q', set, history, state: matter.state, entities: [] } as unknown as MatterData);
}

describe('what lists keep of a matter', () => {
  it('is where it stands, its tasks and whose they are', () => {
    const { matter, tasks, people } = keptOf({ 'step.kind': 'filing' });
    expect(matter).toMatchObject({
      status: 'active',
      element: 'step',
      kind: 'filing',
      holderRole: 'worker',
      endedAt: null,
    });
    expect(tasks).toMatchObject([{ element: 'step', kind: 'filing', since: 5, overAt: null, roles: ['worker'] }]);
    expect(people).toEqual([{ key: 0, p: 'wang', reason: 'started', role: 'worker', at: 5, due: null, askedBy: null }]);
  });

  it.each([
    ['where its step allows it', { 'step.batch': 'allow' }, undefined, true],
    ['not where nothing is said', {}, undefined, false],
    ['not at a page of its own', { 'step.batch': 'allow', 'heyi.page': 'opinions' }, undefined, false],
    ['not in a vote', { 'step.batch': 'allow' }, { 'step.kind': 'vote' }, false],
    ['not in a call-back', { 'step.batch': 'allow', 'step.kind': 'call-back' }, undefined, false],
    ['in a filing', { 'step.batch': 'allow' }, { 'step.kind': 'filing' }, true],
  ])('may be done several at once %s', (_when, properties, around, allowed) => {
    expect(keptOf(properties as Record<string, string>, around).tasks[0]?.alike !== null).toBe(allowed);
  });
});

describe('a row of 待办', () => {
  it('can be done by the reader where nobody has the task, whoever has another one of the matter', () => {
    // given a matter somebody else holds by another task
    const { matter, tasks } = keptOf({});
    const nobody = { mine: null, holder: null, asker: null, stood: null, awaited: null, last: false };
    const entry = { ...nobody, number: '1', place: null, title: null, task: tasks[0] ?? null };
    const reading = { now: 6, calendars: { years: {} }, roles: ['worker'] } as unknown as Parameters<typeof listRow>[2];
    // when
    const row = listRow('todo', { ...entry, matter: { ...matter, holder: 'lin' } } as Entry, reading);
    // then
    expect(row.state).toBe('free');
  });
});

describe('under which post a task is somebody’s', () => {
  it('is a role the reader holds, not the first that may do it', () => {
    expect(heldOf(['convenor', 'worker'], ['resident', 'worker'])).toBe('worker');
    expect(heldOf(['convenor', 'worker'], ['street'])).toBe('convenor');
  });

  it('is the role its holder acted on it in, as the record says', () => {
    // given
    const record = (key: number, p: string, role: string) => ({ command: { type: 'claimTask', key, by: { p, role } } });
    const history = [record(7, 'lin', 'worker'), record(7, 'lin', 'convenor'), record(8, 'lin', 'worker')] as never;
    const of = (assignee: string | null) => assigneesRole(7, { assignee, roles: ['worker', 'convenor'] }, history);
    // then
    expect(of('lin')).toBe('convenor');
    expect(of('wang')).toBe('worker');
  });
});

describe('what a task asks of somebody beside', () => {
  const row = (p: string, reason: ListedPerson['reason'], role: string, askedBy: string | null) => ({
    ...{ key: 3, p, reason, role, at: 5, due: 9, askedBy },
  });
  const people = [
    row('qian', 'seat-after', 'street', 'wang'),
    row('post:street', 'decides', 'street', 'wang'),
    row('he', 'awaited', 'expert', null),
  ];
  const asks = (p: string, ...roles: string[]) => askOf(people, (each) => each === p, roles)?.reason ?? null;

  it('is a seat before a decision, and never a decision on what they asked for themselves', () => {
    expect(asks('qian', 'street')).toBe('seat-after');
    expect(asks('zhao', 'street')).toBe('decides');
    expect([asks('wang', 'worker'), asks('wang', 'street'), asks('he', 'expert')]).toEqual([null, null, null]);
  });
});

describe('a month of terms', () => {
  const calendars: Calendars = { years: { '2026': JSON.parse(CALENDAR_2026) as Calendars['years'][string] } };
  const row = (at: number | null, awaitsYear: number | null) => ({ due: { at, awaitsYear, left: null } }) as ListRow;

  it('has the term that ends at midnight on the day before, and what has no date beside it', () => {
    // given: 24:00 of 31 March is the first instant of April
    const midnight = Date.parse('2026-04-01T00:00:00+08:00');
    const rows = [row(midnight, null), row(midnight + 1, null), row(null, 2027), row(null, null)];
    // when
    const page = termsPage('2026-03', rows, { now: midnight, calendars });
    // then
    expect(page.terms.map(({ date }) => date)).toEqual(['2026-03-31']);
    expect(page.pending).toEqual([rows[2]]);
    expect(page.today).toBe('2026-04-01');
    // of today's date and not late: the next terms, whatever month is shown; what is late is there in every month
    const late = {
      ...row(midnight - 9, null),
      due: { at: midnight - 9, awaitsYear: null, left: { n: 1, unit: 'day', late: true } },
    } as ListRow;
    const later = termsPage('2026-09', [row(midnight + 9, null), late, ...rows], { now: midnight, calendars });
    expect(later.terms).toEqual([]);
    expect(later.late).toEqual([late]);
    expect(later.ahead.map(({ row: { due } }) => due.at)).toEqual([midnight + 1, midnight + 9]);
    expect(termsPage('2026-13', rows, { now: midnight, calendars }).month).toBe('2026-04');
    expect(termsPage('2028-02', rows, { now: midnight, calendars })).toMatchObject({ loaded: false });
    expect(termsPage('2028-02', rows, { now: midnight, calendars }).days).toHaveLength(29);
  });
});
