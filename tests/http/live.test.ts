import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { Accounts } from '#identity';
import type { Change } from '#web/port';
import type { Client } from './client.js';
import { toVote } from './matter.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

/** Server-sent events over a real socket, as a browser hears them. */
describe.each(PLACES)('live changes on %s', (_name, newPlace) => {
  let served: Served;
  let base: string;
  let neighbour: Client;
  const lines: Line[] = [];

  beforeAll(async () => {
    served = await serve(await newPlace());
    const { app } = served.heyi;
    const people = app.get(People);
    await people.found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    const person = await people.add({
      name: '孙涛',
      place: '松江里社区',
      role: 'worker',
      scope: 'qinghe/sjl',
      document: DOCUMENT,
    });
    await app.get(Accounts).create('lingong', DEMO_PASSWORD, person);
    neighbour = await served.signedIn('lingong');
    await app.listen(0, '127.0.0.1');
    base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    for (const line of lines) line.end();
    await served?.close();
  });

  async function listen(who: Client): Promise<Line> {
    const line = await Line.open(`${base}/api/events`, who.cookie ?? '');
    lines.push(line);
    return line;
  }

  it('hears nothing without a session', async () => {
    const reply = await fetch(`${base}/api/events`);
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ code: 'not-signed-in' });
  });

  it('tells who is concerned that something changed, and never what', async () => {
    // given
    const { residents, worker, opinions, poll, matter } = await toVote(served);
    const [author, reader] = residents as [Client, Client];
    const heard = {
      reader: await listen(reader),
      worker: await listen(worker),
      street: await listen(await served.signedIn('guanli')),
      neighbour: await listen(neighbour),
    };
    // when: a ballot, of which nobody may hear, then the clock, which closes the vote
    await author.port.cast(poll, { choice: 'no' }, newKey());
    await worker.port.moveClock({ move: 'next' }, newKey());
    // then
    for (const line of [heard.reader, heard.worker, heard.street])
      await line.until(({ kind, id }) => kind === 'poll' && id === poll);
    const before = heard.reader.changes.slice(
      0,
      heard.reader.changes.findIndex(({ kind }) => kind === 'poll'),
    );
    expect(
      before.every(({ kind, id }) => kind === 'clock' || kind === 'alarms' || (kind === 'matter' && id === matter)),
    ).toBe(true);
    // when
    const [notice] = (await author.port.home()).notices;
    await author.port.object(notice?.notice ?? '', { text: '北门太吵，请再想想。' }, newKey());
    // then
    for (const line of [heard.reader, heard.worker, heard.street])
      await line.until(({ kind, id }) => kind === 'notice' && id === notice?.notice);
    await heard.worker.until(({ kind }) => kind === 'tasks');
    // when: something in the other community, so that silence until then is known to be silence
    const variables = {
      title: '邻里中心',
      question: '是否同意？',
      if_passed: '按说明去办，办完公布。',
      if_not: '保持现状。',
      details: '开放时间延长一小时。',
    };
    const { value } = await neighbour.port.startMatter({ procedure: 'first-vote', variables }, newKey());
    await heard.neighbour.until(({ kind, id }) => kind === 'matter' && id === value.matter);
    await heard.street.until(({ kind, id }) => kind === 'matter' && id === value.matter);
    // then: each heard of its own place only
    const ids = (line: Line) => new Set(line.changes.map(({ id }) => id));
    for (const id of [matter, opinions, poll, notice?.notice ?? '']) expect(ids(heard.neighbour)).not.toContain(id);
    expect(ids(heard.reader)).not.toContain(value.matter);
    expect(ids(heard.worker)).not.toContain(value.matter);
    for (const line of Object.values(heard)) {
      for (const change of line.changes) expect(Object.keys(change).sort()).toEqual(['id', 'kind']);
      expect(line.text).not.toMatch(/北门|太吵|choice|"no"|张秀兰/);
    }
  });

  it('ends with the reader, and with the server', async () => {
    // given
    const line = await listen(await served.signedIn('jumin4'));
    line.end();
    const other = await listen(await served.signedIn('jumin5'));
    // when
    await served.close();
    // then
    await other.ended;
    expect(served.errors).toEqual([]);
  });
});

/** One open line of events. */
class Line {
  readonly changes: Change[] = [];
  text = '';
  ended: Promise<void> = Promise.resolve();
  readonly #stop = new AbortController();
  #waiting: (() => void)[] = [];

  static async open(url: string, cookie: string): Promise<Line> {
    const line = new Line();
    const reply = await fetch(url, { headers: { cookie, accept: 'text/event-stream' }, signal: line.#stop.signal });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    line.ended = line.#read(reply.body as ReadableStream<Uint8Array>).catch(() => undefined);
    return line;
  }

  /** Waits until such a change was heard; the test's own patience is the limit. */
  async until(fits: (change: Change) => boolean): Promise<void> {
    while (!this.changes.some(fits)) await new Promise<void>((heard) => this.#waiting.push(heard));
  }

  end(): void {
    this.#stop.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      const text = decoder.decode(chunk, { stream: true });
      this.text += text;
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    if (field('event') !== 'change') return;
    this.changes.push(JSON.parse(field('data') ?? '') as Change);
    for (const heard of this.#waiting.splice(0)) heard();
  }
}
