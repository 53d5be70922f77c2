import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Lanes } from '#desk';
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
    // and a new worker finds the task
    const post = { name: '丁新', place: '青禾里社区居委会', role: 'worker', scope: 'qinghe/qhl', document: DOCUMENT };
    await ask('appointments', post);
    expect(await lanes()).toEqual([]);
    expect(served.errors).toEqual([]);
  });
});
