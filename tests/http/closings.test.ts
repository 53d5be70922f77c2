import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import { People } from '#community';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';

const QHL = 'qinghe/qhl';
const CLOSED = {
  ...{ scope: QHL, from: '2026-03-09', to: '2026-03-11' },
  ...{ reason: '配电房检修', document: '青街办〔2026〕3号' },
};
const midnightAfter = (day: string) => Date.parse(`${day}T00:00:00+08:00`) + 86_400_000;

/** A community closes three days while a task of it runs; each test goes on where the one before it ended. */
describe.each(PLACES)('本地停止办公日 on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let administrator: Client;
  let neighbour: Client;
  let matter: string;
  let task: string;
  let due: number;

  const open = async () => (await worker.port.tasks('todo')).find((each) => each.task === task);

  beforeAll(async () => {
    served = await serve(await newPlace());
    const resident = await served.signedIn('jumin1');
    worker = await served.signedIn('wangmin');
    administrator = await served.signedIn('guanli');
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'linguan', '周岩', 'administrator', 'qinghe/sjl');
    neighbour = await served.signedIn('linguan');
    const [duty] = (await resident.port.home()).duties;
    await resident.port.giveOpinion(duty?.id ?? '', { stance: 'support', text: '赞成。' }, newKey());
    settled(await worker.port.moveClock({ move: 'next' }, newKey()));
    const [todo] = await worker.port.tasks('todo');
    matter = todo?.matter ?? '';
    task = todo?.task ?? '';
    due = todo?.due.at ?? 0;
  });
  afterAll(() => served?.close());

  it('says what closing would do before it is done, and records nothing by that', async () => {
    // when
    const preview = await administrator.port.previewClosing(CLOSED, newKey());
    // then: Monday to Wednesday, in terms that begin on the Friday before
    expect(preview).toMatchObject({
      may: { yes: true },
      days: ['2026-03-09', '2026-03-10', '2026-03-11'],
      start: '2026-03-06',
      examples: [
        { n: 3, before: midnightAfter('2026-03-11'), after: midnightAfter('2026-03-16') },
        { n: 5, before: midnightAfter('2026-03-13'), after: midnightAfter('2026-03-18') },
        { n: 10, before: midnightAfter('2026-03-20'), after: midnightAfter('2026-03-25') },
      ],
      terms: [{ matter, task, due, would: midnightAfter('2026-03-18') }],
    });
    expect((await administrator.port.closings()).closings).toEqual([]);
  });

  it('takes it from an administrator of the place or above, once, and moves no term that runs', async () => {
    // when
    const key = newKey();
    const first = await administrator.port.closeDays(CLOSED, key);
    const again = await administrator.port.closeDays(CLOSED, key);
    // then
    expect(again.value).toEqual(first.value);
    const line = { closing: `${QHL}:1`, place: '青禾里社区', ...CLOSED, withdrawn: null };
    expect(first.value.closings).toMatchObject([{ ...line, by: { role: 'administrator', name: '赵启文', you: true } }]);
    expect(first.value.terms).toMatchObject([
      { task, due, would: midnightAfter('2026-03-18'), closings: [`${QHL}:1`] },
    ]);
    expect((await open())?.due.at).toBe(due);
    // and who works there sees it and may change nothing
    const seen = await worker.port.closings();
    expect(seen).toMatchObject({ closings: [{ ...line, may: { yes: false } }], places: [] });
    expect(await problemOf(administrator.port.closeDays({ ...CLOSED, reason: '别的' }, key))).toMatchObject({
      code: 'conflict',
    });
  });

  it.each<[string, number, Partial<typeof CLOSED>]>([
    ['closing-past', 409, { from: '2026-03-04', to: '2026-03-04' }],
    ['closing-backwards', 409, { from: '2026-03-19', to: '2026-03-18' }],
    ['closing-overlaps', 409, { from: '2026-03-11', to: '2026-03-12' }],
    ['closing-not-worked', 409, { from: '2026-04-04', to: '2026-04-06' }],
    ['closing-year', 409, { from: '2027-03-01', to: '2027-03-01' }],
    ['closing-too-long', 422, { from: '2026-03-16', to: '2026-05-16' }],
    ['unknown-scope', 404, { scope: 'qinghe/nowhere' }],
    ['unknown-scope', 404, { scope: 'elsewhere' }],
    // a building has no office
    ['unknown-scope', 404, { scope: 'qinghe/qhl/e1' }],
  ])('refuses %s with %i', async (code, status, change) => {
    const asked = { ...CLOSED, ...change };
    expect(await problemOf(administrator.port.closeDays(asked, newKey()))).toMatchObject({ code, status });
    const preview = administrator.port.previewClosing(asked, newKey());
    if (status === 404) expect(await problemOf(preview)).toMatchObject({ code });
    else expect(await preview).toMatchObject({ may: { yes: false, why: { code } }, terms: [] });
  });

  it('keeps one community out of the other’s, and shows both what the street closes', async () => {
    // given
    expect(
      await problemOf(neighbour.port.closeDays({ ...CLOSED, from: '2026-03-16', to: '2026-03-16' }, newKey())),
    ).toMatchObject({ code: 'unknown-scope', status: 404 });
    expect(await problemOf(neighbour.port.reopenDays(`${QHL}:1`, { reason: '试试' }, newKey()))).toMatchObject({
      code: 'unknown-scope',
    });
    expect(await neighbour.port.closings()).toMatchObject({
      closings: [],
      terms: [],
      places: [{ scope: 'qinghe/sjl' }],
    });
    // when
    const street = { ...CLOSED, scope: 'qinghe', from: '2026-03-12', to: '2026-03-12' };
    await administrator.port.closeDays(street, newKey());
    // then
    const scopes = async (who: Client) => (await who.port.closings()).closings.map(({ scope }) => scope);
    expect([await scopes(neighbour), await scopes(worker)]).toEqual([['qinghe'], ['qinghe', QHL]]);
  });

  it('counts with it from then on: a term extended by hand stays, and the evidence says what it was decided with', async () => {
    // given: longer by the four days, in as many words
    const [term] = (await administrator.port.closings()).terms;
    expect(term).toMatchObject({ would: midnightAfter('2026-03-19'), closings: [`${QHL}:1`, 'qinghe:1'] });
    // when
    const extension = { operation: 'extend', due: term?.would ?? 0, reason: '本地停止办公日' } as const;
    settled(await administrator.port.operate(task, extension, newKey()));
    // then
    expect((await administrator.port.closings()).terms).toEqual([]);
    const evidence = (await worker.port.evidence(matter)) as unknown as EvidenceBundle;
    const files = evidence.facts.filter((text) => text.includes('"reason"'));
    expect(files.map((text) => (JSON.parse(text) as typeof CLOSED).scope).sort()).toEqual(['qinghe', QHL]);
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
    const changed = files.map((text) => text.replace('2026-03-12', '2026-03-13'));
    const facts = [...evidence.facts.filter((text) => !files.includes(text)), ...changed];
    const report = await audit({ ...evidence, facts });
    expect(report.differences).toContainEqual(expect.objectContaining({ step: 'facts', stream: matter, what: 'fact' }));
  });

  it('is taken back before it begins, with a reason, and not after', async () => {
    // when
    const { value } = await administrator.port.reopenDays('qinghe:1', { reason: '会议改期' }, newKey());
    // then
    const back = { reason: '会议改期', by: { name: '赵启文' } };
    expect(value.closings.map(({ closing, withdrawn }) => ({ closing, withdrawn }))).toMatchObject([
      { closing: 'qinghe:1', withdrawn: back },
      { closing: `${QHL}:1`, withdrawn: null },
    ]);
    await served.clockTo(Date.parse('2026-03-09T08:00:00+08:00'));
    expect(await problemOf(administrator.port.reopenDays(`${QHL}:1`, { reason: '晚了' }, newKey()))).toMatchObject({
      code: 'closing-begun',
      status: 409,
    });
    expect(await problemOf(administrator.port.reopenDays(`${QHL}:2`, { reason: '没有' }, newKey()))).toMatchObject({
      code: 'closing-unknown',
    });
    expect(served.errors).toEqual([]);
  });
});
