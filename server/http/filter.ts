import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { say, hasSentence, type Language } from '#text';
import { Problem } from './problem.js';

interface Reply {
  getHeader(name: string): unknown;
  status(code: number): Reply;
  type(contentType: string): Reply;
  send(body: unknown): unknown;
}

/** The one place where what went wrong becomes an HTTP answer. What is not a `Problem` is a bug: logged, told as such. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<{ headers: Record<string, string | undefined>; method: string; url: string }>();
    const reply = http.getResponse<Reply>();
    const problem = asProblem(error, Number(reply.getHeader('retry-after') ?? 0));
    if (problem.status >= 500)
      this.#log.error(
        `${request.method} ${request.url.split('?')[0]}`,
        error instanceof Error ? error.stack : String(error),
      );
    answer(problem, request.headers['accept-language'], reply);
  }
}

/** What cannot even be routed, an address with broken escapes for one, never comes to Nest and its filter. */
export function answerUnroutable(
  _error: Error,
  request: { readonly headers: { readonly 'accept-language'?: string | undefined } },
  reply: unknown,
): void {
  answer(new Problem(400, 'invalid-request'), request.headers['accept-language'], reply as Reply);
}

function answer({ status, code, values }: Problem, accepted: string | undefined, reply: Reply): void {
  const detail = say(hasSentence(code) ? code : 'error.unexpected', values, languageOf(accepted));
  reply
    .status(status)
    .type('application/problem+json; charset=utf-8')
    .send({ type: `urn:heyi:problem:${code}`, title: detail, status, code, detail, values });
}

export function languageOf(header: string | undefined): Language {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh-CN';
}

/** `seconds`: how long a caller who asked too often has to wait. */
export function asProblem(error: unknown, seconds: number): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) {
    const status = error.getStatus();
    if (status === 429) return new Problem(429, 'too-many-tries', { seconds });
    const code = { 400: 'invalid-request', 404: 'not-found', 413: 'body-too-large', 415: 'invalid-request' }[status];
    return new Problem(status, code ?? (status < 500 ? 'invalid-request' : 'unexpected'));
  }
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem(status, status === 413 ? 'body-too-large' : 'invalid-request');
  return isDatabaseAway(error) ? new Problem(503, 'database-away') : new Problem(500, 'unexpected');
}

/** What drivers call a database that cannot be reached just now; keys make it safe to send the same request again. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'SQLITE_BUSY',
]);

/** Drivers put their code on the error, on the one it wraps, or (TypeORM) on `driverError`. */
function isDatabaseAway(error: unknown): boolean {
  const { code, cause, driverError } = (error ?? {}) as { code?: unknown; cause?: unknown; driverError?: unknown };
  return (
    (typeof code === 'string' && AWAY.has(code)) ||
    (cause instanceof Error && isDatabaseAway(cause)) ||
    (driverError instanceof Error && isDatabaseAway(driverError))
  );
}
