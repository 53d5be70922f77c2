import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredValue } from '#engine';
import { checkRecord, type Hash } from '#ledger';
import { openDatabase, SqlStore, type DatabaseSettings } from '#store';
import { mariaPlace, sqlitePlace, type Place } from '../contract/server-subject.js';
import { streamId, WORKER } from '../contract/subject.js';
import { countDecider, toyDecider } from '../contract/toy.js';
import { bundle } from './bundle.js';
import type { Request } from './child.js';

/** How often each server is killed. The long run raises it. */
const KILLS = Number(process.env['HEYI_KILLS'] ?? 10);
const STREAMS = 8;
const IN_FLIGHT = 24;

let program: string;
beforeAll(async () => {
  program = await bundle('tests/durability/child.ts', 'durability');
});

describe.each<readonly [string, () => Promise<Place>]>([
  ['SQLite', () => Promise.resolve(sqlitePlace())],
  ['MariaDB', mariaPlace],
])('killed without warning under load, on %s', (_name, newPlace) => {
  it(
    'keeps every acknowledged command once, every history replays, no timer, job, message or signal is lost',
    async () => {
      // given
      const place = await newPlace();
      const load = new Load();
      // when
      for (let kill = 0; kill < KILLS; kill++) {
        const server = await start(place.settings, load);
        await wait(100 + Math.random() * 500);
        server.kill('SIGKILL');
        await gone(server);
        load.crashed();
      }
      load.finish();
      const last = await start(place.settings, load);
      await load.done();
      await settled(place.settings, load);
      last.kill('SIGKILL');
      await gone(last);
      // then
      await check(place.settings, load);
      place.remove();
    },
    60_000 + KILLS * 15_000,
  );
});

/** What is sent: a mixture of everything that must not be lost, each with an idempotency key of its own. */
class Load {
  readonly streams = Array.from({ length: STREAMS }, streamId);
  readonly counters = [streamId(), streamId()];
  readonly sent = new Map<string, Request>();
  readonly acknowledged = new Set<string>();
  #waiting: Request[];
  #recent: Request[] = [];
  #next = 0;
  #finishing = false;
  #server: ChildProcessWithoutNullStreams | null = null;

  constructor() {
    this.#waiting = this.streams.flatMap((stream) => [
      this.#submit(`begin-${stream}`, stream, { type: 'begin' }, true),
      this.#submit(`listen-${stream}`, stream, { type: 'listen', key: 999_999, name: 's', once: false }),
    ]);
  }

  /** Sends to a server that is ready what was not acknowledged, then new requests. */
  serve(server: ChildProcessWithoutNullStreams): void {
    this.#server = server;
    const again = [...this.sent.values()].filter((request) => !this.acknowledged.has(request.id));
    this.sent.clear();
    // as a client does whose answer was lost on the way: some that were answered are asked again, too
    this.#waiting = [...again, ...this.#recent.splice(0), ...this.#waiting];
    this.#fill();
  }

  crashed(): void {
    this.#server = null;
  }

  finish(): void {
    this.#finishing = true;
  }

  heard(id: string): void {
    const request = this.sent.get(id);
    if (request !== undefined) this.#recent = [...this.#recent.slice(-19), request];
    this.acknowledged.add(id);
    this.sent.delete(id);
    this.#fill();
  }

  async done(): Promise<void> {
    for (let i = 0; this.sent.size + this.#waiting.length > 0; i++) {
      if (i > 1_200) throw new Error(`not answered: ${JSON.stringify([...this.sent.keys()])}`);
      await wait(50);
    }
  }

  #fill(): void {
    const server = this.#server;
    if (server === null) return;
    while (this.sent.size < IN_FLIGHT) {
      const begun = this.streams.every((stream) => this.acknowledged.has(`listen-${stream}`));
      const request = this.#waiting.shift() ?? (begun && !this.#finishing ? this.#new() : undefined);
      if (request === undefined) return;
      this.sent.set(request.id, request);
      server.stdin.write(`${JSON.stringify(request)}\n`);
    }
  }

  #new(): Request {
    const n = this.#next++;
    const stream = this.streams[n % STREAMS] ?? '';
    const id = `r${n}`;
    switch (Math.floor(n / STREAMS) % KINDS.length) {
      case 0:
        return this.#submit(id, stream, { type: 'note', note: id });
      case 1:
        return this.#submit(id, stream, { type: 'timer', key: 1_000_000 + n, due: Date.now() + (n % 400) });
      case 2:
        return this.#submit(id, stream, {
          type: 'job',
          key: 1_000_000 + n,
          jobType: 'toy.add',
          retries: 50,
          input: { counters: this.counters },
        });
      case 3:
        return this.#submit(id, stream, { type: 'send', stream: this.counters[0] ?? '', give: { type: 'add', n: 1 } });
      case 4:
        return this.#submit(id, stream, {
          type: 'wait',
          key: 1_000_000 + n,
          name: 'm',
          correlationKey: `${stream}-${n}`,
        });
      case 6:
        return this.#submit(id, stream, { type: 'broadcast', name: 's', variables: { signal: id } });
      default:
        // for the wait one round before
        return {
          id,
          publish: {
            name: 'm',
            correlationKey: `${stream}-${n - STREAMS}`,
            variables: { id },
            timeToLive: 3_600_000,
            id,
          },
        };
    }
  }

  #submit(id: string, stream: string, command: { type: string } & Record<string, StoredValue>, opens = false): Request {
    return {
      id,
      submit: { stream, command, by: WORKER, idempotencyKey: id, ...(opens ? { kind: 'toy', scope: 'qinghe' } : {}) },
    };
  }
}

/** Starts the server and resolves once it is ready; it is then under load. */
async function start(settings: DatabaseSettings, load: Load): Promise<ChildProcessWithoutNullStreams> {
  const server = spawn(process.execPath, [program, JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'pipe'] });
  server.stdin.on('error', () => undefined); // it is killed while we write
  let complaints = '';
  server.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { ready?: true; id?: string; refused?: string; error?: string };
      if (said.ready === true) resolve();
      else if (said.refused !== undefined || said.error !== undefined) complaints += line;
      else if (said.id !== undefined) load.heard(said.id);
    });
    server.on('exit', (code, signal) => reject(new Error(`ended early: ${code ?? signal} ${complaints}`)));
  });
  server.removeAllListeners('exit');
  load.serve(server);
  return server;
}

async function gone(server: ChildProcessWithoutNullStreams): Promise<void> {
  if (server.exitCode === null && server.signalCode === null)
    await new Promise((resolve) => server.once('exit', resolve));
}

/** Waits until nothing is left to be performed. */
async function settled(settings: DatabaseSettings, load: Load): Promise<void> {
  const database = await openDatabase(settings);
  const store = new SqlStore(database);
  for (let i = 0; i < 1_200; i++) {
    const jobs = (await Promise.all(load.streams.map((stream) => store.jobsOf(stream)))).flat();
    const [timers, inbox, unmatched, signals] = [
      await store.timersOf(null, 1),
      await store.inboxOf(null, 1),
      await store.unmatched(0, 1),
      await store.signals(1),
    ];
    if (jobs.length + timers.length + inbox.length + unmatched.length + signals.length === 0) break;
    await wait(50);
  }
  await database.close();
}

async function check(settings: DatabaseSettings, load: Load): Promise<void> {
  const database = await openDatabase(settings);
  const store = new SqlStore(database);
  const accepted = (type: string) => [...load.acknowledged].filter((id) => kindOf(id) === type).length;
  expect(load.acknowledged.size).toBeGreaterThan(STREAMS * KINDS.length);

  const heard: Record<string, StoredValue[]> = { notes: [], fired: [], done: [], received: [], signals: [] };
  for (const stream of load.streams) {
    const state = await replayed(store, stream, toyDecider);
    expect(state).toMatchObject({ jobs: {}, timers: {} });
    for (const note of state.notes) {
      if (typeof note === 'string') heard['notes']?.push(note);
      else if (note !== null && typeof note === 'object' && 'fired' in note)
        heard['fired']?.push(note['fired'] as number);
      else if (note !== null && typeof note === 'object' && 'done' in note) heard['done']?.push(note['done'] as number);
      else if (note !== null && typeof note === 'object' && 'received' in note) {
        const { id, signal } = note['received'] as { id?: string; signal?: string };
        if (signal === undefined) heard['received']?.push(id ?? null);
        else heard['signals']?.push(`${stream} ${signal}`);
      } else throw new Error(`unexpected: ${JSON.stringify(note)}`);
    }
  }
  for (const list of Object.values(heard)) expect(new Set(list).size).toBe(list.length);
  expect(new Set(heard['notes'])).toEqual(new Set([...load.acknowledged].filter((id) => kindOf(id) === 'note')));
  expect(heard['fired']).toHaveLength(accepted('timer'));
  expect(heard['done']).toHaveLength(accepted('job'));
  // a message was taken exactly when both it and its wait were accepted
  const waits = new Set([...load.acknowledged].filter((id) => kindOf(id) === 'wait').map((id) => Number(id.slice(1))));
  const both = [...load.acknowledged].filter(
    (id) => kindOf(id) === 'publish' && waits.has(Number(id.slice(1)) - STREAMS),
  );
  expect(new Set(heard['received'])).toEqual(new Set(both));

  // a signal was heard by all that listened but its thrower, once each
  expect(heard['signals']).toHaveLength(accepted('broadcast') * (STREAMS - 1));

  const sums = await Promise.all(
    load.counters.map(async (counter) => (await replayed(store, counter, countDecider)).sum),
  );
  expect(sums).toEqual([accepted('job') + accepted('send'), accepted('job')]);
  await database.close();
}

const KINDS = ['note', 'timer', 'job', 'send', 'wait', 'publish', 'broadcast'] as const;
function kindOf(id: string): string {
  return id.startsWith('r') ? (KINDS[Math.floor(Number(id.slice(1)) / STREAMS) % KINDS.length] ?? '') : 'begin';
}

/** Checks a stream's records one by one, decides every command again and answers the state. */
async function replayed<S>(
  store: SqlStore,
  stream: string,
  decider: {
    initial(): S;
    decide(state: S, command: never, facts: unknown): object;
    evolve(state: S, event: never, facts: unknown): S;
  },
): Promise<S> {
  let prev: Hash | null = null;
  let state = decider.initial();
  for (const { seq, leaf, leafHash, body, salt } of await store.records(stream, 0, 1_000_000)) {
    if (body === null || salt === null) throw new Error('a body is missing');
    expect(checkRecord({ leafBytes: leaf, bodyBytes: body, salt, stream, seq, prev })).toMatchObject({ ok: true });
    const { command, events } = JSON.parse(Buffer.from(body).toString('utf8')) as { command: never; events: never[] };
    expect(decider.decide(state, command, {})).toMatchObject({ events });
    for (const event of events) state = decider.evolve(state, event, {});
    prev = leafHash;
  }
  return state;
}
