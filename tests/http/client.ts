import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpPort, PortProblem, type Language, type Port } from '#web/port';

/** An HTTP answer as it came. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly bytes: Buffer;
  /** Parsed; undefined where it is not JSON. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string or bytes are sent as they are. */
  readonly body?: unknown;
}

/** Somebody at a browser: a cookie, and the port the pages use. */
export interface Client {
  readonly port: Port;
  language: Language;
  /** A call the port would not make; only the cookie is added. */
  raw(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, sent?: Sent): Promise<Reply>;
  /** Headers of a call that changes something. */
  intent(key: string): Promise<Record<string, string>>;
  readonly cookie: string | null;
}

/** `session`: the cookie of somebody signed in already. `address` is where the calls seem to come from: the rate of sign-ins is limited for each. */
export function client(app: NestFastifyApplication, address: string, session: string | null = null): Client {
  let cookie = session;

  async function send(method: string, url: string, { headers = {}, body }: Sent = {}): Promise<Reply> {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { 'x-forwarded-for': address, ...(cookie === null ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { payload: isRaw(body) ? body : JSON.stringify(body) }),
    });
    const set = answer.headers['set-cookie'];
    if (set !== undefined) cookie = String(set).split(';')[0] ?? null;
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type'] ?? ''),
      text: answer.body,
      bytes: answer.rawPayload,
      body: read(answer.body),
      headers: answer.headers,
    };
  }

  const self: Client = {
    language: 'zh-CN',
    port: createHttpPort({
      language: () => self.language,
      EventSource: undefined,
      fetch: async (input, init = {}) => {
        const headers = init.headers as Record<string, string>;
        const { body } = init;
        const { status, bytes } = await send(init.method ?? 'GET', String(input), {
          headers,
          body: body instanceof Blob ? Buffer.from(await body.arrayBuffer()) : (body ?? undefined),
        });
        return new Response(new Uint8Array(bytes), { status });
      },
    }),
    raw: (method, url, { headers = {}, body } = {}) =>
      send(method, url, {
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body,
      }),
    async intent(key) {
      const { csrf } = await self.port.session();
      return { 'idempotency-key': key, 'x-csrf-token': csrf };
    },
    get cookie() {
      return cookie;
    },
  };
  return self;
}

/** The problem a call ends with; fails where it is carried out. */
export async function problemOf(call: Promise<unknown>): Promise<PortProblem> {
  const answer = await call.then(
    (value) => ({ value }),
    (problem: unknown) => ({ problem }),
  );
  if (!('problem' in answer)) throw new Error(`carried out: ${JSON.stringify(answer.value)}`);
  if (!(answer.problem instanceof PortProblem)) throw answer.problem;
  return answer.problem;
}

function isRaw(body: unknown): body is string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
