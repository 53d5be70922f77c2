import {
  commandTo,
  openedStream,
  referenceValue,
  termOrNull,
  textOrNull,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StreamAfter,
  type Variables,
} from '../contract/index.js';
import type { OpinionsState } from './types.js';
import { openItems } from './views.js';

/** `opinions.open`: starts collecting. `term` only says what the notice reads; the matter's timer ends it. */
export const openJob: PureJob = {
  type: 'opinions.open',
  input: {
    title: { type: 'text', required: false },
    text: { type: 'text', required: false },
    term: { type: 'context', required: false },
  },
  output: { opinions: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan({ title, text, term }, context): JobPlan {
    const command = {
      type: 'open',
      matter: context.instance,
      scope: context.scope,
      title: textOrNull(title),
      text: textOrNull(text),
      term: termOrNull(term),
    };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'opinions', command }] };
  },
  result: (_input, after) => openedStream('opinions', after),
};

/** `opinions.close`: collecting ends; what is not answered stays to be answered. */
export const closeJob: PureJob = {
  type: 'opinions.close',
  input: { opinions: { type: 'string', required: true } },
  output: {
    open: { type: 'integer', required: true },
    total: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('opinions', input, { type: 'close' }),
  result: (_input, after) => countsOf(after),
};

/** `opinions.check`: the gate. `open` 0 settles the set; else `first` is the number of the first open one. */
export const checkJob: PureJob = {
  type: 'opinions.check',
  input: { opinions: { type: 'string', required: true } },
  output: {
    opinions: { type: 'string', required: true },
    open: { type: 'integer', required: true },
    total: { type: 'integer', required: true },
    first: { type: 'integer', required: false },
    adopted: { type: 'integer', required: true },
    partly: { type: 'integer', required: true },
    declined: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('opinions', input, { type: 'check' }),
  result: (_input, after) => countsOf(after),
};

function countsOf(after: readonly StreamAfter[]): Variables | JobProblem {
  const [opinions] = after;
  if (opinions === undefined) return { problem: 'stream-missing' };
  const state = opinions.state as OpinionsState;
  const open = openItems(state);
  const answered = (outcome: string): number => state.items.filter((item) => item.answer?.outcome === outcome).length;
  return {
    opinions: opinions.stream,
    open: open.length,
    total: state.items.length,
    first: open[0]?.n ?? null,
    adopted: answered('adopt'),
    partly: answered('partly'),
    declined: answered('decline'),
    reference: referenceValue(opinions.record),
  };
}
