import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#law';
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
  const data = { matter: 'm', entities: [], history: [published(named)] } as unknown as MatterData;
  return noticePage(entity, data, reading, {} as Trail);
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

  it('names the record its text stands in: the last that changed it', () => {
    const record = (seq: number, type: string) => ({ stream: 'n', seq, leafHash: `h${seq}`, events: [{ type }] });
    const history = [record(0, 'Published'), record(1, 'Objected'), record(2, 'Restarted'), record(3, 'Closed')];
    const recordOf = (upTo: number) =>
      closed(at('2026-03-11T00:00'), 'closed', false, history.slice(0, upTo))?.record ?? null;
    expect([0, 2, 4].map((upTo) => recordOf(upTo)?.leafHash ?? null)).toEqual([null, 'h0', 'h2']);
  });
});
