import type { Decision, HelpedLine } from '#engine';
import { fractionFault } from '#tally';
import { isContext, isCount, isReference, isTerm, isText, refusePerson } from '../contract/index.js';
import { openBallot } from './ballot.js';
import { boardOf } from './board.js';
import { countBoard } from './count.js';
import { lawOf } from './floors.js';
import {
  CHOICES,
  type Close,
  type Open,
  type OpenedBallot,
  type PollCommand,
  type PollEvent,
  type PollState,
  type Tally,
} from './types.js';

/** All three are asked by jobs. Ballots do not touch this stream: `decideBallot` decides each one beside it. */
export function decide(state: PollState, command: PollCommand): Decision<PollEvent> {
  const person = refusePerson(command.by);
  if (person) return person;
  switch (command.type) {
    case 'open':
      return open(state, command);
    case 'close':
      return close(state, command);
    case 'tally':
      return count(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

/**
 * Refusals: `poll-opened` (opens once), `question-missing`, `consequences-missing` (asked for, and one is blank), `roll-missing`, `fraction-invalid` `{field, fault}`,
 * `term-invalid`, `attending-invalid` `{heads}` (more came than there are), and where a law prescribes the vote
 * `pack-unknown`, `below-floor`.
 */
function open(
  state: PollState,
  { matter, scope, title, question, consequences, roll, quorum, threshold, term, pack, attending, at }: Open,
): Decision<PollEvent> {
  if (state.status !== 'none') return { refused: 'poll-opened' };
  if (typeof question !== 'string' || question.trim() === '' || (title !== null && !isText(title)))
    return { refused: 'question-missing' };
  if (consequences !== undefined && (isBlank(consequences.passed) || isBlank(consequences.not)))
    return { refused: 'consequences-missing' };
  const { electors, heads, root, stream, reference } = roll;
  if (
    !isCount(electors) ||
    electors < 1 ||
    !isCount(heads) ||
    heads < electors ||
    typeof root !== 'string' ||
    !isReference(reference) ||
    reference.stream !== stream
  ) {
    return { refused: 'roll-missing' };
  }
  for (const [field, fraction] of Object.entries({ quorum, threshold })) {
    const fault = isContext(fraction) ? fractionFault(fraction) : 'num';
    if (fault !== undefined) return { refused: 'fraction-invalid', values: { field, fault } };
  }
  if (term !== null && !isTerm(term)) return { refused: 'term-invalid' };
  if (attending !== null && (!isCount(attending) || attending > heads))
    return { refused: 'attending-invalid', values: { heads } };
  const lawful = pack === null ? { law: null, base: 'participating' as const } : lawOf(pack, at, quorum, threshold);
  if ('refused' in lawful) return lawful;
  const kept = { stream, electors, heads, root, reference };
  const terms = {
    matter,
    scope,
    title,
    question,
    ...(consequences === undefined ? {} : { consequences: { passed: consequences.passed, not: consequences.not } }),
    roll: kept,
    options: CHOICES,
    quorum,
    threshold,
    attending,
    thresholdBase: attending === null ? lawful.base : 'attending',
    law: lawful.law,
    ballot: 'open',
    revote: true,
    term,
  } as const;
  return { events: [{ type: 'PollOpened', v: 1, ...terms, at }], effects: [] };
}

/** What comes from a procedure may be anything. */
function isBlank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === '';
}

/** Refusals: `poll-not-open`, `board-invalid`. */
function close(state: PollState, { size, root, at }: Close): Decision<PollEvent> {
  if (state.status !== 'open') return { refused: 'poll-not-open' };
  if (!isCount(size) || typeof root !== 'string' || root.length !== 44) return { refused: 'board-invalid' };
  return { events: [{ type: 'PollClosed', v: 1, size, root, at }], effects: [] };
}

/** Refusals: `poll-not-closed`, `board-differs` (other ballots than were named at close), `board-invalid` `{fault, row}`. */
function count(state: PollState, { ballots }: Tally): Decision<PollEvent> {
  const { status, terms, board } = state;
  if (status !== 'closed' || terms === null || board === null) return { refused: 'poll-not-closed' };
  const given = boardOf(ballots);
  if (given.size !== board.size || given.root !== board.root)
    return { refused: 'board-differs', values: { size: given.size, named: board.size } };
  const result = countBoard(terms, ballots);
  if ('fault' in result) return { refused: 'board-invalid', values: { fault: result.fault, row: result.row } };
  // all of them now and in the order of the roll: what is told earlier, or one by one, would say who voted when
  const lines = helpedLines(ballots);
  const to = { roll: terms.roll.stream, lines };
  const told = lines.length === 0 ? [] : [{ do: 'notify', to, code: 'ballot-by-helper', values: {} } as const];
  return {
    events: [{ type: 'Tallied', v: 1, ...result }],
    effects: [...told, { do: 'endStream', status: 'completed' }],
  };
}

/** Lines of the roll a helper cast a ballot for, in their order, with the last who did; also where the ballot was replaced later. */
function helpedLines(ballots: readonly OpenedBallot[]): readonly HelpedLine[] {
  const helpers = new Map<number, string>();
  for (const ballot of ballots) {
    const read = openBallot(ballot);
    if (read !== null && read.helper !== null) helpers.set(read.e, read.helper);
  }
  return [...helpers].map(([e, helper]) => ({ e, helper }));
}
