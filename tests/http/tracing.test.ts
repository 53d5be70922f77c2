import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { AccessLog } from '#identity';
import { sampleOf } from '#pages';
import { say } from '#text';
import type { TracePage } from '#web/port';
import { diagramAt, instantAt, lastNotch, resultsAt, valuesAt } from '../../web/trace/at-notch.js';
import { staff } from './accounts.js';
import { problemOf, type Client } from './client.js';
import { settled } from './matter.js';
import { damage, newKey, PLACES, serve, type Served } from './server.js';

const DAY = 86_400_000;
const SECRET = '赞成，但楼下的灯也请修一修。';
const HASH = /[A-Za-z0-9+/]{43}=/;

/** A matter whose opinions were answered late and whose vote is open; another community of the street has one of its own. */
describe.each(PLACES)('the trace on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let resident: Client;
  let auditor: Client;
  let street: Client;
  let stranger: Client;
  let matter: string;
  let poll: string;
  let elsewhere: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    await served.heyi.app.get(People).found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    await staff(served, 'shenji', '钱慎之', 'auditor', 'qinghe/qhl');
    await staff(served, 'zongshen', '孔守中', 'auditor', 'qinghe');
    await staff(served, 'linshen', '卫清', 'auditor', 'qinghe/sjl');
    await staff(served, 'lingong', '孙涛', 'worker', 'qinghe/sjl');
    worker = await served.signedIn('wangmin');
    resident = await served.signedIn('jumin1');
    [auditor, street, stranger] = [
      await served.signedIn('shenji'),
      await served.signedIn('zongshen'),
      await served.signedIn('linshen'),
    ];
    const [collection] = (await resident.port.home()).duties;
    matter = collection?.matter ?? '';
    await resident.port.giveOpinion(collection?.id ?? '', { stance: 'support', text: SECRET }, newKey());
    settled(await worker.port.moveClock({ move: 'next' }, newKey()));
    const { now } = await worker.port.clock();
    await served.clockTo(now + 30 * DAY);
    const [task] = await worker.port.tasks('todo');
    await worker.port.answerOpinion(collection?.id ?? '', '1', { outcome: 'adopt', text: '已列入方案。' }, newKey());
    settled(await worker.port.complete(task?.task ?? '', { variables: {} }, newKey()));
    poll = (await resident.port.home()).duties.find(({ kind }) => kind === 'poll')?.id ?? '';
    await resident.port.cast(poll, { choice: 'yes' }, newKey());
    const variables = {
      title: '松江里的凉亭',
      details: '在河边。',
      question: '是否同意建凉亭？',
      if_passed: '按说明去办，办完公布。',
      if_not: '保持现状。',
    };
    const started = await (
      await served.signedIn('lingong')
    ).port.startMatter({ procedure: 'first-vote', variables }, newKey());
    elsewhere = started.value.matter;
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const everyNotch = (page: TracePage) => page.moments.map((_moment, notch) => notch);
  const words = (page: TracePage) => page.marks.map(({ said }) => say(said.code, said.values));

  it('adds up, at its last notch, to what the matter is now', async () => {
    for (const reader of [worker, auditor, resident]) {
      // when
      const page = await reader.port.trace(matter);
      // then
      expect(page.moments).toHaveLength(page.records.length);
      expect(page.moments.at(-1)?.status).toBe(page.status);
      for (const diagram of page.diagrams) {
        const told = diagramAt(
          diagram,
          page.moments,
          lastNotch(page),
          instantAt(page.moments, lastNotch(page), 0),
          false,
        );
        expect(told.passed).toEqual(diagram.passed);
        expect([...told.flows].sort()).toEqual([...diagram.flows].sort());
        // and its own fold, without what the server says of the present, runs in the same places
        const folded = diagramAt(diagram, [...page.moments, ...page.moments.slice(-1)], lastNotch(page), 0, false);
        expect(folded.active.map(({ element }) => element)).toEqual(diagram.active.map(({ element }) => element));
      }
    }
  });

  it('goes forward with every notch, and begins with nothing passed', async () => {
    const page = await auditor.port.trace(matter);
    const [whole] = page.diagrams;
    if (whole === undefined) throw new Error('no drawing');
    const counts = everyNotch(page).map((n) => diagramAt(whole, page.moments, n, 0, false).passed.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBeLessThan(counts.at(-1) ?? 0);
  });

  it('says nothing of an open poll at any notch, and opens no sealed word to who may not read it', async () => {
    for (const reader of [worker, street, auditor, resident]) {
      const page = await reader.port.trace(matter);
      for (const notch of everyNotch(page)) expect(resultsAt(page, notch)).toEqual([]);
      expect(JSON.stringify(page)).not.toMatch(/"(counts|choice|salt|attending|board)"/);
    }
    const shown = async (reader: Client) => JSON.stringify((await reader.port.trace(matter)).moments);
    expect(await shown(auditor)).not.toContain(SECRET);
    const [start] = (await auditor.port.trace(matter)).exhibits.forms;
    expect(start).toMatchObject({ notch: 0, name: '提出事项', answers: { title: '北门空地加装电动自行车充电棚' } });
    // neighbours are given no pseudonym but their own
    const page = await resident.port.trace(matter);
    const told = page.moments.flatMap(({ values, by }) => [JSON.stringify(values), by.you ? '' : (by.p ?? '')]);
    const names = new Set(
      (await worker.port.trace(matter)).moments.flatMap(({ by }) =>
        by.role === 'resident' && by.p !== null ? [by.p] : [],
      ),
    );
    const own = page.moments.find(({ by }) => by.you)?.by.p ?? '';
    for (const p of names) if (p !== own) expect(told.join(' ')).not.toContain(p);
    expect(valuesAt(page.moments, 0).flatMap(({ values }) => values.map(({ name }) => name))).toContain('title');
  });

  it('marks by rule what was late, and says who acted on which appointment', async () => {
    // when
    const page = await auditor.port.trace(matter);
    // then
    expect(words(page).some((said) => /逐条答复.*办完时已逾期\d+个工作日/.test(said))).toBe(true);
    const act = page.moments.find(({ type, by }) => type === 'completeTask' && by.role === 'worker');
    expect(act?.basis?.kind).toBe('organisation');
    const { stream, seq, leafHash } = act?.basis?.record ?? { stream: '', seq: 0, leafHash: '' };
    const basis = await auditor.port.basis(matter, stream, seq);
    expect(basis).toMatchObject({ leafHash, posts: [{ role: 'worker', name: '王敏' }] });
    expect((await resident.port.basis(matter, stream, seq)).posts).toMatchObject([{ role: 'worker', name: null }]);
    // and no other record of the organisation is shown by it
    expect((await problemOf(auditor.port.basis(matter, stream, seq + 1))).code).toBe('record-unknown');
    // a resident's act names no record that would join it with another matter
    const given = page.moments.find(({ by }) => by.role === 'resident');
    expect(given?.basis === null || given?.basis?.record === null || given?.basis?.kind === 'roll').toBe(true);
  });

  it('keeps what a form asked and what was answered, and every leaf as it is', async () => {
    const page = await auditor.port.trace(matter);
    expect(
      page.records.every(({ leaf, stream, seq }) => {
        const told = JSON.parse(leaf) as { stream: string; seq: number };
        return told.stream === stream && told.seq === seq;
      }),
    ).toBe(true);
    expect(page.exhibits.versions).toEqual([{ notch: 0, definition: page.procedure.definition }]);
    expect(page.exhibits.tellings.map(({ code }) => code)).toContain('vote-opened');
  });

  it('is recorded when it is opened, once a day, but not of residents', async () => {
    const readers = async () =>
      (await auditor.port.readers(matter, null)).items.filter(({ what }) => what === 'trace-opened');
    const before = await readers();
    const looked = async ({ port }: Client) => (await port.matterRows({})).rows.find((row) => row.matter === matter);
    expect((await looked(auditor))?.lookedAt).toBeGreaterThan(0);
    expect((await looked(auditor))?.movedAt).toBe(
      (await auditor.port.trace(matter)).moments.filter(({ stream }) => stream === matter).at(-1)?.at,
    );
    const other = (await street.port.matterRows({})).rows.find((row) => row.matter === elsewhere);
    expect(other?.lookedAt).toBeNull();
    expect(before.map(({ reader }) => reader).sort()).toEqual(['孔守中', '王敏', '钱慎之']);
    // when
    await worker.port.trace(matter);
    await resident.port.trace(matter);
    // then
    expect(await readers()).toEqual(before);
    // and counted by day and post for everybody, with no names and of no resident
    const taken = { reader: 'a resident', matter, what: 'evidence-taken', scope: 'qinghe/qhl' } as const;
    await served.heyi.app.get(AccessLog).note(taken);
    for (const reader of [worker, auditor, resident]) {
      const { readings } = await reader.port.trace(matter);
      expect(readings.map(({ posts }) => posts)).toEqual([
        [
          { role: 'auditor', n: 2 },
          { role: 'worker', n: 1 },
        ],
      ]);
      expect(JSON.stringify(readings)).not.toMatch(/王敏|钱慎之|jumin/);
    }
    expect((await problemOf(worker.port.readers(matter, null))).code).toBe('role-does-not-fit');
    expect((await problemOf(stranger.port.readers(matter, null))).code).toBe('matter-unknown');
  });

  it('answers over all matters of the own places, and never of another', async () => {
    const posts = (await auditor.port.organisation()).posts;
    const post = posts.find(({ role, name }) => role === 'worker' && name === '王敏')?.appointment ?? '';
    const other = (await stranger.port.organisation()).posts.find(
      ({ role, name }) => role === 'worker' && name === '孙涛',
    );
    // when
    const late = await auditor.port.lateActs(null);
    const [version] = await auditor.port.versions();
    const acts = await auditor.port.actsOf(post, null);
    const sample = await auditor.port.sample({ seed: '开奖号码 03 11 27', percent: 100, until: null });
    // then
    expect(late.items.map((each) => each.matter)).toEqual([matter]);
    expect(version?.matters).toBe(1);
    const matters = await auditor.port.versionMatters(version?.definition ?? '', null);
    expect(matters.items.map((each) => each.matter)).toEqual([matter]);
    expect(new Set(acts.items.map((each) => each.matter))).toEqual(new Set([matter]));
    expect(acts.items.some(({ by }) => by.name === '王敏')).toBe(true);
    expect(acts.items.every(({ by }) => by.role === 'worker')).toBe(true);
    expect(sample).toMatchObject({ population: 1, picked: [{ matter }] });
    // and the other community, and the street above both
    expect((await stranger.port.lateActs(null)).items).toEqual([]);
    expect((await problemOf(stranger.port.actsOf(post, null))).code).toBe('unknown-appointment');
    expect((await problemOf(auditor.port.actsOf(other?.appointment ?? '', null))).code).toBe('unknown-appointment');
    expect(
      (await stranger.port.sample({ seed: 'a', percent: 100, until: null })).picked.map((each) => each.matter),
    ).toEqual([elsewhere]);
    expect((await street.port.versions()).map((each) => each.matters)).toEqual([2]);
    expect(JSON.stringify([late, matters, acts, sample])).not.toMatch(/凉亭|松江里/);
    expect((await problemOf(stranger.port.trace(matter))).code).toBe('matter-unknown');
  });

  it('draws the same sample again from the same seed, and says of what', async () => {
    // given
    const ask = (seed: string, until: number | null = null) => street.port.sample({ seed, percent: 50, until });
    const first = await ask('种子');
    // then
    expect(await ask('种子', first.until)).toEqual(first);
    const again = sampleOf([matter, elsewhere], '种子', 50);
    expect(first).toMatchObject({ population: 2, drawn: 1, digest: again.digest });
    expect(first.digest).toMatch(HASH);
    expect(first.picked.map((each) => each.matter)).toEqual(again.picked);
    const early = await ask('种子', 0);
    expect(early).toMatchObject({ population: 0, picked: [] });
    for (const wrong of [{ seed: ' ' }, { percent: 0 }, { percent: 101 }])
      expect((await problemOf(street.port.sample({ seed: 's', percent: 5, until: null, ...wrong }))).code).toBe(
        'sample-invalid',
      );
  });

  it('goes on with the others where one matter cannot be read, and says which', async () => {
    // given a record whose body was overwritten
    const [row] = await street.port
      .sample({ seed: 's', percent: 100, until: null })
      .then(({ picked }) => picked.filter((each) => each.matter === elsewhere));
    const posts = (await street.port.organisation()).posts;
    const postOf = (name: string) =>
      posts.find((each) => each.role === 'worker' && each.name === name)?.appointment ?? '';
    const mine = await street.port.actsOf(postOf('王敏'), null);
    await damage(served, elsewhere);
    const unreadable = [{ matter: elsewhere, number: row?.number }];
    // when
    const late = await street.port.lateActs(null);
    const [version] = await street.port.versions();
    const matters = await street.port.versionMatters(version?.definition ?? '', null);
    const sample = await street.port.sample({ seed: 's', percent: 100, until: null });
    const acts = await street.port.actsOf(postOf('孙涛'), null);
    const lines = await street.port.overviewLines({
      of: 'matters',
      scope: 'qinghe',
      from: '2026-01-01',
      to: '2026-12-31',
    });
    // then
    expect(late).toMatchObject({ items: [{ matter }], unreadable, looked: 2 });
    expect(matters).toMatchObject({ items: [{ matter }], unreadable });
    expect(sample).toMatchObject({ population: 2, drawn: 2, picked: [{ matter }], unreadable });
    expect(acts).toMatchObject({ items: [], unreadable });
    expect(lines).toMatchObject({ total: 2, lines: [{ matter }], unreadable });
    expect(await street.port.actsOf(postOf('王敏'), null)).toEqual(mine);
  });
});
