import type { EntityStream, StoredValue } from '#engine';

/**
 * The commands the runtime gives by itself, in one place: the instance decider defines what they mean. `at`, `by` and
 * `facts` are added when they are decided.
 */
export type Asked = Readonly<{ type: string } & Record<string, StoredValue>>;
type Variables = Readonly<Record<string, StoredValue>>;

export const start = (variables: Variables, scope: string, extra: Variables): Asked => ({
  ...extra,
  type: 'start',
  variables,
  scope,
});

export const fireTimer = (key: number): Asked => ({ type: 'fireTimer', key });

export const deliverMessage = (key: number, variables: StoredValue): Asked => ({
  type: 'deliverMessage',
  key,
  variables,
});

export const deliverSignal = (key: number, variables: StoredValue): Asked => ({
  type: 'deliverSignal',
  key,
  variables,
});

export const completeJob = (key: number, variables: Variables, streams: readonly EntityStream[]): Asked => ({
  type: 'completeJob',
  key,
  variables,
  ...(streams.length === 0 ? null : { streams }),
});

export const failJob = (key: number, retries: number, backOff: number, code: string, values: Variables): Asked => ({
  type: 'failJob',
  key,
  retries,
  backOff,
  code,
  values,
});

export const throwError = (key: number, code: string, variables: Variables): Asked => ({
  type: 'throwError',
  key,
  code,
  variables,
});

/** A year of the calendar became known: its hash is among the command's facts. */
export const setCalendar = (): Asked => ({ type: 'setCalendar' });

/** On the calendar's own stream: `file` is its exact text, `hash` of its bytes. */
export const loadYear = (year: number, hash: string, file: string): Asked => ({ type: 'loadYear', year, hash, file });

/** On the same: `file` is the exact text of a closing, `hash` of its bytes. */
export const closeDays = (scope: string, n: number, hash: string, file: string): Asked => ({
  type: 'closeDays',
  scope,
  n,
  hash,
  file,
});

export const reopenDays = (scope: string, n: number, reason: string): Asked => ({
  type: 'reopenDays',
  scope,
  n,
  reason,
});
