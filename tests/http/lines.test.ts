import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import { Electorate } from '#community';
import type { CosignPage, RollPage } from '#web/port';
import { problemOf, type Client } from './client.js';
import { settled } from './matter.js';
import { newKey, PLACES, serve, type Served } from './server.js';
import { startRoll, streamOf, workflowsWithRoll } from './two-lines.js';

describe.each(PLACES)('lines of a roll on %s', (_name, newPlace) => {
  const workflows = workflowsWithRoll();
  let served: Served;
  let worker: Client;
  /** Stands for a household of their own and, once the roll is corrected, for another's. */
  let resident: Client;
  let neighbour: Client;
  let matter: string;
  let home: string;
  let other: string;

  beforeAll(async () => {
    served = await serve(await newPlace(), { workflows: workflows.folder });
    worker = await served.signedIn('wangmin');
    resident = await served.signedIn('jumin1');
    neighbour = await served.signedIn('jumin2');
    matter = await startRoll(worker);
    const lines = await served.heyi.app.get(Electorate).lines('households', 'qinghe/qhl', Date.now());
    const of = async (who: Client) => {
      const person = (await who.port.session()).me?.person ?? '';
      return { person, household: lines.find(({ holders }) => holders?.includes(person))?.id ?? '' };
    };
    home = (await of(resident)).household;
    other = (await of(neighbour)).household;
  });
  afterAll(async () => {
    expect(served.errors).toEqual([]);
    await served.close();
    workflows.remove();
  });

  const entity = (kind: string) => streamOf(served, matter, kind);
  const goOn = async (element: string) => {
    const task = (await worker.port.tasks('todo')).find((one) => one.matter === matter);
    expect(task, element).toBeDefined();
    settled(await worker.port.complete(task?.task ?? '', { variables: {} }, newKey()));
  };
  const person = async (who: Client) => (await who.port.session()).me?.person ?? '';
  const basisOf = async (kind: string, type: string) => {
    const records = await served.heyi.ground.runtime.records(await entity(kind), 0, 50);
    const bodies = records.map(({ body }) => JSON.parse(Buffer.from(body ?? []).toString()) as Recorded);
    return bodies.filter(({ command }) => command.type === type).map(({ command }) => command.by.basis?.stream);
  };
  interface Recorded {
    readonly command: { readonly type: string; readonly by: { readonly basis: { readonly stream: string } | null } };
  }

  it('are changed by the household’s own id, and everybody sees that they were', async () => {
    // given
    const roll = await entity('roll');
    const people = [{ p: await person(neighbour) }, { p: await person(resident) }];
    const change = (fields: object) =>
      worker.port.act(
        'roll',
        roll,
        'change',
        { fields: { do: 'correct', reason: '委托书第3号', ...fields } },
        newKey(),
      );
    // when somebody else's id is named, or a person where households stand
    expect(await problemOf(change({ elector: await person(neighbour) }))).toMatchObject({ code: 'elector-unknown' });
    expect(await problemOf(change({ elector: 'nobody' }))).toMatchObject({ code: 'elector-unknown', status: 422 });
    // then a household is found
    const page = (await change({ elector: other, holders: people })).value as RollPage;
    expect(page.changes).toMatchObject([{ do: 'correct', of: expect.stringMatching(/室/), reason: '委托书第3号' }]);
    const seen = (await resident.port.entity('roll', roll)) as RollPage;
    expect(seen.changes).toMatchObject([{ do: 'correct', mine: true, root: page.root }]);
    expect(seen.lines).toHaveLength(2);
    const stranger = (await (await served.signedIn('jumin3')).port.entity('roll', roll)) as RollPage;
    expect(stranger.changes).toMatchObject([{ do: 'correct', of: null, mine: false, reason: null }]);
    // and the desk finds households by a name or a door, with the line each has, and nobody else does
    const called = (await worker.port.electors(roll, '室')).find(({ elector }) => elector === other);
    expect(called).toMatchObject({ line: { heads: 1, area: 0 } });
    expect((await worker.port.electors(roll, called?.name ?? '?')).map(({ elector }) => elector)).toContain(other);
    expect(await worker.port.electors(roll, '%')).toEqual([]);
    expect(await problemOf(resident.port.electors(roll, '室'))).toMatchObject({ code: 'role-does-not-fit' });
    // and a household is taken off and put back on with nobody silent about it
    await change({ do: 'remove', elector: home });
    const back = (await change({ do: 'add', elector: home, holders: [{ p: await person(resident) }] })).value;
    expect((back as RollPage).changes.map((each) => each.do)).toEqual(['correct', 'remove', 'add']);
    // and an objection to the roll rests on the roll's own record where its maker stands on it
    const object = { fields: { subject: 'wrong', text: '面积不对' } };
    await resident.port.act('roll', roll, 'object', object, newKey());
    expect(await basisOf('roll', 'object')).toEqual([roll]);
    const decide = { fields: { n: 1, upheld: false, reason: '核对无误' } };
    await worker.port.act('roll', roll, 'decideObjection', decide, newKey());
    await goOn('looking');
  });

  it('are named by whoever stands for two, in support, each once', async () => {
    const cosign = await entity('cosign');
    const support = (fields: object, who = resident) =>
      who.port.act('cosign', cosign, 'support', { fields: { ...fields } }, newKey());
    const page = (await resident.port.entity('cosign', cosign)) as CosignPage;
    expect(page.lines.map(({ label }) => label)).toEqual([expect.stringMatching(/室/), expect.stringMatching(/室/)]);
    const [one, two] = page.lines.map(({ line }) => line);
    expect(await problemOf(support({}))).toMatchObject({ code: 'which-line', status: 409 });
    const strange = [0, 1, 2, 3].find((line) => line !== one && line !== two);
    expect(await problemOf(support({ line: strange }))).toMatchObject({ code: 'not-your-line', status: 403 });
    expect((await support({ line: two })).value).toMatchObject({ supporters: 1, household: false });
    expect(await problemOf(support({ line: two }))).toMatchObject({ code: 'household-supported' });
    expect((await support({ line: one })).value).toMatchObject({ supporters: 2, household: true });
    // whoever stands for one need not say so, and is offered no choice
    const neighbours = (await neighbour.port.entity('cosign', cosign)) as CosignPage;
    expect(neighbours).toMatchObject({ lines: [], household: true });
    const third = await served.signedIn('jumin3');
    await support({}, third);
    // and every one of them rests on the roll of this matter
    const roll = await entity('roll');
    expect(await basisOf('cosign', 'support')).toEqual([roll, roll, roll]);
    await goOn('supporting');
  });

  it('are named in a vote, also by who helps', async () => {
    const poll = await entity('poll');
    const page = await resident.port.poll(poll);
    expect(page.lines).toHaveLength(2);
    const [one, two] = page.lines.map(({ line }) => line);
    const choice = 'yes';
    expect(await problemOf(resident.port.cast(poll, { choice }, newKey()))).toMatchObject({ code: 'which-line' });
    await resident.port.cast(poll, { choice, line: one ?? 0 }, newKey());
    const half = await resident.port.poll(poll);
    expect(half.mine).toBeNull();
    expect(half.lines.map(({ mine }) => mine !== null)).toEqual([true, false]);
    expect((await resident.port.home()).duties.find(({ id }) => id === poll)).toMatchObject({ acted: false });
    // a second ballot for the same line replaces the first
    const again = await resident.port.cast(poll, { choice: 'no', line: one ?? 0 }, newKey());
    expect(again.value.revision).toBe(1);
    // a helper is told which lines there are
    const helped = { person: await person(resident), way: 'in-person' as const };
    expect((await worker.port.lines('poll', poll, helped.person)).map(({ line }) => line)).toEqual([one, two]);
    expect(await problemOf(worker.port.cast(poll, { choice, for: helped }, newKey()))).toMatchObject({
      code: 'which-line',
    });
    await worker.port.cast(poll, { choice, line: two ?? 0, for: helped }, newKey());
    expect((await resident.port.poll(poll)).mine).toMatchObject({ revision: 0 });
    expect((await resident.port.home()).duties.find(({ id }) => id === poll)).toMatchObject({ acted: true });
    await goOn('voting');
    // and all of it is verified from the evidence
    const evidence = (await worker.port.evidence(matter)) as unknown as EvidenceBundle;
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
  });
});
