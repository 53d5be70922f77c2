import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Accounts } from '#identity';
import { PortProblem } from '#web/port';
import { newKey, PLACES, serve, type Served } from './server.js';

const CHOSEN = '春天来了2026';

describe.each(PLACES)('a one-time link on %s', (_name, newPlace) => {
  let served: Served;

  beforeAll(async () => {
    served = await serve(await newPlace());
  });
  afterAll(() => served?.close());

  async function invited(): Promise<string> {
    const { app } = served.heyi;
    const person = await app
      .get(People)
      .add({ name: '郑新民', place: '青禾街道办事处', role: 'administrator', scope: 'qinghe' });
    return app.get(Accounts).invite(person);
  }

  it('becomes an account once, and signs its person in', async () => {
    // given
    const token = await invited();
    const stranger = served.visitor();
    // when
    const accepted = await stranger.port.acceptInvitation({ token, account: 'Zheng.1', password: CHOSEN }, newKey());
    // then
    expect(accepted.value.me).toMatchObject({ account: 'zheng.1', name: '郑新民', roles: [{ role: 'administrator' }] });
    expect(await stranger.port.alarms()).toEqual([]);
    const again = served.visitor().port.acceptInvitation({ token, account: 'zheng.2', password: CHOSEN }, newKey());
    await expect(again).rejects.toMatchObject({ status: 404, code: 'invitation-invalid' });
    const back = await served.visitor().port.signIn({ account: 'zheng.1', password: CHOSEN }, newKey());
    expect(back.value.me?.account).toBe('zheng.1');
  });

  it.each([
    [{ account: 'z', password: CHOSEN }, 422, 'login-invalid'],
    [{ account: 'zheng.3', password: '1234567' }, 422, 'password-too-short'],
    [{ account: 'wangmin', password: CHOSEN }, 409, 'login-taken'],
  ])('refuses %j and can still be used', async (chosen, status, code) => {
    // given
    const token = await invited();
    // when
    const refused = served.visitor().port.acceptInvitation({ token, ...chosen }, newKey());
    // then
    await expect(refused).rejects.toSatisfy(
      (problem) =>
        problem instanceof PortProblem && problem.status === status && problem.code === code && problem.message !== '',
    );
    const then = await served
      .visitor()
      .port.acceptInvitation({ token, account: `person${code.length}`, password: CHOSEN }, newKey());
    expect(then.value.me?.name).toBe('郑新民');
  });
});
