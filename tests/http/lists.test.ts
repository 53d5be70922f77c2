import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Listing } from '#desk';
import { SYSTEM } from '#engine';
import { Accounts, type Caller } from '#identity';
import { People } from '#community';
import { Histories, Matters } from '#matters';
import { entriesOf, inListOrder, inMatterOrder, listRow, matterLine } from '#pages';
import { isRefused } from '#runtime';
import type { ListName, ListRow, MatterListAsked, MatterListRow, TaskPage } from '#web/port';
import { filingWorkflows } from '../support/filing.js';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled } from './matter.js';
import { DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

const LISTS: readonly ListName[] = ['todo', 'done', 'started', 'copied', 'watched'];
const problem = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code: string; status: number }) => `${error.status} ${error.code}`,
  );

/** Gives the task back that the worker claimed, past the routes. */
const givenBack = (row: ListRow | undefined) => ({
  stream: row?.matter ?? '',
  command: { type: 'updateTask', op: 'return', key: Number(row?.task?.split('.')[1]) },
  by: SYSTEM,
});
function accepted(answer: object): { readonly settled: boolean } {
  if (isRefused(answer)) throw new Error(answer.refused);
  return { settled: true };
}

/** Fifteen filings beside the matter of the demo, at a desk of two workers with a street above it. */
describe.each(PLACES)('the desk’s lists on %s', (_name, newPlace) => {
  let served: Served;
  let folder: string;
  let wang: Client;
  let ding: Client;
  let street: Client;
  let resident: Client;
  let neighbour: Client;

  async function begin(who: Client, title: string, days = 5): Promise<string> {
    const { value } = settled(
      await who.port.startMatter({ procedure: 'filing', variables: { title, days } }, newKey()),
    );
    return value.matter;
  }
  const titles = (rows: readonly ListRow[]) => rows.map(({ title }) => title);
  const rowOf = async (who: Client, list: ListName, matter: string) =>
    (await who.port.list(list)).rows.find((row) => row.matter === matter);
  const caller = async (account: string): Promise<Caller> => {
    const accounts = served.heyi.app.get(Accounts);
    const row = await accounts.byLogin(account);
    const person = row?.person ?? '';
    const appointments = await served.heyi.app.get(People).appointmentsOf(person);
    const name = (await served.heyi.app.get(People).person(person))?.name ?? '';
    return { account: row?.id ?? '', login: account, person, csrf: '', name, standing: 'full', appointments };
  };

  beforeAll(async () => {
    folder = await filingWorkflows();
    served = await serve(await newPlace(), { workflows: folder });
    await staff(served, 'dingxin', '丁新', 'worker', 'qinghe/qhl');
    await staff(served, 'qianjin', '钱进', 'street', 'qinghe');
    await served.heyi.app.get(People).found([{ path: 'qinghe/hx', name: '荷香社区', kind: 'community' }]);
    await staff(served, 'linqu', '林渠', 'worker', 'qinghe/hx');
    wang = await served.signedIn('wangmin');
    ding = await served.signedIn('dingxin');
    street = await served.signedIn('qianjin');
    resident = await served.signedIn('jumin1');
    neighbour = await served.signedIn('linqu');
    for (let n = 1; n <= 12; n++) await begin(wang, `第${n}季度物业服务备案`, n);
    await begin(wang, '公约备案：写100%同意的不收');
    await begin(wang, '公约备案：写1000人同意');
  }, 120_000);
  afterAll(async () => {
    await served?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('say of each task what, who, since, until when, and why it is the reader’s', async () => {
    const { rows, total } = await wang.port.list('todo');
    expect(total).toBe(14);
    expect(rows[0]).toMatchObject({
      title: '第1季度物业服务备案',
      kind: 'filing',
      name: '登记备案',
      number: expect.stringMatching(/^QHL-2026-\d{4}$/) as string,
      holder: null,
      state: 'free',
      why: { code: 'task.why.role', values: { role: 'worker' } },
      place: '青禾里社区',
      status: 'active',
    });
    expect(rows[2]?.due.left).toEqual({ n: 3, unit: 'working_day', late: false });
    expect(rows.map(({ due }) => due.at)).toEqual(rows.map(({ due }) => due.at).sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect((await neighbour.port.list('todo')).rows).toEqual([]);
    expect((await resident.port.list('todo')).rows).toEqual([]);
  });

  it('open no matter and read no history, whoever asks for whichever list', async () => {
    // given: what was changed so far has its rows
    const listing = served.heyi.app.get(Listing);
    await listing.caughtUp();
    const matters = vi.spyOn(served.heyi.app.get(Matters), 'load');
    const histories = vi.spyOn(served.heyi.app.get(Histories), 'of');
    const states = vi.spyOn(served.heyi.ground.runtime, 'state');
    const before = listing.opened;
    // when
    for (const who of [wang, street, resident]) {
      for (const list of LISTS) await who.port.list(list, { words: '物业 青禾里' });
      await who.port.tasks('todo');
      await who.port.tasks('done');
      await who.port.listCounts();
      await who.port.terms();
    }
    // then: places are read from the organisation's own stream, which is no matter
    expect(matters).toHaveBeenCalledTimes(0);
    expect(histories).toHaveBeenCalledTimes(0);
    expect(states.mock.calls.filter(([stream]) => !/^0+$/.test(stream))).toEqual([]);
    expect(listing.opened - before).toBe(0);
    // when: one record later
    await wang.port.claim((await wang.port.list('todo')).rows[0]?.task ?? '', newKey());
    matters.mockClear();
    await wang.port.list('todo');
    await wang.port.list('watched');
    // then: that one matter, once
    expect(listing.opened - before).toBeLessThanOrEqual(2);
    expect(new Set(matters.mock.calls.map(([matter]) => matter)).size).toBeLessThanOrEqual(1);
    for (const spy of [matters, histories, states]) spy.mockRestore();
  });

  it('show a colleague what somebody has taken, and do not count it as theirs', async () => {
    // given: the first task is wangmin's by now
    const [mine, theirs] = await Promise.all([wang.port.list('todo'), ding.port.list('todo')]);
    const taken = (page: typeof mine, state: string) => page.rows.filter((row) => row.state === state).length;
    // then
    expect(taken(mine, 'mine')).toBeGreaterThan(0);
    expect(mine.others).toBe(0);
    expect(theirs.total).toBe(mine.total);
    expect(theirs.others).toBe(taken(mine, 'mine'));
    expect(theirs.rows.find(({ state }) => state === 'other')?.why.code).toBe('task.why.other');
    expect((await wang.port.listCounts()).todo).toBe(mine.total);
    expect((await ding.port.listCounts()).todo).toBe(theirs.total - theirs.others);
    const late = (await ding.port.terms()).terms.filter(({ row }) => row.state === 'other');
    expect(late).toEqual([]);
  });

  it('wait for no matter that cannot be read, and have its rows as soon as it can', async () => {
    // given
    const [row] = (await wang.port.list('todo')).rows;
    const matters = served.heyi.app.get(Matters);
    const broken = vi.spyOn(matters, 'load').mockRejectedValue(new Error('no such definition'));
    settled(await served.heyi.ground.runtime.submit(givenBack(row)).then(accepted));
    // when
    const before = await rowOf(wang, 'todo', row?.matter ?? '');
    broken.mockRestore();
    const after = await rowOf(wang, 'todo', row?.matter ?? '');
    // then
    expect([before?.state, after?.state]).toEqual(['mine', 'free']);
  });

  it('come in pages that together are the list', async () => {
    // when
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await wang.port.list('todo', { limit: 4, ...(after === undefined ? {} : { after }) });
      expect(page.total).toBe(14);
      seen.push(...page.rows.map(({ row }) => row));
      after = page.next ?? undefined;
    } while (after !== undefined);
    // then
    expect(seen).toEqual((await wang.port.list('todo')).rows.map(({ row }) => row));
    expect(new Set(seen).size).toBe(14);
    const wrong = Buffer.from('["1; DROP TABLE matter"]').toString('base64url');
    for (const cursor of ['nonsense', wrong])
      expect(await problem(wang.port.list('todo', { after: cursor }))).toBe('422 page-unknown');
    expect(await problem(wang.port.list('nothing' as ListName))).toBe('404 list-unknown');
  });

  it('are found by number, a part of the title, place and staff, and nothing is a wildcard', async () => {
    const find = async (words: string, who = wang) => titles((await who.port.list('todo', { words })).rows);
    const [row] = (await wang.port.list('todo')).rows;
    expect(await find((row?.number ?? '').toLowerCase())).toEqual([row?.title]);
    expect(await find('季度物业')).toHaveLength(12);
    expect(await find('第12季')).toEqual(['第12季度物业服务备案']);
    expect(await find('公约 100%')).toEqual(['公约备案：写100%同意的不收']);
    expect(await find('_')).toEqual([]);
    expect(await find('"')).toEqual([]);
    expect(await find('青禾里')).toHaveLength(14);
    expect(await find('王敏')).toHaveLength(14);
    expect(await find('丁新')).toEqual([]);
    expect(await find('青禾里', neighbour)).toEqual([]);
    expect(await problem(wang.port.list('todo', { words: '找'.repeat(65) }))).toBe('422 search-too-long');
  });

  it('show who brought, copied and watches, and tell a resident no name', async () => {
    // given
    const matter = await begin(resident, '楼道堆物登记');
    const task = (await rowOf(wang, 'todo', matter))?.task ?? '';
    const person = async (name: string) =>
      (await wang.port.operations(task)).people.find((one) => one.name === name)?.person ?? '';
    // when
    const due = Date.parse('2026-03-04T00:00:00+08:00');
    settled(await wang.port.operate(task, { operation: 'copy', person: await person('钱进'), reason: '' }, newKey()));
    settled(await street.port.operate(task, { operation: 'watch', due, reason: '请三日内办。' }, newKey()));
    // then
    expect(await rowOf(resident, 'started', matter)).toMatchObject({
      task: null,
      name: '登记备案',
      why: { code: 'task.why.started' },
      holder: { role: 'worker', name: null },
    });
    expect(await rowOf(street, 'copied', matter)).toMatchObject({ task, why: { code: 'task.why.copied' } });
    expect(await rowOf(street, 'watched', matter)).toMatchObject({
      due: { at: due },
      why: { code: 'task.why.watching' },
    });
    expect(await rowOf(wang, 'watched', matter)).toMatchObject({ watched: true, why: { code: 'task.why.watched' } });
    expect(await wang.port.listCounts()).toMatchObject({ todo: 15, watched: 1, copied: 0 });
    // the one who brought it is a resident: their name is no way to their matters
    const name = (await resident.port.session()).me?.name ?? '';
    expect((await wang.port.list('todo', { words: name })).rows).toEqual([]);
    expect((await resident.port.list('started', { words: '王敏' })).rows).toEqual([]);
    // when: done
    settled(await wang.port.complete(task, { variables: { outcome: 'accepted' } }, newKey()));
    // then
    expect(await rowOf(wang, 'done', matter)).toMatchObject({ task, state: 'done', holder: { you: true } });
    expect(await rowOf(street, 'copied', matter)).toMatchObject({ state: 'done' });
    expect(await rowOf(street, 'watched', matter)).toBeUndefined();
  });

  it('are the same read from rows, from histories, and from rows made anew', async () => {
    const matters = served.heyi.app.get(Matters);
    const fromHistories = async (account: string, list: ListName) => {
      const who = await caller(account);
      const opened = await Promise.all((await matters.inReach(who)).map(({ id }) => matters.open(id, who)));
      const place = async (scope: string) => served.heyi.app.get(People).unitName(scope);
      const rows = await Promise.all(
        opened.map(async ({ data, reading }) =>
          entriesOf(list, data, reading, await place(data.scope)).map((entry) => listRow(list, entry, reading)),
        ),
      );
      return rows.flat().sort(inListOrder(list));
    };
    const compare = async () => {
      for (const [account, who] of [
        ['wangmin', wang],
        ['dingxin', ding],
        ['qianjin', street],
        ['jumin1', resident],
      ] as const)
        for (const list of LISTS)
          expect([account, list, (await who.port.list(list)).rows]).toEqual([
            account,
            list,
            JSON.parse(JSON.stringify(await fromHistories(account, list))),
          ]);
    };
    // given: somebody who was added, a longer term that is asked for, and an act that can be taken back
    const asked = await begin(wang, '加签并要延期的备案');
    const task = (await rowOf(wang, 'todo', asked))?.task ?? '';
    settled(await wang.port.claim(task, newKey()));
    const { people, due } = await wang.port.operations(task);
    const person = people.find(({ name }) => name === '丁新')?.person ?? '';
    const reason = '请一起把关。';
    settled(await wang.port.operate(task, { operation: 'addSeat', person, place: 'before', reason }, newKey()));
    settled(await wang.port.operate(task, { operation: 'askTerm', due: (due ?? 0) + 86_400_000, reason }, newKey()));
    const last = await begin(wang, '刚办完的备案');
    const first = (await rowOf(wang, 'todo', last))?.task ?? '';
    settled(await wang.port.complete(first, { variables: { outcome: 'accepted' } }, newKey()));
    // then
    const why = async (who: Client) => (await rowOf(who, 'todo', asked))?.why;
    expect(await why(wang)).toEqual({ code: 'task.why.waits-seats', values: { who: '丁新' } });
    expect(await why(ding)).toEqual({ code: 'task.why.seat', values: { place: 'before', who: '王敏' } });
    expect(await why(street)).toMatchObject({ code: 'task.why.term', values: { who: '王敏' } });
    expect(await why(neighbour)).toBeUndefined();
    expect((await wang.port.list('done')).rows.filter(({ recall }) => recall).map(({ matter }) => matter)).toContain(
      last,
    );
    await compare();
    await served.heyi.app.get(Listing).rebuild();
    await compare();
  });

  it('keep searches for one account alone', async () => {
    const filter = { name: '物业', list: 'todo', words: '季度物业' } as const;
    const [kept] = (await wang.port.keepFilter(filter, newKey())).value;
    expect(kept).toMatchObject(filter);
    expect((await wang.port.keepFilter(filter, newKey())).value).toHaveLength(1);
    expect(await problem(wang.port.keepFilter({ ...filter, words: '别的' }, newKey()))).toBe('409 filter-name-taken');
    expect(await problem(wang.port.keepFilter({ ...filter, name: ' ' }, newKey()))).toBe('422 text-empty');
    expect(await problem(wang.port.keepFilter({ ...filter, name: '长'.repeat(21) }, newKey()))).toBe(
      '422 text-too-long',
    );
    expect(await ding.port.filters()).toEqual([]);
    expect(await problem(ding.port.dropFilter(kept?.filter ?? '', newKey()))).toBe('404 filter-unknown');
    for (let n = 2; n <= 20; n++) await wang.port.keepFilter({ ...filter, name: `第${n}个` }, newKey());
    expect(await problem(wang.port.keepFilter({ ...filter, name: '多一个' }, newKey()))).toBe('409 filters-full');
    const left = (await wang.port.dropFilter(kept?.filter ?? '', newKey())).value;
    expect(left).toHaveLength(19);
  });

  it('show a month with holidays and swapped days, what is due on which day, and what waits for a date', async () => {
    // given
    await begin(wang, '要到后年的备案', 400);
    // when
    const march = await wang.port.terms();
    const february = await wang.port.terms('2026-02');
    const next = await wang.port.terms('2027-01');
    // then
    const kind = (date: string) => february.days.find((day) => day.date === date)?.kind;
    expect([march.month, march.today, march.days.length]).toEqual(['2026-03', '2026-03-02', 31]);
    expect([kind('2026-02-17'), kind('2026-02-14'), kind('2026-02-28'), kind('2026-02-10')]).toEqual([
      'off',
      'swapped',
      'swapped',
      'work',
    ]);
    expect(march.terms.find(({ row }) => row.title === '第5季度物业服务备案')?.date).toBe('2026-03-09');
    expect(titles(march.pending)).toEqual(['要到后年的备案']);
    expect([february.loaded, next.loaded]).toEqual([true, false]);
    expect((await neighbour.port.terms()).terms).toEqual([]);
  });

  describe('done several at once', () => {
    const answer = { outcome: 'accepted' };
    let rows: readonly ListRow[];
    beforeAll(async () => {
      rows = (await wang.port.list('todo', { words: '季度物业' })).rows;
    });
    const page = async (row: ListRow | undefined): Promise<TaskPage> => wang.port.task(row?.task ?? '');

    it('takes nothing with a wrong answer, and no step that is done one by one', async () => {
      const tasks = rows.slice(0, 3).map(({ task }) => task ?? '');
      expect(await problem(wang.port.completeAll({ tasks, variables: { outcome: 'perhaps' } }, newKey()))).toBe(
        '422 invalid-form',
      );
      expect((await page(rows[1])).state).toBe('free');
      const check = (await wang.port.list('todo')).rows.find(({ name }) => name === '核对');
      expect(check?.alike).toBeNull();
      const mixed = { tasks: [...tasks, check?.task ?? ''], variables: answer };
      expect(await problem(wang.port.completeAll(mixed, newKey()))).toBe('409 batch-not-allowed');
      expect(await problem(neighbour.port.completeAll({ tasks, variables: answer }, newKey()))).toMatch(/^404/);
      expect((await page(rows[1])).state).toBe('free');
    });

    it('says of each which went through and which not, each a command of its own', async () => {
      // given: a colleague has one of them
      const [first, second, third] = rows.slice(1, 4);
      settled(await ding.port.claim(second?.task ?? '', newKey()));
      const tasks = [first, second, third].map((row) => row?.task ?? '');
      const key = newKey();
      // when
      const { value } = await wang.port.completeAll({ tasks, variables: answer }, key);
      // then
      expect(value).toEqual([
        { task: tasks[0], became: 'done', why: null },
        {
          task: tasks[1],
          became: 'refused',
          why: { code: 'not-assigned-to-you', values: expect.anything() as object },
        },
        { task: tasks[2], became: 'done', why: null },
      ]);
      const types = async (row: ListRow | undefined) =>
        (await served.heyi.ground.runtime.records(row?.matter ?? '', 0, 100)).map(({ type }) => type);
      const done = await types(first);
      expect(done).toEqual(['start', 'updateTask', 'completeTask']);
      expect(await types(second)).toEqual(['start', 'updateTask']);
      // when: the same request again
      const again = await wang.port.completeAll({ tasks, variables: answer }, key);
      // then: the first answers, and no further record
      expect(again.value.map(({ became }) => became)).toEqual(['done', 'refused', 'done']);
      expect(await types(first)).toEqual(done);
      expect(await problem(wang.port.completeAll({ tasks: tasks.slice(0, 1), variables: answer }, newKey()))).toBe(
        'done',
      );
    });
  });

  it('show nothing of a place to whoever works there no more', async () => {
    // given: one task done and one asked of them, and a post elsewhere since
    const person = await staff(served, 'gaofei', '高飞', 'worker', 'qinghe/qhl');
    const gao = await served.signedIn('gaofei');
    const mine = (await rowOf(gao, 'todo', await begin(gao, '高飞办过的备案')))?.task ?? '';
    settled(await gao.port.complete(mine, { variables: { outcome: 'accepted' } }, newKey()));
    const asked = (await rowOf(wang, 'todo', await begin(wang, '请高飞加签的备案')))?.task ?? '';
    const seat = { operation: 'addSeat', person, place: 'beside', reason: '请一起办。' } as const;
    settled(await wang.port.operate(asked, seat, newKey()));
    const has = async () => [
      (await gao.port.list('done')).rows.map(({ task }) => task),
      (await gao.port.list('todo')).rows.filter(({ state }) => state === 'seat').map(({ task }) => task),
    ];
    const before = await has();
    const people = served.heyi.app.get(People);
    const [post] = await people.appointmentsOf(person);
    // when
    await people.appoint(person, 'worker', 'qinghe/hx', { document: DOCUMENT });
    await people.submit({ type: 'dismiss', appointment: post?.id ?? '', document: { ...DOCUMENT } });
    // then
    expect(before).toEqual([[mine], [asked]]);
    expect(await has()).toEqual([[], []]);
    expect((await gao.port.listCounts()).done).toBe(0);
  });

  it('find no title that was erased', async () => {
    // given: a matter somebody brought and that is over
    const other = await served.signedIn('jumin3');
    const person = (await other.port.session()).me?.person ?? '';
    const matter = await begin(other, '三单元漏水旧事');
    for (const _ of [1, 2]) {
      const row = await rowOf(wang, 'todo', matter);
      const variables: Record<string, string> = row?.name === '登记备案' ? { outcome: 'accepted' } : {};
      settled(await wang.port.complete(row?.task ?? '', { variables }, newKey()));
    }
    expect(titles((await wang.port.list('done', { words: '漏水' })).rows)).toHaveLength(2);
    expect(titles((await other.port.list('started')).rows)).toEqual(['三单元漏水旧事']);
    await other.port.keepFilter({ name: '漏水', list: 'started', words: '漏水' }, newKey());
    // when
    const security = await served.signedIn('anquan').catch(() => null);
    if (security === null) await staff(served, 'anquan', '孙立安', 'security', 'qinghe');
    const safe = await served.signedIn('anquan');
    await safe.port.erasePerson(person, { reason: '本人要求' }, newKey());
    // then
    expect((await wang.port.list('done', { words: '漏水' })).rows).toEqual([]);
    const row = await rowOf(wang, 'done', matter);
    expect(row?.title).toBe(row?.number);
    const kept = await served.heyi.ground.database.reading((session) =>
      session.all('SELECT COUNT(*) AS n FROM saved_filter WHERE words LIKE ?', ['%漏水%']),
    );
    expect(Number(kept[0]?.['n'])).toBe(0);
    expect(served.errors).toEqual([]);
  });

  describe('of matters', () => {
    let halted: string;
    /** All pages of what is asked, one behind the other. */
    async function every(who: Client, asked: MatterListAsked = {}): Promise<readonly MatterListRow[]> {
      const rows: MatterListRow[] = [];
      for (let page = 1, pages = 1; page <= pages; page++) {
        const found = await who.port.matterRows({ ...asked, page });
        expect(found.page).toBe(page);
        rows.push(...found.rows);
        pages = found.pages;
      }
      return rows;
    }

    beforeAll(async () => {
      for (let n = 1; n <= 24; n++) await begin(neighbour, `荷香${n}号楼电梯备案`, n);
      halted = await begin(neighbour, '荷香停一停的备案', 2);
      const task = (await rowOf(neighbour, 'todo', halted))?.task ?? '';
      const pause = { operation: 'suspend', clock: 'stops', reason: '等批复。' } as const;
      settled(await street.port.operate(task, pause, newKey()));
      for (const _ of [1, 2]) await wang.port.moveClock({ move: 'workday' }, newKey());
    }, 120_000);

    it('are shown to whom they are in reach of, and chosen by what they see', async () => {
      const places = async (who: Client) => [
        new Set((await every(who)).map(({ place }) => place)),
        (await who.port.matterRows({})).places.map(({ scope }) => scope),
      ];
      expect(await places(wang)).toEqual([new Set(['青禾里社区']), ['qinghe/qhl']]);
      expect(await places(neighbour)).toEqual([new Set(['荷香社区']), ['qinghe/hx']]);
      expect(await places(street)).toEqual([new Set(['青禾里社区', '荷香社区']), ['qinghe/hx', 'qinghe/qhl']]);
      // asking for a place, a number or a procedure widens nothing
      const [theirs] = await every(neighbour);
      expect(await every(wang, { place: 'qinghe/hx' })).toEqual([]);
      expect(await every(wang, { words: theirs?.number ?? '' })).toEqual([]);
      expect(await every(resident, { words: '荷香' })).toEqual([]);
      expect(await every(street, { place: 'qinghe/hx' })).toHaveLength(25);
      // a resident reads posts, never who holds them
      const held = (await every(resident)).flatMap(({ open }) => open.map(({ holder }) => holder));
      expect(held.length).toBeGreaterThan(0);
      expect(held.filter(({ name, you }) => name !== null && !you)).toEqual([]);
    });

    it('come in pages by date, the late first and what is over last', async () => {
      const rows = await every(street);
      const first = await street.port.matterRows({});
      expect([first.rows.length, first.total, first.pages]).toEqual([30, rows.length, Math.ceil(rows.length / 30)]);
      expect(first.pages).toBeGreaterThan(1);
      expect(new Set(rows.map(({ matter }) => matter)).size).toBe(rows.length);
      expect((await street.port.matterRows({ page: 99 })).page).toBe(first.pages);
      const over = rows.findIndex(({ endedAt }) => endedAt !== null);
      expect(first.ended).toBe(rows.length - over);
      expect(rows.slice(over).every(({ endedAt, outcome }) => endedAt !== null && outcome === '办结')).toBe(true);
      const dates = rows.slice(0, over).map(({ open }) => Math.min(...open.map(({ due }) => due.at ?? Infinity)));
      expect(dates).toEqual([...dates].sort((a, b) => a - b));
      expect(rows[0]?.open[0]?.due.left?.late).toBe(true);
      expect(rows).toEqual([...rows].sort(inMatterOrder));
    });

    it('are narrowed by state, procedure and words, and nothing else is found by them', async () => {
      const all = await every(street);
      const fits = async (asked: MatterListAsked, test: (row: MatterListRow) => boolean) => {
        const found = await every(street, asked);
        expect(found).toEqual(all.filter(test));
        return found.length;
      };
      const late = ({ open }: MatterListRow) => open.some(({ due }) => due.left?.late === true);
      const filings = all.filter(({ procedure }) => procedure.id === 'filing').length;
      expect(await fits({ state: 'late' }, late)).toBeGreaterThan(0);
      expect(await fits({ state: 'suspended' }, ({ matter }) => matter === halted)).toBe(1);
      expect(await fits({ state: 'ended' }, ({ endedAt }) => endedAt !== null)).toBeGreaterThan(0);
      expect(await fits({ state: 'open' }, ({ endedAt }) => endedAt === null)).toBeGreaterThan(30);
      expect(await fits({ procedure: 'filing' }, ({ procedure }) => procedure.id === 'filing')).toBe(filings);
      expect(await fits({ procedure: 'none' }, () => false)).toBe(0);
      expect(await fits({ words: '荷香 电梯', state: 'late' }, (row) => late(row) && row.title.includes('电梯'))).toBe(
        1,
      );
      expect((await street.port.matterRows({ state: 'ended' })).procedures).toContainEqual({
        id: 'filing',
        name: '备案登记',
      });
      expect(await problem(street.port.matterRows({ words: '找'.repeat(65) }))).toBe('422 search-too-long');
    });

    it('say what the matter itself says, and open none for it', async () => {
      const matters = served.heyi.app.get(Matters);
      const who = await caller('qianjin');
      const opened = vi.spyOn(matters, 'load');
      const rows = await every(street);
      expect(opened).toHaveBeenCalledTimes(0);
      opened.mockRestore();
      for (const { movedAt, lookedAt, ...row } of rows) {
        const { data, reading } = await matters.open(row.matter, who);
        expect([movedAt, lookedAt]).toEqual([data.history.at(-1)?.at, null]);
        const { steps: _steps, now: _now, ...line } = matterLine(data, reading);
        expect(row).toEqual(JSON.parse(JSON.stringify({ ...line, procedure: data.procedure, place: row.place })));
      }
    });

    it('name what cannot be read, to those in reach of it alone', async () => {
      // given: a new matter whose rows cannot be made
      const load = served.heyi.app.get(Matters).load.bind(served.heyi.app.get(Matters));
      const matter = await begin(wang, '读不出来的备案');
      const [row] = (await wang.port.matterRows({ words: '读不出来' })).rows;
      await wang.port.claim((await rowOf(wang, 'todo', matter))?.task ?? '', newKey());
      const broken = vi
        .spyOn(served.heyi.app.get(Matters), 'load')
        .mockImplementation((id) => (id === matter ? Promise.reject(new Error('broken')) : load(id)));
      const bystander = async (who: Client) => (await who.port.matterRows({})).unreadable;
      settled(
        await served.heyi.ground.runtime
          .submit(givenBack((await wang.port.list('todo')).rows.find((each) => each.matter === matter)))
          .then(accepted),
      );
      // then
      expect(await bystander(wang)).toEqual([{ matter, number: row?.number }]);
      expect(await bystander(neighbour)).toEqual([]);
      broken.mockRestore();
      expect(await bystander(wang)).toEqual([]);
    });
  });
});
