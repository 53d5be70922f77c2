import type { Client } from './client.js';
import { newKey, type Served } from './server.js';

/** What a matter of the demo data has come to, by the ids the routes take. */
export interface Walked {
  readonly matter: string;
  readonly opinions: string;
  readonly poll: string;
  readonly notice: string;
}

/** Takes the demo's matter to the publicity of its result: one opinion answered, three of five in favour. */
export async function toPublicity(served: Served): Promise<Walked> {
  const { opinions, poll, matter, worker, residents } = await toVote(served);
  for (const resident of residents.slice(0, 3)) await resident.port.cast(poll, { choice: 'yes' }, newKey());
  settled(await worker.port.moveClock({ move: 'next' }, newKey()));
  const [notice] = (await (residents[0] as Client).port.home()).notices;
  if (notice === undefined) throw new Error('nothing is published');
  return { matter, opinions, poll, notice: notice.notice };
}

/** Takes the demo's matter to its vote. */
export async function toVote(served: Served) {
  const residents: Client[] = [];
  for (let n = 1; n <= 5; n++) residents.push(await served.signedIn(`jumin${n}`));
  const worker = await served.signedIn('wangmin');
  const resident = residents[0] as Client;
  const [collection] = (await resident.port.home()).duties;
  if (collection === undefined) throw new Error('nothing to give an opinion on');
  const { id: opinions, matter } = collection;
  await resident.port.giveOpinion(opinions, { stance: 'support', text: '赞成。' }, newKey());
  settled(await worker.port.moveClock({ move: 'next' }, newKey()));
  await worker.port.answerOpinion(opinions, '1', { outcome: 'adopt', text: '已列入方案。' }, newKey());
  for (const { task } of await worker.port.tasks('todo'))
    settled(await worker.port.complete(task, { variables: {} }, newKey()));
  const vote = (await resident.port.home()).duties.find(({ kind }) => kind === 'poll');
  if (vote === undefined) throw new Error(`no vote is open: ${served.warnings.join('; ')}`);
  return { matter, opinions, poll: vote.id, worker, residents };
}

/** What a call caused is done: the next step rests on it. */
export function settled<T extends { readonly settled: boolean }>(answer: T): T {
  if (!answer.settled) throw new Error('the server took too long');
  return answer;
}
