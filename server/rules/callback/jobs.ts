import {
  commandTo,
  openedStream,
  referenceValue,
  termOrNull,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type Variables,
} from '../contract/index.js';
import type { CallbackState } from './types.js';
import { countsOf } from './views.js';

/**
 * `callback.ask`: asks these people. `handlers` are those who did the work; they are neither asked nor may they enter an
 * answer. `term` is what the letter reads, the matter's timer ends it.
 */
export const askJob: PureJob = {
  type: 'callback.ask',
  input: {
    to: { type: 'list', required: true },
    handlers: { type: 'list', required: false },
    term: { type: 'context', required: false },
  },
  output: {
    callback: { type: 'string', required: true },
    asked: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan({ to, handlers, term }, context): JobPlan | JobProblem {
    if (!Array.isArray(to)) return { problem: 'input-missing', values: { field: 'to' } };
    const callback = context.ids[0] ?? '';
    const command = {
      type: 'ask',
      callback,
      matter: context.instance,
      scope: context.scope,
      to,
      handlers: Array.isArray(handlers) ? handlers : null,
      term: termOrNull(term),
    };
    return { commands: [{ stream: callback, kind: 'callback', command }] };
  },
  result(_input, after): Variables | JobProblem {
    const asked = (after[0]?.state as CallbackState | undefined)?.asked.length ?? 0;
    return { ...openedStream('callback', after), asked };
  },
};

/** `callback.close`: no more answers; counts them. */
export const closeJob: PureJob = {
  type: 'callback.close',
  input: { callback: { type: 'string', required: true } },
  output: {
    asked: { type: 'integer', required: true },
    answered: { type: 'integer', required: true },
    solved: { type: 'integer', required: true },
    satisfied: { type: 'integer', required: true },
    contacted: { type: 'integer', required: true },
    unanswered: { type: 'integer', required: true },
    outcome: { type: 'string', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('callback', input, { type: 'close' }),
  result(_input, after): Variables | JobProblem {
    const [callback] = after;
    if (callback === undefined) return { problem: 'stream-missing' };
    return { ...countsOf(callback.state as CallbackState), reference: referenceValue(callback.record) };
  },
};
