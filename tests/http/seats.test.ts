import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, isEvidenceBundle } from '#audit';
import { People } from '#community';
import { say } from '#text';
import type { Operation, TaskLine } from '#web/port';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const problem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string; status: number }) => `${error.status} ${error.code}`,
  );

/** Answering one opinion: an expert is asked first, the street office last. */
describe.each(PLACES)('those who are added to a task on %s', (_name, newPlace) => {
  let served: Served;
  let wang: Client;
  let expert: Client;
  let street: Client;
  let task: TaskLine;
  const TEXT = '灭火器要离充电口三米以外。';

  beforeAll(async () => {
    served = await serve(await newPlace());
    wang = await served.signedIn('wangmin');
    await staff(served, 'zhengyan', '郑言', 'expert', 'qinghe/qhl');
    await staff(served, 'qianjin', '钱进', 'street', 'qinghe');
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'lingong', '孙涛', 'worker', 'qinghe/sjl');
    expert = await served.signedIn('zhengyan');
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

  const line = async (who: Client) => (await who.port.tasks('todo')).find((one) => one.task === task.task);
  const person = async (name: string) =>
    (await wang.port.operations(task.task)).people.find((one) => one.name === name)?.person ?? '';
  const add = async (name: string, place: 'before' | 'after' | 'beside') =>
    ({ operation: 'addSeat', person: await person(name), place, reason: '请一起把关。' }) as const;
  const why = async (who: Client, of: Operation) =>
    (await who.port.operations(task.task)).offers.find(({ operation }) => operation === of)?.may.why?.code ?? 'yes';
  const words = (said: { code: string; values: object }) => say(said.code, said.values as never);

  it('find it in their list with why, in their turn', async () => {
    // given
    expect(await line(expert)).toBeUndefined();
    const body = await add('郑言', 'before');
    // when
    const preview = await wang.port.previewOperation(task.task, body, newKey());
    settled(await wang.port.operate(task.task, body, newKey()));
    settled(await wang.port.operate(task.task, await add('钱进', 'after'), newKey()));
    // then
    expect(preview.changes.map(words)).toEqual(['郑言加签（前加签），办完才算完成。', '通知郑言。']);
    const asked = await line(expert);
    expect(asked?.state).toBe('seat');
    expect(words(asked?.why ?? { code: '', values: {} })).toBe('被加签（前加签），由王敏提出');
    expect((await line(street))?.state).not.toBe('seat');
    const told = async (who: Client) =>
      (await who.port.inbox()).filter(({ said }) => said.code === 'notice.seat-asked').length;
    await expect.poll(() => told(expert)).toBe(1);
    expect(await told(street)).toBe(0);
    expect(await problem(wang.port.operate(task.task, body, newKey()))).toBe('409 seat-taken');
  });

  it('hold it up, and it is said whom it waits for', async () => {
    // when
    const page = await wang.port.task(task.task);
    // then
    expect(page.complete).toEqual({ yes: false, why: { code: 'seats-awaited', values: { who: '郑言' } } });
    expect(page.seats.map(({ who, state, act }) => [who.name, state, act])).toEqual([
      ['郑言', 'now', null],
      ['钱进', 'later', null],
    ]);
    expect(page.steps.find(({ state }) => state === 'now')?.holder?.name).toBe('郑言');
    expect(await problem(wang.port.complete(task.task, { variables: {} }, newKey()))).toMatch(/^409 /);
    expect((await street.port.task(task.task)).seats[1]?.act?.why?.code).toBe('not-your-turn');
  });

  it('act by their own account only, and say why where they do not agree', async () => {
    // given
    const act = { seat: 1, stance: 'object', text: TEXT } as const;
    // when
    const refused = [
      await problem(street.port.actOnSeat(task.task, act, newKey())),
      await problem(wang.port.actOnSeat(task.task, act, newKey())),
      await problem(expert.port.actOnSeat(task.task, { ...act, text: ' ' }, newKey())),
      await problem(expert.port.actOnSeat(task.task, { ...act, seat: 2 }, newKey())),
      await problem(street.port.actOnSeat(task.task, { ...act, seat: 2 }, newKey())),
      await problem((await served.signedIn('lingong')).port.actOnSeat(task.task, act, newKey())),
    ];
    const key = newKey();
    settled(await expert.port.actOnSeat(task.task, act, key));
    settled(await expert.port.actOnSeat(task.task, act, key));
    // then
    expect(refused).toEqual([
      '403 not-assigned-to-you',
      '403 not-assigned-to-you',
      '422 text-empty',
      '403 not-assigned-to-you',
      '409 not-your-turn',
      '404 matter-unknown',
    ]);
    expect(await line(expert)).toBeUndefined();
    expect((await expert.port.tasks('done')).map((one) => one.task)).toEqual([task.task]);
    expect(await problem(expert.port.actOnSeat(task.task, act, newKey()))).toBe('409 seat-acted');
    const [seat] = (await wang.port.task(task.task)).seats;
    expect([seat?.stance, seat?.text, seat?.state]).toEqual(['object', TEXT, 'acted']);
  });

  it('are taken off by whoever added them, never after they have acted', async () => {
    // given
    expect(await why(street, 'removeSeat')).toBe('nobody-added');
    const remove = (seat: number) => ({ operation: 'removeSeat', seat, reason: '' }) as const;
    // when
    const refused = [
      await problem(wang.port.operate(task.task, remove(1), newKey())),
      await problem(street.port.operate(task.task, remove(2), newKey())),
    ];
    const preview = await wang.port.previewOperation(task.task, { operation: 'removeSeat', seat: 2 }, newKey());
    settled(await wang.port.operate(task.task, remove(2), newKey()));
    // then
    expect(refused).toEqual(['409 seat-acted', '409 not-your-seat']);
    expect(preview.changes.map(words)).toEqual(['钱进不再加签。']);
    expect((await wang.port.task(task.task)).complete.why?.code).toBe('opinions-unanswered');
  });

  it('stand in the history in words, without what they wrote, and it can be executed again', async () => {
    // when
    const evidence = await wang.port.evidence(task.matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    const timeline = (await wang.port.trace(task.matter)).timeline.map(({ said }) => words(said));
    // then
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    expect(JSON.stringify(evidence)).not.toContain(TEXT);
    expect(timeline.filter((each) => each.includes('加签') || each.includes('减签'))).toEqual([
      `“${task.name}”加签：郑言（前加签）`,
      `“${task.name}”加签：钱进（后加签）`,
      `“${task.name}”：加签的郑言不同意`,
      `“${task.name}”减签：钱进`,
    ]);
    const resident = await served.signedIn('jumin1');
    const seen = JSON.stringify((await resident.port.trace(task.matter)).timeline);
    expect(seen).not.toContain('郑言');
    expect(served.errors).toEqual([]);
  });
});
