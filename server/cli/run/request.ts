import type { StoredValue } from '#engine';
import { dueOfDate } from '#engine/expression';
import { isContext } from '../json/read.js';
import { isStep, type Step } from './steps.js';

/** A file of a request with its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What `heyi run` runs, files already read. */
export interface RunRequest {
  readonly file: SourceFile;
  readonly with: readonly SourceFile[];
  /** Id of the process; without it the one no other process of the file calls. */
  readonly process?: string;
  readonly variables: Readonly<Record<string, StoredValue>>;
  readonly script: readonly Step[];
  /** UTC milliseconds at which the clock starts. */
  readonly at: number;
}

/** 2026-01-01T00:00:00+08:00 */
export const DEFAULT_START = 1_767_196_800_000;

/** A request that cannot be understood; `code` is a sentence of `server/text`. */
export class RequestFault extends Error {
  constructor(
    readonly code: string,
    readonly values: Readonly<Record<string, StoredValue>> = {},
  ) {
    super(code);
  }
}

/** The instant of an ISO text, local ones in China. Throws `RequestFault`. */
export function instantOf(text: StoredValue): number {
  if (typeof text !== 'string') throw new RequestFault('cli.instant', { text: JSON.stringify(text) });
  const due = dueOfDate(text, { at: 0 });
  if (!due.ok || due.at < 0) throw new RequestFault('cli.instant', { text });
  return due.at;
}

/** Variables of a request. Throws `RequestFault`. */
export function variablesOf(value: StoredValue, what: string): Readonly<Record<string, StoredValue>> {
  if (!isContext(value)) throw new RequestFault('cli.json-object', { what });
  return value;
}

/** The steps of a script; each is an object. Throws `RequestFault`. */
export function scriptOf(value: StoredValue): readonly Step[] {
  if (!Array.isArray(value)) throw new RequestFault('cli.json-array', { what: 'script' });
  return value.map((step: StoredValue, index) => {
    if (!isStep(step)) throw new RequestFault('cli.script-step', { number: index + 1 });
    return step;
  });
}
