import { describe, expect, it } from 'vitest';
import { NO_COUNCIL } from '#rules/council';
import { groundOf } from './ground.js';
import type { EntityData, HistoryRecord, MatterData } from './data.js';

const record = (stream: string, seq: number, type: string): HistoryRecord =>
  ({ stream, seq, leafHash: `h${seq}`, events: [{ type, v: 1 }] }) as unknown as HistoryRecord;
const entity = (kind: string, stream: string, state: object, history: readonly HistoryRecord[] = []): EntityData => ({
  kind,
  stream,
  state,
  history,
});
const within = (...entities: EntityData[]) => ({ entities }) as unknown as MatterData;

describe('what somebody’s act on an entity rests on', () => {
  const members = [{ n: 1, kind: 'expert', p: 'chen', conflict: null }];
  const council = entity('council', 'c1', { ...NO_COUNCIL, members }, [
    record('c1', 0, 'CouncilOpened'),
    record('c1', 1, 'CouncilComposed'),
    record('c1', 2, 'ConflictDeclared'),
    record('c1', 3, 'MemberReplaced'),
    record('c1', 4, 'CouncilChecked'),
  ]);

  it('is the record that filled the seats, for who holds one', () => {
    // when then
    expect(groundOf(council, within(council), 'chen')).toEqual({ stream: 'c1', seq: 3, leafHash: 'h3' });
    expect(groundOf(council, within(council), 'sun')).toBeNull();
  });

  it('is the seat of the council that meets', () => {
    // given
    const meeting = entity('meeting', 'm1', { council: 'c1' });
    // when then
    expect(groundOf(meeting, within(council, meeting), 'chen')).toMatchObject({ stream: 'c1', seq: 3 });
    expect(groundOf(meeting, within(meeting), 'chen')).toBeNull();
  });

  it('is the register where no roll is named', () => {
    const opinions = entity('opinions', 'o1', {});
    expect(groundOf(opinions, within(opinions), 'chen')).toBeNull();
  });
});
