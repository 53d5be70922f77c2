import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { isProblem, type JobContext } from '../contract/index.js';
import { archiveDecider, archiveRules, archiveView, type ArchiveCommand } from './index.js';

const system = { p: 'system', role: 'system', scope: '', basis: null };
const streams = [
  { stream: 'r1', kind: 'roll', seq: 0, leafHash: 'a' },
  { stream: 'p1', kind: 'poll', seq: 2, leafHash: 'b' },
];
const seal = (more: object = {}): ArchiveCommand =>
  ({ type: 'seal', at: 9, by: system, matter: 'm1', scope: 'qinghe/d2', streams, ...more }) as ArchiveCommand;
const given = (...commands: ArchiveCommand[]) =>
  specify(archiveDecider).given(history(archiveDecider, commands).events);

describe('the closing record', () => {
  it('names every stream with the record it stood after, and ends', () => {
    // given
    const archive = given();
    // when
    const { after, decision } = archive.when(seal());
    // then
    expect(decision).toMatchObject({ events: [{ type: 'Sealed', count: 2 }], effects: [{ do: 'endStream' }] });
    expect(archiveView(after)).toEqual({ status: 'sealed', streams, sealedAt: 9 });
    expect(archive.when(seal({ streams: [] })).after.status).toBe('sealed');
  });

  it.each<[string, ArchiveCommand[], ArchiveCommand]>([
    ['role-does-not-fit', [], seal({ by: actor('wang', 'worker') })],
    ['archive-sealed', [seal()], seal()],
    ['archive-stream', [], seal({ streams: 'all' })],
    ['archive-stream', [], seal({ streams: [{ stream: 'r1', kind: 'roll' }] })],
    ['archive-stream', [], seal({ streams: [{ stream: 'r1', seq: 0, leafHash: 'a' }] })],
    ['archive-stream', [], seal({ streams: [streams[0], streams[0]] })],
    ['unknown-command', [], { type: 'burn', at: 1, by: system } as unknown as ArchiveCommand],
  ])('refuses %s', (refused, commands, command) => {
    expect(given(...commands).when(command).decision).toMatchObject({ refused });
  });

  it('is planned from the streams of the matter', () => {
    // given
    const [job] = archiveRules.jobs;
    const context = { instance: 'm1', scope: 'qinghe/d2', ids: ['a1'], facts: {} } as unknown as JobContext;
    expect(job?.plan({}, context)).toEqual({
      commands: [],
      needs: [{ name: 'streams', kind: 'streams', parameters: {} }],
    });
    // when
    const planned = job?.plan({}, { ...context, facts: { streams } });
    if (planned === undefined || isProblem(planned)) throw new Error('no plan');
    const command = { ...planned.commands[0]?.command, at: 9, by: system } as unknown as ArchiveCommand;
    const { state } = history(archiveDecider, [command]);
    // then
    const record = { stream: 'a1', seq: 0, leafHash: 'h' };
    expect(job?.result({}, [{ stream: 'a1', state, record }], context)).toEqual({
      archive: 'a1',
      streams: 2,
      reference: record,
    });
  });
});
