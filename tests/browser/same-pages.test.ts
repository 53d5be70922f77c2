import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import { CALENDAR_2026 } from '#law';
import { utf8Decode } from '#ledger';
import { DEMO_START } from '#outside';
import { readLibrary } from '#procedures';
import { newKey, type Port } from '#web/port';
import { sqlitePlace } from '../contract/server-subject.js';
import { ROOT, serve as serveHttp, type Served } from '../http/server.js';
import {
  connect,
  createWorldPort,
  serve,
  type Channel,
  type Question,
  type Reply,
  type WorldPerson,
  type WorldSetup,
} from '../../web/port/worker/index.js';
import { openDom } from './dom.js';

/**
 * The same small procedure over both transports, in the same order: after each act every page that shows something is
 * rendered over HTTP and over the worker's messages, and the two must be the same HTML.
 */
vi.mock('../../web/ui/diagram/ProcessDiagram.vue', () => ({
  __esModule: true,
  default: { props: ['diagram', 'mini'], render: () => null },
}));

const PASSWORD = 'heyi-demo-2026';
const resident = (account: string, name: string, place: string): WorldPerson => ({
  person: account,
  account,
  password: PASSWORD,
  name,
  place,
  role: 'resident',
  // where somebody lives, as the register of the server has it
  scope: `qinghe/qhl/e1/b${place.slice(0, 1)}/u${place.slice(3, 4)}`,
  scopeName: place.slice(0, 6),
});
const PEOPLE: readonly WorldPerson[] = [
  { ...resident('jumin1', '张秀兰', '1号楼1单元101室'), phone: '199****0001' },
  resident('jumin2', '李建业', '1号楼2单元302室'),
  resident('jumin3', '陈玉梅', '2号楼1单元501室'),
  resident('jumin4', '周明远', '3号楼2单元502室'),
  resident('jumin5', '吴晓岚', '3号楼1单元201室'),
  {
    person: 'wangmin',
    account: 'wangmin',
    password: PASSWORD,
    name: '王敏',
    place: '青禾里社区居委会',
    role: 'worker',
    scope: 'qinghe/qhl',
    scopeName: '青禾里社区',
  },
  {
    person: 'guanli',
    account: 'guanli',
    password: PASSWORD,
    name: '赵启文',
    place: '青禾街道办事处',
    role: 'administrator',
    scope: 'qinghe',
    scopeName: '青禾街道',
  },
];
const MATTER = {
  title: '北门空地加装电动自行车充电棚',
  question: '是否同意在小区北门空地加装电动自行车充电棚？',
  if_passed: '物业服务人建24个充电位，费用4.8万元从公共收益支付。',
  if_not: '空地保持现状，不花公共收益。',
  details: '建24个充电位，占空地62平方米，费用4.8万元从公共收益支付，由物业服务人管理。没有通过就保持现状。',
};

/** Whoever is asked for sits down at a port of this transport. */
type Seats = (account: string) => Promise<Port>;

let served: Served;
let overHttp: Seats;
let overWorker: Seats;
let apps: Readonly<
  Record<'resident' | 'desk', { readonly app: Component; readonly routes: readonly RouteRecordRaw[] }>
>;
const ends: MessagePort[] = [];

beforeAll(async () => {
  openDom();
  const [residentRoom, deskRoom] = await Promise.all([
    import('../../web/resident/index.js'),
    import('../../web/desk/index.js'),
  ]);
  apps = {
    resident: { app: residentRoom.ResidentApp, routes: residentRoom.residentRoutes },
    desk: { app: deskRoom.DeskApp, routes: deskRoom.deskRoutes },
  };

  served = await serveHttp(sqlitePlace());
  const clients = new Map<string, Port>();
  overHttp = async (account) => {
    const known = clients.get(account) ?? (await served.signedIn(account)).port;
    clients.set(account, known);
    return known;
  };

  const port = await workerPort();
  overWorker = async (account) => {
    await port.signIn({ account, password: PASSWORD }, newKey());
    return port;
  };
  await (await overWorker('wangmin')).startMatter({ procedure: 'first-vote', variables: MATTER }, newKey());
}, 120_000);
afterAll(async () => {
  for (const end of ends) end.close();
  await served?.close();
});

/** The worker's two ends over a real message channel: everything said is cloned, as between a page and its worker. */
async function workerPort(): Promise<Port> {
  const library = await readLibrary(`${ROOT}/workflows`);
  const setup: WorldSetup = {
    procedures: library.map(({ about, main, hash, files }) => ({
      id: main,
      version: about.version,
      name: about.name.zh,
      summary: about.use.zh,
      basis: about.basis,
      hash,
      files: files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })),
      start: about.start,
      steps: about.steps,
    })),
    calendars: [CALENDAR_2026],
    at: DEMO_START,
    people: PEOPLE,
    community: '青禾里社区',
    street: '青禾街道',
    phone: '010-5555-0100',
  };
  const { port1, port2 } = new MessageChannel();
  ends.push(port1, port2);
  const world = await createWorldPort(structuredClone(setup), () => 'zh-CN');
  serve(channelOf<Question, Reply>(port2), world, () => undefined);
  return connect(channelOf<Reply, Question>(port1), () => 'zh-CN');
}

function channelOf<In, Out>(port: MessagePort): Channel<In, Out> {
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (_type, listener) => void port.on('message', (data: In) => listener({ data })),
  };
}

/** The HTML of a page once everything it asked for has come, with ids and hashes replaced by their order of appearance. */
async function htmlOf(room: 'resident' | 'desk', path: string, account: string, seats: Seats): Promise<string> {
  const [{ mount, flushPromises }, { ref }, { createMemoryHistory, createRouter }, { createShell, STAFF_WORDS }] =
    await Promise.all([
      import('@vue/test-utils'),
      import('vue'),
      import('vue-router'),
      import('../../web/ui/index.js'),
    ]);
  let asked = 0;
  const port = counted(await seats(account), (change) => (asked += change));
  const shell = createShell({ port, newKey, language: ref('zh-CN'), words: STAFF_WORDS, storage: null });
  const router = createRouter({ history: createMemoryHistory(), routes: [...apps[room].routes] });
  await router.push(path);
  await shell.refresh();
  const wrapper = mount(apps[room].app, { global: { plugins: [router, { install: shell.install }] } });
  for (let quiet = 0; quiet < 3; quiet = asked === 0 ? quiet + 1 : 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await flushPromises();
  }
  const html = wrapper.html();
  wrapper.unmount();
  return plain(html);
}

/** Counts the calls that are under way. */
function counted(port: Port, tell: (change: number) => void): Port {
  return new Proxy(port, {
    get(target, name: keyof Port) {
      const call = target[name] as (...args: unknown[]) => unknown;
      if (name === 'subscribe') return call.bind(target);
      return async (...args: unknown[]) => {
        tell(1);
        try {
          return await call.apply(target, args);
        } finally {
          tell(-1);
        }
      };
    },
  });
}

function plain(html: string): string {
  const names = new Map<string, string>();
  return (
    html
      .replace(
        /\b[0-9A-HJKMNP-TV-Z]{26}\b/g,
        (id) => names.get(id) ?? (names.set(id, `ID${names.size + 1}`), names.get(id) as string),
      )
      .replace(/[0-9a-f]{4} [0-9a-f]{4} … [0-9a-f]{4}/g, 'FINGERPRINT')
      .replace(/[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}/g, 'STUB')
      // the root of a roll rests on pseudonyms, which a server draws
      .replace(/指纹.*?<\/dd>/g, 'ROOT</dd>')
      .replace(/\bv-\d+\b/g, 'v')
  );
}

async function same(
  room: 'resident' | 'desk',
  account: string,
  pathOf: (port: Port) => Promise<string> | string,
): Promise<string> {
  const http = await htmlOf(room, await pathOf(await overHttp(account)), account, overHttp);
  const worker = await htmlOf(room, await pathOf(await overWorker(account)), account, overWorker);
  expect(worker).toBe(http);
  return http;
}

/** The same act on both sides. */
async function both(account: string, act: (port: Port) => Promise<unknown>): Promise<void> {
  await act(await overHttp(account));
  await act(await overWorker(account));
}

const opinionsPath = async (port: Port) =>
  `/opinions/${(await port.home()).duties.find(({ kind }) => kind === 'opinions')?.id ?? ''}`;
const opinionsId = async (port: Port) => (await opinionsPath(port)).slice('/opinions/'.length);
const pollId = async (port: Port) => (await port.home()).duties.find(({ kind }) => kind === 'poll')?.id ?? '';
const noticeId = async (port: Port) => (await port.home()).notices[0]?.notice ?? '';
const matterPath = async (port: Port) => `/matters/${(await port.matters())[0]?.matter ?? ''}`;
const taskId = async (port: Port) => (await port.tasks('todo'))[0]?.task ?? '';
const next = (port: Port) => port.moveClock({ move: 'next' }, newKey());

describe('the same pages over HTTP and over a worker', () => {
  it('while opinions are collected', async () => {
    // given
    expect(await same('resident', 'jumin1', () => '/')).toContain('去提意见');
    expect(await same('resident', 'jumin1', opinionsPath)).toContain('提交意见');
    // when
    await both('jumin1', async (port) =>
      port.giveOpinion(await opinionsId(port), { stance: 'support', text: '赞成，但请加装灭火器。' }, newKey()),
    );
    // then
    expect(await same('resident', 'jumin1', opinionsPath)).toContain('赞成，但请加装灭火器。');
    expect(await same('resident', 'jumin2', opinionsPath)).not.toContain('赞成，但请加装灭火器。');
    await same('resident', 'jumin1', () => '/me');
  });

  it('while they are answered', async () => {
    // given
    await both('wangmin', async (port) => expect(await port.helpOpenings()).toMatchObject([{ what: 'opinion' }]));
    await both('wangmin', next);
    // the step goes on, and takes no more opinions
    await both('wangmin', async (port) => expect(await port.helpOpenings()).toEqual([]));
    expect(await same('desk', 'wangmin', () => '/tasks')).toContain('逐条答复');
    expect(await same('desk', 'wangmin', async (port) => `/tasks/${await taskId(port)}`)).toContain('提交答复');
    // when
    await both('wangmin', async (port) => {
      const task = await port.task(await taskId(port));
      await port.answerOpinion(task.opinions?.id ?? '', '1', { outcome: 'adopt', text: '已列入方案。' }, newKey());
    });
    // then
    expect(await same('desk', 'wangmin', async (port) => `/tasks/${await taskId(port)}`)).toContain('已列入方案。');
    await both('wangmin', async (port) => port.complete(await taskId(port), { variables: {} }, newKey()));
    await same('desk', 'wangmin', () => '/done');
  });

  it('during the vote', async () => {
    // given
    expect(await same('resident', 'jumin1', async (port) => `/polls/${await pollId(port)}`)).toContain('怎样算通过');
    // when
    for (const [account, choice] of [
      ['jumin1', 'yes'],
      ['jumin2', 'yes'],
      ['jumin3', 'no'],
    ] as const) {
      await both(account, async (port) => port.cast(await pollId(port), { choice }, newKey()));
    }
    // then
    expect(await same('resident', 'jumin1', async (port) => `/polls/${await pollId(port)}`)).toContain('表决票已入箱');
    await same('resident', 'jumin1', () => '/');
  });

  it('with the result and an objection', async () => {
    // given
    const voted = new Map<Port, string>();
    await both('jumin1', async (port) => voted.set(port, await pollId(port)));
    await both('wangmin', next);
    expect(await same('resident', 'jumin1', (port) => `/polls/${voted.get(port) ?? ''}`)).toContain('未参与表决');
    expect(await same('resident', 'jumin1', async (port) => `/notices/${await noticeId(port)}`)).toContain('提出异议');
    // when
    await both('jumin3', async (port) =>
      port.object(await noticeId(port), { text: '离窗户只有4米，请补一张图。' }, newKey()),
    );
    // then
    expect(await same('resident', 'jumin3', async (port) => `/notices/${await noticeId(port)}`)).toContain(
      '离窗户只有4米',
    );
    expect(await same('desk', 'wangmin', async (port) => `/tasks/${await taskId(port)}`)).toContain('异议不成立');
    await both('wangmin', async (port) => {
      const id = await taskId(port);
      const task = await port.task(id);
      await port.answerObjection(
        task.objections?.notice ?? '',
        '1',
        { outcome: 'rejected', text: '距离符合规定。' },
        newKey(),
      );
      await port.complete(id, { variables: {} }, newKey());
    });
    await same('resident', 'jumin1', matterPath);
  });

  it('at the end, and for those who keep the calendar', async () => {
    // when
    await both('wangmin', next);
    // then
    expect(await same('resident', 'jumin1', matterPath)).toContain('办结');
    expect(await same('resident', 'jumin1', () => '/inbox')).toContain('表决结果公示');
    await same('desk', 'wangmin', () => '/matters');
    await same('desk', 'wangmin', () => '/start');
    await same('desk', 'wangmin', () => '/terms');
    // settings and what stands still are a server's own, so of the administrators' page the calendar alone
    const loaded = new Set<string>();
    await both('guanli', async (port) =>
      loaded.add(
        JSON.stringify((await port.calendars()).map(({ year, hash, workingDays }) => [year, hash, workingDays])),
      ),
    );
    expect([...loaded]).toEqual([expect.stringContaining('2026')]);
    await same('desk', 'guanli', () => '/inbox');
  });
});
