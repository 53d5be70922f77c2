import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Lanes } from '#desk';
import { Database } from '#store';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

/** A task that waits for a role nobody holds. */
describe.each(PLACES)('a lane that leads to nobody on %s', (_name, newPlace) => {
  let served: Served;
  let administrator: Client;

  beforeAll(async () => {
    served = await serve(await newPlace());
    administrator = await served.signedIn('guanli');
  });
  afterAll(() => served?.close());

  const lanes = async () => (await administrator.port.alarms()).filter(({ kind }) => kind === 'lane');
  const letters = async () => {
    await served.heyi.app.get(Lanes).idle();
    return (await administrator.port.inbox()).filter(({ said }) => said.code === 'notice.lane-empty');
  };
  async function ask(path: string, body: object): Promise<void> {
    const headers = await administrator.intent(newKey());
    const { status, text } = await administrator.raw('POST', `/api/organisation/${path}`, { headers, body });
    if (status !== 201) throw new Error(text);
  }

  it('is an alarm and one letter, and nothing is lost', async () => {
    // given a task for the community's only worker
    const resident = await served.signedIn('jumin1');
    const [collection] = (await resident.port.home()).duties;
    await resident.port.giveOpinion(collection?.id ?? '', { stance: 'support', text: '赞成。' }, newKey());
    settled(await administrator.port.moveClock({ move: 'next' }, newKey()));
    expect(await lanes()).toEqual([]);
    expect(await letters()).toEqual([]);
    const people = served.heyi.app.get(People);
    const [worker] = await people.holders('worker', 'qinghe/qhl');
    // when the worker goes
    await ask('dismissals', { appointment: worker?.id ?? '', document: DOCUMENT });
    // then
    expect(await lanes()).toMatchObject([{ kind: 'lane', said: { code: 'alarm.lane', values: { role: 'worker' } } }]);
    expect((await letters()).length).toBe(1);
    // when another change is looked at, nobody is told twice
    await ask('bodies', { bodies: [{ kind: 'grid', name: '新网格', scope: 'qinghe/qhl' }] });
    expect((await letters()).length).toBe(1);
    // and however much stands still elsewhere, what is of a place is in its list
    const [alarm] = await lanes();
    const here = await administratorHere(served);
    const db = served.heyi.app.get(Database);
    await db.transaction(async (session) => {
      for (let n = 0; n < 505; n++) {
        const id = `00C${String(n).padStart(23, '0')}`;
        await session.run(
          `INSERT INTO stream (id, kind, definition, scope, title, status, seq, leaf_hash, at, started_at)
           SELECT ?, 'toy', definition, 'qinghe/hx', title, 'open', 1, leaf_hash, at, started_at FROM stream WHERE id = ?`,
          [id, alarm?.matter ?? ''],
        );
        await session.run(
          "INSERT INTO incident (stream, incident_key, element, code, details, at) VALUES (?, 1, 'x', 'job-failed', '{}', ?)",
          [id, Date.parse('2030-01-01')],
        );
        await session.run(
          `INSERT INTO task (stream, task_key, element, scope, assignee, roles, due, task, opened_at)
           SELECT ?, task_key, element, 'qinghe/hx', assignee, roles, due, task, 0 FROM task WHERE stream = ? LIMIT 1`,
          [id, alarm?.matter ?? ''],
        );
      }
      await session.run(
        "INSERT INTO incident (stream, incident_key, element, code, details, at) VALUES (?, 9001, 'x', 'job-failed', '{}', 1)",
        [alarm?.matter ?? ''],
      );
    });
    expect((await here.port.alarms()).map(({ kind, matter }) => [kind, matter]).sort()).toEqual([
      ['incident', alarm?.matter],
      ['lane', alarm?.matter],
    ]);
    await db.transaction(async (session) => {
      for (const table of ['incident', 'task', 'stream'])
        await session.run(`DELETE FROM ${table} WHERE ${table === 'stream' ? 'id' : 'stream'} LIKE '00C%'`, []);
      await session.run('DELETE FROM incident WHERE incident_key = 9001', []);
    });
    // and a new worker finds the task
    const post = { name: '丁新', place: '青禾里社区居委会', role: 'worker', scope: 'qinghe/qhl', document: DOCUMENT };
    await ask('appointments', post);
    expect(await lanes()).toEqual([]);
    expect(served.errors).toEqual([]);
  });
});

/** An administrator of the community alone. */
async function administratorHere(served: Served): Promise<Client> {
  await staff(served, 'sheguan', '卫平', 'administrator', 'qinghe/qhl');
  return served.signedIn('sheguan');
}
