import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Accounts } from '#identity';
import { migrations } from '#migrations';
import { problemOf, type Client } from './client.js';
import { codeFor, digitsFor, newHousehold, staff } from './accounts.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

const CHOSEN = '春天来了2026';

/** From the paper in the letter box to the first act, and everything that can be wrong on the way. */
describe.each(PLACES)('residents’ accounts on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let grid: Client;
  let stranger: Client;
  let households = 0;

  beforeAll(async () => {
    served = await serve(await newPlace());
    worker = await served.signedIn('wangmin');
    stranger = served.visitor();
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'lingong', '孙涛', 'worker', 'qinghe/sjl');
    await staff(served, 'wangge', '方小格', 'grid', 'qinghe/qhl/e1');
    grid = await served.signedIn('wangge');
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const household = () => newHousehold(served, ++households);
  const phoneOfNobody = () => `138${String(++households).padStart(8, '0')}`;
  const told = async (call: Promise<unknown>) => {
    const { status, code, message } = await problemOf(call);
    expect(message).not.toBe('');
    return `${status} ${code}`;
  };

  /** Everything that is right, for somebody whose phone the register does not know. */
  async function asked(member = 2) {
    const { id } = await household();
    const [who, phone] = [served.visitor(), phoneOfNobody()];
    const code = await codeFor(worker, id);
    const phoneCode = await digitsFor(who, phone);
    return { who, id, body: { code, member, phone, phoneCode, account: `jia${households}`, password: CHOSEN } };
  }

  it('show the household of a printed code, names by their first character', async () => {
    const { id } = await household();
    const code = await codeFor(worker, id);
    const { value } = await stranger.port.enrolHousehold({ code: ` ${code.toLowerCase()} ` }, newKey());
    expect(value.members).toEqual([
      { member: 1, name: '诸**', relation: '户主' },
      { member: 2, name: '上**', relation: '配偶' },
      { member: 3, name: '诸**', relation: '子女' },
    ]);
    expect(JSON.stringify(value)).not.toMatch(/诸葛|上官|139/);
  });

  it('are good at once where the register knows the phone', async () => {
    // given
    const { id, phone } = await household();
    const who = served.visitor();
    const code = await codeFor(worker, id);
    const phoneCode = await digitsFor(who, phone);
    const account = `jia${households}`;
    // when
    const { value } = await who.port.enrol({ code, member: 1, phone, phoneCode, account, password: CHOSEN }, newKey());
    // then
    expect(value).toEqual({ status: 'accepted' });
    const signedIn = await who.port.signIn({ account, password: CHOSEN }, newKey());
    expect(signedIn.value.me).toMatchObject({ standing: 'full', roles: [{ role: 'resident' }] });
    expect((await who.port.home()).duties.length).toBeGreaterThan(0);
  });

  it('otherwise wait for the desk, may do nothing meanwhile, and are told', async () => {
    // given
    const { who, body } = await asked();
    expect((await who.port.enrol(body, newKey())).value).toEqual({ status: 'waiting' });
    const { value: session } = await who.port.signIn({ account: body.account, password: CHOSEN }, newKey());
    expect(session.me).toMatchObject({ standing: 'waiting', roles: [] });
    const opinions = (await (await served.signedIn('jumin1')).port.home()).duties[0]?.id ?? '';
    const give = () => who.port.giveOpinion(opinions, { stance: 'support', text: '好' }, newKey());
    expect(await told(who.port.home())).toBe('403 enrolment-waiting');
    expect(await told(give())).toBe('403 enrolment-waiting');
    expect(await told(who.port.myData())).toBe('403 enrolment-waiting');
    expect(await who.port.sessions()).toEqual({ browsers: 1 });
    // when
    const waiting = await worker.port.enrolments();
    const mine = waiting.find(({ login }) => login === body.account);
    expect(mine).toMatchObject({ name: `上官乙${households - 1}`, phone: body.phone });
    const foreign = await served.signedIn('lingong');
    expect(await foreign.port.enrolments()).toEqual([]);
    const decide = (by: Client) => by.port.decideEnrolment(mine?.account ?? '', { accept: true }, newKey());
    expect(await told(decide(foreign))).toBe('404 enrolment-unknown');
    await decide(grid);
    // then
    const phone = `${body.phone.slice(0, 3)}****${body.phone.slice(-4)}`;
    expect((await who.port.session()).me).toMatchObject({ phone, standing: 'full', roles: [{ role: 'resident' }] });
    expect(JSON.stringify(await who.port.session())).not.toContain(body.phone);
    expect((await give()).value).toMatchObject({ from: { you: true } });
    expect((await who.port.inbox())[0]?.said.code).toBe('notice.enrolment-accepted');
    expect(await told(decide(worker))).toBe('404 enrolment-unknown');
  });

  it('are accepted by somebody else than who printed the code', async () => {
    // given
    const { who, body } = await asked();
    await who.port.enrol(body, newKey());
    await who.port.signIn({ account: body.account, password: CHOSEN }, newKey());
    const lineOf = async (by: Client) => (await by.port.enrolments()).find(({ login }) => login === body.account);
    const mine = await lineOf(worker);
    expect(mine?.printedByYou).toBe(true);
    expect((await lineOf(grid))?.printedByYou).toBe(false);
    const accept = (by: Client) => by.port.decideEnrolment(mine?.account ?? '', { accept: true }, newKey());
    // when
    const refused = await problemOf(accept(worker));
    worker.language = 'en';
    const inEnglish = await problemOf(accept(worker));
    worker.language = 'zh-CN';
    // then nothing is decided, and the sentence says who may
    expect(refused).toMatchObject({ status: 403, code: 'enrolment-needs-another' });
    expect(refused.message).toContain('另一位工作人员');
    expect(inEnglish.message).toContain('another worker');
    expect(await told(who.port.home())).toBe('403 enrolment-waiting');
    await accept(grid);
    expect((await who.port.session()).me?.standing).toBe('full');
  });

  it('of an earlier version know who printed their code, once the schema is changed', async () => {
    // given an account as it stood before
    const { who, body } = await asked();
    await who.port.enrol(body, newKey());
    const printed = async () => (await worker.port.enrolments()).find(({ login }) => login === body.account);
    await served.heyi.ground.database.write((manager) => manager.query('UPDATE enrolment SET printed_by = NULL'));
    expect((await printed())?.printedByYou).toBe(false);
    const changes = migrations.map((Each) => new Each()).find(({ name }) => name?.startsWith('PrintedBy'));
    // when
    await served.heyi.ground.database.write(async ({ queryRunner }) => queryRunner && changes?.up(queryRunner));
    // then
    expect((await printed())?.printedByYou).toBe(true);
  });

  it('are accepted by the street office where the community has one worker, and only there', async () => {
    // given
    await served.heyi.app.get(People).found([{ path: 'linshan', name: '临山街道', kind: 'street' }]);
    await staff(served, 'jiedao', '刘畅行', 'street');
    await staff(served, 'linjie', '邻远行', 'street', 'linshan');
    const [street, foreign] = [await served.signedIn('jiedao'), await served.signedIn('linjie')];
    const enrolled = async () => {
      const one = await asked();
      await one.who.port.enrol(one.body, newKey());
      return one;
    };
    const [first, second] = [await enrolled(), await enrolled()];
    const idOf = async ({ body }: typeof first) =>
      (await worker.port.enrolments()).find(({ login }) => login === body.account)?.account ?? '';
    const accept = async (by: Client, which: typeof first) =>
      by.port.decideEnrolment(await idOf(which), { accept: true }, newKey());
    expect(await foreign.port.enrolments()).toEqual([]);
    expect(await told(accept(foreign, first))).toBe('404 enrolment-unknown');
    expect((await street.port.enrolments()).map(({ login }) => login)).toContain(first.body.account);
    // when
    await accept(street, first);
    // then
    await first.who.port.signIn({ account: first.body.account, password: CHOSEN }, newKey());
    expect((await first.who.port.session()).me?.standing).toBe('full');
    // and a second worker takes its place
    await staff(served, 'lixin', '李新', 'worker', 'qinghe/qhl');
    expect(await street.port.enrolments()).toEqual([]);
    expect(await told(accept(street, second))).toBe('404 enrolment-unknown');
    await accept(await served.signedIn('lixin'), second);
    await second.who.port.signIn({ account: second.body.account, password: CHOSEN }, newKey());
    expect((await second.who.port.session()).me?.standing).toBe('full');
  });

  it('are refused at the desk for good', async () => {
    const { who, body } = await asked();
    await who.port.enrol(body, newKey());
    await who.port.signIn({ account: body.account, password: CHOSEN }, newKey());
    const mine = (await worker.port.enrolments()).find(({ login }) => login === body.account);
    await worker.port.decideEnrolment(mine?.account ?? '', { accept: false }, newKey());
    expect(await told(who.port.home())).toBe('403 enrolment-refused');
  });

  it('take everything right, and can still be made after something was wrong', async () => {
    const { who, body } = await asked();
    const wrong = (more: Partial<typeof body>) => told(who.port.enrol({ ...body, ...more }, newKey()));
    expect(await wrong({ code: 'AAAA-BBBB-CCCC' })).toBe('404 household-code-wrong');
    expect(await wrong({ member: 4 })).toBe('404 member-unknown');
    expect(await wrong({ phone: '12345' })).toBe('422 phone-invalid');
    expect(await wrong({ account: 'wangmin' })).toBe('409 login-taken');
    expect(await wrong({ account: '!' })).toBe('422 login-invalid');
    expect(await wrong({ password: '1234567' })).toBe('422 password-too-short');
    expect(await wrong({ phone: phoneOfNobody() })).toBe('422 phone-code-wrong');
    expect((await who.port.enrol(body, newKey())).value.status).toBe('waiting');
    expect(await told(stranger.port.enrolHousehold({ code: body.code }, newKey()))).toBe('404 household-code-wrong');
  });

  it('are one for each member, and one for each printed code, also of two at once', async () => {
    // given two members of one household with one code
    const { who, id, body } = await asked();
    const [other, phone] = [served.visitor(), phoneOfNobody()];
    const second = {
      ...body,
      member: 3,
      phone,
      phoneCode: await digitsFor(other, phone),
      account: `bing${households}`,
    };
    // when
    const outcome = await Promise.allSettled([who.port.enrol(body, newKey()), other.port.enrol(second, newKey())]);
    // then
    expect(outcome.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    // and a new code does not give the same member another account
    const enrolled = outcome[0]?.status === 'fulfilled' ? 2 : 3;
    const code = await codeFor(worker, id);
    const again = { ...second, code, member: enrolled, account: `ding${households}` };
    expect(await told(other.port.enrol(again, newKey()))).toBe('409 member-has-account');
  });

  it('end digits after five wrong ones, and send none twice in a minute', async () => {
    const { who, body } = await asked();
    const digits = Number(body.phoneCode);
    for (let n = 1; n <= 5; n++) {
      const phoneCode = String((digits + n) % 1_000_000).padStart(6, '0');
      expect(await told(who.port.enrol({ ...body, phoneCode }, newKey()))).toBe('422 phone-code-wrong');
    }
    expect(await told(who.port.enrol(body, newKey()))).toBe('422 phone-code-wrong');
    expect(await told(who.port.sendPhoneCode({ phone: body.phone, purpose: 'enrol' }, newKey()))).toBe(
      '429 phone-code-too-soon',
    );
    expect(await told(who.port.sendPhoneCode({ phone: 'abc', purpose: 'enrol' }, newKey()))).toBe('422 phone-invalid');
  });

  it('tell nobody which phones and accounts there are', async () => {
    const [known, unknown] = ['jumin1', 'nobody'];
    const phone = phoneOfNobody();
    const phoneCode = await digitsFor(stranger, phone, 'reset');
    const reset = (account: string) =>
      told(stranger.port.resetPassword({ phone, phoneCode, account, password: CHOSEN }, newKey()));
    expect(await reset(known as string)).toBe('422 phone-code-wrong');
    expect(await reset(unknown as string)).toBe('422 phone-code-wrong');
  });

  it('get a new password by the phone they were made with, and every browser is signed out', async () => {
    // given
    const { id, phone } = await household();
    const [who, elsewhere] = [served.visitor(), served.visitor()];
    const account = `jia${households}`;
    const code = await codeFor(worker, id);
    const phoneCode = await digitsFor(who, phone);
    await who.port.enrol({ code, member: 1, phone, phoneCode, account, password: CHOSEN }, newKey());
    await elsewhere.port.signIn({ account, password: CHOSEN }, newKey());
    await served.heyi.ground.database.write((manager) =>
      manager.query('UPDATE phone_code SET at = at - 120000 WHERE phone = ?', [phone]),
    );
    // when
    const digits = await digitsFor(who, phone, 'reset');
    const body = { phone, phoneCode: digits, account, password: '夏天来了2026' };
    expect(await told(who.port.resetPassword({ ...body, password: 'x' }, newKey()))).toBe('422 password-too-short');
    await who.port.resetPassword(body, newKey());
    // then
    expect(await told(who.port.resetPassword(body, newKey()))).toBe('422 phone-code-wrong');
    expect(await told(elsewhere.port.home())).toBe('401 not-signed-in');
    expect(await told(who.port.signIn({ account, password: CHOSEN }, newKey()))).toBe('401 wrong-account-or-password');
    expect((await who.port.signIn({ account, password: '夏天来了2026' }, newKey())).value.me?.account).toBe(account);
  });

  it('get a link to a new password at the desk, once, keeping their login', async () => {
    // given
    const resident = await served.signedIn('jumin3');
    const person = (await resident.port.session()).me?.person ?? '';
    const foreign = await served.signedIn('lingong');
    expect(await told(foreign.port.resetLink(person, newKey()))).toBe('404 person-unknown');
    // when
    const { value } = await worker.port.resetLink(person, newKey());
    const look = await stranger.port.lookAtInvitation({ token: value.token }, newKey());
    expect(look.value).toEqual({ name: '陈玉梅', account: 'jumin3' });
    const body = { token: value.token, account: 'another', password: CHOSEN };
    const accepted = await stranger.port.acceptInvitation(body, newKey());
    // then
    expect(accepted.value.me?.account).toBe('jumin3');
    expect(await told(resident.port.home())).toBe('401 not-signed-in');
    expect(await told(served.visitor().port.acceptInvitation(body, newKey()))).toBe('404 invitation-invalid');
    expect(await told(served.visitor().port.lookAtInvitation({ token: value.token }, newKey()))).toBe(
      '404 invitation-invalid',
    );
    const back = served.visitor();
    expect(await told(back.port.signIn({ account: 'jumin3', password: DEMO_PASSWORD }, newKey()))).toBe(
      '401 wrong-account-or-password',
    );
    await stranger.port.signOut(newKey());
  });

  it('of staff come by invitation, and only an administrator above them gives links', async () => {
    const { app } = served.heyi;
    const administrator = await served.signedIn('guanli');
    const grid = await app.get(People).add({
      ...{ name: '方新', place: '青禾苑网格', role: 'grid', scope: 'qinghe/qhl/e1', document: DOCUMENT },
    });
    expect(await told(worker.port.resetLink(grid, newKey()))).toBe('403 role-does-not-fit');
    expect(await told(administrator.port.resetLink(grid, newKey()))).toBe('404 account-unknown');
    const { value } = await administrator.port.invite(grid, newKey());
    const body = { token: value.token, account: 'fangxin', password: CHOSEN };
    expect((await served.visitor().port.acceptInvitation(body, newKey())).value.me?.roles[0]?.role).toBe('grid');
    expect(await told(administrator.port.invite(grid, newKey()))).toBe('409 has-account');
    expect((await administrator.port.resetLink(grid, newKey())).value.name).toBe('方新');
    const self = (await administrator.port.session()).me?.person ?? '';
    expect(await told(administrator.port.resetLink(self, newKey()))).toBe('403 role-does-not-fit');
    expect((await administrator.port.accounts('方新'))[0]).toMatchObject({
      ...{ account: 'fangxin', roles: ['grid'], factor: false },
      may: { invite: false, reset: true, removeFactor: false, erase: false },
    });
  });

  it('sign every other browser out, and only these', async () => {
    const [one, two] = [await served.signedIn('jumin5'), await served.signedIn('jumin5')];
    expect(await one.port.sessions()).toEqual({ browsers: 2 });
    const intent = { ...(await one.intent(newKey())), 'x-csrf-token': 'forged' };
    expect((await one.raw('DELETE', '/api/sessions', { headers: intent })).status).toBe(403);
    expect((await one.port.signOutOthers(newKey())).value).toEqual({ browsers: 1 });
    expect(await told(two.port.home())).toBe('401 not-signed-in');
    expect((await one.port.home()).duties.length).toBeGreaterThan(0);
  });

  it('print codes for the own community only, and no second one beside a good one', async () => {
    const foreign = await served.signedIn('lingong');
    expect(await told(foreign.port.printCodes({ scope: 'qinghe/qhl', all: true }, newKey()))).toBe('404 unknown-scope');
    const { id } = await household();
    const old = await codeFor(worker, id);
    const next = await worker.port.printCodes({ scope: 'qinghe/qhl', all: false }, newKey());
    expect(next.value.codes.some((each) => each.household === id)).toBe(false);
    await codeFor(worker, id);
    expect(await told(stranger.port.enrolHousehold({ code: old }, newKey()))).toBe('404 household-code-wrong');
  });
});

describe('where no phone can be reached', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(await (PLACES[0]?.[1] as () => ReturnType<(typeof PLACES)[0][1]>)(), { demo: false });
    await served.heyi.app.get(People).found([
      { path: 'qinghe', name: '青禾街道', kind: 'street' },
      { path: 'qinghe/qhl', name: '青禾里社区', kind: 'community' },
      { path: 'qinghe/qhl/e1', name: '青禾苑', kind: 'estate' },
      { path: 'qinghe/qhl/e1/b1', name: '1号楼', kind: 'building' },
      { path: 'qinghe/qhl/e1/b1/u1', name: '1单元', kind: 'stairwell' },
    ]);
  });
  afterAll(() => served?.close());

  it('the desk sees everybody, whatever the register knows', async () => {
    // given
    await staff(served, 'gongzuo', '王新', 'worker', 'qinghe/qhl');
    const worker = await served.signedIn('gongzuo');
    const { id, phone } = await newHousehold(served, 1);
    const code = await codeFor(worker, id);
    const who = served.visitor();
    expect((await who.port.session()).installation).toMatchObject({ sms: false, demo: false });
    expect(await problemOf(who.port.sendPhoneCode({ phone, purpose: 'enrol' }, newKey()))).toMatchObject({
      ...{ status: 409, code: 'sms-not-available' },
    });
    // when
    const body = { code, member: 1, phone, phoneCode: '', account: 'zhuge', password: CHOSEN };
    // then
    expect((await who.port.enrol(body, newKey())).value).toEqual({ status: 'waiting' });
    expect(await served.heyi.app.get(Accounts).exists('zhuge')).toBe(true);
    expect(served.errors).toEqual([]);
  });
});
