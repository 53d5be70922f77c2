import {
  commandTo,
  fractionValue,
  isContext,
  nameOrNull,
  openedStream,
  referenceValue,
  textOrNull,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import type { MeetingState } from './types.js';
import { quorumOf } from './views.js';

/**
 * `meeting.open`: a meeting of these members (as `council.settle` returned them; only `elector` and `kind` are read).
 * Left out: form `council`, quorum more than half of the seats, two rounds, and as chair the member whose seat is
 * `convenor`.
 */
export const openJob: PureJob = {
  type: 'meeting.open',
  input: {
    council: { type: 'string', required: false },
    members: { type: 'list', required: true },
    title: { type: 'text', required: false },
    agenda: { type: 'list', required: false },
    form: { type: 'string', required: false },
    quorum: { type: 'fraction', required: false },
    rounds: { type: 'integer', required: false },
    chair: { type: 'string', required: false },
  },
  output: { meeting: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan(input, context): JobPlan | JobProblem {
    const { council, members, title, agenda, form, quorum, rounds, chair } = input;
    if (!Array.isArray(members)) return { problem: 'input-missing', values: { field: 'members' } };
    const command = {
      type: 'open',
      matter: context.instance,
      scope: context.scope,
      council: nameOrNull(council),
      title: textOrNull(title),
      agenda: Array.isArray(agenda) ? agenda : [],
      form: form ?? 'council',
      quorum: isContext(quorum) ? fractionValue(quorum) : { num: 1, den: 2, op: '>' },
      rounds: rounds ?? 2,
      members: members.map(memberOf),
      chair: nameOrNull(chair),
    };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'meeting', command }] };
  },
  result: (_input, after) => openedStream('meeting', after),
};

/** `meeting.quorum`: how many seats came and whether that is the quorum. */
export const quorumJob: PureJob = {
  type: 'meeting.quorum',
  input: { meeting: { type: 'string', required: true } },
  output: {
    present: { type: 'integer', required: true },
    seats: { type: 'integer', required: true },
    met: { type: 'boolean', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('meeting', input, { type: 'quorum' }),
  result(_input, after): Variables | JobProblem {
    const [meeting] = after;
    if (meeting === undefined) return { problem: 'stream-missing' };
    return { ...quorumOf(meeting.state as MeetingState), reference: referenceValue(meeting.record) };
  },
};

/**
 * `meeting.close`: the gate. `closed` says whether it is through; else `result` or `minutes` is what is missing, and it
 * is asked again. Where fewer came than the quorum, it closes with the result `no-quorum`.
 */
export const closeJob: PureJob = {
  type: 'meeting.close',
  input: { meeting: { type: 'string', required: true } },
  output: {
    closed: { type: 'boolean', required: true },
    result: { type: 'string', required: false },
    present: { type: 'integer', required: true },
    seats: { type: 'integer', required: true },
    turns: { type: 'integer', required: true },
    options: { type: 'integer', required: true },
    minority: { type: 'integer', required: true },
    minutes: { type: 'boolean', required: true },
    reference: { type: 'reference', required: true },
  },
  plan: (input) => commandTo('meeting', input, { type: 'close' }),
  result(_input, after): Variables | JobProblem {
    const [meeting] = after;
    if (meeting === undefined) return { problem: 'stream-missing' };
    const state = meeting.state as MeetingState;
    const { present, seats, met } = quorumOf(state);
    const closed = state.status === 'closed';
    return {
      closed,
      result: closed && !met ? 'no-quorum' : (state.conclusion?.result ?? null),
      present,
      seats,
      turns: state.turns.filter(({ spoke }) => spoke).length,
      options: state.options.length,
      minority: state.minority.length,
      minutes: state.minutes !== null,
      reference: referenceValue(meeting.record),
    };
  },
};

/** Anything that is no member becomes an empty one, which opening then refuses. */
function memberOf(value: StoredValue): StoredValue {
  const { elector, kind } = isContext(value) ? value : {};
  return { p: typeof elector === 'string' ? elector : '', kind: typeof kind === 'string' ? kind : '' };
}
