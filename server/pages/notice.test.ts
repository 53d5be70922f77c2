import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#law';
import { NO_MEETING } from '#rules/meeting';
import { NO_NOTICE } from '#rules/notice';
import type { Calendars } from '#engine/expression';
import type { EntityData, HistoryRecord, MatterData, Reading } from './data.js';
import { noticePage } from './notice.js';
import type { Trail } from './trail.js';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const calendars: Calendars = { years: { '2026': JSON.parse(CALENDAR_2026) as Calendars['years'][string] } };

/** The fourth and the fifth day of the period; `named`: the record that published the notice was decided with it. */
const CLOSED = { scope: 'qinghe', n: 1, from: '2026-03-05', to: '2026-03-06' };
const published = (named: boolean): HistoryRecord =>
  ({
    command: {
      ...{ type: 'completeJob', key: 1, variables: { notice: 'n' } },
      facts: named ? { 'closing:qinghe:1': '' } : {},
    },
  }) as unknown as HistoryRecord;

function closed(closedAt: number, status: 'closed' | 'cancelled' = 'closed', named = false, history: unknown[] = []) {
  const state = {
    ...NO_NOTICE,
    ...{ status, publishedAt: at('2026-02-28T10:00'), closedAt, term: { n: 7, unit: 'working_day' } },
  };
  const entity = { stream: 'n', kind: 'notice', state, history } as unknown as EntityData;
  const holder = (_p: string | null, role: string) => ({ role, place: '青禾里社区' });
  const reading = {
    now: closedAt,
    calendars,
    closings: [CLOSED],
    roles: [],
    p: '',
    holder,
    open: () => null,
  } as unknown as Reading;
  const data = {
    matter: 'm',
    entities: [],
    history: [published(named)],
    state: { nodes: {} },
  } as unknown as MatterData;
  return noticePage(entity, data, reading, {} as Trail);
}

/** A notice of 28 February in a matter with these other things. */
function pageOf(state: object, nodes: unknown[], entities: unknown[], trail: object) {
  const reading = {
    ...{ now: at('2026-03-02T09:00'), calendars, closings: [], roles: [], p: '' },
    holder: (_p: string | null, role: string) => ({ role, place: '青禾里社区' }),
    open: () => null,
  } as unknown as Reading;
  const notice = { ...NO_NOTICE, publishedAt: at('2026-02-28T10:00'), term: { n: 7, unit: 'working_day' }, ...state };
  const entity = { stream: 'n', kind: 'notice', state: notice, history: [] } as unknown as EntityData;
  const data = { matter: 'm', entities, history: [], state: { nodes: { ...nodes } } } as unknown as MatterData;
  return noticePage(entity, data, reading, {
    runs: [],
    byKey: () => undefined,
    outermost: () => undefined,
    ...trail,
  } as unknown as Trail);
}

describe('a notice that is over', () => {
  it('ended at 24:00 of its last day, however late its clock was heard', () => {
    for (const heard of ['2026-03-11T00:00:00', '2026-03-11T00:00:07', '2026-03-11T08:30:00']) {
      // when
      const page = closed(at(heard));
      // then: seven working days, the last of them the tenth
      expect(page?.due.at).toBe(at('2026-03-11T00:00'));
      expect(page?.unit).toBe('working_day');
      expect([page?.days.length, page?.days[6]]).toEqual([7, '2026-03-10']);
    }
    expect(closed(at('2026-03-11T08:30'))?.place).toBe('青禾里社区');
  });

  it('counts no day on which it knew the offices to be closed, and every day it had begun to count', () => {
    const known = closed(at('2026-03-13T00:00'), 'closed', true)?.days ?? [];
    expect([known.length, known.includes('2026-03-05')]).toEqual([7, false]);
    expect(closed(at('2026-03-11T00:00'))?.days).toContain('2026-03-05');
  });

  it('and was broken off when it was', () => {
    expect(closed(at('2026-03-04T15:00'), 'cancelled')?.due.at).toBe(at('2026-03-04T15:00'));
  });

  it('says by when the objections without an answer are to have one', () => {
    // given: the first is answered and its task not yet done, the next two wait
    const objections = [
      { n: 1, p: 'sun', at: 0, text: '', answer: {} },
      ...[2, 3].map((n) => ({ n, p: 'li', at: 0, text: '', answer: null })),
    ];
    const task = (n: number, due: string, notice = 'n') => ({
      ...{ key: n, scope: 0, variables: { notice, n }, watch: [], timer: null },
      task: { due: { due: at(`${due}T00:00`), year: null } },
    });
    const dated = [task(1, '2026-03-12'), task(2, '2026-03-07'), task(3, '2026-03-10'), task(3, '2026-03-11', 'other')];
    const trail = { byKey: () => ({ element: { properties: { 'heyi.page': 'objection' } } }) };
    const by = (nodes: unknown[]) => pageOf({ status: 'open', objections }, nodes, [], trail)?.objections.answersBy;
    // then
    expect([by(dated), by(dated.slice(0, 1)), by([])]).toEqual([at('2026-03-10T00:00'), null, null]);
  });

  it('tells what the meeting before it came to, and minority views without who holds them', () => {
    const meeting = (stream: string, closedAt: string, text: string) => ({
      ...{ stream, kind: 'meeting' },
      state: {
        ...NO_MEETING,
        status: 'closed',
        closedAt: at(`${closedAt}T18:00`),
        minority: [{ p: 'r4', text, at: 0 }],
        conclusion: { result: 'consensus', text: '装4盏' },
      },
    });
    const meetings = [
      meeting('a', '2026-02-20', '先试一个月'),
      meeting('b', '2026-02-27', '担心光太亮'),
      meeting('c', '2026-03-03', '后来的'),
    ];
    const page = pageOf({ status: 'open' }, [], meetings, {});
    const conclusion = { result: 'consensus', text: '装4盏' };
    expect(page?.meeting).toEqual({ id: 'b', conclusion, minority: ['担心光太亮'] });
    expect(JSON.stringify(page)).not.toContain('r4');
    expect(pageOf({ status: 'open' }, [], [], {})).toMatchObject({ meeting: null });
  });

  it('names the record its text stands in: the last that changed it', () => {
    const record = (seq: number, type: string) => ({ stream: 'n', seq, leafHash: `h${seq}`, events: [{ type }] });
    const history = [record(0, 'Published'), record(1, 'Objected'), record(2, 'Restarted'), record(3, 'Closed')];
    const recordOf = (upTo: number) =>
      closed(at('2026-03-11T00:00'), 'closed', false, history.slice(0, upTo))?.record ?? null;
    expect([0, 2, 4].map((upTo) => recordOf(upTo)?.leafHash ?? null)).toEqual([null, 'h0', 'h2']);
  });
});
