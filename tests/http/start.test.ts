import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { migrate, openDatabase } from '#store';
import { say } from '#text';
import { freshMariaDb } from '../support/mariadb.js';
import { ROOT } from './server.js';

const NEVER = 'Tomorrow9999999999999';

/** `heyi serve` as its own process, built as it is shipped. */
describe('heyi serve', () => {
  let folder: string;
  const started: Serving[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'heyi-start-'));
  });
  afterEach(async () => {
    for (const serving of started.splice(0)) await serving.end('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function heyiServe(environment: Readonly<Record<string, string>>): Serving {
    const serving = new Serving({ HEYI_DATA: join(folder, 'data'), PORT: '0', ...environment });
    started.push(serving);
    return serving;
  }

  /** It ends by itself with code 1, and the last thing it says is this one sentence. */
  async function refusesToStart(
    environment: Readonly<Record<string, string>>,
    code: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const serving = heyiServe(environment);
    const exit = await serving.exit;
    expect(serving.lines.at(-1)).toBe(say(`serve.${code}`, values));
    expect(serving.lines.filter((line) => / {4}at |Error:/.test(line))).toEqual([]);
    expect(serving.lines.length).toBeLessThanOrEqual(2);
    expect(serving.out).toBe('');
    expect(exit).toBe(1);
  }

  it('serves until it is told to stop, and starts again on what it left', async () => {
    // given
    const first = heyiServe({});
    // when
    const address = await first.address();
    // then
    expect(await (await fetch(`${address}api/health`)).json()).toEqual({ ok: true });
    expect((await fetch(address)).headers.get('content-type')).toContain('text/html');
    expect(first.lines).toContain(say('serve.seeded'));
    expect(first.lines.some((line) => line.includes('jumin1'))).toBe(true);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.lines.at(-1)).toBe(say('serve.stopping'));
    // when
    const second = heyiServe({});
    const again = await second.address();
    // then
    expect(second.lines).not.toContain(say('serve.seeded'));
    const signedIn = await fetch(`${again}api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'start-test-000000001' },
      body: JSON.stringify({ account: 'jumin1', password: 'heyi-demo-2026' }),
    });
    expect(signedIn.status).toBe(201);
    expect(await second.end('SIGINT')).toBe(0);
  });

  it('says who is missing without the demo, and that demo accounts were left behind', async () => {
    // given
    const empty = heyiServe({ HEYI_DATA: join(folder, 'empty'), HEYI_DEMO: 'off' });
    const demo = heyiServe({ HEYI_DATA: join(folder, 'was-demo') });
    await demo.address();
    await demo.end('SIGTERM');
    const left = heyiServe({ HEYI_DATA: join(folder, 'was-demo'), HEYI_DEMO: 'off' });
    // when
    await Promise.all([empty.address(), left.address()]);
    await Promise.all([empty.end('SIGTERM'), left.end('SIGTERM')]);
    // then
    expect(empty.lines).toContain(say('serve.no-administrator'));
    expect(empty.lines).not.toContain(say('serve.demo-left'));
    expect(left.lines).toContain(say('serve.demo-left'));
    expect(left.lines).not.toContain(say('serve.no-administrator'));
    expect(left.lines.some((line) => line.includes('jumin1'))).toBe(false);
  });

  it('checks rosters in the thread that was built with it', async () => {
    // given
    const serving = heyiServe({});
    const address = await serving.address();
    const signedIn = await fetch(`${address}api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'start-test-000000003' },
      body: JSON.stringify({ account: 'wangmin', password: 'heyi-demo-2026' }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { value } = (await signedIn.json()) as { value: { csrf: string } };
    const intent = { 'idempotency-key': 'start-test-000000004', 'x-csrf-token': value.csrf };
    // when
    const reply = await fetch(`${address}api/register/qinghe%2Fqhl/imports?template=households`, {
      method: 'POST',
      headers: { cookie, ...intent, 'content-type': 'application/octet-stream' },
      body: '楼栋,房号,户号\n1,101,N1',
    });
    // then
    expect(await reply.json()).toMatchObject({ value: { rows: 1, findings: [{ row: 1, code: 'column-missing' }] } });
    expect(reply.status).toBe(201);
    expect(await serving.end('SIGTERM')).toBe(0);
  });

  it('stops though somebody’s page is open', async () => {
    // given a line of events, which never ends by itself
    const serving = heyiServe({});
    const address = await serving.address();
    const signedIn = await fetch(`${address}api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'start-test-000000002' },
      body: JSON.stringify({ account: 'jumin2', password: 'heyi-demo-2026' }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const events = await fetch(`${address}api/events`, { headers: { cookie } });
    expect(events.status).toBe(200);
    // then
    expect(await serving.end('SIGTERM')).toBe(0);
  });

  it('says that another server has the data', async () => {
    const data = join(folder, 'data');
    await heyiServe({}).address();
    await refusesToStart({}, 'database-in-use', { value: join(data, 'heyi.sqlite') });
  });

  it('says that the port is taken', async () => {
    // given
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      await refusesToStart({ PORT: String(port) }, 'port-busy', { port });
    } finally {
      taken.close();
    }
  });

  it('says that the folder cannot be written', async () => {
    // given a file where the folder should be
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await refusesToStart({ HEYI_DATA: join(file, 'data') }, 'folder-unwritable', { value: join(file, 'data') });
  });

  it.each([
    ['PORT', 'eighty', 'port-invalid', { value: 'eighty' }],
    ['PORT', '65536', 'port-invalid', { value: '65536' }],
    ['HEYI_DEMO', 'yes', 'demo-invalid', { value: 'yes' }],
    ['DATABASE_URL', 'postgres://u@127.0.0.1/x', 'database-url-invalid', {}],
    ['HEYI_ORIGIN', 'heyi', 'origin-invalid', { value: 'heyi' }],
  ])('says that %s=%s cannot be', async (name, value, code, values) => {
    await refusesToStart({ [name]: value }, code, values);
  });

  it('says that the database is down', async () => {
    // given a port nobody listens on
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    await refusesToStart({ DATABASE_URL: `mysql://root:secret@127.0.0.1:${port}/heyi` }, 'database-down', {
      value: `127.0.0.1:${port}/heyi`,
    });
  });

  it('says that the database refuses the account', async () => {
    const url = new URL(await freshMariaDb());
    url.username = 'nobody';
    url.password = 'wrong';
    const serving = heyiServe({ DATABASE_URL: url.href });
    expect(await serving.exit).toBe(1);
    expect(serving.lines.at(-1)).toBe(say('serve.database-denied', { value: `${url.host}${url.pathname}` }));
    expect(serving.lines.join('\n')).not.toContain('wrong');
  });

  it.each<[string, () => Promise<Readonly<Record<string, string>>>]>([
    ['SQLite', () => Promise.resolve({ HEYI_DATA: mkdtempSync(join(folder, 'newer-')) })],
    ['MariaDB', async () => ({ DATABASE_URL: await freshMariaDb() })],
  ])('says that a newer version wrote the %s database', async (_name, place) => {
    // given
    const environment = await place();
    const url = environment['DATABASE_URL'];
    const database = await openDatabase(
      url === undefined ? { file: join(environment['HEYI_DATA'] ?? '', 'heyi.sqlite') } : { url },
    );
    await migrate(database);
    await database.write((manager) =>
      manager.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, '${NEVER}')`),
    );
    await database.close();
    // then
    await refusesToStart(environment, 'schema-newer', { value: NEVER });
  });
});

/** One child process with what it says. */
class Serving {
  readonly #child: ChildProcess;
  /** The code it ended with; null when it was killed. */
  readonly exit: Promise<number | null>;
  out = '';
  #words = '';

  constructor(environment: Readonly<Record<string, string>>) {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(HEYI_|DATABASE_URL$|PORT$|HOST$|NODE_OPTIONS$|VITEST)/.test(name),
    );
    this.#child = spawn(process.execPath, [join(ROOT, 'server/cli/bin.js'), 'serve'], {
      cwd: ROOT,
      env: { ...Object.fromEntries(inherited), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#words += text));
    this.exit = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  get lines(): readonly string[] {
    return this.#words.split('\n').filter((line) => line !== '');
  }

  /** Where it listens, once it does. Fails with what it said where it ends instead. */
  async address(): Promise<string> {
    const ended = this.exit.then((code) => ({ code }));
    for (;;) {
      const address = /http:\/\/127\.0\.0\.1:[1-9]\d*\//.exec(this.#words)?.[0];
      if (address !== undefined) return address;
      const said = once(this.#child.stderr as NonNullable<ChildProcess['stderr']>, 'data').then(() => null);
      const over = await Promise.race([ended, said]);
      if (over !== null) throw new Error(`ended with ${String(over.code)}: ${this.#words}`);
    }
  }

  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode === null) this.#child.kill(signal);
    return this.exit;
  }
}
