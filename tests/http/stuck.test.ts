import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Letters } from '#capabilities/notify';
import { People } from '#community';
import { Database, type Session } from '#store';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

/** What stands still: listed with its reason for the administrators of its place, and mended by trying again. */
describe.each(PLACES)('what stands still on %s', (_name, newPlace) => {
  let served: Served;
  let administrator: Client;
  let elsewhere: Client;
  let matter: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'linguan', '周岩', 'administrator', 'qinghe/sjl');
    administrator = await served.signedIn('guanli');
    elsewhere = await served.signedIn('linguan');
    matter = (await administrator.port.matters())[0]?.matter ?? '';
  });
  afterAll(() => {
    vi.restoreAllMocks();
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const lines = (who: Client) => who.port.stuck();
  const run = (sql: string, parameters: readonly (string | number | null)[]) =>
    served.heyi.app.get(Database).transaction((session) => session.run(sql, parameters));

  it('keeps an effect that was not sent, says why, and sends it when asked to', async () => {
    // given: messages cannot be sent, and one throws words that may name somebody
    expect(await lines(administrator)).toEqual([]);
    const perform = vi.spyOn(served.heyi.app.get(Letters), 'perform');
    perform.mockRejectedValue(new Error('周明远的手机号不对'));
    const worker = await served.signedIn('wangmin');
    settled(await worker.port.moveClock({ move: 'next' }, newKey()));
    await vi.waitFor(async () => expect(await lines(administrator)).not.toEqual([]));
    // when
    const stuck = await lines(administrator);
    // then
    const [line] = stuck;
    expect(line).toMatchObject({
      kind: 'effect',
      matter,
      mendable: true,
      why: { code: 'effect-exception', values: {} },
    });
    expect(line?.number).toMatch(/^QHL-/);
    expect(line?.next).toBeGreaterThan(line?.at ?? 0);
    expect(JSON.stringify(stuck)).not.toContain('周明远');
    const kept = await served.heyi.app.get(Database).reading((session) => session.all('SELECT reason FROM outbox', []));
    expect(new Set(kept.map(({ reason }) => reason))).toEqual(new Set(['effect-exception']));
    // and another community neither sees nor touches it
    expect(await lines(elsewhere)).toEqual([]);
    const refused = await problemOf(elsewhere.port.tryAgain(line?.stuck ?? '', newKey()));
    expect(`${refused.status} ${refused.code}`).toBe('404 stuck-unknown');
    // when it fails again, it stays
    const again = await administrator.port.tryAgain(line?.stuck ?? '', newKey());
    expect(again.value.find((each) => each.stuck === line?.stuck)?.tries).toBeGreaterThan(line?.tries ?? 0);
    // and is gone once it can be sent
    perform.mockRestore();
    for (const { stuck: id } of stuck) await administrator.port.tryAgain(id, newKey());
    expect(await lines(administrator)).toEqual([]);
  });

  it('lists those of a place, however many older ones there are elsewhere', async () => {
    // given more effects, jobs and commands of another community than one list holds, all older
    const kinds = ['effect', 'job', 'command'];
    const add = async (scope: string, from: string, n: number) => {
      for (let each = 0; each < n; each++) {
        const id = `${from}${String(each).padStart(26 - from.length, '0')}`;
        await session.run(
          `INSERT INTO stream (id, kind, definition, scope, title, status, seq, leaf_hash, at, started_at)
           SELECT ?, 'toy', definition, ?, title, 'open', 1, leaf_hash, at, started_at FROM stream WHERE id = ?`,
          [id, scope, matter],
        );
        await session.run(
          `INSERT INTO outbox (id, stream, seq, scope, effect, fence, lease_until, reason, failed_at) VALUES (?, ?, 0, ?, ?, 1, ?, 'effect-exception', 1)`,
          [id, id, scope, JSON.stringify({ do: 'notify' }), Date.now() + 3_600_000],
        );
        await session.run(
          `INSERT INTO job (stream, job_key, type, element, retries, not_before, input, headers, fence, lease_until)
           VALUES (?, 1, 'nobody.does-this', 'x', 3, 0, '{}', '{}', 1, 0)`,
          [id],
        );
        await session.run(
          `INSERT INTO inbox (id, stream, kind, command, scope, definition, message, refused)
           SELECT ?, id, kind, ?, scope, definition, NULL, 'no-such-job' FROM stream WHERE id = ?`,
          [id, JSON.stringify({ type: 'completeJob' }), id],
        );
      }
    };
    let session: Session;
    await served.heyi.app.get(Database).transaction(async (open) => {
      session = open;
      await add('qinghe/qhl', '00A', 505);
      await add('qinghe/sjl', '00B', 1);
    });
    // then
    const found = await lines(elsewhere);
    expect(found.map(({ kind, stuck }) => [kind, stuck.includes('.00B')])).toEqual(kinds.map((kind) => [kind, true]));
    expect((await lines(administrator)).length).toBe(1500);
    for (const table of ['outbox', 'job', 'inbox']) await run(`DELETE FROM ${table} WHERE stream LIKE '00%'`, []);
    await run("DELETE FROM stream WHERE id LIKE '00%'", []);
  });

  it('lists jobs that wait after a failure and those nobody does, and tries the first again', async () => {
    // given
    const insert =
      'INSERT INTO job (stream, job_key, type, element, retries, not_before, input, headers, fence, lease_until)';
    const job = (key: number, type: string, notBefore: number) =>
      run(`${insert} VALUES (?, ?, ?, 'x', 3, ?, '{}', '{}', 1, 0)`, [matter, key, type, notBefore]);
    await job(9001, 'nobody.does-this', 0);
    await job(9002, 'opinions.open', Date.now() + 3_600_000);
    // when
    const found = (await lines(administrator)).filter(({ kind }) => kind === 'job');
    // then
    expect(found.map(({ why: { code }, mendable }) => [code, mendable])).toEqual([
      ['stuck.nobody', false],
      ['stuck.failed', true],
    ]);
    const [nobody, failed] = found.map(({ stuck }) => stuck);
    expect((await problemOf(administrator.port.tryAgain(nobody ?? '', newKey()))).code).toBe('stuck-unknown');
    const { value } = await administrator.port.tryAgain(failed ?? '', newKey());
    const after = value.find(({ stuck }) => stuck === failed);
    expect(after?.next ?? 0).toBeLessThan(Date.now() + 3_000_000);
    await run('DELETE FROM job WHERE job_key > 9000', []);
  });

  it('lists a command that was refused, and gives it once more', async () => {
    // given a command that its stream refuses whenever it comes
    const id = `${matter.slice(0, -2)}ZZ`;
    const command = JSON.stringify({ type: 'completeJob', key: 4711, variables: {} });
    const insert = 'INSERT INTO inbox (id, stream, kind, command, scope, definition, message, refused)';
    const sql = `${insert} SELECT ?, id, kind, ?, scope, definition, NULL, 'no-such-job' FROM stream WHERE id = ?`;
    await run(sql, [id, command, matter]);
    // when
    const [line] = (await lines(administrator)).filter(({ kind }) => kind === 'command');
    // then
    expect(line).toMatchObject({ stuck: `command.${id}`, matter, said: { values: { type: 'completeJob' } } });
    const { value } = await administrator.port.tryAgain(`command.${id}`, newKey());
    expect(value.map(({ stuck }) => stuck)).toEqual([`command.${id}`]);
    await run('DELETE FROM inbox WHERE id = ?', [id]);
  });
});
