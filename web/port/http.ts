import { administrationCalls } from './administration.js';
import { accountCalls, type SignedIn } from './accounts.js';
import { fileName } from './files.js';
import { listCalls } from './lists.js';
import { organisationCalls } from './organisation.js';
import { boardCalls } from './board.js';
import { closingCalls } from './closings.js';
import { helpCalls } from './help.js';
import { overviewCalls } from './overview.js';
import type { Key, Port } from './port.js';
import { OFFLINE, PortProblem, UNREADABLE } from './problem.js';
import { procedureCalls } from './procedures.js';
import { recallCalls } from './recall.js';
import { registerCalls } from './register.js';
import { reminderCalls } from './reminders.js';
import { deputyCalls } from './deputies.js';
import { seatCalls } from './seats.js';
import { ROUTES } from './routes.js';
import { tracingCalls } from './tracing.js';
import type { Change, Language, Plain, Session } from './views.js';

export interface HttpPortOptions {
  /** Asked anew at every call. */
  readonly language: () => Language;
  /** Where the server is; empty for the page's own origin. */
  readonly base?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** For tests and for browsers without it: without one, live updates are off and pages still work. */
  readonly EventSource?: typeof globalThis.EventSource | undefined;
  /** Milliseconds before a call counts as `offline`. */
  readonly patience?: number;
}

/** A key for one act of one person: 24 random characters. */
export function newKey(): Key {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}

/** The port over HTTP. Keeps the CSRF token of the last `session` and nothing else. */
export function createHttpPort(options: HttpPortOptions): Port {
  const base = options.base ?? '';
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  let csrf: string | null = null;

  async function call<T>(
    name: keyof Port,
    parts: readonly string[],
    more: { body?: unknown; key?: Key; query?: string; raw?: boolean } = {},
  ): Promise<T> {
    const route = ROUTES[name];
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language() };
    if (more.key !== undefined) {
      headers['idempotency-key'] = more.key;
      headers['x-csrf-token'] = csrf ?? (await session()).csrf;
    }
    const bytes = more.body instanceof Blob ? more.body : null;
    if (more.body !== undefined) headers['content-type'] = bytes ? 'application/octet-stream' : 'application/json';
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), options.patience ?? 30_000);
    let response: Response;
    let text = '';
    let blob: Blob | null = null;
    try {
      response = await send(base + fill(route.path, parts) + (more.query ?? ''), {
        method: route.method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: stop.signal,
        ...(more.body === undefined ? {} : { body: bytes ?? JSON.stringify(more.body) }),
      });
      if (more.raw === true && response.ok) blob = await response.blob();
      else text = await response.text();
    } catch {
      throw new PortProblem(OFFLINE, '', 0);
    } finally {
      clearTimeout(timer);
    }
    if (blob !== null) return blob as T;
    const answer = readJson(text);
    if (!response.ok) throw problemOf(answer, response.status);
    if (answer === undefined) throw new PortProblem(UNREADABLE, '', response.status);
    return answer as T;
  }

  async function session(): Promise<Session> {
    const answer = await call<Session>('session', []);
    csrf = answer.csrf;
    return answer;
  }

  /** A session that ended elsewhere also changed the token: forget it, so that the next act asks again. */
  async function change<T>(
    name: keyof Port,
    parts: readonly string[],
    body: unknown,
    key: Key,
    query = '',
  ): Promise<T> {
    try {
      return await call<T>(name, parts, { body, key, query });
    } catch (problem) {
      if (problem instanceof PortProblem && (problem.status === 401 || problem.status === 403)) csrf = null;
      throw problem;
    }
  }

  return {
    session,
    async signIn(body, key) {
      const answer = await change<{ settled: boolean; value: SignedIn }>('signIn', [], body, key);
      csrf = answer.value.csrf;
      return answer;
    },
    async acceptInvitation(body, key) {
      const answer = await change<{ settled: boolean; value: SignedIn }>('acceptInvitation', [], body, key);
      csrf = answer.value.csrf;
      return answer;
    },
    async secondFactor(body, key) {
      const answer = await change<{ settled: boolean; value: Session }>('secondFactor', [], body, key);
      csrf = answer.value.csrf;
      return answer;
    },
    ...accountCalls({ read: (name, parts, query = '') => call(name, parts, { query }), change }),
    ...organisationCalls({ read: call, change }),
    ...registerCalls({ read: call, change }),
    ...listCalls({ read: (name, parts, query = '') => call(name, parts, { query }), change }),
    ...procedureCalls({ read: call, change }),
    ...tracingCalls({ read: call }),
    ...administrationCalls({ read: call, change }),
    ...overviewCalls({ read: call }),
    ...boardCalls({ read: call }),
    ...closingCalls({ read: call, change }),
    ...helpCalls({ read: call }),
    ...reminderCalls({ read: call, change }),
    ...seatCalls({ change }),
    ...deputyCalls({ read: call, change }),
    ...recallCalls({ change }),
    async signOut(key) {
      const answer = await change<{ settled: boolean; value: Session }>('signOut', [], undefined, key);
      csrf = answer.value.csrf;
      return answer;
    },
    clock: () => call('clock', []),
    moveClock: (body, key) => change('moveClock', [], body, key),
    home: () => call('home', []),
    myBallots: () => call('myBallots', []),
    opinions: (id) => call('opinions', [id]),
    giveOpinion: (id, body, key) => change('giveOpinion', [id], body, key),
    poll: (id) => call('poll', [id]),
    cast: (id, body, key) => change('cast', [id], body, key),
    notice: (id) => call('notice', [id]),
    object: (id, body, key) => change('object', [id], body, key),
    matters: () => call('matters', []),
    matter: (id) => call('matter', [id]),
    trace: (id) => call('trace', [id]),
    evidence: (id) => call('evidence', [id]),
    operations: (id) => call('operations', [id]),
    previewOperation: (id, body, key) => change('previewOperation', [id], body, key),
    operate: (id, body, key) => change('operate', [id], body, key),
    previewModify: (id, body, key) => change('previewModify', [id], body, key),
    modify: (id, body, key) => change('modify', [id], body, key),
    previewMigrate: (id, body, key) => change('previewMigrate', [id], body, key),
    migrate: (id, body, key) => change('migrate', [id], body, key),
    inbox: () => call('inbox', []),
    readMessages: (body, key) => change('readMessages', [], body, key),
    readMessage: (id, key) => change('readMessage', [id], {}, key),
    tasks: (list) => call('tasks', [], { query: `?list=${list}` }),
    task: (id, glance) => call('task', [id], { query: glance === true ? '?glance=true' : '' }),
    claim: (id, key) => change('claim', [id], {}, key),
    complete: (id, body, key) => change('complete', [id], body, key),
    answerOpinion: (id, item, body, key) => change('answerOpinion', [id, item], body, key),
    answerObjection: (id, item, body, key) => change('answerObjection', [id, item], body, key),
    entity: (kind, id) => call('entity', [kind, id]),
    act: (kind, id, act, body, key) => change('act', [kind, id, act], body, key),
    lines: (kind, id, person) => call('lines', [kind, id, person]),
    electors: (roll, words) => call('electors', ['roll', roll], { query: `?words=${encodeURIComponent(words)}` }),
    people: (matter, words) => call('people', [matter], { query: `?words=${encodeURIComponent(words)}` }),
    upload: (name, bytes, key) => change('upload', [], bytes, key, `?name=${encodeURIComponent(name)}`),
    file: (file, matter) =>
      call('file', [fileName(file)], {
        raw: true,
        query: matter === null ? '' : `?matter=${matter}`,
      }),
    procedures: () => call('procedures', []),
    startMatter: (body, key) => change('startMatter', [], body, key),
    calendars: () => call('calendars', []),
    loadCalendar: (file, key) => change('loadCalendar', [], file, key),
    alarms: () => call('alarms', []),
    retryIncident: (id, key) => change('retryIncident', [id], {}, key),
    subscribe: (listener) =>
      follow(
        base + ROUTES.subscribe.path,
        'EventSource' in options ? options.EventSource : globalThis.EventSource,
        listener,
      ),
  };
}

/** `/api/polls/:poll` with its parts, each one path segment. */
function fill(path: string, parts: readonly string[]): string {
  let next = 0;
  return path.replace(/:[a-z]+/g, () => encodeURIComponent(parts[next++] ?? ''));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function problemOf(answer: unknown, status: number): PortProblem {
  const body = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  const values =
    typeof body['values'] === 'object' && body['values'] !== null ? (body['values'] as Record<string, Plain>) : {};
  const code = typeof body['code'] === 'string' ? body['code'] : UNREADABLE;
  const sentence = typeof body['detail'] === 'string' ? body['detail'] : '';
  return new PortProblem(code, sentence, status, values);
}

/** The browser reconnects by itself; what was missed meanwhile is unknown, so pages are told to look again. */
function follow(
  url: string,
  Source: typeof globalThis.EventSource | undefined,
  listener: (change: Change) => void,
): () => void {
  if (Source === undefined) return () => undefined;
  const source = new Source(url);
  let opened = false;
  source.addEventListener('open', () => {
    if (opened) listener({ kind: 'session', id: null });
    opened = true;
  });
  source.addEventListener('change', (event) => {
    const change = readJson(String((event as MessageEvent).data));
    if (typeof change === 'object' && change !== null && 'kind' in change) listener(change as Change);
  });
  return () => source.close();
}
