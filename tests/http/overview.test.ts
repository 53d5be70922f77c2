import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    const figures = await rows('SELECT * FROM figure_task');
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

  it('comes as a sheet with the same numbers and the same hiding', async () => {
    // when
    const page = await street.port.overview({ scope: 'qinghe', ...YEAR });
    const file = await street.port.overviewFile({ scope: 'qinghe', ...YEAR });
    // then
    const sheet = await readExcel(Buffer.from(await file.arrayBuffer()));
    const cells = (
      Array.isArray(sheet) && 'data' in (sheet[0] ?? {}) ? (sheet[0] as { data: unknown[][] }).data : sheet
    ) as unknown[][];
    const line = page.answers.find(({ scope }) => scope === QHL);
    expect(cells).toContainEqual([line?.name, line?.given, line?.answered, line?.raised, line?.settled, line?.upheld]);
    const [task] = page.tasks;
    expect(task).toMatchObject({ due: null, onTime: null });
    expect(cells.some((row) => row[0] === task?.name && row[1] === '不显示' && row[2] === '不显示')).toBe(true);
  });
});
