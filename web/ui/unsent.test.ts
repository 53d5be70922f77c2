import { describe, expect, it } from 'vitest';
import { PortProblem, type Port } from '#web/port';
import { createUnsent, isInBox, type UnsentAct } from './unsent.js';

const opinion: UnsentAct = { call: 'giveOpinion', target: 'o1', body: { stance: 'support', text: '请装灯。' } };
const ballot: UnsentAct = { call: 'cast', target: 'p1', choice: 'yes', line: null, before: null };
const support: UnsentAct = { call: 'act', kind: 'cosign', target: 'c1', type: 'support', body: { fields: {} } };
const ALL: readonly UnsentAct[] = [
  opinion,
  ballot,
  support,
  { call: 'object', target: 'n1', body: { text: '太近。' } },
  { call: 'act', kind: 'meeting', target: 'm1', type: 'signIn', body: { fields: {}, proof: '123456' } },
  { call: 'act', kind: 'callback', target: 'k1', type: 'answer', body: { fields: { solved: true } } },
  { call: 'complete', target: 't1', body: { variables: { done: '好了' } } },
  { call: 'startMatter', target: 'consultation', body: { variables: { title: '装灯' } } },
];
const about = { title: 'a title', at: 1 };
const OFFLINE = new PortProblem('offline', '', 0);

/** A device, and a server that answers each call as told; `calls` are those it was sent, with their keys. */
function device(answers: readonly (PortProblem | 'ok')[] = []) {
  const kept = new Map<string, string>();
  const calls: string[] = [];
  let told = 0;
  let now = 0;
  let person: string | null = 'anna';
  const port = new Proxy(
    {},
    {
      get:
        (_port, call: string) =>
        (...sent: readonly unknown[]) => {
          calls.push(`${call} ${String(sent.at(-1))}`);
          const answer = answers[calls.length - 1] ?? 'ok';
          return answer === 'ok' ? Promise.resolve({}) : Promise.reject(answer);
        },
    },
  ) as Port;
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
  const open = () =>
    createUnsent({
      ...{ port, storage, person: () => person, sent: () => told++, lost: () => undefined, time: () => now },
    });
  return {
    ...{ open, calls, kept, told: () => told },
    wait: (time: number) => (now += time),
    signIn: (who: string | null) => (person = who),
  };
}

describe('an act that did not reach the server', () => {
  it.each(ALL.filter(({ call }) => call !== 'cast').map((act) => [`${act.call} ${act.target}`, act] as const))(
    'survives a reload and is sent again with the key it was made with: %s',
    async (_name, act) => {
      // given
      const { open, calls, kept, told } = device([OFFLINE]);
      open().keep(act, 'key-1', { ...about, text: '写的话' });
      // when
      const after = open();
      expect(after.mine.value).toMatchObject([{ act, title: 'a title', text: '写的话', refused: null }]);
      await after.retry();
      await after.retry();
      // then
      expect(calls).toEqual([`${act.call} key-1`, `${act.call} key-1`]);
      expect(after.kept.value).toEqual([]);
      expect(after.arrived.value).toEqual(['key-1']);
      expect(kept.size).toBe(0);
      expect(told()).toBe(1);
    },
  );

  it('is kept only for want of a net, and any other problem is the page’s', () => {
    // given
    const unsent = device().open();
    const closed = new PortProblem('opinions-closed', '征求意见已截止。', 409);
    // then
    expect(() => unsent.keepAfter(closed, opinion, 'key-1', about)).toThrow(closed);
    expect(unsent.kept.value).toEqual([]);
    unsent.keepAfter(OFFLINE, opinion, 'key-1', about);
    expect(unsent.kept.value).toHaveLength(1);
  });

  it('is not sent again by itself once the server refused it, says why, and keeps the words', async () => {
    // given
    const { open, calls } = device([new PortProblem('opinions-closed', '征求意见已截止。', 409)]);
    const unsent = open();
    unsent.keep(opinion, 'key-1', { ...about, text: '请装灯。' });
    // when
    await unsent.retry();
    await unsent.retry();
    await unsent.resend();
    // then
    expect(calls).toEqual(['giveOpinion key-1']);
    expect(open().kept.value).toMatchObject([{ refused: '征求意见已截止。', text: '请装灯。' }]);
    unsent.drop('key-1');
    expect(unsent.kept.value).toEqual([]);
  });

  it('is never sent in another person’s name, nor shown to another', async () => {
    // given
    const { open, calls, signIn } = device();
    const unsent = open();
    unsent.keep(opinion, 'key-1', about);
    // when
    signIn('bert');
    const theirs = open();
    await theirs.retry();
    // then
    expect(calls).toEqual([]);
    expect(theirs.mine.value).toEqual([]);
    expect(theirs.kept.value).toHaveLength(1);
  });

  it('is one act however often it was pressed', () => {
    // given
    const unsent = device().open();
    unsent.keep(support, 'key-1', about);
    // when
    unsent.keep(support, 'key-2', about);
    // then
    expect(unsent.kept.value.map(({ key }) => key)).toEqual(['key-1']);
  });

  it('is sent by itself minutes after it was made on the page that is still open, and not later', async () => {
    // given
    const fresh = device();
    const unsent = fresh.open();
    unsent.keep(support, 'key-1', about);
    const late = device();
    const waiting = late.open();
    waiting.keep(support, 'key-1', about);
    // when
    fresh.wait(300_000);
    await unsent.resend();
    late.wait(700_000);
    await waiting.resend();
    const reopened = late.open();
    await reopened.resend();
    // then
    expect(fresh.calls).toEqual(['act key-1']);
    expect(late.calls).toEqual([]);
    expect(reopened.mine.value).toHaveLength(1);
  });
});

describe('a ballot that did not arrive', () => {
  it('is sent when the person asks for it, and never by itself', async () => {
    // given
    const { open, calls } = device();
    const unsent = open();
    unsent.keep(ballot, 'key-1', about);
    // when
    await unsent.resend();
    expect(calls).toEqual([]);
    await unsent.retry();
    // then
    expect(calls).toEqual(['cast key-1']);
  });

  it('leaves no choice on the phone: after a reload it is known that it was not sent, and nothing of it is', async () => {
    // given
    const { open, calls, kept } = device();
    open().keep(ballot, 'key-1', about);
    // then
    expect([...kept.values()].join()).not.toMatch(/yes/);
    const after = open();
    expect(after.mine.value).toMatchObject([{ act: { call: 'cast', target: 'p1', choice: null } }]);
    await after.retry();
    expect(calls).toEqual([]);
  });

  it('loses a choice that an earlier edition wrote down', () => {
    // given
    const { open, kept } = device();
    const old = {
      key: 'k',
      person: 'anna',
      ...about,
      refused: null,
      act: { call: 'cast', target: 'p1', body: { choice: 'no' } },
    };
    kept.set('heyi.unsent.v1', JSON.stringify([old]));
    // when
    open();
    // then
    expect(kept.get('heyi.unsent.v1')).not.toMatch(/no"/);
  });

  it('gives way to a later ballot of the same line', () => {
    // given
    const unsent = device().open();
    unsent.keep({ ...ballot, line: 1 }, 'key-1', about);
    unsent.keep({ ...ballot, line: 2 }, 'key-2', about);
    // when
    unsent.keep({ ...ballot, line: 1, choice: 'no' }, 'key-3', about);
    // then
    expect(unsent.kept.value.map(({ key }) => key)).toEqual(['key-2', 'key-3']);
  });

  it('is in the box where the receipt is newer than the one before', () => {
    const receipt = { poll: 'p1', at: null, revision: 1, leafHash: '', index: null };
    expect(isInBox(ballot, receipt)).toBe(true);
    expect(isInBox({ ...ballot, before: 0 }, receipt)).toBe(true);
    expect(isInBox({ ...ballot, before: 1 }, receipt)).toBe(false);
    expect(isInBox(ballot, null)).toBe(false);
  });
});
