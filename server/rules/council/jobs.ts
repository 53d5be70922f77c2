import {
  commandTo,
  isContext,
  openedStream,
  referenceValue,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import type { CouncilState } from './types.js';
import { isComposed } from './views.js';

/** `council.open`: which kinds of seats there are, as the decision table gives them. */
export const openJob: PureJob = {
  type: 'council.open',
  input: {
    seats: {
      type: 'list',
      required: true,
      of: {
        kind: { type: 'string', required: true },
        side: { type: 'string', required: true },
        min: { type: 'integer', required: true },
        max: { type: 'integer', required: true },
        mandatory: { type: 'boolean', required: true },
      },
    },
  },
  output: { council: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan({ seats }, context): JobPlan | JobProblem {
    if (!Array.isArray(seats)) return { problem: 'input-missing', values: { field: 'seats' } };
    const command = { type: 'open', matter: context.instance, scope: context.scope, seats: seats.map(seatOf) };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'council', command }] };
  },
  result: (_input, after) => openedStream('council', after),
};

/** `council.settle`: the gate. `composed` says whether the seats stand; then `members` is a roll's `members`. */
export const settleJob: PureJob = {
  type: 'council.settle',
  input: { council: { type: 'string', required: true } },
  output: {
    council: { type: 'string', required: true },
    composed: { type: 'boolean', required: true },
    size: { type: 'integer', required: true },
    members: { type: 'list', required: true },
    conflicts: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('council', input, { type: 'settle' }),
  result(_input, after): Variables | JobProblem {
    const [council] = after;
    if (council === undefined) return { problem: 'stream-missing' };
    const state = council.state as CouncilState;
    const sitting = state.members.filter((member) => member.conflict === null);
    return {
      council: council.stream,
      composed: isComposed(state),
      size: sitting.length,
      members: sitting.map(({ n, kind, p }): StoredValue => ({ n, kind, elector: p, heads: 1, area: 0 })),
      conflicts: state.members.length - sitting.length,
      reference: referenceValue(council.record),
    };
  },
};

function seatOf(value: StoredValue): StoredValue {
  const { kind, side, min, max, mandatory } = isContext(value) ? value : {};
  return { kind: kind ?? null, side: side ?? null, min: min ?? null, max: max ?? null, mandatory: mandatory ?? null };
}
