import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import type { Duty, TaskLine } from '#web/port';
import { openDatabase } from '#store';
import { problemOf, type Client } from './client.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const HALF = { num: 1, den: 2, op: '>' };

/** One walk through the whole small procedure; each test goes on where the one before it ended. */
describe.each(PLACES)('the small procedure over HTTP on %s', (_name, newPlace) => {
  let served: Served;
  let residents: Client[];
  let worker: Client;
  let administrator: Client;
  let matter: string;
  let opinions: string;
  let poll: string;
  let notice: string;

  const first = () => residents[0] as Client;
  const everybody = () => [...residents, worker, administrator];
  const next = () => worker.port.moveClock({ move: 'next' }, newKey());
  const duty = async (kind: Duty['kind']) => (await first().port.home()).duties.find((each) => each.kind === kind);
  const todo = async (): Promise<TaskLine> => {
    const [task, ...more] = await worker.port.tasks('todo');
    if (task === undefined || more.length > 0) throw new Error('not exactly one task');
    return task;
  };

  beforeAll(async () => {
    served = await serve(await newPlace());
    residents = [];
    for (let n = 1; n <= 5; n++) residents.push(await served.signedIn(`jumin${n}`));
    worker = await served.signedIn('wangmin');
    administrator = await served.signedIn('guanli');
  });
  afterAll(() => served?.close());

  it('begins with a collection of opinions', async () => {
    // when
    const home = await first().port.home();
    // then
    expect(home.duties).toMatchObject([{ kind: 'opinions', acted: false }]);
    expect(home.matters).toMatchObject([
      { status: 'active', title: '北门空地加装电动自行车充电棚', now: { kind: 'consult' } },
    ]);
    matter = home.matters[0]?.matter ?? '';
    opinions = home.duties[0]?.id ?? '';
  });

  it('takes an opinion, shown to its author and to staff and not to a neighbour', async () => {
    // when
    const given = await first().port.giveOpinion(
      opinions,
      { stance: 'support', text: '赞成，但请加装灭火器。' },
      newKey(),
    );
    // then
    expect(given).toMatchObject({
      settled: true,
      value: { number: 1, stance: 'support', text: '赞成，但请加装灭火器。', answer: null },
    });
    expect(await first().port.opinions(opinions)).toMatchObject({ given: 1, mine: [{ number: 1 }], others: [] });
    expect(await residents[1]?.port.opinions(opinions)).toMatchObject({ given: 1, mine: [], others: [] });
    expect((await duty('opinions'))?.acted).toBe(true);
  });

  it('refuses to end the answering while an opinion is open, naming it', async () => {
    // given
    expect(await next()).toMatchObject({ settled: true });
    const { task } = await todo();
    // when
    const page = await worker.port.task(task);
    const early = await problemOf(worker.port.complete(task, { variables: {} }, newKey()));
    // then
    expect(page.complete).toEqual({ yes: false, why: { code: 'opinions-unanswered', values: { n: 1, open: 1 } } });
    expect(early).toMatchObject({ code: 'opinions-unanswered', status: 409, values: { n: 1, open: 1 } });
    expect(early.message).toContain('1');
    expect((await todo()).task).toBe(task);
  });

  it('goes on to the vote once every opinion has an answer', async () => {
    // given
    const { task } = await todo();
    const answered = await worker.port.answerOpinion(
      opinions,
      '1',
      { outcome: 'adopt', text: '已列入方案。' },
      newKey(),
    );
    expect(answered.value.answer).toMatchObject({ outcome: 'adopt', text: '已列入方案。' });
    // when
    const done = await worker.port.complete(task, { variables: {} }, newKey());
    // then
    expect(done).toMatchObject({ settled: true, value: { state: 'done' } });
    expect(await worker.port.tasks('todo')).toEqual([]);
    expect(await worker.port.tasks('done')).toMatchObject([{ task, state: 'done' }]);
    const vote = await duty('poll');
    expect(vote).toMatchObject({ acted: false });
    poll = vote?.id ?? '';
    // it is midnight: what was told since comes in the morning
    expect(await first().port.inbox()).toEqual([]);
    await served.clockTo(Date.parse('2026-03-06T08:00:00+08:00'));
    expect(await first().port.inbox()).toMatchObject([
      { said: { code: 'notice.vote-opened' }, read: false },
      { said: { code: 'notice.opinion-answered' } },
    ]);
  });

  it('takes the votes of three of five, and a changed mind', async () => {
    // when
    const receipts = [];
    for (const [n, choice] of [
      [0, 'no'],
      [1, 'yes'],
      [2, 'yes'],
      [0, 'yes'],
    ] as const) {
      const { value } = await (residents[n] as Client).port.cast(poll, { choice }, newKey());
      receipts.push(value);
    }
    // then
    expect(receipts.map(({ revision }) => revision)).toEqual([0, 0, 0, 1]);
    expect(new Set(receipts.map(({ leafHash }) => leafHash)).size).toBe(4);
    for (const receipt of receipts)
      expect(Object.keys(receipt).sort()).toEqual(['at', 'index', 'leafHash', 'poll', 'revision']);
    expect((await first().port.poll(poll)).mine).toMatchObject({ revision: 1, leafHash: receipts[3]?.leafHash });
    expect((await duty('poll'))?.acted).toBe(true);
  });

  it('shows no count to anybody before the close', async () => {
    for (const reader of everybody()) {
      // when
      const page = await reader.port.poll(poll);
      const trace = await reader.port.trace(matter);
      const evidence = await problemOf(reader.port.evidence(matter));
      const told = JSON.stringify([
        page,
        await reader.port.matter(matter),
        trace,
        await reader.port.matters(),
        await reader.port.inbox(),
      ]);
      // then
      expect(page).toMatchObject({ status: 'open', result: null, roll: { lines: 5, heads: 5 } });
      expect(trace.results).toEqual([]);
      expect(evidence).toMatchObject({ code: 'poll-open', status: 409 });
      expect(told).not.toMatch(/"(counts|choice|salt|attending|board)"/);
    }
    const [mine] = await first().port.myBallots();
    expect(mine).toMatchObject({ poll, status: 'open', receipts: [{ revision: 1 }], result: null });
    expect(await (residents[4] as Client).port.myBallots()).toEqual([]);
    // a reader without a ballot sees the same of the others whether they voted or not
    expect((await (residents[4] as Client).port.poll(poll)).mine).toBeNull();
  });

  it('publishes the result with its exact fractions after the close', async () => {
    // when
    expect(await next()).toMatchObject({ settled: true });
    const { status, result, notice: published } = await (residents[3] as Client).port.poll(poll);
    // then
    expect(status).toBe('closed');
    expect(result).toMatchObject({
      outcome: 'passed',
      counts: { yes: 3, no: 0, abstain: 0, invalid: 0, notCast: 2 },
      quorum: [{ of: 'heads', base: 'electorate', fraction: HALF, value: 3, total: 5, met: true }],
      threshold: [{ of: 'heads', base: 'participating', fraction: HALF, value: 3, total: 3, met: true }],
    });
    notice = published ?? '';
    const home = await first().port.home();
    expect(home.notices).toMatchObject([{ notice, status: 'open', objections: 0 }]);
    expect(await first().port.notice(notice)).toMatchObject({
      poll,
      result: { outcome: 'passed' },
      may: { yes: true },
    });
    expect(await problemOf(first().port.cast(poll, { choice: 'no' }, newKey()))).toMatchObject({
      code: 'poll-closed',
      status: 409,
    });
  });

  it('makes an objection a task that waits for its answer', async () => {
    // given
    const made = await first().port.object(notice, { text: '北门太吵。' }, newKey());
    expect(made).toMatchObject({ settled: true, value: { number: 1, text: '北门太吵。', answer: null } });
    const { task } = await todo();
    // when
    const early = await problemOf(worker.port.complete(task, { variables: {} }, newKey()));
    await worker.port.answerObjection(notice, '1', { outcome: 'rejected', text: '已远离住户30米。' }, newKey());
    const done = await worker.port.complete(task, { variables: {} }, newKey());
    // then
    expect(early).toMatchObject({ code: 'objections-unanswered', status: 409, values: { n: 1, open: 1 } });
    expect(done.value.state).toBe('done');
    expect(await first().port.notice(notice)).toMatchObject({
      objections: { made: 1, answered: 1 },
      mine: [{ answer: { outcome: 'rejected', text: '已远离住户30米。' } }],
    });
  });

  it('ends when the publicity is over', async () => {
    // when
    expect(await next()).toMatchObject({ settled: true, value: { next: null } });
    const page = await first().port.matter(matter);
    // then
    expect(page).toMatchObject({ status: 'completed', now: null });
    expect(page.steps.map(({ state }) => state)).not.toContain('now');
    expect(page.steps.map(({ state }) => state)).not.toContain('next');
    expect((await first().port.notice(notice)).status).toBe('closed');
    expect(await worker.port.tasks('todo')).toEqual([]);
    expect(await worker.port.alarms()).toEqual([]);
  });

  it('tells the trace in order, names to staff only', async () => {
    // when
    const seen = await first().port.trace(matter);
    const staff = await worker.port.trace(matter);
    // then
    const codes = seen.timeline.map(({ said }) => said.code.slice('event.'.length));
    const told = [
      'OpinionsOpened',
      'Given',
      'OpinionsClosed',
      'Answered',
      'Settled',
      'Frozen',
      'PollOpened',
      'PollClosed',
      'Tallied',
      'Published',
      'Objected',
      'ObjectionAnswered',
      'NoticeClosed',
    ];
    expect(codes.filter((code) => told.includes(code))).toEqual(told);
    // what a job did stands at the job, what people did before what came of it, though the clock stood still all the while
    const names = seen.timeline.map(({ said, name }) => `${said.code.slice(6)} ${name ?? ''}`.trim());
    expect(names.slice(names.indexOf('Answered') - 1, names.indexOf('Settled') + 2)).toEqual([
      'Entered 逐条答复',
      'Answered',
      'Completed 逐条答复',
      'Entered 核对答复',
      'Settled',
      'Completed 核对答复',
    ]);
    expect(names.indexOf('ObjectionAnswered')).toBe(names.indexOf('Entered 答复异议') + 1);
    expect(names.indexOf('Objected')).toBeLessThan(names.indexOf('Entered 答复异议'));
    expect(seen.results).toMatchObject([{ poll, result: { counts: { yes: 3 } } }]);
    expect(JSON.stringify(seen)).not.toContain('李建业');
    expect(JSON.stringify(seen)).not.toContain('王敏');
    expect(JSON.stringify(staff.startedBy)).toContain('王敏');
  });

  it('is executed again from its evidence, equal', async () => {
    // when
    const bundle = (await first().port.evidence(matter)) as unknown as EvidenceBundle;
    const report = await audit(bundle);
    // then
    expect(report.differences).toEqual([]);
    expect(report.verdict).toBe('equal');
    expect(bundle.votes).toMatchObject([{ poll, ballots: [{}, {}, {}, {}] }]);
    // what people typed is not in it
    expect(JSON.stringify(bundle)).not.toContain('灭火器');
  });

  it('names the record whose body was changed in the database, past the trigger that refuses it', async () => {
    // given: another connection, as somebody with the database in hand has it
    const other = await openDatabase(served.place.settings);
    const body = async (): Promise<Buffer> => {
      const rows = await other.write((manager) =>
        manager.query<{ body: Buffer }[]>('SELECT body FROM record WHERE stream = ? AND seq = 1', [matter]),
      );
      return Buffer.from(rows[0]?.body as Buffer);
    };
    const put = (bytes: Buffer) =>
      other.write((manager) =>
        manager.query('UPDATE record SET body = ? WHERE stream = ? AND seq = 1', [bytes, matter]),
      );
    const changed = await body();
    const at = changed.indexOf('"at":') + 5;
    changed[at + 12] = changed[at + 12] === 0x31 ? 0x32 : 0x31;
    try {
      // when
      await expect(put(changed)).rejects.toThrow('append-only');
      for (const trigger of await triggersOn(other))
        await other.write((manager) => manager.query(`DROP TRIGGER ${trigger}`));
      await put(changed);
    } finally {
      await other.close();
    }
    const report = await audit((await first().port.evidence(matter)) as unknown as EvidenceBundle);
    // then
    expect(report.verdict).toBe('different');
    expect(report.differences[0]).toMatchObject({ step: 'bodies', stream: matter, seq: 1, what: 'body-commitment' });
    expect(served.errors).toEqual([]);
  });
});

async function triggersOn(database: Awaited<ReturnType<typeof openDatabase>>): Promise<readonly string[]> {
  const sql =
    database.source.options.type === 'mysql' || database.source.options.type === 'mariadb'
      ? "SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND event_object_table = 'record' AND event_manipulation = 'UPDATE'"
      : "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record' AND sql LIKE '%UPDATE%'";
  const rows = await database.write((manager) => manager.query<{ name: string }[]>(sql));
  return rows.map(({ name }) => name);
}
