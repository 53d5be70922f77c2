import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import { PaperRow, Papers } from '#capabilities/notify';
import { Account, Accounts, Enrolment } from '#identity';
import { People, Person, Registers } from '#community';
import { SYSTEM } from '#engine';
import { Database } from '#store';
import { newHousehold } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';
import { startRoll, streamOf, workflowsWithRoll } from './two-lines.js';

const HERE = 'qinghe/qhl';
const DAY = 86_400_000;

/** What a matter tells households and people who have no account, brought on paper by the desk of their community. */
describe.each(PLACES)('letters on paper on %s', (_name, newPlace) => {
  const workflows = workflowsWithRoll();
  let served: Served;
  let worker: Client;
  let elsewhere: Client;
  let matter: string;
  let roll: string;
  let home: string;

  beforeAll(async () => {
    served = await serve(await newPlace(), { workflows: workflows.folder });
    home = (await newHousehold(served, 1)).id;
    worker = await served.signedIn('wangmin');
    matter = await startRoll(worker);
    roll = await streamOf(served, matter, 'roll');
    const people = served.heyi.app.get(People);
    await people.found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    const post = { place: '松江里社区', role: 'worker', scope: 'qinghe/sjl', document: DOCUMENT } as const;
    await served.heyi.app.get(Accounts).create('lingong', DEMO_PASSWORD, await people.add({ name: '孙涛', ...post }));
    elsewhere = await served.signedIn('lingong');
  });
  afterAll(async () => {
    expect(served.errors).toEqual([]);
    await served.close();
    workflows.remove();
  });

  const change = (fields: object) =>
    worker.port.act('roll', roll, 'change', { fields: { elector: home, reason: '核对', ...fields } }, newKey());
  const now = async () => (await worker.port.clock()).now;
  const today = async () => new Date((await now()) + 8 * 3_600_000).toISOString().slice(0, 10);
  const written = async (n: number) => {
    await expect.poll(async () => (await worker.port.letters(HERE, 'open')).length).toBe(n);
    return worker.port.letters(HERE, 'open');
  };

  it('are written where nobody of those told has an account, with whom, where and until when', async () => {
    // when the household is taken off, the adults who stood for it are told
    await change({ do: 'remove' });
    // then
    const letters = await written(3);
    expect(letters.map(({ to }) => to?.name).sort()).toEqual(['上官乙1', '诸葛丙1', '诸葛甲1']);
    const [first] = letters;
    expect(first).toMatchObject({
      to: { place: '1号楼1单元91室' },
      from: ['青禾街道', '青禾里社区'],
      matter,
      said: { code: 'notice.roll-changed' },
    });
    expect((first?.due ?? 0) - (first?.at ?? 0)).toBe(3 * DAY);
    // and of a household that nobody stands for, the household itself
    await change({ do: 'add' });
    const more = await written(4);
    expect(more.filter(({ to }) => to?.name === '诸葛甲1')).toHaveLength(2);
  });

  it('are not written to who has an account', async () => {
    const resident = await served.signedIn('jumin1');
    const person = (await resident.port.session()).me?.person ?? '';
    await change({ do: 'correct', holders: [{ p: person }] });
    await expect.poll(async () => (await resident.port.inbox()).length).toBeGreaterThan(0);
    expect(await worker.port.letters(HERE, 'open')).toHaveLength(4);
  });

  it('are written once, however often what told of them is performed', async () => {
    const papers = served.heyi.app.get(Papers);
    const told = { source: 'S'.repeat(26), matter, code: 'roll-changed', values: {}, at: await now() };
    await papers.readers([home], told);
    await papers.readers([home], told);
    expect(await worker.port.letters(HERE, 'open')).toHaveLength(5);
  });

  it('are marked as brought once, with day, way and by whom, and the trace shows it', async () => {
    // given
    const [one] = await worker.port.letters(HERE, 'open');
    const letter = one?.letter ?? '';
    const day = await today();
    const deliver = (body: { day: string; way: 'hand' | 'failed' }) =>
      worker.port.deliverLetter(letter, body, newKey());
    expect(await problemOf(deliver({ day: '2020-01-01', way: 'hand' }))).toMatchObject({ code: 'delivery-day' });
    // when
    const done = await deliver({ day, way: 'hand' });
    // then
    expect(done.value.delivery).toEqual({ day, way: 'hand', by: '王敏' });
    expect(await problemOf(deliver({ day, way: 'failed' }))).toMatchObject({ code: 'letter-delivered', status: 409 });
    expect(await worker.port.letters(HERE, 'open')).toHaveLength(4);
    expect(await worker.port.letters(HERE, 'done')).toMatchObject([{ letter, delivery: { day } }]);
    const trace = await worker.port.trace(matter);
    const said = trace.timeline.map(({ said: { code } }) => code);
    expect(said.filter((code) => code === 'event.LetterWritten')).toHaveLength(5);
    expect(said).toContain('event.LetterDelivered');
    // and nobody's name or pseudonym stands in it, and all of it is verified
    expect(JSON.stringify(trace.timeline)).not.toMatch(/诸葛|上官|addressee/);
    const evidence = (await worker.port.evidence(matter)) as unknown as EvidenceBundle;
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    expect(evidence.streams.map(({ kind }) => kind)).toContain('letters');
  });

  it('are closed by what the record says, where a crash left the row open', async () => {
    // given
    const [{ letter = '', delivery: before = null } = {}] = await worker.port.letters(HERE, 'done');
    const open = { day: null, way: null, deliverer: null };
    await served.heyi.app.get(Database).write((manager) => manager.update(PaperRow, { id: letter }, open));
    expect(await worker.port.letters(HERE, 'done')).toEqual([]);
    // when
    const again = await worker.port.deliverLetter(letter, { day: await today(), way: 'failed' }, newKey());
    // then
    expect(again.value.delivery).toEqual(before);
    expect(await worker.port.letters(HERE, 'done')).toMatchObject([{ letter, delivery: before }]);
  });

  it('are nobody’s of another community', async () => {
    // given
    const [one] = await worker.port.letters(HERE, 'open');
    const body = { day: await today(), way: 'hand' as const };
    // when then
    expect(await elsewhere.port.letters('qinghe/sjl', 'open')).toEqual([]);
    expect(await problemOf(elsewhere.port.letters(HERE, 'open'))).toMatchObject({ status: 404 });
    expect(await problemOf(elsewhere.port.deliverLetter(one?.letter ?? '', body, newKey()))).toMatchObject({
      code: 'letter-unknown',
      status: 404,
    });
    const resident = await served.signedIn('jumin2');
    expect(await problemOf(resident.port.letters(HERE, 'open'))).toMatchObject({ code: 'role-does-not-fit' });
  });

  it('are written where the only accounts of a household are a child’s or not seen at the desk yet', async () => {
    // given
    const { id: household } = await newHousehold(served, 2);
    const [adult, other, child] = [1, 2, 3].map((m) => `MEMBER${m}${'2'.padStart(19, '0')}`) as [
      string,
      string,
      string,
    ];
    const [database, papers] = [served.heyi.app.get(Database), served.heyi.app.get(Papers)];
    await database.write((manager) => manager.update(Person, { id: child }, { born: '2020-05-06' }));
    const seen = async (person: string, status: Enrolment['status'] | null) => {
      const account = person.slice(0, 7) + 'A'.repeat(19);
      await database.write(async (manager) => {
        await manager.insert(Account, { id: account, login: account, person, password: '-', createdAt: 1 });
        if (status !== null)
          await manager.insert(Enrolment, {
            ...{ account, person, household, phone: '13900000000', status, at: 1 },
            ...{ printedBy: null, decidedBy: null, decidedAt: null },
          });
      });
      return account;
    };
    await seen(child, null);
    await seen(other, 'refused');
    const waiting = await seen(adult, 'waiting');
    const told = (source: string) => ({ source: source.repeat(26), matter, code: 'roll-changed', values: {}, at: 1 });
    const of = async () => (await worker.port.letters(HERE, 'open')).filter(({ to }) => to?.name === '诸葛甲2').length;
    // when
    expect(await papers.readers([household], told('W'))).not.toContain(child);
    // then
    expect(await of()).toBe(1);
    // and none once the account is seen
    await database.write((manager) => manager.update(Enrolment, { account: waiting }, { status: 'accepted' }));
    expect(await papers.readers([household], told('X'))).toEqual([adult]);
    expect(await of()).toBe(1);
  });

  it('stay in the list when who they are for leaves the register, and are then closed as not delivered', async () => {
    // given
    await newHousehold(served, 3);
    const person = `MEMBER3${'3'.padStart(19, '0')}`;
    const told = { source: 'Y'.repeat(26), matter, code: 'roll-changed', values: {}, at: await now() };
    await served.heyi.app.get(Papers).readers([person], told);
    await expect
      .poll(async () => (await worker.port.letters(HERE, 'open')).some(({ to }) => to?.name === '诸葛丙3'))
      .toBe(true);
    const before = (await worker.port.letters(HERE, 'open')).find(({ to }) => to?.name === '诸葛丙3');
    // when
    const rows = { remove: { persons: [person] } };
    await served.heyi.app.get(Registers).change({ community: HERE, kind: 'import', by: SYSTEM, rows });
    // then
    const moved = (await worker.port.letters(HERE, 'open')).filter(({ to }) => to === null);
    expect(moved).toMatchObject([{ letter: before?.letter, from: ['青禾街道', '青禾里社区'] }]);
    await worker.port.deliverLetter(before?.letter ?? '', { day: await today(), way: 'failed' }, newKey());
    expect((await worker.port.letters(HERE, 'open')).filter(({ to }) => to === null)).toEqual([]);
  });
});
