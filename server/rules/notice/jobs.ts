import {
  commandTo,
  isCount,
  isTerm,
  nameOrNull,
  openedStream,
  referenceValue,
  textOrNull,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StreamAfter,
  type Variables,
} from '../contract/index.js';
import type { NoticeState } from './types.js';
import { openObjections, upheldOf } from './views.js';

/**
 * `notice.publish`: `about` is the result it publishes; `term` is what the notice reads, the matter's timer ends it. With
 * `proof_required` it cannot end before somebody showed that it was posted.
 */
export const publishJob: PureJob = {
  type: 'notice.publish',
  input: {
    code: { type: 'string', required: true },
    title: { type: 'text', required: false },
    text: { type: 'text', required: false },
    about: { type: 'context', required: false },
    term: { type: 'context', required: true },
    pack: { type: 'string', required: false },
    proof_required: { type: 'boolean', required: false },
  },
  output: { notice: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan({ code, title, text, about, term, pack, proof_required: proofRequired }, context): JobPlan | JobProblem {
    if (typeof code !== 'string') return { problem: 'input-missing', values: { field: 'code' } };
    if (!isTerm(term)) return { problem: 'term-invalid' };
    const notice = context.ids[0] ?? '';
    const command = {
      type: 'publish',
      notice,
      matter: context.instance,
      scope: context.scope,
      code,
      title: textOrNull(title),
      text: textOrNull(text),
      about: about ?? null,
      term: { n: term.n, unit: term.unit },
      pack: nameOrNull(pack),
      proofRequired: proofRequired === true,
    };
    return { commands: [{ stream: notice, kind: 'notice', command }] };
  },
  result: (_input, after) => openedStream('notice', after),
};

/** `notice.close`: the term is over, objections end. */
export const closeJob: PureJob = {
  type: 'notice.close',
  input: { notice: { type: 'string', required: true } },
  output: {
    objections: { type: 'integer', required: true },
    open: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('notice', input, { type: 'close' }),
  result: (_input, after) => countsOf(after),
};

/** `notice.check`: whether objection `n` has its answer. */
export const checkJob: PureJob = {
  type: 'notice.check',
  input: { notice: { type: 'string', required: true }, n: { type: 'integer', required: true } },
  output: {
    answered: { type: 'boolean', required: true },
    open: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan(input): JobPlan | JobProblem {
    const n = input['n'];
    return isCount(n)
      ? commandTo('notice', input, { type: 'check', n })
      : { problem: 'input-missing', values: { field: 'n' } };
  },
  result(input, after): Variables | JobProblem {
    const counts = countsOf(after);
    const state = after[0]?.state as NoticeState | undefined;
    const answer = state?.objections[Number(input['n']) - 1]?.answer;
    return { ...counts, answered: answer !== undefined && answer !== null };
  },
};

/**
 * `notice.end`: the gate, and what the certificate is made of. An open objection refuses it (`objections-open`), a posting
 * nobody proved too where that is required (`proof-missing`); either makes the job an incident until it is put right.
 */
export const endJob: PureJob = {
  type: 'notice.end',
  input: { notice: { type: 'string', required: true } },
  output: {
    from: { type: 'instant', required: true },
    to: { type: 'instant', required: true },
    days: { type: 'integer', required: true },
    objections: { type: 'integer', required: true },
    upheld: { type: 'integer', required: true },
    proofs: { type: 'integer', required: true },
    restarts: { type: 'integer', required: true },
    root: { type: 'string', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('notice', input, { type: 'end' }),
  result(_input, after): Variables | JobProblem {
    const certificate = (after[0]?.state as NoticeState | undefined)?.certificate;
    if (certificate === undefined || certificate === null) return { problem: 'stream-missing' };
    return { ...countsOf(after), ...certificate };
  },
};

function countsOf(after: readonly StreamAfter[]): Variables | JobProblem {
  const [notice] = after;
  if (notice === undefined) return { problem: 'stream-missing' };
  const state = notice.state as NoticeState;
  return {
    notice: notice.stream,
    objections: state.objections.length,
    open: openObjections(state).length,
    upheld: upheldOf(state),
    reference: referenceValue(notice.record),
  };
}
