import type { Refusal, StoredValue } from '#engine';

export type Values = Readonly<Record<string, StoredValue>>;

/**
 * An answer that is not 2xx: a stable code, what its sentence needs, and the HTTP status. The filter makes it
 * `application/problem+json` (RFC 9457) with the sentence in the reader's language.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly values: Values = {},
  ) {
    super(code);
  }
}

export const notFound = (code = 'not-found', values: Values = {}): Problem => new Problem(404, code, values);
export const forbidden = (code: string, values: Values = {}): Problem => new Problem(403, code, values);
export const invalid = (code: string, values: Values = {}): Problem => new Problem(422, code, values);

/** A decider's refusal, thrown on as the HTTP answer it means. */
export function refusedBy(refusal: Refusal): Problem {
  return new Problem(statusOf(refusal.refused), refusal.refused, refusal.values ?? {});
}

/** 403: not for this person. 404: no such thing here. 422: the input. Everything else is about the state: 409. */
function statusOf(code: string): number {
  if (FORBIDDEN.has(code)) return 403;
  if (code.startsWith('unknown-') || code.endsWith('-unknown') || MISSING.has(code)) return 404;
  if (
    code === 'delivery-day' ||
    code.startsWith('no-such-') ||
    code.startsWith('invalid-') ||
    code.endsWith('-invalid') ||
    code.endsWith('-too-long') ||
    code.endsWith('-empty')
  )
    return 422;
  return 409;
}

const MISSING = new Set(['no-such-opinion', 'no-such-objection']);
const FORBIDDEN = new Set([
  'role-does-not-fit',
  'scope-does-not-fit',
  'not-on-the-roll',
  'not-your-line',
  'not-assigned-to-you',
]);
