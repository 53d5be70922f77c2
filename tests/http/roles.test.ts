import { Controller, Get, Module, RequestMethod } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import cookie from '@fastify/cookie';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { People } from '#community';
import { AUDIENCE, ProblemFilter, type Audience } from '#http';
import { Accounts, SessionGuard, Standings } from '#identity';
import { CONTROLLERS } from '#main';
import { ROUTES } from '#web/port';
import { staff } from './accounts.js';
import type { Client, Reply } from './client.js';
import { toPublicity, type Walked } from './matter.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

interface ServerRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly audience: Audience | undefined;
}

/** What the controllers declare, read from Nest's own metadata. */
const SERVER_ROUTES: readonly ServerRoute[] = CONTROLLERS.flatMap((controller) =>
  Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    if (name === 'constructor') return [];
    const handler = (controller.prototype as object as Record<string, unknown>)[name];
    const path =
      typeof handler === 'function' ? (Reflect.getMetadata('path', handler) as string | undefined) : undefined;
    if (path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata('method', handler as object) as number] as ServerRoute['method'];
    const whole = [Reflect.getMetadata('path', controller) as string, path]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter((part) => part !== '');
    const audience = (Reflect.getMetadata(AUDIENCE, handler as object) ?? Reflect.getMetadata(AUDIENCE, controller)) as
      Audience | undefined;
    return [{ method, path: `/${whole.join('/')}`, audience }];
  }),
);

/** What monitors ask: no page calls it. */
const NOT_OF_THE_PORT = ['GET /api/health'];

const lineOf = ({ method, path, audience }: Pick<ServerRoute, 'method' | 'path'> & { readonly audience: unknown }) =>
  `${method} ${path} ${Array.isArray(audience) ? [...audience].sort().join(',') : String(audience)}`;

it('server and port name the same routes for the same people', () => {
  const server = SERVER_ROUTES.map(lineOf).filter((line) => !NOT_OF_THE_PORT.some((other) => line.includes(other)));
  expect(server.sort()).toEqual(Object.values(ROUTES).map(lineOf).sort());
  expect(SERVER_ROUTES.find(({ path }) => path === '/api/health')?.audience).toBe('anybody');
});

describe.each(PLACES)('routes and roles on %s', (_name, newPlace) => {
  let served: Served;
  let walked: Walked;
  /** An appointment of this community, and a body of it. */
  let post: { readonly appointment: string; readonly body: string };
  /** A procedure of this community, and a draft of its next version that waits for approval. */
  let drawn: { readonly procedure: string; readonly draft: string };
  /** A resident whom only their own community's desk may find. */
  let person: string;
  let callers: Record<'nobody' | 'resident' | 'worker' | 'administrator', Client>;
  /** Who checks: their own routes only, since elsewhere more than a role is asked of them. */
  let auditor: Client;
  let outsiders: Record<'resident' | 'worker' | 'administrator' | 'auditor', Client>;
  /** A deputy the worker named. */
  let deputy: string;
  /** The record the worker's acts rest on. */
  let basis: { readonly stream: string; readonly seq: string };
  /** The set the matter runs on, as it stands in an address. */
  let definition: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    await another(served);
    await staff(served, 'shenji', '钱慎之', 'auditor', 'qinghe/qhl');
    walked = await toPublicity(served);
    callers = {
      nobody: served.visitor(),
      resident: await served.signedIn('jumin4'),
      worker: await served.signedIn('wangmin'),
      administrator: await served.signedIn('guanli'),
    };
    auditor = await served.signedIn('shenji');
    person = (await callers.resident.port.session()).me?.person ?? '';
    const { appointments, bodies } = await served.heyi.app.get(People).state();
    post = {
      appointment: Object.values(appointments).find(({ role }) => role === 'worker')?.appointment ?? '',
      body: Object.keys(bodies)[0] ?? '',
    };
    const stands = await staff(served, 'daili', '代立', 'worker', 'qinghe/qhl');
    const naming = { person: stands, from: null, to: '2026-04-30', reason: '外出' };
    deputy = (await callers.worker.port.nameDeputy(naming, newKey())).value.mine[0]?.deputy ?? '';
    drawn = await procedureOfOurs(served);
    outsiders = {
      resident: await served.signedIn('linju'),
      worker: await served.signedIn('lingong'),
      administrator: await served.signedIn('linguan'),
      auditor: await served.signedIn('linshen'),
    };
    const trace = await callers.worker.port.trace(walked.matter);
    const acted = trace.moments.find(({ by, type }) => by.role === 'worker' && type === 'completeTask')?.basis?.record;
    basis = { stream: acted?.stream ?? '', seq: String(acted?.seq) };
    definition = Buffer.from(trace.procedure.definition, 'base64').toString('base64url');
  });
  afterAll(() => served?.close());

  /** With ids of the matter that is there, so that only the right to ask can be missing. */
  function address(path: string): string {
    const ids: Record<string, string> = {
      ...walked,
      scope: encodeURIComponent('qinghe/qhl'),
      id: walked.matter,
      task: `${walked.matter}.1`,
      alarm: `${walked.matter}.1`,
      item: '1',
      objection: '1',
      message: walked.poll,
      kind: 'opinions',
      entity: walked.opinions,
      act: 'give',
      file: 'A'.repeat(43),
      account: walked.matter,
      letter: walked.matter,
      list: 'todo',
      filter: walked.matter,
      deputy,
      stuck: `effect.${walked.matter}`,
      closing: encodeURIComponent('qinghe/qhl:1'),
      comment: walked.matter,
      person,
      ...post,
      ...drawn,
      ...{ version: '1', from: '1', to: '1' },
      ...basis,
      definition,
    };
    return (
      path.replace(/:([a-z]+)/g, (_all, name: string) => ids[name] ?? '') +
      ({ '/api/tasks': '?list=todo', '/api/tracing/sample': '?seed=a&percent=5' }[path] ?? '')
    );
  }

  async function ask(who: Client, { method, path }: ServerRoute): Promise<Reply> {
    const headers = method === 'GET' ? {} : await who.intent(newKey());
    return who.raw(method, address(path), { headers, ...(method === 'POST' ? { body: {} } : {}) });
  }

  const refusal = ({ status, body }: Reply) => `${status} ${(body as { code?: string } | undefined)?.code ?? ''}`;
  /** The line of events stays open: its own test walks it over a socket. Signing out would change who asks. */
  const walk = SERVER_ROUTES.filter(
    ({ path, method }) => path !== '/api/events' && !(path === '/api/session' && method === 'DELETE'),
  );

  it.each(walk.map((route) => [lineOf(route), route] as const))('%s', async (_line, route) => {
    for (const [role, who] of Object.entries(callers)) {
      // when
      const reply = await ask(who, route);
      // then
      const told = `${role}: ${refusal(reply)}`;
      if (route.audience === 'anybody') expect(told).not.toMatch(/not-signed-in|role-does-not-fit/);
      else if (role === 'nobody') expect(told).toBe('nobody: 401 not-signed-in');
      else if (!route.audience?.includes(role)) expect(told).toBe(`${role}: 403 role-does-not-fit`);
      else expect(told).not.toMatch(/ (401|403|5\d\d) /);
    }
  });

  it('answers whoever checks what only they may ask', async () => {
    const routes = walk.filter(({ path }) => /tracing|readers|basis/.test(path));
    expect(routes.length).toBeGreaterThan(5);
    const told = routes.map(async (route) => `${route.path} ${(await ask(auditor, route)).status}`);
    expect(await Promise.all(told)).toEqual(routes.map(({ path }) => `${path} 200`));
  });

  it.each(['/api/events', '/api/session'])('%s asks who it is, too', async (path) => {
    const nobody = served.visitor();
    const reply =
      path === '/api/session'
        ? await nobody.raw('DELETE', path, { headers: { 'idempotency-key': newKey() } })
        : await nobody.raw('GET', path);
    expect(refusal(reply)).toBe('401 not-signed-in');
  });

  it('asks the same of HEAD, which Fastify serves beside GET', async () => {
    for (const { path, method, audience } of SERVER_ROUTES) {
      if (method !== 'GET' || audience === 'anybody') continue;
      const { statusCode, body } = await served.heyi.app.inject({ method: 'HEAD', url: address(path) });
      expect({ path, statusCode, body }).toEqual({ path, statusCode: 401, body: '' });
    }
  });

  it('serves nothing below /api that no controller declares, but the documentation', () => {
    const tree = served.heyi.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const stack: string[] = [];
    const paths: string[] = [];
    for (const line of tree.split('\n')) {
      const [, indent = '', path = '', methods = ''] =
        /^((?:│ {3}| {4})*)(?:├──|└──) (.*?)(?: \((.*)\))?$/.exec(line) ?? [];
      const depth = indent.length / 4;
      stack.splice(depth, stack.length, path);
      for (const method of methods.split(', ').filter((each) => each !== '' && each !== 'HEAD'))
        paths.push(`${method} ${stack.join('')}`);
    }
    const api = paths.filter((each) => / \/api/.test(each) && !/ \/api\/docs/.test(each));
    expect(api.sort()).toEqual(SERVER_ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it.each(
    walk
      .filter(({ path }) =>
        /:(matter|opinions|poll|notice|entity|task|alarm|message|scope|person|account|appointment|body|letter|filter|deputy|procedure|draft|definition|stuck|closing)/.test(
          path,
        ),
      )
      .map((route) => [lineOf(route), route] as const),
  )('another community gets nothing of %s', async (_line, route) => {
    for (const [role, who] of Object.entries(outsiders)) {
      // when: with a body that would be right
      const headers = route.method === 'GET' ? {} : await who.intent(newKey());
      const body = {
        stance: route.path.endsWith('/seat') ? 'agree' : 'support',
        seat: 1,
        text: '好',
        choice: 'yes',
        outcome: /objections/.test(route.path) ? 'rejected' : 'adopt',
        variables: {},
        fields: { stance: 'support', text: '好' },
        do: 'discard',
        day: '2026-03-02',
        way: 'hand',
        accept: true,
        reason: '试试',
        operation: 'urge',
        name: '郑新',
        to: '2030-12-31',
        document: DOCUMENT,
        hash: `${'A'.repeat(43)}=`,
        comments: [{ element: null, text: '好' }],
        version: 1,
      };
      const reply = await who.raw(route.method, address(route.path), {
        headers,
        ...(route.method === 'POST' ? { body } : {}),
      });
      // then
      expect(`${role} ${reply.status}`).toBe(`${role} ${route.audience?.includes(role) ? 404 : 403}`);
      expect(reply.text).not.toContain('北门');
    }
  });

  it('shows the organisation as far as the own community, posts to residents and names to staff', async () => {
    interface Seen {
      readonly units: readonly { readonly path: string }[];
      readonly posts: readonly { readonly scope: string; readonly name: string | null }[];
    }
    const seen = async (who: Client) => (await who.raw('GET', '/api/organisation')).body as Seen;
    const [here, there, staff] = await Promise.all([callers.resident, outsiders.resident, callers.worker].map(seen));
    expect(here?.units.some(({ path }) => path.startsWith('qinghe/qhl'))).toBe(true);
    expect(here?.units.some(({ path }) => path.startsWith('qinghe/sjl'))).toBe(false);
    expect(there?.units.map(({ path }) => path)).toEqual(['qinghe', 'qinghe/sjl']);
    expect(there?.posts.some(({ scope }) => scope.startsWith('qinghe/qhl'))).toBe(false);
    expect(here?.posts.map(({ name }) => name)).toEqual(here?.posts.map(() => null));
    expect(staff?.posts.map(({ name }) => name)).toContain('王敏');
    // and who is staff of one community and only lives in the other sees there what residents see
    const { app } = served.heyi;
    const at = { place: '青禾里社区', role: 'resident', scope: 'qinghe/qhl', document: null } as const;
    const neighbour = await app.get(People).add({ name: '冯两', ...at });
    await app.get(People).appoint(neighbour, 'worker', 'qinghe/sjl', { document: DOCUMENT });
    await app.get(Accounts).create('fengliang', DEMO_PASSWORD, neighbour);
    const posts = (await seen(await served.signedIn('fengliang'))).posts;
    const named = posts.filter(({ name }) => name !== null).map(({ name }) => name);
    expect(named).toContain('孙涛');
    expect(named).not.toContain('王敏');
    expect(posts.some(({ scope, name }) => scope === 'qinghe/qhl' && name === null)).toBe(true);
  });

  it('lets an administrator of one community change nothing of another', async () => {
    const post = { name: '郑新', place: '居委会', role: 'grid', document: DOCUMENT };
    const ask = async (path: string, body: object) => {
      const headers = await outsiders.administrator.intent(newKey());
      return refusal(await outsiders.administrator.raw('POST', `/api/organisation/${path}`, { headers, body }));
    };
    const unit = { path: 'qinghe/qhl/e9', name: '新苑', kind: 'estate' };
    const body = { kind: 'grid', name: '新网格', scope: 'qinghe/qhl' };
    const { appointments } = await served.heyi.app.get(People).state();
    const wangmin = Object.values(appointments).find(({ role }) => role === 'worker');
    expect(await ask('units', { units: [unit] })).toBe('404 unknown-scope');
    expect(await ask('bodies', { bodies: [body] })).toBe('404 unknown-scope');
    expect(await ask('appointments', { ...post, scope: 'qinghe/qhl' })).toBe('404 unknown-scope');
    const ended = { appointment: wangmin?.appointment ?? '' };
    expect(await ask('dismissals', ended)).toBe('404 unknown-appointment');
    // the first of several is the own one: the rest is refused all the same, and nothing is done
    const own = { path: 'qinghe/sjl/e1', name: '松江苑', kind: 'estate' };
    expect(await ask('units', { units: [own, unit] })).toBe('403 scope-does-not-fit');
    expect(await ask('appointments', { ...post, scope: 'qinghe/sjl' })).toBe('201 ');
    const named = { ...post, name: '', person: wangmin?.person ?? '', scope: 'qinghe/sjl' };
    expect(await ask('appointments', named)).toBe('404 unknown-person');
  });

  it('shows another community empty lists', async () => {
    const { resident, worker } = outsiders;
    expect(await resident.port.home()).toEqual({ duties: [], matters: [], notices: [] });
    expect(await resident.port.matters()).toEqual([]);
    expect(await resident.port.inbox()).toEqual([]);
    expect(await worker.port.tasks('todo')).toEqual([]);
    expect(await worker.port.tasks('done')).toEqual([]);
    expect(await worker.port.listCounts()).toEqual({ todo: 0, done: 0, started: 0, copied: 0, watched: 0 });
    expect(await worker.port.terms()).toMatchObject({ terms: [], pending: [] });
    expect(await worker.port.alarms()).toEqual([]);
    expect((await resident.port.clock()).next).toBeNull();
  });

  it('refuses a route for which nobody was named, to everybody', async () => {
    // given a controller that forgot to say who may call it, behind the same guard
    @Controller('bare')
    class Bare {
      @Get()
      open() {
        return 'open';
      }
    }
    const { app } = served.heyi;
    @Module({
      controllers: [Bare],
      providers: [
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: Accounts, useValue: app.get(Accounts) },
        { provide: People, useValue: app.get(People) },
        { provide: Standings, useValue: app.get(Standings) },
      ],
    })
    class BareModule {}
    const bare = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
    await bare.register(cookie);
    await bare.init();
    try {
      const status = async (who: Client) =>
        (await bare.inject({ method: 'GET', url: '/bare', headers: who.cookie === null ? {} : { cookie: who.cookie } }))
          .statusCode;
      // then
      expect(
        await Promise.all([callers.nobody, callers.resident, callers.worker, callers.administrator].map(status)),
      ).toEqual([401, 403, 403, 403]);
    } finally {
      await bare.close();
    }
  });

  it('takes a session away for good when somebody signs out', async () => {
    // given
    const who = await served.signedIn('jumin5');
    const stolen = who.cookie ?? '';
    // when
    await who.port.signOut(newKey());
    // then
    const reply = await served.visitor().raw('GET', '/api/home', { headers: { cookie: stolen } });
    expect(refusal(reply)).toBe('401 not-signed-in');
    expect(served.errors).toEqual([]);
  });
});

/** A procedure that a clerk of this community drew and its administrator approved; its next version is submitted. */
async function procedureOfOurs(served: Served): Promise<{ readonly procedure: string; readonly draft: string }> {
  const { app } = served.heyi;
  const scope = 'qinghe/qhl';
  const post = { place: '青禾里社区', role: 'street', scope, document: DOCUMENT } as const;
  await app.get(Accounts).create('bangban', DEMO_PASSWORD, await app.get(People).add({ name: '杜衡', ...post }));
  const clerk = await served.signedIn('bangban');
  const admin = await served.signedIn('guanli');
  const begin = async (procedure: string, as: 'copy' | 'version') => {
    const from = { procedure, version: 1, as };
    const { value } = await clerk.port.beginDraft({ scope, from, file: null }, newKey());
    const about = { ...value.about, use: { zh: `${value.about.use.zh}（本社区）`, en: '' } };
    const { draft, revision, files } = value;
    await clerk.port.saveDraft(draft, { revision, about, files }, newKey());
    return (
      await clerk.port.submitDraft(
        draft,
        { revision: revision + 1, seen: true, running: 'stay', document: true },
        newKey(),
      )
    ).value;
  };
  const first = await begin('first-vote', 'copy');
  await admin.port.approveDraft(first.draft, { hash: first.hash ?? '' }, newKey());
  const { procedure, draft } = await begin(first.procedure, 'version');
  return { procedure, draft };
}

/** A second community of the street with one resident, one worker and an administrator of its own. */
async function another({ heyi: { app } }: Served): Promise<void> {
  const people = app.get(People);
  await people.found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
  for (const [account, name, role] of [
    ['linju', '何静', 'resident'],
    ['lingong', '孙涛', 'worker'],
    ['linguan', '周岩', 'administrator'],
    ['linshen', '卫清', 'auditor'],
  ] as const) {
    const person = await people.add({ name, place: '松江里社区', role, scope: 'qinghe/sjl', document: DOCUMENT });
    await app.get(Accounts).create(account, DEMO_PASSWORD, person);
  }
}
