import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, isEvidenceBundle } from '#audit';
import { People } from '#community';
import { say } from '#text';
import type { ChangePage, Operation, OperationsPage, TaskLine } from '#web/port';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

const problem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string; status: number }) => `${error.status} ${error.code}`,
  );
const wordsOf = ({ changes }: ChangePage) => changes.map(({ code, values }) => say(code, values));
const why = ({ offers }: OperationsPage, of: Operation) => {
  const offer = offers.find(({ operation }) => operation === of);
  return offer === undefined ? 'absent' : (offer.may.why?.code ?? 'yes');
};
const DAY = 86_400_000;

/** The task of answering one opinion, with two workers, a street clerk and an auditor about it. */
describe.each(PLACES)('what is done with a task on %s', (_name, newPlace) => {
  let served: Served;
  let wang: Client;
  let ding: Client;
  let street: Client;
  let task: TaskLine;

  beforeAll(async () => {
    served = await serve(await newPlace());
    wang = await served.signedIn('wangmin');
    await staff(served, 'dingxin', '丁新', 'worker', 'qinghe/qhl');
    await staff(served, 'qianjin', '钱进', 'street', 'qinghe');
    ding = await served.signedIn('dingxin');
    street = await served.signedIn('qianjin');
    const resident = await served.signedIn('jumin1');
    const [collection] = (await resident.port.home()).duties;
    await resident.port.giveOpinion(collection?.id ?? '', { stance: 'support', text: '赞成。' }, newKey());
    settled(await wang.port.moveClock({ move: 'next' }, newKey()));
    const [first] = await wang.port.tasks('todo');
    if (first === undefined) throw new Error('no task');
    task = first;
  });
  afterAll(() => served?.close());

  const offers = (who: Client) => who.port.operations(task.task);
  const person = async (name: string) =>
    (await offers(wang)).people.find((one) => one.name.includes(name))?.person ?? '';
  const line = async (who: Client) => (await who.port.tasks('todo')).find((one) => one.task === task.task);

  it('is offered with why not, before anybody presses it', async () => {
    // when
    const page = await offers(wang);
    // then
    expect(page.people.map(({ name, role, able }) => [name, role, able])).toEqual(
      expect.arrayContaining([['丁新', 'worker', true]]),
    );
    expect(page.people.some(({ role }) => role === ('resident' as string))).toBe(false);
    expect([why(page, 'claim'), why(page, 'assign'), why(page, 'urge')]).toEqual(['yes', 'yes', 'yes']);
    expect(why(page, 'takeBack')).toBe('not-delegated');
    expect(why(page, 'watch')).toBe('role-does-not-fit');
    expect(why(page, 'resume')).toBe('absent');
    expect(why(await offers(street), 'claim')).toBe('role-does-not-fit');
    expect(why(await offers(street), 'suspend')).toBe('yes');
  });

  it('is handed to a colleague, as said before, with a reason that only those inside read', async () => {
    // given
    const body = { operation: 'assign', person: await person('丁新') } as const;
    const reason = '我出差，小丁熟悉情况。';
    // when
    const preview = await wang.port.previewOperation(task.task, body, newKey());
    // then
    expect(wordsOf(preview)).toEqual([`“${task.name}”由丁新办理。`]);
    expect(await problem(wang.port.operate(task.task, { ...body, reason: ' ' }, newKey()))).toBe('422 text-empty');
    expect((await line(wang))?.state).toBe('free');
    // when
    const key = newKey();
    settled(await wang.port.operate(task.task, { ...body, reason }, key));
    settled(await wang.port.operate(task.task, { ...body, reason }, key));
    // then
    expect((await line(ding))?.state).toBe('mine');
    expect((await line(wang))?.state).toBe('other');
    expect(why(await offers(wang), 'release')).toBe('not-assigned-to-you');
    const evidence = await wang.port.evidence(task.matter);
    expect(JSON.stringify(evidence)).not.toContain(reason);
  });

  it('is done by another for somebody, and comes back to confirm', async () => {
    // given
    const wangmin = (await ding.port.operations(task.task)).people.find(({ name }) => name === '王敏')?.person ?? '';
    const body = { operation: 'delegate', person: wangmin, reason: '请王敏先拟。' } as const;
    // when
    settled(await ding.port.operate(task.task, body, newKey()));
    // then
    expect((await line(wang))?.state).toBe('mine');
    expect(why(await offers(ding), 'takeBack')).toBe('yes');
    settled(await ding.port.operate(task.task, { operation: 'takeBack', reason: '' }, newKey()));
    expect((await line(ding))?.state).toBe('mine');
    settled(await ding.port.operate(task.task, { operation: 'release', reason: '' }, newKey()));
    expect((await line(wang))?.state).toBe('free');
  });

  it('takes nobody who cannot do it, and no stranger', async () => {
    // given
    const clerk = await person('钱进');
    const assign = (who: string) => ({ operation: 'assign', person: who, reason: '请办。' }) as const;
    const resident = (await (await served.signedIn('jumin1')).port.session()).me?.person ?? '';
    // when
    const answers = [
      await problem(wang.port.operate(task.task, assign(clerk), newKey())),
      await problem(wang.port.operate(task.task, assign(resident), newKey())),
      await problem(wang.port.operate(task.task, assign('nobody'), newKey())),
      await problem(wang.port.operate(task.task, { operation: 'assign', reason: '请办。' }, newKey())),
      await problem((await served.signedIn('jumin2')).port.operations(task.task)),
    ];
    // then
    expect(answers).toEqual([
      '409 receiver-cannot-act',
      '409 receiver-cannot-act',
      '409 receiver-cannot-act',
      '422 field-missing',
      '403 role-does-not-fit',
    ]);
  });

  it('is urged once a day, and the reminder arrives', async () => {
    // when
    settled(await street.port.operate(task.task, { operation: 'urge', reason: '' }, newKey()));
    // then
    expect(await problem(street.port.operate(task.task, { operation: 'urge', reason: '' }, newKey()))).toBe(
      '409 already-urged',
    );
    expect(why(await offers(street), 'urge')).toBe('already-urged');
    await expect
      .poll(async () => (await wang.port.inbox()).some(({ said }) => said.code.endsWith('task-urged')))
      .toBe(true);
  });

  it('gets a longer term when those above say so, who find it in their list', async () => {
    // given
    const { due } = await offers(wang);
    if (due === null) throw new Error('no term');
    const ask = { operation: 'askTerm', due: due + DAY } as const;
    const decide = (operation: 'grantTerm' | 'declineTerm', reason = '') => ({ operation, reason });
    expect([why(await offers(wang), 'extend'), why(await offers(wang), 'askTerm')]).toEqual([
      'role-does-not-fit',
      'yes',
    ]);
    expect(why(await offers(street), 'grantTerm')).toBe('absent');
    // when
    const preview = await wang.port.previewOperation(task.task, ask, newKey());
    settled(await wang.port.operate(task.task, { ...ask, reason: '意见较多。' }, newKey()));
    // then
    expect(wordsOf(preview)[0]).toContain(`申请把“${task.name}”的期限延到`);
    const listed = await line(street);
    expect(listed?.state).toBe('decide');
    expect(say(listed?.why.code ?? '', listed?.why.values ?? {})).toContain('王敏要求延到');
    expect((await street.port.task(task.task)).term).toMatchObject({ text: '意见较多。', due: due + DAY });
    expect((await wang.port.task(task.task)).term?.decide.yes).toBe(false);
    await expect
      .poll(async () => (await street.port.inbox()).some(({ said }) => said.code === 'notice.term-asked'))
      .toBe(true);
    // when
    const refused = [
      await problem(wang.port.operate(task.task, { ...ask, reason: '再申请。' }, newKey())),
      await problem(wang.port.operate(task.task, decide('grantTerm'), newKey())),
      await problem(street.port.operate(task.task, decide('declineTerm'), newKey())),
    ];
    settled(await street.port.operate(task.task, decide('declineTerm', '人手够。'), newKey()));
    expect((await offers(wang)).due).toBe(due);
    settled(await wang.port.operate(task.task, { ...ask, reason: '意见又来了十条。' }, newKey()));
    settled(await street.port.operate(task.task, decide('grantTerm'), newKey()));
    // then
    expect(refused).toEqual(['409 term-asked', '403 role-does-not-fit', '422 text-empty']);
    expect((await line(wang))?.due.at).toBe(due + DAY);
    expect(await wang.port.task(task.task)).toMatchObject({ planned: due, term: null });
    expect(await line(street)).toBeUndefined();
  });

  it('gets no longer term from who asked for it, whatever else they are', async () => {
    // given a worker who also holds a post at the street office
    const both = await staff(served, 'shuangzhi', '双职', 'worker', 'qinghe/qhl');
    await served.heyi.app.get(People).appoint(both, 'street', 'qinghe', { document: DOCUMENT });
    const shuang = await served.signedIn('shuangzhi');
    const due = ((await offers(shuang)).due ?? 0) + DAY;
    expect(why(await offers(shuang), 'extend')).toBe('yes');
    settled(await shuang.port.operate(task.task, { operation: 'askTerm', due, reason: '人手不够。' }, newKey()));
    // when
    const ways = [{ operation: 'grantTerm' }, { operation: 'declineTerm' }, { operation: 'extend', due }] as const;
    const page = await offers(shuang);
    const previews = await Promise.all(ways.map((way) => shuang.port.previewOperation(task.task, way, newKey())));
    const done = [];
    for (const way of ways)
      done.push(await problem(shuang.port.operate(task.task, { ...way, reason: '同意。' }, newKey())));
    // then
    expect(ways.map(({ operation }) => why(page, operation))).toEqual(ways.map(() => 'own-request'));
    expect(previews.map(({ may }) => may.why?.code)).toEqual(ways.map(() => 'own-request'));
    expect(done).toEqual(ways.map(() => '409 own-request'));
    settled(await street.port.operate(task.task, { operation: 'declineTerm', reason: '人手够。' }, newKey()));
    // and nobody who has the task gives it time without asking
    settled(await shuang.port.operate(task.task, { operation: 'claim', reason: '' }, newKey()));
    expect(why(await offers(shuang), 'extend')).toBe('own-term');
    settled(await shuang.port.operate(task.task, { operation: 'release', reason: '' }, newKey()));
  });

  it('gets a longer term, never a shorter one', async () => {
    // given
    const { due } = await offers(street);
    const extend = (at: number) => ({ operation: 'extend', due: at, reason: '意见较多。' }) as const;
    if (due === null) {
      expect(why(await offers(street), 'extend')).toBe('no-term');
      return;
    }
    // when
    expect(await problem(street.port.operate(task.task, extend(due - DAY), newKey()))).toBe('409 due-not-later');
    expect(await problem(street.port.operate(task.task, extend(due + 800 * DAY), newKey()))).toBe('409 due-too-late');
    settled(await street.port.operate(task.task, extend(due + DAY), newKey()));
    // then
    expect((await line(wang))?.due.at).toBe(due + DAY);
  });

  it('is put aside with the whole matter, and goes on', async () => {
    // when
    settled(
      await street.port.operate(task.task, { operation: 'suspend', clock: 'stops', reason: '等规划批复。' }, newKey()),
    );
    // then
    expect(why(await offers(street), 'suspend')).toBe('absent');
    expect(await problem(wang.port.complete(task.task, { variables: {} }, newKey()))).toMatch(/^409 /);
    settled(await street.port.operate(task.task, { operation: 'resume', reason: '' }, newKey()));
    expect(why(await offers(street), 'resume')).toBe('absent');
  });

  it('ends with its matter by authority, and all of it can be executed again', async () => {
    // when
    const preview = await street.port.previewOperation(task.task, { operation: 'end' }, newKey());
    const key = newKey();
    const end = () => street.port.operate(task.task, { operation: 'end', reason: '业主已自行解决。' }, key);
    const done = settled(await end());
    const again = settled(await end());
    // then
    expect(wordsOf(preview).at(-1)).toBe('事项已撤销。');
    expect(done.value.status).toBe('cancelled');
    expect(again.value).toEqual(done.value);
    expect(await problem(street.port.operate(task.task, { operation: 'urge', reason: '' }, newKey()))).toMatch(/^409 /);
    expect(await line(wang)).toBeUndefined();
    // and what could be done with the task says in words why nothing can be any more
    const over = await offers(street);
    expect(over).toMatchObject({ task: task.task, people: [], steps: [], due: null });
    expect(over.offers.map(({ may }) => may)).toEqual(
      over.offers.map(() => ({ yes: false, why: { code: 'task-over', values: {} } })),
    );
    expect(await problem(street.port.operations(`${task.matter}.999`))).toBe('404 task-unknown');
    const evidence = await wang.port.evidence(task.matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    const trace = await wang.port.trace(task.matter);
    expect(JSON.stringify(trace.timeline.map(({ said }) => say(said.code, said.values)))).not.toMatch(/暂无说明|\{/);
    expect(served.errors).toEqual([]);
  });
});
