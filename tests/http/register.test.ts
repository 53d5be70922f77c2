import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Electorate, Imports, People, Person, Registers, Residents } from '#community';
import { Accounts } from '#identity';
import type { ImportView } from '#community';
import { readCsv, registerRoot, type RegisterState } from '#rules/register';
import type { Client, Reply } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

const AT = Date.parse('2026-03-02T09:00:00+08:00');
const QHL = encodeURIComponent('qinghe/qhl');
const HOMES = '小区,楼栋,单元,房号,户号,姓名,出生日期,手机,与户主关系';

/** One line under the headings, 诸葛明 of 1号楼1单元401室, as spreadsheet programs here write it. */
const GB18030 =
  '0KHH+CzCpbawLLWl1Kost7+6xSy7p7rFLNDVw/sss/bJ+sjVxtosyta7+izT67un1ve52M+1DQrH4LrM1LcsMSwxLDQwMSxONSzW7rjww/csMTk3MC0wNS0wNiwsu6fW9w==';

/** Rosters through HTTP, and what the organisation and the registers keep of them. */
describe.each(PLACES)('rosters and posts on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let administrator: Client;

  beforeAll(async () => {
    served = await serve(await newPlace());
    worker = await served.signedIn('wangmin');
    administrator = await served.signedIn('guanli');
  });
  afterAll(() => served?.close());

  const get = <T>(service: new (...args: never[]) => T): T => served.heyi.app.get(service);
  const told = ({ status, body }: Reply) => `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`;

  async function upload(bytes: Buffer, template = 'households'): Promise<Reply> {
    const headers = { ...(await worker.intent(newKey())), 'content-type': 'application/octet-stream' };
    const url = `/api/register/${QHL}/imports?template=${template}&name=${encodeURIComponent('名册.csv')}`;
    return worker.raw('POST', url, { headers, body: bytes });
  }

  async function preview(lines: readonly string[], template = 'households'): Promise<ImportView> {
    const { body } = await upload(Buffer.from(lines.join('\n'), 'utf8'), template);
    return (body as { value: ImportView }).value;
  }

  async function decide(who: Client, id: string, body: object, key = newKey()): Promise<Reply> {
    return who.raw('POST', `/api/register/${QHL}/imports/${id}/decision`, { headers: await who.intent(key), body });
  }

  const names = async () => (await get(Registers).rows('qinghe/qhl')).persons.map(({ name }) => name);

  it('previews a file, writes all of it at once, and records it', async () => {
    // given
    const before = await get(Registers).latest('qinghe/qhl');
    const found = await preview([
      HOMES,
      '青禾苑,1,1,201,N1,欧阳青,1970-05-06,19911112222,户主',
      '青禾苑,1,1,201,N1,欧阳禾,2012-05-06,,子女',
    ]);
    expect(found).toMatchObject({ status: 'preview', rows: 2, findings: [], proposals: [], ready: true });
    expect(await names()).not.toContain('欧阳青');
    // when
    const reply = await decide(worker, found.id, { do: 'commit' });
    // then
    expect(reply.body).toMatchObject({ value: { status: 'done', findings: [] } });
    expect(await names()).toEqual(expect.arrayContaining(['欧阳青', '欧阳禾']));
    const after = await get(Registers).latest('qinghe/qhl');
    expect(after?.stream).toBe(before?.stream);
    expect(after?.seq).toBe((before?.seq ?? 0) + 1);
    expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('409 import-decided');
    expect(await get(Electorate).count('households', 'qinghe/qhl', AT)).toBe(6);
    expect(await get(Electorate).count('residents', 'qinghe/qhl/e1/b1/u1', AT)).toBe(2);
  });

  it('writes nothing of a file with a fault in one row', async () => {
    const held = await names();
    const found = await preview([
      HOMES,
      '青禾苑,1,1,301,N2,司马一,1970-05-06,,户主',
      '青禾苑,1,1,301,N2,司马一,1970-05-06,,户主',
      '青禾苑,99,1,301,N3,司马二,1970-05-06,,户主',
    ]);
    expect(found.ready).toBe(false);
    expect(found.findings.map(({ row, code }) => `${row} ${code}`)).toEqual(['3 person-twice', '4 building-unknown']);
    expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('422 import-has-errors');
    expect(await names()).toEqual(held);
    expect(told(await decide(worker, found.id, { do: 'discard' }))).toBe('201 ');
    expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('409 import-decided');
  });

  it('asks about whom it may know already, and does as it is told', async () => {
    const found = await preview([HOMES, '青禾苑,2,1,101,N4,欧阳青,1970-05-06,,户主']);
    expect(found.proposals).toMatchObject([{ n: 1, code: 'same-person', row: 2 }]);
    expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('409 proposals-open');
    const merges = [{ n: 1, do: 'merge' }];
    expect(told(await decide(worker, found.id, { do: 'commit', merges }))).toBe('201 ');
    expect((await names()).filter((name) => name === '欧阳青')).toEqual(['欧阳青']);
    const { lines } = await get(Residents).find('qinghe/qhl/e1/b2', '欧阳青', 1);
    expect(lines).toMatchObject([{ place: '2号楼1单元101室', household: 'N4', phone: '199****2222' }]);
  });

  it('reads GB18030 and spreadsheets, and hands out what can be imported again', async () => {
    const { body } = await upload(Buffer.from(GB18030, 'base64'));
    const { value } = body as { value: ImportView };
    expect(value).toMatchObject({ rows: 1, findings: [] });
    expect(told(await decide(worker, value.id, { do: 'commit' }))).toBe('201 ');
    for (const format of ['csv', 'xlsx']) {
      const file = await worker.raw('GET', `/api/register/${QHL}/export?template=households&format=${format}`);
      expect(file.status).toBe(200);
      const again = await upload(file.bytes);
      const found = (again.body as { value: ImportView }).value;
      expect(found).toMatchObject({ findings: [], proposals: [], rows: (await names()).length });
      expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('201 ');
    }
    expect((await names()).filter((name) => name === '诸葛明').length).toBe(1);
    expect(await get(Registers).isWhole('qinghe/qhl')).toBe(true);
  });

  it('imports who owns what, one head for several units', async () => {
    const found = await preview(
      [
        '小区,楼栋,单元,房号,建筑面积,面积来源,产权人,手机,楼栋总面积',
        '青禾苑,1,1,101,60.00,登记,张秀兰,19900000001,150.00',
        '青禾苑,1,1,102,90.00,测绘,张秀兰,19900000001,150.00',
      ],
      'property',
    );
    expect(found.findings).toEqual([]);
    expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('201 ');
    const lines = await get(Electorate).lines('owners', 'qinghe/qhl', AT);
    const [held] = lines;
    expect(lines).toMatchObject([{ heads: 1, area: 15_000 }]);
    expect(await get(People).nameOf(held?.holders?.[0] ?? '')).toBe('张秀兰');
    const wrong = await preview(
      ['楼栋,房号,建筑面积,面积来源,产权人,楼栋总面积', '2,9,60.00,登记,张秀兰,61.00'],
      'property',
    );
    expect(wrong.findings).toMatchObject([{ code: 'building-total', values: { sum: '60.00', declared: '61.00' } }]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['a packed file that is no spreadsheet', Buffer.from('PK\u0003\u0004 and nothing more'), 'file-unreadable'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x01]), 'file-unreadable'],
  ])('takes no %s for a roster', async (_what, bytes, code) => {
    expect(told(await upload(bytes))).toBe(`422 ${code}`);
  });

  it('is refused for another place than a community, and for another template', async () => {
    expect(told(await upload(Buffer.from('x'), 'moon'))).toBe('422 template-unknown');
    const building = encodeURIComponent('qinghe/qhl/e1');
    expect(told(await worker.raw('GET', `/api/register/${building}/export`))).toBe('422 register-of-community');
    expect(told(await worker.raw('GET', `/api/register/${QHL}/imports/nothing`))).toBe('404 import-unknown');
    expect((await worker.raw('GET', `/api/register/${building}?words=欧阳`)).body).toMatchObject({ total: 2 });
  });

  it('appoints from a roster, by an administrator only, all or none', async () => {
    const heading = '姓名,角色,单位,任期起,任职文号,文件标题,近亲属';
    const found = await preview(
      [
        heading,
        '郑网格,网格员,青禾苑,2026-01-01,2号,关于聘任网格员的通知,',
        '郑监督,居务监督委员,青禾里社区,,3号,公告,否',
      ],
      'posts',
    );
    expect(found.findings).toEqual([]);
    expect(told(await decide(worker, found.id, { do: 'commit' }))).toBe('404 unknown-scope');
    expect(told(await decide(administrator, found.id, { do: 'commit' }))).toBe('201 ');
    const [grid] = await get(People).holders('grid', 'qinghe/qhl/e1/b1');
    expect(await get(People).nameOf(grid?.person ?? '')).toBe('郑网格');
  });

  it('gives a post and takes it away: a right ends with its appointment', async () => {
    // given
    const post = { name: '冯召', place: '青禾里社区居委会', role: 'convenor', scope: 'qinghe/qhl', document: DOCUMENT };
    const key = newKey();
    const ask = async (path: string, body: object, each = newKey()) =>
      administrator.raw('POST', `/api/organisation/${path}`, { headers: await administrator.intent(each), body });
    expect(told(await ask('appointments', { ...post, document: null }))).toBe('409 document-missing');
    expect(told(await ask('appointments', post, key))).toBe('201 ');
    expect(told(await ask('appointments', post, key))).toBe('201 ');
    const held = await get(People).holders('convenor', 'qinghe/qhl');
    expect(held.length).toBe(1);
    const person = held[0]?.person ?? '';
    await get(Accounts).create('fengzhao', DEMO_PASSWORD, person);
    const convenor = await served.signedIn('fengzhao');
    expect((await convenor.raw('GET', `/api/register/${QHL}`)).status).toBe(200);
    // when
    expect(told(await ask('dismissals', { appointment: held[0]?.id ?? '', document: DOCUMENT }))).toBe('201 ');
    // then
    expect(await get(People).holders('convenor', 'qinghe/qhl')).toEqual([]);
    expect(told(await convenor.raw('GET', `/api/register/${QHL}`))).toBe('403 role-does-not-fit');
  });

  it('tells of nobody what another page already knows: collect once', async () => {
    const { lines } = await get(Residents).find('qinghe/qhl', '欧阳青', 1);
    expect(await get(Residents).known(lines[0]?.person ?? '')).toEqual({
      name: '欧阳青',
      place: '2号楼1单元101室',
      household: '2号楼1单元101室',
      phone: '199****2222',
      building: '2号楼',
      area: null,
    });
  });

  it('asks no resident for what the register holds, and keeps it sealed', async () => {
    // given
    const resident = await served.signedIn('jumin1');
    const known = await resident.port.known();
    expect(known).toMatchObject({ name: '张秀兰', phone: '199****0001' });
    const variables = {
      ...{ title: '楼下装充电棚', topic: 'facility', reach: 'building', place: '1号楼东侧', what: '装充电棚。' },
      ...{ affected: '1号楼住户', wish: '装两组。', name_shown: 'no' },
    };
    const propose = (more: object) =>
      resident.port.startMatter({ procedure: 'consultation', variables: { ...variables, ...more } }, newKey());
    // when somebody says it again, even the same
    const problem = await propose({ contact: '19900000001' }).catch((thrown: unknown) => thrown);
    // then
    expect(problem).toMatchObject({ code: 'invalid-form', values: { contact: 'known-field' } });
    const { matter } = (await propose({})).value;
    const { runtime } = served.heyi.ground;
    const [first] = await runtime.records(matter, 0, 1);
    const body = Buffer.from(first?.body ?? []).toString();
    expect(body).not.toContain('19900000001');
    const { command } = JSON.parse(body) as { command: { variables: { contact: { '~': string } } } };
    const [sealed] = await runtime.sealed([command.variables.contact['~']]);
    expect(Buffer.from(sealed?.value ?? []).toString()).toBe('"19900000001"');
    // and who stands in no register is asked
    expect(await worker.port.known()).toEqual({});
  });

  it('lets all residents of a community quote one record, the latest of its register', async () => {
    const people = get(People);
    const residents = await people.holders('resident', 'qinghe/qhl');
    const one = await get(Registers).latest('qinghe/qhl');
    const view = await served.heyi.ground.runtime.state<RegisterState>(one?.stream ?? '');
    expect(view?.state.root).toBe(registerRoot(await get(Registers).rows('qinghe/qhl')));
    expect(residents.length).toBeGreaterThan(5);
    for (const { basis } of residents) expect(basis).toEqual(one);
    expect(await people.appointmentsOf(residents[0]?.person ?? '')).toMatchObject([{ role: 'resident', basis: one }]);
  });

  it('ends a change that was cut off after its record, before its rows', async () => {
    // given
    const { database } = served.heyi.ground;
    const registers = get(Registers);
    const found = await preview([HOMES, '青禾苑,1,1,501,N6,上官云,1970-05-06,,户主']);
    const original = database.transaction.bind(database);
    const cut = vi.spyOn(database, 'transaction').mockImplementation((work) =>
      original((session) => {
        const run: typeof session.run = (sql, parameters) =>
          sql.startsWith('INSERT INTO register ') ? Promise.reject(new Error('cut off')) : session.run(sql, parameters);
        return work({ all: session.all.bind(session), run });
      }),
    );
    expect((await decide(worker, found.id, { do: 'commit' })).status).toBe(500);
    expect(served.errors.splice(0).join()).toContain('cut off');
    cut.mockRestore();
    expect(await names()).not.toContain('上官云');
    expect(await registers.isWhole('qinghe/qhl')).toBe(false);
    // when
    await registers.resume();
    await registers.resume();
    // then
    expect(await registers.isWhole('qinghe/qhl')).toBe(true);
    expect((await names()).filter((name) => name === '上官云').length).toBe(1);
  });

  it('shows a row that was changed in its table alone', async () => {
    const { database } = served.heyi.ground;
    expect(await get(Registers).isWhole('qinghe/qhl')).toBe(true);
    await database.write((manager) => manager.update(Person, { name: '诸葛明' }, { born: '2020-01-01' }));
    expect(await get(Registers).isWhole('qinghe/qhl')).toBe(false);
    expect(served.errors).toEqual([]);
    expect(readCsv((await get(Imports).export('qinghe/qhl', 'households', 'csv')).toString('utf8'))?.length).toBe(
      (await names()).length + 1,
    );
  });
});
