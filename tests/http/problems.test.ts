import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Accounts } from '#identity';
import { hasSentence, say } from '#text';
import type { Client, Reply, Sent } from './client.js';
import { settled, toVote } from './matter.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, ROOT, serve, type Served } from './server.js';

const HAN = /\p{Script=Han}/u;

describe('sentences', () => {
  it('exist for every code a call can be refused with', () => {
    // given the codes the rooms behind the interface name
    const rooms = ['http', 'identity', 'matters', 'desk', 'capabilities', 'main', 'pages'];
    const codes = rooms.flatMap((room) =>
      sources(join(ROOT, 'server', room)).flatMap((text) => [
        ...matches(text, /new Problem\(\s*\d+,\s*'([a-z-]+)'/g),
        ...matches(text, /(?:notFound|forbidden|invalid|no)\(\s*'([a-z-]+)'/g),
        ...matches(text, /why: \{ code: '([a-z-]+)'/g),
      ]),
    );
    // then
    expect(codes.length).toBeGreaterThan(40);
    expect([...new Set(codes)].filter((code) => !hasSentence(code))).toEqual([]);
    expect(['opinions', 'poll', 'notice'].filter((kind) => !hasSentence(`${kind}-unknown`))).toEqual([]);
  });
});

describe.each(PLACES)('problems on %s', (_name, newPlace) => {
  let served: Served;
  let resident: Client;
  let worker: Client;
  let administrator: Client;
  let newcomer: Client;
  let at: { readonly matter: string; readonly opinions: string; readonly poll: string };
  let task: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    const walked = await toVote(served);
    [resident] = walked.residents as [Client];
    ({ worker } = walked);
    at = walked;
    administrator = await served.signedIn('guanli');
    // moved in after the roll was frozen
    newcomer = await moveIn(served, 'xinren', 'resident');
    // a second matter, whose opinions are still collected
    const { value } = settled(await worker.port.startMatter({ procedure: 'first-vote', variables: START }, newKey()));
    const { link } = value.steps.find(({ kind }) => kind === 'consult') ?? {};
    if (!link) throw new Error(`nothing is collected: ${served.warnings.join('; ')}`);
    at = { ...at, opinions: link.id };
    task = (await worker.port.tasks('done'))[0]?.task ?? '';
  });
  afterAll(() => served?.close());

  const START = {
    title: '楼道照明',
    question: '是否同意更换楼道照明？',
    if_passed: '按说明去办，办完公布。',
    if_not: '保持现状。',
    details: '更换24盏灯。',
  };

  /** Asks once in each language and looks at all an answer has to have. */
  async function problem(
    who: Client,
    url: string,
    sent: Omit<Sent, 'headers'> & { headers?: Record<string, string>; method?: 'GET' | 'POST' },
  ): Promise<{ status: number; code: string; values: object; zh: string; en: string }> {
    const { method = 'POST', ...rest } = sent;
    const ask = async (language: string): Promise<Reply> => {
      const intent = method === 'POST' ? await who.intent(newKey()) : {};
      return who.raw(method, url, { ...rest, headers: { ...intent, 'accept-language': language, ...rest.headers } });
    };
    const [zh, en] = [await ask('zh-CN,zh;q=0.9'), await ask('en-GB,en;q=0.9')];
    const found = zh.body as { status: number; code: string; values: object; detail: string };
    for (const [reply, language] of [
      [zh, 'zh-CN'],
      [en, 'en'],
    ] as const) {
      expect(reply.type).toBe('application/problem+json; charset=utf-8');
      const body = reply.body as Record<string, unknown>;
      expect(Object.keys(body).sort()).toEqual(['code', 'detail', 'status', 'title', 'type', 'values']);
      expect(body).toMatchObject({
        type: `urn:heyi:problem:${found.code}`,
        code: found.code,
        status: reply.status,
        title: body['detail'],
      });
      expect(hasSentence(found.code)).toBe(true);
      expect(body['detail']).toBe(say(found.code, body['values'] as Record<string, unknown>, language));
      expect(HAN.test(String(body['detail']))).toBe(language === 'zh-CN');
      expect(String(body['detail'])).not.toMatch(/\{|undefined|无秒| 无|none seconds/);
    }
    expect([zh.status, en.status]).toEqual([found.status, found.status]);
    return {
      status: found.status,
      code: found.code,
      values: found.values,
      zh: found.detail,
      en: (en.body as { detail: string }).detail,
    };
  }

  it('a field that is not one of its values', async () => {
    const found = await problem(resident, `/api/opinions/${at.opinions}/items`, {
      body: { stance: 'maybe', text: '好' },
    });
    expect(found).toMatchObject({ status: 422, code: 'invalid-request', values: { field: 'stance' } });
  });

  it('no body, another kind of body, no JSON', async () => {
    const url = `/api/polls/${at.poll}/votes`;
    expect(await problem(resident, url, {})).toMatchObject({ status: 422, code: 'invalid-request' });
    expect(
      await problem(resident, url, {
        body: 'choice=yes',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ).toMatchObject({ status: 415, code: 'invalid-request' });
    expect(
      await problem(resident, url, { body: 'choice=yes', headers: { 'content-type': 'text/plain' } }),
    ).toMatchObject({ status: 415, code: 'invalid-request' });
    expect(await problem(resident, url, { body: '{"choice":' })).toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
  });

  it('a body beyond one megabyte', async () => {
    const found = await problem(resident, `/api/opinions/${at.opinions}/items`, {
      body: { stance: 'other', text: '好'.repeat(400_000) },
    });
    expect(found).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('no idempotency key, or a short one', async () => {
    const { 'x-csrf-token': csrf = '' } = await resident.intent(newKey());
    for (const key of [undefined, 'short', 'with spaces in it, and long'])
      expect(
        await problem(resident, '/api/clock/moves', {
          body: { move: 'next' },
          headers: { 'x-csrf-token': csrf, 'idempotency-key': key ?? '' },
        }),
      ).toMatchObject({ status: 422, code: 'invalid-idempotency-key' });
  });

  it('a CSRF token that is missing or another session’s', async () => {
    const { 'x-csrf-token': foreign = '' } = await worker.intent(newKey());
    for (const token of ['', foreign])
      expect(
        await problem(resident, '/api/clock/moves', { body: { move: 'next' }, headers: { 'x-csrf-token': token } }),
      ).toMatchObject({ status: 403, code: 'csrf-token-wrong' });
  });

  it('what is not there', async () => {
    const none = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const gets: readonly (readonly [Client, string, string])[] = [
      [resident, `/api/matters/${none}`, 'matter-unknown'],
      [resident, '/api/matters/not-an-id', 'matter-unknown'],
      [resident, `/api/matters/${at.poll}`, 'matter-unknown'],
      [resident, `/api/polls/${none}`, 'poll-unknown'],
      [resident, `/api/opinions/${at.poll}`, 'opinions-unknown'],
      [resident, `/api/notices/${at.poll}`, 'notice-unknown'],
      [worker, `/api/tasks/${at.matter}.9999`, 'task-unknown'],
      [worker, '/api/tasks/x', 'task-unknown'],
      [resident, '/api/nothing', 'not-found'],
    ];
    for (const [who, url, code] of gets)
      expect({ url, ...(await problem(who, url, { method: 'GET' })) }).toMatchObject({ url, status: 404, code });
    expect(await problem(resident, `/api/inbox/${none}/read`, { body: {} })).toMatchObject({
      status: 404,
      code: 'message-unknown',
    });
    expect(await problem(administrator, '/api/alarms/x/retry', { body: {} })).toMatchObject({
      status: 404,
      code: 'alarm-unknown',
    });
    expect(await problem(worker, '/api/matters', { body: { procedure: 'none', variables: {} } })).toMatchObject({
      status: 404,
      code: 'procedure-unknown',
    });
    const answer = { outcome: 'adopt', text: '好' };
    expect(await problem(worker, `/api/opinions/${at.opinions}/items/0/answer`, { body: answer })).toMatchObject({
      status: 404,
      code: 'opinion-unknown',
    });
    expect(await problem(worker, `/api/opinions/${at.opinions}/items/9/answer`, { body: answer })).toMatchObject({
      status: 404,
      code: 'no-such-opinion',
      values: { n: 9 },
    });
  });

  it('an opinion without text, or with one character too many', async () => {
    const url = `/api/opinions/${at.opinions}/items`;
    for (const text of ['', ' 　\n'])
      expect(await problem(resident, url, { body: { stance: 'other', text } })).toMatchObject({
        status: 422,
        code: 'text-empty',
        values: { field: 'text' },
      });
    const long = await problem(resident, url, { body: { stance: 'other', text: '𠮷'.repeat(1_001) } });
    expect(long).toMatchObject({ status: 422, code: 'text-too-long', values: { field: 'text', most: 1_000 } });
    expect(long.zh).toContain('1000');
    const most = await resident.port.giveOpinion(at.opinions, { stance: 'other', text: '𠮷'.repeat(1_000) }, newKey());
    expect([...(most.value.text ?? '')]).toHaveLength(1_000);
  });

  it('a form that is not filled in', async () => {
    const empty = await problem(worker, '/api/matters', {
      body: { procedure: 'first-vote', variables: { title: '' } },
    });
    expect(empty).toMatchObject({ status: 422, code: 'invalid-form' });
    expect(Object.keys(empty.values).sort()).toEqual(['details', 'if_not', 'if_passed', 'question', 'title']);
    for (const code of Object.values(empty.values)) expect(hasSentence(`form.${String(code)}`)).toBe(true);
    const more = await problem(worker, '/api/matters', {
      body: { procedure: 'first-vote', variables: { ...START, cost: 1 } },
    });
    expect(more).toMatchObject({ status: 422, code: 'invalid-form', values: { cost: 'unknown-field' } });
  });

  it('a task that is done', async () => {
    expect(task).not.toBe('');
    // who did not do it and does not work on the matter is not told that it is there
    expect(await problem(resident, `/api/tasks/${task}`, { method: 'GET' })).toMatchObject({ status: 404 });
    expect(await problem(worker, `/api/tasks/${task}/completion`, { body: { variables: {} } })).toMatchObject({
      status: 409,
      code: 'already-completed',
    });
  });

  it('a vote of somebody who is not on the roll', async () => {
    expect((await newcomer.port.poll(at.poll)).may).toEqual({
      yes: false,
      why: { code: 'not-on-the-roll', values: {} },
    });
    expect(await problem(newcomer, `/api/polls/${at.poll}/votes`, { body: { choice: 'yes' } })).toMatchObject({
      status: 403,
      code: 'not-on-the-roll',
    });
  });

  it('a key that is used twice: the same again gets the first answer, another body is a conflict', async () => {
    const twice = async (who: Client, url: string, first: object, other: object) => {
      const headers = await who.intent(newKey());
      const [one, two] = await Promise.all([
        who.raw('POST', url, { headers, body: first }),
        who.raw('POST', url, { headers, body: first }),
      ]);
      const three = await who.raw('POST', url, { headers, body: first });
      expect([one.status, two.status, three.status]).toEqual([201, 201, 201]);
      const answers = [one, two, three].map(({ body }) => ({ ...(body as { value: object }).value, at: null }));
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(await problem(who, url, { headers, body: other })).toMatchObject({ status: 409, code: 'conflict' });
    };
    const opinions = async () => (await resident.port.opinions(at.opinions)).given;
    const given = await opinions();
    await twice(
      resident,
      `/api/opinions/${at.opinions}/items`,
      { stance: 'support', text: '好' },
      { stance: 'support', text: '不好' },
    );
    expect(await opinions()).toBe(given + 1);
    await twice(resident, `/api/polls/${at.poll}/votes`, { choice: 'yes' }, { choice: 'no' });
    expect((await resident.port.poll(at.poll)).mine).toMatchObject({ revision: 0 });
    await twice(
      worker,
      `/api/opinions/${at.opinions}/items/1/answer`,
      { outcome: 'adopt', text: '好' },
      { outcome: 'decline', text: '好' },
    );
    const matters = (await worker.port.matters()).length;
    await twice(
      worker,
      '/api/matters',
      { procedure: 'first-vote', variables: START },
      { procedure: 'first-vote', variables: { ...START, title: '别的' } },
    );
    expect(await worker.port.matters()).toHaveLength(matters + 1);
  });

  it('the same key of two people is two keys', async () => {
    // given
    const key = newKey();
    const other = await served.signedIn('jumin2');
    // when
    const one = await resident.port.giveOpinion(at.opinions, { stance: 'support', text: '一' }, key);
    const two = await other.port.giveOpinion(at.opinions, { stance: 'oppose', text: '二' }, key);
    // then
    expect([one.value.text, two.value.text]).toEqual(['一', '二']);
  });

  it('a vote and an objection that come too late', async () => {
    // given
    await served.clockTo(served.heyi.ground.clock.now() + 30 * 86_400_000);
    const notice = (await resident.port.poll(at.poll)).notice ?? '';
    expect(await problem(resident, `/api/polls/${at.poll}/votes`, { body: { choice: 'no' } })).toMatchObject({
      status: 409,
      code: 'poll-closed',
    });
    await served.clockTo(served.heyi.ground.clock.now() + 30 * 86_400_000);
    expect(await resident.port.notice(notice)).toMatchObject({ status: 'closed', may: { yes: false } });
    expect(await problem(resident, `/api/notices/${notice}/objections`, { body: { text: '太吵' } })).toMatchObject({
      status: 409,
      code: 'objections-closed',
    });
    expect(
      await problem(resident, `/api/opinions/${at.opinions}/items`, { body: { stance: 'other', text: '迟了' } }),
    ).toMatchObject({ status: 409, code: 'opinions-closed' });
  });

  it('calendar files that are wrong, other than the loaded one, or of a resident', async () => {
    const year = { v: 1, year: 2027, zone: 'Asia/Shanghai', holidays: ['2027-01-01'], workdays: [], source: '虚构' };
    const wrong = await problem(administrator, '/api/calendars', { body: year });
    expect(wrong).toMatchObject({
      status: 422,
      code: 'calendar-unreadable',
      values: { field: 'holidays', fault: 'statutory-missing' },
    });
    expect(await problem(administrator, '/api/calendars', { body: { ...year, zone: 'Europe/Paris' } })).toMatchObject({
      values: { field: 'zone' },
    });
    expect(await problem(administrator, '/api/calendars', { body: {} })).toMatchObject({
      status: 422,
      code: 'calendar-unreadable',
    });
    expect(await problem(administrator, '/api/calendars', { body: [2027] })).toMatchObject({
      status: 422,
      code: 'invalid-request',
    });
    expect(await problem(resident, '/api/calendars', { body: year })).toMatchObject({
      status: 403,
      code: 'role-does-not-fit',
    });
    const [loaded] = await administrator.port.calendars();
    const again = {
      v: 1,
      year: 2026,
      zone: 'Asia/Shanghai',
      holidays: loaded?.holidays,
      workdays: loaded?.swapped,
      source: '另一份',
    };
    expect(await problem(administrator, '/api/calendars', { body: again })).toMatchObject({
      status: 409,
      code: 'calendar-loaded',
      values: { year: 2026 },
    });
  });

  it('a wrong password, and one try too many from one account or one address', async () => {
    const wrong = { account: 'jumin3', password: 'not-the-password' };
    const stranger = served.visitor();
    expect(await problem(stranger, '/api/session', { body: wrong })).toMatchObject({
      status: 401,
      code: 'wrong-account-or-password',
    });
    expect(await problem(stranger, '/api/session', { body: { ...wrong, account: 'nobody-here' } })).toMatchObject({
      status: 401,
      code: 'wrong-account-or-password',
    });
    expect(stranger.cookie).toBeNull();
    // three more of the account from elsewhere make five
    const elsewhere = served.visitor();
    for (let n = 0; n < 3; n++)
      await elsewhere.raw('POST', '/api/session', { headers: { 'idempotency-key': newKey() }, body: wrong });
    const limited = await problem(served.visitor(), '/api/session', { body: { ...wrong, password: DEMO_PASSWORD } });
    expect(limited).toMatchObject({ status: 429, code: 'too-many-tries' });
    const within = (values: object) => (values as { seconds: number }).seconds;
    expect(within(limited.values)).toBeGreaterThan(0);
    expect(within(limited.values)).toBeLessThanOrEqual(60);
    const busy = served.visitor();
    for (let n = 0; n < 20; n++)
      await busy.raw('POST', '/api/session', { headers: { 'idempotency-key': newKey() }, body: {} });
    const flooded = await problem(busy, '/api/session', { body: { account: 'jumin4', password: DEMO_PASSWORD } });
    expect(flooded).toMatchObject({ status: 429, code: 'too-many-tries' });
    expect(within(flooded.values)).toBeGreaterThan(0);
    expect((await served.signedIn('jumin4')).cookie).not.toBeNull();
  });

  it('a fault in the program is told as one, without its details', async () => {
    // given
    expect(served.errors).toEqual([]);
    const { runtime } = served.heyi.ground;
    const streams = runtime.streams.bind(runtime);
    runtime.streams = () => Promise.reject(new Error('secret of the house'));
    try {
      // when
      const reply = await resident.raw('GET', '/api/matters');
      // then
      expect(reply).toMatchObject({ status: 500, body: { code: 'unexpected', values: {} } });
      expect(reply.text).not.toContain('secret');
      expect(served.errors).toHaveLength(1);
      expect(served.errors[0]).toContain('secret of the house');
    } finally {
      runtime.streams = streams;
    }
  });
});

describe.each(PLACES)('without the demo on %s', (_name, newPlace) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(await newPlace(), { demo: false });
  });
  afterAll(() => served?.close());

  it('nobody moves the clock, and no account is told', async () => {
    // given
    const worker = await moveIn(served, 'gongren', 'worker');
    // when
    const refused = await worker.raw('POST', '/api/clock/moves', {
      headers: await worker.intent(newKey()),
      body: { move: 'next' },
    });
    // then
    expect(refused).toMatchObject({ status: 409, body: { code: 'demo-off', detail: say('demo-off') } });
    expect(await worker.port.clock()).toMatchObject({ demo: false, next: null });
    expect((await served.visitor().port.session()).installation).toMatchObject({ demo: false, demoAccounts: [] });
    expect(served.errors).toEqual([]);
  });
});

/** Somebody new with an account, signed in. */
async function moveIn(served: Served, account: string, role: 'resident' | 'worker'): Promise<Client> {
  const { app } = served.heyi;
  const people = app.get(People);
  await people.found([
    { path: 'qinghe', name: '青禾街道', kind: 'street' },
    { path: 'qinghe/qhl', name: '青禾里社区', kind: 'community' },
  ]);
  const person = await people.add({ name: '马骏', place: '4号楼', role, scope: 'qinghe/qhl', document: DOCUMENT });
  await app.get(Accounts).create(account, DEMO_PASSWORD, person);
  return served.signedIn(account);
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
