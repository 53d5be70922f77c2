import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Accounts } from '#identity';
import { staff } from './accounts.js';
import type { Client, Reply } from './client.js';
import { toVote } from './matter.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

/** What somebody with bad intentions, or a bad line, sends. */
describe.each(PLACES)('attacks on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let resident: Client;
  let at: { readonly matter: string; readonly opinions: string; readonly poll: string };

  beforeAll(async () => {
    served = await serve(await newPlace());
    const walked = await toVote(served);
    ({ worker } = walked);
    resident = walked.residents[1] as Client;
    at = walked;
  });
  afterAll(() => served?.close());

  const START = {
    title: '楼道照明',
    question: '是否同意更换楼道照明？',
    if_passed: '按说明去办，办完公布。',
    if_not: '保持现状。',
    details: '更换24盏灯。',
  };
  const told = ({ status, body }: Reply) => `${status} ${(body as { code?: string }).code ?? ''}`.trim();

  async function send(who: Client, url: string, body: unknown, key = newKey()): Promise<Reply> {
    return who.raw('POST', url, { headers: await who.intent(key), body });
  }

  /** A matter with one opinion that waits for its answer. */
  async function toAnswering(): Promise<{ readonly task: string; readonly opinions: string }> {
    const { value } = await worker.port.startMatter({ procedure: 'first-vote', variables: START }, newKey());
    const opinions = value.steps.find(({ kind }) => kind === 'consult')?.link?.id ?? '';
    await resident.port.giveOpinion(opinions, { stance: 'support', text: '赞成。' }, newKey());
    for (let moves = 0; moves < 20; moves++) {
      await worker.port.moveClock({ move: 'next' }, newKey());
      const task = (await worker.port.tasks('todo')).find(({ matter }) => matter === value.matter)?.task;
      if (task !== undefined) return { task, opinions };
    }
    throw new Error('nothing to answer');
  }

  it('refuses half a character wherever it stands, before anything is recorded', async () => {
    // given JSON that is well-formed and text that is not
    const start = JSON.stringify({ procedure: 'first-vote', variables: START });
    const replies = [
      await send(resident, `/api/opinions/${at.opinions}/items`, '{"stance":"support","text":"a\\ud800b"}'),
      await send(worker, '/api/matters', start.replace('楼道', '\\ud800')),
      await send(worker, '/api/matters', start.replace('更换24', '\\udc00')),
      await send(worker, '/api/matters', start.replace('"title"', '"\\udc00"')),
      await served.visitor().raw('POST', '/api/session', {
        headers: { 'idempotency-key': newKey() },
        body: '{"account":"\\ud800","password":"x"}',
      }),
    ];
    // then
    expect(replies.map(told)).toEqual(replies.map(() => '422 invalid-request'));
    expect(replies[0]?.body).toMatchObject({ values: { field: 'text' } });
    expect(served.errors).toEqual([]);
  });

  it('refuses what nests without end', async () => {
    const administrator = await served.signedIn('guanli');
    for (const depth of [100, 5_000, 100_000]) {
      const nested = '['.repeat(depth) + ']'.repeat(depth);
      // when
      const replies = [
        await send(worker, '/api/matters', `{"procedure":"first-vote","variables":{"title":${nested}}}`),
        await send(administrator, '/api/calendars', `{"year":${nested}}`),
      ];
      // then
      expect(replies.map(told)).toEqual(['422 invalid-request', '422 invalid-request']);
    }
    expect(served.errors).toEqual([]);
  });

  it('takes no commitment from a client, and no key of the runtime’s own', async () => {
    const commitment = { '~': `${'A'.repeat(43)}=` };
    const replies = [
      await send(worker, '/api/matters', { procedure: 'first-vote', variables: { ...START, details: commitment } }),
      await send(worker, '/api/matters', { procedure: 'first-vote', variables: { ...START, title: commitment } }),
      await send(worker, '/api/matters', { procedure: 'first-vote', variables: { ...START, '~n': '1' } }),
      await send(worker, '/api/matters', { procedure: 'first-vote', variables: { ...START, title: { '~n': '1' } } }),
      await send(resident, `/api/opinions/${at.opinions}/items`, { stance: 'support', text: commitment }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
  });

  it('repeats the first answer of a completed task, and only to the act that completed it', async () => {
    // given
    const { task, opinions } = await toAnswering();
    await worker.port.answerOpinion(opinions, '1', { outcome: 'adopt', text: '已列入方案。' }, newKey());
    const key = newKey();
    const url = `/api/tasks/${task}/completion`;
    // when
    const first = await send(worker, url, { variables: {} }, key);
    const again = await send(worker, url, { variables: {} }, key);
    // then
    expect([first.status, again.status]).toEqual([201, 201]);
    const { task: id, state, doneAt, complete } = (again.body as { value: Record<string, unknown> }).value;
    expect((first.body as { value: object }).value).toMatchObject({ task: id, state, doneAt, complete });
    expect(told(await send(worker, url, { variables: {} }))).toBe('409 already-completed');
    // what is over is there to be read, by whoever reads the matter, and nothing can be done with it
    const over = await worker.port.task(task);
    expect(over).toMatchObject({ task: id, state: 'done', doneAt, complete, holder: { you: true } });
    expect(over.opinions?.items.map(({ answer }) => answer?.text)).toContain('已列入方案。');
    await expect(resident.port.task(task)).rejects.toMatchObject({ status: 404 });
    // what it was written under seal is not opened for a post that does not work on the matter
    await staff(served, 'zhuanyi', '郑言', 'expert', 'qinghe/qhl');
    const expert = await served.signedIn('zhuanyi');
    await expect(expert.port.task(task)).rejects.toMatchObject({ status: 404 });
    expect(told(await send(worker, url, { variables: { more: 1 } }, key))).toBe('409 conflict');
  });

  it('gives out numbers however many start at once, and after numbers were given back', async () => {
    for (let round = 0; round < 4; round++) {
      // given starts and their repeats side by side: a repeat gives the number it drew back
      const keys = [newKey(), newKey(), newKey(), newKey()];
      const start = (key: string) => worker.port.startMatter({ procedure: 'first-vote', variables: START }, key);
      // when
      const started = await Promise.all([...keys, ...keys].map(start));
      // then
      const numbers = new Map(started.map(({ value }) => [value.matter, value.number]));
      expect(new Set(numbers.values()).size).toBe(4);
    }
    expect(served.errors).toEqual([]);
  }, 60_000);

  it('counts wrong passwords that come at the same time', async () => {
    // when: from many addresses at once
    const guesses = Array.from({ length: 12 }, (_, n) =>
      served.visitor().raw('POST', '/api/session', {
        headers: { 'idempotency-key': newKey() },
        body: { account: 'jumin5', password: `guess-${n}` },
      }),
    );
    const replies = (await Promise.all(guesses)).map(told);
    // then
    expect(replies.filter((reply) => reply === '401 wrong-account-or-password')).toHaveLength(5);
    expect(replies.filter((reply) => reply === '429 too-many-tries')).toHaveLength(7);
  });

  it('keeps the pseudonyms of neighbours out of what a resident reads', async () => {
    // given
    const mine = (await resident.port.trace(at.matter)).timeline;
    // then
    const residents = mine.filter(({ by }) => by.role === 'resident' && !by.you);
    expect(residents.length).toBeGreaterThan(0);
    expect(residents.map(({ by }) => by.p)).toEqual(residents.map(() => null));
    expect(mine.filter(({ said }) => 'p' in said.values)).toEqual([]);
    const staff = (await worker.port.trace(at.matter)).timeline;
    expect(staff.some(({ by }) => by.role === 'resident' && by.p !== null)).toBe(true);
  });

  it('shows nobody a text that was changed in its table as what somebody said', async () => {
    // given
    const { opinions } = await toAnswering();
    const said = async () => (await resident.port.opinions(opinions)).mine[0]?.text;
    expect(await said()).toBe('赞成。');
    // when
    await served.heyi.ground.database.write((manager) =>
      manager.query('UPDATE sealed_value SET value = ? WHERE value = ?', [
        Buffer.from('"反对。"'),
        Buffer.from('"赞成。"'),
      ]),
    );
    // then
    expect(await said()).toBeNull();
  });

  it('leaves nothing of an erased text in the file', async () => {
    const { database } = served.heyi.ground;
    const { settings } = served.place;
    if (!('file' in settings)) return expect(settings.url).toContain('mysql://');
    // given
    const { value } = await worker.port.startMatter(
      { procedure: 'first-vote', variables: { ...START, details: 'ZEBRA-42 住在顶楼' } },
      newKey(),
    );
    const checkpoint = () => database.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
    const holds = () => ['', '-wal'].some((end) => readFileSync(`${settings.file}${end}`).includes('ZEBRA-42'));
    await checkpoint();
    expect(holds()).toBe(true);
    // when
    await database.write((manager) => manager.query("DELETE FROM sealed_value WHERE instr(value, 'ZEBRA-42') > 0"));
    await checkpoint();
    // then
    expect(holds()).toBe(false);
    expect((await worker.port.matter(value.matter)).summary).toBeNull();
  });

  it('moves the clock once, however often the same move is sent', async () => {
    const key = newKey();
    const move = (kind: string) => send(worker, '/api/clock/moves', { move: kind }, key);
    // when
    const replies = [...(await Promise.all([move('workday'), move('workday')])), await move('workday')];
    // then
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    const times = replies.map(({ body }) => (body as { value: { now: number } }).value.now);
    expect(new Set(times).size).toBe(1);
    expect((await worker.port.clock()).now).toBe(times[0]);
    expect(told(await move('next'))).toBe('409 conflict');
  });

  it('answers an address that cannot be read as it answers everything else', async () => {
    const { status, type, body } = await resident.raw('GET', '/api/matters/%E0%A4%A');
    expect({ status, type, code: (body as { code?: string }).code }).toEqual({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
      code: 'invalid-request',
    });
  });

  it('lets nobody work at home who works elsewhere', async () => {
    // given a worker of another community who lives in this one
    const { app } = served.heyi;
    const people = app.get(People);
    await people.found([{ path: 'qinghe/bwl', name: '北湾里社区', kind: 'community' }]);
    const person = await people.add({
      name: '方晓',
      place: '北湾里社区',
      role: 'worker',
      scope: 'qinghe/bwl',
      document: DOCUMENT,
    });
    await people.settle(person, 'qinghe/qhl');
    await app.get(Accounts).create('fangxiao', DEMO_PASSWORD, person);
    const neighbour = await served.signedIn('fangxiao');
    const { task } = await toAnswering();
    // then
    expect((await neighbour.port.matters()).length).toBeGreaterThan(0);
    expect(await neighbour.port.tasks('todo')).toEqual([]);
    expect(await neighbour.port.alarms()).toEqual([]);
    expect(told(await neighbour.raw('GET', `/api/tasks/${task}`))).toBe('404 task-unknown');
    expect(told(await send(neighbour, `/api/tasks/${task}/claim`, {}))).toBe('404 task-unknown');
  });
});
