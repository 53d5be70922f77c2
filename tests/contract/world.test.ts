import { calendarRules } from '#rules/calendar';
import { createWorld, type WorldSettings } from '#world';
import { BEGIN, WORKER, type Subject } from './subject.js';
import { contractSuite } from './suite.js';
import { toyRules } from './toy.js';

/** The twin in memory: what it causes has happened when a call returns. */
function worldSubject(): Promise<Subject> {
  const settings: WorldSettings = { definitions: [], rules: [toyRules, calendarRules], at: BEGIN };
  let world = createWorld(settings);
  const subject: Subject = {
    now: () => world.at,
    async advance(milliseconds) {
      world.advance(world.at + milliseconds);
    },
    async submit({ stream, kind, scope = 'qinghe/d1', command, by = WORKER, idempotencyKey }) {
      const answer = world.submit(stream, {
        command,
        by,
        scope,
        ...(kind === undefined ? {} : { kind }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      if ('refused' in answer) return answer;
      return { ...answer, seq: answer.record.seq, leafHash: answer.record.leafHash };
    },
    async publish({ name, correlationKey, variables = {}, timeToLive = 60_000, id }) {
      return world.publishMessage({ name, correlationKey, variables, timeToLive, ...(id === undefined ? {} : { id }) });
    },
    async broadcast({ name, scope, variables = {} }) {
      world.broadcastSignal({ name, scope, variables });
    },
    async loadCalendar(_year, text) {
      const answer = world.loadCalendar(text);
      if ('refused' in answer) throw new Error(answer.refused);
    },
    async state<S>(stream: string) {
      return world.state(stream) as S;
    },
    async records(stream) {
      return world.records(stream).map((record) => ({
        seq: record.seq,
        type: record.type,
        at: record.at,
        leaf: Buffer.from(record.leaf, 'utf8'),
        leafHash: Buffer.from(record.leafHash, 'base64'),
        body: Buffer.from(record.body, 'utf8'),
        salt: Buffer.from(record.salt, 'base64'),
      }));
    },
    async open(stream, kind) {
      const rows = { job: world.jobs, timer: world.timers, task: world.tasks, incident: world.incidents }[kind](stream);
      return rows.map((row) => row.key);
    },
    async restart() {
      world = createWorld(settings, world.snapshot());
    },
    async close() {},
  };
  return Promise.resolve(subject);
}

contractSuite('world', worldSubject);
