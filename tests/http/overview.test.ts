import readExcel from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Matters, openRecord } from '#matters';
import { Database } from '#store';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { settled, toPublicity, type Walked } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const STREET = 'qinghe';
const QHL = 'qinghe/qhl';

/** 街道总览: what it counts stands in the records, reaches as far as a post, and shows no small group. */
describe.each(PLACES)('the overview on %s', (_name, newPlace) => {
  let served: Served;
  let walked: Walked;
  let street: Client;
  let worker: Client;

  beforeAll(async () => {
    served = await serve(await newPlace());
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'jiedao', '高远', 'street');
    await staff(served, 'lingong', '孙涛', 'worker', 'qinghe/sjl');
    walked = await toPublicity(served);
    worker = await served.signedIn('wangmin');
    street = await served.signedIn('jiedao');
    // given an objection that was upheld, and one that waits
    for (const n of [4, 5]) {
      const resident = await served.signedIn(`jumin${n}`);
      settled(await resident.port.object(walked.notice, { text: '票数有误。' }, newKey()));
    }
    settled(await worker.port.answerObjection(walked.notice, '1', { outcome: 'upheld', text: '已更正。' }, newKey()));
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  /** Every event of every stream, read from the records themselves. */
  async function events(): Promise<
    readonly { readonly type: string; readonly at: number; readonly [name: string]: unknown }[]
  > {
    const { runtime } = served.heyi.ground;
    const streams = await runtime.streams({ limit: 200 });
    const histories = await Promise.all(streams.map(({ id }) => runtime.records(id)));
    return histories.flat().flatMap((record) => {
      const { at, events: happened } = openRecord(record);
      return happened.map((event) => ({ ...(event as { type: string }), at }));
    });
  }
  const rows = (sql: string) => served.heyi.app.get(Database).reading((session) => session.all(sql, []));

  it('has the rows a recount of the histories has', async () => {
    // when
    const page = await street.port.overview({ scope: 'qinghe', ...YEAR });
    // then
    const all = await events();
    const count = (type: string) => all.filter((event) => event.type === type).length;
    const [own, ...communities] = page.answers;
    expect(own).toMatchObject({ scope: 'qinghe', given: 0, raised: 0 });
    expect(communities.find(({ scope }) => scope === QHL)).toMatchObject({
      given: count('Given'),
      answered: count('Answered'),
      raised: count('Objected'),
      settled: count('ObjectionAnswered'),
      upheld: all.filter(({ type, upheld }) => type === 'ObjectionAnswered' && upheld === true).length,
    });
    expect(count('Objected')).toBe(2);
    // and each open task as the runtime has it, each done one as its record says
    const open = await served.heyi.ground.runtime.tasks({ limit: 500 });
    const figures = await rows(`SELECT * FROM figure_task WHERE kind = 'task'`);
    const stand = (ended: string | null) => figures.filter((row) => row['ended'] === ended);
    expect(
      stand(null)
        .map((row) => [row['matter'], Number(row['task_key']), row['due'] && Number(row['due'])])
        .sort(),
    ).toEqual(open.map(({ stream, key, due }) => [stream, key, due]).sort());
    const { history } = (await served.heyi.app.get(Matters).load(walked.matter)) ?? { history: [] };
    const done = history.filter(({ command }) => command.type === 'completeTask');
    expect(done.length).toBeGreaterThan(0);
    expect(
      stand('completed')
        .map((row) => [Number(row['task_key']), Number(row['ended_at'])])
        .sort(),
    ).toEqual(done.map(({ command, at }) => [command['key'], at]).sort());
    // and one ballot for each who voted, with no time but the close
    const ballots = await rows(`SELECT DISTINCT at, closed_at FROM figure_act WHERE kind = 'ballot'`);
    const closed = all.find(({ type }) => type === 'PollClosed')?.at;
    expect(ballots.map((row) => [Number(row['at']), Number(row['closed_at'])])).toEqual([[closed, closed]]);
    expect((await rows(`SELECT p FROM figure_act WHERE kind = 'ballot'`)).length).toBe(3);
  });

  it('comes back as it was when its rows are lost', async () => {
    // given
    const before = await street.port.overview({ scope: 'qinghe', ...YEAR });
    const kept = await rows('SELECT * FROM figure_act ORDER BY stream, n');
    // when
    await served.heyi.app.get(Database).transaction(async (session) => {
      for (const table of ['figure_stream', 'figure_act', 'figure_task']) await session.run(`DELETE FROM ${table}`, []);
    });
    // then
    expect(await street.port.overview({ scope: 'qinghe', ...YEAR })).toEqual(before);
    expect(await rows('SELECT * FROM figure_act ORDER BY stream, n')).toEqual(kept);
    // and a look at nothing new reads no matter again
    const positions = await rows(
      'SELECT COUNT(*) AS n FROM figure_stream f JOIN stream s ON s.id = f.stream AND s.seq > f.seq',
    );
    expect(Number(positions[0]?.['n'])).toBe(0);
  });

  it('counts people of closed steps alone, and shows none of fewer than five', async () => {
    const page = await street.port.overview({ scope: 'qinghe', ...YEAR });
    expect(page.participation.rows).toEqual([]);
    expect(page.participation.sums).toEqual([0, 0, 0]);
    expect(page.participation.hidden).toBeGreaterThan(0);
    // the notice is open: nobody of it is counted by place or channel yet
    expect(
      (await rows(`SELECT closed_at FROM figure_act WHERE kind = 'objection' AND closed_at IS NOT NULL`)).length,
    ).toBe(0);
  });

  it('counts the people of a building alike from wherever one looks', async () => {
    // given: people of two buildings took part in a matter of the community, and in one of the whole street
    const db = served.heyi.app.get(Database);
    const of = async (building: string) =>
      Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          served.heyi.app.get(People).add({ name: `住户${n}`, place: building, role: 'resident', scope: building }),
        ),
      );
    const [one, two] = [await of(`${QHL}/e1/b1`), await of(`${QHL}/e1/b2`)];
    const at = Date.parse('2026-03-05T09:00:00+08:00');
    const took = (matter: string, scope: string, people: readonly string[]) =>
      db.transaction(async (session) => {
        for (const [n, person] of people.entries()) {
          const p = `${matter}-${person}`.slice(-44);
          await session.run('INSERT INTO pseudonym (matter, p, person) VALUES (?, ?, ?)', [matter, p, person]);
          await session.run(
            `INSERT INTO figure_act (stream, n, matter, kind, scope, p, channel, at, closed_at)
             VALUES (?, ?, ?, 'opinion', ?, ?, 'app', ?, ?)`,
            [matter, n, matter, scope, p, ...[at, at]],
          );
        }
      });
    await took('00000000000000000000000001', QHL, [...one.slice(0, 6), ...two.slice(0, 5)]);
    await took('00000000000000000000000002', STREET, [...one.slice(4), ...two]);
    // when
    const rows = async (who: Client, scope: string) =>
      (await who.port.overview({ scope, ...YEAR })).participation.rows.filter((row) => row.scope.startsWith(QHL));
    const here = await rows(worker, QHL);
    // then: all eight of one building are shown beside two who took part before, and the smaller group is kept back with those that are hidden
    expect(here.map(({ scope, sum }) => [scope, sum])).toEqual([[`${QHL}/e1/b1`, 10]]);
    expect(await rows(street, STREET)).toEqual(here);
    expect(await rows(worker, `${QHL}/e1/b1`)).toEqual(here);
    await db.transaction((session) => session.run(`DELETE FROM figure_act WHERE stream LIKE '0000000000%'`, []));
  });

  it('leads from a figure to its matters and tasks', async () => {
    const asked = { scope: 'qinghe', ...YEAR };
    const page = await street.port.overview(asked);
    const total = page.matters.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0);
    const matters = await street.port.overviewLines({ ...asked, of: 'matters' });
    expect([matters.total, matters.lines.length]).toEqual([total, total]);
    expect(matters.lines.map(({ matter }) => matter)).toContain(walked.matter);
    const week = await street.port.overviewLines({ ...asked, of: 'matters', state: 'active', age: 'longer' });
    expect(week.total).toBe(page.matters[3]?.counts[0]);
    const upheld = await street.port.overviewLines({ ...asked, of: 'objections', only: 'upheld' });
    expect(upheld.lines.map(({ matter, n, row }) => [matter, n, row.place])).toEqual([
      [walked.matter, 1, '青禾里社区'],
    ]);
    const open = await street.port.overviewLines({ ...asked, of: 'objections', only: 'open' });
    expect(open.lines.map(({ n }) => n)).toEqual([1]);
    const tasks = await street.port.overviewLines({ ...asked, of: 'tasks' });
    expect(tasks.lines.every(({ task }) => task?.due != null)).toBe(true);
    const took = await street.port.overviewLines({ ...asked, of: 'participation' });
    expect(took.lines.map(({ matter }) => matter)).toEqual([walked.matter]);
  });

  it('gives no count that it hides away by its lists, nor by taking one list from another', async () => {
    const db = served.heyi.app.get(Database);
    const due = Date.parse('2026-03-05T09:00:00+08:00');
    const add = (scope: string, from: number, n: number) =>
      db.transaction(async (session) => {
        for (let key = from; key < from + n; key++)
          await session.run(
            `INSERT INTO figure_task (matter, task_key, element, name, scope, opened_at, due, ended_at, ended)
             VALUES (?, ?, 'e', 'e', ?, ?, ?, ?, 'completed')`,
            [walked.matter, key, scope, due - 1, due, due - (key % 2)],
          );
      });
    const total = async (who: Client, scope: string, only?: string) =>
      (await who.port.overviewLines({ scope, ...YEAR, of: 'tasks', ...(only === undefined ? {} : { only }) })).total;
    const figure = async (scope: string) =>
      (await street.port.overview({ scope: STREET, ...YEAR })).tasks.find((unit) => unit.scope === scope)?.due;
    const before = (await db.reading((session) => session.all('SELECT * FROM figure_task', []))).length;
    expect(before).toBeGreaterThan(0);
    // given four tasks in one community and six in another
    await add('qinghe/sjl', 9001, 4);
    await add('qinghe/hx', 9101, 6);
    // then nothing is said of the four, in their own list or as what is missing in that of the street
    expect([await figure('qinghe/sjl'), await figure('qinghe/hx')]).toEqual([null, 6]);
    const there = await served.signedIn('lingong');
    for (const only of [undefined, 'onTime', 'late'])
      expect([await total(there, 'qinghe/sjl', only), await total(street, 'qinghe/sjl', only)]).toEqual([0, 0]);
    expect(await total(street, 'qinghe/hx')).toBe(6);
    const shown = (await street.port.overview({ scope: STREET, ...YEAR })).tasks.reduce(
      (sum, { due: n }) => sum + (n ?? 0),
      0,
    );
    expect(await total(street, STREET)).toBe(shown);
    // and a fifth one shows them
    await add('qinghe/sjl', 9201, 1);
    expect([await figure('qinghe/sjl'), await total(there, 'qinghe/sjl')]).toEqual([5, 5]);
    await db.transaction((session) => session.run('DELETE FROM figure_task WHERE task_key > 9000', []));
  });

  it('reaches as far as a post does', async () => {
    // given
    const there = await served.signedIn('lingong');
    // then: nothing of the other community is counted, and it cannot be asked for
    const page = await there.port.overview(YEAR);
    expect([page.scope, page.places.map(({ scope }) => scope)]).toEqual(['qinghe/sjl', ['qinghe/sjl']]);
    expect(page.matters.flatMap(({ counts }) => counts).every((n) => n === 0)).toBe(true);
    expect(page.answers).toEqual([
      { scope: 'qinghe/sjl', name: '松江里社区', given: 0, answered: 0, raised: 0, settled: 0, upheld: 0 },
    ]);
    for (const scope of [QHL, 'qinghe', 'nowhere', 'qinghe/qhl/e1']) {
      const asked = { scope, ...YEAR };
      for (const call of [
        () => there.port.overviewLines({ ...asked, of: 'matters' }),
        () => there.port.overview(asked),
        () => there.port.overviewFile(asked),
        () => there.port.overviewLinesFile({ ...asked, of: 'matters' }),
      ])
        expect((await problemOf(call())).code).toBe('unknown-scope');
    }
    expect((await worker.port.overview(YEAR)).places.map(({ scope }) => scope)).toEqual([QHL]);
    expect((await street.port.overview(YEAR)).places.map(({ scope }) => scope)).toEqual([
      ...['qinghe', QHL, 'qinghe/hx', 'qinghe/sjl'],
    ]);
  });

  it.each([
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2001-01-01', to: '2026-03-01' },
    { from: 'gestern', to: '2026-03-01' },
  ])('refuses a period that is none: $from to $to', async (period) => {
    const { status, code } = await problemOf(street.port.overview(period));
    expect([status, code]).toEqual([422, 'period-invalid']);
  });

  describe('by step', () => {
    const due = Date.parse('2026-02-12T00:00:00+08:00');
    const DAY = 86_400_000;
    const Q1 = { from: '2026-01-01', to: '2026-03-31' };
    let definition: string;
    /** So many runs of the step of answering, one day longer each, the last one late; the second one came back. */
    const answers = (scope: string, from: number, n: number) =>
      served.heyi.app.get(Database).transaction(async (session) => {
        for (let i = 0; i < n; i++)
          await session.run(
            `INSERT INTO figure_task
               (matter, task_key, element, name, scope, opened_at, due, ended_at, ended, kind, definition, path, again)
             VALUES (?, ?, 'answer', '逐条答复', ?, ?, ?, ?, 'completed', 'task', ?, 'consult/answering', ?)`,
            [
              walked.matter,
              from + i,
              scope,
              due - n * DAY,
              due,
              due - (n - 2 - i) * DAY,
              definition,
              i === 1 ? 'return' : null,
            ],
          );
      });
    const forget = () =>
      served.heyi.app
        .get(Database)
        .transaction((session) => session.run('DELETE FROM figure_task WHERE task_key > 9000', []));
    const rowOf = async (who: Client, scope: string, period: object = Q1) =>
      (await who.port.overviewSteps({ scope, ...period, definition })).rows.find(
        ({ step }) => step === 'consult/answering/answer',
      );
    const listed = async (who: Client, scope: string, only: string) =>
      (await who.port.overviewLines({ scope, ...Q1, of: 'steps', definition, step: 'consult/answering/answer', only }))
        .lines;

    afterEach(forget);
    beforeAll(async () => {
      const [first] = (await street.port.overviewSteps({ scope: STREET, ...Q1 })).editions;
      definition = first?.definition ?? '';
    });

    it('shows the steps of the version in use in their order, and of few runs nothing', async () => {
      // when
      const page = await worker.port.overviewSteps({ scope: QHL, ...Q1 });
      // then
      expect(page.edition).toMatchObject({ definition, name: { zh: '意见—表决—公示' }, version: 1 });
      expect(page.quarters).toEqual(['2026-Q1']);
      expect(page.rows.filter(({ depth }) => depth === 0).map(({ name }) => name)).toEqual([
        ...['征求意见', '表决', '公示通过', '公示未通过'],
      ]);
      expect(page.rows.find(({ step }) => step === 'consult/answering/answer')).toMatchObject({
        depth: 2,
        kind: 'task',
      });
      expect(page.rows.every(({ done, half, late }) => done === null && half === null && late === null)).toBe(true);
      // though each of them was read from the records
      expect(await rows(`SELECT DISTINCT definition FROM figure_task`)).toEqual([{ definition }]);
      const parts = await rows(`SELECT element FROM figure_task WHERE kind = 'part' AND ended = 'completed'`);
      expect(parts.map(({ element }) => element).sort()).toEqual(expect.arrayContaining(['consult', 'vote']));
    });

    it('counts, and leads from each number to what it counts', async () => {
      // given
      await answers(QHL, 9001, 5);
      // when
      const row = await rowOf(worker, QHL);
      // then the one that was answered on the page is the sixth
      expect(row).toMatchObject({ done: 6, due: 6, late: 1, again: [{ cause: 'return', n: 1 }], unit: 'working_day' });
      expect(await rowOf(street, STREET)).toEqual(row);
      for (const [only, n] of [
        ['done', 6],
        ['due', 6],
        ['late', 1],
        ['again', 1],
      ] as const)
        expect([only, (await listed(worker, QHL, only)).length]).toEqual([only, n]);
      expect((await listed(worker, QHL, 'late'))[0]).toMatchObject({
        matter: walked.matter,
        task: { name: '逐条答复' },
      });
      // and in another quarter, or as another version, nothing
      expect(await rowOf(worker, QHL, { from: '2025-10-01', to: '2025-12-31' })).toMatchObject({
        done: null,
        due: null,
      });
      // the days a list is of are whole quarters
      const some = { from: '2026-02-01', to: '2026-02-02', of: 'steps', definition } as const;
      const list = await worker.port.overviewLines({
        scope: QHL,
        ...some,
        step: 'consult/answering/answer',
        only: 'done',
      });
      expect([list.from, list.to, list.total]).toEqual(['2026-01-01', '2026-03-31', 6]);
      const other = Buffer.alloc(32).toString('base64');
      expect((await worker.port.overviewSteps({ scope: QHL, ...Q1, definition: other })).edition).toBeNull();
    });

    it('keeps back what could be had by taking a community from its street', async () => {
      // given five more in one community, where one was done, and two in another
      await answers(QHL, 9001, 5);
      await answers('qinghe/sjl', 9101, 2);
      const there = await served.signedIn('lingong');
      // then the street is told as a whole, neither of them by itself, and no list tells more
      expect((await rowOf(street, STREET))?.done).toBe(8);
      for (const [who, scope] of [
        [street, QHL],
        [worker, QHL],
        [street, 'qinghe/sjl'],
        [there, 'qinghe/sjl'],
      ] as const) {
        expect((await rowOf(who, scope))?.done ?? null).toBeNull();
        for (const only of ['done', 'due', 'late', 'again'])
          expect([scope, only, (await listed(who, scope, only)).length]).toEqual([scope, only, 0]);
      }
      // and five of the other show both
      await answers('qinghe/sjl', 9201, 3);
      expect([(await rowOf(worker, QHL))?.done, (await rowOf(there, 'qinghe/sjl'))?.done]).toEqual([6, 5]);
    });

    it('reaches as far as a post does', async () => {
      await answers(QHL, 9001, 5);
      const there = await served.signedIn('lingong');
      for (const scope of [QHL, STREET, 'nowhere'])
        expect((await problemOf(there.port.overviewSteps({ scope, ...Q1 }))).code).toBe('unknown-scope');
      const page = await there.port.overviewSteps(Q1);
      expect([page.scope, page.edition, page.editions, page.rows]).toEqual(['qinghe/sjl', null, [], []]);
      expect((await listed(there, 'qinghe/sjl', 'done')).length).toBe(0);
    });

    it('stands in the sheet with the same numbers', async () => {
      await answers(QHL, 9001, 5);
      const row = await rowOf(worker, QHL);
      const cells = await cellsOf(await worker.port.overviewFile({ scope: QHL, ...Q1 }));
      expect(
        cells.some(
          ([first, name, version, quarter]) =>
            first === '按步骤' && name === '意见—表决—公示' && version === '第1版' && quarter === '2026-Q1',
        ),
      ).toBe(true);
      const line = cells.find((each) => each[0] === '逐条答复' && each.length > 8);
      expect(line?.slice(0, 12)).toEqual([
        ...['逐条答复', 6, '工作日', row?.half, row?.most, '5个工作日', 6, 1],
        ...[1, 0, 0, 0],
      ]);
      await forget();
      expect(
        (await cellsOf(await worker.port.overviewFile({ scope: QHL, ...Q1 }))).some(([first]) => first === '按步骤'),
      ).toBe(false);
    });
  });

  it('says first what runs, what is late and by how much, and what stands still', async () => {
    // given
    const open = await rows(`SELECT due FROM figure_task WHERE kind = 'task' AND ended_at IS NULL AND due IS NOT NULL`);
    expect(open.length).toBeGreaterThan(0);
    const before = (await worker.port.overview({ scope: QHL, ...YEAR })).now;
    expect(before).toMatchObject({ running: 1, late: 0, latest: [], stopped: 0 });
    // when its date has passed
    const past = Math.max(...open.map(({ due }) => Number(due)));
    const db = served.heyi.app.get(Database);
    const now = Number((await rows('SELECT MAX(at) AS at FROM stream'))[0]?.['at']);
    await db.transaction((session) =>
      session.run('UPDATE figure_task SET due = ? WHERE ended_at IS NULL AND due = ?', [now - 3 * 86_400_000, past]),
    );
    const { now: late } = await worker.port.overview({ scope: QHL, ...YEAR });
    // then
    expect(late).toMatchObject({ running: 1, late: 1, latest: [{ matter: walked.matter }] });
    expect(late.latest[0]?.due.left).toMatchObject({ late: true });
    // and a matter that is suspended stands still, whatever its dates
    const stand = (status: string) =>
      db.transaction((session) =>
        session.run('UPDATE listed_matter SET status = ? WHERE matter = ?', [status, walked.matter]),
      );
    await stand('suspended');
    const still = await worker.port.overview({ scope: QHL, ...YEAR });
    expect(still.now).toMatchObject({ running: 1, late: 0, latest: [], stopped: 1 });
    expect(still.matters.map(({ counts }) => counts[still.states.indexOf('stopped')]).filter(Boolean)).toEqual([1]);
    await stand('active');
    await db.transaction((session) =>
      session.run('UPDATE figure_task SET due = ? WHERE ended_at IS NULL AND due < ?', [past, now]),
    );
  });

  async function cellsOf(file: Blob): Promise<unknown[][]> {
    const sheet = await readExcel(Buffer.from(await file.arrayBuffer()));
    return (
      Array.isArray(sheet) && 'data' in (sheet[0] ?? {}) ? (sheet[0] as { data: unknown[][] }).data : sheet
    ) as unknown[][];
  }

  it('comes as a sheet with the same numbers and the same hiding', async () => {
    // when
    const page = await street.port.overview({ scope: 'qinghe', ...YEAR });
    const file = await street.port.overviewFile({ scope: 'qinghe', ...YEAR });
    // then
    const cells = await cellsOf(file);
    const line = page.answers.find(({ scope }) => scope === QHL);
    expect(cells).toContainEqual([line?.name, line?.given, line?.answered, line?.raised, line?.settled, line?.upheld]);
    const [task] = page.tasks;
    expect(task).toMatchObject({ due: null, onTime: null });
    expect(cells.some((row) => row[0] === task?.name && row[1] === '不足5件' && row[2] === '不足5件')).toBe(true);
  });

  it('gives the list behind a figure as a sheet: its name, the same rows in the same order, what waits first', async () => {
    // when
    const asked = { scope: 'qinghe', ...YEAR, of: 'matters' } as const;
    const list = await street.port.overviewLines(asked);
    const cells = await cellsOf(await street.port.overviewLinesFile(asked));
    // then
    expect([list.name, cells[0]?.slice(0, 2)]).toEqual(['青禾街道', ['青禾街道', '事项']]);
    expect(cells[1]?.slice(0, 4)).toEqual(['编号', '标题', '社区', '到哪一步']);
    expect(cells.slice(2).map(([number]) => number)).toEqual(list.lines.map(({ row }) => row.number));
    const over = list.lines.map(({ row }) => row.endedAt !== null);
    expect(over).toEqual([...over].sort((a, b) => Number(a) - Number(b)));
    const upheld = await cellsOf(await street.port.overviewLinesFile({ ...asked, of: 'objections', only: 'upheld' }));
    expect([upheld[0]?.[1], upheld[1]?.at(-1), upheld[2]?.at(-1)]).toEqual(['提出异议，异议成立', '条数', 1]);
  });
});
