import { createWorld, type World, type WorldSettings } from '#world';
import { BEGIN, WORKER, type Subject } from './subject.js';
import { toyRules } from './toy.js';

/** The world in memory as a subject: its restart is a snapshot taken out and put into a new world. */
export function worldSubject(): Subject {
  const settings: WorldSettings = { definitions: [], rules: [toyRules], at: BEGIN };
  let world: World = createWorld(settings);
  // a subject answers later, even where the world knows at once
  const later = async <T>(answer: () => T): Promise<T> => answer();
  return {
    now: () => world.at,
    advance: (milliseconds) => later(() => world.advance(world.at + milliseconds)),
    submit: ({ stream, kind, command, by = WORKER, idempotencyKey }) =>
      later(() => {
        const answer = world.submit(stream, {
          command,
          by,
          scope: 'qinghe/d1',
          ...(kind !== undefined && { kind }),
          ...(idempotencyKey !== undefined && { idempotencyKey }),
        });
        return 'refused' in answer ? answer : { ...answer, seq: answer.record.seq, leafHash: answer.record.leafHash };
      }),
    publish: ({ name, correlationKey, variables = {}, timeToLive = 60_000, id }) =>
      later(() => world.publishMessage({ name, correlationKey, variables, timeToLive, ...(id !== undefined && { id }) })),
    loadCalendar: (_year, text) =>
      later(() => {
        const answer = world.loadCalendar(text, { ...WORKER, role: 'administrator' });
        if ('refused' in answer) throw new Error(answer.refused);
      }),
    state: <S>(stream: string) =>
      later(() => {
        const state = world.state(stream);
        if (state === undefined) throw new Error('no such stream');
        return state as S;
      }),
    records: (stream) =>
      later(() =>
        world.records(stream).map(({ seq, type, at, leaf, leafHash, body, salt }) => ({
          seq,
          type,
          at,
          leaf: Buffer.from(leaf, 'utf8'),
          leafHash: Buffer.from(leafHash, 'base64'),
          body: Buffer.from(body, 'utf8'),
          salt: Buffer.from(salt, 'base64'),
        })),
      ),
    open: (stream, kind) =>
      later(() => {
        const tables = { job: world.jobs, timer: world.timers, task: world.tasks, incident: world.incidents };
        return tables[kind](stream).map((row) => row.key);
      }),
    restart: () => later(() => void (world = createWorld(settings, world.snapshot()))),
    close: () => Promise.resolve(),
  };
}
