import { beforeAll, describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#law';
import { utf8Decode } from '#ledger';
import { DEMO_START } from '#outside';
import { readLibrary } from '#procedures';
import { say } from '#text';
import { newKey, type Port, type TaskLine } from '#web/port';
import { createWorldPort, type WorldPerson } from '../../web/port/worker/index.js';

const PASSWORD = 'heyi-demo-2026';
const person = (account: string, name: string, role: WorldPerson['role'], scope = 'qinghe/qhl'): WorldPerson => ({
  person: account,
  account,
  password: PASSWORD,
  name,
  place: name,
  role,
  scope,
  scopeName: name,
});

const MATTER = {
  title: '北门空地加装电动自行车充电棚',
  question: '是否同意在小区北门空地加装电动自行车充电棚？',
  if_passed: '物业服务人建24个充电位，费用4.8万元从公共收益支付。',
  if_not: '空地保持现状，不花公共收益。',
  details: '建24个充电位，占空地62平方米。没有通过就保持现状。',
};
const words = ({ code, values }: { code: string; values: object }) => say(code, values as never);

/** What the desk does with a task, in a world without a server: by the same rules. */
describe('a task of a world', () => {
  let port: Port;
  let task: TaskLine;
  const as = async (account: string): Promise<Port> => {
    await port.signIn({ account, password: PASSWORD }, newKey());
    return port;
  };
  const line = async (account: string) =>
    (await (await as(account)).tasks('todo')).find(({ task: id }) => id === task.task);

  beforeAll(async () => {
    const [procedure] = (await readLibrary('workflows')).filter(({ main }) => main === 'first-vote');
    if (procedure === undefined) throw new Error('no procedure');
    const { about, main, hash, files } = procedure;
    port = await createWorldPort(
      {
        procedures: [
          {
            id: main,
            version: about.version,
            name: about.name.zh,
            summary: about.use.zh,
            basis: about.basis,
            hash,
            files: files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })),
            start: about.start,
            steps: about.steps,
          },
        ],
        calendars: [CALENDAR_2026],
        at: DEMO_START,
        people: [
          person('jumin1', '张秀兰', 'resident', 'qinghe/qhl/e1/b1/u1'),
          person('wangmin', '王敏', 'worker'),
          person('zhengyan', '郑言', 'expert'),
          person('qianjin', '钱进', 'street', 'qinghe'),
          person('guanli', '赵启文', 'administrator', 'qinghe'),
        ],
        community: '青禾里社区',
        street: '青禾街道',
        phone: null,
      },
      () => 'zh-CN',
    );
    await (await as('wangmin')).startMatter({ procedure: main, variables: MATTER }, newKey());
    const [collection] = (await (await as('jumin1')).home()).duties;
    await port.giveOpinion(collection?.id ?? '', { stance: 'support', text: '赞成。' }, newKey());
    await (await as('wangmin')).moveClock({ move: 'next' }, newKey());
    const [first] = await port.tasks('todo');
    if (first === undefined) throw new Error('no task');
    task = first;
  });

  it('waits for somebody who was added, as it was said before', async () => {
    // given
    const body = { operation: 'addSeat', person: 'zhengyan', place: 'before' } as const;
    // when
    const preview = await port.previewOperation(task.task, body, newKey());
    await port.operate(task.task, { ...body, reason: '请把关。' }, newKey());
    const held = await port.task(task.task);
    const asked = await line('zhengyan');
    const act = { seat: 1, stance: 'agree', text: '' } as const;
    await port.actOnSeat(task.task, act, newKey());
    const after = await line('zhengyan');
    const [seat] = (await (await as('wangmin')).task(task.task)).seats;
    // then
    expect(preview.changes.map(words)).toEqual(['郑言加签（前加签），办完才算完成。', '通知郑言。']);
    expect(held.complete.why?.code).toBe('seats-awaited');
    expect(words(asked?.why ?? { code: '', values: {} })).toBe('被加签（前加签），由居委会工作人员提出');
    expect(after).toBeUndefined();
    expect([seat?.who.name, seat?.stance]).toEqual(['郑言', 'agree']);
    await expect(port.actOnSeat(task.task, act, newKey())).rejects.toMatchObject({ code: 'seat-acted' });
  });

  it('gets more time by asking those above', async () => {
    // given
    const { due } = await (await as('wangmin')).operations(task.task);
    const later = (due ?? 0) + 86_400_000;
    // when
    await port.operate(task.task, { operation: 'askTerm', due: later, reason: '意见较多。' }, newKey());
    const own = port.operate(task.task, { operation: 'grantTerm', reason: '' }, newKey());
    await expect(own).rejects.toMatchObject({ code: 'role-does-not-fit' });
    const asked = await line('qianjin');
    await port.operate(task.task, { operation: 'grantTerm', reason: '' }, newKey());
    // then
    expect(asked?.state).toBe('decide');
    expect((await line('wangmin'))?.due.at).toBe(later);
  });

  it('keeps its date where the offices are closed meanwhile, and counts with it what begins afterwards', async () => {
    // given
    const before = (await line('wangmin'))?.due.at;
    const closing = { scope: 'qinghe/qhl', from: '2026-03-09', to: '2026-03-11', reason: '检修', document: '3号' };
    await expect(port.closeDays(closing, newKey())).rejects.toMatchObject({ code: 'unknown-scope' });
    // when
    await as('guanli');
    const preview = await port.previewClosing(closing, newKey());
    const { value } = await port.closeDays(closing, newKey());
    // then
    expect(preview).toMatchObject({ may: { yes: true }, terms: [{ task: task.task, due: before }] });
    expect(value).toMatchObject({
      closings: [{ closing: 'qinghe/qhl:1', by: { name: '赵启文', you: true }, days: { length: 3 } }],
      terms: [{ task: task.task, due: before, closings: ['qinghe/qhl:1'] }],
    });
    expect((await line('wangmin'))?.due.at).toBe(before);
    await expect(port.closeDays({ ...closing, from: '2026-03-01' }, newKey())).rejects.toMatchObject({
      code: 'unknown-scope',
    });
    await as('guanli');
    expect((await port.reopenDays('qinghe/qhl:1', { reason: '改期' }, newKey())).value.terms).toEqual([]);
  });
});
