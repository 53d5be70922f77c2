import type { Plain } from './views.js';

/** Codes a transport makes itself; every other code comes from the server (refusals, checks, rights). */
export const OFFLINE = 'offline';
export const UNREADABLE = 'unreadable-answer';

/**
 * A call that was not carried out. Over HTTP it is `application/problem+json` with `{code, title, detail, status, values}`;
 * `message` is the sentence for people in the language asked for (`detail`). `status` 0: the server was not reached,
 * so it is unknown whether a mutating call took effect: repeat it with the same key.
 */
export class PortProblem extends Error {
  override readonly name = 'PortProblem';
  readonly code: string;
  readonly status: number;
  readonly values: Readonly<Record<string, Plain>>;

  constructor(code: string, message: string, status: number, values: Readonly<Record<string, Plain>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.values = values;
  }
}
