import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Session } from '#identity';
import { Database } from '#store';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { newKey, PLACES, serve, type Served } from './server.js';

/** What the office sets for the installation: recorded, with who and when, and heeded from the next click on. */
describe.each(PLACES)('the settings on %s', (_name, newPlace) => {
  let served: Served;
  let administrator: Client;
  beforeAll(async () => {
    served = await serve(await newPlace());
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'linguan', '周岩', 'administrator', 'qinghe/sjl');
    await staff(served, 'shenji', '钱慎之', 'auditor');
    administrator = await served.signedIn('guanli');
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const valueOf = async (who: Client, field: string) =>
    (await who.port.settings()).settings.find((each) => each.field === field);

  it('begin with what the server was started with, are changed, seen by everybody, and given back', async () => {
    // given
    expect(await valueOf(administrator, 'phone')).toEqual({ field: 'phone', value: '010-5555-0100', set: false });
    expect(await valueOf(administrator, 'sessionHours')).toEqual({ field: 'sessionHours', value: 12, set: false });
    // when
    const key = newKey();
    const values = { phone: '010-5555-0199', letterhead: '青禾街道办事处', sessionHours: 2 };
    const { value } = await administrator.port.changeSettings({ values }, key);
    await administrator.port.changeSettings({ values }, key);
    // then
    expect(value.changes.map(({ field, after, by }) => [field, after, by]).sort()).toEqual([
      ['letterhead', '青禾街道办事处', '赵启文'],
      ['phone', '010-5555-0199', '赵启文'],
      ['sessionHours', 2, '赵启文'],
    ]);
    expect((await administrator.port.settings()).changes.length).toBe(3);
    const { installation } = await served.visitor().port.session();
    expect(installation).toMatchObject({ phone: '010-5555-0199', letterhead: '青禾街道办事处', street: '青禾街道' });
    // and who signs in now is signed out after two hours
    const before = Date.now();
    await served.signedIn('jumin1');
    const sessions = await served.heyi.app
      .get(Database)
      .repository(Session)
      .find({ order: { expiresAt: 'ASC' } });
    const [shortest] = sessions;
    expect(shortest?.expiresAt).toBeGreaterThanOrEqual(before + 2 * 3_600_000);
    expect(shortest?.expiresAt).toBeLessThanOrEqual(Date.now() + 2 * 3_600_000);
    // and back
    await administrator.port.changeSettings({ values: { phone: null } }, newKey());
    expect((await served.visitor().port.session()).installation.phone).toBe('010-5555-0100');
  });

  it('are changed by an administrator of the street, and looked at by the other two', async () => {
    const community = await served.signedIn('linguan');
    expect((await community.port.settings()).may).toBe(false);
    const values = { street: '别的街道' };
    const refused = await problemOf(community.port.changeSettings({ values }, newKey()));
    expect([refused.status, refused.code]).toEqual([403, 'scope-does-not-fit']);
    const auditor = await served.signedIn('shenji');
    expect((await auditor.port.settings()).may).toBe(false);
    expect((await problemOf(auditor.port.changeSettings({ values }, newKey()))).status).toBe(403);
    expect((await problemOf(administrator.port.changeSettings({ values: { sessionHours: 99 } }, newKey()))).code).toBe(
      'setting-invalid',
    );
    expect((await problemOf(administrator.port.changeSettings({ values: { demo: 'off' } }, newKey()))).code).toBe(
      'setting-unknown',
    );
  });
});
