import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Imports, People, RegisterChange, type ImportView } from '#community';
import { demoPeople, fewPeople } from '#main';
import type { OrganisationPage, PostLine } from '#web/port';
import type { Client, Reply } from './client.js';
import { DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

const QHL = 'qinghe/qhl';
const DAY = 86_400_000;
const told = ({ status, body }: Reply) => `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`;

/** The first instant of a day in Shanghai, and the day of an instant there. */
const start = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
const dayOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

describe.each(PLACES)('the organisation on %s', (_name, newPlace) => {
  let served: Served;
  let administrator: Client;
  let today: string;
  const get = <T>(token: abstract new (...args: never[]) => T): T => served.heyi.app.get(token);
  beforeAll(async () => {
    const { bodies, posts } = demoPeople();
    const some = (key: string) => key === 'qhl-committee' || key === 'qhl-watch';
    served = await serve(await newPlace(), {
      people: {
        ...fewPeople(),
        bodies: bodies.filter(({ key }) => some(key)),
        posts: posts.filter(({ account }) => account === 'wangmin' || account === 'guanli'),
      },
    });
    administrator = await served.signedIn('guanli');
    today = dayOf((await administrator.port.clock()).now);
  });
  afterAll(() => served?.close());
  afterEach(() => vi.restoreAllMocks());

  const ask = async (path: string, body: object, key = newKey(), method: 'POST' | 'DELETE' = 'POST') =>
    administrator.raw(method, `/api/organisation/${path}`, {
      headers: await administrator.intent(key),
      ...(method === 'POST' ? { body } : {}),
    });
  const drop = (path: string) => ask(path, {}, newKey(), 'DELETE');
  const page = async () => (await administrator.raw('GET', '/api/organisation')).body as OrganisationPage;
  const later = (days: number) => dayOf(start(today) + days * DAY);
  const post = { name: '冯召', place: '青禾里社区居委会', role: 'social-worker', scope: QHL, document: DOCUMENT };
  const given = async (name: string, more: object = {}): Promise<PostLine> => {
    expect(told(await ask('appointments', { ...post, name, ...more }))).toBe('201 ');
    const { posts, coming } = await page();
    return [...posts, ...coming].find((each) => each.name === name) as PostLine;
  };

  it('prolongs an appointment, in the stream and in its row, and answers a repeat once', async () => {
    // given
    const held = await given('冯延', { to: later(20) });
    expect(held).toMatchObject({ to: start(later(21)), soon: true });
    const way = `appointments/${held.appointment}/prolongation`;
    const key = newKey();
    // when
    const longer = { to: later(300), document: { number: '青街任〔2026〕7号', title: '关于延长任期的通知' } };
    expect(told(await ask(way, longer, key))).toBe('201 ');
    expect(told(await ask(way, longer, key))).toBe('201 ');
    // then
    const after = (await page()).posts.find(({ name }) => name === '冯延');
    expect(after).toMatchObject({ to: start(later(301)), soon: false });
    const rows = await get(People).holders('social-worker', QHL);
    expect(rows.map(({ id }) => id)).toContain(held.appointment);
    expect(told(await ask(way, longer))).toBe('409 term-not-longer');
    expect(told(await ask(way, { to: later(400) }))).toBe('409 document-missing');
    expect(told(await ask(way, { to: '2026-02-30', document: DOCUMENT }))).toMatch(/^4\d\d /);
    expect(told(await ask('appointments/none/prolongation', longer))).toBe('404 unknown-appointment');
    // and what was over yesterday is not taken up again
    const over = { ...post, name: '冯旧', from: later(-10), to: later(-1) };
    expect(told(await ask('appointments', over))).toBe('201 ');
    const state = await get(People).state();
    const old = Object.values(state.appointments).find(({ to }) => to === start(today));
    expect(told(await ask(`appointments/${old?.appointment ?? ''}/prolongation`, longer))).toBe('409 appointment-over');
  });

  it('replaces a holder at once or later: the one ends the day before the other begins', async () => {
    // given
    const held = await given('冯前', { role: 'expert', to: later(90) });
    const way = `appointments/${held.appointment}/replacement`;
    const next = { name: '冯后', place: '居委会', to: later(400), document: DOCUMENT };
    expect(told(await ask(way, { ...next, from: later(-1) }))).toBe('409 begins-in-the-past');
    expect(told(await ask(way, { ...next, from: later(92) }))).toBe('409 leaves-a-gap');
    expect(told(await ask(way, { ...next, document: null }))).toBe('409 document-missing');
    // when
    expect(told(await ask(way, { ...next, from: later(30) }))).toBe('201 ');
    // then
    const { posts, coming } = await page();
    expect(posts.find(({ name }) => name === '冯前')?.to).toBe(start(later(30)));
    const successor = coming.find(({ name }) => name === '冯后');
    expect(successor).toMatchObject({ role: 'expert', from: start(later(30)), to: start(later(401)) });
    // and today means at once
    const second = await given('冯今', { role: 'department' });
    const now = await ask(`appointments/${second.appointment}/replacement`, { ...next, name: '冯新', from: today });
    expect(told(now)).toBe('201 ');
    const departments = (await page()).posts.filter(({ role }) => role === 'department');
    expect(departments.map(({ name }) => name)).toEqual(['冯新']);
    expect((await get(People).holders('department', QHL)).length).toBe(1);
  });

  it('gives a post that ended this morning again today, one by one and from a roster', async () => {
    // given
    const { appointment: kept } = await given('冯回');
    const person = (await get(People).state()).appointments[kept]?.person ?? '';
    const again = { person, role: 'expert', scope: QHL, document: DOCUMENT, from: today };
    const held = async () => (await page()).posts.filter(({ name, role }) => name === '冯回' && role === 'expert');
    expect(told(await ask('appointments', again))).toBe('201 ');
    const [{ appointment = '' } = {}] = await held();
    expect(told(await ask('dismissals', { appointment, document: DOCUMENT }))).toBe('201 ');
    expect(await held()).toEqual([]);
    // when
    expect(told(await ask('appointments', again))).toBe('201 ');
    // then
    expect(await held()).toHaveLength(1);
    // and a roster that says today means at once as well
    const now = (await administrator.port.clock()).now;
    const text = `姓名,角色,单位,任期起,任职文号,文件标题\n冯即,专家,青禾里社区,${today},9号,通知`;
    const upload = { community: QHL, template: 'posts', bytes: Buffer.from(text), file: 'a.csv', person } as const;
    const { id, findings } = await get(Imports).preview(upload);
    expect(findings).toEqual([]);
    await get(Imports).commit(QHL, id, new Map(), { by: { p: 'system', role: 'system', scope: '', basis: null } });
    const from = (await page()).posts.find(({ name }) => name === '冯即')?.from ?? 0;
    expect(from).toBeGreaterThanOrEqual(now);
  });

  it('appoints nobody new without a name and a place', async () => {
    // given
    const before = (await page()).posts;
    const held = before.find(({ role }) => role === 'social-worker');
    const replacement = `appointments/${held?.appointment ?? ''}/replacement`;
    // when then
    for (const missing of [{ name: ' ' }, { place: '' }]) {
      expect(told(await ask('appointments', { ...post, ...missing }))).toBe('422 newcomer-incomplete');
      const next = { name: '冯缺', place: '居委会', document: DOCUMENT, ...missing };
      expect(told(await ask(replacement, next))).toBe('422 newcomer-incomplete');
    }
    expect((await page()).posts).toEqual(before);
  });

  it('counts seats: none too many, and the empty ones are said', async () => {
    // given
    const { bodies } = await page();
    const committee = bodies.find(({ kind }) => kind === 'committee');
    const seats = [
      { role: 'convenor', count: 1 },
      { role: 'worker', count: 2 },
    ];
    const amend = { name: '青禾里社区居民委员会', remit: [], seats };
    expect(told(await ask(`bodies/${committee?.body ?? ''}`, amend))).toBe('201 ');
    const vacant = async () =>
      (await page()).vacancies
        .filter(({ body }) => body === committee?.body)
        .map(({ role, missing }) => [role, missing]);
    expect(await vacant()).toEqual([
      ['convenor', 1],
      ['worker', 1],
    ]);
    // when
    await given('冯席', { role: 'convenor', body: committee?.body });
    // then
    expect(await vacant()).toEqual([['worker', 1]]);
    const another = { ...post, name: '冯多', role: 'convenor', body: committee?.body };
    expect(told(await ask('appointments', another))).toBe('409 seats-taken');
  });

  it('adds, renames and closes units, and bodies with them', async () => {
    const unit = { path: `${QHL}/e9`, name: '新苑', kind: 'estate' };
    const at = encodeURIComponent(unit.path);
    expect(told(await ask('units', { units: [unit] }))).toBe('201 ');
    expect(told(await ask(`units/${at}/name`, { name: '青禾新苑' }))).toBe('201 ');
    expect((await page()).units.find(({ path }) => path === unit.path)?.name).toBe('青禾新苑');
    expect(told(await ask('bodies', { bodies: [{ kind: 'council', name: '新苑议事会', scope: unit.path }] }))).toBe(
      '201 ',
    );
    expect(told(await drop(`units/${at}`))).toBe('409 unit-has-bodies');
    const council = (await page()).bodies.find(({ kind }) => kind === 'council');
    const member = await given('冯议', { scope: unit.path, body: council?.body });
    expect(told(await drop(`bodies/${council?.body ?? ''}`))).toBe('409 body-has-posts');
    expect(told(await ask('dismissals', { appointment: member.appointment, document: DOCUMENT }))).toBe('201 ');
    expect(told(await drop(`bodies/${council?.body ?? ''}`))).toMatch(/^20/);
    expect(told(await drop(`units/${at}`))).toMatch(/^20/);
    expect((await page()).units.map(({ path }) => path)).not.toContain(unit.path);
    expect(told(await ask('units', { units: [unit] }))).toBe('409 unit-was-closed');
    expect(await get(People).unitName(unit.path)).toBe('青禾新苑');
    // and a building somebody lives in stays
    const home = encodeURIComponent(`${QHL}/e1/b1/u1`);
    const refused = await drop(`units/${home}`);
    expect(told(refused)).toBe('409 unit-has-residents');
    expect((refused.body as { detail: string }).detail).toContain('先改名册');
  });

  /** The process dies right after the transaction that writes a record of the organisation: nothing after it is written. */
  function dieAfterTheRecord(): void {
    const { database } = served.heyi.ground;
    const transaction = database.transaction.bind(database);
    const write = database.write.bind(database);
    let dead = false;
    vi.spyOn(database, 'transaction').mockImplementation(async (work) => {
      if (dead) throw new Error('cut off');
      let recorded = false;
      const result = await transaction((session) => {
        const run: typeof session.run = (sql, parameters) => {
          recorded ||= sql.startsWith('INSERT INTO record ');
          return session.run(sql, parameters);
        };
        return work({ all: session.all.bind(session), run });
      });
      dead = recorded;
      return result;
    });
    vi.spyOn(database, 'write').mockImplementation((work) => {
      if (dead) throw new Error('cut off');
      return write(work);
    });
  }

  it('has the rows of an appointment wherever it has its record, also when the server dies in between', async () => {
    // given
    dieAfterTheRecord();
    // when
    await ask('appointments', { ...post, name: '冯断', role: 'party' });
    // then, after it is started again
    vi.restoreAllMocks();
    served.errors.splice(0);
    const [held] = await get(People).holders('party', QHL);
    const { appointments } = await get(People).state();
    expect(Object.values(appointments).some(({ role }) => role === 'party')).toBe(true);
    expect(await get(People).nameOf(held?.person ?? '')).toBe('冯断');
    // and the end of it as well
    dieAfterTheRecord();
    await ask('dismissals', { appointment: held?.id ?? '', document: DOCUMENT });
    vi.restoreAllMocks();
    served.errors.splice(0);
    expect(await get(People).holders('party', QHL)).toEqual([]);
  });

  it('has neither when it dies while they are written', async () => {
    // given
    const { database } = served.heyi.ground;
    const transaction = database.transaction.bind(database);
    vi.spyOn(database, 'transaction').mockImplementation((work) =>
      transaction((session) => {
        const run: typeof session.run = (sql, parameters) =>
          sql.startsWith('INSERT INTO appointment ')
            ? Promise.reject(new Error('cut off'))
            : session.run(sql, parameters);
        return work({ all: session.all.bind(session), run });
      }),
    );
    const count = async () => Object.keys((await get(People).state()).appointments).length;
    const before = await count();
    // when
    const reply = await ask('appointments', { ...post, name: '冯无', role: 'street' });
    // then
    expect(reply.status).toBe(500);
    vi.restoreAllMocks();
    expect(served.errors.splice(0).join()).toContain('cut off');
    expect(await count()).toBe(before);
    expect(await get(People).find(QHL, '冯无', 5)).toEqual([]);
    expect(told(await ask('appointments', { ...post, name: '冯有', role: 'street' }))).toBe('201 ');
  });

  it('knows a roster of posts as brought in, wherever its appointments are made', async () => {
    // given
    const lines = ['姓名,角色,单位,任职文号,文件标题', '郑名册,网格员,青禾里社区,9号,关于聘任网格员的通知'];
    const upload = await administrator.raw(
      'POST',
      `/api/register/${encodeURIComponent(QHL)}/imports?template=posts&name=a.csv`,
      {
        headers: { ...(await administrator.intent(newKey())), 'content-type': 'application/octet-stream' },
        body: Buffer.from(lines.join('\n'), 'utf8'),
      },
    );
    const { id, findings } = (upload.body as { value: ImportView }).value;
    expect(findings).toEqual([]);
    dieAfterTheRecord();
    // when
    const decide = async () =>
      administrator.raw('POST', `/api/register/${encodeURIComponent(QHL)}/imports/${id}/decision`, {
        headers: await administrator.intent(newKey()),
        body: { do: 'commit' },
      });
    await decide();
    // then
    vi.restoreAllMocks();
    served.errors.splice(0);
    expect((await get(Imports).of(QHL, id)).status).toBe('done');
    const row = await served.heyi.ground.database.repository(RegisterChange).findOneBy({ id });
    expect(row?.staged).toBeNull();
    const held = await get(People).holders('grid', QHL);
    expect(held.length).toBe(1);
    expect(await get(People).nameOf(held[0]?.person ?? '')).toBe('郑名册');
    expect(told(await decide())).toBe('409 import-decided');
  });

  it('brings a roster of posts in once, also where two people say so at the same time', async () => {
    const imports = get(Imports);
    const bytes = Buffer.from('姓名,角色,单位,任职文号,文件标题\n郑一次,召集人,青禾里社区,9号,通知', 'utf8');
    const upload = { community: QHL, template: 'posts', bytes, file: 'a.csv', person: 'p'.repeat(26) } as const;
    const { id } = await imports.preview(upload);
    const by = { p: 'system', role: 'system', scope: '', basis: null };
    await Promise.all([1, 2].map(() => imports.commit(QHL, id, new Map(), { by })));
    const found = await get(People).find(QHL, '郑一次', 5);
    expect(found.length).toBe(1);
    expect(served.errors).toEqual([]);
  });

  it.each([
    ['posts', '姓名,角色,单位,任职文号,文件标题\n郑弃,召集人,青禾里社区,9号,通知'],
    ['households', '小区,楼栋,单元,房号,户号,姓名,出生日期\n青禾苑,1,1,701,N7,郑弃,1970-05-06'],
  ] as const)('does not bring in a roster of %s that was discarded while it was checked', async (template, text) => {
    // given
    const imports = get(Imports);
    const upload = {
      community: QHL,
      template,
      bytes: Buffer.from(text),
      file: 'a.csv',
      person: 'p'.repeat(26),
    } as const;
    const { id, findings } = await imports.preview(upload);
    expect(findings).toEqual([]);
    const state = get(People).state.bind(get(People));
    let asked = 0;
    vi.spyOn(get(People), 'state').mockImplementation(async () => {
      if (asked++ === 0) await imports.discard(QHL, id);
      return state();
    });
    // when
    const by = { p: 'system', role: 'system', scope: '', basis: null };
    await expect(imports.commit(QHL, id, new Map(), { by })).rejects.toMatchObject({ code: 'import-decided' });
    // then
    vi.restoreAllMocks();
    expect((await imports.of(QHL, id)).status).toBe('discarded');
    expect(await get(People).find(QHL, '郑弃', 5)).toEqual([]);
    await expect(imports.discard(QHL, id)).resolves.toBeUndefined();
    served.errors.splice(0);
  });
});
