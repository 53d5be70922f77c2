import { describe, expect, it } from 'vitest';
import { PortProblem, type Port } from '#web/port';
import { createUnsent } from './unsent.js';

const act = { call: 'cast', target: 'p1', body: { choice: 'yes' } } as const;

/** A device, and a server that answers each casting as told; `keys` are those it was sent. */
function device(answers: readonly (PortProblem | 'ok')[], person: string | null = 'anna') {
  const kept = new Map<string, string>();
  const keys: string[] = [];
  let told = 0;
  const port = {
    cast: (_poll: string, _body: unknown, key: string) => {
      keys.push(key);
      const answer = answers[keys.length - 1] ?? 'ok';
      return answer === 'ok' ? Promise.resolve({}) : Promise.reject(answer);
    },
  } as unknown as Port;
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
  const open = () => createUnsent({ port, storage, person: () => person, sent: () => told++ });
  return { open, keys, kept, told: () => told };
}

describe('an act that did not reach the server', () => {
  it('survives a reload and is sent again with the key it was made with', async () => {
    // given
    const { open, keys, kept, told } = device([new PortProblem('offline', '', 0)]);
    open().keep(act, 'key-1', 'a title', 1);
    // when
    const after = open();
    await after.retry();
    await after.retry();
    // then
    expect(keys).toEqual(['key-1', 'key-1']);
    expect(after.kept.value).toEqual([]);
    expect(kept.size).toBe(0);
    expect(told()).toBe(1);
  });

  it('is not sent again by itself once the server refused it', async () => {
    // given
    const { open, keys } = device([new PortProblem('poll-closed', '表决已截止。', 409)]);
    const unsent = open();
    unsent.keep(act, 'key-1', 'a title', 1);
    // when
    await unsent.retry();
    await unsent.retry();
    // then
    expect(keys).toEqual(['key-1']);
    expect(unsent.kept.value).toMatchObject([{ refused: '表决已截止。' }]);
    unsent.drop('key-1');
    expect(unsent.kept.value).toEqual([]);
  });

  it('is never sent in another person’s name', async () => {
    // given
    const mine = device([]);
    mine.open().keep(act, 'key-1', 'a title', 1);
    const theirs = device([], 'bert');
    theirs.kept.set('heyi.unsent.v1', mine.kept.get('heyi.unsent.v1') ?? '');
    // when
    const unsent = theirs.open();
    await unsent.retry();
    // then
    expect(theirs.keys).toEqual([]);
    expect(unsent.kept.value).toHaveLength(1);
  });

  it('gives way to a later ballot of the same poll', () => {
    // given
    const unsent = device([]).open();
    unsent.keep(act, 'key-1', 'a title', 1);
    // when
    unsent.keep({ ...act, body: { choice: 'no' } }, 'key-2', 'a title', 2);
    // then
    expect(unsent.kept.value.map(({ key }) => key)).toEqual(['key-2']);
  });
});
