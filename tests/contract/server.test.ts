import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { buildDefinitionSet } from '#bpmn';
import type { InstanceState } from '#engine';
import { opensSeal, sealValue, canonicalBytes, checkRecord } from '#ledger';
import {
  INSTANCE_HOST,
  isRefused,
  type Answer,
  type Ballot,
  type Change,
  type Limits,
  type RuntimeOptions,
  type Store,
} from '#runtime';
import { DatabaseProblem, holdFile, migrate, openDatabase } from '#store';
import { HandClock, mariaPlace, sqlitePlace, toyServer, type Place, type ToyServer } from './server-subject.js';
import { streamId, WORKER } from './subject.js';
import type { CountState, ToyState } from './toy.js';

const SETTLE = 20_000;
const PLACES: readonly (readonly [string, () => Promise<Place>])[] = [
  ['SQLite', () => Promise.resolve(sqlitePlace())],
  ['MariaDB', mariaPlace],
];

describe.each(PLACES)('the server on %s', (_name, newPlace) => {
  const open: { server: ToyServer; place: Place }[] = [];
  const clock = new HandClock();

  async function serve(
    options: Partial<RuntimeOptions> = {},
    wrap?: (store: Store) => Store,
    at?: Place,
  ): Promise<ToyServer & { place: Place }> {
    const place = at ?? (await newPlace());
    const server = await toyServer(place, clock, options, wrap);
    await server.runtime.start();
    open.push({ server, place });
    return { ...server, place };
  }
  afterEach(async () => {
    for (const { server, place } of open.splice(0)) {
      await server.runtime.stop();
      await server.database.close();
      place.remove();
    }
  });

  async function begun({ runtime }: ToyServer): Promise<string> {
    const stream = streamId();
    accepted(await runtime.submit({ stream, kind: 'toy', scope: 'qinghe/d1', command: { type: 'begin' }, by: WORKER }));
    return stream;
  }

  it('writes sealed values in the same transaction, or not at all', async () => {
    // given
    const server = await serve();
    const { runtime } = server;
    const stream = await begun(server);
    const salt = new Uint8Array(32).fill(7);
    const sealed = sealValue(salt, '路灯坏了');
    const row = { commitment: sealed['~'], salt, value: canonicalBytes('路灯坏了'), subject: 'person-1' };
    // when
    const refused = await runtime.submit({ stream, command: { type: 'refuse' }, by: WORKER, sealed: [row] });
    const before = await runtime.sealed([row.commitment]);
    await runtime.submit({ stream, command: { type: 'note', note: { '~': sealed['~'] } }, by: WORKER, sealed: [row] });
    // then
    expect(isRefused(refused)).toBe(true);
    expect(before).toEqual([]);
    const [kept] = await runtime.sealed([row.commitment]);
    expect(kept).toMatchObject({ commitment: row.commitment, subject: 'person-1' });
    expect(
      opensSeal(sealed, Buffer.from(kept?.salt ?? []), JSON.parse(Buffer.from(kept?.value ?? []).toString('utf8'))),
    ).toBe(true);
  });

  it('refuses names with trailing spaces and ids that are none', async () => {
    const server = await serve();
    const { runtime } = server;
    const stream = await begun(server);
    const note = { type: 'note', note: 1 };
    expect(await runtime.submit({ stream: 'x', command: note, by: WORKER })).toEqual({ refused: 'text-invalid' });
    expect(await runtime.submit({ stream, command: note, by: WORKER, idempotencyKey: 'k ' })).toEqual({
      refused: 'text-invalid',
    });
    expect(await runtime.publishMessage({ name: 'A1 ', correlationKey: '', variables: {}, timeToLive: 1 })).toEqual({
      refused: 'text-invalid',
    });
  });

  it('lets nobody change or remove a record, but an index be given and a body be erased', async () => {
    // given
    const server = await serve();
    const stream = await begun(server);
    const change = (sql: string) => server.database.write((manager) => manager.query(sql, [stream]));
    // then
    await expect(change('UPDATE record SET at = at + 1 WHERE stream = ?')).rejects.toThrow('append-only');
    await expect(change("UPDATE record SET type = 'x' WHERE stream = ?")).rejects.toThrow('append-only');
    await expect(change('UPDATE record SET body = leaf WHERE stream = ?')).rejects.toThrow('append-only');
    await expect(change('DELETE FROM record WHERE stream = ?')).rejects.toThrow('append-only');
    await expect(change('REPLACE INTO record SELECT * FROM record WHERE stream = ?')).rejects.toThrow('append-only');
    await change('UPDATE record SET idx = 5 WHERE stream = ?');
    await expect(change('UPDATE record SET idx = 6 WHERE stream = ?')).rejects.toThrow('append-only');
    await change('UPDATE record SET body = NULL, body_salt = NULL WHERE stream = ?');
    expect(await server.runtime.records(stream)).toMatchObject([{ index: 5, body: null }]);
  });

  it('ignores a snapshot whose hash does not fit', async () => {
    // given
    const server = await serve();
    const stream = await begun(server);
    for (let n = 0; n < 70; n++)
      await server.runtime.submit({ stream, command: { type: 'note', note: n }, by: WORKER });
    const right = (await server.runtime.state<ToyState>(stream))?.state;
    await server.database.write((manager) =>
      manager.query('UPDATE snapshot SET state = ? WHERE stream = ?', [
        Buffer.from('{"notes":[],"begun":true}'),
        stream,
      ]),
    );
    // when
    const warnings: string[] = [];
    const other = await serve({ log: { warn: (message) => warnings.push(message) } }, undefined, server.place);
    // then
    expect((await other.runtime.state(stream))?.state).toEqual(right);
    expect(warnings).toEqual(['snapshot ignored: its hash does not fit']);
  });

  it('keeps the snapshot of a state that leaves the memory', async () => {
    // given
    const server = await serve({ limits: { cachedStates: 1 } });
    const stream = await begun(server);
    await server.runtime.submit({ stream, command: { type: 'note', note: 1 }, by: WORKER });
    // when
    await begun(server);
    await server.runtime.idle();
    // then
    expect(await server.store.snapshot(stream)).toMatchObject({ seq: 2, stateVersion: 1 });
  });

  it('tells a signal after a crash between its record and its hearers', async () => {
    // given a server that records but does not perform
    const place = await newPlace();
    const dead = await toyServer(place, clock);
    const stream = await begun(dead);
    const from = await begun(dead);
    await dead.runtime.submit({ stream, command: { type: 'listen', name: 's' }, by: WORKER });
    await dead.runtime.submit({ stream: from, command: { type: 'broadcast', name: 's' }, by: WORKER });
    await dead.runtime.submit({ stream, command: { type: 'listen', name: 's' }, by: WORKER });
    expect((await dead.runtime.state<ToyState>(stream))?.state.notes).toEqual([]);
    await dead.database.close();
    // when
    const { runtime } = await serve({}, undefined, place);
    await runtime.idle();
    await runtime.sweep();
    await runtime.idle();
    // then who waited when it was thrown has heard it, and nobody else
    expect((await runtime.state<ToyState>(stream))?.state).toMatchObject({
      notes: [{ received: {} }],
      waits: { 2: 's' },
    });
    expect(await runtime.undelivered()).toEqual([]);
  });

  it('tells each hearer once after a crash in the middle of a long line', async () => {
    // given a server that loses the database after the first part
    const place = await newPlace();
    let parts = 0;
    const failing = (store: Store): Store => ({
      ...delegate(store),
      unit: (work) =>
        store.unit((tx) =>
          work(
            new Proxy(tx, {
              get: (of, name) => {
                const member = Reflect.get(of, name) as unknown;
                if (name === 'takeInbox' && parts++ > 0) return () => Promise.reject(new Error('gone'));
                return typeof member === 'function' ? member.bind(of) : member;
              },
            }),
          ),
        ),
    });
    const first = await toyServer(place, clock, { limits: { pollEvery: 3_600_000 } }, failing);
    await first.runtime.start();
    const stream = await begun(first);
    const from = await begun(first);
    for (let n = 0; n < 230; n++)
      await first.runtime.submit({ stream, command: { type: 'listen', name: 's' }, by: WORKER });
    await first.runtime.submit({ stream: from, command: { type: 'broadcast', name: 's' }, by: WORKER, settle: SETTLE });
    await first.runtime.stop();
    expect((await first.runtime.state<ToyState>(stream))?.state.notes).toHaveLength(200);
    await first.database.close();
    // when
    const { runtime } = await serve({}, undefined, place);
    await runtime.idle();
    await runtime.sweep();
    await runtime.idle();
    // then
    expect((await runtime.state<ToyState>(stream))?.state.notes).toHaveLength(230);
  });

  it('forgets a signal for who waits no longer', async () => {
    // given
    const server = await serve();
    const { runtime } = server;
    const stream = await begun(server);
    await runtime.submit({ stream, command: { type: 'listen', name: 's' }, by: WORKER });
    await runtime.submit({ stream, command: { type: 'suspend' }, by: WORKER });
    // when
    await runtime.broadcastSignal({ name: 's', variables: {}, scope: 'qinghe', settle: SETTLE });
    // then
    expect((await runtime.state<ToyState>(stream))?.state.notes).toEqual([]);
    expect(await runtime.undelivered()).toEqual([]);
    expect(await server.store.inboxOf(null, 9)).toEqual([]);
  });

  it('refuses a schema that is newer than the program', async () => {
    const server = await serve();
    await server.database.write((manager) =>
      manager.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Tomorrow9999999999999')"),
    );
    const again = await openDatabase(server.place.settings);
    await expect(migrate(again)).rejects.toMatchObject({ code: 'schema-newer', detail: 'Tomorrow9999999999999' });
    await again.close();
  });

  it('finds streams, tasks and timers for lists', async () => {
    // given
    const server = await serve();
    const { runtime } = server;
    const mine = await begun(server);
    await runtime.submit({
      stream: mine,
      command: { type: 'task', roles: ['worker', 'chair'], scope: 'qinghe/d1' },
      by: WORKER,
    });
    await runtime.submit({
      stream: mine,
      command: { type: 'task', roles: ['resident'], scope: 'qinghe/d10', assignee: 'p9' },
      by: WORKER,
    });
    await runtime.submit({ stream: mine, command: { type: 'timer', due: null, awaitsYear: 2031 }, by: WORKER });
    await runtime.submit({ stream: mine, command: { type: 'timer', due: clock.at + 5 }, by: WORKER });
    // then
    expect((await runtime.tasks({ roles: ['chair'] })).map((task) => task.key)).toEqual([1]);
    expect((await runtime.tasks({ scope: 'qinghe/d1' })).map((task) => task.key)).toEqual([1]);
    expect((await runtime.tasks({ scope: 'qinghe', roles: ['worker', 'resident'] })).map((task) => task.key)).toEqual([
      1, 2,
    ]);
    expect((await runtime.tasks({ assignee: 'p9' })).map((task) => task.key)).toEqual([2]);
    expect(await runtime.timers()).toMatchObject([{ due: clock.at + 5 }, { due: null, awaitsYear: 2031 }]);
    expect(await runtime.awaitingCalendar()).toMatchObject([{ awaitsYear: 2031 }]);
    expect(await runtime.nextEvent()).toBe(clock.at + 5);
    const { definition } = (await runtime.stream(mine))!;
    expect((await runtime.streams({ definition, kind: 'toy', scope: 'qinghe' })).map((stream) => stream.id)).toEqual([
      mine,
    ]);
    expect(await runtime.streams({ scope: 'qinghe/d' })).toEqual([]);
  });

  it('tells listeners of every commit, and sends what goes outside', async () => {
    // given
    const sent: string[] = [];
    const server = await serve({ outbox: { perform: async (item) => void sent.push(`${item.stream} ${item.kind}`) } });
    const heard: Change[] = [];
    server.runtime.subscribe((changes) => heard.push(...changes));
    const stream = await begun(server);
    // when
    await server.runtime.submit({ stream, command: { type: 'tell' }, by: WORKER });
    await server.runtime.idle();
    // then
    expect(heard).toMatchObject([
      { stream, seq: 0, type: 'begin', touched: [] },
      { stream, seq: 1, type: 'tell', touched: ['notify'] },
    ]);
    expect(sent).toEqual([`${stream} notify`]);
    expect(await server.store.outbox(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  it('shows commands between streams that were refused', async () => {
    const server = await serve();
    const stream = await begun(server);
    const to = streamId();
    const command = { type: 'send', stream: to, give: { type: 'add', n: -1 } };
    await server.runtime.submit({ stream, command, by: WORKER, settle: SETTLE });
    const refused = [{ stream: to, type: 'add', code: 'not-positive' }];
    expect(await server.runtime.undelivered()).toEqual(refused);
    // given once more it is refused once more, and what is not there cannot be given
    const id = (await server.runtime.stuck()).commands[0]?.id ?? '';
    expect(await server.runtime.tryAgain('command', id, id)).toBe(true);
    expect(await server.runtime.undelivered()).toEqual(refused);
    expect(await server.runtime.tryAgain('command', to, to)).toBe(false);
  });

  it('gives a message another chance when whom it found is gone', async () => {
    // given two who wait for the same, and a store that lets the first stop waiting after it was chosen
    let afterPair: (() => Promise<void>) | null = null;
    const server = await serve({}, (store) => ({
      ...delegate(store),
      unit: async (work) => {
        let paired = false;
        const result = await store.unit((tx) =>
          work(
            new Proxy(tx, {
              get: (target, name) => {
                if (name === 'pair') paired = true;
                const member = Reflect.get(target, name) as unknown;
                return typeof member === 'function' ? member.bind(target) : member;
              },
            }),
          ),
        );
        const hook = afterPair;
        if (paired && hook !== null) {
          afterPair = null;
          await hook();
        }
        return result;
      },
    }));
    const { runtime } = server;
    const [first, second] = [await begun(server), await begun(server)];
    for (const stream of [first, second]) {
      await runtime.submit({ stream, command: { type: 'wait', name: 'm', correlationKey: 'k' }, by: WORKER });
    }
    // when
    afterPair = async () =>
      void (await runtime.submit({ stream: first, command: { type: 'stopWaiting', key: 1 }, by: WORKER }));
    await runtime.publishMessage({ name: 'm', correlationKey: 'k', variables: { n: 5 }, timeToLive: 60_000 });
    await runtime.idle();
    await runtime.sweep();
    await runtime.idle();
    // then
    expect((await runtime.state<ToyState>(first))?.state.notes).toEqual([{ received: null }]);
    expect((await runtime.state<ToyState>(second))?.state.notes).toEqual([{ received: { n: 5 } }]);
  });

  it('casts many ballots beside the poll, each elector’s revisions in order, and none after the close', async () => {
    // given
    const server = await serve({
      casting: {
        kind: 'toy',
        rollLine: (_poll, _state, elector) => Promise.resolve(elector === 'stranger' ? null : 1),
        decideBallot,
        opening: String,
      },
    });
    const { runtime } = server;
    const poll = await begun(server);
    const cast = (elector: string, choice: string) =>
      runtime.castVote({ poll, elector, choice, channel: 'device', by: WORKER });
    // when
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => cast(`e${n % 20}`, n % 2 === 0 ? 'yes' : 'no')),
    );
    const stranger = await cast('stranger', 'yes');
    await Promise.all([
      runtime.submit({ stream: poll, command: { type: 'suspend' }, by: WORKER }),
      cast('late', 'yes'),
    ]);
    const late = await cast('later', 'yes');
    // then
    expect(answers.every((answer) => 'accepted' in answer)).toBe(true);
    expect(stranger).toEqual({ refused: 'not-on-roll' });
    expect(late).toEqual({ refused: 'closed' });
    const votes = (await runtime.votes(poll)).filter((vote) => vote.elector !== 'late');
    expect(votes).toHaveLength(60);
    for (let n = 0; n < 20; n++)
      expect(votes.filter((vote) => vote.elector === `e${n}`).map((vote) => vote.revision)).toEqual([0, 1, 2]);
    expect(await runtime.records(poll)).toHaveLength(2);
    await expect(server.database.write((manager) => manager.query('DELETE FROM vote'))).rejects.toThrow('append-only');
  });

  it('waits for what an answer caused, also where the sweep took it up first', async () => {
    // given a sweep that always sees a new job before the commit that opened it goes on, and units that take their time
    let sweepFirst = false;
    let seen = (): void => undefined;
    const server: ToyServer = await serve({}, (store) => ({
      ...delegate(store),
      readyJobs: async (...args) => {
        const rows = await store.readyJobs(...args);
        setImmediate(seen);
        return rows;
      },
      jobsOf: async (stream) => {
        const rows = await store.jobsOf(stream);
        if (!sweepFirst) return rows;
        await new Promise<void>((done) => {
          seen = done;
          void server.runtime.sweep();
        });
        return rows;
      },
      unit: async (work) => {
        if (sweepFirst) await wait(50);
        return store.unit(work);
      },
    }));
    const { runtime } = server;
    const stream = await begun(server);
    const counter = streamId();
    sweepFirst = true;
    // when
    const answer = accepted(
      await runtime.submit({
        stream,
        command: { type: 'job', jobType: 'toy.add', input: { counters: [counter] } },
        by: WORKER,
        settle: SETTLE,
      }),
    );
    // then
    expect(answer.settled).toBe(true);
    expect((await runtime.state<CountState>(counter))?.state.sum).toBe(1);
  });

  it('keeps the ballots of one right together, whoever of those who may use it casts', async () => {
    // given a roll with one line for both
    const server = await serve({
      casting: {
        kind: 'toy',
        rollLine: () => Promise.resolve({ elector: 'household', holders: ['li', 'zhang'] }),
        decideBallot,
        opening: String,
      },
    });
    const { runtime } = server;
    const poll = await begun(server);
    // when
    const cast = (elector: string) =>
      runtime.castVote({ poll, elector, choice: 'yes', channel: 'device', by: { ...WORKER, p: elector } });
    await cast('li');
    await cast('zhang');
    // then
    expect((await runtime.votes(poll)).map((vote) => [vote.elector, vote.revision])).toEqual([
      ['household', 0],
      ['household', 1],
    ]);
  });

  it('knows a repeated ballot by its salt, also when the mind was changed in between and after the close', async () => {
    // given
    const server = await serve({
      casting: { kind: 'toy', rollLine: () => Promise.resolve(1), decideBallot, opening: String },
    });
    const { runtime } = server;
    const poll = await begun(server);
    const salts = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];
    const cast = (salt: string, choice: string) =>
      runtime.castVote({ poll, elector: 'e1', choice, channel: 'device', by: WORKER, salt });
    // when
    const [first, twin] = await Promise.all([cast(salts[0], 'yes'), cast(salts[0], 'yes')]);
    const changed = await cast(salts[1], 'no');
    const again = await cast(salts[0], 'yes');
    const other = await cast(salts[1], 'yes');
    await runtime.submit({ stream: poll, command: { type: 'suspend' }, by: WORKER });
    const late = await cast(salts[1], 'no');
    // then
    expect(first).toMatchObject({ accepted: true, revision: 0, at: clock.at });
    expect(twin).toEqual({ ...first, at: null });
    expect(changed).toMatchObject({ accepted: true, revision: 1 });
    expect(again).toEqual({ ...first, at: null });
    expect(other).toEqual({ refused: 'conflict' });
    expect(late).toEqual({ ...changed, at: null });
    expect(await runtime.votes(poll)).toHaveLength(2);
  });

  it('runs a BPMN procedure: a task, a job, a timer, a message and the end', async () => {
    // given
    const server = await serve({ deciders: [INSTANCE_HOST], definitions: readSet });
    const { runtime } = server;
    const definition = await runtime.storeDefinition('small', [{ path: 'small.bpmn', bytes: Buffer.from(SMALL) }]);
    const counter = streamId();
    const request = {
      definition,
      variables: { counters: [counter], id: 'case-1' },
      scope: 'qinghe/d1',
      by: WORKER,
      idempotencyKey: 'start-1',
      settle: SETTLE,
    };
    // when
    const [started, again] = await Promise.all([runtime.startInstance(request), runtime.startInstance(request)]);
    const { stream } = accepted(started);
    const [task] = await runtime.tasks({ stream });
    const done = accepted(
      await runtime.submit({
        stream,
        command: { type: 'completeTask', key: task?.key ?? 0, variables: { ok: true } },
        by: { ...WORKER, role: 'worker' },
        settle: SETTLE,
      }),
    );
    // then
    expect(accepted(again).stream).toBe(stream);
    expect([accepted(started).repeated, accepted(again).repeated].filter((repeated) => repeated)).toHaveLength(1);
    expect(done.settled).toBe(true);
    expect((await runtime.state<CountState>(counter))?.state.sum).toBe(2);
    clock.at += 3_600_000;
    expect(await runtime.clockMoved()).toEqual({ fired: 1, settled: true });
    await runtime.publishMessage({
      name: 'go',
      correlationKey: 'case-1',
      variables: { went: true },
      timeToLive: 0,
      settle: SETTLE,
    });
    const view = await runtime.state<InstanceState>(stream);
    expect(view?.state).toMatchObject({ status: 'completed', result: { sums: [2], went: true, ok: true } });
    expect(view?.stream.status).toBe('completed');
    const records = await runtime.records(stream);
    expect(records.map((record) => record.type)).toEqual([
      'start',
      'completeTask',
      'completeJob',
      'fireTimer',
      'deliverMessage',
    ]);
    let prev: Uint8Array | null = null;
    for (const record of records) {
      const { leaf, seq, body, salt } = record;
      const checked = checkRecord({
        leafBytes: leaf,
        bodyBytes: body ?? undefined!,
        salt: salt ?? undefined!,
        stream,
        seq,
        prev,
        def: Buffer.from(definition, 'base64'),
      });
      expect(checked).toMatchObject({ ok: true });
      prev = record.leafHash;
    }
  });

  it('groups ready units of different streams into few transactions', async () => {
    // given
    let units = 0;
    const limits: Partial<Limits> = { pollEvery: 3_600_000 };
    const server = await serve({ limits }, (store) => ({
      ...delegate(store),
      unit: (work) => store.unit((units++, work)),
    }));
    const streams = await Promise.all(Array.from({ length: 32 }, () => begun(server)));
    await server.runtime.idle();
    units = 0;
    // when
    await Promise.all(
      streams.map((stream) => server.runtime.submit({ stream, command: { type: 'note', note: 1 }, by: WORKER })),
    );
    // then
    expect(units).toBeLessThanOrEqual(8);
    for (const stream of streams) expect((await server.runtime.stream(stream))?.seq).toBe(2);
  });
});

describe('a database that cannot be used', () => {
  it.each([
    ['is down', 'mysql://root@127.0.0.1:1/heyi', 'database-down'],
    ['is not known', 'unknown', 'database-denied'],
    ['does not let us in', 'denied', 'database-denied'],
  ])('that %s is named', async (_what, given, code) => {
    const { url } = (await mariaPlace()).settings as { url: string };
    const wanted = given === 'unknown' ? `${url}x` : given === 'denied' ? url.replace('root@', 'nobody:wrong@') : given;
    await expect(openDatabase({ url: wanted })).rejects.toMatchObject({ name: 'DatabaseProblem', code });
  });

  it('whose folder does not exist and cannot be made is named', async () => {
    await expect(openDatabase({ file: '/dev/null/heyi.db' })).rejects.toMatchObject({ code: 'folder-unwritable' });
  });
});

describe('several servers', () => {
  it('refuses a second server on one SQLite file, and lets the next one in when the first is gone', () => {
    // given
    const place = sqlitePlace();
    const file = (place.settings as { file: string }).file;
    const hold = holdFile(file);
    // then
    expect(() => holdFile(file)).toThrow(DatabaseProblem);
    hold.release();
    holdFile(file).release();
    place.remove();
  });

  it('on one MariaDB share streams, jobs, timers and messages, each done once', async () => {
    // given
    const place = await mariaPlace();
    const clock = new HandClock();
    const servers = await Promise.all([toyServer(place, clock), toyServer(place, clock)]);
    for (const { runtime } of servers) await runtime.start();
    const [one, two] = servers.map((server) => server.runtime) as [ToyServer['runtime'], ToyServer['runtime']];
    const streams = Array.from({ length: 10 }, streamId);
    const counter = streamId();
    // when: both talk to the same streams at once
    await Promise.all(
      streams.flatMap((stream, i) => {
        const runtime = i % 2 === 0 ? one : two;
        return runtime.submit({ stream, kind: 'toy', scope: 'qinghe', command: { type: 'begin' }, by: WORKER });
      }),
    );
    await Promise.all(
      streams.flatMap((stream) =>
        [one, two].flatMap((runtime) => [
          runtime.submit({ stream, command: { type: 'note', note: 'n' }, by: WORKER, idempotencyKey: 'same' }),
          runtime.submit({ stream, command: { type: 'timer', due: clock.at + 50 }, by: WORKER }),
          runtime.submit({ stream, command: { type: 'wait', name: 'm', correlationKey: stream }, by: WORKER }),
          runtime.submit({
            stream,
            command: { type: 'job', jobType: 'toy.add', input: { counters: [counter] } },
            by: WORKER,
          }),
        ]),
      ),
    );
    await Promise.all(
      streams.flatMap((stream) =>
        [one, two].map((runtime, i) =>
          runtime.publishMessage({ name: 'm', correlationKey: stream, variables: { i }, timeToLive: 60_000 }),
        ),
      ),
    );
    clock.at += 50;
    await Promise.all([one.clockMoved(), two.clockMoved()]);
    for (let i = 0; i < 3; i++) for (const runtime of [one, two]) await runtime.idle().then(() => runtime.sweep());
    for (const runtime of [one, two]) await runtime.idle();
    // then
    expect((await one.state<CountState>(counter))?.state).toEqual({ sum: 20, steps: 20 });
    for (const stream of streams) {
      const [a, b] = [await one.state<ToyState>(stream), await two.state<ToyState>(stream)];
      expect(b).toEqual(a);
      const notes = (a?.state.notes ?? []) as readonly (string | Record<string, unknown>)[];
      expect(notes.filter((note) => note === 'n')).toHaveLength(1);
      expect(notes.filter((note) => typeof note === 'object' && 'fired' in note)).toHaveLength(2);
      expect(notes.filter((note) => typeof note === 'object' && 'received' in note)).toHaveLength(2);
      expect(notes.filter((note) => typeof note === 'object' && 'done' in note)).toHaveLength(2);
    }
    for (const { runtime, database } of servers) {
      await runtime.stop();
      await database.close();
    }
  });

  it('match a message and a subscription whose commits could not see each other', async () => {
    // given two commits that are both ready before either is made: under READ COMMITTED neither sees the other
    const place = await mariaPlace();
    const clock = new HandClock();
    const ready = barrier(2);
    let hold = false;
    let unseen = 0;
    const wrap = (store: Store): Store => ({
      ...delegate(store),
      unit: (work) =>
        store.unit(async (tx) => {
          const result = await work(tx);
          if (hold) {
            await ready();
            const [messages, waiting] = [
              await tx.waitingMessages('m', 'k', 0, 9),
              await tx.waitingSubscriptions('m', 'k', 9),
            ];
            if (messages.length + waiting.length === 1) unseen++;
            hold = false;
            await ready();
          }
          return result;
        }),
    });
    const { runtime, database } = await toyServer(place, clock, { limits: { pollEvery: 3_600_000 } }, wrap);
    await runtime.start();
    const stream = streamId();
    await runtime.submit({ stream, kind: 'toy', scope: 'qinghe', command: { type: 'begin' }, by: WORKER });
    await runtime.idle();
    // when
    hold = true;
    await Promise.all([
      runtime.submit({ stream, command: { type: 'wait', name: 'm', correlationKey: 'k' }, by: WORKER }),
      runtime.publishMessage({ name: 'm', correlationKey: 'k', variables: { n: 1 }, timeToLive: 60_000 }),
    ]);
    await runtime.idle();
    // then
    expect(unseen).toBe(2);
    expect((await runtime.state<ToyState>(stream))?.state.notes).toEqual([{ received: { n: 1 } }]);
    await runtime.stop();
    await database.close();
  });
});

/** Resolves for all once so many have come; then it can be used again. */
function barrier(count: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < count) return;
      const all = waiting;
      waiting = [];
      for (const go of all) go();
    });
}

/** A store that hands everything on; methods live on the class, so they are bound one by one. */
function delegate(store: Store): Store {
  return new Proxy({} as Store, {
    ownKeys: () => NAMES,
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_target, name) => {
      const member = Reflect.get(store, name) as unknown;
      return typeof member === 'function' ? member.bind(store) : member;
    },
  });
}
const NAMES = [
  'unit',
  'concurrentUnits',
  'databaseTime',
  'stream',
  'streams',
  'snapshot',
  'recordsFrom',
  'records',
  'definition',
  'facts',
  'setting',
  'tasks',
  'timersOf',
  'dueTimers',
  'nextDue',
  'awaitingCalendar',
  'undatedTaskStreams',
  'incidents',
  'readyJobs',
  'jobsOf',
  'inboxOf',
  'signals',
  'refusedInbox',
  'unmatched',
  'sealed',
  'votes',
  'outbox',
  'failedEffects',
  'stuckJobs',
] satisfies (keyof Store)[];

function decideBallot(state: unknown, rollLine: unknown, earlier: { revision: number } | null, ballot: Ballot) {
  if ((state as ToyState).suspended) return { refused: 'closed' };
  if (rollLine === null) return { refused: 'not-on-roll' };
  const revision = earlier === null ? 0 : earlier.revision + 1;
  return { revision, leaf: { c: ballot.salt, rev: revision, v: 1 }, choice: String(ballot.choice) };
}

async function readSet(files: readonly { path: string; bytes: Uint8Array }[], main: string, hash: string) {
  const texts = files.map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString('utf8') }));
  const built = await buildDefinitionSet(texts, hash, main);
  if (!built.ok) throw new Error(JSON.stringify(built.findings));
  return built.set;
}

function accepted(answer: Answer) {
  if (isRefused(answer)) throw new Error(`refused: ${answer.refused} ${JSON.stringify(answer.values ?? {})}`);
  return answer;
}

const SMALL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="http://heyi.example/test">
  <bpmn:message id="m" name="go"><bpmn:extensionElements><zeebe:subscription correlationKey="=id" /></bpmn:extensionElements></bpmn:message>
  <bpmn:process id="small" name="Small" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="task" name="Check">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="worker" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:serviceTask id="job" name="Add">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="toy.add" />
        <zeebe:ioMapping><zeebe:input source="=counters" target="counters" /><zeebe:input source="=2" target="n" /></zeebe:ioMapping>
      </bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:intermediateCatchEvent id="timer"><bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing>
      <bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:intermediateCatchEvent id="message"><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing>
      <bpmn:messageEventDefinition id="me" messageRef="m" />
    </bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="end"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="task" />
    <bpmn:sequenceFlow id="f2" sourceRef="task" targetRef="job" />
    <bpmn:sequenceFlow id="f3" sourceRef="job" targetRef="timer" />
    <bpmn:sequenceFlow id="f4" sourceRef="timer" targetRef="message" />
    <bpmn:sequenceFlow id="f5" sourceRef="message" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`;
