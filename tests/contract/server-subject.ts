import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarRules } from '#rules/calendar';
import { SystemIds } from '#outside';
import { Runtime, type RuntimeOptions, type Store } from '#runtime';
import { migrate, openDatabase, SqlStore, type Database, type DatabaseSettings } from '#store';
import { freshMariaDb } from '../support/mariadb.js';
import { ADMINISTRATOR, BEGIN, WORKER, type Subject } from './subject.js';
import { toyRules } from './toy.js';

/** A clock moved by hand, shared by the servers of a test. */
export class HandClock {
  at = BEGIN;
  now(): number {
    return this.at;
  }
  real(): number {
    return Math.floor(performance.timeOrigin + performance.now());
  }
}

export interface Place {
  readonly settings: DatabaseSettings;
  remove(): void;
}

export function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-sqlite-'));
  return {
    settings: { file: join(folder, 'heyi.db') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function mariaPlace(): Promise<Place> {
  return { settings: { url: await freshMariaDb() }, remove: () => undefined };
}

export interface ToyServer {
  readonly database: Database;
  readonly store: SqlStore;
  readonly runtime: Runtime;
}

/** A runtime with the toy capability on a place; `wrap` may put a store of its own between. */
export async function toyServer(
  place: Place,
  clock: HandClock,
  options: Partial<RuntimeOptions> = {},
  wrap: (store: Store) => Store = (store) => store,
): Promise<ToyServer> {
  const database = await openDatabase(place.settings);
  await migrate(database);
  const store = new SqlStore(database);
  const runtime = new Runtime({
    store: wrap(store),
    clock,
    ids: new SystemIds(),
    deciders: [],
    rules: [toyRules, calendarRules],
    definitions: () => {
      throw new Error('the toy has no definitions');
    },
    providers: { provide: () => Promise.resolve([]) },
    ...options,
  });
  return { database, store, runtime };
}

/** How long a test waits for an answer to settle. */
const SETTLE = 20_000;

export async function serverSubject(place: Place): Promise<Subject> {
  const clock = new HandClock();
  let server = await toyServer(place, clock);
  await server.runtime.start();
  const calm = async () => {
    // everything is performed at once; twice, since a sweep may set off more
    for (let i = 0; i < 2; i++) {
      await server.runtime.idle();
      await server.runtime.sweep();
    }
    await server.runtime.idle();
  };
  return {
    now: () => clock.at,
    async advance(milliseconds) {
      clock.at += milliseconds;
      await server.runtime.clockMoved(SETTLE);
      await calm();
    },
    async submit({ stream, kind, scope = 'qinghe/d1', command, by = WORKER, idempotencyKey }) {
      const answer = await server.runtime.submit({
        stream,
        command,
        by,
        scope,
        settle: SETTLE,
        ...(kind === undefined ? {} : { kind }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      if ('refused' in answer) return answer;
      return { ...answer, seq: answer.record.seq, leafHash: answer.record.leafHash };
    },
    async publish({ name, correlationKey, variables = {}, timeToLive = 60_000, id }) {
      const answer = await server.runtime.publishMessage({
        name,
        correlationKey,
        variables,
        timeToLive,
        settle: SETTLE,
        ...(id === undefined ? {} : { id }),
      });
      if ('refused' in answer) throw new Error(answer.refused);
      return answer;
    },
    async broadcast({ name, scope, variables = {} }) {
      const answer = await server.runtime.broadcastSignal({ name, scope, variables, settle: SETTLE });
      if ('refused' in answer) throw new Error(answer.refused);
    },
    async loadCalendar(year, text) {
      const answer = await server.runtime.loadCalendar({
        year,
        bytes: Buffer.from(text),
        by: ADMINISTRATOR,
        settle: SETTLE,
      });
      if ('refused' in answer) throw new Error(answer.refused);
    },
    async state<S>(stream: string) {
      const view = await server.runtime.state<S>(stream);
      if (view === null) throw new Error('no such stream');
      return view.state;
    },
    async records(stream) {
      const rows = await server.runtime.records(stream);
      return rows.map((row) => ({ ...row, body: row.body ?? new Uint8Array(), salt: row.salt ?? new Uint8Array() }));
    },
    async open(stream, kind) {
      const { runtime } = server;
      const rows =
        kind === 'job'
          ? await runtime.jobs(stream)
          : kind === 'timer'
            ? await runtime.timers(stream)
            : kind === 'task'
              ? await runtime.tasks({ stream })
              : await runtime.incidents(stream);
      return rows.map((row) => row.key);
    },
    async restart() {
      await server.runtime.stop();
      await server.database.close();
      server = await toyServer(place, clock);
      await server.runtime.start();
    },
    async close() {
      await server.runtime.stop();
      await server.database.close();
      place.remove();
    },
  };
}
