import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main, nodeIo, type Io } from '#cli';
import { People } from '#community';
import { say } from '#text';
import { freshMariaDb } from '../support/mariadb.js';
import type { Place } from '../contract/server-subject.js';
import { authenticator, staff } from './accounts.js';
import { client, problemOf, type Client } from './client.js';
import { DEMO_PASSWORD, newKey, serve, type Served } from './server.js';

/** Both databases as `heyi` finds them: by `HEYI_DATA` or by `DATABASE_URL`. */
const PLACES: readonly (readonly [string, (folder: string) => Promise<Place['settings']>])[] = [
  ['SQLite', (folder) => Promise.resolve({ file: join(folder, 'heyi.sqlite') })],
  ['MariaDB', async () => ({ url: await freshMariaDb() })],
];

/** When nobody is left who could take a lost second factor away: what whoever holds the machine can do, and who sees it. */
describe.each(PLACES)('heyi admin factor-off on %s', (_name, newSettings) => {
  let folder: string;
  let place: Place;
  let began: number;
  let session: string | null;
  let recovery: readonly string[];
  let served: Served | undefined;

  const opened = () => serve(place, { demo: false });
  const step = async (account: string, who: Client) =>
    (await who.port.signIn({ account, password: DEMO_PASSWORD }, newKey())).value;
  async function withFactor(who: Client): Promise<readonly string[]> {
    const { secret } = (await who.port.beginFactor(newKey())).value;
    return (await who.port.confirmFactor({ code: authenticator(secret, -1) }, newKey())).value.recovery;
  }
  async function heyi(...argv: readonly string[]) {
    const [out, words]: [string[], string[]] = [[], []];
    const io: Io = { ...nodeIo({}), out: (line) => void out.push(line), words: (text) => void words.push(text) };
    const code = await main(['admin', 'factor-off', ...argv], io);
    return { code, out, said: words.at(-1), words };
  }
  const off = (account: string) => heyi('--account', account, '--again', account);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heyi-operator-'));
    const settings = await newSettings(folder);
    place = { settings, remove: () => undefined };
    vi.stubEnv('HEYI_DATA', folder);
    vi.stubEnv('HEYI_DEMO', 'off');
    vi.stubEnv('HEYI_LOG', 'error');
    if ('url' in settings) vi.stubEnv('DATABASE_URL', settings.url);
    served = await opened();
    await served.heyi.app.get(People).found([{ path: 'qinghe', name: '青禾街道', kind: 'street' }]);
    await staff(served, 'guanli', '赵启文', 'administrator');
    await staff(served, 'anquan', '孙立安', 'security');
    await staff(served, 'shenji', '钱慎之', 'auditor');
    recovery = await withFactor(await served.signedIn('guanli'));
    for (const account of ['anquan', 'shenji']) {
      const who = await served.signedIn(account);
      await withFactor(who);
      session = who.cookie;
    }
    await served.close();
    served = undefined;
    began = Date.now();
  });
  afterAll(async () => {
    await served?.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('changes nothing unless one account is named twice', async () => {
    const wrong = [
      await heyi(),
      await heyi('--account', 'anquan'),
      await heyi('--account', 'anquan', '--again', 'shenji'),
      await off('nobody'),
    ];
    expect(wrong.map(({ code, said }) => `${code} ${said}`)).toEqual([
      `2 ${say('cli.option-missing', { option: '--account' })}`,
      `2 ${say('cli.option-missing', { option: '--again' })}`,
      `2 ${say('serve.named-differently')}`,
      `1 ${say('serve.account-unknown', { account: 'nobody' })}`,
    ]);
    served = await opened();
    expect(await step('anquan', served.visitor())).toMatchObject({ me: null, needsSecondFactor: true });
    await served.close();
    served = undefined;
  });

  it('takes the factors of security and auditor away, and tells the other administrators', async () => {
    // when
    for (const [account, name] of [
      ['anquan', '孙立安'],
      ['shenji', '钱慎之'],
    ] as const) {
      const done = await off(account);
      expect(done).toMatchObject({ code: 0, said: say('serve.factor-removed', { account, name }) });
      expect(done.out).toEqual([JSON.stringify({ account, secondFactor: 'removed' })]);
    }
    const again = await off('shenji');
    expect(again).toMatchObject({ code: 1, said: say('serve.factor-none', { account: 'shenji' }) });
    const ended = Date.now();
    // then whoever was signed in is not, and sets up another one before anything else
    served = await opened();
    const left = client(served.heyi.app, '10.9.0.1', session);
    expect((await problemOf(left.port.accessLog())).code).toBe('not-signed-in');
    const security = await served.signedIn('anquan');
    expect((await security.port.session()).me?.standing).toBe('needs-second-factor');
    expect((await problemOf(security.port.accessLog())).code).toBe('second-factor-needed');
    await withFactor(security);
    const auditor = await served.signedIn('shenji');
    await withFactor(auditor);
    // and the administrator, who keeps the factor, sees what was done, by whom, to whom and when
    const administrator = served.visitor();
    const halfway = await step('guanli', administrator);
    await administrator.port.secondFactor({ step: halfway.step ?? '', code: recovery[0] ?? '' }, newKey());
    const lines = await administrator.port.accessLog();
    const what = 'second-factor-removed-by-operator';
    expect(lines).toMatchObject([
      { reader: null, subject: '钱慎之', matter: null, what, details: { scope: 'qinghe' } },
      { reader: null, subject: '孙立安', matter: null, what, details: { scope: 'qinghe' } },
    ]);
    for (const { at } of lines) {
      expect(at).toBeGreaterThanOrEqual(began);
      expect(at).toBeLessThanOrEqual(ended);
    }
    expect(await security.port.accessLog()).toEqual(lines);
    expect(await auditor.port.accessLog()).toEqual(expect.arrayContaining([...lines]));
    expect((await security.port.whoLooked()).map((line) => line.what)).toContain(what);
    expect(served.errors).toEqual([]);
  });

  it('is shown to administrators of the place alone', async () => {
    if (served === undefined) throw new Error('the server of the test before is gone');
    await served.heyi.app.get(People).found([{ path: 'linshan', name: '临山街道', kind: 'street' }]);
    await staff(served, 'linguan', '林管', 'administrator', 'linshan');
    const foreign = await served.signedIn('linguan');
    await withFactor(foreign);
    expect(await foreign.port.accessLog()).toEqual([]);
  });
});
