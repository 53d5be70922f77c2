import {
  isContext,
  referenceValue,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';

/**
 * `notify.send`: tells a role within a scope (the matter's unless named), or the people of the list `to` instead, by code;
 * no words of ours and no personal data in it.
 */
export const sendJob: PureJob = {
  type: 'notify.send',
  input: {
    role: { type: 'string', required: false },
    to: { type: 'list', required: false },
    scope: { type: 'string', required: false },
    code: { type: 'string', required: true },
    values: { type: 'context', required: false },
  },
  output: { notification: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan({ role, to, scope, code, values }, context): JobPlan | JobProblem {
    if (typeof role !== 'string' && !Array.isArray(to)) return { problem: 'input-missing', values: { field: 'role' } };
    if (typeof code !== 'string') return { problem: 'input-missing', values: { field: 'code' } };
    const audience: StoredValue = Array.isArray(to)
      ? { people: to }
      : { role: role ?? null, scope: typeof scope === 'string' ? scope : context.scope };
    const command = {
      type: 'send',
      matter: context.instance,
      to: audience,
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
