import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import { People, Registers } from '#community';
import { PaperRow } from '#capabilities/notify';
import { Database } from '#store';
import { problemOf, type Client } from './client.js';
import { authenticator, digitsFor, codeFor, newHousehold, staff } from './accounts.js';
import { settled } from './matter.js';
import { DEMO_PASSWORD, newKey, PLACES, serve, type Served } from './server.js';

const told = async (call: Promise<unknown>) => {
  const { status, code, message } = await problemOf(call);
  expect(message).not.toBe('');
  return `${status} ${code}`;
};

describe.each(PLACES)('a second factor on %s', (_name, newPlace) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(await newPlace(), { demo: false });
    await served.heyi.app.get(People).found([{ path: 'qinghe', name: '青禾街道', kind: 'street' }]);
    await staff(served, 'guanli', '赵启文', 'administrator');
    await staff(served, 'anquan', '孙立安', 'security');
    await staff(served, 'shenji', '钱慎之', 'auditor');
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  async function withFactor(account: string): Promise<{ who: Client; secret: string; recovery: readonly string[] }> {
    const who = await served.signedIn(account);
    const { secret } = (await who.port.beginFactor(newKey())).value;
    const { recovery } = (await who.port.confirmFactor({ code: authenticator(secret, -1) }, newKey())).value;
    return { who, secret, recovery };
  }
  const step = async (account: string, who: Client) =>
    (await who.port.signIn({ account, password: DEMO_PASSWORD }, newKey())).value;

  it('is needed by the three administrators before anything else', async () => {
    for (const account of ['guanli', 'anquan', 'shenji']) {
      const who = await served.signedIn(account);
      expect((await who.port.session()).me?.standing).toBe('needs-second-factor');
      expect(await told(who.port.alarms())).toBe('403 second-factor-needed');
      expect(await told(who.port.accounts('赵'))).toBe('403 second-factor-needed');
      expect(await told(who.port.myData())).toBe('403 second-factor-needed');
      expect(await who.port.factor()).toEqual({ set: false, needed: true, demo: false });
    }
    const who = await served.signedIn('guanli');
    await who.port.beginFactor(newKey());
    expect(await told(who.port.confirmFactor({ code: '000000' }, newKey()))).toBe('422 second-factor-wrong');
    await who.port.signOut(newKey());
  });

  it('is asked for at every sign-in after the password, and gives no cookie before', async () => {
    // given
    const { who, secret, recovery } = await withFactor('guanli');
    expect(await who.port.alarms()).toEqual([]);
    expect(recovery).toHaveLength(8);
    expect(await told(who.port.beginFactor(newKey()))).toBe('409 second-factor-set');
    const later = served.visitor();
    // when
    const halfway = await step('guanli', later);
    // then
    expect(halfway).toMatchObject({ me: null, needsSecondFactor: true });
    expect(later.cookie).toBeNull();
    const enter = (code: string, at = halfway.step ?? '') => later.port.secondFactor({ step: at, code }, newKey());
    expect(await told(enter(authenticator(secret, -1)))).toBe('401 second-factor-wrong');
    const code = authenticator(secret);
    expect((await enter(code)).value.me).toMatchObject({ account: 'guanli', standing: 'full' });
    expect(await told(enter(code))).toBe('401 sign-in-step-over');
    // and a second browser cannot use the same code, but a recovery code, once
    const another = await step('guanli', served.visitor());
    expect(await told(enter(code, another.step))).toBe('401 second-factor-wrong');
    expect((await enter(recovery[0] ?? '', another.step)).value.me?.account).toBe('guanli');
    const third = await step('guanli', served.visitor());
    expect(await told(enter(recovery[0] ?? '', third.step))).toBe('401 second-factor-wrong');
    expect(await told(enter(code, 'made-up'))).toBe('401 sign-in-step-over');
  });

  it('rests after five wrong codes, whatever the password', async () => {
    const who = served.visitor();
    const { value } = await (
      await withFactor('shenji')
    ).who.port
      .session()
      .then(() => who.port.signIn({ account: 'shenji', password: DEMO_PASSWORD }, newKey()));
    for (let n = 0; n < 5; n++)
      expect(await told(who.port.secondFactor({ step: value.step ?? '', code: 'zzzz' }, newKey()))).toBe(
        '401 second-factor-wrong',
      );
    const again = await step('shenji', who);
    expect(await told(who.port.secondFactor({ step: again.step ?? '', code: 'zzzz' }, newKey()))).toBe(
      '429 too-many-tries',
    );
  });

  it('that is lost is removed by security, never by whoever lost it, and nobody gives both', async () => {
    // given
    const { who: security } = await withFactor('anquan');
    const people = served.heyi.app.get(People);
    const [lost] = await people.find('qinghe', '赵启文', 5);
    const [own] = await people.find('qinghe', '孙立安', 5);
    const person = lost?.id ?? '';
    expect(await told(security.port.removeFactor(own?.id ?? '', newKey()))).toBe('403 role-does-not-fit');
    expect(await told(security.port.resetLink(person, newKey()))).toBe('403 role-does-not-fit');
    // when
    await security.port.removeFactor(person, newKey());
    // then
    const back = await served.signedIn('guanli');
    expect((await back.port.session()).me?.standing).toBe('needs-second-factor');
    const { who: administrator } = await withFactor('guanli');
    expect(await told(administrator.port.removeFactor(own?.id ?? '', newKey()))).toBe('403 role-does-not-fit');
    expect((await administrator.port.whoLooked()).map(({ what }) => what)).toContain('second-factor-removed');
    // and a link to a new password does not go round it
    const { token } = (await administrator.port.resetLink(own?.id ?? '', newKey())).value;
    const taken = await served
      .visitor()
      .port.acceptInvitation({ token, account: 'x1', password: DEMO_PASSWORD }, newKey());
    expect(taken.value).toMatchObject({ me: null, needsSecondFactor: true });
  });
});

describe.each(PLACES)('one person’s data on %s', (_name, newPlace) => {
  let served: Served;
  let security: Client;
  let auditor: Client;
  let author: Client;
  let person: string;
  let matter: string;
  const words = '我家阳台正对北门，孩子怕吵，请装隔音板。';

  beforeAll(async () => {
    served = await serve(await newPlace());
    await staff(served, 'anquan', '孙立安', 'security');
    await staff(served, 'shenji', '钱慎之', 'auditor');
    security = await served.signedIn('anquan');
    auditor = await served.signedIn('shenji');
    author = await served.signedIn('jumin2');
    person = (await author.port.session()).me?.person ?? '';
    const [collection] = (await author.port.home()).duties;
    await author.port.giveOpinion(collection?.id ?? '', { stance: 'other', text: words }, newKey());
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  it('is handed to that person: register, words with their matter, letters, who looked', async () => {
    const worker = await served.signedIn('wangmin');
    const [first] = await worker.port.matters();
    await worker.port.trace(first?.matter ?? '');
    await worker.port.trace(first?.matter ?? '');
    // a letter from before they had an account
    const brought = { day: '2026-03-02', way: 'box' as const };
    await served.heyi.app.get(Database).write((manager) =>
      manager.insert(PaperRow, {
        ...{ id: 'P'.repeat(26), source: 'S'.repeat(26), addressee: person, matter: first?.matter ?? '', n: 1 },
        ...{ scope: 'qinghe/qhl', code: 'roll-changed', values: {}, at: 1, due: 2, ...brought, deliverer: null },
      }),
    );
    const data = (await author.port.myData()) as Record<string, unknown>;
    expect(data).toMatchObject({
      register: { name: '李建业', place: '1号楼2单元302室' },
      account: { login: 'jumin2' },
      matters: [{ matter: first?.matter, texts: [words], acts: 1 }],
      otherTexts: [],
    });
    expect(data['letters']).toContainEqual({
      at: 1,
      code: 'roll-changed',
      matter: first?.matter,
      values: {},
      paper: brought,
    });
    const looked = (await author.port.whoLooked()).filter(({ what }) => what === 'texts-opened');
    expect(looked).toMatchObject([{ reader: '王敏', matter: first?.matter }]);
    const stranger = (await (await served.signedIn('jumin1')).port.myData()) as Record<string, unknown>;
    expect(JSON.stringify(stranger)).not.toContain(words);
  });

  it('stays while a matter with their words runs', async () => {
    const erase = (by: Client, who = person) => by.port.erasePerson(who, { reason: '迁出' }, newKey());
    const problem = await problemOf(erase(security));
    expect(problem).toMatchObject({ status: 409, code: 'erasure-open-matters' });
    const number = (await author.port.matters())[0]?.number ?? '?';
    expect(problem.values['matters']).toBe(number);
    expect(problem.message).toContain(number);
    expect(await told(erase(auditor))).toBe('403 role-does-not-fit');
    expect(await told(erase(author))).toBe('403 role-does-not-fit');
    expect(await told(erase(security, '0'.repeat(26)))).toBe('404 person-unknown');
    const worker = (await (await served.signedIn('wangmin')).port.session()).me?.person ?? '';
    expect(await told(erase(security, worker))).toBe('409 erasure-holds-office');
    const empty = security.port.erasePerson(person, { reason: ' ' }, newKey());
    expect(await told(empty)).toBe('422 invalid-request');
  });

  it('is erased when all is over: the history verifies and is executed again, nothing holds name, phone or words', async () => {
    // given: the matter goes to its end
    const walked = await toVoteWithAnswers(served);
    matter = walked.matter;
    for (const each of walked.residents.slice(0, 3)) await each.port.cast(walked.poll, { choice: 'yes' }, newKey());
    expect((await problemOf(security.port.erasePerson(person, { reason: '迁出' }, newKey()))).code).toBe(
      'erasure-open-matters',
    );
    for (let moves = 0; moves < 6 && (await walked.worker.port.matter(matter)).endedAt === null; moves++)
      settled(await walked.worker.port.moveClock({ move: 'next' }, newKey()));
    const row = await served.heyi.app.get(People).person(person);
    const phone = row?.phone ?? '';
    expect(phone).not.toBe('');
    const before = (await walked.worker.port.evidence(matter)) as unknown as EvidenceBundle;
    expect(await placesOf(served.heyi.ground.database, ['李建业', phone, words])).not.toEqual([]);
    // when
    await security.port.erasePerson(person, { reason: '迁出' }, newKey());
    // then
    expect(await placesOf(served.heyi.ground.database, ['李建业', phone, words])).toEqual([]);
    const after = (await walked.worker.port.evidence(matter)) as unknown as EvidenceBundle;
    expect(after.streams).toEqual(before.streams);
    expect((await audit(after)).verdict).toBe('equal');
    expect(await served.heyi.app.get(Registers).isWhole('qinghe/qhl')).toBe(true);
    const page = await walked.worker.port.trace(matter);
    expect(page.erased).toBe(1);
    expect(JSON.stringify(page)).not.toContain('李建业');
    expect(await told(author.port.home())).toBe('401 not-signed-in');
    expect(await told(served.visitor().port.signIn({ account: 'jumin2', password: DEMO_PASSWORD }, newKey()))).toBe(
      '401 wrong-account-or-password',
    );
    expect(await told(security.port.erasePerson(person, { reason: '迁出' }, newKey()))).toBe('404 person-unknown');
    expect(await auditor.port.accessLog()).toContainEqual(
      expect.objectContaining({ reader: '孙立安', subject: person, what: 'erased' }),
    );
  });

  it('of somebody who only enrolled goes with the phone codes', async () => {
    const worker = await served.signedIn('wangmin');
    const who = served.visitor();
    const { id } = await newHousehold(served, 7);
    const phone = '13700000777';
    const code = await codeFor(worker, id);
    const phoneCode = await digitsFor(who, phone);
    const body = { code, member: 2, phone, phoneCode, account: 'shangguan7', password: DEMO_PASSWORD };
    await who.port.enrol(body, newKey());
    const [found] = await served.heyi.app.get(People).find('qinghe/qhl', '上官乙7', 5);
    await security.port.erasePerson(found?.id ?? '', { reason: '本人要求' }, newKey());
    expect(await placesOf(served.heyi.ground.database, ['上官乙7', phone, 'shangguan7'])).toEqual([]);
    expect(await worker.port.enrolments()).toEqual([]);
  });

  it('leaves a line for what staff look at and take out, and for acts on somebody’s behalf', async () => {
    // given
    const worker = await served.signedIn('wangmin');
    const helped = (await (await served.signedIn('jumin4')).port.session()).me?.person ?? '';
    await worker.raw('GET', `/api/register/${encodeURIComponent('qinghe/qhl')}?words=${encodeURIComponent('周')}`);
    await worker.raw('GET', `/api/register/${encodeURIComponent('qinghe/qhl')}/export?template=households`);
    await worker.port.evidence(matter);
    await worker.port.resetLink(helped, newKey());
    // when
    const lines = await auditor.port.accessLog();
    // then
    const whats = new Set(lines.filter(({ reader }) => reader === '王敏').map(({ what }) => what));
    expect([...whats]).toEqual(
      expect.arrayContaining(['register-search', 'register-export', 'evidence-taken', 'password-link', 'texts-opened']),
    );
    const own = await (await served.signedIn('jumin4')).port.whoLooked();
    expect(own).toMatchObject([{ reader: '王敏', what: 'password-link' }]);
    expect(await told(worker.port.accessLog())).toBe('403 role-does-not-fit');
  });

  it('shows auditors of another place nothing', async () => {
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'linshen', '林慎', 'auditor', 'qinghe/sjl');
    expect(await (await served.signedIn('linshen')).port.accessLog()).toEqual([]);
  });
});

/** The demo's matter at its vote; every opinion is answered. */
async function toVoteWithAnswers(served: Served) {
  const worker = await served.signedIn('wangmin');
  const [first] = await worker.port.matters();
  const opinions = (await (await served.signedIn('jumin1')).port.home()).duties[0]?.id ?? '';
  settled(await worker.port.moveClock({ move: 'next' }, newKey()));
  await worker.port.answerOpinion(opinions, '1', { outcome: 'adopt', text: '已列入方案。' }, newKey());
  for (const { task } of await worker.port.tasks('todo'))
    settled(await worker.port.complete(task, { variables: {} }, newKey()));
  const residents = await Promise.all([1, 3, 4].map((n) => served.signedIn(`jumin${n}`)));
  const vote = (await (residents[0] as Client).port.home()).duties.find(({ kind }) => kind === 'poll');
  return { worker, residents, matter: first?.matter ?? '', poll: vote?.id ?? '' };
}

/** `table.column` of every cell of the database, of whatever type, that holds one of the texts. */
async function placesOf(database: Database, texts: readonly string[]): Promise<readonly string[]> {
  const rows = (sql: string) =>
    database.reading((session) => session.all(sql, [])) as Promise<readonly Record<string, unknown>[]>;
  const tables =
    database.dialect.name === 'sqlite'
      ? await rows("SELECT name AS name FROM sqlite_master WHERE type = 'table'")
      : await rows('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()');
  expect(tables.length).toBeGreaterThan(20);
  const found = new Set<string>();
  for (const { name } of tables) {
    for (const row of await rows(`SELECT * FROM ${String(name)}`)) {
      for (const [column, value] of Object.entries(row)) {
        const text = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
        if (texts.some((each) => text.includes(each))) found.add(`${String(name)}.${column}`);
      }
    }
  }
  return [...found];
}
