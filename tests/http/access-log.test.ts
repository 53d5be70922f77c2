import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessLog } from '#identity';
import type { AccessAsked, AccessLine } from '#web/port';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const QHL = 'qinghe/qhl';
const ROSTER = ['小区,楼栋,单元,房号,户号,姓名,出生日期', '青禾苑,1,1,601,N9,公孙禾,1970-05-06'].join('\n');

/** What is done in a resident's name, and to the register, stands in the log: who, for whom, what, where and when. */
describe.each(PLACES)('the access log on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let grid: Client;
  let auditor: Client;

  beforeAll(async () => {
    served = await serve(await newPlace());
    await staff(served, 'shenji', '钱慎之', 'auditor');
    await staff(served, 'wangge', '方小格', 'grid', QHL);
    worker = await served.signedIn('wangmin');
    grid = await served.signedIn('wangge');
    auditor = await served.signedIn('shenji');
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const lines = async (what: string) => (await auditor.port.accessLog()).filter((line) => line.what === what);
  const personOf = async (account: string) => (await (await served.signedIn(account)).port.session()).me?.person ?? '';

  /** The new lines of a kind that work leaves behind, each written while it went on. */
  async function written(what: string, work: () => Promise<unknown>): Promise<readonly AccessLine[]> {
    const before = new Set((await lines(what)).map(({ id }) => id));
    const began = Date.now();
    await work();
    const ended = Date.now();
    const added = (await lines(what)).filter(({ id }) => !before.has(id));
    for (const { at } of added) {
      expect(at).toBeGreaterThanOrEqual(began);
      expect(at).toBeLessThanOrEqual(ended);
    }
    return added;
  }

  it('names who acted for whom in which matter, once for one act', async () => {
    // given
    const [duty] = (await (await served.signedIn('jumin1')).port.home()).duties;
    const [opinions, matter] = [duty?.id ?? '', duty?.matter ?? ''];
    const key = newKey();
    const give = (person: string, each = key) =>
      grid.port.act(
        ...(['opinions', opinions, 'give'] as const),
        { fields: { stance: 'support', text: '家里老人赞成。' }, for: { person, way: 'in-person' } },
        each,
      );
    const helped = await personOf('jumin4');
    // when
    const added = await written('acted-for', async () => {
      settled(await give(helped));
      settled(await give(helped));
    });
    // then
    const line = { reader: '方小格', subject: '周明远', matter, what: 'acted-for', details: { scope: QHL } };
    expect(added).toEqual([{ id: expect.any(String), at: expect.any(Number), ...line }]);
    const own = await (await served.signedIn('jumin4')).port.whoLooked();
    expect(own).toContainEqual(expect.objectContaining(line));
    // and what is refused, or done in one's own name, leaves none
    expect(
      await written('acted-for', async () => {
        expect((await problemOf(give('0'.repeat(26), newKey()))).code).toBe('person-unknown');
        const jumin2 = await served.signedIn('jumin2');
        settled(await jumin2.port.giveOpinion(opinions, { stance: 'other', text: '另有意见。' }, newKey()));
      }),
    ).toEqual([]);
  });

  it('names who brought a roster in, once it is written', async () => {
    // given
    const { value } = await worker.port.importRoster(QHL, 'households', '名册.csv', new Blob([ROSTER]), newKey());
    const decide = (what: 'commit' | 'discard', id = value.id) =>
      worker.port.decideImport(QHL, id, { do: what, merges: [] }, newKey());
    // when
    const added = await written('register-import', async () => {
      await decide('commit');
      expect((await problemOf(decide('commit'))).code).toBe('import-decided');
    });
    // then
    const line = { reader: '王敏', subject: null, matter: null, what: 'register-import', details: { scope: QHL } };
    expect(added).toEqual([{ id: expect.any(String), at: expect.any(Number), ...line }]);
    // and looking at one or discarding it leaves none
    expect(
      await written('register-import', async () => {
        const next = await worker.port.importRoster(QHL, 'households', '名册.csv', new Blob([ROSTER]), newKey());
        await decide('discard', next.value.id);
      }),
    ).toEqual([]);
  });

  it('is narrowed by kind, name and day, and read on page by page', async () => {
    // given more lines of a place than a page holds, with those of another between them
    const log = served.heyi.app.get(AccessLog);
    const reader = await personOf('wangmin');
    for (let n = 0; n < 7; n++) {
      await log.note({ reader, what: 'codes-printed', scope: n % 2 === 0 ? QHL : 'elsewhere/x' });
      await log.note({ reader: await personOf('wangge'), what: 'invited', scope: QHL });
    }
    const ids = async (asked: AccessAsked) => (await auditor.port.accessLog(asked)).map(({ id }) => id);
    // when
    const all = await ids({ what: 'codes-printed' });
    const first = await ids({ what: 'codes-printed', most: 3 });
    const next = await ids({ what: 'codes-printed', most: 3, before: first.at(-1) ?? '' });
    // then: four of this place, none of the other, nothing twice and nothing left out
    expect(all.length).toBe(4);
    expect([...first, ...next]).toEqual(all);
    const named = await auditor.port.accessLog({ words: '小格', what: 'invited' });
    expect([named.length, new Set(named.map((line) => line.reader))]).toEqual([7, new Set(['方小格'])]);
    expect(await ids({ words: '没有这个人' })).toEqual([]);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect((await ids({ what: 'codes-printed', from: today, to: today })).length).toBe(4);
    expect(await ids({ what: 'codes-printed', to: '2020-01-01' })).toEqual([]);
    expect(await ids({ what: 'codes-printed', from: '2999-01-01' })).toEqual([]);
  });

  it('names a reader once a day for each place', async () => {
    // given
    const log = served.heyi.app.get(AccessLog);
    const looked = (scope: string) => log.noteOnceADay({ reader: '0'.repeat(26), what: 'letters-listed', scope });
    // when
    const added = await written('letters-listed', async () => {
      for (const scope of [QHL, 'qinghe/sjl', QHL, 'qinghe/sjl']) await looked(scope);
    });
    // then
    expect(added.map(({ details }) => details['scope']).sort()).toEqual([QHL, 'qinghe/sjl']);
  });

  it('has a line for each place somebody holds a post at, and for their home where they hold none', async () => {
    // given
    const log = served.heyi.app.get(AccessLog);
    const looked = { reader: null, what: 'second-factor-removed' } as const;
    const home = { role: 'resident', scope: `${QHL}/e1` };
    const scopes = async (...held: readonly { role: string; scope: string }[]) =>
      (await written(looked.what, () => log.noteAtPosts(looked, held))).map(({ details }) => details['scope']).sort();
    // when then
    const posts = ['qinghe', QHL, QHL].map((scope, n) => ({ role: n === 2 ? 'grid' : 'worker', scope }));
    expect(await scopes(home, ...posts)).toEqual(['qinghe', QHL]);
    expect(await scopes(home)).toEqual([home.scope]);
  });

  it('names who cast a ballot for whom', async () => {
    // given the opinions answered and the vote open
    const resident = await served.signedIn('jumin1');
    const opinions = (await resident.port.home()).duties[0]?.id ?? '';
    settled(await worker.port.moveClock({ move: 'next' }, newKey()));
    for (const item of ['1', '2'])
      await worker.port.answerOpinion(opinions, item, { outcome: 'adopt', text: '已列入方案。' }, newKey());
    for (const { task } of await worker.port.tasks('todo'))
      settled(await worker.port.complete(task, { variables: {} }, newKey()));
    const vote = (await resident.port.home()).duties.find(({ kind }) => kind === 'poll');
    const [poll, matter] = [vote?.id ?? '', vote?.matter ?? ''];
    const helped = await personOf('jumin5');
    // when
    const added = await written('acted-for', () =>
      grid.port.cast(poll, { choice: 'yes', for: { person: helped, way: 'phone' } }, newKey()),
    );
    // then
    const line = { reader: '方小格', subject: '吴晓岚', matter, what: 'acted-for', details: { scope: QHL } };
    expect(added).toEqual([{ id: expect.any(String), at: expect.any(Number), ...line }]);
  });
});
