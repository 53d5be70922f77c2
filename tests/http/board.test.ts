import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People, Person } from '#community';
import { Database } from '#store';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { settled, toVote } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

/** 大屏: what hangs in the hall is what everybody may know, and no more. */
describe.each(PLACES)('the board on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  beforeAll(async () => {
    served = await serve(await newPlace());
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'lingong', '孙涛', 'worker', 'qinghe/sjl');
    await staff(served, 'jiedao', '高远', 'street');
    worker = await served.signedIn('wangmin');
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const kinds = async (who = worker) => (await who.port.board('')).panels.map(({ kind }) => kind);

  it('goes with the matter, names nobody, and counts no open vote', async () => {
    // given
    expect(await kinds()).toEqual(['consult']);
    const [consult] = (await worker.port.board('')).panels;
    expect(consult).toMatchObject({ kind: 'consult', given: null });
    expect((await worker.port.matter(consult?.matter ?? '')).title).toBe(consult?.title);
    // when the vote is open and some have voted
    const { poll, residents } = await toVote(served);
    const before = await worker.raw('GET', '/api/board');
    for (const resident of residents.slice(0, 3)) await resident.port.cast(poll, { choice: 'yes' }, newKey());
    // then nothing on the wall tells
    expect((await worker.raw('GET', '/api/board')).text).toBe(before.text);
    expect(await kinds()).toEqual(['vote', 'answered']);
    // and once it is counted the result stands with its fractions beside the notice
    settled(await worker.port.moveClock({ move: 'next' }, newKey()));
    const { panels } = await worker.port.board('');
    expect(panels.map(({ kind }) => kind)).toEqual(['notice', 'result', 'answered']);
    const result = panels.find(({ kind }) => kind === 'result');
    expect(result).toMatchObject({ counts: { yes: 3, no: 0, abstain: 0, notCast: 2 }, outcome: 'passed' });
    expect(result?.kind === 'result' && result.tests.every(({ met, total }) => met && total > 0)).toBe(true);
    // nobody's name, no text anybody wrote, no pseudonym
    const { text } = await worker.raw('GET', '/api/board');
    const names = (await served.heyi.app.get(Database).repository(Person).find()).map(({ name }) => name);
    for (const word of [...names, '赞成。', '已列入方案']) expect(text).not.toContain(word);
    expect(text).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });

  it('shows what is open and came of it however many matters began since, and goes on with the rest where one cannot be read', async () => {
    // given hundreds of newer matters, and one on the wall that cannot be read
    const before = await worker.port.board('');
    const resident = await served.signedIn('jumin1');
    const home = await resident.port.home();
    const db = served.heyi.app.get(Database);
    const copies = (kind: string, from: string, n: number) =>
      db.transaction(async (session) => {
        for (let each = 0; each < n; each++)
          await session.run(
            `INSERT INTO stream (id, kind, definition, scope, title, status, seq, leaf_hash, at, started_at)
             SELECT ?, kind, definition, scope, title, 'open', 1, leaf_hash, at, started_at FROM stream
             WHERE kind = ? AND id NOT LIKE '7Z%' LIMIT 1`,
            [`${from}${String(each).padStart(26 - from.length, '0')}`, kind],
          );
      });
    await copies('instance', '7ZZ', 210);
    await copies('notice', '7ZA', 3);
    // when
    const after = await worker.port.board('');
    // then
    expect(before.panels.length).toBeGreaterThan(0);
    expect(after).toEqual(before);
    expect(await resident.port.home()).toEqual(home);
    expect(home.notices.length).toBeGreaterThan(0);
    // and where there is more than fits it says so
    await copies('notice', '7ZB', 200);
    expect((await worker.port.board('')).more).toBe(true);
    await db.transaction((session) => session.run("DELETE FROM stream WHERE id LIKE '7Z%'", []));
  });

  it('is for staff who are signed in, as far as their posts reach', async () => {
    const there = await served.signedIn('lingong');
    expect(await there.port.board('')).toEqual({ scope: 'qinghe/sjl', name: '松江里社区', panels: [], more: false });
    expect((await problemOf(there.port.board('qinghe/qhl'))).code).toBe('unknown-scope');
    const street = await served.signedIn('jiedao');
    expect((await street.port.board('qinghe/qhl')).panels.length).toBeGreaterThan(0);
    const asked = (who: Client) => who.raw('GET', '/api/board').then(({ status }) => status);
    expect([await asked(served.visitor()), await asked(await served.signedIn('jumin1'))]).toEqual([401, 403]);
  });
});
