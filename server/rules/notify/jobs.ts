import {
  isContext,
  referenceValue,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type Variables,
} from '../contract/index.js';

/** `notify.send`: tells a role within a scope (the matter's unless named), by code; no words of ours and no personal data in it. */
export const sendJob: PureJob = {
  type: 'notify.send',
  input: {
    role: { type: 'string', required: true },
    scope: { type: 'string', required: false },
    code: { type: 'string', required: true },
    values: { type: 'context', required: false },
  },
  output: { notification: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan({ role, scope, code, values }, context): JobPlan | JobProblem {
    if (typeof role !== 'string') return { problem: 'input-missing', values: { field: 'role' } };
    if (typeof code !== 'string') return { problem: 'input-missing', values: { field: 'code' } };
    const command = {
      type: 'send',
      matter: context.instance,
      role,
      scope: typeof scope === 'string' ? scope : context.scope,
      code,
      values: isContext(values) ? values : {},
    };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'notification', command }] };
  },
  result(_input, after): Variables | JobProblem {
    const [sent] = after;
    return sent === undefined
      ? { problem: 'stream-missing' }
      : { notification: sent.stream, reference: referenceValue(sent.record) };
  },
};
