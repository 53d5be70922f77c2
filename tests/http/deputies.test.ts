import { rmSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, isEvidenceBundle } from '#audit';
import { People } from '#community';
import { Listing } from '#desk';
import { Attachments } from '#matters';
import { dayOf } from '#rules/contract';
import { say } from '#text';
import type { ListRow, Operation } from '#web/port';
import { filingWorkflows } from '../support/filing.js';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const DAY = 86_400_000;
const problem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string; status: number }) => `${error.status} ${error.code}`,
  );
const words = (said: { code: string; values: object }) => say(said.code, said.values as never);
const REASON = '外出培训两周';

const photo = (background = '#336699') =>
  sharp({ create: { width: 40, height: 20, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** 王敏 is away; 丁新, a worker of the same community, stands in. */
describe.each(PLACES)('a deputy on %s', (_name, newPlace) => {
  let served: Served;
  let folder: string;
  let wang: Client;
  let ding: Client;
  let resident: Client;
  let keeper: Client;
  let neighbour: Client;
  /** Id of 丁新. */
  let stands: string;
  let deputy: string;

  async function begin(who: Client, title: string): Promise<string> {
    const { value } = settled(
      await who.port.startMatter({ procedure: 'filing', variables: { title, days: 5 } }, newKey()),
    );
    return value.matter;
  }
  const row = async (who: Client, list: 'todo' | 'done', matter: string): Promise<ListRow | undefined> =>
    (await who.port.list(list)).rows.find((one) => one.matter === matter);
  /** The first step of a new filing of a resident's, claimed by 王敏. */
  async function claimed(title: string, by: Client = resident): Promise<{ matter: string; task: string }> {
    const matter = await begin(by, title);
    const task = (await row(wang, 'todo', matter))?.task ?? '';
    settled(await wang.port.claim(task, newKey()));
    return { matter, task };
  }
  const day = async (later: number) => dayOf((await wang.port.clock()).now + later * DAY);
  const naming = async (more: object = {}) => ({
    ...{ person: stands, from: null, to: await day(10), reason: REASON },
    ...more,
  });
  const done = { variables: { outcome: 'accepted' } };

  beforeAll(async () => {
    folder = await filingWorkflows();
    served = await serve(await newPlace(), { workflows: folder });
    stands = await staff(served, 'dingxin', '丁新', 'worker', 'qinghe/qhl');
    await served.heyi.app.get(People).found([{ path: 'qinghe/hx', name: '荷香社区', kind: 'community' }]);
    await staff(served, 'linqu', '林渠', 'worker', 'qinghe/hx');
    wang = await served.signedIn('wangmin');
    ding = await served.signedIn('dingxin');
    resident = await served.signedIn('jumin1');
    keeper = await served.signedIn('guanli');
    neighbour = await served.signedIn('linqu');
  }, 120_000);
  afterAll(async () => {
    await served?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('is one of those who hold the same post, named by oneself for days to come', async () => {
    // given
    const before = await wang.port.deputies();
    const neighbours = await served.heyi.app.get(People).find('qinghe/hx', '林渠', 1);
    // then
    expect(before).toMatchObject({ mine: [], standing: [], others: null });
    expect(before.candidates).toEqual([
      { person: stands, name: '丁新', posts: [{ role: 'worker', place: '青禾里社区' }] },
    ]);
    const refused = [
      await naming({ reason: ' ' }),
      await naming({ to: await day(-1) }),
      await naming({ from: await day(-1) }),
      await naming({ to: await day(200) }),
      await naming({ person: neighbours[0]?.id ?? '' }),
      await naming({ person: (await wang.port.session()).me?.person ?? '' }),
    ].map((body) => problem(wang.port.nameDeputy(body, newKey())));
    expect(await Promise.all(refused)).toEqual([
      '422 text-empty',
      '409 deputy-dates-wrong',
      '409 deputy-in-the-past',
      '422 deputy-too-long',
      '409 deputy-cannot-act',
      '409 deputy-is-oneself',
    ]);
    // when: twice under one key
    const key = newKey();
    const body = await naming();
    settled(await wang.port.nameDeputy(body, key));
    const { value } = settled(await wang.port.nameDeputy(body, key));
    // then
    expect(value.mine).toMatchObject([{ holder: '王敏', stands: '丁新', reason: REASON, state: 'now', mayEnd: true }]);
    expect((await ding.port.deputies()).standing).toMatchObject([{ holder: '王敏', mayEnd: false }]);
    deputy = value.mine[0]?.deputy ?? '';
    expect(await problem(wang.port.nameDeputy(await naming(), newKey()))).toBe('409 deputy-overlaps');
    // administrators of the place see it; who works elsewhere does not, and cannot end it
    expect((await keeper.port.deputies()).others).toMatchObject([{ holder: '王敏', reason: REASON, mayEnd: true }]);
    expect(JSON.stringify(await neighbour.port.deputies())).not.toContain('王敏');
    for (const who of [neighbour, ding])
      expect(await problem(who.port.endDeputy(deputy, newKey()))).toBe('404 unknown-deputy');
    // why somebody is away stands in no record
    const [stored] = await served.heyi.ground.runtime.records('0'.repeat(26), value.mine.length, 1_000);
    expect(JSON.stringify(stored)).not.toContain(REASON);
  });

  it('has the holder’s tasks in their list, and does them in the holder’s name', async () => {
    // given
    const { matter, task } = await claimed('楼道照明维修备案');
    const found = await row(ding, 'todo', matter);
    // then
    expect(found).toMatchObject({ state: 'deputy', holder: { name: '王敏' }, alike: expect.any(String) as string });
    expect(found && words(found.why)).toBe('代王敏办理');
    expect(await row(wang, 'todo', matter)).toMatchObject({ state: 'mine' });
    expect(await row(neighbour, 'todo', matter)).toBeUndefined();
    const page = await ding.port.task(task);
    expect(page).toMatchObject({ state: 'deputy', holder: { name: '王敏' }, complete: { yes: true } });
    // when: twice under one key
    const key = newKey();
    settled(await ding.port.complete(task, done, key));
    settled(await ding.port.complete(task, done, key));
    // then: record, history and trace name both
    const trace = await wang.port.trace(matter);
    expect(trace.timeline.map(({ said }) => words(said))).toContain('“登记备案”：丁新代理王敏办理');
    expect(trace.timeline.map(({ said }) => say(said.code, said.values as never, 'en'))).toContain(
      '“登记备案”: 丁新 acted as deputy for 王敏',
    );
    const moment = trace.moments.find(({ type }) => type === 'completeTask');
    expect(moment).toMatchObject({ by: { name: '丁新' }, standsFor: { name: '王敏' }, helped: null });
    const record = (await served.heyi.ground.runtime.records(matter, 0, 1_000)).find(
      ({ type }) => type === 'completeTask',
    );
    expect(record).toBeDefined();
    const evidence = await wang.port.evidence(matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    expect((await row(ding, 'done', matter))?.why.code).toBe('task.why.now');
    const theirs = await row(wang, 'done', matter);
    expect(theirs && words(theirs.why)).toBe('由丁新代您办理');
  });

  it('does not what the holder has to do, or what they have a part in themselves', async () => {
    // given: 丁新 did the first step of this one, 王敏 claimed its review; the other one 丁新 brought
    const reviewed = await claimed('电梯年检备案');
    settled(await ding.port.complete(reviewed.task, done, newKey()));
    const review = (await row(wang, 'todo', reviewed.matter))?.task ?? '';
    settled(await wang.port.claim(review, newKey()));
    const own = await claimed('门禁改造备案', ding);
    // then
    for (const task of [review, own.task]) {
      const page = await ding.port.task(task);
      expect(page.state).toBe('other');
      expect(page.complete.why?.code).toBe('deputy-conflict');
      expect(await problem(ding.port.complete(task, task === review ? { variables: {} } : done, newKey()))).toBe(
        '409 deputy-conflict',
      );
    }
    expect((await row(ding, 'todo', reviewed.matter))?.state).toBe('other');
    expect((await row(ding, 'todo', own.matter))?.state).toBe('other');
    // the holder is away and still may
    settled(await wang.port.complete(own.task, done, newKey()));
  });

  it('gives a task back, and has no other operation of the holder’s', async () => {
    // given
    const { matter, task } = await claimed('消防通道备案');
    const why = async (of: Operation) =>
      (await ding.port.operations(task)).offers.find(({ operation }) => operation === of)?.may.why?.code ?? 'yes';
    // then
    expect(await why('release')).toBe('yes');
    expect([await why('assign'), await why('delegate'), await why('askTerm')]).toEqual([
      'not-assigned-to-you',
      'not-assigned-to-you',
      'not-assigned-to-you',
    ]);
    const handOn = { operation: 'assign', person: stands, reason: '代办' } as const;
    expect(await problem(ding.port.operate(task, handOn, newKey()))).toMatch(/^(403|409) /);
    // when
    settled(await ding.port.operate(task, { operation: 'release', reason: '' }, newKey()));
    // then
    expect((await row(ding, 'todo', matter))?.state).toBe('free');
    expect((await wang.port.trace(matter)).timeline.map(({ said }) => words(said))).toContain(
      '“登记备案”：丁新代理王敏办理',
    );
  });

  it('is the same in rows that are made anew', async () => {
    await claimed('停车位备案');
    const before = await ding.port.list('todo');
    await served.heyi.app.get(Listing).rebuild();
    expect(await ding.port.list('todo')).toEqual(before);
    expect(before.rows.some(({ state }) => state === 'deputy')).toBe(true);
  });

  it('stands in no longer from the instant it is ended', async () => {
    // given
    const { matter, task } = await claimed('外墙清洗备案');
    expect((await row(ding, 'todo', matter))?.state).toBe('deputy');
    // when
    settled(await keeper.port.endDeputy(deputy, newKey()));
    // then
    expect((await row(ding, 'todo', matter))?.state).toBe('other');
    expect(await problem(ding.port.complete(task, done, newKey()))).toBe('403 not-assigned-to-you');
    expect(await problem(wang.port.endDeputy(deputy, newKey()))).toBe('409 deputy-over');
    expect((await wang.port.deputies()).mine).toMatchObject([{ state: 'over', mayEnd: false }]);
    expect((await ding.port.deputies()).standing).toEqual([]);
    settled(await wang.port.complete(task, done, newKey()));
  });

  it('finds a matter by what was typed in it, as far as each may read it, and by what its files are called', async () => {
    // given: an opinion on the demo's matter, and a photo in it
    const [collection] = (await resident.port.home()).duties;
    const { id: opinions = '', matter = '' } = collection ?? {};
    await resident.port.giveOpinion(opinions, { stance: 'support', text: '南墙根的积水也请一起处理。' }, newKey());
    const { value } = await resident.port.upload('南墙现场.jpg', new Blob([new Uint8Array(await photo())]), newKey());
    const person = (await resident.port.session()).me?.person ?? '';
    await served.heyi.app.get(Attachments).attach([value.file], matter, person);
    settled(await wang.port.moveClock({ move: 'next' }, newKey()));
    const found = async (who: Client, words: string, list: 'todo' | 'started' = 'todo') =>
      (await who.port.list(list, { words })).rows.some((one) => one.matter === matter);
    // then: who works on it reads opinions, who works elsewhere knows nothing of it
    expect(await found(wang, '积水')).toBe(true);
    expect(await found(wang, '南墙现场')).toBe(true);
    expect(await found(wang, '积水 没有的词')).toBe(false);
    for (const words of ['积水', '南墙现场']) expect(await found(neighbour, words)).toBe(false);
    const readers = await served.heyi.ground.database.reading((session) =>
      session.all('SELECT DISTINCT reader FROM listed_text WHERE matter = ? ORDER BY reader', [matter]),
    );
    expect(readers.map(({ reader }) => reader)).toEqual(['all', 'staff']);
    // an expert who was added has the task in their list, and reads no opinions: it is found by its title, not by them
    const expert = await staff(served, 'zhengyan', '郑言', 'expert', 'qinghe/qhl');
    const { task, title } = (await wang.port.list('todo', { words: '积水' })).rows[0] ?? {};
    const seat = { operation: 'addSeat', person: expert, place: 'before', reason: '请看一看。' } as const;
    settled(await wang.port.operate(task ?? '', seat, newKey()));
    const zheng = await served.signedIn('zhengyan');
    expect(await found(zheng, title ?? '')).toBe(true);
    expect(await found(zheng, '积水')).toBe(false);
    // when: the author's words are erased
    const own = await served.heyi.ground.database.reading((session) =>
      session.all('SELECT COUNT(*) AS n FROM sealed_value WHERE subject_id = ?', [person]),
    );
    expect(Number(own[0]?.['n'])).toBeGreaterThan(0);
    await served.heyi.ground.database.transaction((session) =>
      session.run('DELETE FROM sealed_value WHERE subject_id = ?', [person]),
    );
    // then
    expect(await found(wang, '积水')).toBe(false);
  });

  it('shows the photos and papers of the matter beside a task, to be opened by whoever may open it', async () => {
    // given: the first step brought two files, one of them somebody erased since
    const { matter, task } = await claimed('外立面备案');
    const upload = async (name: string, colour: string) =>
      (await wang.port.upload(name, new Blob([new Uint8Array(await photo(colour))]), newKey())).value;
    const [kept, gone] = [await upload('东立面.jpg', '#112233'), await upload('旧照片.jpg', '#332211')];
    const variables = { outcome: 'accepted', papers: [kept.file, gone.file] };
    settled(await wang.port.complete(task, { variables }, newKey()));
    await served.heyi.ground.database.transaction((session) =>
      session.run('DELETE FROM file WHERE hash = ?', [gone.file]),
    );
    // when
    const next = (await row(ding, 'todo', matter))?.task ?? '';
    const { materials } = await ding.port.task(next);
    // then
    const common = { type: 'image/jpeg', act: 'completeTask', step: '登记备案', by: { name: '王敏' } };
    expect(materials).toHaveLength(2);
    expect(materials.find(({ file }) => file === kept.file)).toMatchObject({
      ...common,
      ...{ name: '东立面.jpg', size: kept.size, kept: true },
    });
    expect(materials.find(({ file }) => file === gone.file)).toMatchObject({ ...common, name: '', kept: false });
    expect((await ding.port.file(kept.file, matter)).size).toBe(kept.size);
    expect(await problem(neighbour.port.file(kept.file, matter))).toBe('404 matter-unknown');
    expect(await problem(ding.port.file(gone.file, matter))).toBe('404 file-unknown');
  });

  it('shows what was watched and is over, with what was answered and whether in time', async () => {
    // given: one to be done in time, one late, one without a date
    await staff(served, 'qianjin', '钱进', 'street', 'qinghe');
    const street = await served.signedIn('qianjin');
    const now = (await wang.port.clock()).now;
    const watched = async (title: string, due?: number) => {
      const one = await claimed(title);
      const body = { operation: 'watch', reason: '请尽快。', ...(due === undefined ? {} : { due }) } as const;
      settled(await street.port.operate(one.task, body, newKey()));
      return one;
    };
    const inTime = await watched('督办的备案', now + 9 * DAY);
    const late = await watched('拖延的备案', now + DAY);
    const open = await watched('没有办的备案');
    settled(await wang.port.complete(inTime.task, done, newKey()));
    await served.clockTo(now + 2 * DAY);
    settled(await wang.port.complete(late.task, { variables: { outcome: 'returned' } }, newKey()));
    // when
    const over = await street.port.list('watched', { over: true });
    const still = await street.port.list('watched');
    // then
    expect(still.rows.map(({ task }) => task)).toEqual([open.task]);
    expect(over.rows.map(({ task, state, answer }) => [task, state, answer])).toEqual([
      [
        late.task,
        'done',
        {
          by: expect.objectContaining({ name: '王敏' }) as object,
          promised: now + DAY,
          late: true,
          said: [{ label: '处理', text: '补正' }],
        },
      ],
      [
        inTime.task,
        'done',
        {
          by: expect.objectContaining({ name: '王敏' }) as object,
          promised: now + 9 * DAY,
          late: false,
          said: [{ label: '处理', text: '收下' }],
        },
      ],
    ]);
    expect((await street.port.listCounts()).watched).toBe(1);
    // whoever did it finds it there too, whoever neither watched nor did it does not
    expect((await wang.port.list('watched', { over: true })).rows).toHaveLength(2);
    for (const who of [ding, neighbour]) expect((await who.port.list('watched', { over: true })).rows).toEqual([]);
    expect((await street.port.list('watched', { over: true, words: '拖延' })).total).toBe(1);
  });
});
