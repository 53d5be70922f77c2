import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRecord, type Hash } from '#ledger';
import { streamId, type Subject, type SubjectAnswer } from './subject.js';
import { toyDecider, type CountState, type ToyState } from './toy.js';

const CALENDAR_2027 = JSON.stringify({
  v: 1,
  year: 2027,
  zone: 'Asia/Shanghai',
  holidays: ['2027-01-01', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'],
  workdays: [],
  source: 'a test',
});

/** What every runtime promises; run over `world`, SQLite and MariaDB. A subject that cannot do something says so by name. */
export function contractSuite(name: string, open: () => Promise<Subject>): void {
  describe(`the runtime contract on ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(async () => {
      await subject.close();
    });

    async function begun(scope = 'qinghe/d1'): Promise<string> {
      const stream = streamId();
      accepted(await subject.submit({ stream, kind: 'toy', scope, command: { type: 'begin' } }));
      return stream;
    }
    const notes = async (stream: string) => (await subject.state<ToyState>(stream)).notes;

    it('applies a command, records it and answers with its record', async () => {
      // given
      const stream = await begun();
      // when
      const answer = accepted(await subject.submit({ stream, command: { type: 'note', note: '甲' } }));
      // then
      expect(answer).toMatchObject({ seq: 1, repeated: false, settled: true, answer: 1, events: [{ type: 'Noted' }] });
      expect(await notes(stream)).toEqual(['甲']);
      const [, record] = await subject.records(stream);
      expect(Buffer.from(record?.leafHash ?? []).toString('base64')).toBe(answer.leafHash);
    });

    it('chains records that check out and replay byte for byte', async () => {
      // given
      const stream = await begun();
      for (let n = 0; n < 5; n++) await subject.submit({ stream, command: { type: 'note', note: { n } } });
      await subject.submit({ stream, command: { type: 'job', jobType: 'toy.open', input: {} } });
      // when
      const records = await subject.records(stream);
      // then
      expect(records.length).toBe(8);
      let prev: Hash | null = null;
      let state = toyDecider.initial();
      for (const record of records) {
        const checked = checkRecord({
          leafBytes: record.leaf,
          bodyBytes: record.body,
          salt: record.salt,
          stream,
          seq: record.seq,
          prev,
        });
        expect(checked).toMatchObject({ ok: true });
        const { command, events } = JSON.parse(Buffer.from(record.body).toString('utf8'));
        expect(toyDecider.decide(state, command, {})).toMatchObject({ events });
        for (const event of events) state = toyDecider.evolve(state, event, {});
        prev = record.leafHash;
      }
      expect(state).toEqual(await subject.state(stream));
    });

    it('refuses without a record what the decider refuses', async () => {
      // given
      const stream = await begun();
      // when
      const answer = await subject.submit({ stream, command: { type: 'refuse' } });
      // then
      expect(answer).toEqual({ refused: 'asked-to', values: { why: 'because' } });
      expect(await subject.records(stream)).toHaveLength(1);
    });

    it('refuses an unknown stream and another kind', async () => {
      const stream = await begun();
      expect(await subject.submit({ stream: streamId(), command: { type: 'note' } })).toMatchObject({
        refused: 'stream-unknown',
      });
      expect(await subject.submit({ stream, kind: 'toy-count', command: { type: 'add', n: 1 } })).toMatchObject({
        refused: 'stream-kind',
      });
    });

    it('answers an identical repeat with the first answer, and refuses other bytes under the key', async () => {
      // given
      const stream = await begun();
      const note = (text: string) =>
        subject.submit({ stream, command: { type: 'note', note: text }, idempotencyKey: 'k-1' });
      const first = accepted(await note('once'));
      await subject.submit({ stream, command: { type: 'note', note: 'between' } });
      // when
      const again = accepted(await note('once'));
      const other = await note('twice');
      // then
      expect(again).toMatchObject({
        seq: first.seq,
        leafHash: first.leafHash,
        repeated: true,
        events: first.events,
        answer: 1,
      });
      expect(other).toMatchObject({ refused: 'conflict' });
      expect(await notes(stream)).toEqual(['once', 'between']);
    });

    it('applies once what many send at once under one key', async () => {
      // given
      const stream = await begun();
      // when
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          subject.submit({ stream, command: { type: 'note', note: 'x' }, idempotencyKey: 'k-many' }),
        ),
      );
      // then
      expect(answers.map((answer) => accepted(answer).seq)).toEqual(Array(8).fill(1));
      expect(answers.filter((answer) => !accepted(answer).repeated)).toHaveLength(1);
      expect(await notes(stream)).toEqual(['x']);
    });

    it('lets a repeat wait for what the first has caused', async () => {
      // given
      const stream = await begun();
      const counter = streamId();
      const request = {
        stream,
        command: { type: 'job', jobType: 'toy.add', input: { counters: [counter] } },
        idempotencyKey: 'k-job',
      };
      const seen = async () => {
        const answer = accepted(await subject.submit(request));
        return [answer.settled, (await subject.state<CountState>(counter)).sum];
      };
      // when, then
      expect(await Promise.all([seen(), seen(), seen()])).toEqual([
        [true, 1],
        [true, 1],
        [true, 1],
      ]);
    });

    it('does a job in a unit of its own: the entities’ records and completeJob together, before the answer', async () => {
      // given
      const stream = await begun();
      const counters = [streamId(), streamId()];
      // when
      const answer = accepted(
        await subject.submit({ stream, command: { type: 'job', jobType: 'toy.add', input: { counters, n: 3 } } }),
      );
      // then
      expect(answer.settled).toBe(true);
      const state = await subject.state<ToyState>(stream);
      expect(state.jobs).toEqual({});
      const done = state.notes[0] as unknown as {
        variables: { sums: number[]; rests: { stream: string; leafHash: string }[] };
      };
      expect(done.variables.sums).toEqual([3, 3]);
      for (const [i, counter] of counters.entries()) {
        const [record] = await subject.records(counter);
        expect(done.variables.rests[i]).toMatchObject({
          stream: counter,
          leafHash: Buffer.from(record?.leafHash ?? []).toString('base64'),
        });
      }
      expect(await subject.open(stream, 'job')).toEqual([]);
    });

    it('tells the matter which streams a job has opened, and of no other', async () => {
      // given
      const stream = await begun();
      const [first, second] = [streamId(), streamId()];
      const add = (counters: readonly string[]) =>
        subject.submit({ stream, command: { type: 'job', jobType: 'toy.add', input: { counters, n: 1 } } });
      // when
      accepted(await add([first]));
      accepted(await add([first, second]));
      accepted(await add([first, second]));
      // then
      const { notes } = await subject.state<ToyState>(stream);
      expect(notes.map((note) => (note as { streams: unknown }).streams)).toEqual([
        [{ stream: first, kind: 'toy-count' }],
        [{ stream: second, kind: 'toy-count' }],
        null,
      ]);
    });

    it('leaves nothing of a job that is refused, and records the failure until the retries are used up', async () => {
      // given
      const stream = await begun();
      const [good, bad] = [streamId(), streamId()];
      await subject.submit({ stream: good, kind: 'toy-count', command: { type: 'add', n: 1 } });
      // when: the second command of the plan is refused (its kind does not fit)
      await subject.submit({ stream: bad, kind: 'toy', command: { type: 'begin' } });
      await subject.submit({
        stream,
        command: { type: 'job', jobType: 'toy.add', input: { counters: [good, bad], n: 1 }, retries: 2 },
      });
      await subject.advance(0);
      // then
      expect((await subject.state<CountState>(good)).sum).toBe(1);
      const state = await subject.state<ToyState>(stream);
      expect(state.jobs).toEqual({});
      expect(state.notes).toEqual([
        { failed: 1, code: 'stream-kind' },
        { failed: 1, code: 'stream-kind' },
      ]);
      expect(await subject.open(stream, 'incident')).toEqual([1]);
      expect(await subject.open(stream, 'job')).toEqual([]);
    });

    it('throws the BPMN error a job ends in', async () => {
      const stream = await begun();
      await subject.submit({ stream, command: { type: 'job', jobType: 'toy.throw', input: { code: 'E7' } } });
      expect(await notes(stream)).toEqual([{ error: 'E7' }]);
    });

    it('keeps the job of a suspended matter for later', async () => {
      // given
      const stream = await begun();
      const counter = streamId();
      await subject.submit({ stream, command: { type: 'suspend' } });
      // when
      await subject.submit({ stream, command: { type: 'job', jobType: 'toy.add', input: { counters: [counter] } } });
      // then
      expect(await subject.open(stream, 'job')).toHaveLength(1);
      expect(await notes(stream)).toEqual([]);
      await expect(subject.records(counter)).resolves.toEqual([]);
      // and when it goes on
      const resumed = accepted(await subject.submit({ stream, command: { type: 'resume' } }));
      // then
      expect(resumed.settled).toBe(true);
      expect((await subject.state<CountState>(counter)).sum).toBe(1);
      expect(await subject.open(stream, 'job')).toEqual([]);
    });

    it('pairs a message with who waits, whichever came first', async () => {
      const [early, late] = [await begun(), await begun()];
      // when a message finds somebody
      await subject.submit({ stream: early, command: { type: 'wait', name: 'm', correlationKey: early } });
      await subject.publish({ name: 'm', correlationKey: early, variables: { n: 1 } });
      // and when somebody finds a message
      await subject.publish({ name: 'm', correlationKey: late, variables: { n: 2 } });
      const answer = accepted(
        await subject.submit({ stream: late, command: { type: 'wait', name: 'm', correlationKey: late } }),
      );
      // then
      expect(answer.settled).toBe(true);
      expect(await notes(early)).toEqual([{ received: { n: 1 } }]);
      expect(await notes(late)).toEqual([{ received: { n: 2 } }]);
    });

    it('takes a message once, the oldest first, and tells names apart by case', async () => {
      // given
      const [one, two] = [await begun(), await begun()];
      const key = streamId();
      for (const n of [1, 2, 3]) await subject.publish({ name: 'A1', correlationKey: key, variables: { n } });
      await subject.publish({ name: 'a1', correlationKey: key, variables: { n: 99 } });
      // when
      await subject.submit({ stream: one, command: { type: 'wait', name: 'A1', correlationKey: key } });
      await subject.submit({ stream: two, command: { type: 'wait', name: 'A1', correlationKey: key } });
      // then
      expect(await notes(one)).toEqual([{ received: { n: 1 } }]);
      expect(await notes(two)).toEqual([{ received: { n: 2 } }]);
    });

    it('drops a repeated message id, and a message whose time is up', async () => {
      // given
      const stream = await begun();
      const key = streamId();
      const publish = (id: string) =>
        subject.publish({ name: 'm', correlationKey: key, variables: {}, timeToLive: 1_000, id });
      // when
      const first = await publish('id-1');
      const second = await publish('id-1');
      await subject.advance(1_001);
      await subject.submit({ stream, command: { type: 'wait', name: 'm', correlationKey: key } });
      // then
      expect([first.repeated, second.repeated]).toEqual([false, true]);
      expect(await notes(stream)).toEqual([]);
    });

    it('pairs a long line of messages with a long line of those who wait', async () => {
      // given
      const key = streamId();
      for (let n = 0; n < 60; n++) await subject.publish({ name: 'm', correlationKey: key, variables: { n } });
      const stream = await begun();
      // when
      await subject.submit({ stream, command: { type: 'wait', name: 'm', correlationKey: key, once: false } });
      // then
      expect(await notes(stream)).toEqual(Array.from({ length: 60 }, (_, n) => ({ received: { n } })));
    });

    it('gives a subscription that stays open every message', async () => {
      const stream = await begun();
      await subject.submit({ stream, command: { type: 'wait', name: 'm', correlationKey: stream, once: false } });
      for (const n of [1, 2]) await subject.publish({ name: 'm', correlationKey: stream, variables: { n } });
      expect(await notes(stream)).toEqual([{ received: { n: 1 } }, { received: { n: 2 } }]);
    });

    it('hears a message another matter publishes', async () => {
      const [from, to] = [await begun(), await begun()];
      await subject.submit({ stream: to, command: { type: 'wait', name: 'm', correlationKey: to } });
      await subject.submit({
        stream: from,
        command: { type: 'publish', name: 'm', correlationKey: to, variables: { hello: true } },
      });
      expect(await notes(to)).toEqual([{ received: { hello: true } }]);
    });

    it('tells a signal to who waits for it now, and keeps it for nobody', async () => {
      // given
      const [from, now, later] = [await begun('qinghe'), await begun(), await begun()];
      await subject.submit({ stream: now, command: { type: 'listen', name: 's' } });
      // when
      const thrown = accepted(
        await subject.submit({ stream: from, command: { type: 'broadcast', name: 's', variables: { n: 1 } } }),
      );
      await subject.submit({ stream: later, command: { type: 'listen', name: 's' } });
      await subject.advance(0);
      // then
      expect(thrown.settled).toBe(true);
      expect(await notes(now)).toEqual([{ received: { n: 1 } }]);
      expect(await notes(later)).toEqual([]);
    });

    it('lets a signal be heard in the scope of its thrower and below, never beside or above', async () => {
      // given
      const scopes = ['', 'qinghe', 'qinghe/d1', 'qinghe/d1/b3', 'qinghe/d10', 'qinghe/d2', 'other/d1'];
      const hearers: string[] = [];
      for (const scope of scopes) {
        const stream = await begun(scope);
        await subject.submit({ stream, command: { type: 'listen', name: 'scoped' } });
        hearers.push(stream);
      }
      const heardIn = async () => {
        const heard: string[] = [];
        for (const [i, stream] of hearers.entries()) if ((await notes(stream)).length > 0) heard.push(scopes[i] ?? '');
        return heard;
      };
      // when a community throws it
      const community = await begun('qinghe/d1');
      await subject.submit({ stream: community, command: { type: 'broadcast', name: 'scoped' } });
      // then
      expect(await heardIn()).toEqual(['qinghe/d1', 'qinghe/d1/b3']);
      // and when its street does
      const street = await begun('qinghe');
      await subject.submit({ stream: street, command: { type: 'broadcast', name: 'scoped' } });
      // then
      expect(await heardIn()).toEqual(['qinghe', 'qinghe/d1', 'qinghe/d1/b3', 'qinghe/d10', 'qinghe/d2']);
      // and from outside, over everything
      await subject.broadcast({ name: 'scoped', scope: '' });
      expect(await heardIn()).toEqual(scopes);
    });

    it('tells a signal once to each of many, in parts, and to a listener that stays every one', async () => {
      // given more hearers than one part holds
      const stream = await begun();
      for (let n = 0; n < 205; n++) await subject.submit({ stream, command: { type: 'listen', name: 'many' } });
      await subject.submit({ stream, command: { type: 'listen', name: 'many', once: false } });
      const from = await begun('qinghe');
      // when
      for (const n of [1, 2])
        await subject.submit({ stream: from, command: { type: 'broadcast', name: 'many', variables: { n } } });
      // then
      const heard = (await notes(stream)) as unknown as { received: { n: number } }[];
      expect(heard.filter(({ received }) => received.n === 1)).toHaveLength(206);
      expect(heard.filter(({ received }) => received.n === 2)).toHaveLength(1);
    });

    it('tells names of signals apart by case, and a signal from a message', async () => {
      // given
      const stream = await begun();
      await subject.submit({ stream, command: { type: 'listen', name: 'S1' } });
      await subject.submit({ stream, command: { type: 'wait', name: 'S1', correlationKey: '' } });
      // when
      await subject.broadcast({ name: 's1', scope: '' });
      await subject.broadcast({ name: 'S1', scope: '', variables: { by: 'signal' } });
      // then
      expect(await notes(stream)).toEqual([{ received: { by: 'signal' } }]);
    });

    it('hands a command to another stream before the answer is settled', async () => {
      const stream = await begun();
      const counter = streamId();
      const answer = accepted(
        await subject.submit({ stream, command: { type: 'send', stream: counter, give: { type: 'add', n: 4 } } }),
      );
      expect(answer.settled).toBe(true);
      expect((await subject.state<CountState>(counter)).sum).toBe(4);
    });

    it('fires timers late perhaps, never early, each once', async () => {
      // given
      const stream = await begun();
      for (const minutes of [10, 5]) {
        await subject.submit({ stream, command: { type: 'timer', due: subject.now() + minutes * 60_000 } });
      }
      // when
      await subject.advance(5 * 60_000 - 1);
      const early = await notes(stream);
      await subject.advance(1);
      const onTime = await notes(stream);
      await subject.advance(60 * 60_000);
      // then
      expect(early).toEqual([]);
      expect(onTime).toEqual([{ fired: 2 }]);
      expect(await notes(stream)).toEqual([{ fired: 2 }, { fired: 1 }]);
      expect(await subject.open(stream, 'timer')).toEqual([]);
      const records = await subject.records(stream);
      const instants = records.map((record) => record.at);
      expect(instants).toEqual([...instants].sort((a, b) => a - b));
    });

    it('fires a suspended matter’s timer once it is resumed', async () => {
      const stream = await begun();
      await subject.submit({ stream, command: { type: 'timer', due: subject.now() + 1_000 } });
      await subject.submit({ stream, command: { type: 'suspend' } });
      await subject.advance(2_000);
      expect(await notes(stream)).toEqual([]);
      await subject.submit({ stream, command: { type: 'resume' } });
      await subject.advance(0);
      expect(await notes(stream)).toEqual([{ fired: 1 }]);
    });

    it('sets the date of a timer when its calendar year is loaded', async () => {
      // given
      const stream = await begun();
      const then = subject.now() + 7_000;
      await subject.submit({ stream, command: { type: 'timer', due: null, awaitsYear: 2027, then } });
      await subject.advance(10);
      expect(await subject.open(stream, 'timer')).toEqual([1]);
      // when
      await subject.loadCalendar(2027, CALENDAR_2027);
      await subject.advance(8_000);
      // then
      expect(await notes(stream)).toEqual([{ fired: 1 }]);
    });

    it('shows open tasks and forgets closed ones', async () => {
      const stream = await begun();
      await subject.submit({ stream, command: { type: 'task' } });
      await subject.submit({ stream, command: { type: 'task' } });
      await subject.submit({ stream, command: { type: 'completeTask', key: 1 } });
      expect(await subject.open(stream, 'task')).toEqual([2]);
    });

    it('goes on after a restart where it was, over more records than a snapshot covers', async () => {
      // given
      const stream = await begun();
      for (let n = 0; n < 140; n++) await subject.submit({ stream, command: { type: 'note', note: n } });
      await subject.submit({ stream, command: { type: 'timer', due: subject.now() + 5_000 } });
      const before = await subject.state(stream);
      // when
      await subject.restart();
      // then
      expect(await subject.state(stream)).toEqual(before);
      await subject.advance(5_000);
      const after = accepted(await subject.submit({ stream, command: { type: 'note', note: 'after' } }));
      expect(after.seq).toBe(143);
      expect((await notes(stream)).slice(-2)).toEqual([{ fired: 1 }, 'after']);
    });

    it('survives a decider that throws, with the others of the group unharmed', async () => {
      const [bad, good] = [await begun(), await begun()];
      const results = await Promise.allSettled([
        subject.submit({ stream: bad, command: { type: 'boom' } }),
        subject.submit({ stream: good, command: { type: 'note', note: 1 } }),
      ]);
      expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
      expect(await subject.records(bad)).toHaveLength(1);
      expect(await notes(good)).toEqual([1]);
    });

    it('keeps the order of one sender’s commands and mixes streams freely', async () => {
      // given
      const streams = await Promise.all(Array.from({ length: 12 }, begun));
      // when
      await Promise.all(
        streams.flatMap((stream) =>
          Array.from({ length: 6 }, (_, n) => subject.submit({ stream, command: { type: 'note', note: n } })),
        ),
      );
      // then
      for (const stream of streams) expect(await notes(stream)).toEqual([0, 1, 2, 3, 4, 5]);
    });
  });
}

type AcceptedAnswer = Extract<SubjectAnswer, { accepted: true }>;

export function accepted(answer: SubjectAnswer): AcceptedAnswer {
  if ('refused' in answer) throw new Error(`refused: ${answer.refused} ${JSON.stringify(answer.values ?? {})}`);
  return answer;
}
