import {
  fractionValue,
  isContext,
  nameOrNull,
  openedStream,
  referenceValue,
  termOrNull,
  textOrNull,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import { boardOf, inBoardOrder } from './board.js';
import type { OpenedBallot, PollState } from './types.js';

/**
 * `poll.open`: opens a poll on a frozen roll (`roll` as `roll.freeze` returned it, its stream as `stream`). `attending`
 * is how many heads came to the meeting that votes: quorum and threshold then count from them. The roll is locked with
 * it. `consequences` says what follows from each result: a step that hands it on must fill both; steps published before
 * it was asked for hand on none.
 */
export const openJob: PureJob = {
  type: 'poll.open',
  input: {
    title: { type: 'text', required: false },
    question: { type: 'string', required: true },
    consequences: { type: 'context', required: false },
    roll: { type: 'context', required: true },
    quorum: { type: 'fraction', required: true },
    threshold: { type: 'fraction', required: true },
    term: { type: 'context', required: false },
    pack: { type: 'string', required: false },
    attending: { type: 'integer', required: false },
  },
  output: { poll: { type: 'string', required: true }, reference: { type: 'reference', required: true } },
  plan(input, context): JobPlan | JobProblem {
    const { title, question, consequences, roll, quorum, threshold, term, pack, attending } = input;
    if (typeof question !== 'string') return { problem: 'input-missing', values: { field: 'question' } };
    if (!isContext(roll)) return { problem: 'input-missing', values: { field: 'roll' } };
    if (!isContext(quorum)) return { problem: 'input-missing', values: { field: 'quorum' } };
    if (!isContext(threshold)) return { problem: 'input-missing', values: { field: 'threshold' } };
    const command = {
      type: 'open',
      matter: context.instance,
      scope: context.scope,
      title: textOrNull(title),
      question,
      ...(isContext(consequences) ? { consequences: { passed: null, not: null, ...consequences } } : {}),
      roll: { stream: '', electors: 0, heads: 0, root: '', reference: null, ...roll },
      quorum: fractionValue(quorum),
      threshold: fractionValue(threshold),
      term: termOrNull(term),
      pack: nameOrNull(pack),
      attending: attending ?? null,
    };
    const poll = context.ids[0] ?? '';
    // the roll stays as it is from now on: a change would move the lines that ballots point at
    const { stream, root } = command.roll;
    const lock = { type: 'lock', holder: poll, root };
    return {
      commands: [
        { stream: poll, kind: 'poll', command },
        ...(typeof stream === 'string' && stream !== '' ? [{ stream, kind: 'roll', command: lock }] : []),
      ],
    };
  },
  result: (_input, after) => openedStream('poll', after),
};

/**
 * `poll.close`: names the board, then counts it. The board comes as a fact after the poll was locked, so that the ballots
 * named are all there are.
 */
export const closeJob: PureJob = {
  type: 'poll.close',
  input: { poll: { type: 'string', required: true } },
  output: {
    outcome: { type: 'string', required: true },
    counts: { type: 'context', required: true },
    electors: { type: 'integer', required: true },
    attending: { type: 'integer', required: true },
    quorum: { type: 'list', required: true },
    threshold: { type: 'list', required: true },
    board: { type: 'context', required: true },
    reference: { type: 'reference', required: true },
  },
  plan(input, context): JobPlan | JobProblem {
    const poll = input['poll'];
    if (typeof poll !== 'string' || poll === '') return { problem: 'input-missing', values: { field: 'poll' } };
    const found = context.facts['board'];
    if (found === undefined) return { commands: [], needs: [{ name: 'board', kind: 'board', parameters: { poll } }] };
    if (!Array.isArray(found)) return { problem: 'board-missing', values: { poll } };
    const ballots = inBoardOrder(found.map(openedOf));
    if (ballots === null) return { problem: 'board-invalid', values: { fault: 'ballot', row: 0 } };
    const { size, root } = boardOf(ballots);
    const opened = ballots.map(({ leaf, choice, salt }): StoredValue => ({ leaf, choice, salt }));
    return {
      commands: [
        { stream: poll, kind: 'poll', command: { type: 'close', size, root } },
        { stream: poll, kind: 'poll', command: { type: 'tally', ballots: opened } },
      ],
    };
  },
  result(_input, after): Variables | JobProblem {
    const poll = after.at(-1);
    const state = poll?.state as PollState | undefined;
    if (poll === undefined || state === undefined || state.result === null || state.board === null)
      return { problem: 'stream-missing' };
    const { outcome, counts, electorate, attending, quorum, threshold } = state.result;
    return {
      outcome,
      counts: { ...counts },
      electors: electorate,
      attending,
      quorum: quorum.map((test): StoredValue => ({ ...test })),
      threshold: threshold.map((test): StoredValue => ({ ...test })),
      board: { size: state.board.size, root: state.board.root },
      reference: referenceValue(poll.record),
    };
  },
};

/** Anything that is no ballot row becomes an empty one, which the board's order then refuses. */
function openedOf(row: StoredValue): OpenedBallot {
  const { leaf, choice, salt } = isContext(row) ? row : {};
  return { leaf: textOf(leaf), choice: textOf(choice), salt: textOf(salt) };
}

function textOf(value: StoredValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
