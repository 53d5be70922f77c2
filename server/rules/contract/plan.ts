import type { StoredValue } from '#engine';
import type { JobPlan, JobProblem, StreamAfter, Variables } from './index.js';
import { referenceValue } from './input.js';

/** One command for the stream that the input names under its kind, `{poll: "…"}`; the problem `input-missing` where it names none. */
export function commandTo(
  kind: string,
  input: Variables,
  command: Readonly<{ type: string } & Record<string, StoredValue>>,
): JobPlan | JobProblem {
  const stream = input[kind];
  if (typeof stream !== 'string' || stream === '') return { problem: 'input-missing', values: { field: kind } };
  return { commands: [{ stream, kind, command }] };
}

/** What a job returns that opened one stream: its id under its kind, and the record that opened it. */
export function openedStream(kind: string, after: readonly StreamAfter[]): Variables | JobProblem {
  const [opened] = after;
  if (opened === undefined) return { problem: 'stream-missing' };
  return { [kind]: opened.stream, reference: referenceValue(opened.record) };
}
