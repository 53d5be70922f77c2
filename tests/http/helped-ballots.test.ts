import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type EvidenceBundle } from '#audit';
import { People } from '#community';
import { Account, Accounts } from '#identity';
import { Pseudonyms } from '#matters';
import type { LettersState } from '#rules/letters';
import type { RollState } from '#rules/roll';
import { Database } from '#store';
import { staff } from './accounts.js';
import type { Client } from './client.js';
import { settled, toVote } from './matter.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';
import { streamOf } from './two-lines.js';

const HERE = 'qinghe/qhl';

/** Whoever a helper voted for is told so, and nobody learns from it who voted when. */
describe.each(PLACES)('a ballot cast by a helper on %s', (_name, newPlace) => {
  let served: Served;
  let worker: Client;
  let grid: Client;
  let withAccount: Client;
  let matter: string;
  let poll: string;
  const old: { person: string; name: string }[] = [];

  beforeAll(async () => {
    served = await serve(await newPlace());
    await staff(served, 'wangge', '方小格', 'grid', HERE);
    grid = await served.signedIn('wangge');
    const walked = await toVote(served);
    ({ worker, matter, poll } = walked);
    [withAccount] = walked.residents.slice(1) as [Client];
    for (const { port } of walked.residents.slice(2)) {
      const { person = '', name = '' } = (await port.session()).me ?? {};
      old.push({ person, name });
    }
    const accounts = old.map(({ person }) => ({ person }));
    await served.heyi.app.get(Database).write(async (manager) => {
      for (const account of accounts) await manager.delete(Account, account);
    });
  });
  afterAll(() => {
    expect(served.errors).toEqual([]);
    return served.close();
  });

  const letters = () => worker.port.letters(HERE, 'open');
  const cast = (who: Client, person: string) =>
    who.port.cast(poll, { choice: 'no', for: { person, way: 'in-person' } }, newKey());

  it('is offered to who helps there, while it can be cast', async () => {
    // given somebody who lives here and helps in another place
    const { app } = served.heyi;
    await app.get(People).found([{ path: 'qinghe/hx', name: '荷香社区', kind: 'community' }]);
    const lives = { place: '青禾里社区', role: 'resident', scope: HERE, document: null } as const;
    const neighbour = await app.get(People).add({ name: '远小格', ...lives });
    await app.get(People).appoint(neighbour, 'grid', 'qinghe/hx', { document: DOCUMENT });
    await app.get(Accounts).create('yuangge', DEMO_PASSWORD, neighbour);
    const far = await served.signedIn('yuangge');
    // when, then
    const { title } = await worker.port.matter(matter);
    expect(await grid.port.helpOpenings()).toMatchObject([{ what: 'vote', kind: 'poll', id: poll, matter, title }]);
    expect(await far.port.helpOpenings()).toEqual([]);
  });

  it('is told to who has no account only when the poll is counted, all at once and in the order of the roll', async () => {
    // given ballots in another order than the roll's, one of them twice
    const roll = await streamOf(served, matter, 'roll');
    const state = (await served.heyi.ground.runtime.state<RollState>(roll))?.state as RollState;
    const pseudonyms = served.heyi.app.get(Pseudonyms);
    const placed = await Promise.all(
      old.map(async (each) => {
        const p = await pseudonyms.of(matter, each.person);
        return { ...each, p, e: state.lines.findIndex(({ elector }) => elector === p) };
      }),
    );
    placed.sort((a, b) => a.e - b.e);
    const [first, second, third] = placed as [(typeof placed)[0], (typeof placed)[0], (typeof placed)[0]];
    await cast(worker, third.person);
    await cast(grid, second.person);
    await cast(grid, first.person);
    await cast(worker, first.person);
    // when the vote is still open
    const own = (await withAccount.port.session()).me?.person ?? '';
    await cast(grid, own);
    // then nothing is written, and who reads in the app knows once the night is over
    await served.clockTo((await worker.port.clock()).now + 8 * 3_600_000);
    expect(await letters()).toEqual([]);
    expect((await withAccount.port.inbox())[0]?.said).toMatchObject({ values: { act: 'poll.cast' } });
    // when it is counted
    settled(await worker.port.moveClock({ move: 'next' }, newKey()));
    await expect.poll(async () => (await letters()).length).toBe(3);
    // then each says by which post, and nothing of what or when
    const said = (await letters()).map((each) => [each.to?.name, each.said.code, each.said.values]);
    expect(said).toEqual([
      [first.name, 'notice.ballot-by-helper', { role: 'worker' }],
      [second.name, 'notice.ballot-by-helper', { role: 'grid' }],
      [third.name, 'notice.ballot-by-helper', { role: 'worker' }],
    ]);
    const stream = await served.heyi.ground.runtime.state<LettersState>(await streamOf(served, matter, 'letters'));
    const count = (await worker.port.trace(matter)).timeline.find(({ said: { code } }) => code === 'event.Tallied');
    expect(stream?.state.letters.map(({ addressee }) => addressee)).toEqual(placed.map(({ p }) => p));
    for (const { at } of stream?.state.letters ?? []) expect(at).toBeGreaterThanOrEqual(count?.at ?? Infinity);
    await served.clockTo((await worker.port.clock()).now + 8 * 3_600_000);
    await expect
      .poll(async () => (await withAccount.port.inbox()).filter(({ said: { code } }) => code.endsWith('by-helper')))
      .toMatchObject([{ said: { values: { role: 'grid' } } }]);
    // and whoever a letter is for has it in their own data
    const data = (await withAccount.port.myData()) as unknown as {
      letters: readonly { code: string; paper: unknown }[];
    };
    expect(data.letters).toContainEqual(expect.objectContaining({ code: 'ballot-by-helper', paper: null }));
    const evidence = (await worker.port.evidence(matter)) as unknown as EvidenceBundle;
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
  });
});
